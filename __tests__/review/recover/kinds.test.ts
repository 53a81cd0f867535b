import { at, kindOf, WANTED_TYPES } from '../../../review/recover/kinds';

const rule = (identifier: unknown): object => ({ source: [{ owner: 'AWS', source_identifier: identifier }] });
const identified = (identifier: string): object => ({ rule_identifier: identifier });
const target = (arn: unknown): object => ({ rule: 'found', arn });
const variables = (...names: readonly string[]): object => ({
  environment: [{ variables: Object.fromEntries(names.map((name) => [name, 'x'])) }],
});

describe('what a resource is to a policy', () => {
  test.each([
    ['the rule', 'aws_config_config_rule', rule('IAM_USER_UNUSED_CREDENTIALS_CHECK'), 'rule'],
    ['the companion rule', 'aws_config_config_rule', rule('ACCESS_KEYS_ROTATED'), 'rotation-rule'],
    ['nothing, as another rule', 'aws_config_config_rule', rule('IAM_USER_MFA_ENABLED'), undefined],
    ['nothing, as a rule of no identifier', 'aws_config_config_rule', rule(7), undefined],
    ['nothing, as a rule without a source', 'aws_config_config_rule', {}, undefined],
    ['nothing, as a rule with no source yet', 'aws_config_config_rule', { source: [] }, undefined],
    ['the rule of an organization', 'aws_config_organization_managed_rule', identified('IAM_USER_UNUSED_CREDENTIALS_CHECK'), 'rule'],
    ['nothing, as another rule of one', 'aws_config_organization_managed_rule', identified('ACCESS_KEYS_ROTATED'), undefined],
    ['nothing, as a conformance pack, which is judged by what is in it', 'aws_config_conformance_pack', { template_body: 'x' }, undefined],
    ['the recorder', 'aws_config_configuration_recorder', {}, 'recorder'],
    ['its switch', 'aws_config_configuration_recorder_status', {}, 'recorder-status'],
    ['the delivery channel', 'aws_config_delivery_channel', {}, 'delivery-channel'],
    ['an automation by AWS Config', 'aws_config_remediation_configuration', {}, 'automation'],
    ["AWS Config's own role", 'aws_iam_service_linked_role', { aws_service_name: 'config.amazonaws.com' }, 'service-linked-role'],
    ["nothing, as another service's role", 'aws_iam_service_linked_role', { aws_service_name: 'ecs.amazonaws.com' }, undefined],
    ['the bucket', 'aws_s3_bucket', {}, 'bucket'],
    ['the analyzer of unused access', 'aws_accessanalyzer_analyzer', { type: 'ACCOUNT_UNUSED_ACCESS' }, 'analyzer'],
    ['nothing, as an analyzer of external access', 'aws_accessanalyzer_analyzer', { type: 'ACCOUNT' }, undefined],
    ['an event rule', 'aws_cloudwatch_event_rule', {}, 'event-rule'],
    ['a target that tells people', 'aws_cloudwatch_event_target', target('arn:aws:sns:eu-west-1:111122223333:told'), 'event-target'],
    ['a target that keeps', 'aws_cloudwatch_event_target', target('arn:aws:sqs:eu-west-1:111122223333:kept'), 'event-target'],
    ['a target that logs', 'aws_cloudwatch_event_target', target('arn:aws:logs:eu-west-1:111122223333:log-group:x'), 'event-target'],
    ['a target that acts', 'aws_cloudwatch_event_target', target('arn:aws:lambda:eu-west-1:111122223333:function:act'), 'automation'],
    ['a target that is no ARN acts', 'aws_cloudwatch_event_target', target('act'), 'automation'],
    ['a target that is not known yet', 'aws_cloudwatch_event_target', {}, 'event-target'],
    ['a target that is empty', 'aws_cloudwatch_event_target', target(''), 'event-target'],
    ['the topic', 'aws_sns_topic', {}, 'topic'],
    ['its policy', 'aws_sns_topic_policy', {}, 'topic-policy'],
    ['a subscription', 'aws_sns_topic_subscription', {}, 'subscription'],
    ['a KMS key', 'aws_kms_key', {}, 'kms-key'],
    ['its alias', 'aws_kms_alias', {}, 'kms-alias'],
    ['a queue', 'aws_sqs_queue', {}, 'queue'],
    ['an alarm', 'aws_cloudwatch_metric_alarm', {}, 'metric-alarm'],
    ['an alarm of alarms', 'aws_cloudwatch_composite_alarm', {}, 'composite-alarm'],
    ['the function', 'aws_lambda_function', variables('POLICY', 'TABLE_NAME', 'TOPIC_ARN', 'ACCOUNT_ID', 'OTHER'), 'function'],
    [
      'the function, one of whose variables is not known',
      'aws_lambda_function',
      variables('POLICY', 'TABLE_NAME', 'ACCOUNT_ID'),
      'function',
    ],
    ['the function, whose policy is not known', 'aws_lambda_function', variables('TABLE_NAME', 'TOPIC_ARN', 'ACCOUNT_ID'), 'function'],
    ['nothing, as a function with two of the variables', 'aws_lambda_function', variables('POLICY', 'TABLE_NAME', 'OTHER'), undefined],
    ['nothing, as a function without variables', 'aws_lambda_function', { environment: [] }, undefined],
    ['nothing, as a function whose variables are null', 'aws_lambda_function', { environment: [{ variables: null }] }, undefined],
    ['nothing, as a function whose variables are a text', 'aws_lambda_function', { environment: [{ variables: 'POLICY' }] }, undefined],
    ['the table', 'aws_dynamodb_table', {}, 'table'],
    ['a role', 'aws_iam_role', {}, 'role'],
    ['what a role may do', 'aws_iam_role_policy', {}, 'role-policy'],
    ['what is attached to a role', 'aws_iam_role_policy_attachment', {}, 'role-attachment'],
    ['what is attached to several roles', 'aws_iam_policy_attachment', {}, 'role-attachment'],
    ['the schedule', 'aws_scheduler_schedule', {}, 'schedule'],
    ['the log', 'aws_cloudwatch_log_group', {}, 'log-group'],
    ['an access key', 'aws_iam_access_key', {}, 'access-key'],
    ['nothing, as anything else', 'aws_vpc', {}, undefined],
  ])('is %s', (_, type, values, expected) => {
    expect(kindOf(type, values as Readonly<Record<string, unknown>>)).toBe(expected);
  });

  test('is asked of these types only', () => {
    expect([...WANTED_TYPES].sort()).toEqual([
      'aws_accessanalyzer_analyzer',
      'aws_cloudwatch_composite_alarm',
      'aws_cloudwatch_event_rule',
      'aws_cloudwatch_event_target',
      'aws_cloudwatch_log_group',
      'aws_cloudwatch_metric_alarm',
      'aws_config_config_rule',
      'aws_config_configuration_recorder',
      'aws_config_configuration_recorder_status',
      'aws_config_conformance_pack',
      'aws_config_delivery_channel',
      'aws_config_organization_conformance_pack',
      'aws_config_organization_managed_rule',
      'aws_config_remediation_configuration',
      'aws_dynamodb_table',
      'aws_iam_access_key',
      'aws_iam_policy_attachment',
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_iam_role_policy_attachment',
      'aws_iam_service_linked_role',
      'aws_kms_alias',
      'aws_kms_key',
      'aws_lambda_function',
      'aws_s3_bucket',
      'aws_scheduler_schedule',
      'aws_sns_topic',
      'aws_sns_topic_policy',
      'aws_sns_topic_subscription',
      'aws_sqs_queue',
    ]);
  });
});

test.each([
  ['what is there', { a: [{ b: 1 }] }, ['a', 0, 'b'], 1],
  ['the value itself under no path', 'x', [], 'x'],
  ['nothing in null', { a: null }, ['a', 'b'], undefined],
  ['nothing in a text', { a: 'text' }, ['a', 'length'], undefined],
  ['nothing that only every object has', { a: {} }, ['a', 'toString'], undefined],
  ['nothing in undefined', undefined, ['a'], undefined],
])('under a path is found %s', (_, value, path, expected) => {
  expect(at(value, ...path)).toBe(expected);
});
