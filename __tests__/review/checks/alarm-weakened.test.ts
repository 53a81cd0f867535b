import { alarmWeakened } from '../../../review/checks/alarm-weakened';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const PAGER = 'arn:aws:sns:eu-west-1:111122223333:pager';

const USUAL: Values = {
  alarm_name: 'found',
  namespace: 'AWS/Events',
  metric_name: 'TriggeredRules',
  dimensions: { RuleName: 'non-compliant' },
  statistic: 'Sum',
  period: 300,
  evaluation_periods: 1,
  threshold: 1,
  comparison_operator: 'GreaterThanOrEqualToThreshold',
  treat_missing_data: 'notBreaching',
  alarm_actions: [TOPIC],
};

const eventRule = part('event-rule', { address: 'x.event_rule', before: { name: 'non-compliant' }, after: { name: 'non-compliant' } });

function alarm(before: Values | null, after: Values | null, spec: PartSpec = {}): Part {
  const side = (values: Values | null): Values | null => (values === null ? null : { ...USUAL, ...values });
  return part('metric-alarm', { address: 'x.alarm', before: side(before), after: side(after), ...spec });
}

function composite(before: Values | null, after: Values | null, spec: PartSpec = {}): Part {
  return part('composite-alarm', { address: 'x.composite', before, after, ...spec });
}

function find(parts: readonly Part[], before: LeafSpec = {}, after: LeafSpec = {}): readonly Found[] {
  return alarmWeakened.find(policyChange(before, after, parts), planView());
}

const weaker = (reason: string, address = 'x.alarm'): readonly Found[] => [{ address, message: `an alarm tells less: ${reason}` }];

