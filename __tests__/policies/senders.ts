import type { Call } from './admission';
import type { PolicyDocument } from './documents';
import { ACCOUNT, type Block, type Emitted } from './emitted';

/** A call that must be let in for the policy to work, and by which document. */
export interface Sender {
  /** What would silently not happen without it. */
  readonly why: string;
  readonly holder: PolicyDocument['holder'];
  readonly call: Call;
}

/** Who sends, with what AWS tells of the sender's account. */
interface From {
  readonly why: string;
  readonly service: string;
  readonly context: Readonly<Record<string, string>>;
}

const TLS = { 'aws:SecureTransport': 'true' };
const OURS = { ...TLS, 'aws:SourceAccount': ACCOUNT };

/** Lists every call that AWS makes in the name of what was emitted. */
export function sendersIn(emitted: Emitted): readonly Sender[] {
  return [...sendersOfEvents(emitted), ...sendersOfAlarms(emitted), ...sendersOfHistory(emitted), ...sendersOfSweeps(emitted)];
}

function sendersOfEvents(emitted: Emitted): readonly Sender[] {
  return Object.values(emitted.of('aws_cloudwatch_event_target')).flatMap((target) => {
    const ruleArn = `arn:aws:events:eu-west-1:${ACCOUNT}:rule/${text(target, 'rule')}`;
    // To a topic and its key EventBridge does not say for whom it acts; to a dead-letter queue it does.
    const from: From = { why: 'messages of each user', service: 'events.amazonaws.com', context: TLS };
    const queueArn = text(target['dead_letter_config'] as Block, 'arn');
    return [
      ...publishers(emitted, from, text(target, 'arn')),
      sender({ ...from, why: 'undelivered messages', context: { ...TLS, 'aws:SourceArn': ruleArn } }, 'queue', 'sqs:SendMessage', queueArn),
    ];
  });
}

function sendersOfAlarms(emitted: Emitted): readonly Sender[] {
  const alarms = { ...emitted.of('aws_cloudwatch_metric_alarm'), ...emitted.of('aws_cloudwatch_composite_alarm') };
  return Object.entries(alarms).flatMap(([name, alarm]) =>
    alarm['alarm_actions'] === undefined
      ? []
      : publishers(
          emitted,
          { why: `alarm ${name}`, service: 'cloudwatch.amazonaws.com', context: OURS },
          text(emitted.outputs, 'topic_arn'),
        ),
  );
}

/** Who publishes to an encrypted topic also uses its key; how a given topic is encrypted is its owner's affair. */
function publishers(emitted: Emitted, from: From, topicArn: string): readonly Sender[] {
  const isOurs = Object.keys(emitted.of('aws_sns_topic')).length > 0;
  return [
    sender(from, 'topic', 'sns:Publish', topicArn),
    ...(isOurs ? ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => sender(from, 'key', action, '*')) : []),
  ];
}

function sendersOfHistory(emitted: Emitted): readonly Sender[] {
  return Object.values(emitted.of('aws_config_delivery_channel')).flatMap((channel) => {
    const from: From = { why: 'delivery of AWS Config', service: 'config.amazonaws.com', context: OURS };
    const bucketArn = `arn:aws:s3:::${text(channel, 's3_bucket_name')}`;
    const prefix = typeof channel['s3_key_prefix'] === 'string' ? `${channel['s3_key_prefix']}/` : '';
    const written: From = { ...from, context: { ...OURS, 's3:x-amz-acl': 'bucket-owner-full-control' } };
    const object = `${bucketArn}/${prefix}AWSLogs/${ACCOUNT}/Config/us-east-1/2026/11/2/ConfigHistory/history.json.gz`;
    return [
      sender(from, 'bucket', 's3:GetBucketAcl', bucketArn),
      sender(from, 'bucket', 's3:ListBucket', bucketArn),
      sender(written, 'bucket', 's3:PutObject', object),
      sender(written, 'bucket', 's3:PutObject', `${bucketArn}/${prefix}AWSLogs/${ACCOUNT}/Config/ConfigWritabilityCheckFile`),
      ...(channel['s3_kms_key_arn'] === undefined
        ? []
        : ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => sender(from, 'key', action, '*'))),
    ];
  });
}

/** Who takes the two roles, and the function where it needs the owner of a given topic or key to admit it. */
function sendersOfSweeps(emitted: Emitted): readonly Sender[] {
  return Object.values(emitted.of('aws_lambda_function')).flatMap((made) => {
    const { variables } = made['environment'] as { readonly variables: Block };
    const service = `arn:aws:iam::${ACCOUNT}:root`;
    const from: From = { why: 'what a sweep tells', service, context: { ...TLS, 'aws:PrincipalArn': text(made, 'role') } };
    const isGiven = Object.keys(emitted.of('aws_sns_topic')).length === 0;
    return [
      sender({ why: 'a sweep', service: 'lambda.amazonaws.com', context: TLS }, 'trust', 'sts:AssumeRole', '*'),
      sender({ why: 'the start of a sweep', service: 'scheduler.amazonaws.com', context: OURS }, 'trust', 'sts:AssumeRole', '*'),
      ...(isGiven ? [sender(from, 'topic', 'sns:Publish', text(variables, 'TOPIC_ARN'))] : []),
      ...(emitted.outputs['kms_key_policy_statements'] === undefined
        ? []
        : ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => sender(from, 'key', action, '*'))),
    ];
  });
}

const sender = ({ why, service, context }: From, holder: PolicyDocument['holder'], action: string, resource: string): Sender => ({
  why,
  holder,
  call: { service, action, resource, context },
});

/** @throws Error where there is no text, so that nothing is judged by half. */
function text(block: Block, argument: string): string {
  const value = block[argument];
  if (typeof value !== 'string') throw new Error(`${argument} must be a text`);
  return value;
}
