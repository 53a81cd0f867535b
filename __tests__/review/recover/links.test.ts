import { kept, POLICY, recovered, rule, RULE, sweep, type Attributes, type Resources, type Written } from './written-plan';

const A = 'arn:aws:sns:eu-west-1:111122223333:';
const FUNCTION = 'aws_lambda_function.sweep';
const EVENTS = 'aws_cloudwatch_event_rule.found';
const TARGET = 'aws_cloudwatch_event_target.tell';
const TOPIC = 'aws_sns_topic.told';
const ALARM = 'aws_cloudwatch_metric_alarm.found';
const SCHEDULE = 'aws_scheduler_schedule.daily';
const CHANNEL = 'aws_config_delivery_channel.main';

const pattern = (more: object): Attributes => ({
  name: 'found',
  event_pattern: JSON.stringify({ source: ['aws.config'], 'detail-type': ['Config Rules Compliance Change'], ...more }),
});
const events = pattern({ detail: { configRuleName: ['unused-keys'] } });
const topic: Attributes = { name: 'told', kms_master_key_id: 'alias/told' };
const target: Attributes = {
  rule: 'found',
  arn: `${A}told`,
  dead_letter_config: [{ arn: 'arn:aws:sqs:eu-west-1:111122223333:undelivered' }],
};
const alarm: Attributes = { alarm_name: 'unused', dimensions: { RuleName: 'found' }, alarm_actions: [`${A}told`] };
const schedule: Attributes = {
  target: [
    {
      arn: 'arn:aws:lambda:eu-west-1:111122223333:function:sweeper',
      role_arn: 'arn:aws:iam::111122223333:role/schedule-role',
      dead_letter_config: [{ arn: 'arn:aws:sqs:eu-west-1:111122223333:unstarted' }],
    },
  ],
};

const SWEPT: Resources = { [FUNCTION]: kept(sweep(POLICY)) };
const FOUND: Resources = { [EVENTS]: kept(events) };
const TOLD: Resources = { ...FOUND, [TARGET]: kept(target) };
const ALARMED: Resources = { ...FOUND, [ALARM]: kept(alarm) };

/** The parts of the policy of one Config rule, besides the rule. */
function partsOf(resources: Resources): readonly string[] {
  const policies = recovered({ [RULE]: kept(rule()), ...resources });
  expect(policies.map(({ id }) => id)).toEqual(['unused-keys']);
  return (policies[0]?.parts ?? []).filter((address) => address !== RULE);
}

const hidden = (refers: Written['refers'], after: Attributes = {}): Written => ({ after, ...(refers && { refers }) });

