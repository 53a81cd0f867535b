import { staysThrough, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Config rules to compare: those of one region, or one whose region is not told. */
export interface RulePair {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}

/**
 * Pairs the Config rules of a policy before and after: by region where both sides tell it, since the address is only a name in Terraform;
 * what is left and there on both sides, because its region is not told or changes, with itself.
 */
export function rulesByRegion(policy: PolicyChange): readonly RulePair[] {
  const before = inRegions(policy, 'before');
  const after = inRegions(policy, 'after');
  const alike = [...before].flatMap(([region, rules]) => {
    const there = after.get(region);
    return there === undefined ? [] : [{ before: rules, after: there }];
  });
  const left = partsOf(policy, 'rule').filter(
    (rule) => staysThrough(rule) && (rule.regions.before === undefined || !after.has(rule.regions.before)),
  );
  return [...alike, ...left.map((rule) => ({ before: [rule], after: [rule] }))];
}

/** Tells whether a Config rule of the policy stands after in a region. One that is not told counts as the same. */
export function hasRuleAfter(policy: PolicyChange, region: string | undefined): boolean {
  return partsOf(policy, 'rule').some((rule) => rule.after !== null && isSameRegion(rule.regions.after, region));
}

/** Tells whether two regions may be the same. */
export function isSameRegion(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function inRegions(policy: PolicyChange, side: Side): ReadonlyMap<string, readonly Part[]> {
  const found = new Map<string, Part[]>();
  for (const rule of partsOf(policy, 'rule')) {
    const region = rule.regions[side];
    if (rule[side] === null || region === undefined) continue;
    const there = found.get(region);
    if (there === undefined) found.set(region, [rule]);
    else there.push(rule);
  }
  return found;
}
