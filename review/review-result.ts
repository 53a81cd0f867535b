import type { Affected } from './foresight/affected';
import type { Fate } from './part';
import type { PolicyChange } from './policy-change';
import type { Severity } from './severity';

/** What is said of a plan, in one word; the worst of its findings, or that there was nothing to judge, or that it could not be judged whole. */
export type Outcome = 'none' | 'ok' | 'info' | 'warning' | 'danger' | 'incomplete';

/** One thing that a reviewer should know or decide. */
export interface Finding {
  /** The name of the check that found it. */
  readonly check: string;
  readonly severity: Severity;
  /** The id of the policy; null when it is about none of them. */
  readonly policy: string | null;
  /** The resource; null when it is about the policy as a whole. */
  readonly address: string | null;
  readonly message: string;
  readonly advice: string;
}

/** A resource of a policy that changes, and no check and no setting tells of it. */
export interface Unjudged {
  /** The id of the policy. */
  readonly policy: string;
  readonly address: string;
  readonly fate: Fate;
  /** The names of what differs, never its values; none when the resource comes, goes, or is made anew as it was. */
  readonly attributes: readonly string[];
}

/** All that a review says of a plan. */
export interface ReviewResult {
  readonly outcome: Outcome;
  readonly policies: readonly PolicyChange[];
  /** The worst first; then in the order of policies and checks. */
  readonly findings: readonly Finding[];
  /** What else changes in the policies, in their order. */
  readonly unjudged: readonly Unjudged[];
  /** How many resources change of which this tool has no opinion. */
  readonly otherChanges: number;
  /** Why the plan could not be judged whole; empty when it could. */
  readonly incomplete: readonly string[];
  /** Who is affected, by a scan; null without one. */
  readonly affected: Affected | null;
}
