import { changesOf, settingsOf } from '../../../review/render/changes';
import { valueLine } from '../../../review/render/values';
import type { SettingPath } from '../../../domain/settings';
import type { Leaf } from '../../../review/leaf';
import { policyChange, unknownLeaf, type LeafSpec } from '../../support/review';
import { sensitive } from './results';

const known = (value: unknown): Leaf => ({ kind: 'known', value, address: 'a', isSensitive: false });

const unreadable = { kind: 'unknown', address: 'a', because: 'it is no number' } as const;

describe('a value is written', () => {
  test.each<[string, SettingPath, Leaf | undefined, unknown]>([
    ['that is not there', 'kmsKeyArn', undefined, ['none']],
    ['that is not there and switches something on', 'rotation.maxAccessKeyAgeDays', undefined, ['off']],
    ['of alerts that are not there', 'alerts', undefined, ['off']],
    ['of remediation that is not there', 'remediation', undefined, ['off']],
    ['of an action that is not there', 'remediation.action', undefined, ['off']],
    ['of rotation that is not there', 'rotation', undefined, ['off']],
    ['that is not known', 'alerts', unknownLeaf(), ['not known']],
    ['that cannot be read', 'alerts', { ...unreadable, cause: 'unreadable' }, ['not readable']],
    ['that is nowhere', 'alerts', { ...unreadable, cause: 'not-in-plan' }, ['not in the plan']],
    ['of alerts that are on', 'alerts', known('on'), ['on']],
    ['of alerts that are off', 'alerts', known('none'), ['off']],
    ['of another setting that is none', 'recorder', known('none'), [{ code: 'none' }]],
    ['that is on', 'accessAnalyzer', known(true), ['on']],
    ['that is off', 'accessAnalyzer', known(false), ['off']],
    ['of no day', 'remediation.warnDays', known(0), ['0 days']],
    ['of one day', 'remediation.warnDays', known(1), ['1 day']],
    ['of an early hour', 'remediation.sweepHourUtc', known(0), ['at 00:00 UTC']],
    ['of a late hour', 'remediation.sweepHourUtc', known(23), ['at 23:00 UTC']],
    ['of one key', 'remediation.maxKeysPerDay', known(1), ['1 access key']],
    ['of several keys', 'remediation.maxKeysPerDay', known(2), ['2 access keys']],
    ['of a number without a unit', 'remediation.reservedConcurrency', known(2), ['2']],
    ['of text', 'kmsKeyArn', known('a, b'), [{ code: 'a, b' }]],
    ['of null', 'kmsKeyArn', known(null), [{ code: 'null' }]],
    ['of a list without items', 'regions', known([]), ['none']],
    ['of a list', 'regions', known(['a', 1]), [{ code: 'a' }, ', ', { code: '1' }]],
    ['of a map without entries', 'tags', known({}), ['none']],
    ['of a map', 'tags', known({ b: '2', a: 1 }), [{ code: 'b=2' }, ', ', { code: 'a=1' }]],
  ])('%s', (_title, path, leaf, line) => {
    expect(valueLine(path, leaf)).toEqual(line);
  });

  const names = (count: number, name: string): readonly string[] => Array.from({ length: count }, (_, at) => `${name}${String(at)}`);
  const shown = (items: readonly string[], other?: Leaf): readonly string[] =>
    valueLine('alerts.emails', known(items), other).map((piece) => (typeof piece === 'string' ? piece : 'code' in piece ? piece.code : ''));

  test('of a short list in its order, whatever the other side has', () => {
    const items = names(12, 'a');
    expect(shown(items, known(items.slice(0, 6)))).toEqual(items.flatMap((item, at) => (at === 0 ? [item] : [', ', item])));
  });

  test('of a long list with what the other side does not have first', () => {
    const [olds, news] = [names(8, 'old'), names(6, 'new')];
    const items = [...olds, ...news];
    const first = [...news, ...olds.slice(0, 6)].flatMap((item, at) => (at === 0 ? [item] : [', ', item]));
    expect(shown(items, known(olds))).toEqual([...first, ' and 2 more']);
    const inOrder = items.slice(0, 12).flatMap((item, at) => (at === 0 ? [item] : [', ', item]));
    for (const other of [undefined, unknownLeaf(), known(items), known('old')])
      expect(shown(items, other)).toEqual([...inOrder, ' and 2 more']);
  });
});

