import { Construct } from 'constructs';
import { CONSOLE_HOST, CONSOLE_HOST_BY_PARTITION, partitionOf } from '../domain/regions';
import { policyDocument } from './iam-policy';
import type { Place } from './place';
import { undeliveredStatements } from './statements';
import { CloudwatchEventRule, CloudwatchEventTarget, Fn, SqsQueue, SqsQueuePolicy, Token, type ITerraformDependable } from './terraform';

const HOURS = 3600;
const RETRY_SECONDS = 24 * HOURS;
const RETRIES = 185;
const KEEP_SECONDS = 14 * 24 * HOURS;

/** What a message to a person needs of an event; `resourceId` is the user id (`AIDA…`), AWS Config does not send the user name. */
const INPUT_PATHS = {
  account: '$.detail.awsAccountId',
  region: '$.detail.awsRegion',
  rule: '$.detail.configRuleName',
  time: '$.time',
  userId: '$.detail.resourceId',
};

/** Defines the event rule on our Config rule's new findings and, for messages of each user, its target with a queue for what is not delivered. */
export class EventRelay extends Construct {
  /** Matches users that our Config rule newly finds. */
  readonly eventRule: CloudwatchEventRule;
  /** Absent when no message for each user is wanted. */
  readonly target?: CloudwatchEventTarget;
  /** Keeps for 14 days what could not be delivered; absent without a target. */
  readonly undeliveredQueue?: SqsQueue;
  /** Admits this event rule to the queue and nobody else; absent without a target. */
  readonly undeliveredQueuePolicy?: SqsQueuePolicy;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    topicArn: string,
    perUser: boolean,
    publishable: readonly ITerraformDependable[],
  ) {
    super(scope, id);
    const { policy, names, tags, homeArn } = place;
    const region = policy.homeRegion;
    this.eventRule = new CloudwatchEventRule(this, 'event-rule', {
      region,
      name: names.eventRule,
      description: `Users that Config rule ${names.configRule} newly found with unused credentials`,
      eventPattern: newlyNonCompliant(names.configRule),
      ...(tags && { tags }),
    });
    if (!perUser) return;
    const ruleArn = homeArn('events', `rule/${names.eventRule}`);
    const queueArn = homeArn('sqs', names.undeliveredQueue);
    this.undeliveredQueue = new SqsQueue(this, 'undelivered-queue', {
      region,
      name: names.undeliveredQueue,
      messageRetentionSeconds: KEEP_SECONDS,
      sqsManagedSseEnabled: true,
      ...(tags && { tags }),
    });
    this.undeliveredQueuePolicy = new SqsQueuePolicy(this, 'undelivered-queue-policy', {
      region,
      queueUrl: this.undeliveredQueue.url,
      policy: policyDocument(undeliveredStatements(queueArn, ruleArn)),
    });
    this.target = new CloudwatchEventTarget(this, 'event-target', {
      region,
      rule: names.eventRule,
      targetId: 'alerts',
      arn: topicArn,
      inputTransformer: { inputPaths: INPUT_PATHS, inputTemplate: message(place) },
      deadLetterConfig: { arn: queueArn },
      retryPolicy: { maximumEventAgeInSeconds: RETRY_SECONDS, maximumRetryAttempts: RETRIES },
      dependsOn: [this.eventRule, this.undeliveredQueuePolicy, ...publishable],
    });
  }
}

/**
 * The event that AWS Config sends when a user becomes non-compliant with our rule.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html (read 2026-11)
 */
function newlyNonCompliant(configRule: string): string {
  return JSON.stringify({
    source: ['aws.config'],
    'detail-type': ['Config Rules Compliance Change'],
    detail: {
      messageType: ['ComplianceChangeNotification'],
      configRuleName: [configRule],
      newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
    },
  });
}

/** The message to a person, each line a string of its own as EventBridge wants it. */
function message(place: Place): string {
  const { policy } = place;
  return [
    `IAM user id <userId> in account <account> newly has a password or an active access key without use for ${Token.asString(policy.maxCredentialUsageAgeDays)} days.`,
    'Config rule <rule> in <region> found it at <time>.',
    `See https://${consoleHost(place)}/config/home?region=<region>#/resources/details?resourceId=<userId>&resourceType=AWS::IAM::User`,
    "The user's name: aws iam list-users --output text | grep <userId>",
    'If the key is still needed, use it; if not, deactivate it first, wait, then delete it.',
  ]
    .map((line) => `"${line}"`)
    .join('\n');
}

/** The host of the console, which differs between partitions; a lookup only where the region is not known yet. */
function consoleHost({ policy, partition, isDeferred }: Place): string {
  if (isDeferred('homeRegion')) return Token.asString(Fn.lookup(CONSOLE_HOST_BY_PARTITION, partition, CONSOLE_HOST));
  return CONSOLE_HOST_BY_PARTITION[partitionOf(policy.homeRegion)] ?? CONSOLE_HOST;
}
