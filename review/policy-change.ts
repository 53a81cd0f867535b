import type { Floor } from './floor';
import type { Leaves } from './leaf';
import type { Fate, Part, PartKind, Side } from './part';
import type { Plan } from './plan';

/** One policy in a plan: what it was and what it becomes. */
export interface PolicyChange {
  /** Tells it from the others of the plan: module, name of the Config rule and, where there are several, the provider. */
  readonly id: string;
  /** All that belongs to it, on either side, in the order of the plan. */
  readonly parts: readonly Part[];
  /** Null when there is nothing of it. */
  readonly before: Leaves | null;
  readonly after: Leaves | null;
}

/** A conformance pack that changes, and of which the plan does not tell whether it holds the rule. */
export interface UntoldPack {
  readonly address: string;
  readonly fate: Fate;
  /** Why, on each side on which it is there and that is not told; in words that complete "the template …". */
  readonly because: Readonly<Partial<Record<Side, string>>>;
}

/** What a check may look at besides one policy. */
export interface PlanView {
  readonly plan: Plan;
  readonly policies: readonly PolicyChange[];
  /** Every recorder in the plan by provider and region, `PROVIDER REGION`, whoever it belongs to; those whose region is not told are left out. */
  readonly recorders: ReadonlyMap<string, readonly Part[]>;
  /** Every access key that Terraform manages. */
  readonly accessKeys: readonly Part[];
  /** Every conformance pack that changes and may hold the rule, or may have held it. */
  readonly untoldPacks: readonly UntoldPack[];
  readonly floor: Floor;
}

/** Lists the parts of a policy that are of one kind. */
export function partsOf(policy: PolicyChange, kind: PartKind): readonly Part[] {
  return policy.parts.filter((part) => part.kind === kind);
}
