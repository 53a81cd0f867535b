import { alarmWeakened } from '../../../review/checks/alarm-weakened';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const find = (parts: readonly Part[]): readonly Found[] => alarmWeakened.find(policyChange({}, {}, parts), planView());
const weaker = (reason: string, address = 'x.alarm'): readonly Found[] => [{ address, message: `an alarm tells less: ${reason}` }];
const ELSEWHERE = weaker('it watches another metric');

const USUAL = { alarm_name: 'a', namespace: 'AWS/Events', metric_name: 'TriggeredRules', comparison_operator: 'GreaterThanThreshold' };
const alarm = (before: Values, after: Values, spec: PartSpec = {}): Part =>
  part('metric-alarm', { address: 'x.alarm', before: { ...USUAL, ...before }, after: { ...USUAL, ...after }, ...spec });

describe('alarm-weakened: a composite alarm that asks otherwise', () => {
  const composite = (before: string, after: string): Part =>
    part('composite-alarm', { address: 'x.composite', before: { alarm_rule: before }, after: { alarm_rule: after } });
  const DEAF = 'it no longer hears of the alarm a, though still there';

  it.each([
    ['whether it is well', 'ALARM("a")', 'OK("a")', DEAF],
    ['whether it has no data', 'ALARM("a")', 'INSUFFICIENT_DATA(a)', DEAF],
    ['whether it is not raised', 'ALARM("a")', 'NOT ALARM("a")', `${DEAF}; its rule has more conditions`],
    ['nothing any more', 'NOT OK("a")', 'ALARM("b")', DEAF],
    ['nothing any more, having asked whether it is well', 'OK("a")', 'ALARM("b")', DEAF],
    ['whether it is well as before', 'OK("a")', 'OK("a")', null],
    ['whether it is raised, having asked whether it is well', 'OK("a")', 'ALARM("a")', null],
    ['whether it is well too', 'ALARM("a")', 'ALARM("a") OR OK("a")', null],
    ['whether it is well, under its ARN', 'ALARM("a")', 'OK("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a")', DEAF],
  ])('of an alarm: %s', (_, before, after, reason) => {
    expect(find([composite(before, after), alarm({}, {})])).toEqual(reason === null ? [] : weaker(reason, 'x.composite'));
  });
});

describe('alarm-weakened: a unit', () => {
  it.each([
    ['comes', undefined, 'Bytes', 'it takes data in Bytes only, before in any unit'],
    ['changes', 'Count', 'Bytes', 'it takes data in Bytes only, before Count'],
    ['stays', 'Count', 'Count', null],
    ['goes', 'Count', undefined, null],
    ['was never there', null, '', null],
  ])('is judged when it %s', (_, before, after, reason) => {
    expect(find([alarm({ unit: before }, { unit: after })])).toEqual(reason === null ? [] : weaker(reason));
  });

  const queries = (unit: unknown, id = 'm'): Values => ({
    metric_query: [
      { id, metric: [{ namespace: 'AWS/Events', metric_name: 'x', unit }] },
      { id: 'all', expression: '1', return_data: true },
    ],
  });

  it.each([
    ['comes', undefined, 'Bytes', 'a query takes data in Bytes only, before in any unit'],
    ['comes where it was empty', '', 'Bytes', 'a query takes data in Bytes only, before in any unit'],
    ['changes', 'Count', 'Bytes', 'a query takes data in Bytes only, before Count'],
    ['stays', 'Count', 'Count', null],
    ['goes', 'Count', null, null],
  ])('is judged in a query when it %s', (_, before, after, reason) => {
    expect(find([alarm(queries(before), queries(after))])).toEqual(reason === null ? [] : weaker(reason));
  });

  it('is no news in a query that is new', () => {
    expect(find([alarm(queries(undefined), queries('Bytes', 'other'))])).toEqual(ELSEWHERE);
  });

  it('is nothing where it is known only after apply, and not printed where it is sensitive', () => {
    expect(find([alarm({}, {}, { afterUnknown: { unit: true } })])).toEqual([]);
    expect(find([alarm(queries(undefined), queries('Bytes'), { afterUnknown: { metric_query: [{ metric: [{ unit: true }] }] } })])).toEqual(
      [],
    );
    const OTHER = weaker('it takes data in another unit only');
    expect(find([alarm({}, { unit: 'hush' }, { afterSensitive: { unit: true } })])).toEqual(OTHER);
    expect(find([alarm({ unit: 'hush' }, { unit: 'Bytes' }, { beforeSensitive: { unit: true } })])).toEqual(OTHER);
    expect(find([alarm(queries('a'), queries('b'), { afterSensitive: { metric_query: true } })])).toEqual(OTHER);
    expect(find([alarm(queries('a'), queries('b'), { beforeSensitive: { metric_query: true } })])).toEqual(OTHER);
  });
});

