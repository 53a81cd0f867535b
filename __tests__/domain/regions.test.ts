import { nearest } from '../../domain/nearest';
import { nearestOfferedRegions, NOT_OFFERED_REGIONS, OFFERED_REGIONS, partitionOf } from '../../domain/regions';

describe('the list of regions', () => {
  test('is sorted, without repetition, and no region is on both sides', () => {
    for (const list of [OFFERED_REGIONS, NOT_OFFERED_REGIONS]) expect([...new Set(list)].sort()).toEqual(list);
    expect(OFFERED_REGIONS.filter((region) => NOT_OFFERED_REGIONS.includes(region))).toEqual([]);
  });

  test('leaves out those that AWS names as not offering the rule', () => {
    expect(NOT_OFFERED_REGIONS).toEqual([
      'ap-east-2',
      'ap-south-2',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-6',
      'ap-southeast-7',
      'ca-west-1',
      'eu-central-2',
      'eu-south-2',
      'il-central-1',
      'me-central-1',
      'mx-central-1',
    ]);
  });
});

test.each([
  ['eu-west-1', 'aws'],
  ['ap-southeast-7', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is in the partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test.each([
  ['eu-central-2', ['eu-central-1', 'eu-west-2', 'eu-north-1']],
  ['ca-west-1', ['ca-central-1', 'us-west-1', 'us-west-2']],
  ['ap-southeast-4', ['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3']],
  ['us-wst-2', ['us-west-2', 'us-east-2', 'us-west-1']],
  ['mx-central-1', ['us-west-1', 'us-east-1', 'us-west-2']],
  ['il-central-1', ['me-south-1', 'eu-central-1', 'eu-north-1']],
])('the nearest supported regions to %s are %j', (region, near) => {
  expect(nearestOfferedRegions(region)).toEqual(near);
});

describe('the nearest words', () => {
  const known = ['regions', 'recorder', 'rotation', 'tags'];
  test.each([
    ['regoins', ['regions']],
    ['region', ['regions']],
    ['RECORDER', ['recorder']],
    ['rotations', ['rotation']],
    ['tag', ['tags']],
    ['tasg', ['tags']],
    ['xxxxxx', []],
    ['', []],
  ])('to %j are %j', (word, words) => {
    expect(nearest(word, known, 1)).toEqual(words);
  });

  test('come nearest first, no more than asked for', () => {
    expect(nearest('eu-west-9', ['eu-west-10', 'eu-west-1', 'eu-west-2', 'us-west-1'], 3)).toEqual([
      'eu-west-1',
      'eu-west-2',
      'eu-west-10',
    ]);
  });

  test('count a swap of neighbours as one edit, and no word beyond the farthest', () => {
    expect(nearest('ab', ['ba'], 1, 1)).toEqual(['ba']);
    expect(nearest('ab', ['cd'], 1, 1)).toEqual([]);
    expect(nearest('abcd', ['abxy'], 1, 2)).toEqual(['abxy']);
    expect(nearest('abcd', ['axyz'], 1, 2)).toEqual([]);
  });
});
