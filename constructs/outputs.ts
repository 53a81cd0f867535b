import type { Construct } from 'constructs';
import { addressOf } from './address';
import type { Alerts } from './alerts';
import { policyDocument, type PolicyStatement } from './iam-policy';
import type { Recorder } from './recorder';
import { TerraformOutput, Token, type TerraformResource } from './terraform';
import type { UnusedCredentialsPolicy } from './unused-credentials-policy';

/** One output of a generated stack or module. */
export interface Output {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
  /** What must be there before a caller uses a value that is composed from names. */
  readonly dependsOn?: readonly TerraformResource[];
}

/** Lists what a caller may want to know of a policy, as far as it has it. */
export function outputsOf(policy: UnusedCredentialsPolicy): readonly Output[] {
  const { alerts, recorder } = policy;
  return [
    { name: 'rule_name', description: 'Name of the Config rule, the same in every region', value: policy.ruleName },
    { name: 'rule_arns', description: 'ARNs of the Config rule, by region', value: policy.ruleArns },
    ...(recorder ? recorderOutputs(recorder) : []),
    ...(alerts ? alertOutputs(alerts, policy) : []),
    ...remediationOutputs(policy),
    ...statements('kms_key_policy_statements', 'the given KMS key', policy.keyPolicyStatements),
  ];
}

function recorderOutputs({ bucketName, deliveryBucket, bucketPolicyStatements }: Recorder): readonly Output[] {
  return [
    {
      name: 'bucket_name',
      description: 'Name of the bucket that AWS Config delivers to',
      value: bucketName,
      dependsOn: deliveryBucket?.ready ?? [],
    },
    ...statements('bucket_policy_statements', 'the given bucket', bucketPolicyStatements),
  ];
}

function alertOutputs(alerts: Alerts, { alarmNames, pendingConfirmations, remediation }: UnusedCredentialsPolicy): readonly Output[] {
  const { topic } = alerts;
  const required = [...alerts.topicPolicyStatements, ...(remediation?.topicPolicyStatements ?? [])];
  const waiting = 'E-mail addresses that have not confirmed their subscription yet and hear nothing';
  return [
    {
      name: 'topic_arn',
      description: 'ARN of the topic that alerts go to',
      value: alerts.topicArn,
      dependsOn: topic ? [topic.topicPolicy] : [],
    },
    ...(topic?.kmsKey ? [{ name: 'kms_key_arn', description: "ARN of the topic's KMS key", value: topic.kmsKey.arn }] : []),
    {
      name: 'event_rule_name',
      description: 'Name of the event rule on newly non-compliant users',
      value: alerts.eventRelay.eventRule.name,
    },
    { name: 'alarm_names', description: 'Names of the alarms', value: Object.values(alarmNames ?? {}) },
    ...(pendingConfirmations ? [{ name: 'pending_confirmations', description: waiting, value: pendingConfirmations }] : []),
    ...statements('topic_policy_statements', 'the given topic', required),
  ];
}

function remediationOutputs({ functionName, tableName, deadLetterQueueUrl }: UnusedCredentialsPolicy): readonly Output[] {
  if (functionName === undefined) return [];
  return [
    { name: 'function_name', description: 'Name of the function that acts on unused access keys', value: functionName },
    { name: 'table_name', description: 'Name of the table in which the function remembers what it did', value: tableName },
    { name: 'dead_letter_queue_url', description: 'URL of the queue of runs of the function that failed', value: deadLetterQueueUrl },
  ];
}

function statements(name: string, of: string, list: readonly PolicyStatement[]): readonly Output[] {
  return list.length === 0
    ? []
    : [{ name, description: `What the policy of ${of} must contain, as an IAM policy document`, value: policyDocument(list) }];
}

/** Declares the outputs of a policy in a stack. */
export function addOutputs(scope: Construct, policy: UnusedCredentialsPolicy): void {
  for (const { name, description, value, dependsOn = [] } of outputsOf(policy)) {
    // As a token, because the engine asks a deprecated function of Node's about lists, which then warns on standard error.
    const output = new TerraformOutput(scope, name, { description, value: typeof value === 'object' ? Token.asString(value) : value });
    // The engine would write references, where Terraform takes addresses only.
    if (dependsOn.length > 0) output.addOverride('depends_on', dependsOn.map(addressOf));
  }
}
