import type { SettingPath } from '../../../domain/settings';
import { kept, known, later, POLICY, rule, RULE, settingsIn, sweep, unreadable, type Attributes, type Resources } from './written-plan';

const FUNCTION = 'aws_lambda_function.sweep';
const SCHEDULE = 'aws_scheduler_schedule.daily';
const LOG = 'aws_cloudwatch_log_group.sweep';
const HELD = ['action', 'warnDays', 'graceDays', 'maxKeysPerDay', 'exempt.userNames', 'exempt.paths', 'exempt.tag'];
const PATHS = [
  'remediation',
  ...[...HELD, 'sweepHourUtc', 'logRetentionDays', 'reservedConcurrency'].map((name) => `remediation.${name}`),
] as SettingPath[];

/** What is recovered of the remediation of a policy that is made. */
function made(resources: Resources): unknown {
  const [before, after] = settingsIn({ [RULE]: { after: rule() }, ...resources }, PATHS);
  expect(before).toBeNull();
  return after;
}

const ON = {
  remediation: known(FUNCTION, 'on'),
  'remediation.action': known(FUNCTION, 'delete'),
  'remediation.warnDays': known(FUNCTION, 7),
  'remediation.graceDays': known(FUNCTION, 14),
  'remediation.maxKeysPerDay': known(FUNCTION, 10),
  'remediation.exempt.userNames': known(FUNCTION, ['deploy', 'svc-*']),
  'remediation.exempt.paths': known(FUNCTION, []),
};

