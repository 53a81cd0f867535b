'use strict';

/**
 * Arguments whose change makes the AWS provider replace the resource; `region` does in every type that has it.
 * Read in the provider's source (2026-11) for alarms, event rules, Config rules, recorders and subscriptions; the others
 * are how we know the provider, unchecked.
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
 */
const REPLACED_BY = {
  aws_accessanalyzer_analyzer: ['analyzer_name', 'type'],
  aws_cloudwatch_composite_alarm: ['alarm_name'],
  aws_cloudwatch_event_rule: ['name', 'name_prefix', 'event_bus_name'],
  aws_cloudwatch_event_target: ['rule', 'target_id', 'event_bus_name'],
  aws_cloudwatch_log_group: ['name', 'name_prefix'],
  aws_cloudwatch_metric_alarm: ['alarm_name'],
  aws_config_config_rule: ['name'],
  aws_config_configuration_recorder: ['name'],
  aws_config_configuration_recorder_status: ['name'],
  aws_config_conformance_pack: ['name'],
  aws_config_delivery_channel: ['name'],
  aws_config_organization_conformance_pack: ['name'],
  aws_config_organization_managed_rule: ['name'],
  aws_dynamodb_table: ['name', 'hash_key', 'range_key'],
  aws_iam_access_key: ['user', 'pgp_key'],
  aws_iam_role: ['name', 'name_prefix', 'path'],
  aws_iam_role_policy: ['name', 'name_prefix', 'role'],
  aws_iam_service_linked_role: ['aws_service_name', 'custom_suffix'],
  aws_kms_alias: ['name', 'name_prefix'],
  aws_kms_key: ['customer_master_key_spec', 'key_usage', 'multi_region'],
  aws_lambda_function: ['function_name', 'package_type'],
  aws_lambda_function_event_invoke_config: ['function_name', 'qualifier'],
  aws_lambda_permission: ['statement_id', 'action', 'function_name', 'principal', 'qualifier', 'source_account', 'source_arn'],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_s3_bucket_lifecycle_configuration: ['bucket'],
  aws_s3_bucket_ownership_controls: ['bucket'],
  aws_s3_bucket_policy: ['bucket'],
  aws_s3_bucket_public_access_block: ['bucket'],
  aws_s3_bucket_server_side_encryption_configuration: ['bucket'],
  aws_s3_bucket_versioning: ['bucket'],
  aws_scheduler_schedule: ['name', 'name_prefix', 'group_name'],
  aws_sns_topic: ['name', 'name_prefix', 'fifo_topic'],
  aws_sns_topic_policy: ['arn'],
  aws_sns_topic_subscription: ['topic_arn', 'protocol', 'endpoint'],
  aws_sqs_queue: ['name', 'name_prefix', 'fifo_queue'],
  aws_sqs_queue_policy: ['queue_url'],
};

/**
 * What the provider writes for an argument left out, though its schema does not say so; plans show it.
 * Arguments of nested blocks, and those whose default moved between versions, are left out. Checked as above.
 */
const DEFAULTS = {
  aws_accessanalyzer_analyzer: { type: 'ACCOUNT' },
  aws_cloudwatch_composite_alarm: { actions_enabled: true },
  aws_cloudwatch_event_rule: { event_bus_name: 'default', force_destroy: false },
  aws_cloudwatch_event_target: { event_bus_name: 'default', force_destroy: false },
  aws_cloudwatch_log_group: { retention_in_days: 0, skip_destroy: false },
  aws_cloudwatch_metric_alarm: { actions_enabled: true, treat_missing_data: 'missing' },
  aws_config_configuration_recorder: { name: 'default' },
  aws_config_delivery_channel: { name: 'default' },
  aws_iam_access_key: { status: 'Active' },
  aws_iam_role: { force_detach_policies: false, max_session_duration: 3600, path: '/' },
  aws_iam_user: { force_destroy: false, path: '/' },
  aws_kms_key: {
    bypass_policy_lockout_safety_check: false,
    customer_master_key_spec: 'SYMMETRIC_DEFAULT',
    enable_key_rotation: false,
    is_enabled: true,
    key_usage: 'ENCRYPT_DECRYPT',
  },
  aws_lambda_function: {
    memory_size: 128,
    package_type: 'Zip',
    publish: false,
    reserved_concurrent_executions: -1,
    skip_destroy: false,
    timeout: 3,
  },
  aws_lambda_function_event_invoke_config: { maximum_retry_attempts: 2 },
  aws_s3_bucket: { force_destroy: false },
  aws_scheduler_schedule: { schedule_expression_timezone: 'UTC', state: 'ENABLED' },
  aws_sns_topic: { content_based_deduplication: false, fifo_topic: false },
  aws_sns_topic_subscription: { confirmation_timeout_in_minutes: 1, endpoint_auto_confirms: false, raw_message_delivery: false },
  aws_sqs_queue: {
    content_based_deduplication: false,
    delay_seconds: 0,
    fifo_queue: false,
    message_retention_seconds: 345600,
    receive_wait_time_seconds: 0,
    visibility_timeout_seconds: 30,
  },
};

