import { CHECKS } from './checks';
import { findingsOf } from './findings';
import type { Floor } from './floor';
import { outcomeOf } from './outcome';
import type { Plan } from './plan';
import { otherChangesIn, recover } from './recover/recover';
import type { ReviewResult } from './review-result';
import { unjudgedIn } from './unjudged';

/** Reviews a plan: which policies are in it, as they were and as they become, and what somebody should know or decide. */
export function review(plan: Plan, floor: Floor): ReviewResult {
  const view = recover(plan, floor);
  const findings = findingsOf(view, CHECKS);
  return {
    ...outcomeOf(view, findings),
    policies: view.policies,
    findings,
    unjudged: unjudgedIn(view.policies, findings),
    otherChanges: otherChangesIn(view),
  };
}
