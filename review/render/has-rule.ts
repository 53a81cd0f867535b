import type { Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Tells whether AWS Config judges anything for a policy: without a rule it reports nobody. */
export function hasRule(policy: PolicyChange, side: Side): boolean {
  return partsOf(policy, 'rule').some((rule) => rule[side] !== null);
}