describe('alarm-weakened: an alarm that stays', () => {
  const OFF = 'it no longer acts, because its actions are disabled';

  it.each([
    ['disabled', { actions_enabled: true }, { actions_enabled: false }, OFF],
    ['disabled where nothing was said', {}, { actions_enabled: false }, OFF],
    ['as disabled as before', { actions_enabled: false }, { actions_enabled: false }, null],
    ['enabled', { actions_enabled: false }, { actions_enabled: true }, null],
  ])('judges one that is %s', (_, before, after, reason) => {
    expect(find([alarm(before, after), eventRule])).toEqual(reason === null ? [] : weaker(reason));
  });

  const threshold = (from: unknown, to: unknown, operator: string): string =>
    `its threshold goes from ${String(from)} to ${String(to)} (${operator})`;
  const MORE = 'GreaterThanOrEqualToThreshold';
  const compares = (from: string, to: string): string => `it compares from ${from} to ${to}`;

  it.each([
    ['higher', 1, 2, MORE, MORE, threshold(1, 2, MORE)],
    ['the same', 1, 1, MORE, MORE, null],
    ['lower', 1, 0, MORE, MORE, null],
    ['higher, and must be exceeded', 1, 2, MORE, 'GreaterThanThreshold', threshold(1, 2, 'GreaterThanThreshold')],
    ['the same, and must be exceeded', 1, 1, MORE, 'GreaterThanThreshold', compares(MORE, 'GreaterThanThreshold')],
    ['lower, and must be exceeded', 1, 0, MORE, 'GreaterThanThreshold', null],
    ['the same, and need not be exceeded', 1, 1, 'GreaterThanThreshold', MORE, null],
    ['lower where less is bad', 1, 0, 'LessThanThreshold', 'LessThanThreshold', threshold(1, 0, 'LessThanThreshold')],
    ['higher where less is bad', 1, 2, 'LessThanThreshold', 'LessThanThreshold', null],
    [
      'the same where less is bad, and must be gone below',
      1,
      1,
      'LessThanOrEqualToThreshold',
      'LessThanThreshold',
      compares('LessThanOrEqualToThreshold', 'LessThanThreshold'),
    ],
    ['looked at from the other side', 1, 1, MORE, 'LessThanThreshold', compares(MORE, 'LessThanThreshold')],
    [
      'a band in another way',
      null,
      null,
      'LessThanLowerOrGreaterThanUpperThreshold',
      'GreaterThanUpperThreshold',
      compares('LessThanLowerOrGreaterThanUpperThreshold', 'GreaterThanUpperThreshold'),
    ],
    ['a band as before', null, null, 'GreaterThanUpperThreshold', 'GreaterThanUpperThreshold', null],
    ['no longer a number', 1, null, MORE, MORE, null],
    ['newly a number', null, 100, MORE, MORE, null],
  ])('judges one whose threshold is %s', (_, from, to, before, after, reason) => {
    const changed = alarm({ threshold: from, comparison_operator: before }, { threshold: to, comparison_operator: after });
    expect(find([changed, eventRule])).toEqual(reason === null ? [] : weaker(reason));
  });

  const needs = (now: string, before: string): string => `it rises only when ${now} periods are in breach, before ${before}`;

  it.each([
    ['more periods', [1, null], [2, null], needs('2 of 2', '1 of 1')],
    ['more of as many periods', [5, 1], [5, 2], needs('2 of 5', '1 of 5')],
    ['as many of fewer periods', [26, 1], [1, 1], needs('1 of 1', '1 of 26')],
    ['all periods', [3, 1], [3, null], needs('3 of 3', '1 of 3')],
    ['all periods, written as 0', [3, 1], [3, 0], needs('3 of 3', '1 of 3')],
    ['as many', [3, 2], [3, 2], null],
    ['as many of more periods', [3, 2], [4, 2], null],
    ['fewer', [3, 2], [3, 1], null],
    ['fewer of fewer', [30, null], [24, null], null],
  ])('judges one that needs %s', (_, [of, needed], [ofAfter, neededAfter], reason) => {
    const side = (periods: unknown, datapoints: unknown): Values => ({ evaluation_periods: periods, datapoints_to_alarm: datapoints });
    expect(find([alarm(side(of, needed), side(ofAfter, neededAfter)), eventRule])).toEqual(reason === null ? [] : weaker(reason));
  });

  it.each([
    ['breaching', 'notBreaching', 'data that is missing counts as notBreaching, before as breaching'],
    ['breaching', 'missing', 'data that is missing counts as missing, before as breaching'],
    ['breaching', 'ignore', 'data that is missing counts as ignore, before as breaching'],
    ['breaching', null, 'data that is missing counts as missing, before as breaching'],
    ['missing', 'notBreaching', 'data that is missing counts as notBreaching, before as missing'],
    ['ignore', 'notBreaching', 'data that is missing counts as notBreaching, before as ignore'],
    [null, 'notBreaching', 'data that is missing counts as notBreaching, before as missing'],
    ['missing', 'ignore', null],
    ['ignore', null, null],
    ['notBreaching', 'missing', null],
    ['missing', 'breaching', null],
    ['breaching', 'breaching', null],
  ])('judges one that takes missing data for %s, then for %s', (before, after, reason) => {
    const changed = alarm({ treat_missing_data: before }, { treat_missing_data: after });
    expect(find([changed, eventRule])).toEqual(reason === null ? [] : weaker(reason));
  });

  it('says all reasons of one alarm together', () => {
    expect(find([alarm({}, { threshold: 5, actions_enabled: false }), eventRule])).toEqual(weaker(`${OFF}; ${threshold(1, 5, MORE)}`));
  });

  it('says alarms that are weakened in the same way together', () => {
    const second = alarm({ alarm_name: 'b' }, { alarm_name: 'b', actions_enabled: false }, { address: 'x.second' });
    const third = alarm({ alarm_name: 'c' }, { alarm_name: 'c', threshold: 5 }, { address: 'x.third' });
    expect(find([alarm({}, { actions_enabled: false }), second, third, eventRule])).toEqual([
      { address: 'x.alarm', message: `2 alarms tell less, this one and x.second, each for the same reason: ${OFF}` },
      ...weaker(threshold(1, 5, MORE), 'x.third'),
    ]);
  });

  it('finds it inside a replacement', () => {
    expect(find([alarm({}, { alarm_name: 'renamed', threshold: 5 }, { actions: ['delete', 'create'] }), eventRule])).toEqual(
      weaker(threshold(1, 5, MORE)),
    );
  });

  it('finds it in an alarm that is made at another address under the same name', () => {
    const fresh = alarm(null, { threshold: 5 }, { address: 'x.new' });
    expect(find([alarm({}, null), fresh, eventRule])).toEqual(weaker(threshold(1, 5, MORE), 'x.new'));
  });

  it.each([
    ['actions_enabled', { actions_enabled: undefined }],
    ['threshold', { threshold: undefined }],
    ['comparison_operator', { comparison_operator: undefined }],
    ['evaluation_periods', { evaluation_periods: undefined }],
    ['datapoints_to_alarm', { datapoints_to_alarm: undefined }],
    ['treat_missing_data', { treat_missing_data: undefined }],
    ['alarm_actions', { alarm_actions: [] }],
    ['dimensions', { dimensions: {} }],
    ['metric_name', { metric_name: undefined }],
    ['metric_query', { metric_query: [] }],
  ])('says nothing while %s is known only after apply', (name, after) => {
    const before = { treat_missing_data: 'breaching', evaluation_periods: 3, datapoints_to_alarm: 1 };
    const changed = alarm(before, { ...before, ...after }, { afterUnknown: { [name]: true } });
    expect(find([changed, eventRule])).toEqual([]);
  });

  it('never prints what is sensitive', () => {
    const marks = { threshold: true, comparison_operator: true, evaluation_periods: true, treat_missing_data: true, alarm_actions: true };
    const changed = alarm(
      { treat_missing_data: 'breaching' },
      { treat_missing_data: 'missing', threshold: 5, evaluation_periods: 2, alarm_actions: [] },
      { beforeSensitive: marks, afterSensitive: marks },
    );
    expect(find([changed, eventRule])).toEqual(
      weaker(
        'its threshold goes from (sensitive) to (sensitive) ((sensitive)); it rises only when more of its periods are in breach; data that is missing counts for less; it loses an action, which is sensitive',
      ),
    );
  });
});

