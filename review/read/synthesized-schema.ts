/**
 * The blocks in the resources that we read, by type, as paths from the resource: a plan has each as a list, while Terraform's JSON syntax
 * has a single one also as an object. A test holds them, and the names below, against the provider's own schema.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping (read 2026-11)
 */
const BLOCKS: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer: `
    configuration configuration.internal_access configuration.internal_access.analysis_rule
    configuration.internal_access.analysis_rule.inclusion configuration.unused_access
    configuration.unused_access.analysis_rule configuration.unused_access.analysis_rule.exclusion`,
  aws_cloudwatch_composite_alarm: 'actions_suppressor',
  aws_cloudwatch_event_target: `
    appsync_target batch_target dead_letter_config ecs_target ecs_target.capacity_provider_strategy
    ecs_target.network_configuration ecs_target.ordered_placement_strategy ecs_target.placement_constraint http_target
    input_transformer kinesis_target redshift_target retry_policy run_command_targets sagemaker_pipeline_target
    sagemaker_pipeline_target.pipeline_parameter_list sqs_target`,
  aws_cloudwatch_metric_alarm: 'metric_query metric_query.metric',
  aws_config_config_rule: 'evaluation_mode scope source source.custom_policy_details source.source_detail',
  aws_config_configuration_recorder: `
    recording_group recording_group.exclusion_by_resource_types recording_group.recording_strategy recording_mode
    recording_mode.recording_mode_override`,
  aws_config_conformance_pack: 'input_parameter',
  aws_config_delivery_channel: 'snapshot_delivery_properties',
  aws_config_organization_conformance_pack: 'input_parameter',
  aws_config_remediation_configuration: 'execution_controls execution_controls.ssm_controls parameter',
  aws_dynamodb_table: `
    attribute global_secondary_index global_secondary_index.on_demand_throughput global_secondary_index.warm_throughput
    global_table_witness import_table import_table.input_format_options import_table.input_format_options.csv
    import_table.s3_bucket_source local_secondary_index on_demand_throughput point_in_time_recovery replica
    server_side_encryption ttl warm_throughput`,
  aws_iam_role: 'inline_policy',
  aws_lambda_function: `
    capacity_provider_config capacity_provider_config.lambda_managed_instances_capacity_provider_config dead_letter_config
    durable_config environment ephemeral_storage file_system_config image_config logging_config snap_start tenancy_config
    tracing_config vpc_config`,
  aws_s3_bucket: `
    cors_rule grant lifecycle_rule lifecycle_rule.expiration lifecycle_rule.noncurrent_version_expiration
    lifecycle_rule.noncurrent_version_transition lifecycle_rule.transition logging object_lock_configuration
    object_lock_configuration.rule object_lock_configuration.rule.default_retention replication_configuration
    replication_configuration.rules replication_configuration.rules.destination
    replication_configuration.rules.destination.access_control_translation
    replication_configuration.rules.destination.metrics replication_configuration.rules.destination.replication_time
    replication_configuration.rules.filter replication_configuration.rules.source_selection_criteria
    replication_configuration.rules.source_selection_criteria.sse_kms_encrypted_objects server_side_encryption_configuration
    server_side_encryption_configuration.rule
    server_side_encryption_configuration.rule.apply_server_side_encryption_by_default versioning website`,
  aws_scheduler_schedule: `
    flexible_time_window target target.dead_letter_config target.ecs_parameters
    target.ecs_parameters.capacity_provider_strategy target.ecs_parameters.network_configuration
    target.ecs_parameters.placement_constraints target.ecs_parameters.placement_strategy target.eventbridge_parameters
    target.kinesis_parameters target.retry_policy target.sagemaker_pipeline_parameters
    target.sagemaker_pipeline_parameters.pipeline_parameter target.sqs_parameters`,
};

/** Arguments that are true or false in every type that has them; a plan has no text for them. */
export const FLAGS: ReadonlySet<string> = wordsIn(`
  actions_enabled all_supported assign_public_ip automatic bucket_key_enabled bypass_policy_lockout_safety_check
  confirmation_was_authenticated content_based_deduplication deletion_protection_enabled enable_debug_log_delivery
  enable_ecs_managed_tags enable_execute_command enable_key_rotation enabled endpoint_auto_confirms
  expired_object_delete_marker fifo_queue fifo_topic force_destroy force_detach_policies include_global_resource_types
  ipv6_allowed_for_dual_stack is_enabled mfa_delete multi_region pending_confirmation publish raw_message_delivery
  replace_security_groups_on_destroy restore_to_latest_time return_data skip_destroy sqs_managed_sse_enabled
  stream_enabled with_event`);

/** Arguments that are numbers in every type that has them. */
export const NUMBERS: ReadonlySet<string> = wordsIn(`
  abort_incomplete_multipart_upload_days application_success_feedback_sample_rate array_size base
  concurrent_execution_rate_percentage confirmation_timeout_in_minutes datapoints_to_alarm days delay_seconds
  deletion_window_in_days error_percentage evaluation_periods execution_environment_memory_gib_per_vcpu execution_timeout
  extension_period firehose_success_feedback_sample_rate http_success_feedback_sample_rate job_attempts
  kms_data_key_reuse_period_seconds lambda_success_feedback_sample_rate max_age_seconds max_message_size
  max_read_request_units max_session_duration max_write_request_units maximum_automatic_attempts
  maximum_event_age_in_seconds maximum_retry_attempts maximum_window_in_minutes memory_size message_retention_seconds
  minutes per_execution_environment_max_concurrency period priority read_capacity read_units_per_second
  receive_wait_time_seconds recovery_period_in_days reserved_concurrent_executions retention_in_days retention_period
  retry_attempt_seconds rotation_period_in_days signature_version size source_code_size sqs_success_feedback_sample_rate
  task_count threshold timeout unused_access_age visibility_timeout_seconds wait_period weight write_capacity
  write_units_per_second years`);

/**
 * Arguments whose change makes the provider replace a resource, by type; `region` does in every type. Others may too: what is not here is
 * told as a change. What is here is what a table, a topic or a rule is known by: whoever is given another name is another one, and empty.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table (`name`: forces new resource; read 2026-11)
 */
export const REPLACING: Readonly<Record<string, readonly string[]>> = {
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
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_scheduler_schedule: ['name', 'name_prefix', 'group_name'],
  aws_sns_topic: ['name', 'name_prefix', 'fifo_topic'],
  aws_sns_topic_policy: ['arn'],
  aws_sns_topic_subscription: ['topic_arn', 'protocol', 'endpoint'],
  aws_sqs_queue: ['name', 'name_prefix', 'fifo_queue'],
};

/** The paths of the blocks of a type; none for a type that we do not know. */
export function blocksOf(type: string): ReadonlySet<string> {
  return KNOWN.get(type) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries(BLOCKS).map(([type, paths]) => [type, wordsIn(paths)]));

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