/** What leads to a part, and a part that it leads to. */
const LINKED: readonly (readonly [title: string, chain: Resources, part: string, written: Written])[] = [
  ['an event rule by the Config rule in its pattern', {}, EVENTS, kept(events)],
  [
    'an event rule by one of the Config rules in its pattern',
    {},
    EVENTS,
    kept(pattern({ detail: { configRuleName: ['x', 'unused-keys'] } })),
  ],
  ['an event rule that hears of every Config rule', {}, EVENTS, kept(pattern({}))],
  ['an event rule whose pattern is not known', {}, EVENTS, hidden({ event_pattern: [`${RULE}.name`, RULE] })],
  ['an event rule that goes', {}, EVENTS, { before: events }],
  ['an event rule whose pattern heard of the Config rule', {}, EVENTS, { before: events, after: { name: 'found', event_pattern: '{}' } }],
  ['a target by its event rule', FOUND, TARGET, kept({ rule: 'found', arn: `${A}told` })],
  ['a target by reference', FOUND, TARGET, hidden({ rule: [`${EVENTS}.name`] })],
  ['an automation by its event rule', FOUND, TARGET, kept({ rule: 'found', arn: 'arn:aws:lambda:eu-west-1:1:function:act' })],
  [
    'an automation by reference to its event rule',
    FOUND,
    TARGET,
    hidden({ rule: [`${EVENTS}.name`] }, { arn: 'arn:aws:lambda:eu-west-1:1:function:act' }),
  ],
  ['an automation by its Config rule', {}, 'aws_config_remediation_configuration.a', kept({ config_rule_name: 'unused-keys' })],
  ['an automation by reference', {}, 'aws_config_remediation_configuration.a', hidden({ config_rule_name: [`${RULE}.name`] })],
  ['the topic of a target', TOLD, TOPIC, kept(topic)],
  ['the topic that a target refers to', { ...FOUND, [TARGET]: hidden({ rule: [EVENTS], arn: [`${TOPIC}.arn`] }) }, TOPIC, hidden({})],
  ['the queue of a target', TOLD, 'aws_sqs_queue.q', kept({ name: 'undelivered' })],
  [
    'the queue that a target refers to',
    { ...FOUND, [TARGET]: hidden({ rule: [EVENTS], dead_letter_config: ['aws_sqs_queue.q.arn'] }) },
    'aws_sqs_queue.q',
    hidden({}),
  ],
  ['the topic of an alarm', ALARMED, TOPIC, kept(topic)],
  [
    'the topic that an alarm refers to',
    { ...FOUND, [ALARM]: hidden({ alarm_actions: [TOPIC] }, { dimensions: { RuleName: 'found' } }) },
    TOPIC,
    hidden({}),
  ],
  ['the topic of the function', SWEPT, TOPIC, kept(topic)],
  [
    'the topic that the function refers to',
    { [FUNCTION]: hidden({ environment: [TOPIC] }, sweep(POLICY, { TOPIC_ARN: '' })) },
    TOPIC,
    hidden({}),
  ],
  [
    'the topic of an alarm of alarms',
    {
      ...FOUND,
      'aws_cloudwatch_metric_alarm.quiet': kept({ ...alarm, alarm_actions: [] }),
      'aws_cloudwatch_composite_alarm.c': kept({ alarm_rule: 'ALARM("unused")', alarm_actions: [`${A}told`] }),
    },
    TOPIC,
    kept(topic),
  ],
  ['an alarm by its event rule', FOUND, ALARM, kept(alarm)],
  ['an alarm by reference', FOUND, ALARM, hidden({ dimensions: [`${EVENTS}.name`] }, { alarm_name: 'unused' })],
  ['an alarm by its topic', { ...TOLD, [TOPIC]: kept(topic) }, ALARM, kept({ dimensions: { TopicName: 'told' } })],
  ['an alarm by its queue', TOLD, ALARM, kept({ dimensions: { QueueName: 'undelivered' } })],
  ['an alarm by the function', SWEPT, ALARM, kept({ dimensions: { FunctionName: 'sweeper' } })],
  ['an alarm by what the function counts', {}, ALARM, kept({ dimensions: { service: 'unused-keys', account: '1' } })],
  [
    'an alarm by one of the metrics that it computes with',
    {},
    ALARM,
    kept({ metric_query: [{ expression: 'FILL(m, 0)' }, { metric: [{ dimensions: { service: 'unused-keys' } }] }] }),
  ],
  ['an alarm by what it watched', FOUND, ALARM, { before: alarm, after: { alarm_name: 'unused', dimensions: null } }],
  [
    'an alarm of alarms by their names',
    ALARMED,
    'aws_cloudwatch_composite_alarm.c',
    kept({ alarm_rule: 'ALARM(other) OR ALARM("unused")' }),
  ],
  [
    'an alarm of alarms by their ARNs',
    ALARMED,
    'aws_cloudwatch_composite_alarm.c',
    kept({ alarm_rule: 'ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:unused")' }),
  ],
  ['an alarm of alarms by their names without quotes', ALARMED, 'aws_cloudwatch_composite_alarm.c', kept({ alarm_rule: 'NOT OK(unused)' })],
  [
    'an alarm of alarms by a name with a slash',
    { ...FOUND, [ALARM]: kept({ ...alarm, alarm_name: 'team/unused' }) },
    'aws_cloudwatch_composite_alarm.c',
    kept({ alarm_rule: 'ALARM("team/unused")' }),
  ],
  ['an alarm of alarms by reference', ALARMED, 'aws_cloudwatch_composite_alarm.c', hidden({ alarm_rule: [`${ALARM}.alarm_name`] })],
  ['a subscription by its topic', TOLD, 'aws_sns_topic_subscription.s', kept({ topic_arn: `${A}told` })],
  [
    'a subscription by a topic that was only referred to',
    { ...FOUND, [TARGET]: hidden({ rule: [EVENTS], arn: [`${TOPIC}.arn`] }), [TOPIC]: kept(topic) },
    'aws_sns_topic_subscription.s',
    kept({ topic_arn: `${A}told` }),
  ],
  [
    'a subscription by reference',
    { ...TOLD, [TOPIC]: kept(topic) },
    'aws_sns_topic_subscription.s',
    hidden({ topic_arn: [`${TOPIC}.arn`] }),
  ],
  ['the policy of a topic', TOLD, 'aws_sns_topic_policy.p', kept({ arn: `${A}told` })],
  ['the policy of a topic by reference', { ...TOLD, [TOPIC]: kept(topic) }, 'aws_sns_topic_policy.p', hidden({ arn: [`${TOPIC}.arn`] })],
  ['the alias of a topic', { ...TOLD, [TOPIC]: kept(topic) }, 'aws_kms_alias.k', kept({ name: 'alias/told' })],
  [
    'the alias that a topic refers to',
    { ...TOLD, [TOPIC]: { ...kept({ name: 'told' }), refers: { kms_master_key_id: ['aws_kms_alias.k.name'] } } },
    'aws_kms_alias.k',
    hidden({}),
  ],
  [
    'the key of a topic by its id',
    { ...TOLD, [TOPIC]: kept({ ...topic, kms_master_key_id: '0a' }) },
    'aws_kms_key.k',
    kept({ key_id: '0a' }),
  ],
  [
    'the key of a topic by its ARN',
    { ...TOLD, [TOPIC]: kept({ ...topic, kms_master_key_id: 'arn:aws:kms:eu-west-1:1:key/0a' }) },
    'aws_kms_key.k',
    kept({ arn: 'arn:aws:kms:eu-west-1:1:key/0a' }),
  ],
  [
    'the key that a topic refers to',
    { ...TOLD, [TOPIC]: { ...kept({ name: 'told' }), refers: { kms_master_key_id: ['aws_kms_key.k.id'] } } },
    'aws_kms_key.k',
    hidden({}),
  ],
  [
    'the key of an alias by its id',
    { ...TOLD, [TOPIC]: kept(topic), 'aws_kms_alias.k': kept({ name: 'alias/told', target_key_id: '0a' }) },
    'aws_kms_key.k',
    kept({ key_id: '0a' }),
  ],
  [
    'the key of an alias by its ARN',
    { ...TOLD, [TOPIC]: kept(topic), 'aws_kms_alias.k': kept({ name: 'alias/told', target_key_arn: 'arn:aws:kms:eu-west-1:1:key/0a' }) },
    'aws_kms_key.k',
    kept({ arn: 'arn:aws:kms:eu-west-1:1:key/0a' }),
  ],
  [
    'the key that an alias refers to',
    {
      ...TOLD,
      [TOPIC]: kept(topic),
      'aws_kms_alias.k': { ...kept({ name: 'alias/told' }), refers: { target_key_id: ['aws_kms_key.k.key_id'] } },
    },
    'aws_kms_key.k',
    hidden({}),
  ],
  ['the function by the name that it counts under', {}, FUNCTION, kept(sweep(POLICY))],
  ['the table of the function', SWEPT, 'aws_dynamodb_table.t', kept({ name: 'sweeper-memory' })],
  [
    'the table that the function refers to',
    { [FUNCTION]: hidden({ environment: ['aws_dynamodb_table.t.name'] }, sweep()) },
    'aws_dynamodb_table.t',
    hidden({}),
  ],
  ['the log of the function', SWEPT, 'aws_cloudwatch_log_group.l', kept({ name: '/aws/lambda/sweeper' })],
  [
    'the log that the function refers to',
    { [FUNCTION]: hidden({ environment: ['aws_cloudwatch_log_group.l'] }, sweep()) },
    'aws_cloudwatch_log_group.l',
    hidden({}),
  ],
  ['the role of the function', SWEPT, 'aws_iam_role.r', kept({ name: 'sweeper-role' })],
  [
    'the role that the function refers to',
    { [FUNCTION]: hidden({ role: ['aws_iam_role.r.arn'] }, { ...sweep(), role: null }) },
    'aws_iam_role.r',
    hidden({}),
  ],
  ['what the role may do', SWEPT, 'aws_iam_role_policy.p', kept({ role: 'sweeper-role' })],
  [
    'what the role may do, by reference',
    { ...SWEPT, 'aws_iam_role.r': kept({ name: 'sweeper-role' }) },
    'aws_iam_role_policy.p',
    hidden({ role: ['aws_iam_role.r.id'] }),
  ],
  ['what is attached to the role', SWEPT, 'aws_iam_role_policy_attachment.p', kept({ role: 'sweeper-role' })],
  [
    'what is attached to the role, by reference',
    { ...SWEPT, 'aws_iam_role.r': kept({ name: 'sweeper-role' }) },
    'aws_iam_role_policy_attachment.p',
    hidden({ role: ['aws_iam_role.r.name'] }),
  ],
  ['the schedule of the function', SWEPT, SCHEDULE, kept(schedule)],
  ['the schedule of the function, by reference', SWEPT, SCHEDULE, hidden({ target: [`${FUNCTION}.arn`] })],
  ['the role of the schedule', { ...SWEPT, [SCHEDULE]: kept(schedule) }, 'aws_iam_role.s', kept({ name: 'schedule-role' })],
  ['the queue of the schedule', { ...SWEPT, [SCHEDULE]: kept(schedule) }, 'aws_sqs_queue.s', kept({ name: 'unstarted' })],
  ['the bucket of the channel', { [CHANNEL]: kept({ s3_bucket_name: 'logs' }) }, 'aws_s3_bucket.b', kept({ bucket: 'logs' })],
  [
    'the bucket that the channel refers to',
    { [CHANNEL]: hidden({ s3_bucket_name: ['aws_s3_bucket.b.id'] }) },
    'aws_s3_bucket.b',
    hidden({}),
  ],
  ['the recorder', {}, 'aws_config_configuration_recorder.r', kept({ name: 'default' })],
  ['the switch of the recorder', {}, 'aws_config_configuration_recorder_status.r', kept({ name: 'default' })],
  ['the delivery channel', {}, CHANNEL, kept({ name: 'default' })],
  ['the companion rule', {}, 'aws_config_config_rule.rotated', kept({ name: 'x', source: [{ source_identifier: 'ACCESS_KEYS_ROTATED' }] })],
  ['the analyzer', {}, 'aws_accessanalyzer_analyzer.a', kept({ type: 'ACCOUNT_UNUSED_ACCESS' })],
  ['the role of AWS Config', {}, 'aws_iam_service_linked_role.c', kept({ aws_service_name: 'config.amazonaws.com' })],
];

