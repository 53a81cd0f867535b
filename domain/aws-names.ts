/**
 * Names that AWS gives and neither Terraform nor its provider checks, so that a misspelt one would only fail, or stay silent, in the account.
 * The gate `npm run judges` holds them against an independent source.
 */

/** Identifiers of the managed Config rules that we declare. */
export type ManagedRuleIdentifier = 'IAM_USER_UNUSED_CREDENTIALS_CHECK' | 'ACCESS_KEYS_ROTATED';

/** Metrics that we watch: name, dimension and the statistic that makes sense, by namespace. */
export interface Metric {
  readonly namespace: 'AWS/Events' | 'AWS/Lambda' | 'AWS/SNS' | 'AWS/SQS';
  readonly metricName:
    | 'TriggeredRules'
    | 'FailedInvocations'
    | 'InvocationsFailedToBeSentToDlq'
    | 'NumberOfNotificationsFailed'
    | 'ApproximateNumberOfMessagesVisible'
    | 'Errors';
  readonly dimension: 'RuleName' | 'TopicName' | 'QueueName' | 'FunctionName';
  readonly statistic: 'Sum' | 'Maximum';
}

/** The metrics behind the alarms. Several appear only when they are not zero, so that missing data is no breach. */
export const METRICS = {
  eventsMatched: { namespace: 'AWS/Events', metricName: 'TriggeredRules', dimension: 'RuleName', statistic: 'Sum' },
  eventsLost: { namespace: 'AWS/Events', metricName: 'FailedInvocations', dimension: 'RuleName', statistic: 'Sum' },
  eventsGone: { namespace: 'AWS/Events', metricName: 'InvocationsFailedToBeSentToDlq', dimension: 'RuleName', statistic: 'Sum' },
  messagesLost: { namespace: 'AWS/SNS', metricName: 'NumberOfNotificationsFailed', dimension: 'TopicName', statistic: 'Sum' },
  undelivered: { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimension: 'QueueName', statistic: 'Maximum' },
  functionFailed: { namespace: 'AWS/Lambda', metricName: 'Errors', dimension: 'FunctionName', statistic: 'Sum' },
} as const satisfies Record<string, Metric>;