describe('alarm-weakened: actions', () => {
  const acting = (before: readonly string[], after: readonly string[], spec: PartSpec = {}): Part =>
    alarm({ alarm_actions: before }, { alarm_actions: after }, spec);
  const topic = part('topic', {
    address: 'x.topic',
    before: { name: 'alerts' },
    after: { name: 'renamed' },
    actions: ['delete', 'create'],
  });
  const RENAMED = 'arn:aws:sns:eu-west-1:111122223333:renamed';

  it.each([
    ['its only action', [TOPIC], [], `it loses the action ${TOPIC}`],
    ['one of two', [TOPIC, PAGER], [TOPIC], `it loses the action ${PAGER}`],
    ['both', [TOPIC, PAGER], [], `it loses the actions ${TOPIC} and ${PAGER}`],
    ['one for another', [PAGER], ['arn:aws:sns:eu-west-1:111122223333:other'], `it loses the action ${PAGER}`],
    ['the order', [TOPIC, PAGER], [PAGER, TOPIC], null],
    ['nothing and gains one', [TOPIC], [TOPIC, PAGER], null],
    ['its own topic for one with another name', [TOPIC, PAGER], [RENAMED, PAGER], null],
    ['its own topic for a pager', [TOPIC], [PAGER], null],
    ['its own topic, with a pager left', [TOPIC, PAGER], [PAGER], `it loses the action ${TOPIC}`],
    ['a pager beside its own topic, which is renamed', [TOPIC, PAGER], [RENAMED], `it loses the action ${PAGER}`],
  ])('judges one that loses %s', (_, before, after, reason) => {
    expect(find([acting(before, after), eventRule, topic])).toEqual(reason === null ? [] : weaker(reason));
  });

  it('judges one that exchanges a given topic for another', () => {
    const changed = acting([PAGER], [TOPIC]);
    expect(find([changed, eventRule], { 'alerts.topicArn': PAGER }, { 'alerts.topicArn': TOPIC })).toEqual([]);
    expect(find([changed, eventRule], { 'alerts.topicArn': TOPIC }, { 'alerts.topicArn': TOPIC })).toEqual(
      weaker(`it loses the action ${PAGER}`),
    );
  });

  it('says nothing while one of the actions is known only after apply', () => {
    expect(find([acting([TOPIC, PAGER], [PAGER], { afterUnknown: { alarm_actions: [false, true] } }), eventRule])).toEqual([]);
  });
});

