import { unknownUntilApply } from '../../../review/checks/unknown-until-apply';
import type { Floor } from '../../../review/floor';
import type { SettingPath } from '../../../domain/settings';
import type { Part, PartKind } from '../../../review/part';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const find = (after: LeafSpec | null, floor: Floor = {}, before: LeafSpec | null = {}): unknown =>
  unknownUntilApply.find(policyChange(before, after), planView({ floor }));
const ADDRESS = 'aws_config_config_rule.one';
const FLOOR: Floor = { maxLimitDays: 45, maxAction: 'deactivate', minGraceDays: 14 };

describe('unknown-until-apply', () => {
  it('names the setting and why', () => {
    expect(find({ maxCredentialUsageAgeDays: unknownLeaf() })).toEqual([
      { address: ADDRESS, message: 'maxCredentialUsageAgeDays is not known, because it is known only after apply' },
    ]);
  });

  it('finds each setting, also of a policy that is introduced', () => {
    const after = { ...remediation('delete'), regions: unknownLeaf('a.b'), 'remediation.warnDays': unknownLeaf('c.d') };
    const found = [
      { address: 'a.b', message: 'regions is not known, because it is known only after apply' },
      { address: 'c.d', message: 'remediation.warnDays is not known, because it is known only after apply' },
    ];
    expect(find(after)).toEqual(found);
    expect(find(after, FLOOR, null)).toEqual(found);
  });

  it.each<[SettingPath, string]>([
    ['maxCredentialUsageAgeDays', '45 days at most'],
    ['remediation', 'deactivate at most and 14 days of grace at least'],
    ['remediation.action', 'deactivate at most'],
    ['remediation.graceDays', '14 days of grace at least'],
  ])('is a danger where a floor bounds %s', (path, bound) => {
    const message = `${path} is not known, because it is known only after apply`;
    expect(find({ [path]: unknownLeaf() }, FLOOR)).toEqual([
      { address: ADDRESS, severity: 'danger', message: `${message}: it may cross the floor of ${bound}` },
    ]);
    expect(find({ [path]: unknownLeaf() })).toEqual([{ address: ADDRESS, message }]);
  });

  it('is a warning where the floor bounds something else', () => {
    const after = { 'remediation.action': unknownLeaf(), remediation: unknownLeaf() };
    const words = (path: string): string => `${path} is not known, because it is known only after apply`;
    expect(find(after, { maxLimitDays: 45, maxAction: 'delete' })).toEqual([
      { address: ADDRESS, message: words('remediation.action') },
      { address: ADDRESS, message: words('remediation') },
    ]);
    expect(find(after, { minGraceDays: 1 })).toEqual([
      { address: ADDRESS, message: words('remediation.action') },
      { address: ADDRESS, severity: 'danger', message: `${words('remediation')}: it may cross the floor of 1 day of grace at least` },
    ]);
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['is known', {}, remediation('delete')],
    ['is sensitive', {}, { maxCredentialUsageAgeDays: { kind: 'known', value: 7, address: ADDRESS, isSensitive: true } }],
    ['was not known before', { maxCredentialUsageAgeDays: unknownLeaf() }, {}],
    [
      'is nowhere in the plan',
      {},
      { maxCredentialUsageAgeDays: { kind: 'unknown', address: ADDRESS, cause: 'not-in-plan', because: 'b' } },
    ],
    ['is unreadable', {}, { maxCredentialUsageAgeDays: { kind: 'unknown', address: ADDRESS, cause: 'unreadable', because: 'b' } }],
    ['goes with the policy', { maxCredentialUsageAgeDays: unknownLeaf() }, null],
    ['is of no policy', null, null],
  ])('finds nothing when a setting %s', (_, before, after) => {
    expect(find(after, FLOOR, before)).toEqual([]);
  });
});