const iamId = (prefix) => `${prefix}{hex}`;
const regional = (service, rest) => `arn:{partition}:${service}:{region}:{account}:${rest}`;
const FUNCTION_ARN = regional('lambda', 'function:{function_name}');
const INVOKE = (arn) => `arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/${arn}/invocations`;

/**
 * What AWS answers for a computed attribute, filled from arguments, from attributes above it in the list, from the
 * account, and from `{hex}` and `{uuid}`, which are new for each resource. A type that is missing has `id` = its name.
 */
const ANSWERED = {
  aws_accessanalyzer_analyzer: { id: '{analyzer_name}', arn: regional('access-analyzer', 'analyzer/{analyzer_name}') },
  aws_cloudwatch_composite_alarm: { id: '{alarm_name}', arn: regional('cloudwatch', 'alarm:{alarm_name}') },
  aws_cloudwatch_event_rule: { id: '{name}', arn: regional('events', 'rule/{name}'), state: 'ENABLED' },
  aws_cloudwatch_event_target: { target_id: 'terraform-{hex}', id: '{rule}-{target_id}' },
  aws_cloudwatch_log_group: { id: '{name}', arn: regional('logs', 'log-group:{name}'), log_group_class: 'STANDARD' },
  aws_cloudwatch_metric_alarm: { id: '{alarm_name}', arn: regional('cloudwatch', 'alarm:{alarm_name}') },
  aws_config_config_rule: { id: '{name}', rule_id: 'config-rule-{hex}', arn: regional('config', 'config-rule/{rule_id}') },
  aws_dynamodb_table: { id: '{name}', arn: regional('dynamodb', 'table/{name}') },
  aws_iam_access_key: { id: iamId('AKIA'), secret: '{hex}', create_date: '2026-01-01T00:00:00Z' },
  aws_iam_role: { id: '{name}', arn: 'arn:{partition}:iam::{account}:role{path}{name}', unique_id: iamId('AROA') },
  aws_iam_role_policy: { id: '{role}:{name}' },
  aws_iam_service_linked_role: {
    name: 'AWSServiceRoleFor{hex}',
    path: '/aws-service-role/{aws_service_name}/',
    arn: 'arn:{partition}:iam::{account}:role{path}{name}',
    id: '{arn}',
    unique_id: iamId('AROA'),
  },
  aws_iam_user: { id: '{name}', arn: 'arn:{partition}:iam::{account}:user{path}{name}', unique_id: iamId('AIDA') },
  aws_kms_alias: { id: '{name}', arn: regional('kms', '{name}'), target_key_arn: regional('kms', 'key/{target_key_id}') },
  aws_kms_key: { key_id: '{uuid}', id: '{key_id}', arn: regional('kms', 'key/{key_id}') },
  aws_lambda_function: {
    id: '{function_name}',
    arn: FUNCTION_ARN,
    invoke_arn: INVOKE(FUNCTION_ARN),
    version: '$LATEST',
    qualified_arn: `${FUNCTION_ARN}:{version}`,
    qualified_invoke_arn: INVOKE(`${FUNCTION_ARN}:{version}`),
  },
  aws_lambda_function_event_invoke_config: { id: '{function_name}' },
  aws_lambda_permission: { statement_id: 'terraform-{hex}', id: '{statement_id}' },
  aws_s3_bucket: { id: '{bucket}', arn: 'arn:{partition}:s3:::{bucket}', bucket_region: '{region}' },
  aws_scheduler_schedule: {
    group_name: 'default',
    id: '{group_name}/{name}',
    arn: regional('scheduler', 'schedule/{group_name}/{name}'),
  },
  aws_sns_topic: { arn: regional('sns', '{name}'), id: '{arn}', owner: '{account}' },
  aws_sns_topic_policy: { id: '{arn}', owner: '{account}' },
  aws_sns_topic_subscription: { arn: '{topic_arn}:{uuid}', id: '{arn}', owner_id: '{account}' },
  aws_sqs_queue: {
    url: 'https://sqs.{region}.{dns_suffix}/{account}/{name}',
    id: '{url}',
    arn: regional('sqs', '{name}'),
  },
  aws_sqs_queue_policy: { id: '{queue_url}' },
};

/** Arguments by which a resource is named, in the order in which one is looked for. */
const NAMES = ['name', 'bucket', 'alarm_name', 'function_name', 'analyzer_name'];

module.exports = { ANSWERED, DEFAULTS, NAMES, REPLACED_BY };
