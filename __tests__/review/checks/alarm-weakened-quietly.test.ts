import { alarmWeakened } from '../../../review/checks/alarm-weakened';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type LeafSpec, type PartSpec } from '../../support/review';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const PAGER = 'arn:aws:sns:eu-west-1:111122223333:pager';
const replaced: PartSpec = { actions: ['delete', 'create'] };

function alarm(before: Values, after: Values, spec: PartSpec = {}): Part {
  const usual = {
    alarm_name: 'found',
    namespace: 'AWS/Events',
    metric_name: 'TriggeredRules',
    comparison_operator: 'GreaterThanThreshold',
  };
  return part('metric-alarm', { address: 'x.alarm', before: { ...usual, ...before }, after: { ...usual, ...after }, ...spec });
}

const composite = (before: Values, after: Values, spec: PartSpec = {}): Part =>
  part('composite-alarm', { address: 'x.composite', before, after, ...spec });

function find(parts: readonly Part[], before: LeafSpec = {}, after: LeafSpec = {}): readonly Found[] {
  return alarmWeakened.find(policyChange(before, after, parts), planView());
}

const weaker = (reason: string, address = 'x.alarm'): readonly Found[] => [{ address, message: `an alarm tells less: ${reason}` }];
const ELSEWHERE = weaker('it watches another metric');

describe('alarm-weakened: its own topic for another action', () => {
  const named = { name: 'alerts', arn: TOPIC };
  const topic = (after: Values | null, spec: PartSpec = {}): Part => part('topic', { address: 'x.topic', before: named, after, ...spec });
  const exchanged = alarm({ alarm_actions: [TOPIC] }, { alarm_actions: [PAGER] });
  const found = weaker(`it loses the action ${TOPIC}`);

  it.each([
    ['stays', topic(named), found],
    ['is replaced under its name', topic({ name: 'alerts' }, { ...replaced, afterUnknown: { arn: true } }), found],
    ['is renamed', topic({ name: 'other' }, { ...replaced, afterUnknown: { arn: true } }), []],
    ['goes', topic(null), []],
  ])('is judged when the topic %s', (_, changed, expected) => {
    expect(find([exchanged, changed])).toEqual(expected);
  });

  it('is judged when the topic is given', () => {
    expect(find([exchanged], { 'alerts.topicArn': TOPIC }, { 'alerts.topicArn': TOPIC })).toEqual(found);
    expect(find([exchanged], { 'alerts.topicArn': TOPIC }, { 'alerts.topicArn': PAGER })).toEqual([]);
    expect(find([exchanged, topic(named)], { 'alerts.topicArn': TOPIC }, { 'alerts.topicArn': PAGER })).toEqual([]);
  });

  it('is nothing where the alarm is one on others', () => {
    const lost = composite({ alarm_actions: [TOPIC] }, { alarm_actions: [PAGER] });
    expect(find([lost, topic(named)])).toEqual([]);
  });
});

describe('alarm-weakened: a longer period', () => {
  it.each([
    ['longer', 60, 86400, weaker('its period goes from 60 to 86400 seconds')],
    ['a little longer', 60, 61, weaker('its period goes from 60 to 61 seconds')],
    ['the same', 60, 60, []],
    ['shorter', 60, 30, []],
    ['not said any more', 60, null, []],
    ['newly said', null, 60, []],
  ])('is judged when it is %s', (_, before, after, expected) => {
    expect(find([alarm({ period: before }, { period: after })])).toEqual(expected);
  });

  it('is not printed where it is sensitive, and nothing where it is not known', () => {
    expect(find([alarm({ period: 60 }, { period: 300 }, { afterSensitive: { period: true } })])).toEqual(
      weaker('its period goes from 60 to (sensitive) seconds'),
    );
    expect(find([alarm({ period: 60 }, {}, { afterUnknown: { period: true } })])).toEqual([]);
  });

  const queries = (metric: number | null, own: number | null, id = 'all'): Values => ({
    metric_query: [
      { id: 'm', metric: [{ metric_name: 'x', period: metric }] },
      { id, expression: 'm', return_data: true, period: own },
    ],
  });
  const LONGER = weaker('a period of its queries is longer');

  it.each([
    ['a metric', queries(60, null), queries(3600, null), LONGER],
    ['an expression', queries(60, 60), queries(60, 3600), LONGER],
    ['nothing', queries(60, 60), queries(60, 60), []],
    ['nothing, but shorter', queries(60, 60), queries(30, 30), []],
    ['what had none', queries(60, null), queries(60, 3600), []],
    ['what is new', queries(60, 60), queries(60, 3600, 'other'), ELSEWHERE],
  ])('is judged when a query has a longer one for %s', (_, before, after, expected) => {
    expect(find([alarm(before, after)])).toEqual(expected);
  });
});