describe('unknown-until-apply: what decides besides the settings', () => {
  const among = (...parts: readonly Part[]): unknown => unknownUntilApply.find(policyChange({}, {}, parts), planView());
  const hidden = (kind: PartKind, attribute: string, was: unknown, more: PartSpec = {}): Part =>
    part(kind, { before: { [attribute]: was }, after: {}, afterUnknown: { [attribute]: true }, ...more });

  it.each<[PartKind, string, unknown, string]>([
    ['recorder-status', 'is_enabled', true, 'whether the recorder records'],
    ['metric-alarm', 'threshold', 1, 'the threshold of the alarm'],
    ['metric-alarm', 'actions_enabled', true, 'whether the alarm tells anybody'],
    ['metric-alarm', 'alarm_actions', ['a'], 'whom the alarm tells'],
    ['composite-alarm', 'actions_enabled', true, 'whether the alarm tells anybody'],
    ['composite-alarm', 'alarm_actions', ['a'], 'whom the alarm tells'],
    ['schedule', 'state', 'ENABLED', 'whether the schedule starts the function'],
    ['event-rule', 'state', 'ENABLED', 'whether the event rule is enabled'],
    ['event-rule', 'is_enabled', true, 'whether the event rule is enabled'],
    ['event-rule', 'event_pattern', '{}', 'what the event rule matches'],
  ])('finds it in a %s: %s', (kind, attribute, was, words) => {
    const one = hidden(kind, attribute, was);
    expect(among(one)).toEqual([{ address: one.address, message: `${words} is known only after apply` }]);
    expect(among(hidden(kind, attribute, was, { before: null }))).toEqual([]);
    expect(among(hidden(kind, attribute, was, { before: {} }))).toEqual([]);
    expect(among(hidden(kind, attribute, was, { after: null }))).toEqual([]);
    expect(among(hidden(kind, attribute, was, { after: { [attribute]: was }, afterUnknown: {} }))).toEqual([]);
  });

  it('says the same of several once', () => {
    const other = hidden('recorder-status', 'is_enabled', true, { address: 'aws_config_configuration_recorder_status.two' });
    expect(among(hidden('recorder-status', 'is_enabled', true), other)).toEqual([
      {
        address: 'aws_recorder_status.one',
        message: 'whether the recorder records (also of aws_config_configuration_recorder_status.two) is known only after apply',
      },
    ]);
  });

  it('leaves out what only follows from what is made or made anew', () => {
    const anew: readonly PartSpec['actions'][] = [['create'], ['delete', 'create']];
    for (const actions of anew) {
      const topic = part('topic', { address: 'aws_sns_topic.one', before: {}, after: {}, ...(actions && { actions }) });
      const references = { alarm_actions: ['aws_sns_topic.one.arn', 'aws_sns_topic.one'] };
      expect(among(topic, hidden('metric-alarm', 'alarm_actions', ['a'], { references }))).toEqual([]);
      expect(among(topic, hidden('metric-alarm', 'alarm_actions', ['a']))).toEqual([]);
      const others = { alarm_actions: [...references.alarm_actions, 'aws_sns_topic.other.arn'] };
      expect(among(topic, hidden('metric-alarm', 'alarm_actions', ['a'], { references: others }))).toEqual([
        { address: 'aws_metric_alarm.one', message: 'whom the alarm tells is known only after apply' },
      ]);
      expect(among(topic, hidden('metric-alarm', 'threshold', 1))).toHaveLength(1);
    }
    expect(among(hidden('schedule', 'state', 'ENABLED', { actions: ['delete', 'create'] }))).toEqual([]);
    const given = { references: { state: ['var.state'] }, actions: ['delete', 'create'] as const };
    expect(among(hidden('schedule', 'state', 'ENABLED', given))).toHaveLength(1);
  });

  it('says the alarm actions once, where the setting says them', () => {
    const alarm = hidden('metric-alarm', 'alarm_actions', ['a']);
    const policy = policyChange({}, { 'alerts.alarmActions': unknownLeaf('a.b') }, [alarm]);
    expect(unknownUntilApply.find(policy, planView())).toEqual([
      { address: 'a.b', message: 'alerts.alarmActions is not known, because it is known only after apply' },
    ]);
  });

  it('says the threshold of an alarm though the setting says the alarm actions', () => {
    const alarm = hidden('metric-alarm', 'threshold', 1);
    expect(unknownUntilApply.find(policyChange({}, { 'alerts.alarmActions': unknownLeaf('a.b') }, [alarm]), planView())).toEqual([
      { address: 'a.b', message: 'alerts.alarmActions is not known, because it is known only after apply' },
      { address: 'aws_metric_alarm.one', message: 'the threshold of the alarm is known only after apply' },
    ]);
  });

  it('says each of what different parts hide', () => {
    expect(among(hidden('schedule', 'state', 'ENABLED'), hidden('recorder-status', 'is_enabled', true))).toEqual([
      { address: 'aws_recorder_status.one', message: 'whether the recorder records is known only after apply' },
      { address: 'aws_schedule.one', message: 'whether the schedule starts the function is known only after apply' },
    ]);
  });

  it('says nothing of a part of which something else is known only after apply', () => {
    const values = { threshold: 1, alarm_actions: ['a'] };
    expect(among(part('metric-alarm', { before: values, after: values, afterUnknown: { arn: true } }))).toEqual([]);
  });

  const ALARM = [{ address: 'aws_metric_alarm.one', message: 'whom the alarm tells is known only after apply' }];
  const made = (kind: PartKind, address: string, more: PartSpec = {}): Part => part(kind, { address, after: {}, ...more });

  it.each<[string, Part]>([
    ['stays', part('topic', { address: 'aws_sns_topic.one', before: {}, after: {} })],
    ['changes', part('topic', { address: 'aws_sns_topic.one', before: {}, after: { name: 'a' } })],
    ['is made, and belongs to others', made('topic', 'aws_sns_topic.one', { isOwn: false })],
    ['is no topic, and is made', made('queue', 'aws_sqs_queue.one')],
  ])('finds whom an alarm tells where what it may follow from %s', (_, other) => {
    expect(among(other, hidden('metric-alarm', 'alarm_actions', ['a']))).toEqual(ALARM);
  });

  it.each([
    ['by its attribute', 'aws_sns_topic.one.arn', true],
    ['by its place', 'aws_sns_topic.one["eu-west-1"].arn', true],
    ['itself', 'aws_sns_topic.one', true],
    ['in another module', 'module.a.aws_sns_topic.one.arn', false],
    ['by the start of its name', 'aws_sns_topic.one_more.arn', false],
  ])('knows what is made beside others where an alarm names it %s', (_, reference, isKnown) => {
    const parts = [made('queue', 'aws_sqs_queue.one'), made('topic', 'aws_sns_topic.one')];
    const alarm = hidden('metric-alarm', 'alarm_actions', ['a'], { references: { alarm_actions: [reference] } });
    expect(among(...parts, alarm)).toEqual(isKnown ? [] : ALARM);
    expect(among(...parts.toReversed(), alarm)).toEqual(isKnown ? [] : ALARM);
  });
});