describe('alarm-weakened: the account of a query', () => {
  const of = (account_id: unknown, rest: Values = {}): Values => ({ metric_query: [{ id: 'm', account_id, return_data: true }], ...rest });
  const ARN = { arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a' };

  it.each([
    ['comes', of(undefined), of('444455556666'), true],
    ['changes', of('111122223333'), of('444455556666'), true],
    ['stays', of('444455556666'), of('444455556666'), false],
    ['is said to be its own', of(undefined, ARN), of('111122223333'), false],
    ['is said to be its own, where only that is told', of(undefined), of('111122223333', ARN), false],
    ['is no longer another', of('444455556666', ARN), of(null, ARN), true],
    ['is said to be none', of(null), of(''), false],
  ])('is judged when it %s', (_, before, after, isFound) => {
    expect(find([alarm(before, after)])).toEqual(isFound ? ELSEWHERE : []);
  });

  it('is nothing where it is known only after apply', () => {
    expect(find([alarm(of(undefined), of(undefined), { afterUnknown: { metric_query: [{ account_id: true }] } })])).toEqual([]);
  });
});

describe('alarm-weakened: what is watched is called otherwise', () => {
  const sweep = (before: string | undefined, after: string | undefined, spec: PartSpec = {}): Part => {
    const side = (POWERTOOLS_METRICS_NAMESPACE: string | undefined): Values => ({
      function_name: 'f',
      environment: [{ variables: { POWERTOOLS_METRICS_NAMESPACE } }],
    });
    return part('function', { address: 'x.sweep', before: side(before), after: side(after), ...spec });
  };
  const own = { namespace: 'UnusedCredentials', metric_name: 'SweepsFailed' };
  const LEFT =
    'it hears nothing of the function any more, because POWERTOOLS_METRICS_NAMESPACE of x.sweep is no longer the namespace that it watches';

  it.each([
    ['to another', sweep('UnusedCredentials', 'Other'), weaker(LEFT)],
    ['to none', sweep('UnusedCredentials', undefined), weaker(LEFT)],
    ['nowhere', sweep('UnusedCredentials', 'UnusedCredentials'), []],
    ['back', sweep('Other', 'UnusedCredentials'), []],
    ['from one to another that it never watched', sweep('A', 'B'), []],
    [
      'to one that is known only after apply',
      sweep('UnusedCredentials', undefined, { afterUnknown: { environment: [{ variables: { POWERTOOLS_METRICS_NAMESPACE: true } }] } }),
      [],
    ],
    ['away with it', part('function', { before: { function_name: 'f', environment: [] } }), []],
  ])('is judged when the function takes its namespace %s', (_, changed, expected) => {
    expect(find([alarm(own, own), changed])).toEqual(expected);
  });

  it('is judged in its queries, and with all alarms that stay behind', () => {
    const querying = { namespace: null, metric_name: null, metric_query: [{ id: 'm', metric: [own] }] };
    const second = alarm({ ...own, alarm_name: 'b' }, { ...own, alarm_name: 'b' }, { address: 'x.second' });
    expect(find([alarm(querying, querying), second, sweep('UnusedCredentials', 'Other')])).toEqual([
      { address: 'x.alarm', message: `2 alarms tell less, this one and x.second, each for the same reason: ${LEFT}` },
    ]);
    expect(find([alarm({}, {}), sweep('UnusedCredentials', 'Other')])).toEqual([]);
  });

  const replaced: PartSpec = { actions: ['delete', 'create'] };
  const queue = part('queue', { address: 'x.queue', before: { name: 'a' }, after: { name: 'c' }, ...replaced });
  const on = (QueueName: string, rest: Values = {}): Values => ({ dimensions: { QueueName }, ...rest });
  const BEHIND = weaker('it still watches the name that x.queue had before and gives up');

  it.each([
    ['an alarm that does not change', alarm(on('a'), on('a')), BEHIND],
    ['one that is made anew and says the same', alarm(on('a'), on('a'), replaced), BEHIND],
    ['one that follows', alarm(on('a'), on('c')), []],
    ['one that turns away itself', alarm(on('a'), on('b')), ELSEWHERE],
    ['one that changes in something else that is watched', alarm(on('a'), on('a', { metric_name: 'Other' })), ELSEWHERE],
  ])('is said of %s', (_, changed, expected) => {
    expect(find([changed, queue])).toEqual(expected);
  });

  it('names each thing once', () => {
    const twice = {
      metric_query: [
        { id: 'm', metric: [on('a')] },
        { id: 'n', metric: [on('a')] },
      ],
    };
    expect(find([alarm(twice, twice), queue])).toEqual(BEHIND);
  });
});