describe('remediation', () => {
  test('is off without a function', () => {
    expect(made({})).toEqual({});
  });

  test('is what the function’s policy says', () => {
    expect(made({ [FUNCTION]: { after: sweep() } })).toEqual(ON);
  });

  test.each<[string, object, object]>([
    ['a tag that spares', { exempt: { ...POLICY.exempt, tag: 'keep' } }, { 'remediation.exempt.tag': known(FUNCTION, 'keep') }],
    ['no tag, written out', { exempt: { ...POLICY.exempt, tag: null } }, {}],
    [
      'a tag that cannot be',
      { exempt: { ...POLICY.exempt, tag: 7 } },
      { 'remediation.exempt.tag': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.tag') },
    ],
    [
      'a tag that is nothing',
      { exempt: { ...POLICY.exempt, tag: '' } },
      { 'remediation.exempt.tag': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.tag') },
    ],
    ['another action', { action: 'notify' }, { 'remediation.action': known(FUNCTION, 'notify') }],
    ['the middle action', { action: 'deactivate' }, { 'remediation.action': known(FUNCTION, 'deactivate') }],
    [
      'an action that cannot be',
      { action: 'explode' },
      { 'remediation.action': unreadable(FUNCTION, 'POLICY of the function has no readable action') },
    ],
    [
      'days that cannot be',
      { warnDays: -1 },
      { 'remediation.warnDays': unreadable(FUNCTION, 'POLICY of the function has no readable warnDays') },
    ],
    [
      'exemptions that cannot be',
      { exempt: { userNames: [7], paths: 'x' } },
      {
        'remediation.exempt.userNames': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.userNames'),
        'remediation.exempt.paths': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.paths'),
      },
    ],
    [
      'no exemptions',
      { exempt: undefined },
      {
        'remediation.exempt.userNames': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.userNames'),
        'remediation.exempt.paths': unreadable(FUNCTION, 'POLICY of the function has no readable exempt.paths'),
      },
    ],
  ])('may have %s', (_, changed, expected) => {
    expect(made({ [FUNCTION]: { after: sweep({ ...POLICY, ...changed }) } })).toEqual({ ...ON, ...expected });
  });

  const each = (leafOf: (name: string) => unknown): object =>
    Object.fromEntries([['remediation', known(FUNCTION, 'on')], ...HELD.map((name) => [`remediation.${name}`, leafOf(name)])]) as object;

  test.each(['{', '[]', '7'])('is on and not readable when the policy is %s', (policy) => {
    expect(made({ [FUNCTION]: { after: sweep(policy) } })).toEqual(
      each((name) => unreadable(FUNCTION, `POLICY of the function has no readable ${name}`)),
    );
  });

  test('is on and not readable when the function has no policy', () => {
    expect(made({ [FUNCTION]: { after: sweep('') } })).toEqual(each(() => unreadable(FUNCTION, 'the function has no variable POLICY')));
  });

  test('is on and not known when the policy is not', () => {
    const written = {
      after: sweep(),
      unknown: { environment: [{ variables: { POLICY: true } }] },
      refers: { environment: ['local.policy'] },
    };
    expect(made({ [FUNCTION]: written })).toEqual(each(() => later(FUNCTION, 'it is known only after apply')));
  });

  test.each<[string, Attributes, object]>([
    ['shares the runs of the account as AWS writes it', { reserved_concurrent_executions: -1 }, {}],
    ['shares the runs of the account when nothing is said', { reserved_concurrent_executions: null }, {}],
    ['has runs of its own', { reserved_concurrent_executions: 1 }, { 'remediation.reservedConcurrency': known(FUNCTION, 1) }],
    ['has no runs at all', { reserved_concurrent_executions: 0 }, { 'remediation.reservedConcurrency': known(FUNCTION, 0) }],
    [
      'has runs that cannot be',
      { reserved_concurrent_executions: -2 },
      { 'remediation.reservedConcurrency': unreadable(FUNCTION, 'reserved_concurrent_executions is not what it should be') },
    ],
  ])('%s', (_, more, expected) => {
    expect(made({ [FUNCTION]: { after: sweep(POLICY, {}, more) } })).toEqual({ ...ON, ...expected });
  });

  test('has runs that are not known yet', () => {
    const written = { after: sweep(), unknown: { reserved_concurrent_executions: true } };
    expect(made({ [FUNCTION]: written })).toEqual({ ...ON, 'remediation.reservedConcurrency': later(FUNCTION) });
  });

  const schedule = (expression: unknown): Attributes => ({
    schedule_expression: expression,
    target: [{ arn: 'arn:aws:lambda:eu-west-1:111122223333:function:sweeper' }],
  });
  const NO_HOUR = unreadable(SCHEDULE, 'schedule_expression is not what it should be');

  test.each<[unknown, unknown]>([
    ['cron(0 6 * * ? *)', known(SCHEDULE, 6)],
    ['cron(0 23 * * ? *)', known(SCHEDULE, 23)],
    ['cron(30 6 * * ? *)', NO_HOUR],
    ['cron(0 6 * * ? *) ', NO_HOUR],
    [' cron(0 6 * * ? *)', NO_HOUR],
    ['cron(0 six * * ? *)', NO_HOUR],
    ['cron(0 123 * * ? *)', NO_HOUR],
    ['rate(1 day)', NO_HOUR],
    [7, NO_HOUR],
  ])('is scheduled by %j', (expression, leaf) => {
    const resources = { [FUNCTION]: { after: sweep() }, [SCHEDULE]: { after: schedule(expression) } };
    expect(made(resources)).toEqual({ ...ON, 'remediation.sweepHourUtc': leaf });
  });

  test.each<[unknown, object]>([
    [365, { 'remediation.logRetentionDays': known(LOG, 365) }],
    [0, { 'remediation.logRetentionDays': known(LOG, 0) }],
    [null, {}],
    ['long', { 'remediation.logRetentionDays': unreadable(LOG, 'retention_in_days is not what it should be') }],
  ])('keeps its log for %j days', (days, expected) => {
    const resources = { [FUNCTION]: { after: sweep() }, [LOG]: { after: { name: '/aws/lambda/sweeper', retention_in_days: days } } };
    expect(made(resources)).toEqual({ ...ON, ...expected });
  });

  test('goes with the function', () => {
    const [before, after] = settingsIn({ [RULE]: kept(rule()), [FUNCTION]: { before: sweep() } }, PATHS);
    expect([before, after]).toEqual([ON, {}]);
  });

  test('may be sensitive', () => {
    const written = { after: sweep(), afterSensitive: { environment: [{ variables: { POLICY: true } }] } };
    const [, after] = settingsIn({ [FUNCTION]: written }, ['remediation.action', 'remediation.exempt.tag', 'remediation']);
    expect(after).toEqual({ remediation: known(FUNCTION, 'on'), 'remediation.action': known(FUNCTION, 'delete', true) });
  });
});
