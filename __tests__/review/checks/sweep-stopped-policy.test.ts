import type { Found } from '../../../review/check';
import { sweepStopped } from '../../../review/checks/sweep-stopped';
import { part, planView, policyChange, SWEEP_POLICY, type PartSpec } from '../../support/review';

const ADDRESS = 'aws_lambda_function.sweep';
const ON = { remediation: 'on' } as const;
const TAKEN = JSON.parse(SWEEP_POLICY) as Readonly<Record<string, unknown>>;
const attributes = (policy: unknown): NonNullable<PartSpec['after']> => ({
  environment: [{ variables: { POLICY: typeof policy === 'string' ? policy : JSON.stringify(policy) } }],
});

function find(spec: PartSpec): readonly Found[] {
  return sweepStopped.find(policyChange(ON, ON, [part('function', { address: ADDRESS, ...spec })]), planView());
}

describe('sweep-stopped: the policy that the function is given', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', 'x', "POLICY must be a policy as JSON, got 'x' (at environment)"],
    [
      'a policy without a limit',
      { ...TAKEN, maxCredentialUsageAgeDays: undefined },
      `POLICY must be a policy with maxCredentialUsageAgeDays, got '{"action":"delete","warnDays":7,"graceDays":14,"maxKeysPerDay":10,"exempt":{"us… (at environment)`,
    ],
    [
      'a number that is written as text',
      { ...TAKEN, graceDays: '7' },
      "remediation.graceDays must be a whole number from 1 to 365, got '7' (at POLICY)",
    ],
    [
      'a number that is out of bounds',
      { ...TAKEN, graceDays: 0 },
      'remediation.graceDays must be a whole number from 1 to 365, got 0 (at POLICY)',
    ],
    [
      'a number that is no whole one',
      { ...TAKEN, graceDays: 7.5 },
      'remediation.graceDays must be a whole number from 1 to 365, got 7.5 (at POLICY)',
    ],
    [
      'a number that is too high',
      { ...TAKEN, graceDays: 366 },
      'remediation.graceDays must be a whole number from 1 to 365, got 366 (at POLICY)',
    ],
    [
      'a number that is null',
      { ...TAKEN, graceDays: null },
      'remediation.graceDays must be a whole number from 1 to 365, got null (at POLICY)',
    ],
    [
      'an action that there is not',
      { ...TAKEN, action: 'x' },
      "remediation.action must be one of notify, deactivate, delete, got 'x' (at POLICY)",
    ],
    ['a number for an action', { ...TAKEN, action: 7 }, 'remediation.action must be one of notify, deactivate, delete, got 7 (at POLICY)'],
    [
      'a notice as long as the limit',
      { ...TAKEN, warnDays: 45 },
      'remediation.warnDays must be less than maxCredentialUsageAgeDays (45), got 45 (at POLICY)',
    ],
    [
      'a member that it does not know',
      { ...TAKEN, sweep: true },
      "each setting under remediation must be one of action, warnDays, graceDays, maxKeysPerDay, exempt, sweepHourUtc, logRetentionDays, reservedConcurrency, got 'sweep' (at POLICY)",
    ],
  ])('%s is refused, so that it does not start', (_, policy, because) => {
    expect(find({ before: attributes(TAKEN), after: attributes(policy) })).toStrictEqual([
      {
        address: ADDRESS,
        message: `the function refuses its policy, because ${because}: it does not start, and remediation stays on`,
      },
    ]);
  });

  test.each<[string, PartSpec]>([
    [
      'has the highest numbers',
      { before: attributes(TAKEN), after: attributes({ ...TAKEN, maxCredentialUsageAgeDays: 365, warnDays: 364 }) },
    ],
    ['exempts more', { before: attributes(TAKEN), after: attributes({ ...TAKEN, exempt: { userNames: ['a'], paths: [] } }) }],
    ['does more', { before: attributes({ ...TAKEN, action: 'notify' }), after: attributes(TAKEN) }],
    ['is another one that it takes', { before: attributes(TAKEN), after: attributes({ ...TAKEN, graceDays: 30 }) }],
    [
      'has the highest numbers',
      { before: attributes(TAKEN), after: attributes({ ...TAKEN, maxCredentialUsageAgeDays: 365, warnDays: 364 }) },
    ],
    ['exempts more', { before: attributes(TAKEN), after: attributes({ ...TAKEN, exempt: { userNames: ['a'], paths: [] } }) }],
    ['does more', { before: attributes({ ...TAKEN, action: 'notify' }), after: attributes(TAKEN) }],
    ['was refused already', { before: attributes('x'), after: attributes('y') }],
    ['is taken now', { before: attributes('x'), after: attributes(TAKEN) }],
    [
      'is known only after apply',
      {
        before: attributes(TAKEN),
        after: { environment: [{ variables: {} }] },
        afterUnknown: { environment: [{ variables: { POLICY: true } }] },
      },
    ],
    ['goes with the function', { before: attributes(TAKEN) }],
  ])('nothing is found where it %s', (_, spec) => {
    expect(find(spec)).toStrictEqual([]);
  });

  test('a function that takes the place of another is judged too', () => {
    expect(find({ after: attributes('x') })).toHaveLength(1);
  });

  test('nothing of a sensitive policy is printed', () => {
    expect(find({ before: attributes(TAKEN), after: attributes('secret'), afterSensitive: { environment: true } })).toStrictEqual([
      { address: ADDRESS, message: 'the function refuses its policy: it does not start, and remediation stays on' },
    ]);
  });
});
