import type { SettingPath } from '../../../domain/settings';
import {
  kept,
  known,
  later,
  POLICY,
  rule,
  RULE,
  settingsIn,
  sweep,
  unreadable,
  type Attributes,
  type Resources,
  type Written,
} from './written-plan';

const EVENTS = 'aws_cloudwatch_event_rule.found';
const TARGET = 'aws_cloudwatch_event_target.tell';
const TOPIC = 'aws_sns_topic.told';
const ALARM = 'aws_cloudwatch_metric_alarm.found';
const LOST = 'aws_cloudwatch_metric_alarm.lost';
const FUNCTION = 'aws_lambda_function.sweep';
const MAIL = 'aws_sns_topic_subscription.mail';
const PATHS: readonly SettingPath[] = ['alerts', 'alerts.perUser', 'alerts.emails', 'alerts.topicArn', 'alerts.alarmActions'];

const arn = (name: string): string => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const events: Attributes = {
  name: 'found',
  event_pattern: JSON.stringify({
    source: ['aws.config'],
    'detail-type': ['Config Rules Compliance Change'],
    detail: { configRuleName: ['unused-keys'] },
  }),
};
const target = (topic: unknown = arn('told')): Attributes => ({ rule: 'found', arn: topic });
const alarm = (...actions: readonly unknown[]): Attributes => ({
  alarm_name: 'found',
  metric_name: 'TriggeredRules',
  dimensions: { RuleName: 'found' },
  alarm_actions: actions,
});
const lost = (topic: string, ...actions: readonly string[]): Attributes => ({
  alarm_name: 'lost',
  metric_name: 'NumberOfNotificationsFailed',
  dimensions: { TopicName: topic },
  alarm_actions: actions,
});
const mail = (endpoint: unknown, protocol: unknown = 'email'): Attributes => ({ topic_arn: arn('told'), protocol, endpoint });
const topic: Attributes = { name: 'told', arn: arn('told') };

/** What is recovered of the alerts of a policy that is made. */
function made(resources: Resources): unknown {
  const [before, after] = settingsIn({ [RULE]: { after: rule() }, ...resources }, PATHS);
  expect(before).toBeNull();
  return after;
}

const QUIET = { [EVENTS]: { after: events } };
const HEARD = { ...QUIET, [TARGET]: { after: target() }, [TOPIC]: { after: topic } };
const ON = { alerts: known(EVENTS, 'on'), 'alerts.emails': known(EVENTS, []), 'alerts.alarmActions': known(EVENTS, []) };
const PER_USER = { ...ON, 'alerts.perUser': known(TARGET, true) };
const NOT_PER_USER = { ...ON, 'alerts.perUser': known(EVENTS, false) };

describe('alerts', () => {
  test('are none without an event rule', () => {
    expect(made({})).toEqual({ alerts: known(RULE, 'none') });
    expect(made({ [TOPIC]: { after: topic } })).toEqual({ alerts: known(RULE, 'none') });
  });

  test('go with the event rule', () => {
    expect(settingsIn({ [RULE]: kept(rule()), [EVENTS]: { before: events } }, PATHS)).toEqual([
      NOT_PER_USER,
      { alerts: known(RULE, 'none') },
    ]);
  });

  test('are for each user where the event rule has a target', () => {
    expect(made(HEARD)).toEqual(PER_USER);
    expect(made(QUIET)).toEqual(NOT_PER_USER);
  });
});

describe('the addresses that hear', () => {
  const mails = (...written: readonly Written[]): Resources =>
    Object.fromEntries(written.map((one, at) => [`${MAIL}[${String(at)}]`, one]));

  test.each<[string, Resources, unknown]>([
    [
      'are all, sorted',
      mails({ after: mail('b@example.com') }, { after: mail('a@example.com') }),
      known(`${MAIL}[0]`, ['a@example.com', 'b@example.com']),
    ],
    ['are also those who get JSON', mails({ after: mail('a@example.com', 'email-json') }), known(`${MAIL}[0]`, ['a@example.com'])],
    [
      'are no queues and no pages',
      mails({ after: mail('https://example.com', 'https') }, { after: mail('x', 'not-email') }, { after: mail('a@example.com') }),
      known(`${MAIL}[2]`, ['a@example.com']),
    ],
    [
      'are not known as soon as one is not',
      mails({ after: mail('a@example.com') }, { after: mail(null), unknown: { endpoint: true }, refers: { endpoint: ['var.mail'] } }),
      later(`${MAIL}[1]`, 'it comes from var.mail, which is known only after apply'),
    ],
    ['cannot be read as soon as one cannot', mails({ after: mail(7) }), unreadable(`${MAIL}[0]`, 'endpoint is not what it should be')],
    [
      'are without one that is nothing',
      mails({ after: mail(null) }, { after: mail('a@example.com') }),
      known(`${MAIL}[1]`, ['a@example.com']),
    ],
    [
      'are sensitive as soon as one is',
      mails({ after: mail('a@example.com') }, { after: mail('b@example.com'), afterSensitive: { endpoint: true } }),
      known(`${MAIL}[0]`, ['a@example.com', 'b@example.com'], true),
    ],
  ])('%s', (_, subscriptions, emails) => {
    expect(made({ ...HEARD, ...subscriptions })).toEqual({ ...PER_USER, 'alerts.emails': emails });
  });
});

