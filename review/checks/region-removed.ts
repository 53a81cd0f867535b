import { listed } from '../../domain/phrases';
import type { DirectionCheck } from '../check';
import { isSensitive, listOf } from '../leaf';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that a region is no longer among those of the policy, and did not move to another one. */
export const regionRemoved: DirectionCheck = {
  name: 'region-removed',
  severity: 'warning',
  asks: 'direction',
  means: 'A region in which the Config rule stood is no longer one of the policy.',
  why: 'IAM is global and one region is enough to judge all users, but whoever reads findings in that region, or gathers them from there, sees none any more.',
  example: 'The list of regions goes from `["eu-west-1", "us-east-1"]` to `["eu-west-1"]`.',
  advice: 'Make sure that nothing that reads compliance, such as an aggregator or a dashboard, counts on that region.',
  find(policy) {
    const [before, after] = [listOf(policy.before, 'regions'), listOf(policy.after, 'regions')];
    if (before === undefined || after === undefined) return [];
    const lost = before.filter((region) => !after.includes(region) && !isMoved(policy, region));
    const [first] = lost;
    // With no region left, it is the rule that is missing.
    if (first === undefined || after.length === 0) return [];
    const [was, is] = [policy.before?.get('regions'), policy.after?.get('regions')];
    const named = isSensitive(was) || isSensitive(is) ? '(sensitive)' : listed(lost);
    const rule = partsOf(policy, 'rule').find(({ regions }) => regions.before === first);
    return [
      {
        address: rule?.address ?? was?.address ?? null,
        message: `the policy leaves ${named}: the Config rule reports nothing there any more`,
      },
    ];
  },
};

/** Where a rule is replaced into another region, that is said there. */
function isMoved(policy: PolicyChange, region: string): boolean {
  return partsOf(policy, 'rule').some(
    ({ fate, regions }) => fate === 'replaced' && regions.before === region && regions.after !== undefined && regions.after !== region,
  );
}
