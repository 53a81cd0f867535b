import type { AccessKey } from './access-key';
import type { Exemption } from './exemption';
import type { Instant } from './instant';
import type { KeyRecord } from './key-record';
import type { SweepPolicy } from './sweep-policy';

/** Everything that a step is decided on. */
export interface Situation {
  /** The key as IAM told it seconds ago; gone when IAM does not list it any more. */
  readonly key: AccessKey | 'gone';
  readonly exemption: Exemption;
  readonly record: KeyRecord | 'none';
  readonly policy: SweepPolicy;
  readonly now: Instant;
}

/** What we do next about one access key. A step that acts or announces needs a policy whose action is at least `deactivate`. */
export type Step =
  /** Too little is known, or it cannot be true: nothing is done. */
  | { readonly kind: 'undecided'; readonly because: string }
  /** Another sweep is at it. */
  | { readonly kind: 'busy'; readonly because: string }
  /** Nothing is due. */
  | { readonly kind: 'in-use'; readonly because: string }
  /** Unused or nearly so, and the policy only tells. `unusedAt` is when it is, or was, unused. */
  | { readonly kind: 'tell'; readonly because: string; readonly unusedAt: Instant }
  /** Announce the deactivation, now or anew. */
  | { readonly kind: 'announce'; readonly because: string; readonly dueAt: Instant }
  /** Announced, and not due: tell again. */
  | { readonly kind: 'wait'; readonly because: string; readonly dueAt: Instant }
  /** Forget what was announced, begun or done: somebody uses the key, or has taken it over. `cameBack` after we had deactivated it. */
  | { readonly kind: 'drop'; readonly because: string; readonly cameBack: boolean }
  | { readonly kind: 'deactivate'; readonly because: string }
  /** It is inactive, and we were at it: take the deactivation as made now. */
  | { readonly kind: 'resume'; readonly because: string }
  /** Somebody re-enabled what we deactivated: the whole limit counts anew. `times` includes this one. */
  | { readonly kind: 'reenabled'; readonly because: string; readonly times: number }
  /** The user is exempt. `withdraws` when an announced deletion must be forgotten. */
  | { readonly kind: 'spare'; readonly because: string; readonly isUnclear: boolean; readonly withdraws: boolean }
  /** We deactivated it, and it stays so: until the day of its deletion, or for good. */
  | { readonly kind: 'keep'; readonly because: string; readonly deleteAt: Instant | 'never'; readonly withdraws: boolean }
  /** By what is known today it was not unused when we deactivated it: a person must look. */
  | { readonly kind: 'misjudged'; readonly because: string; readonly withdraws: boolean }
  | { readonly kind: 'announce-deletion'; readonly because: string; readonly dueAt: Instant }
  | { readonly kind: 'delete'; readonly because: string }
  /** Inactive or expired, and not by us: reported, never deleted. */
  | { readonly kind: 'foreign'; readonly because: string }
  /** It is gone: close the record. */
  | { readonly kind: 'close'; readonly because: string; readonly state: 'deleted' | 'gone' };

/** Names a step. */
export type StepKind = Step['kind'];