describe('alarm-weakened: what is watched', () => {
  const ELSEWHERE = weaker('it watches another metric');
  const named = (kind: Part['kind'], before: string | null, after: string | null, address = `x.${kind}`): Part =>
    part(kind, {
      address,
      before: before === null ? null : { name: before },
      after: after === null ? null : { name: after },
      ...(before !== null && after !== null && before !== after && { actions: ['delete', 'create'] }),
    });

  it.each([
    ['another namespace', { namespace: 'AWS/SNS' }],
    ['another metric', { metric_name: 'MatchedEvents' }],
    ['another name', { dimensions: { RuleName: 'other' } }],
    ['another dimension', { dimensions: { TopicName: 'non-compliant' } }],
    ['one more dimension', { dimensions: { RuleName: 'non-compliant', EventBusName: 'own' } }],
    ['no dimension', { dimensions: null }],
    ['another statistic', { statistic: 'Minimum' }],
    ['a percentile', { statistic: null, extended_statistic: 'p10' }],
    ['a query', { namespace: null, metric_name: null, metric_query: [{ id: 'm', expression: '1', return_data: true }] }],
  ])('finds one that watches %s', (_, after) => {
    expect(find([alarm({}, after), eventRule])).toEqual(ELSEWHERE);
  });

  it('takes dimensions in another order for the same', () => {
    const dimensions = { RuleName: 'non-compliant', EventBusName: 'own', Another: 'x' };
    const turned = Object.fromEntries(Object.entries(dimensions).reverse());
    expect(find([alarm({ dimensions }, { dimensions: turned }), eventRule])).toEqual([]);
    expect(find([alarm({ dimensions: turned }, { dimensions }), eventRule])).toEqual([]);
  });

  it('finds one that watches another percentile', () => {
    const at = (extended_statistic: string): Values => ({ statistic: null, extended_statistic });
    expect(find([alarm(at('p99'), at('p10')), eventRule])).toEqual(ELSEWHERE);
    expect(find([alarm(at('p99'), at('p99')), eventRule])).toEqual([]);
  });

  it('takes what is not said and what is said to be nothing for the same', () => {
    expect(find([alarm({}, { metric_query: null, extended_statistic: null, period: 60 }), eventRule])).toEqual([]);
  });

  it.each([
    ['event rule', 'RuleName', [named('event-rule', 'a', 'b')], true],
    ['topic', 'TopicName', [named('topic', 'a', 'b')], true],
    ['queue', 'QueueName', [named('queue', 'a', 'b')], true],
    ['queue that is made at another address', 'QueueName', [named('queue', 'a', null), named('queue', null, 'b', 'x.new')], true],
    ['queue beside another one', 'QueueName', [named('queue', 'a', 'a'), named('queue', 'b', 'b', 'x.new')], false],
    ['thing of another kind', 'QueueName', [named('topic', 'a', 'b')], false],
  ])('follows a renamed %s', (_, dimension, subjects, isFollowed) => {
    const changed = alarm({ dimensions: { [dimension]: 'a' } }, { dimensions: { [dimension]: 'b' } });
    expect(find([changed, ...subjects])).toEqual(isFollowed ? [] : ELSEWHERE);
  });

  it('follows a renamed function, by its name and by the prefix that it reports under', () => {
    const side = (name: string): Values => ({
      function_name: `${name}-sweep`,
      environment: [{ variables: { POWERTOOLS_SERVICE_NAME: name } }],
    });
    const renamed = part('function', { before: side('a'), after: side('b'), actions: ['delete', 'create'] });
    expect(find([alarm({ dimensions: { FunctionName: 'a-sweep' } }, { dimensions: { FunctionName: 'b-sweep' } }), renamed])).toEqual([]);
    expect(find([alarm({ dimensions: { service: 'a' } }, { dimensions: { service: 'b' } }), renamed])).toEqual([]);
    expect(find([alarm({ dimensions: { service: 'a' } }, { dimensions: { service: 'c' } }), renamed])).toEqual(ELSEWHERE);
  });

  it('follows the alerts from their own topic to a given one', () => {
    const changed = alarm({ dimensions: { TopicName: 'alerts' } }, { dimensions: { TopicName: 'pager' } });
    expect(find([changed, named('topic', 'alerts', null)], {}, { 'alerts.topicArn': PAGER })).toEqual([]);
    expect(find([changed, named('topic', 'alerts', null)], {}, { 'alerts.topicArn': TOPIC })).toEqual(ELSEWHERE);
  });

  const query = (metric: Values, rest: Values = {}): Values => ({
    namespace: null,
    metric_name: null,
    dimensions: null,
    statistic: null,
    metric_query: [
      {
        id: 'completed',
        metric: [{ namespace: 'UnusedCredentials', metric_name: 'SweepsCompleted', period: 3600, stat: 'Sum', ...metric }],
      },
      { id: 'filled', expression: 'FILL(completed, 0)', label: 'sweeps', return_data: true, ...rest },
    ],
  });

  it.each([
    ['as before', {}, {}, true],
    ['under another label', {}, { label: 'x' }, true],
    ['another metric', { metric_name: 'Announced' }, {}, false],
    ['another namespace', { namespace: 'x' }, {}, false],
    ['another statistic', { stat: 'Maximum' }, {}, false],
    ['other dimensions', { dimensions: { service: 'x' } }, {}, false],
    ['another expression', {}, { expression: 'completed' }, false],
    ['under another id', {}, { id: 'other' }, false],
    ['without giving the result', {}, { return_data: false }, false],
    ['without saying that it gives the result', {}, { return_data: null }, false],
  ])('judges a query that reads %s', (_, metric, rest, isSame) => {
    expect(find([alarm(query({}), query(metric, rest))])).toEqual(isSame ? [] : ELSEWHERE);
  });

  it('takes queries in another order for the same', () => {
    const before = query({});
    const after = { ...before, metric_query: (before['metric_query'] as readonly unknown[]).toReversed() };
    expect(find([alarm(before, after)])).toEqual([]);
  });
});

