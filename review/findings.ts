import { reasonOf } from '../domain/errors';
import type { Check, Found, PlanCheck } from './check';
import type { PlanView, PolicyChange } from './policy-change';
import type { Finding } from './review-result';
import { SEVERITIES } from './severities';

/** The name of the finding that a check which throws leaves. */
export const CHECK_FAILED = 'check-failed';

/** What that finding says of itself, as checks do; it is made here, because it judges the checks. */
export const CHECK_FAILED_DESCRIPTION: Omit<PlanCheck, 'asks' | 'find'> = {
  name: CHECK_FAILED,
  severity: 'danger',
  means: 'A check failed and judged nothing, because of a bug of ours; the others went on, and the outcome is `incomplete`.',
  why: 'What this check looks for may be in the plan, and nobody has looked.',
  example: 'The plan has a value that nobody thought of when the check was written.',
  advice: 'Report this as a bug, with the plan if you can share it; until then look yourself for what this check looks for.',
};

/** Asks all checks of a plan; a check that throws becomes a finding, and the others go on. The worst come first, then in the order of policies and checks. */
export function findingsOf(view: PlanView, checks: readonly Check[]): readonly Finding[] {
  const findings = [
    ...view.policies.flatMap((policy) => checks.flatMap((check) => ofPolicy(check, policy, view))),
    ...checks.flatMap((check) => ofPlan(check, view)),
  ];
  return findings.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}

function ofPolicy(check: Check, policy: PolicyChange, view: PlanView): readonly Finding[] {
  switch (check.asks) {
    case 'direction':
      return policy.before === null || policy.after === null ? [] : asked(check, policy.id, () => check.find(policy, view));
    case 'policy':
      return asked(check, policy.id, () => check.find(policy, view));
    case 'plan':
      return [];
  }
}

function ofPlan(check: Check, view: PlanView): readonly Finding[] {
  return check.asks === 'plan' ? asked(check, null, () => check.find(view)) : [];
}

function asked(check: Check, policy: string | null, find: () => readonly Found[]): readonly Finding[] {
  try {
    return find().map(({ address, message, severity = check.severity, advice = check.advice }) => ({
      check: check.name,
      severity,
      policy,
      address,
      message,
      advice,
    }));
  } catch (error) {
    return [
      {
        check: CHECK_FAILED,
        severity: CHECK_FAILED_DESCRIPTION.severity,
        policy,
        address: null,
        message: `the check ${check.name} failed and judged nothing: ${reasonOf(error)}`,
        advice: CHECK_FAILED_DESCRIPTION.advice,
      },
    ];
  }
}
