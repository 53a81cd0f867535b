import { foresee, isInUse, reportingAlone, type Fate, type KnownFate } from '../../domain/foresee';
import { HOUR_MS, isoOf, type Instant } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import { accountKey, accountOf, foreseen, foresightPolicy, inShort, unreadKey, type KeySpec } from '../support/foreseen';
import { ago, ahead, noticeOf, NOW, recordIn } from '../support/world/records';

const fateOf = (key: KeySpec, sweep: Partial<SweepPolicy> = {}): Fate =>
  foresee(accountOf([accountKey(key)]), foresightPolicy(sweep))[0] ?? { kind: 'unknown', because: 'nothing came of it' };

const shortOf = (key: KeySpec, sweep: Partial<SweepPolicy> = {}): readonly string[] => inShort(fateOf(key, sweep));

const WHOLE_LIFE = ['announce 2026-11-24', 'deactivate 2026-12-01', 'announce-deletion 2026-12-08', 'delete 2026-12-15'];

describe('an active key of which nothing is remembered', () => {
  test.each<[number, readonly string[]]>([
    [0, ['announce 2027-01-01', 'deactivate 2027-01-08', 'announce-deletion 2027-01-15', 'delete 2027-01-22']],
    [37, ['announce 2026-11-25', 'deactivate 2026-12-02', 'announce-deletion 2026-12-09', 'delete 2026-12-16']],
    [38, WHOLE_LIFE],
    [39, WHOLE_LIFE],
    [44, WHOLE_LIFE],
    [45, WHOLE_LIFE],
    [46, WHOLE_LIFE],
    [399, WHOLE_LIFE],
  ])('%d days without use, of 45 with a notice of 7', (idle, steps) => {
    expect(shortOf({ idle })).toEqual(steps);
    expect(shortOf({ idle }, { action: 'deactivate' })).toEqual(steps.slice(0, 2));
    expect(shortOf({ idle }, { action: 'notify' })).toEqual([steps[0]?.replace('announce', 'tell')]);
  });

  test.each<[number, string, string]>([
    [43, '2026-11-26', '2026-11-27'],
    [44, '2026-11-25', '2026-11-26'],
    [45, '2026-11-24', '2026-11-25'],
    [46, '2026-11-24', '2026-11-25'],
  ])('%d days without use, without a notice: the sweep after the announcement acts', (idle, announced, deactivated) => {
    expect(shortOf({ idle }, { action: 'deactivate', warnDays: 0 })).toEqual([`announce ${announced}`, `deactivate ${deactivated}`]);
  });

  test.each<[number, string, string]>([
    [1, '2026-12-02', '2026-12-09'],
    [7, '2026-12-02', '2026-12-09'],
    [8, '2026-12-02', '2026-12-09'],
    [9, '2026-12-03', '2026-12-10'],
  ])('%d days of grace and a notice of 7, given by the sweep after the deactivation at the earliest', (graceDays, announced, deleted) => {
    const life = shortOf({ idle: 45 }, { graceDays });
    expect(life).toEqual([...WHOLE_LIFE.slice(0, 2), `announce-deletion ${announced}`, `delete ${deleted}`]);
  });

  test.each<[number, string]>([
    [5, '2026-11-25T05:00:00.000Z'],
    [6, '2026-11-24T06:00:00.000Z'],
    [7, '2026-11-24T07:00:00.000Z'],
  ])('scanned at six, and the function runs at %d', (sweepHourUtc, first) => {
    const [fate] = foresee(accountOf([accountKey()]), foresightPolicy({}, { sweepHourUtc }));
    expect((fate as KnownFate).steps[0]).toEqual({ step: 'announce', at: Date.parse(first) });
  });

  test.each<[number, string]>([
    [-1, '2026-11-24T06:00:00.000Z'],
    [0, '2026-11-24T06:00:00.000Z'],
    [1, '2026-11-25T06:00:00.000Z'],
  ])('scanned %d ms from the hour of the function', (ms, first) => {
    const [fate] = foresee(accountOf([accountKey()], NOW + ms), foresightPolicy());
    expect(isoOf((fate as KnownFate).steps[0]?.at ?? 0)).toBe(first);
  });
});