describe('alarm-weakened: an alarm that goes', () => {
  const GONE = 'an alarm goes while what it watched stays: nobody is told of it any more';
  const found: readonly Found[] = [{ address: 'x.alarm', message: GONE }];

  it('finds that it goes while what it watched stays', () => {
    expect(find([alarm({}, null), eventRule])).toEqual(found);
  });

  it('finds that it goes while what it watched is replaced', () => {
    const replaced = part('event-rule', { before: { name: 'non-compliant' }, after: { name: 'b' }, actions: ['delete', 'create'] });
    expect(find([alarm({}, null), replaced])).toEqual(found);
  });

  it('says several together', () => {
    const second = alarm({ alarm_name: 'b' }, null, { address: 'x.second' });
    expect(find([alarm({}, null), second, eventRule])).toEqual([
      { address: 'x.alarm', message: '2 alarms go, this one and x.second, while what they watched stays: nobody is told of it any more' },
    ]);
  });

  it('says when it is only forgotten', () => {
    expect(find([alarm({}, null, { actions: ['forget'] }), eventRule])).toEqual([
      { address: 'x.alarm', message: `${GONE}; x.alarm is only forgotten: it stays in AWS, but Terraform no longer keeps it` },
    ]);
  });

  it('finds it where nobody knows what it watched, as long as the policy stays', () => {
    expect(find([alarm({ dimensions: { Other: 'x' } }, null)])).toEqual(found);
    expect(find([alarm({ dimensions: null }, null)])).toEqual(found);
  });

  it.each([
    ['what it watched goes too', [alarm({}, null), part('event-rule', { before: { name: 'non-compliant' } })]],
    [
      'what it watched goes too, of which a dimension names more',
      [
        alarm({ dimensions: { RuleName: 'non-compliant', EventBusName: 'own' } }, null),
        part('event-rule', { before: { name: 'non-compliant' } }),
      ],
    ],
    ['it is made anew under the same name', [alarm({}, null), alarm(null, {}, { address: 'x.new' }), eventRule]],
    ['it is replaced', [alarm({}, { alarm_name: 'b' }, { actions: ['delete', 'create'] }), eventRule]],
    ['it is made', [alarm(null, {}), eventRule]],
    ['there is none', [eventRule]],
  ])('says nothing when %s', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });

  it('says nothing when the alerts go, which is said there', () => {
    expect(find([alarm({}, null), eventRule], {}, { alerts: 'none' })).toEqual([]);
    expect(find([alarm({}, null), eventRule], { alerts: 'none' }, { alerts: 'none' })).toEqual(found);
    expect(find([alarm({}, null), eventRule], {}, { alerts: unknownLeaf() })).toEqual(found);
  });

  it('says nothing of what watched the function when remediation goes', () => {
    const sweep = alarm({ namespace: 'UnusedCredentials', dimensions: { service: 'x' } }, null);
    expect(find([sweep], remediation('notify'), {})).toEqual([]);
    expect(find([sweep], remediation('notify'), remediation('notify'))).toEqual(found);
    expect(find([sweep], {}, {})).toEqual(found);
    expect(find([alarm({}, null), eventRule], remediation('notify'), {})).toEqual(found);
    const querying = alarm({ dimensions: null, metric_query: [{ id: 'm', metric: [{ namespace: 'UnusedCredentials' }] }] }, null);
    expect(find([querying], remediation('notify'), {})).toEqual([]);
  });

  it('says nothing of what watched the way to the target when the target goes', () => {
    const lost = alarm({ metric_name: 'FailedInvocations' }, null);
    const target = (after: Values | null): Part => part('event-target', { before: {}, after });
    expect(find([lost, eventRule, target(null)])).toEqual([]);
    expect(find([lost, eventRule, target({})])).toEqual(found);
    expect(find([lost, eventRule])).toEqual(found);
    expect(find([alarm({}, null), eventRule, target(null)])).toEqual(found);
    expect(find([alarm({ metric_name: 'FailedInvocations', namespace: 'Own' }, null), eventRule, target(null)])).toEqual(found);
    const metric = [{ namespace: 'AWS/Events', metric_name: 'FailedInvocations', dimensions: { RuleName: 'non-compliant' } }];
    const querying = alarm({ namespace: null, metric_name: null, dimensions: null, metric_query: [{ id: 'm', metric }] }, null);
    expect(find([querying, eventRule, target(null)])).toEqual([]);
    expect(find([querying, eventRule, target({})])).toEqual(found);
  });
});

