import type { PolicyStatement } from './iam-policy';
import type { Place } from './place';
import { Fn } from './terraform';

/**
 * What the topic's policy must say. The statement for EventBridge carries no condition, because EventBridge does not deliver when one does.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html (read 2026-11)
 */
export function topicStatements({ accountId }: Place, topicArn: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'EventRulePublishes',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
    },
    {
      Sid: 'AlarmsPublish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ];
}

/** What the publisher to an encrypted topic must be able to do with its key. */
export const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'] as const;

/**
 * What the policy of the topic's KMS key must say. A condition on the key would make EventBridge's deliveries vanish.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (read 2026-11)
 */
export function topicKeyStatements({ accountId }: Place): readonly PolicyStatement[] {
  return [
    { Sid: 'EventRuleEncrypts', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: USE_KEY, Resource: '*' },
    {
      Sid: 'AlarmsEncrypt',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: USE_KEY,
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ];
}

/** What the policy of the bucket's KMS key must say: with the service-linked role, AWS Config writes as a service. */
export function bucketKeyStatements({ accountId }: Place): readonly PolicyStatement[] {
  return [
    {
      Sid: 'ConfigEncrypts',
      Effect: 'Allow',
      Principal: { Service: 'config.amazonaws.com' },
      Action: USE_KEY,
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ];
}

/** Lets the account's administrators manage the key, without which nobody could. */
export function keyOwnerStatement({ accountId, partition }: Place): PolicyStatement {
  return {
    Sid: 'AccountManages',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

/**
 * What the bucket's policy must say for AWS Config to deliver with the service-linked role.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html (read 2026-11)
 */
export function deliveryStatements(place: Place, bucketArn: string): readonly PolicyStatement[] {
  const { accountId } = place;
  const config = { Service: 'config.amazonaws.com' };
  const ours = { 'aws:SourceAccount': accountId };
  return [
    {
      Sid: 'ConfigChecksBucket',
      Effect: 'Allow',
      Principal: config,
      Action: ['s3:GetBucketAcl', 's3:ListBucket'],
      Resource: bucketArn,
      Condition: { StringEquals: ours },
    },
    {
      Sid: 'ConfigDelivers',
      Effect: 'Allow',
      Principal: config,
      Action: 's3:PutObject',
      Resource: deliveredArn(place, bucketArn),
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...ours } },
    },
  ];
}

/** The ARN of everything that AWS Config writes. A deferred prefix may turn out to be null. */
function deliveredArn({ policy, accountId, isDeferred }: Place, bucketArn: string): string {
  const prefix = policy.bucket.keyPrefix;
  const literal = prefix === undefined ? 'AWSLogs' : `${prefix}/AWSLogs`;
  const folder = prefix !== undefined && isDeferred('bucket.keyPrefix') ? Fn.join('/', Fn.compact([prefix, 'AWSLogs'])) : literal;
  return `${bucketArn}/${folder}/${accountId}/Config/*`;
}

/** Refuses requests to the bucket without TLS. */
export function tlsOnlyStatement(bucketArn: string): PolicyStatement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Lets the event rule put what it could not deliver into the queue, and nobody else.
 *
 * The narrowing is a statement of its own, because a condition on a statement for EventBridge is what silences it elsewhere;
 * here a missing source ARN is refused too.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html (read 2026-11)
 */
export function undeliveredStatements(queueArn: string, ruleArn: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'EventRuleSends',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
    },
    {
      Sid: 'OnlyThisEventRule',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnNotEquals: { 'aws:SourceArn': ruleArn } },
    },
  ];
}
