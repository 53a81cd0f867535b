import { SettingError } from '../../domain/errors';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { readPolicy } from '../../domain/read-policy';
import { POLICY_VARIABLE, readSweepPolicy, sweepPolicyOf } from '../../domain/sweep-policy';
import { LITERAL } from '../support/settings';

const POLICY = {
  maxCredentialUsageAgeDays: 45,
  action: 'delete',
  warnDays: 7,
  graceDays: 14,
  maxKeysPerDay: 10,
  exempt: { userNames: ['deploy-*'], paths: ['/break-glass/'], tag: 'keep' },
};

const read = (changes: object): unknown => readSweepPolicy(JSON.stringify({ ...POLICY, ...changes }));

test('a policy in the environment is read as it was written', () => {
  expect(POLICY_VARIABLE).toBe('POLICY');
  expect(read({})).toEqual(POLICY);
  expect(read({ exempt: { userNames: [], paths: [] } })).toEqual({ ...POLICY, exempt: { userNames: [], paths: [] } });
  expect(read({ exempt: { userNames: [], paths: [], tag: null } })).toEqual({ ...POLICY, exempt: { userNames: [], paths: [] } });
  expect(read({ action: 'notify', warnDays: 0, graceDays: 1, maxKeysPerDay: 1, maxCredentialUsageAgeDays: 1 })).toEqual({
    ...POLICY,
    ...{ action: 'notify', warnDays: 0, graceDays: 1, maxKeysPerDay: 1, maxCredentialUsageAgeDays: 1 },
  });
});

describe('what is no whole policy is refused', () => {
  const refusal = (json: string | undefined): unknown => {
    try {
      return readSweepPolicy(json);
    } catch (error) {
      return error;
    }
  };

  test.each<[string | undefined, string]>([
    [undefined, 'POLICY must be a policy as JSON, got nothing (at environment)'],
    ['', "POLICY must be a policy as JSON, got '' (at environment)"],
    ['{', "POLICY must be a policy as JSON, got '{' (at environment)"],
    ['null', "POLICY must be a policy as JSON, got 'null' (at environment)"],
    ['[]', "POLICY must be a policy as JSON, got '[]' (at environment)"],
    ['45', "POLICY must be a policy as JSON, got '45' (at environment)"],
    ['{}', "POLICY must be a policy with maxCredentialUsageAgeDays, got '{}' (at environment)"],
  ])('%s', (json, message) => {
    expect(refusal(json)).toEqual(new SettingError(message));
  });

  test.each(Object.keys(POLICY))('without %s', (name) => {
    const error = refusal(JSON.stringify({ ...POLICY, [name]: undefined }));
    expect(error).toBeInstanceOf(SettingError);
    expect((error as SettingError).message).toMatch(new RegExp(`^POLICY must be a policy with ${name}, got '\\{"`));
  });

  test.each<[string, object]>([
    ['a limit of none', { maxCredentialUsageAgeDays: 0 }],
    ['a limit in words', { maxCredentialUsageAgeDays: '45' }],
    ['another action', { action: 'destroy' }],
    ['a notice as long as the limit', { warnDays: 45 }],
    ['no grace', { graceDays: 0 }],
    ['no cap', { maxKeysPerDay: 0 }],
    ['names that are no list', { exempt: { userNames: 'deploy', paths: [] } }],
    ['something more', { retries: 3 }],
  ])('with %s', (_, changes) => {
    const error = refusal(JSON.stringify({ ...POLICY, ...changes }));
    expect(error).toBeInstanceOf(SettingError);
    expect((error as SettingError).message).toContain('(at POLICY)');
  });
});

test('the function gets the part of a policy that it needs', () => {
  const policyOf = (remediation: UnusedCredentialsSettings['remediation']): unknown => {
    const settings = { regions: ['eu-west-1'], ...(remediation !== undefined && { remediation }) };
    return sweepPolicyOf(readPolicy(settings, LITERAL).policy);
  };
  expect(policyOf(undefined)).toBeUndefined();
  expect(policyOf({ action: 'deactivate', graceDays: 30 })).toEqual({
    ...{ maxCredentialUsageAgeDays: 45, action: 'deactivate', warnDays: 7, graceDays: 30, maxKeysPerDay: 10 },
    exempt: { userNames: [], paths: [] },
  });
});