describe('the topic', () => {
  const REFERS = { arn: [`${TOPIC}.arn`, TOPIC] };

  test.each<[string, Resources, object]>([
    ['is given when it is not in the plan', { ...QUIET, [TARGET]: { after: target() } }, { 'alerts.topicArn': known(TARGET, arn('told')) }],
    ['is not given when it is made here', HEARD, {}],
    [
      'is not given when it is not known but refers to one made here',
      { ...HEARD, [TARGET]: { after: { rule: 'found' }, unknown: { arn: true }, refers: REFERS } },
      {},
    ],
    [
      'is given when it is not known and comes from elsewhere',
      { ...QUIET, [TARGET]: { after: { rule: 'found' }, unknown: { arn: true }, refers: { arn: ['var.topic'] } } },
      { 'alerts.topicArn': later(TARGET, 'it comes from var.topic, which is known only after apply') },
    ],
    [
      'is given when it is not known and nothing more is said',
      { ...QUIET, [TARGET]: { after: { rule: 'found' }, unknown: { arn: true } } },
      { 'alerts.topicArn': later(TARGET) },
    ],
    [
      'is given when it is another than the one made here',
      { ...HEARD, [TARGET]: { after: target(arn('elsewhere')), refers: REFERS }, [ALARM]: { after: alarm(arn('told')) } },
      { 'alerts.topicArn': known(TARGET, arn('elsewhere')), 'alerts.alarmActions': known(ALARM, [arn('told')]) },
    ],
    [
      'is given when it is not known and is not said to be the one made here',
      {
        ...HEARD,
        [TARGET]: { after: { rule: 'found' }, unknown: { arn: true }, refers: { arn: ['var.topic'] } },
        [ALARM]: { after: alarm(arn('told')) },
      },
      {
        'alerts.topicArn': later(TARGET, 'it comes from var.topic, which is known only after apply'),
        'alerts.alarmActions': known(ALARM, []),
      },
    ],
    ['is not told when the target names none', { ...HEARD, [TARGET]: { after: { rule: 'found' }, refers: REFERS } }, {}],
  ])('%s', (_, resources, expected) => {
    expect(made(resources)).toEqual({ ...PER_USER, ...expected });
  });

  const named = (topicArn: string): Attributes => sweep(POLICY, { TOPIC_ARN: topicArn });

  test.each<[string, Resources, object]>([
    [
      'is the one that the function tells, without a target',
      { ...QUIET, [FUNCTION]: { after: named(arn('told')) } },
      { 'alerts.topicArn': known(FUNCTION, arn('told')) },
    ],
    [
      'is made here when the function tells that one',
      { ...QUIET, [FUNCTION]: { after: named(arn('told')) }, [TOPIC]: { after: topic } },
      {},
    ],
    [
      'is made here when the function refers to it',
      {
        ...QUIET,
        [FUNCTION]: {
          after: named(''),
          unknown: { environment: [{ variables: { TOPIC_ARN: true } }] },
          refers: { environment: [`${TOPIC}.arn`] },
        },
        [TOPIC]: { after: { name: 'told' } },
      },
      {},
    ],
    [
      'is the one that the alarm on lost messages watches and acts on, without both',
      { ...QUIET, [ALARM]: { after: alarm(arn('pager'), arn('told')) }, [LOST]: { after: lost('told', arn('told'), arn('pager')) } },
      { 'alerts.topicArn': known(ALARM, arn('told')), 'alerts.alarmActions': known(ALARM, [arn('pager')]) },
    ],
    [
      'is not told when no alarm watches what it acts on',
      { ...QUIET, [ALARM]: { after: alarm(arn('pager')) }, [LOST]: { after: lost('told', arn('pager')) } },
      { 'alerts.alarmActions': known(ALARM, [arn('pager')]) },
    ],
    [
      'is made here when the alarms act on that one',
      { ...QUIET, [TOPIC]: { after: topic }, [ALARM]: { after: alarm(arn('told')) }, [LOST]: { after: lost('told', arn('told')) } },
      { 'alerts.alarmActions': known(ALARM, []) },
    ],
  ])('%s', (_, resources, expected) => {
    expect(made(resources)).toEqual({ ...NOT_PER_USER, ...expected });
  });

  test('may be sensitive where an alarm names it', () => {
    const written = { after: alarm(arn('told')), afterSensitive: { alarm_actions: true } };
    expect(made({ ...QUIET, [ALARM]: written, [LOST]: { after: lost('told', arn('told')) } })).toEqual({
      ...NOT_PER_USER,
      'alerts.topicArn': known(ALARM, arn('told'), true),
      'alerts.alarmActions': known(ALARM, [], true),
    });
  });

  test('is as it was when only its replacement hides it', () => {
    const resources: Resources = {
      [RULE]: kept(rule()),
      ...{ [EVENTS]: kept(events) },
      [TARGET]: { before: target(), after: { rule: 'found' }, unknown: { arn: true }, refers: REFERS },
      [TOPIC]: { before: topic, after: { name: 'told-2' }, unknown: { arn: true }, actions: ['delete', 'create'] },
    };
    expect(settingsIn(resources, ['alerts.topicArn'])).toEqual([{}, {}]);
  });
});

