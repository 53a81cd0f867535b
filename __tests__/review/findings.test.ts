import { InputError } from '../../domain/errors';
import type { Check, Found } from '../../review/check';
import { findingsOf } from '../../review/findings';
import type { PolicyChange } from '../../review/policy-change';
import type { Severity } from '../../review/severity';
import { planView, policyChange } from '../support/review';

const described = (name: string, severity: Severity): Omit<Extract<Check, { asks: 'plan' }>, 'asks' | 'find'> => ({
  name,
  severity,
  means: 'm',
  why: 'w',
  example: 'e',
  advice: `advice of ${name}`,
});
const FOUND: readonly Found[] = [{ address: 'a.b', message: 'found' }];
const direction = (name: string, severity: Severity): Check => ({ ...described(name, severity), asks: 'direction', find: () => FOUND });
const ofPolicy = (name: string, severity: Severity): Check => ({ ...described(name, severity), asks: 'policy', find: () => FOUND });
const ofPlan = (name: string, severity: Severity): Check => ({ ...described(name, severity), asks: 'plan', find: () => FOUND });

const named = (id: string, policy: PolicyChange): PolicyChange => ({ ...policy, id });
const STAYS = named('stays', policyChange({}, {}));
const COMES = named('comes', policyChange(null, {}));
const GOES = named('goes', policyChange({}, null));

const short = (view: Parameters<typeof findingsOf>[0], checks: readonly Check[]): unknown =>
  findingsOf(view, checks).map(({ check, severity, policy }) => [check, severity, policy]);

describe('findingsOf', () => {
  it('gives what a check found, with its usual severity and advice unless the finding has its own', () => {
    const own: Check = {
      ...described('own', 'info'),
      asks: 'policy',
      find: () => [...FOUND, { address: null, message: 'worse', severity: 'danger', advice: 'hurry' }],
    };
    expect(findingsOf(planView({ policies: [STAYS] }), [own])).toEqual([
      { check: 'own', severity: 'danger', policy: 'stays', address: null, message: 'worse', advice: 'hurry' },
      { check: 'own', severity: 'info', policy: 'stays', address: 'a.b', message: 'found', advice: 'advice of own' },
    ]);
  });

  it('asks for a direction only where a policy is there before and after', () => {
    const checks = [direction('direction', 'danger'), ofPolicy('policy', 'danger')];
    expect(short(planView({ policies: [STAYS, COMES, GOES] }), checks)).toEqual([
      ['direction', 'danger', 'stays'],
      ['policy', 'danger', 'stays'],
      ['policy', 'danger', 'comes'],
      ['policy', 'danger', 'goes'],
    ]);
  });

  it('asks once of the plan, also without a policy, and of no policy then', () => {
    const checks = [ofPlan('plan', 'danger'), ofPolicy('policy', 'danger'), direction('direction', 'danger')];
    expect(short(planView(), checks)).toEqual([['plan', 'danger', null]]);
    expect(short(planView({ policies: [COMES, GOES] }), checks)).toEqual([
      ['policy', 'danger', 'comes'],
      ['policy', 'danger', 'goes'],
      ['plan', 'danger', null],
    ]);
  });

  it('puts the worst first, else keeps the order of policies and of checks', () => {
    const checks = [
      ofPolicy('i', 'info'),
      ofPolicy('w', 'warning'),
      ofPolicy('d', 'danger'),
      ofPolicy('j', 'info'),
      ofPlan('p', 'warning'),
    ];
    expect(short(planView({ policies: [GOES, STAYS] }), checks)).toEqual([
      ['d', 'danger', 'goes'],
      ['d', 'danger', 'stays'],
      ['w', 'warning', 'goes'],
      ['w', 'warning', 'stays'],
      ['p', 'warning', null],
      ['i', 'info', 'goes'],
      ['j', 'info', 'goes'],
      ['i', 'info', 'stays'],
      ['j', 'info', 'stays'],
    ]);
  });

  it('finds a check that throws, and goes on with the others', () => {
    const fail = (error: unknown) => (): never => {
      throw error;
    };
    const checks: readonly Check[] = [
      { ...described('on-policy', 'info'), asks: 'policy', find: fail(new TypeError('x is not iterable')) },
      { ...described('on-direction', 'info'), asks: 'direction', find: fail(new InputError('no good')) },
      { ...described('on-plan', 'info'), asks: 'plan', find: fail('oh') },
      ofPolicy('fine', 'info'),
    ];
    const failed = (policy: string | null, words: string): unknown => ({
      check: 'check-failed',
      severity: 'danger',
      policy,
      address: null,
      message: `the check ${words}`,
      advice: 'Report this as a bug, with the plan if you can share it; until then look yourself for what this check looks for.',
    });
    expect(findingsOf(planView({ policies: [STAYS] }), checks)).toEqual([
      failed('stays', 'on-policy failed and judged nothing: TypeError: x is not iterable'),
      failed('stays', 'on-direction failed and judged nothing: no good'),
      failed(null, 'on-plan failed and judged nothing: oh'),
      { check: 'fine', severity: 'info', policy: 'stays', address: 'a.b', message: 'found', advice: 'advice of fine' },
    ]);
  });

  it('finds nothing without checks', () => {
    expect(findingsOf(planView({ policies: [STAYS] }), [])).toEqual([]);
  });
});
