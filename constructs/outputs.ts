import type { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './iam-policy';
import { TerraformOutput } from './terraform';
import type { UnusedCredentialsPolicy } from './unused-credentials-policy';

/** One output of a generated stack or module. */
export interface Output {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
}

/** Lists what a caller may want to know of a policy, as far as it has it. */
export function outputsOf(policy: UnusedCredentialsPolicy): readonly Output[] {
  const { alerts, recorder, pendingConfirmations } = policy;
  const key = alerts?.topic?.kmsKey;
  const statements = (name: string, of: string, list: readonly PolicyStatement[] = []): readonly Output[] =>
    list.length === 0
      ? []
      : [{ name, description: `What the policy of ${of} must contain, as an IAM policy document`, value: policyDocument(list) }];
  return [
    { name: 'rule_name', description: 'Name of the Config rule, the same in every region', value: policy.ruleName },
    { name: 'rule_arns', description: 'ARNs of the Config rule, by region', value: policy.ruleArns },
    ...(recorder
      ? [{ name: 'bucket_name', description: 'Name of the bucket that AWS Config delivers to', value: recorder.bucketName }]
      : []),
    ...(alerts ? [{ name: 'topic_arn', description: 'ARN of the topic that alerts go to', value: alerts.topicArn }] : []),
    ...(key ? [{ name: 'kms_key_arn', description: "ARN of the topic's KMS key", value: key.arn }] : []),
    ...(alerts
      ? [
          {
            name: 'event_rule_name',
            description: 'Name of the event rule on newly non-compliant users',
            value: alerts.eventRelay.eventRule.name,
          },
        ]
      : []),
    ...(policy.alarmNames ? [{ name: 'alarm_names', description: 'Names of the alarms', value: Object.values(policy.alarmNames) }] : []),
    ...(pendingConfirmations
      ? [
          {
            name: 'pending_confirmations',
            description: 'E-mail addresses that have not confirmed their subscription yet and hear nothing',
            value: pendingConfirmations,
          },
        ]
      : []),
    ...statements('topic_policy_statements', 'the given topic', alerts?.topicPolicyStatements),
    ...statements('kms_key_policy_statements', 'the given KMS key', policy.keyPolicyStatements),
    ...statements('bucket_policy_statements', 'the given bucket', recorder?.bucketPolicyStatements),
  ];
}

/** Declares the outputs of a policy in a stack. */
export function addOutputs(scope: Construct, policy: UnusedCredentialsPolicy): void {
  for (const { name, description, value } of outputsOf(policy)) new TerraformOutput(scope, name, { description, value });
}
