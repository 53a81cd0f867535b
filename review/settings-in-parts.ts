import { PATHS_IN_ENVIRONMENT } from '../domain/remediation-together';
import type { SettingPath } from '../domain/settings';
import type { PartKind } from './part';

/** The settings that decide whether there is a part of a kind. */
export const DECIDING: Readonly<Partial<Record<PartKind, readonly SettingPath[]>>> = {
  rule: ['regions'],
  'rotation-rule': ['rotation', 'regions'],
  recorder: ['recorder', 'regions'],
  'recorder-status': ['recorder', 'regions'],
  'delivery-channel': ['recorder', 'regions'],
  'service-linked-role': ['serviceLinkedRole'],
  bucket: ['recorder', 'bucket.name'],
  analyzer: ['accessAnalyzer'],
  'event-rule': ['alerts'],
  'event-target': ['alerts', 'alerts.perUser'],
  topic: ['alerts', 'alerts.topicArn'],
  'topic-policy': ['alerts', 'alerts.topicArn'],
  subscription: ['alerts', 'alerts.topicArn', 'alerts.emails'],
  'kms-key': ['alerts', 'alerts.topicArn', 'kmsKeyArn'],
  'kms-alias': ['alerts', 'alerts.topicArn', 'kmsKeyArn'],
  queue: ['alerts', 'alerts.perUser', 'remediation'],
  'metric-alarm': ['alerts', 'alerts.perUser', 'alerts.topicArn', 'remediation'],
  'composite-alarm': ['alerts', 'alerts.perUser', 'alerts.topicArn', 'remediation'],
  function: ['remediation'],
  table: ['remediation'],
  role: ['remediation'],
  'role-policy': ['remediation'],
  'role-attachment': ['remediation'],
  schedule: ['remediation'],
  'log-group': ['remediation'],
};

/** What stands in an attribute because of settings: where one of them changes, so may the attribute. */
export const HELD: Readonly<Partial<Record<PartKind, Readonly<Record<string, readonly SettingPath[]>>>>> = {
  rule: { input_parameters: ['maxCredentialUsageAgeDays'], maximum_execution_frequency: ['evaluationFrequency'] },
  'rotation-rule': { input_parameters: ['rotation.maxAccessKeyAgeDays'], maximum_execution_frequency: ['evaluationFrequency'] },
  recorder: { recording_group: ['resourceTypes'] },
  'delivery-channel': {
    s3_key_prefix: ['bucket.keyPrefix'],
    s3_bucket_name: ['bucket.name'],
    s3_kms_key_arn: ['kmsKeyArn'],
  },
  bucket: { force_destroy: ['bucket.forceDestroy'] },
  'event-target': { arn: ['alerts.topicArn'] },
  topic: { kms_master_key_id: ['kmsKeyArn'] },
  subscription: { endpoint: ['alerts.emails'] },
  'metric-alarm': { alarm_actions: ['alerts.alarmActions', 'alerts.topicArn'], dimensions: ['alerts.topicArn'] },
  'composite-alarm': {
    alarm_actions: ['alerts.alarmActions', 'alerts.topicArn'],
    alarm_description: ['alerts.perUser'],
    alarm_rule: ['alerts.perUser'],
  },
  function: {
    'environment.variables.POLICY': PATHS_IN_ENVIRONMENT,
    'environment.variables.TOPIC_ARN': ['alerts.topicArn'],
    reserved_concurrent_executions: ['remediation.reservedConcurrency'],
  },
  role: { permissions_boundary: ['permissionsBoundaryArn'], description: ['remediation.action'] },
  'role-policy': {
    policy: [
      'remediation.action',
      'remediation.exempt.userNames',
      'remediation.exempt.paths',
      'remediation.exempt.tag',
      'alerts.topicArn',
      'kmsKeyArn',
    ],
  },
  schedule: { schedule_expression: ['remediation.sweepHourUtc'] },
  'log-group': { retention_in_days: ['remediation.logRetentionDays'] },
};

/** Parts of which checks look at the attributes above and at few others: what is found there says nothing of the rest. */
export const LOOKED_AT_IN_PART: ReadonlySet<PartKind> = new Set(['rule', 'rotation-rule', 'function']);

/** The few others, by the check that looks at them. */
export const LOOKED_AT_BY: Readonly<Record<string, readonly string[]>> = {
  'memory-removed': ['environment.variables.TABLE_NAME'],
  'role-widened': ['role'],
  'accounts-excluded': ['excluded_accounts'],
  'rule-removed': ['scope', 'evaluation_mode', 'resource_id_scope', 'resource_types_scope', 'tag_key_scope', 'tag_value_scope'],
  'sweep-stopped': [
    'role',
    'timeout',
    'environment.variables.TABLE_NAME',
    'environment.variables.ACCOUNT_ID',
    'environment.variables.POWERTOOLS_METRICS_NAMESPACE',
  ],
};
