import type { PlanView, PolicyChange } from './policy-change';
import type { Severity } from './severity';

/** What a check found. */
export interface Found {
  /** The resource that it is about; null when it is about the policy as a whole. */
  readonly address: string | null;
  /** One sentence, without a final period, that says what changes and what that means. Values of others are in it as they are. */
  readonly message: string;
  /** Where the severity is not the usual one of the check. */
  readonly severity?: Severity;
  /** Where the advice is not the usual one of the check. */
  readonly advice?: string;
}

/** What every check says of itself; the documentation is made from it. */
interface Described {
  /** Part of the contract: it is in the JSON, and people filter by it. */
  readonly name: string;
  readonly severity: Severity;
  /** When it is found, in one sentence. */
  readonly means: string;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  /** A change in a plan that it is found in, in one sentence. */
  readonly example: string;
  /** What to do, in one sentence; shown with each finding. */
  readonly advice: string;
}

/** Compares a policy with itself; not asked of one that is introduced or removed. */
export interface DirectionCheck extends Described {
  readonly asks: 'direction';
  find(policy: PolicyChange, plan: PlanView): readonly Found[];
}

/** Judges a policy whatever becomes of it. */
export interface PolicyCheck extends Described {
  readonly asks: 'policy';
  find(policy: PolicyChange, plan: PlanView): readonly Found[];
}

/** Judges what is in the plan besides policies. */
export interface PlanCheck extends Described {
  readonly asks: 'plan';
  find(plan: PlanView): readonly Found[];
}

/** One question about a plan. */
export type Check = DirectionCheck | PolicyCheck | PlanCheck;
