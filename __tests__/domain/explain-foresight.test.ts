import {
  fateJson,
  foresightBasis,
  foresightCautions,
  foresightJson,
  foresightNumbers,
  foresightRow,
  foresightCounts,
} from '../../domain/explain-foresight';
import { reportingAlone, type KnownFate } from '../../domain/foresee';
import { foresight, type Foresight, type ForesightSide } from '../../domain/foresight';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/instant';
import { accountKey, accountOf, sideOf, unreadKey, type KeySpec } from '../support/foreseen';
import { ago, ahead, NOW } from '../support/world/records';

const NONE: ForesightSide = { kind: 'none' };
const UNKNOWN: ForesightSide = { kind: 'unknown', because: 'it is known only after apply' };
const ALONE: ForesightSide = { kind: 'policy', policy: reportingAlone(45), memory: 'empty' };
const TAG = { exempt: { userNames: [], paths: [], tag: 'keep' } };

const key = (userName: string, more: KeySpec = {}) =>
  accountKey({ userName, accessKeyId: `AKIA${userName.toUpperCase()}`, idle: 60, ...more });
const told = (keys: readonly ReturnType<typeof key>[], before: ForesightSide, after: ForesightSide) =>
  foresight(accountOf(keys), before, after);

test('the basis says which scan, in UTC and to the minute, and what is taken for granted', () => {
  expect(foresightBasis('111122223333', NOW + 59_999, [NONE, sideOf()])).toBe(
    'By the scan of account 111122223333 at 2026-11-24 06:00 UTC, if nobody uses these access keys from then on and the function runs every day; each day is the earliest',
  );
  expect(foresightBasis('111122223333', NOW, [NONE, NONE])).toBe(
    'By the scan of account 111122223333 at 2026-11-24 06:00 UTC, if nobody uses these access keys from then on; each day is the earliest',
  );
});

const counted = (one: Foresight): string =>
  foresightCounts(one)
    .map(({ what, whom }) => `${what}: ${whom}`)
    .join('. ');

describe('the counts', () => {
  test('counts keys and users by what changes for them, the worst first, and those in use', () => {
    const keys = [
      key('amy', { userTags: { keep: '' } }),
      key('amy', { userTags: { keep: '' }, slot: 2 }),
      key('bob'),
      key('eve', { idle: 1 }),
      unreadKey('no'),
    ];
    expect(counted(told(keys, sideOf(TAG), sideOf()))).toBe(
      'More is done than before: 2 access keys of 1 user. Not known: 1 access key of 1 user. As before: 1 access key of 1 user. In use, so that nothing happens while that is so: 1 access key',
    );
    expect(counted(told([key('bob'), key('amy')], sideOf(), sideOf({ graceDays: 13 })))).toBe('The same, sooner: 2 access keys of 2 users');
    expect(counted(told([key('bob')], sideOf(), sideOf({ graceDays: 15 })))).toBe('The same, later: 1 access key of 1 user');
    expect(counted(told([key('bob')], sideOf(), NONE))).toBe('Spared, or less is done than before: 1 access key of 1 user');
    expect(counted(told([key('bob', { idle: 1 }), key('eve', { idle: 2 })], sideOf(), sideOf()))).toBe(
      'In use, so that nothing happens while that is so: 2 access keys',
    );
  });

  test('are none where there is no key', () => {
    expect(foresightCounts(told([], sideOf(), sideOf()))).toEqual([]);
  });
});

