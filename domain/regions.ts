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

/** How the regions of a partition begin; all others are in the standard one. */
export const PARTITION_BY_PREFIX: readonly (readonly [string, Partition])[] = [
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

/** Where else to look near an area with few regions that offer the rule. */
const NEIGHBOURING_AREAS: Readonly<Record<string, readonly string[]>> = {
  af: ['eu'],
  ca: ['us'],
  il: ['me', 'eu'],
  me: ['eu'],
  mx: ['us'],
  sa: ['us'],
};

/** Lists supported regions near one that is not: in its area first, alike in name. */
export function nearestOfferedRegions(region: string): readonly string[] {
  const area = region.split('-')[0] ?? '';
  const near = [area, ...(NEIGHBOURING_AREAS[area] ?? [])].flatMap((start) => {
    const there = OFFERED_REGIONS.filter((offered) => offered.startsWith(`${start}-`));
    return nearest(region, there, MOST_SUGGESTED, Infinity);
  });
  return near.length > 0 ? near.slice(0, MOST_SUGGESTED) : nearest(region, OFFERED_REGIONS, MOST_SUGGESTED, Infinity);
}
