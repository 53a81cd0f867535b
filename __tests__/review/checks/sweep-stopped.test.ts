import { sweepStopped } from '../../../review/checks/sweep-stopped';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const ON = remediation('delete');
const FUNCTION = part('function', { before: { function_name: 'sweep' }, after: { function_name: 'sweep' } });
const schedule = (spec: PartSpec): Part => part('schedule', { address: 'aws_scheduler_schedule.sweep', ...spec });

const find = (parts: readonly Part[], after: LeafSpec = ON, before: LeafSpec = ON): unknown =>
  sweepStopped.find(policyChange(before, after, parts), planView());

const ENABLED = { name: 'sweep', state: 'ENABLED' };
const DISABLED = { name: 'sweep', state: 'DISABLED' };
const SENTENCE = 'nothing starts the function any more, and remediation stays on';

describe('sweep-stopped', () => {
  it.each<[string, PartSpec, string]>([
    ['goes', { before: ENABLED }, 'the schedule of the function goes'],
    ['goes, being enabled by default', { before: { name: 'sweep' } }, 'the schedule of the function goes'],
    [
      'is forgotten',
      { before: ENABLED, actions: ['forget'] },
      'the schedule of the function is forgotten, which leaves it in AWS without Terraform keeping it',
    ],
    ['is disabled', { before: ENABLED, after: DISABLED }, 'the schedule of the function is disabled'],
    [
      'is disabled inside a replacement',
      { before: ENABLED, after: DISABLED, actions: ['delete', 'create'] },
      'the schedule of the function is disabled',
    ],
  ])('finds that the schedule %s', (_, spec, what) => {
    expect(find([FUNCTION, schedule(spec)])).toEqual([{ address: 'aws_scheduler_schedule.sweep', message: `${what}: ${SENTENCE}` }]);
  });

  it.each<[string, readonly Part[]]>([
    ['stays enabled', [FUNCTION, schedule({ before: ENABLED, after: ENABLED })]],
    ['is replaced', [FUNCTION, schedule({ before: ENABLED, after: ENABLED, actions: ['create', 'delete'] })]],
    ['is written out as enabled', [FUNCTION, schedule({ before: { name: 'sweep' }, after: ENABLED })]],
    ['was disabled already', [FUNCTION, schedule({ before: DISABLED, after: DISABLED })]],
    ['was disabled already and goes', [FUNCTION, schedule({ before: DISABLED })]],
    ['is enabled', [FUNCTION, schedule({ before: DISABLED, after: ENABLED })]],
    ['is made', [FUNCTION, schedule({ after: DISABLED })]],
    ['was never there', [FUNCTION]],
    [
      'has a state that is known only after apply',
      [FUNCTION, schedule({ before: ENABLED, after: { name: 'sweep' }, afterUnknown: { state: true } })],
    ],
    ['goes with the function', [part('function', { before: { function_name: 'sweep' } }), schedule({ before: ENABLED })]],
    ['goes without any function', [schedule({ before: ENABLED })]],
    [
      'gives way to another',
      [FUNCTION, schedule({ before: ENABLED }), part('schedule', { address: 'aws_scheduler_schedule.new', after: ENABLED })],
    ],
  ])('finds nothing when the schedule %s', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'runs less often',
      { schedule_expression: 'rate(365 days)' },
      'goes from cron(0 6 * * ? *) to rate(365 days), which does not run every day',
    ],
    ['ends', { end_date: '2027-01-01T00:00:00Z' }, 'ends on 2027-01-01T00:00:00Z'],
    ['starts later', { start_date: '2099-01-01T00:00:00Z' }, 'does not start the function before 2099-01-01T00:00:00Z'],
  ])('compares one that takes the place of another with it, where it %s', (_, change, what) => {
    const was = { ...ENABLED, schedule_expression: 'cron(0 6 * * ? *)' };
    const again = part('schedule', { address: 'aws_scheduler_schedule.again', after: { ...was, ...change } });
    expect(find([FUNCTION, schedule({ before: was }), again])).toEqual([
      {
        address: 'aws_scheduler_schedule.again',
        message: `the schedule of the function ${what}: the function is not started as the policy says, and remediation stays on`,
      },
    ]);
    expect(find([FUNCTION, schedule({ before: was, after: was }), again])).toEqual([]);
  });

  it('finds nothing when remediation goes, or comes', () => {
    const parts = [FUNCTION, schedule({ before: ENABLED })];
    expect(find(parts, {}, ON)).toEqual([]);
    expect(find(parts, ON, {})).toEqual([]);
  });

  it.each([
    ['5', 5],
    ['nothing', undefined],
  ])('finds that the function may not run at all, from %s', (_, from) => {
    const before = { ...ON, ...(from !== undefined && { 'remediation.reservedConcurrency': from }) };
    expect(find([FUNCTION], { ...ON, 'remediation.reservedConcurrency': 0 }, before)).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: 'no run at once is left to the function: AWS Lambda refuses every run of it, and remediation stays on',
      },
    ]);
  });

  it.each([
    ['2 to 1', 2, 1],
    ['0 to 0', 0, 0],
    ['0 to 1', 0, 1],
    ['2 to not known', 2, unknownLeaf()],
    ['not known to 0', unknownLeaf(), 0],
  ])('finds nothing when the runs at once go from %s', (_, from, to) => {
    const side = (value: unknown): LeafSpec => ({ ...ON, 'remediation.reservedConcurrency': value });
    expect(find([FUNCTION], side(to), side(from))).toEqual([]);
  });

  const lost = (name: string, cause = 'unreadable'): LeafSpec => ({
    [`remediation.${name}`]: {
      kind: 'unknown',
      address: 'aws_lambda_function.one',
      cause,
      because: `POLICY of the function has no readable ${name}`,
    },
  });

  it.each(['action', 'warnDays', 'graceDays', 'maxKeysPerDay', 'exempt.userNames', 'exempt.paths', 'exempt.tag'])(
    'finds that the function can no longer read %s of its policy',
    (name) => {
      expect(find([FUNCTION], { ...ON, ...lost(name) })).toEqual([
        {
          address: 'aws_lambda_function.one',
          message: `POLICY of the function has no readable ${name}: the function refuses to start, and remediation stays on`,
        },
      ]);
    },
  );

  it('says once that the function can no longer read its policy, however much of it', () => {
    expect(find([FUNCTION], { ...ON, ...lost('graceDays'), ...lost('warnDays') })).toEqual([
      {
        address: 'aws_lambda_function.one',
        message: 'POLICY of the function has no readable warnDays: the function refuses to start, and remediation stays on',
      },
    ]);
  });

  it.each<[string, LeafSpec, LeafSpec]>([
    ['could not be read before', { ...ON, ...lost('graceDays') }, { ...ON, ...lost('warnDays') }],
    ['is known only after apply', ON, { ...ON, ...lost('graceDays', 'apply') }],
    ['can be read again', { ...ON, ...lost('graceDays') }, ON],
  ])('finds nothing when the policy of the function %s', (_, before, after) => {
    expect(find([FUNCTION], after, before)).toEqual([]);
  });

  it('prints no value, sensitive or not, that is compared', () => {
    const zero = { kind: 'known', value: 0, address: 'aws_lambda_function.one', isSensitive: true };
    expect(
      find([FUNCTION, schedule({ before: { name: 'hush', state: 'ENABLED' }, beforeSensitive: true })], {
        ...ON,
        'remediation.reservedConcurrency': zero,
      }),
    ).toEqual([
      { address: 'aws_scheduler_schedule.sweep', message: `the schedule of the function goes: ${SENTENCE}` },
      {
        address: 'aws_lambda_function.one',
        message: 'no run at once is left to the function: AWS Lambda refuses every run of it, and remediation stays on',
      },
    ]);
  });
});
