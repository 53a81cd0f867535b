import { listed } from '../../domain/phrases';
import { NOT_OFFERED_REGIONS, OFFERED_REGIONS, REGIONS_SOURCE, nearestOfferedRegions } from '../../domain/regions';
import type { Found, PolicyCheck } from '../check';
import { listOf, type KnownLeaf } from '../leaf';
import { partsOf, type PolicyChange } from '../policy-change';

/**
 * Finds a region that does not offer the Config rule, or that we do not know to offer it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html (read 2026-11)
 */
export const regionUnsupported: PolicyCheck = {
  name: 'region-unsupported',
  severity: 'danger',
  asks: 'policy',
  means: 'The policy comes to a region that is not on our list of those where AWS Config offers the rule.',
  why: 'The provider does not check this: the plan looks fine and the apply fails halfway, after other resources were changed.',
  example: 'The list of regions gains `eu-south-2`, which AWS names as not offering the rule.',
  advice: 'Take a region that offers the rule; one is enough, because IAM is global.',
  find(policy) {
    const leaf = policy.after?.get('regions');
    const after = listOf(policy.after, 'regions');
    if (leaf?.kind !== 'known' || after === undefined) return [];
    const before = regionsBefore(policy);
    const fresh = after.filter((region) => !before.includes(region) && !OFFERED_REGIONS.includes(region));
    const isNamed = (region: string): boolean => NOT_OFFERED_REGIONS.includes(region);
    return [
      ...found(
        fresh.filter(isNamed),
        policy,
        leaf,
        (regions) => `the Config rule would stand in ${regions}, which AWS names as not offering it`,
      ),
      ...found(
        fresh.filter((region) => !isNamed(region)),
        policy,
        leaf,
        (regions) => `the Config rule would stand in ${regions}, of which we do not know whether it is offered there`,
      ),
    ];
  },
};

/** Where the list is not told, what the Config rules themselves tell. */
function regionsBefore(policy: PolicyChange): readonly string[] {
  const told = partsOf(policy, 'rule').flatMap(({ regions }) => regions.before ?? []);
  return listOf(policy.before, 'regions') ?? told;
}

function found(regions: readonly string[], policy: PolicyChange, leaf: KnownLeaf, message: (regions: string) => string): readonly Found[] {
  const [first] = regions;
  if (first === undefined) return [];
  const rule = partsOf(policy, 'rule').find((part) => part.regions.after === first);
  const address = rule?.address ?? leaf.address;
  const source = `(list of ${REGIONS_SOURCE.readOn})`;
  if (leaf.isSensitive) return [{ address, message: `${message('(sensitive)')} ${source}` }];
  const advice = `Take a region that offers the rule, such as ${listed(nearestOfferedRegions(first))}; one is enough, because IAM is global.`;
  return [{ address, message: `${message(listed(regions))} ${source}`, advice }];
}