describe('what is remembered of a key', () => {
  const announced = recordIn('announced', 3, { notice: noticeOf(3) });
  const deactivated = recordIn('deactivated', 3, { deactivatedAt: ago(3), deactivatingAt: ago(3) });
  test.each<[string, KeySpec, readonly string[]]>([
    [
      'a notice that stands is not given again',
      { idle: 60, record: announced },
      ['deactivate 2026-11-28', 'announce-deletion 2026-12-05', 'delete 2026-12-12'],
    ],
    [
      'a notice that was not told for a week is given anew',
      { idle: 60, record: recordIn('announced', 20, { notice: noticeOf(20, { toldAt: ago(8) }) }) },
      WHOLE_LIFE,
    ],
    [
      'a notice of a key that is used again is dropped',
      { idle: 30, record: announced },
      ['announce 2026-12-02', 'deactivate 2026-12-09', 'announce-deletion 2026-12-16', 'delete 2026-12-23'],
    ],
    [
      'a deactivation that was interrupted is announced anew',
      { idle: 60, record: recordIn('deactivating', 1, { notice: noticeOf(8) }) },
      WHOLE_LIFE,
    ],
    [
      'a deactivation that was made and not recorded counts from the next sweep',
      { idle: 60, status: 'Inactive', record: recordIn('deactivating', 1, { notice: noticeOf(8) }) },
      ['announce-deletion 2026-12-01', 'delete 2026-12-08'],
    ],
    ['grace goes on', { idle: 60, status: 'Inactive', record: deactivated }, ['announce-deletion 2026-11-28', 'delete 2026-12-05']],
    [
      'a deletion that is announced is not announced again',
      { idle: 90, status: 'Inactive', record: { ...deactivated, deactivatedAt: ago(10), stateAt: ago(10), deletionNotice: noticeOf(3) } },
      ['delete 2026-11-28'],
    ],
    ['what was in use when it was deactivated is kept', { idle: 30, status: 'Inactive', record: deactivated }, []],
    [
      'what somebody re-enabled counts anew',
      { idle: 60, record: deactivated },
      ['announce 2027-01-01', 'deactivate 2027-01-08', 'announce-deletion 2027-01-15', 'delete 2027-01-22'],
    ],
    [
      'what was re-enabled and used is forgotten',
      { idle: 1, record: deactivated },
      ['announce 2026-12-31', 'deactivate 2027-01-07', 'announce-deletion 2027-01-14', 'delete 2027-01-21'],
    ],
    [
      'a re-enabling counts as a use',
      { idle: 60, record: recordIn('reenabled', 10, { reenabledAt: ago(10) }) },
      ['announce 2026-12-22', 'deactivate 2026-12-29', 'announce-deletion 2027-01-05', 'delete 2027-01-12'],
    ],
    ['what was dropped begins anew', { idle: 60, record: recordIn('dropped', 10) }, WHOLE_LIFE],
    ['what others made inactive is left alone', { idle: 60, status: 'Inactive' }, []],
    ['what AWS let expire is left alone', { idle: 60, status: 'Expired', record: deactivated }, []],
    [
      'what another sweep is at waits for it',
      { idle: 60, record: recordIn('deactivating', 0, { notice: noticeOf(8) }) },
      ['announce 2026-11-25', 'deactivate 2026-12-02', 'announce-deletion 2026-12-09', 'delete 2026-12-16'],
    ],
  ])('%s', (_, key, steps) => {
    expect(shortOf(key)).toEqual(steps);
  });

  test('nothing is deleted by a policy that deletes nothing', () => {
    expect(shortOf({ idle: 60, status: 'Inactive', record: deactivated }, { action: 'deactivate' })).toEqual([]);
    expect(shortOf({ idle: 60, status: 'Inactive', record: deactivated }, { action: 'notify' })).toEqual([]);
  });

  test.each<[string, KeySpec, readonly string[]]>([
    ['tells of what was announced', { idle: 60, record: announced }, ['tell 2026-11-24']],
    ['tells of what was announced and is used, when its time comes', { idle: 30, record: announced }, ['tell 2026-12-02']],
    ['says each day that a key came back, and nothing more', { idle: 60, record: deactivated }, []],
    ['says each day that a key came back and is used', { idle: 1, record: deactivated }, []],
    ['leaves what was interrupted', { idle: 60, status: 'Inactive', record: recordIn('deactivating', 1, { notice: noticeOf(8) }) }, []],
  ])('a policy that only notifies %s', (_, key, steps) => {
    expect(shortOf(key, { action: 'notify' })).toEqual(steps);
  });

  test('a record that cannot be true lets nothing be foretold', () => {
    expect(shortOf({ idle: 60, record: recordIn('announced', -3, { notice: noticeOf(3) }) })).toEqual([
      'unknown: its record speaks of the future, 2026-11-27T06:00:00.000Z',
    ]);
    expect(shortOf({ idle: 60, record: recordIn('announced', 500, { notice: noticeOf(3) }) })).toEqual([
      'unknown: its record speaks of 2025-07-12T06:00:00.000Z, before its creation 2025-10-20T06:00:00.000Z',
    ]);
  });
});