describe('the numbers', () => {
  test('say of each act how many keys, and the first and the last day', () => {
    expect(
      foresightNumbers(
        told([key('amy'), key('bob', { userTags: { keep: '2026-12-01' } })], sideOf({ ...TAG, action: 'notify' }), sideOf(TAG)),
      ),
    ).toEqual([
      { what: 'told to be unused, and nothing is done', before: '2 (2026-11-24 to 2026-12-02)', after: '0' },
      { what: 'deactivation newly announced', before: '0', after: '2 (2026-11-24 to 2026-12-02)' },
      { what: 'deactivated', before: '0', after: '2 (2026-12-01 to 2026-12-09)' },
      { what: 'deletion newly announced', before: '0', after: '2 (2026-12-08 to 2026-12-16)' },
      { what: 'deleted', before: '0', after: '2 (2026-12-15 to 2026-12-23)' },
    ]);
  });

  test('leave out what happens to nobody on either side', () => {
    expect(foresightNumbers(told([key('amy')], NONE, sideOf({ action: 'notify' })))).toEqual([
      { what: 'told to be unused, and nothing is done', before: '0', after: '1 (2026-11-24)' },
    ]);
    expect(foresightNumbers(told([key('amy')], ALONE, NONE))).toEqual([]);
  });

  test('say that a side is not known, and nothing when that is all', () => {
    expect(foresightNumbers(told([key('amy')], UNKNOWN, sideOf({ action: 'notify' })))).toEqual([
      { what: 'told to be unused, and nothing is done', before: 'not known', after: '1 (2026-11-24)' },
    ]);
    expect(foresightNumbers(told([key('amy')], sideOf({ action: 'notify' }), UNKNOWN))).toEqual([
      { what: 'told to be unused, and nothing is done', before: '1 (2026-11-24)', after: 'not known' },
    ]);
    expect(foresightNumbers(told([key('amy')], UNKNOWN, UNKNOWN))).toEqual([]);
  });

  test('count those for whom there is more than is foreseen', () => {
    expect(foresightNumbers(told([key('amy'), unreadKey('no')], sideOf(), sideOf({ graceDays: 600, warnDays: 7 }))).slice(-2)).toEqual([
      { what: 'deleted', before: '1 (2026-12-15)', after: '0' },
      { what: 'more in over 400 days', before: '0', after: '1' },
    ]);
  });
});

describe('a row', () => {
  test.each<[string, KeySpec, ForesightSide, ForesightSide, string, string, string]>([
    [
      'all that is done',
      {},
      sideOf({ action: 'notify' }),
      sideOf(),
      'more',
      'told 2026-11-24',
      'announced 2026-11-24, deactivated 2026-12-01, deletion announced 2026-12-08, deleted 2026-12-15',
    ],
    ['no policy', {}, sideOf({ action: 'notify' }), NONE, 'spared or less', 'told 2026-11-24', 'no policy'],
    ['a policy that only reports', {}, NONE, ALONE, 'more', 'no policy', 'counts as unused from 2026-11-09, and nothing is done'],
    [
      'what is not known',
      {},
      UNKNOWN,
      sideOf({ action: 'notify' }),
      'not known',
      'not known: it is known only after apply',
      'told 2026-11-24',
    ],
    [
      'an exempt user',
      { userTags: { keep: '' } },
      sideOf(TAG),
      sideOf({ action: 'notify' }),
      'more',
      'exempt: it has the tag keep',
      'told 2026-11-24',
    ],
    [
      'an exemption that ends',
      { userTags: { keep: '2026-12-01' } },
      sideOf({ ...TAG, action: 'notify' }),
      sideOf({ action: 'notify' }),
      'sooner',
      'told 2026-12-02',
      'told 2026-11-24',
    ],
    ['an inactive key', { status: 'Inactive' }, sideOf(), sideOf(), 'same', 'inactive, and stays so', 'inactive, and stays so'],
    [
      'what is later than foreseen',
      {},
      sideOf({ action: 'deactivate', maxCredentialUsageAgeDays: 900 }),
      sideOf({ action: 'deactivate', maxKeysPerDay: 0 }),
      'sooner',
      'more in over 400 days',
      'announced 2026-11-24, more in over 400 days',
    ],
  ])('tells of %s', (_, more, before, after, turn, ...words) => {
    const [one] = told([key('amy', more)], before, after).keys;
    expect(one && foresightRow(one)).toEqual({ userName: 'amy', accessKey: 'AKIAAMY', turn, before: words[0], after: words[1] });
  });

  test.each<[string, KeySpec, string]>([
    ['its id', {}, 'AKIAIOSFODNN7EXAMPLE'],
    ['its slot', { accessKeyId: null, slot: 2 }, 'not read, slot 2'],
    ['nothing', { accessKeyId: null, slot: null }, 'not read'],
  ])('names a key by %s', (_, more, name) => {
    expect(foresightRow({ key: accountKey(more), before: null, after: null, turn: 'same' })).toEqual({
      ...{ userName: 'alice', accessKey: name, turn: 'same', before: 'no policy', after: 'no policy' },
    });
  });

  test('says that nothing becomes of a key that is active, never unused and not exempt', () => {
    const fate: KnownFate = { kind: 'foreseen', verdict: 'in-use', exemptBecause: null, unusedAt: null, steps: [], isWaiting: false };
    expect(foresightRow({ key: accountKey(), before: fate, after: fate, turn: 'later' })).toMatchObject({
      turn: 'later',
      after: 'nothing',
    });
  });
});