describe('alarm-weakened: a composite alarm', () => {
  const child = (name: string, after: Values | null, spec: PartSpec = {}): Part =>
    alarm({ alarm_name: name, dimensions: { RuleName: 'non-compliant' } }, after, { address: `x.${name}`, ...spec });
  const stays = (name: string): Part => child(name, { alarm_name: name });
  const both = { alarm_rule: 'ALARM("a") OR ALARM(b)' };

  it.each([
    ['loses an alarm that stays', 'ALARM("a")', 'it no longer hears of the alarm b, though still there'],
    ['loses both', 'FALSE', 'it no longer hears of the alarms a and b, though still there; its rule has more conditions'],
    ['wants both', 'ALARM("a") AND ALARM("b")', 'its rule has more conditions'],
    ['excepts something', '(ALARM("a") OR ALARM("b")) AND NOT ALARM("c")', 'its rule has more conditions'],
    ['names them in another way', 'ALARM(a) OR ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:b")', null],
    ['gains one', 'ALARM("a") OR ALARM("b") OR ALARM("AND NOT")', null],
    ['is as before', 'ALARM("a") OR ALARM(b)', null],
  ])('is judged when its rule %s', (_, rule, reason) => {
    const parts = [composite(both, { alarm_rule: rule }), stays('a'), stays('b'), eventRule];
    expect(find(parts)).toEqual(reason === null ? [] : weaker(reason, 'x.composite'));
  });

  it('may lose an alarm that goes with what it watched', () => {
    const lost = alarm({ alarm_name: 'b', dimensions: { QueueName: 'q' } }, null);
    const queue = part('queue', { before: { name: 'q' } });
    expect(find([composite(both, { alarm_rule: 'ALARM("a")' }), stays('a'), lost, queue, eventRule])).toEqual([]);
  });

  it('may name an alarm by its new name', () => {
    const renamed = child('b', { alarm_name: 'c' }, { actions: ['delete', 'create'] });
    expect(find([composite(both, { alarm_rule: 'ALARM("a") OR ALARM("c")' }), stays('a'), renamed, eventRule])).toEqual([]);
    const later = child('b', { alarm_name: undefined }, { afterUnknown: { alarm_name: true }, actions: ['delete', 'create'] });
    expect(find([composite(both, { alarm_rule: 'ALARM("a")' }), stays('a'), later, eventRule])).toEqual([]);
  });

  it('says nothing while its rule is known only after apply', () => {
    expect(find([composite(both, {}, { afterUnknown: { alarm_rule: true } }), stays('a'), stays('b'), eventRule])).toEqual([]);
  });

  it('is judged by its actions too', () => {
    const acting = composite({ ...both, alarm_actions: [PAGER] }, { ...both, actions_enabled: false });
    expect(find([acting, stays('a'), stays('b'), eventRule])).toEqual(
      weaker(`it no longer acts, because its actions are disabled; it loses the action ${PAGER}`, 'x.composite'),
    );
  });

  it('is missed when it goes while an alarm that it hears of stays, or when nobody knows one', () => {
    const message = 'an alarm goes while what it watched stays: nobody is told of it any more';
    expect(find([composite(both, null), stays('a'), eventRule])).toEqual([{ address: 'x.composite', message }]);
    expect(find([composite(both, null)])).toEqual([{ address: 'x.composite', message }]);
    const gone = alarm({ alarm_name: 'a', dimensions: { QueueName: 'q' } }, null);
    expect(find([composite(both, null), gone, part('queue', { before: { name: 'q' } })])).toEqual([]);
  });

  it('never prints a sensitive rule', () => {
    const hidden = composite(both, { alarm_rule: 'ALARM("a")' }, { beforeSensitive: { alarm_rule: true } });
    expect(find([hidden, stays('a'), stays('b'), eventRule])).toEqual(
      weaker('it no longer hears of an alarm whose name is sensitive, though still there', 'x.composite'),
    );
  });
});

describe('alarm-weakened: a policy that comes or goes', () => {
  it.each([
    ['created from nothing', null, {}, alarm(null, { actions_enabled: false })],
    ['kept as it is', {}, {}, alarm({ actions_enabled: false }, { actions_enabled: false })],
  ])('says nothing of one that is %s', (_, before, after, made) => {
    expect(alarmWeakened.find(policyChange(before, after, [made, eventRule]), planView())).toEqual([]);
  });

  it('says nothing of one that is destroyed with all that was watched', () => {
    const parts = [alarm({}, null), part('event-rule', { before: { name: 'non-compliant' } })];
    expect(alarmWeakened.find(policyChange({}, null, parts), planView())).toEqual([]);
  });
});
