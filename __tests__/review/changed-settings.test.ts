import type { SettingPath } from '../../domain/settings';
import { changedSettings } from '../../review/changed-settings';
import { leaves, unknownLeaf, type LeafSpec } from '../support/review';

describe('the settings that change', () => {
  test.each<[string, LeafSpec, LeafSpec, readonly SettingPath[]]>([
    [
      'are in the order of the settings',
      { tags: { a: '1' }, namePrefix: 'a', regions: ['a'] },
      { namePrefix: 'b', regions: ['b'], tags: { a: '1' } },
      ['regions', 'namePrefix'],
    ],
    ['are none when nothing changes', { regions: ['a'], homeRegion: 'a' }, { homeRegion: 'a', regions: ['a'] }, []],
    ['have one that is set at last', {}, { kmsKeyArn: 'a' }, ['kmsKeyArn']],
    ['have one that is not set any more', { kmsKeyArn: 'a' }, {}, ['kmsKeyArn']],
    ['have one that is no longer known', { 'alerts.emails': ['a'] }, { 'alerts.emails': unknownLeaf() }, ['alerts.emails']],
    ['have one that was not known and is now empty', { 'alerts.emails': unknownLeaf() }, { 'alerts.emails': [] }, ['alerts.emails']],
    ['have one that was not known and is now not there', { kmsKeyArn: unknownLeaf() }, {}, ['kmsKeyArn']],
    ['have none that is not known on either side', { kmsKeyArn: unknownLeaf('a') }, { kmsKeyArn: unknownLeaf('b') }, []],
    ['have none that is empty in another way', { tags: {}, kmsKeyArn: '' }, { 'alerts.emails': [] }, []],
    ['have none whose keys are in another order', { tags: { a: '1', b: '2' } }, { tags: { b: '2', a: '1' } }, []],
  ])('%s', (_, before, after, paths) => {
    expect([...changedSettings(leaves(before), leaves(after))]).toEqual(paths);
  });
});