describe('what is missing or cannot be true', () => {
  const noTags = 'unknown: the tags of its user were not read, and one of them may spare it';
  const noRecord = 'unknown: what the function remembers of it was not read';
  const strange = 'unknown: what the function remembers of it cannot be understood';
  const tagged = { exempt: { userNames: ['bob'], paths: [], tag: 'keep' } };
  test.each<[string, KeySpec, Partial<SweepPolicy>, readonly string[]]>([
    ['tags, where one may spare', { userTags: null }, tagged, [noTags]],
    ['tags, where none can spare', { userTags: null }, {}, WHOLE_LIFE],
    ['tags of who is spared by name', { userTags: null, userName: 'bob' }, tagged, []],
    ['the record of an active key under notify', { record: null }, { action: 'notify' }, ['tell 2026-11-24']],
    ['the record of an active key under deactivate', { record: null }, { action: 'deactivate' }, [noRecord]],
    ['the record of an active key under delete', { record: null }, { action: 'delete' }, [noRecord]],
    ['the record of an inactive key under notify', { record: null, status: 'Inactive' }, { action: 'notify' }, []],
    ['the record of an inactive key under deactivate', { record: null, status: 'Inactive' }, { action: 'deactivate' }, []],
    ['the record of an inactive key under delete', { record: null, status: 'Inactive' }, { action: 'delete' }, [noRecord]],
    ['a record that cannot be understood, under notify', { record: 'strange' }, { action: 'notify' }, [strange]],
    ['a record that cannot be understood, under deactivate', { record: 'strange' }, { action: 'deactivate' }, [strange]],
    ['a record that cannot be understood, under delete', { record: 'strange' }, { action: 'delete' }, [strange]],
    ['a creation in the future', { createdAt: NOW + HOUR_MS + 1 }, {}, ['unknown: it was created in the future, 2026-11-24T07:00:00.001Z']],
    ['a use in the future', { lastUsedAt: NOW + HOUR_MS + 1 }, {}, ['unknown: its last use is in the future, 2026-11-24T07:00:00.001Z']],
  ])('%s', (_, key, sweep, steps) => {
    expect(shortOf(key, sweep)).toEqual(steps);
  });

  test('the key itself', () => {
    expect(foreseen([unreadKey('it was not there')])).toEqual([['unknown: it was not there']]);
  });
});

describe('an exempt user', () => {
  const tag = { exempt: { userNames: [], paths: [], tag: 'keep' } };
  test.each<[string, KeySpec, Partial<SweepPolicy>, string | null, Instant | null, readonly string[]]>([
    ['by name', { userName: 'Break-1' }, { exempt: { userNames: ['break-?'], paths: [] } }, 'its name matches break-?', null, []],
    ['by path', { path: '/safe/a/' }, { exempt: { userNames: [], paths: ['/safe/'] } }, 'its path starts with /safe/', null, []],
    ['by tag', { userTags: { keep: 'true' } }, tag, 'it has the tag keep', null, []],
    [
      'by a tag that nobody understands',
      { userTags: { keep: 'x' } },
      tag,
      'the value of its tag keep is not a day such as 2026-12-31',
      null,
      [],
    ],
    [
      ...([
        'until a day',
        { userTags: { keep: '2026-12-31' } },
        tag,
        'its tag keep says until 2026-12-31',
        Date.parse('2027-01-01'),
      ] as const),
      ['announce 2027-01-01', 'deactivate 2027-01-08', 'announce-deletion 2027-01-15', 'delete 2027-01-22'],
    ],
    [
      ...([
        'until a day before the limit',
        { idle: 0, userTags: { keep: '2026-11-24' } },
        tag,
        'its tag keep says until 2026-11-24',
        ahead(45),
      ] as const),
      ['announce 2027-01-01', 'deactivate 2027-01-08', 'announce-deletion 2027-01-15', 'delete 2027-01-22'],
    ],
    ['until a day that is over', { userTags: { keep: '2026-11-23' } }, tag, null, ago(355), WHOLE_LIFE],
    [
      'until a day that is far off',
      { userTags: { keep: '2030-01-01' } },
      tag,
      'its tag keep says until 2030-01-01',
      Date.parse('2030-01-02'),
      [],
    ],
  ])('%s', (_, key, sweep, exemptBecause, unusedAt, steps) => {
    const fate = fateOf(key, sweep) as KnownFate;
    expect([fate.exemptBecause, fate.unusedAt, inShort(fate)]).toEqual([exemptBecause, unusedAt, steps]);
  });

  test('an announcement of deletion is withdrawn meanwhile, and made anew', () => {
    const record = recordIn('deactivated', 10, { deactivatedAt: ago(10), deactivatingAt: ago(10), deletionNotice: noticeOf(3) });
    const key: KeySpec = { idle: 90, status: 'Inactive', record, userTags: { keep: '2026-11-26' } };
    expect(shortOf(key)).toEqual(['delete 2026-11-28']);
    expect(shortOf(key, tag)).toEqual(['announce-deletion 2026-11-27', 'delete 2026-12-04']);
  });
});

