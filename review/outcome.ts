import { CHECK_FAILED } from './findings';
import type { PlanView } from './policy-change';
import type { Finding, Outcome } from './review-result';
import { SEVERITIES } from './severities';

/** What is said of a plan in one word and, where it could not be judged whole, why. */
export interface Judged {
  readonly outcome: Outcome;
  readonly incomplete: readonly string[];
}

/** Sums up what was found; what could not be judged whole is `incomplete`, however little was found. */
export function outcomeOf(view: PlanView, findings: readonly Finding[]): Judged {
  const incomplete = [
    ...(view.plan.isComplete
      ? []
      : (view.plan.gaps ?? ['Terraform put off changes: the plan says complete: false, or lists deferred changes'])),
    ...(view.plan.isRefreshOnly && view.policies.length > 0
      ? ['a refresh-only plan lists only what was changed outside of Terraform: the rest of a policy is not in it']
      : []),
    ...findings.filter(({ check }) => check === CHECK_FAILED).map(({ message }) => message),
  ];
  return { outcome: incomplete.length > 0 ? 'incomplete' : worstOf(view, findings), incomplete };
}

function worstOf({ policies }: PlanView, findings: readonly Finding[]): Outcome {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  return worst ?? (policies.length === 0 ? 'none' : 'ok');
}