describe('alarm-weakened: a suppressor', () => {
  const SUPPRESSED = weaker('another alarm may suppress its actions', 'x.composite');
  const by = (alarmName: string | undefined): Values => ({
    actions_suppressor: [{ alarm: alarmName, wait_period: 60, extension_period: 60 }],
  });

  it.each([
    ['comes', composite({ actions_suppressor: [] }, by('quiet')), SUPPRESSED],
    ['comes where nothing was said', composite({}, by('quiet')), SUPPRESSED],
    ['comes, and is not known yet', composite({}, by(undefined), { afterUnknown: { actions_suppressor: [{ alarm: true }] } }), SUPPRESSED],
    ['comes inside a replacement', composite({}, by('quiet'), replaced), SUPPRESSED],
    ['stays', composite(by('quiet'), by('quiet')), []],
    ['goes', composite(by('quiet'), { actions_suppressor: [] }), []],
    ['may come', composite({}, {}, { afterUnknown: { actions_suppressor: true } }), []],
  ])('is judged when it %s', (_, changed, expected) => {
    expect(find([changed])).toEqual(expected);
  });
});

describe('alarm-weakened: what is watched and not as before', () => {
  const side = (name: string): Values => ({ function_name: 'f', environment: [{ variables: { POWERTOOLS_SERVICE_NAME: name } }] });
  const unknown = part('function', { before: side('a'), after: { function_name: 'f' }, afterUnknown: { environment: true } });
  const on = (dimension: string, name: string, rest: Values = {}): Values => ({ dimensions: { [dimension]: name }, ...rest });

  it('says nothing of an alarm that does not change while the environment of the function is not known', () => {
    expect(find([alarm(on('service', 'a'), on('service', 'a')), unknown])).toEqual([]);
  });

  it('says nothing of one that may follow the function, and says what it does besides', () => {
    expect(find([alarm(on('service', 'a'), on('service', 'b')), unknown])).toEqual([]);
    expect(find([alarm(on('service', 'a'), on('service', 'a', { metric_name: 'Other' })), unknown])).toEqual(ELSEWHERE);
  });

  it('says nothing of an alarm that does not change while what it watched goes', () => {
    const queue = part('queue', { before: { name: 'q' } });
    expect(find([alarm(on('QueueName', 'q'), on('QueueName', 'q')), queue])).toEqual([]);
  });

  it('finds an alarm that turns to what goes, or is left at the old name of what stays', () => {
    const stays = part('queue', { address: 'x.a', before: { name: 'a' }, after: { name: 'a' } });
    const goes = part('queue', { address: 'x.b', before: { name: 'b' } });
    const renamed = part('queue', { address: 'x.a', before: { name: 'a' }, after: { name: 'c' }, ...replaced });
    expect(find([alarm(on('QueueName', 'a'), on('QueueName', 'b')), stays, goes])).toEqual(ELSEWHERE);
    expect(find([alarm(on('QueueName', 'a'), on('QueueName', 'a')), renamed])).toEqual(
      weaker('it still watches the name that x.a had before and gives up'),
    );
  });

  it('finds it though something else of the alarm is known only after apply', () => {
    const later = { afterUnknown: { arn: true, alarm_actions: [true] } };
    expect(find([alarm({}, { metric_name: 'MatchedEvents' }, later)])).toEqual(ELSEWHERE);
  });

  it('does not take a queue for the given topic of the same name', () => {
    const queue = { dimensions: { QueueName: 'pager' } };
    expect(find([alarm(queue, queue)], {}, { 'alerts.topicArn': PAGER })).toEqual([]);
  });

  it('takes a query in which nothing is said and one in which an empty text is said for the same', () => {
    const said = (value: unknown): Values => ({
      namespace: value,
      metric_name: value,
      dimensions: null,
      statistic: value,
      metric_query: [
        { id: 'a', expression: value, metric: [{ namespace: 'AWS/SNS', metric_name: 'x', stat: value }] },
        { id: 'b', expression: 'a', return_data: true },
      ],
    });
    expect(find([alarm(said(null), said(''))])).toEqual([]);
    expect(find([alarm(said(''), said(null))])).toEqual([]);
  });
});

describe('alarm-weakened: names that every object has', () => {
  it.each(['constructor', 'toString', '__proto__'])('takes %s for no operator, no dimension and no way with missing data', (name) => {
    const strange = { comparison_operator: name, treat_missing_data: name, dimensions: Object.fromEntries([[name, 'x']]) };
    expect(find([alarm(strange, strange)])).toEqual([]);
    expect(find([alarm({}, { comparison_operator: name })])).toEqual(weaker(`it compares from GreaterThanThreshold to ${name}`));
    expect(find([alarm({}, { treat_missing_data: name })])).toEqual(weaker(`data that is missing counts as ${name}, before as missing`));
    expect(find([alarm({}, { dimensions: Object.fromEntries([[name, 'x']]) })])).toEqual(ELSEWHERE);
  });
});