describe('unknown-until-apply: in files, where there is no plan', () => {
  const ofFiles = (one: Part): Part => ({ ...one, change: { ...one.change, isFromFiles: true } });
  const hidden = (kind: PartKind, attribute: string, before: PartSpec['before']): Part =>
    ofFiles(part(kind, { ...(before !== undefined && { before }), after: {}, afterUnknown: { [attribute]: true } }));
  const among = (...parts: readonly Part[]): unknown => unknownUntilApply.find(policyChange({}, {}, parts), planView());
  const advice = 'Write the value out, or review the plan.';

  it('says that it is an expression, and advises what can be done', () => {
    const rule = ofFiles(part('rule', { address: 'a.b', before: {}, after: {} }));
    const after: LeafSpec = { maxCredentialUsageAgeDays: unknownLeaf('a.b'), regions: unknownLeaf('c.d') };
    expect(unknownUntilApply.find(policyChange({}, after, [rule]), planView({ floor: FLOOR }))).toEqual([
      {
        address: 'a.b',
        message: 'maxCredentialUsageAgeDays is not known, because it is known only after apply: it may cross the floor of 45 days at most',
        severity: 'danger',
        advice,
      },
      { address: 'c.d', message: 'regions is not known, because it is known only after apply' },
    ]);
    expect(among(hidden('metric-alarm', 'threshold', { threshold: 1 }))).toEqual([
      { address: 'aws_metric_alarm.one', message: 'the threshold of the alarm is an expression, which only a plan resolves', advice },
    ]);
  });

  it.each<[PartKind, string, string]>([
    ['schedule', 'state', 'whether the schedule starts the function'],
    ['metric-alarm', 'actions_enabled', 'whether the alarm tells anybody'],
    ['composite-alarm', 'actions_enabled', 'whether the alarm tells anybody'],
    ['event-rule', 'state', 'whether the event rule is enabled'],
    ['event-rule', 'is_enabled', 'whether the event rule is enabled'],
  ])('finds it in a %s of which the provider gave the %s before', (kind, attribute, words) => {
    const one = hidden(kind, attribute, {});
    expect(among(one)).toEqual([{ address: one.address, message: `${words} is an expression, which only a plan resolves`, advice }]);
  });

  it('finds nothing of what the provider gives no value, and of what is made', () => {
    expect(among(hidden('metric-alarm', 'threshold', {}), hidden('event-rule', 'event_pattern', {}))).toEqual([]);
    expect(among(hidden('schedule', 'state', null))).toEqual([]);
  });
});