describe('what is said of a key besides', () => {
  test.each<[string, KeySpec, Partial<KnownFate>]>([
    ['used', { idle: 37 }, { verdict: 'in-use', unusedAt: ahead(8) }],
    ['near the limit', { idle: 38 }, { verdict: 'warn', unusedAt: ahead(7) }],
    ['at the limit', { idle: 45 }, { verdict: 'unused', unusedAt: NOW }],
    ['re-enabled', { idle: 60, record: recordIn('reenabled', 10, { reenabledAt: ago(10) }) }, { verdict: 'in-use', unusedAt: ahead(35) }],
    ['inactive', { status: 'Inactive' }, { verdict: 'inactive', unusedAt: null }],
    ['expired', { status: 'Expired' }, { verdict: 'inactive', unusedAt: null }],
  ])('%s', (_, key, said) => {
    expect(fateOf(key)).toMatchObject({ ...said, exemptBecause: null });
  });

  test('without a function AWS Config counts by the facts alone, spares nobody and does nothing', () => {
    const record = recordIn('reenabled', 10, { reenabledAt: ago(10) });
    const keys = [accountKey({ record }), accountKey({ record: 'strange' }), accountKey({ record: null, userTags: null, idle: 44 })];
    const said = { kind: 'foreseen', exemptBecause: null, steps: [], isWaiting: false };
    expect(foresee(accountOf(keys), reportingAlone(45))).toEqual([
      { ...said, verdict: 'unused', unusedAt: ago(355) },
      { ...said, verdict: 'unused', unusedAt: ago(355) },
      { ...said, verdict: 'in-use', unusedAt: ahead(1) },
    ]);
  });

  test('what is done after more than 400 days is said to come', () => {
    const slow = { maxCredentialUsageAgeDays: 365, graceDays: 365 };
    expect(foreseen([accountKey({ idle: 30 }), accountKey({ idle: 40 })], slow)).toEqual([
      ['announce 2027-10-18', 'deactivate 2027-10-25', 'more'],
      ['announce 2027-10-08', 'deactivate 2027-10-15', 'more'],
    ]);
    expect(foreseen([accountKey({ idle: 0 })], { ...slow, action: 'deactivate' })).toEqual([
      ['announce 2027-11-17', 'deactivate 2027-11-24'],
    ]);
    expect(foreseen([accountKey({ idle: 0 })], { maxCredentialUsageAgeDays: 5000 })).toEqual([['more']]);
  });
});

describe('a key that is in use', () => {
  test.each<[string, KeySpec, boolean]>([
    ['one day from being near', { idle: 37 }, true],
    ['near the limit', { idle: 38 }, false],
    ['re-enabled lately', { idle: 60, record: recordIn('reenabled', 37, { reenabledAt: ago(37) }) }, true],
    ['re-enabled long ago', { idle: 60, record: recordIn('reenabled', 38, { reenabledAt: ago(38) }) }, false],
    ['whose record is not known', { idle: 1, record: null }, true],
    ['whose record is strange', { idle: 1, record: 'strange' }, true],
    ['inactive', { idle: 1, status: 'Inactive' }, false],
    ['of tomorrow', { createdAt: ahead(1) }, false],
  ])('%s', (_, key, isUsed) => {
    expect(isInUse(accountKey(key), foresightPolicy(), NOW)).toBe(isUsed);
  });

  test('is none of which nothing is known', () => {
    expect(isInUse(unreadKey('it was not there'), foresightPolicy(), NOW)).toBe(false);
  });
});

test('a use in the minute of the creation may be dated before it, and no use earlier', () => {
  const createdAt = NOW + 30_000;
  expect(shortOf({ createdAt, lastUsedAt: NOW }, { action: 'notify' })).toEqual(['tell 2027-01-02']);
  expect(shortOf({ createdAt, lastUsedAt: NOW - 1 })).toEqual([
    'unknown: its last use 2026-11-24T05:59:59.999Z is before its creation 2026-11-24T06:00:30.000Z',
  ]);
});
