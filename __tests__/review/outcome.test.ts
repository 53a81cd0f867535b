import { outcomeOf } from '../../review/outcome';
import type { Finding } from '../../review/review-result';
import type { Severity } from '../../review/severity';
import { planView, policyChange } from '../support/review';

const finding = (severity: Severity, check = 'c'): Finding => ({
  check,
  severity,
  policy: null,
  address: null,
  message: `${check} says`,
  advice: 'a',
});
const POLICIES = [policyChange({}, {})];

describe('outcomeOf', () => {
  it.each<[string, readonly Severity[]]>([
    ['info', ['info', 'info']],
    ['warning', ['info', 'warning', 'info']],
    ['danger', ['warning', 'info', 'danger']],
  ])('is %s as the worst finding is', (outcome, severities) => {
    const findings = severities.map((severity) => finding(severity));
    expect(outcomeOf(planView({ policies: POLICIES }), findings)).toEqual({ outcome, incomplete: [] });
    expect(outcomeOf(planView(), findings)).toEqual({ outcome, incomplete: [] });
  });

  it('tells a policy without findings from no policy at all', () => {
    expect(outcomeOf(planView({ policies: POLICIES }), [])).toEqual({ outcome: 'ok', incomplete: [] });
    expect(outcomeOf(planView(), [])).toEqual({ outcome: 'none', incomplete: [] });
  });

  it('is incomplete when Terraform put off changes', () => {
    const incomplete = ['Terraform put off changes: the plan says complete: false, or lists deferred changes'];
    expect(outcomeOf(planView({ plan: { isComplete: false } }), [])).toEqual({ outcome: 'incomplete', incomplete });
    expect(outcomeOf(planView({ policies: POLICIES, plan: { isComplete: false } }), [finding('danger')])).toEqual({
      outcome: 'incomplete',
      incomplete,
    });
  });

  it('is incomplete when the plan has only what was changed outside of Terraform', () => {
    const plan = { isRefreshOnly: true };
    expect(outcomeOf(planView({ policies: POLICIES, plan }), [finding('danger')])).toEqual({
      outcome: 'incomplete',
      incomplete: ['a refresh-only plan lists only what was changed outside of Terraform: the rest of a policy is not in it'],
    });
    expect(outcomeOf(planView({ plan }), [])).toEqual({ outcome: 'none', incomplete: [] });
  });

  it('is incomplete when a check failed, and says each reason', () => {
    const findings = [finding('danger', 'check-failed'), finding('info'), finding('danger', 'check-failed')];
    expect(outcomeOf(planView({ policies: POLICIES, plan: { isComplete: false } }), findings)).toEqual({
      outcome: 'incomplete',
      incomplete: [
        'Terraform put off changes: the plan says complete: false, or lists deferred changes',
        'check-failed says',
        'check-failed says',
      ],
    });
    expect(outcomeOf(planView({ policies: POLICIES }), [finding('danger', 'check-failed')])).toEqual({
      outcome: 'incomplete',
      incomplete: ['check-failed says'],
    });
  });
});