describe('a policy has', () => {
  test.each(LINKED)('%s', (_, chain, part, written) => {
    expect(partsOf({ [part]: written, ...chain })).toEqual([part, ...Object.keys(chain)]);
  });
});

describe('a policy does not have', () => {
  test.each<[string, Resources, string, Written]>([
    ['an event rule of another Config rule', {}, EVENTS, kept(pattern({ detail: { configRuleName: ['mfa'] } }))],
    ['an event rule of another source', {}, EVENTS, kept(pattern({ source: ['custom'], detail: { configRuleName: ['unused-keys'] } }))],
    ['an event rule of no source', {}, EVENTS, kept({ event_pattern: '{"detail":{"configRuleName":["unused-keys"]}}' })],
    ['an event rule whose pattern is no JSON', {}, EVENTS, kept({ name: 'found', event_pattern: '{' })],
    ['an event rule whose pattern names no list', {}, EVENTS, kept(pattern({ detail: { configRuleName: 'unused-keys' } }))],
    ['an event rule whose pattern names no text', {}, EVENTS, kept(pattern({ detail: { configRuleName: [7] } }))],
    ['an event rule of something else', {}, EVENTS, kept({ name: 'found', event_pattern: '{"source":["aws.ec2"]}' })],
    ['an event rule of another change', {}, EVENTS, kept(pattern({ 'detail-type': ['Config Snapshot Delivery Status'] }))],
    ['an event rule by a schedule', {}, EVENTS, kept({ name: 'found', schedule_expression: 'rate(1 day)' })],
    ['an event rule that refers to something else', {}, EVENTS, hidden({ event_pattern: ['aws_config_config_rule.other.name'] })],
    ['a target of another event rule', FOUND, TARGET, kept({ rule: 'other', arn: `${A}told` })],
    ['another topic', TOLD, TOPIC, kept({ name: 'other' })],
    ['a topic of no name', TOLD, TOPIC, kept({ name: '' })],
    ['another queue', TOLD, 'aws_sqs_queue.q', kept({ name: 'told' })],
    ['an alarm on another event rule', FOUND, ALARM, kept({ dimensions: { RuleName: 'other' } })],
    ['an alarm on something else of the same name', FOUND, ALARM, kept({ dimensions: { BucketName: 'found' } })],
    ['an alarm on nothing', FOUND, ALARM, kept({ dimensions: null })],
    ['an alarm on what is no text', FOUND, ALARM, kept({ dimensions: { RuleName: 7 } })],
    ['an alarm whose dimensions are a text', FOUND, ALARM, kept({ dimensions: 'found' })],
    ['an alarm that only acts on the topic', TOLD, ALARM, kept({ alarm_actions: [`${A}told`] })],
    ['an alarm of other alarms', ALARMED, 'aws_cloudwatch_composite_alarm.c', kept({ alarm_rule: 'ALARM("other")' })],
    ['a subscription of another topic', TOLD, 'aws_sns_topic_subscription.s', kept({ topic_arn: `${A}other` })],
    ['another table', SWEPT, 'aws_dynamodb_table.t', kept({ name: 'sweeper' })],
    ['another log', SWEPT, 'aws_cloudwatch_log_group.l', kept({ name: 'sweeper' })],
    ['another role', SWEPT, 'aws_iam_role.r', kept({ name: 'role' })],
    ['a schedule of another function', SWEPT, SCHEDULE, kept({ target: [{ arn: 'arn:aws:lambda:eu-west-1:1:function:other' }] })],
    ['another bucket', { [CHANNEL]: kept({ s3_bucket_name: 'logs' }) }, 'aws_s3_bucket.b', kept({ bucket: 'other' })],
    ['another key', { ...TOLD, [TOPIC]: kept(topic) }, 'aws_kms_key.k', kept({ key_id: '0a', arn: 'x' })],
    ['an access key', {}, 'aws_iam_access_key.k', kept({ user: 'robot' })],
    [
      'what refers to its block within another name',
      {},
      'aws_config_remediation_configuration.a',
      hidden({ config_rule_name: [`${RULE}d.name`] }),
    ],
    [
      'what refers to an output of that name',
      {},
      'aws_config_remediation_configuration.a',
      hidden({ config_rule_name: [`module.${RULE}`] }),
    ],
  ])('%s', (_, chain, part, written) => {
    expect(partsOf({ [part]: written, ...chain })).toEqual(Object.keys(chain));
  });

  test('the part of a module of the same name elsewhere by reference', () => {
    expect(partsOf({ 'module.other.aws_config_remediation_configuration.a': hidden({ config_rule_name: [`${RULE}.name`] }) })).toEqual([]);
  });
});
