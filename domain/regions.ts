import data from './regions.json';
import { nearest } from './nearest';

/** Where the list of regions is from and when it was read. */
export const REGIONS_SOURCE = { url: data.source, readOn: data.readOn } as const;

/** Regions where AWS Config offers `IAM_USER_UNUSED_CREDENTIALS_CHECK`, sorted. */
export const OFFERED_REGIONS: readonly string[] = data.offered;

/** Regions that AWS names as not offering the rule, sorted. */
export const NOT_OFFERED_REGIONS: readonly string[] = data.notOffered;

/** Names a group of regions with accounts of their own. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-iso' | 'aws-iso-b' | 'aws-iso-e' | 'aws-iso-f' | 'aws-eusc';

const PARTITION_BY_PREFIX: readonly (readonly [string, Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** Tells the partition of a region by its name. */
export function partitionOf(region: string): Partition {
  return PARTITION_BY_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The hosts of the AWS console that differ from the one of the standard partition. */
export const CONSOLE_HOST_BY_PARTITION: Readonly<Partial<Record<Partition, string>>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The host of the AWS console in the standard partition. */
export const CONSOLE_HOST = 'console.aws.amazon.com';

const MOST_SUGGESTED = 3;

/** Where to look for areas without a region that offers the rule. */
const NEIGHBOURING_AREAS: Readonly<Record<string, string>> = { il: 'me', mx: 'us' };

/** Lists supported regions near one that is not: in its area if there is one, alike in name. */
export function nearestOfferedRegions(region: string): readonly string[] {
  const own = region.split('-')[0] ?? '';
  const area = NEIGHBOURING_AREAS[own] ?? own;
  const neighbours = OFFERED_REGIONS.filter((offered) => offered.startsWith(`${area}-`));
  return nearest(region, neighbours.length > 0 ? neighbours : OFFERED_REGIONS, MOST_SUGGESTED, Infinity);
}