const pathsOf = (before: LeafSpec | null, after: LeafSpec | null): readonly SettingPath[] =>
  changesOf(policyChange(before, after)).map(({ path }) => path);

describe('a setting changes', () => {
  const object: readonly SettingPath[] = ['tags'];

  test.each<[string, LeafSpec, LeafSpec, readonly SettingPath[]]>([
    ['from something to nothing', { tags: { a: '1' } }, {}, object],
    ['from nothing to something', {}, { tags: { a: '1' } }, object],
    ['with its keys', { tags: { a: '1' } }, { tags: { b: '1' } }, object],
    ['not with the order of its keys', { tags: { a: '1', b: '2', c: '3' } }, { tags: { c: '3', a: '1', b: '2' } }, []],
    ['with the order of a list', { regions: ['a', 'b'] }, { regions: ['b', 'a'] }, ['regions']],
    ['not when a list is the same', { regions: ['a', 'b'] }, { regions: ['a', 'b'] }, []],
    ['not from nothing to empty text', { kmsKeyArn: undefined }, { kmsKeyArn: '' }, []],
    ['not from null to no entries', { tags: null }, { tags: {} }, []],
    ['from off to nothing said', { accessAnalyzer: false }, { accessAnalyzer: undefined }, ['accessAnalyzer']],
    ['from no number to nothing said', { 'remediation.warnDays': 0 }, { 'remediation.warnDays': null }, ['remediation.warnDays']],
    ['from null to text', { kmsKeyArn: null }, { kmsKeyArn: 'a' }, ['kmsKeyArn']],
    ['to what is not known', { kmsKeyArn: 'a' }, { kmsKeyArn: unknownLeaf() }, ['kmsKeyArn']],
    ['not from unknown to unknown', { kmsKeyArn: unknownLeaf('a') }, { kmsKeyArn: unknownLeaf('b') }, []],
    ['once when remediation has an action', {}, { remediation: 'on', 'remediation.action': 'notify' }, ['remediation.action']],
    ['when remediation has none', {}, { remediation: 'on' }, ['remediation']],
    ['once when rotation goes with its days', { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 9 }, {}, ['rotation.maxAccessKeyAgeDays']],
  ])('%s', (_title, before, after, paths) => {
    expect(pathsOf(before, after)).toEqual(paths);
  });

  test('not when its policy is introduced or removed', () => {
    expect([pathsOf(null, {}), pathsOf({}, null)]).toEqual([[], []]);
  });
});

describe('the settings that are told', () => {
  const usual = ['maxCredentialUsageAgeDays', 'regions', 'homeRegion', 'recorder', 'alerts', 'namePrefix'];
  const told = (before: LeafSpec | null, after: LeafSpec | null): readonly unknown[] =>
    settingsOf(policyChange(before, after)).map(({ path, value }) => (usual.includes(path) ? path : [path, value]));

  test.each<[string, LeafSpec | null, LeafSpec | null, readonly unknown[]]>([
    ['of a policy that is introduced', null, { kmsKeyArn: 'a' }, [...usual, ['kmsKeyArn', [{ code: 'a' }]]]],
    ['of one that is removed', { kmsKeyArn: 'a' }, null, [...usual, ['kmsKeyArn', [{ code: 'a' }]]]],
    ['are those that stay', { regions: ['a'] }, { regions: ['b'] }, usual.filter((path) => path !== 'regions')],
    ['are none that are empty', {}, { tags: {}, allowRegions: [], kmsKeyArn: '', permissionsBoundaryArn: null }, usual],
    ['are none that are not known', { tags: unknownLeaf() }, { tags: unknownLeaf() }, usual],
    ['hide what is sensitive', { kmsKeyArn: sensitive('a') }, { kmsKeyArn: 'a' }, [...usual, ['kmsKeyArn', ['(sensitive)']]]],
  ])('%s', (_title, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  test('are none of no policy', () => {
    expect(settingsOf({ id: 'a', parts: [], before: null, after: null })).toEqual([]);
  });
});