describe('what the alarm acts on besides the topic', () => {
  const REFERS_TO_TOPIC = { alarm_actions: [`${TOPIC}.arn`, TOPIC] };
  const hidden = (refers: Written['refers']): Written => ({
    after: alarm(),
    unknown: { alarm_actions: [true] },
    refers: { dimensions: [`${EVENTS}.name`], ...refers },
  });

  test.each<[string, Resources, unknown]>([
    ['is nothing without an alarm', {}, known(EVENTS, [])],
    ['is nothing when it acts on the topic', { [ALARM]: { after: alarm(arn('told')) } }, known(ALARM, [])],
    ['is nothing when it acts on nothing', { [ALARM]: { after: alarm() } }, known(ALARM, [])],
    [
      'is the rest, sorted',
      { [ALARM]: { after: alarm(arn('pager'), arn('told'), arn('deck')) } },
      known(ALARM, [arn('deck'), arn('pager')]),
    ],
    [
      'is a topic of the same name elsewhere',
      { [ALARM]: { after: alarm('arn:aws:sns:us-east-1:111122223333:told') } },
      known(ALARM, ['arn:aws:sns:us-east-1:111122223333:told']),
    ],
    ['is nothing when it is not known and refers to the topic only', { [ALARM]: hidden(REFERS_TO_TOPIC) }, known(EVENTS, [])],
    [
      'is not known when it refers to the topic and something else',
      { [ALARM]: hidden({ alarm_actions: [`${TOPIC}.arn`, 'var.more'] }) },
      later(ALARM, 'it comes from var.more, which is known only after apply'),
    ],
    [
      'is not known when it refers to something else',
      { [ALARM]: hidden({ alarm_actions: ['var.more'] }) },
      later(ALARM, 'it comes from var.more, which is known only after apply'),
    ],
    ['is not known when nothing more is said', { [ALARM]: hidden({}) }, later(ALARM)],
    [
      'is not known when it refers to the topic and another one',
      { [ALARM]: hidden({ alarm_actions: [`${TOPIC}.arn`, 'aws_sns_topic.other.arn'] }) },
      later(ALARM, 'it comes from aws_sns_topic.told.arn, which is known only after apply'),
    ],
    ['may be unreadable', { [ALARM]: { after: alarm(7) } }, unreadable(ALARM, 'alarm_actions is not what it should be')],
    [
      'may be unreadable although it refers to the topic only',
      { [ALARM]: { after: alarm(7), refers: REFERS_TO_TOPIC } },
      unreadable(ALARM, 'alarm_actions is not what it should be'),
    ],
    ['is not what another alarm acts on', { [LOST]: { after: lost('told', arn('pager')) } }, known(EVENTS, [])],
  ])('%s', (_, resources, alarmActions) => {
    expect(made({ ...HEARD, ...resources })).toEqual({ ...PER_USER, 'alerts.alarmActions': alarmActions });
  });

  test('is without the topic made here, whose ARN is not known', () => {
    const resources: Resources = {
      ...QUIET,
      [TOPIC]: { after: { name: 'told' } },
      [TARGET]: { after: { rule: 'found' }, unknown: { arn: true }, refers: { arn: [`${TOPIC}.arn`, TOPIC] } },
      [ALARM]: { after: alarm(arn('told'), arn('pager')) },
    };
    expect(made(resources)).toEqual({ ...PER_USER, 'alerts.alarmActions': known(ALARM, [arn('pager')]) });
  });
});