describe('as data', () => {
  test('a fate is null, unknown, or all that is foreseen, with instants', () => {
    const [one] = told([key('amy')], NONE, sideOf({ action: 'notify' })).keys;
    expect([null, { kind: 'unknown', because: 'no' } as const, one?.after ?? null].map(fateJson)).toEqual([
      null,
      { known: false, because: 'no' },
      {
        ...{ known: true, verdict: 'unused', exemptBecause: null, unusedAt: '2026-11-09T06:00:00.000Z' },
        ...{ steps: [{ step: 'tell', at: '2026-11-24T06:00:00.000Z' }], waiting: false },
      },
    ]);
    const inactive = told([key('amy', { status: 'Inactive' })], NONE, sideOf()).keys[0]?.after ?? null;
    expect(fateJson(inactive)).toMatchObject({ verdict: 'inactive', unusedAt: null });
  });

  test('a foresight has every key, and counts them by what changes', () => {
    const keys = [key('amy'), key('bob', { idle: 1 }), unreadKey('no')];
    expect(foresightJson(told(keys, NONE, sideOf({ action: 'notify' })))).toEqual({
      beforeUnknown: null,
      afterUnknown: null,
      counts: { further: 1, sooner: 0, unknown: 1, later: 0, spared: 0, same: 0, inUse: 1 },
      keys: [
        {
          ...{ userName: 'amy', accessKeyId: 'AKIAAMY', slot: 1, turn: 'further', before: null },
          after: {
            ...{ known: true, verdict: 'unused', exemptBecause: null, unusedAt: '2026-11-09T06:00:00.000Z' },
            ...{ steps: [{ step: 'tell', at: '2026-11-24T06:00:00.000Z' }], waiting: false },
          },
        },
        {
          ...{ userName: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', slot: 1, turn: 'unknown', before: null },
          after: { known: false, because: 'no' },
        },
      ],
    });
    expect(foresightJson(told([], UNKNOWN, sideOf()))).toMatchObject({ beforeUnknown: 'it is known only after apply', afterUnknown: null });
    expect(foresightJson(told([], sideOf(), UNKNOWN))).toMatchObject({ beforeUnknown: null, afterUnknown: 'it is known only after apply' });
  });
});

describe('what must be known of a scan before it is relied on', () => {
  const scan = { at: NOW, isComplete: true, unreadable: 0, filter: { userName: null, verdict: null } };
  const old = 'the scan is from 2026-11-24, more than a day ago: keys may have been used, made or deleted since';
  const early = 'the scan is from 2026-11-24T06:00:00.000Z, which is yet to come: one of two clocks is wrong';

  test.each<[string, Instant, readonly string[]]>([
    ['a millisecond less than a day old', NOW + DAY_MS - 1, []],
    ['a day old', NOW + DAY_MS, []],
    ['a millisecond more than a day old', NOW + DAY_MS + 1, [old]],
    ['a year old', ahead(365), [old]],
    ['from now', NOW, []],
    ['from a bit less than in an hour', NOW - HOUR_MS + 1, []],
    ['from in an hour', NOW - HOUR_MS, []],
    ['from a bit more than in an hour', NOW - HOUR_MS - 1, [early]],
    ['from next year', ago(365), [early]],
  ])('it is %s', (_, now, cautions) => {
    expect(foresightCautions(scan, now)).toEqual(cautions);
  });

  test.each<[string, Partial<Parameters<typeof foresightCautions>[0]>, string]>([
    ['is incomplete', { isComplete: false }, 'the scan is incomplete, something could not be read: keys may be missing'],
    [
      'is incomplete by what it counts',
      { isComplete: false, unreadable: 3 },
      'the scan is incomplete, 3 could not be read: keys may be missing',
    ],
    [
      'is of one user',
      { filter: { userName: 'a`b', verdict: null } },
      'the scan holds only the user a`b: others may be hit too, and take places under the cap',
    ],
    [
      'is of one verdict',
      { filter: { userName: null, verdict: 'unused' } },
      'the scan holds only keys that are unused: others may be hit too, and take places under the cap',
    ],
    [
      'is of both',
      { filter: { userName: 'amy', verdict: 'unused' } },
      'the scan holds only the user amy and keys that are unused: others may be hit too, and take places under the cap',
    ],
  ])('it %s', (_, more, caution) => {
    expect(foresightCautions({ ...scan, ...more }, NOW)).toEqual([caution]);
  });

  test('all of it is said', () => {
    expect(foresightCautions({ ...scan, isComplete: false, filter: { userName: 'amy', verdict: null } }, ahead(2))).toHaveLength(3);
  });
});
