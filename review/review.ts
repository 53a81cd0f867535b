import { CHECKS } from './checks';
import { findingsOf } from './findings';
import type { Floor } from './floor';
import type { Affected } from './foresight/affected';
import { outcomeOf } from './outcome';
import type { Plan } from './plan';
import type { PlanView } from './policy-change';
import type { ReadTemplate } from './recover/pack-templates';
import { otherChangesIn, recover } from './recover/recover';
import type { Finding, ReviewResult } from './review-result';
import { unjudgedIn } from './unjudged';

/** What only some reviews need. */
export interface ReviewExtras {
  /** Reads the templates of conformance packs; without it only those in JSON are read. */
  readonly readTemplate?: ReadTemplate | undefined;
  /** Tells who is affected; without it nobody knows. */
  readonly affected?: ((view: PlanView, findings: readonly Finding[]) => Affected) | undefined;
}

/** Reviews a plan: which policies are in it, as they were and as they become, and what somebody should know or decide. */
export function review(plan: Plan, floor: Floor, { readTemplate, affected }: ReviewExtras = {}): ReviewResult {
  const view = recover(plan, floor, readTemplate);
  const findings = findingsOf(view, CHECKS);
  return {
    ...outcomeOf(view, findings),
    policies: view.policies,
    findings,
    unjudged: unjudgedIn(view.policies, findings),
    otherChanges: otherChangesIn(view),
    affected: affected?.(view, findings) ?? null,
  };
}
