import type { AccessKey } from '../../domain/access-key';
import type { Exemption } from '../../domain/exemption';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/instant';
import type { KeyRecord, KeyState } from '../../domain/key-record';
import type { Situation, Step } from '../../domain/step';
import { MAX_SWEEP_MS, stepFor } from '../../domain/step-for';
import { ago, ahead, KEY, noticeOf, NOW, POLICY, recordIn } from '../support/world/records';

const NOT_EXEMPT: Exemption = { kind: 'none' };
const EXEMPT: Exemption = { kind: 'exempt', because: 'its name matches deploy-*', isUnclear: false };
const INACTIVE: AccessKey = { ...KEY, status: 'Inactive' };
const EXPIRED: AccessKey = { ...KEY, status: 'Expired' };
const usedDaysAgo = (days: number): AccessKey => ({ ...KEY, lastUsedAt: ago(days) });

/** Decides about an active, never used key without a record under the policy of the examples, but for what is said. */
function step(more: Partial<Situation>): Step {
  return stepFor({ key: KEY, exemption: NOT_EXEMPT, record: 'none', policy: POLICY, now: NOW, ...more });
}

const STALE = 'never used, 400 idle days of 45';

describe('what cannot be true decides nothing', () => {
  test.each<[string, Partial<Situation>, string]>([
    [
      'a key created more than an hour ahead',
      { key: { ...KEY, createdAt: NOW + HOUR_MS + 1 } },
      'it was created in the future, 2026-11-24T07:00:00.001Z',
    ],
    [
      'a key used more than an hour ahead',
      { key: { ...KEY, lastUsedAt: NOW + HOUR_MS + 1 } },
      'its last use is in the future, 2026-11-24T07:00:00.001Z',
    ],
    [
      'a key used before its creation',
      { key: { ...KEY, createdAt: ago(50), lastUsedAt: ago(50) - 1 } },
      'its last use 2026-10-05T05:59:59.999Z is before its creation 2026-10-05T06:00:00.000Z',
    ],
    [
      'a record of the future',
      { record: recordIn('dropped', 0, { stateAt: NOW + HOUR_MS + 1 }) },
      'its record speaks of the future, 2026-11-24T07:00:00.001Z',
    ],
    [
      'a notice of the future',
      { record: recordIn('announced', 2, { notice: noticeOf(2, { toldAt: NOW + HOUR_MS + 1 }) }) },
      'its record speaks of the future, 2026-11-24T07:00:00.001Z',
    ],
    [
      'a record of the future, of a key that is gone',
      { key: 'gone', record: recordIn('deleting', 0, { stateAt: NOW + HOUR_MS + 1 }) },
      'its record speaks of the future, 2026-11-24T07:00:00.001Z',
    ],
    [
      'a record that speaks of a time more than an hour before the key was created',
      { key: { ...KEY, createdAt: ago(50) }, record: recordIn('dropped', 0, { stateAt: ago(50) - HOUR_MS - 1 }) },
      'its record speaks of 2026-10-05T04:59:59.999Z, before its creation 2026-10-05T06:00:00.000Z',
    ],
    [
      'a deletion announced before the key was created',
      {
        key: { ...INACTIVE, createdAt: ago(50) },
        record: recordIn('deactivated', 20, { deactivatedAt: ago(20), deletionNotice: noticeOf(60, { toldAt: ago(1) }) }),
      },
      'its record speaks of 2026-09-25T06:00:00.000Z, before its creation 2026-10-05T06:00:00.000Z',
    ],
    [
      'a deactivation begun before the key was created',
      {
        key: { ...INACTIVE, createdAt: ago(50) },
        record: recordIn('deactivated', 20, { deactivatingAt: ago(60), deactivatedAt: ago(20) }),
      },
      'its record speaks of 2026-09-25T06:00:00.000Z, before its creation 2026-10-05T06:00:00.000Z',
    ],
    [
      'a re-enabling before the key was created',
      { key: { ...KEY, createdAt: ago(50) }, record: recordIn('reenabled', 3, { reenabledAt: ago(60) }) },
      'its record speaks of 2026-09-25T06:00:00.000Z, before its creation 2026-10-05T06:00:00.000Z',
    ],
  ])('%s', (_, situation, because) => {
    expect(step(situation)).toEqual({ kind: 'undecided', because });
    expect(step({ ...situation, exemption: EXEMPT })).toEqual({ kind: 'undecided', because });
  });

  test('an hour ahead, or before, is a clock that goes wrong by a little', () => {
    const young = { ...KEY, createdAt: NOW + HOUR_MS };
    expect(step({ key: young })).toEqual({ kind: 'in-use', because: 'never used, 0 idle days of 45' });
    expect(step({ key: { ...KEY, lastUsedAt: NOW + HOUR_MS } })).toEqual({
      kind: 'in-use',
      because: 'last used 2026-11-24, 0 idle days of 45',
    });
    expect(step({ record: recordIn('dropped', 0, { stateAt: NOW + HOUR_MS }) }).kind).toBe('announce');
    expect(step({ key: { ...KEY, createdAt: ago(50) }, record: recordIn('dropped', 0, { stateAt: ago(50) - HOUR_MS }) }).kind).toBe(
      'announce',
    );
  });

  test.each<KeyState>(['announced', 'deactivated', 'deleting'])('a record in state %s without its instants', (state) => {
    const key = state === 'announced' ? KEY : INACTIVE;
    const missing = state === 'announced' ? 'announced, and not when' : `${state}, and not when it was deactivated`;
    expect(step({ key, record: recordIn(state, 1) })).toEqual({ kind: 'undecided', because: `its record says ${missing}` });
    expect(step({ record: recordIn(state, 1) })).toEqual({ kind: 'undecided', because: `its record says ${missing}` });
  });
});

describe('an exempt user is spared', () => {
  const because = EXEMPT.because;
  const spared = { kind: 'spare', because, isUnclear: false, withdraws: false };
  const deactivated = recordIn('deactivated', 20, { deactivatedAt: ago(20) });

  test.each<[string, AccessKey, KeyRecord | 'none', Step]>([
    ['an unused key', KEY, 'none', { ...spared, kind: 'spare' }],
    ['a key that was re-enabled', KEY, recordIn('reenabled', 3, { reenabledAt: ago(3) }), { ...spared, kind: 'spare' }],
    ['an inactive key', INACTIVE, 'none', { ...spared, kind: 'spare' }],
    ['an expired key', EXPIRED, 'none', { ...spared, kind: 'spare' }],
    ['a key that we deactivated', INACTIVE, deactivated, { ...spared, kind: 'spare' }],
    [
      'a key whose deletion is announced',
      INACTIVE,
      { ...deactivated, deletionNotice: noticeOf(5) },
      { ...spared, kind: 'spare', withdraws: true },
    ],
    [
      'a key whose deactivation was interrupted after the act',
      INACTIVE,
      recordIn('deactivating', 1, { notice: noticeOf(9) }),
      { kind: 'resume', because: 'a deactivation was interrupted after the act: its grace period begins now' },
    ],
    [
      'an expired key that we were deactivating',
      EXPIRED,
      recordIn('deactivating', 1, { notice: noticeOf(9) }),
      { ...spared, kind: 'spare' },
    ],
    [
      'an announced key',
      KEY,
      recordIn('announced', 9, { notice: noticeOf(9) }),
      { kind: 'drop', because: `its user is exempt: ${because}`, cameBack: false },
    ],
    [
      'an announced key that is inactive',
      INACTIVE,
      recordIn('announced', 9, { notice: noticeOf(9) }),
      { kind: 'drop', because: `its user is exempt: ${because}`, cameBack: false },
    ],
    [
      'an active key whose deactivation was interrupted',
      KEY,
      recordIn('deactivating', 1, { notice: noticeOf(9) }),
      { kind: 'drop', because: `its user is exempt: ${because}`, cameBack: false },
    ],
    [
      'a key that came back',
      KEY,
      { ...deactivated, reenabledTimes: 1 },
      { kind: 'reenabled', because: `somebody re-enabled it, and its user is exempt: ${because}`, times: 2 },
    ],
    [
      'a key that came back while we were deleting it',
      KEY,
      recordIn('deleting', 1, { deactivatedAt: ago(20) }),
      { kind: 'reenabled', because: `somebody re-enabled it, and its user is exempt: ${because}`, times: 1 },
    ],
  ])('%s', (_, key, record, expected) => {
    expect(step({ key, record, exemption: EXEMPT })).toEqual(expected);
  });

  test('by a tag that cannot be understood, and that is passed on', () => {
    expect(step({ exemption: { ...EXEMPT, isUnclear: true } })).toEqual({ kind: 'spare', because, isUnclear: true, withdraws: false });
  });
});

describe('an active key of which nothing stands', () => {
  const dueAt = ahead(7);
  const NOTHING: readonly (readonly [string, KeyRecord | 'none'])[] = [
    ['no record', 'none'],
    ['a record that was dropped', recordIn('dropped', 60)],
    ['a record of a deletion', recordIn('deleted', 60)],
    ['a record of a key that was gone', recordIn('gone', 60)],
  ];

  test.each(NOTHING)('with %s is in use until the notice before the limit, then announced', (_, record) => {
    const announced = (words: string, due = dueAt): Step => ({ kind: 'announce', because: words, dueAt: due });
    expect(step({ record, key: usedDaysAgo(0) })).toEqual({ kind: 'in-use', because: 'last used 2026-11-24, 0 idle days of 45' });
    expect(step({ record, key: usedDaysAgo(37) })).toEqual({ kind: 'in-use', because: 'last used 2026-10-18, 37 idle days of 45' });
    expect(step({ record, key: { ...KEY, lastUsedAt: ago(38) + 1 } })).toEqual({
      kind: 'in-use',
      because: 'last used 2026-10-17, 37 idle days of 45',
    });
    expect(step({ record, key: usedDaysAgo(38) })).toEqual(announced('last used 2026-10-17, 38 idle days of 45'));
    expect(step({ record, key: { ...KEY, lastUsedAt: ago(38.5) } })).toEqual(announced('last used 2026-10-16, 38 idle days of 45'));
    expect(step({ record, key: usedDaysAgo(45) })).toEqual(announced('last used 2026-10-10, 45 idle days of 45'));
    expect(step({ record })).toEqual(announced(STALE));
  });

  test('and that was never used ages from its creation', () => {
    const created = (days: number): Step => step({ key: { ...KEY, createdAt: ago(days) } });
    expect(created(37)).toEqual({ kind: 'in-use', because: 'never used, 37 idle days of 45' });
    expect(created(38)).toEqual({ kind: 'announce', because: 'never used, 38 idle days of 45', dueAt });
  });

  test('and that somebody re-enabled ages from that', () => {
    const reenabled = (days: number): Step => step({ record: recordIn('reenabled', days, { reenabledAt: ago(days) }) });
    expect(reenabled(37)).toEqual({ kind: 'in-use', because: 'never used, 37 idle days of 45' });
    expect(reenabled(38)).toEqual({ kind: 'announce', because: 'never used, 38 idle days of 45', dueAt });
  });

  test('is told of under notify, and nothing is announced', () => {
    const policy = { ...POLICY, action: 'notify' } as const;
    expect(step({ policy, key: usedDaysAgo(37) })).toEqual({ kind: 'in-use', because: 'last used 2026-10-18, 37 idle days of 45' });
    expect(step({ policy, key: usedDaysAgo(38) })).toEqual({
      kind: 'tell',
      because: 'last used 2026-10-17, 38 idle days of 45',
      unusedAt: ahead(7),
    });
    expect(step({ policy })).toEqual({ kind: 'tell', because: STALE, unusedAt: ago(355) });
  });

  test.each([
    [0, 44, 'in-use'],
    [0, 45, 'announce'],
    [44, 0, 'in-use'],
    [44, 1, 'announce'],
  ])('with a notice of %i days and idle for %i days: %s', (warnDays, days, kind) => {
    expect(step({ policy: { ...POLICY, warnDays }, key: usedDaysAgo(days) }).kind).toBe(kind);
  });
});

describe('an announced key', () => {
  const record = recordIn('announced', 7, { notice: noticeOf(7) });
  const since = 'announced 2026-11-17';

  test('that is used is dropped, from further than the notice off the limit', () => {
    expect(step({ record, key: usedDaysAgo(37) })).toEqual({
      kind: 'drop',
      because: 'no longer near the limit: last used 2026-10-18, 37 idle days of 45',
      cameBack: false,
    });
    expect(step({ record, key: usedDaysAgo(38) })).toEqual({
      kind: 'wait',
      because: `last used 2026-10-17, 38 idle days of 45; ${since}`,
      dueAt: ahead(7),
    });
  });

  test('is deactivated from the day that was told', () => {
    const at = (now: number): Step => step({ record, now });
    expect(at(NOW - 1)).toEqual({ kind: 'wait', because: `never used, 399 idle days of 45; ${since}`, dueAt: NOW });
    expect(at(NOW)).toEqual({ kind: 'deactivate', because: `${STALE}; ${since}` });
    expect(at(NOW + 1)).toEqual({ kind: 'deactivate', because: `${STALE}; ${since}` });
  });

  test('is not deactivated before the limit', () => {
    expect(step({ record, key: usedDaysAgo(44) })).toEqual({
      kind: 'wait',
      because: `last used 2026-10-11, 44 idle days of 45; ${since}`,
      dueAt: ahead(1),
    });
    expect(step({ record, key: usedDaysAgo(45) })).toEqual({
      kind: 'deactivate',
      because: `last used 2026-10-10, 45 idle days of 45; ${since}`,
    });
  });

  test('is not deactivated before the limit of a clock that is behind its use', () => {
    const policy = { ...POLICY, maxCredentialUsageAgeDays: 1, warnDays: 0 };
    const told = recordIn('announced', 1, { notice: noticeOf(1, { dueAt: ago(0) }) });
    expect(step({ policy, record: told, key: { ...KEY, lastUsedAt: ago(1) + 1 } })).toEqual({
      kind: 'drop',
      because: 'no longer near the limit: last used 2026-11-23, 0 idle days of 1',
      cameBack: false,
    });
  });

  test('is not deactivated before the day that was told, even if the policy now asks for less notice', () => {
    const later = recordIn('announced', 7, { notice: noticeOf(7, { dueAt: NOW + 1 }) });
    expect(step({ record: later, policy: { ...POLICY, warnDays: 0 } })).toEqual({
      kind: 'wait',
      because: `${STALE}; ${since}`,
      dueAt: NOW + 1,
    });
  });

  test('is not deactivated with less notice than the policy asks for now', () => {
    const early = recordIn('announced', 7, { notice: noticeOf(7, { dueAt: ago(2) }) });
    expect(step({ record: early, policy: { ...POLICY, warnDays: 8 } })).toEqual({
      kind: 'wait',
      because: `${STALE}; ${since}`,
      dueAt: ahead(1),
    });
    expect(step({ record: early })).toEqual({ kind: 'deactivate', because: `${STALE}; ${since}` });
  });

  test('is announced anew when it was not told for more than seven days', () => {
    const toldAt = ago(7);
    const silent = (ms: number): Step => step({ record: recordIn('announced', 30, { notice: noticeOf(30, { toldAt: toldAt + ms }) }) });
    expect(silent(1).kind).toBe('deactivate');
    expect(silent(0).kind).toBe('deactivate');
    expect(silent(-1)).toEqual({ kind: 'announce', because: `${STALE}; not told since 2026-11-17, so announced anew`, dueAt: ahead(7) });
  });

  test('whose user is told of a later limit is told that day when it is announced anew', () => {
    const silent = recordIn('announced', 30, { notice: noticeOf(30, { toldAt: ago(8) }) });
    expect(step({ record: silent, key: usedDaysAgo(30), policy: { ...POLICY, warnDays: 20 } })).toEqual({
      kind: 'announce',
      because: 'last used 2026-10-25, 30 idle days of 45; not told since 2026-11-16, so announced anew',
      dueAt: ahead(20),
    });
    expect(step({ record: silent, key: usedDaysAgo(38), policy: { ...POLICY, warnDays: 7 } })).toEqual({
      kind: 'announce',
      because: 'last used 2026-10-17, 38 idle days of 45; not told since 2026-11-16, so announced anew',
      dueAt: ahead(7),
    });
  });

  test('is only told of under notify', () => {
    const policy = { ...POLICY, action: 'notify' } as const;
    expect(step({ record, policy })).toEqual({ kind: 'tell', because: STALE, unusedAt: ago(355) });
  });

  test('that somebody else deactivated, or AWS let expire, is dropped', () => {
    expect(step({ record, key: INACTIVE })).toEqual({ kind: 'drop', because: 'it is inactive, and not by us', cameBack: false });
    expect(step({ record, key: EXPIRED })).toEqual({ kind: 'drop', because: 'AWS let it expire, and not by us', cameBack: false });
  });
});

describe('an interrupted deactivation', () => {
  const record = recordIn('deactivating', 1, { notice: noticeOf(8) });

  test('is another sweep’s for as long as one can run', () => {
    const at = (ms: number): Step => step({ record: { ...record, stateAt: NOW - ms } });
    const busy = (since: string): Step => ({ kind: 'busy', because: `another sweep is at it since ${since}` });
    expect(at(0)).toEqual(busy('2026-11-24T06:00:00.000Z'));
    expect(at(MAX_SWEEP_MS - 1)).toEqual(busy('2026-11-24T05:40:00.001Z'));
    expect(at(MAX_SWEEP_MS).kind).toBe('announce');
    expect(step({ record: { ...record, stateAt: NOW }, key: INACTIVE })).toEqual(busy('2026-11-24T06:00:00.000Z'));
    expect(step({ record: { ...record, stateAt: NOW }, key: 'gone' })).toEqual(busy('2026-11-24T06:00:00.000Z'));
    expect(MAX_SWEEP_MS).toBe(20 * MINUTE_MS);
  });

  test('before the act is announced anew while the key is unused, never done on the spot', () => {
    expect(step({ record })).toEqual({
      kind: 'announce',
      because: `a deactivation was interrupted, so announced anew: ${STALE}`,
      dueAt: ahead(7),
    });
    expect(step({ record, policy: { ...POLICY, warnDays: 0 } }).kind).toBe('announce');
  });

  test('of a key that is used is dropped', () => {
    const interrupted = (days: number): Step => step({ record, key: usedDaysAgo(days) });
    expect(interrupted(44)).toEqual({
      kind: 'drop',
      because: 'a deactivation was interrupted, and it is in use: last used 2026-10-11, 44 idle days of 45',
      cameBack: false,
    });
    expect(interrupted(45).kind).toBe('announce');
  });

  test('is only told of under notify', () => {
    expect(step({ record, policy: { ...POLICY, action: 'notify' } })).toEqual({
      kind: 'tell',
      because: `a deactivation was interrupted, so announced anew: ${STALE}`,
      unusedAt: ago(355),
    });
  });

  test('after the act counts from now', () => {
    expect(step({ record, key: INACTIVE })).toEqual({
      kind: 'resume',
      because: 'a deactivation was interrupted after the act: its grace period begins now',
    });
  });

  test('of a key that AWS let expire is not ours', () => {
    expect(step({ record, key: EXPIRED })).toEqual({ kind: 'foreign', because: 'AWS let it expire, and not by us' });
  });
});

describe.each(['deactivated', 'deleting'] as const)('a key that came back while its record says %s', (state) => {
  const record = recordIn(state, 5, { deactivatedAt: ago(5) });

  test('and was used since is dropped', () => {
    const used = (ms: number): Step => step({ record, key: { ...KEY, lastUsedAt: ago(5) + ms } });
    expect(used(1)).toEqual({
      kind: 'drop',
      because: 're-enabled and used 2026-11-19T06:00:00.001Z, after we deactivated it 2026-11-19T06:00:00.000Z',
      cameBack: true,
    });
    expect(used(0).kind).toBe('reenabled');
  });

  test('and was not used since is re-enabled, and the whole limit counts anew', () => {
    expect(step({ record })).toEqual({
      kind: 'reenabled',
      because: 'somebody re-enabled it since we deactivated it 2026-11-19T06:00:00.000Z',
      times: 1,
    });
  });

  test.each([
    [1, '2nd'],
    [2, '3rd'],
    [3, '4th'],
    [10, '11th'],
    [11, '12th'],
    [12, '13th'],
    [20, '21st'],
    [29, '30th'],
    [100, '101st'],
    [110, '111th'],
  ])('after %i times says that something does so, for the %s time', (reenabledTimes, ordinal) => {
    expect(step({ record: { ...record, reenabledTimes } })).toEqual({
      kind: 'reenabled',
      because: `somebody re-enabled it since we deactivated it 2026-11-19T06:00:00.000Z, for the ${ordinal} time: something keeps doing so, such as a Terraform apply`,
      times: reenabledTimes + 1,
    });
  });
});

test('a deactivation of just now that IAM does not show yet is another sweep’s', () => {
  const at = (ms: number): Step => step({ record: recordIn('deactivated', 0, { stateAt: NOW - ms, deactivatedAt: NOW - ms }) });
  expect(at(MAX_SWEEP_MS - 1)).toEqual({ kind: 'busy', because: 'another sweep is at it since 2026-11-24T05:40:00.001Z' });
  expect(at(MAX_SWEEP_MS).kind).toBe('reenabled');
  expect(step({ record: recordIn('deactivated', 0, { deactivatedAt: NOW }), key: INACTIVE }).kind).toBe('keep');
});

describe('a key that we deactivated', () => {
  const record = recordIn('deactivated', 7, { deactivatedAt: ago(7) });
  const because = 'deactivated 2026-11-17, grace of 14 days until 2026-12-01';

  test('stays so until the notice before the end of its grace, when its deletion is announced', () => {
    const at = (now: number): Step => step({ record, key: INACTIVE, now });
    expect(at(NOW - 1)).toEqual({ kind: 'keep', because, deleteAt: ahead(7), withdraws: false });
    expect(at(NOW)).toEqual({ kind: 'announce-deletion', because, dueAt: ahead(7) });
    expect(at(NOW + DAY_MS)).toEqual({ kind: 'announce-deletion', because, dueAt: ahead(8) });
  });

  test('is never deleted without an announcement, however long ago', () => {
    const old = recordIn('deactivated', 300, { deactivatedAt: ago(300) });
    expect(step({ record: old, key: INACTIVE })).toEqual({
      kind: 'announce-deletion',
      because: 'deactivated 2026-01-28, grace of 14 days until 2026-02-11',
      dueAt: ahead(7),
    });
  });

  test('is deleted when its grace is over and its deletion was announced in time', () => {
    const told = recordIn('deactivated', 14, { deactivatedAt: ago(14), deletionNotice: noticeOf(7) });
    const words = 'deactivated 2026-11-10, grace of 14 days until 2026-11-24; deletion announced 2026-11-17';
    const at = (now: number): Step => step({ record: told, key: INACTIVE, now });
    expect(at(NOW - 1)).toEqual({ kind: 'keep', because: words, deleteAt: NOW, withdraws: false });
    expect(at(NOW)).toEqual({ kind: 'delete', because: words });
  });

  test('is not deleted before its grace is over, nor before its notice is old enough, nor before the day that was told', () => {
    const deleteAt = (deactivatedDays: number, announcedDays: number, dueDays: number): unknown => {
      const deletionNotice = noticeOf(announcedDays, { dueAt: ago(dueDays) });
      const decided = step({ key: INACTIVE, record: recordIn('deactivated', 20, { deactivatedAt: ago(deactivatedDays), deletionNotice }) });
      return decided.kind === 'keep' ? decided.deleteAt : decided.kind;
    };
    expect(deleteAt(14, 7, 0)).toBe('delete');
    expect(deleteAt(13, 7, 0)).toBe(ahead(1));
    expect(deleteAt(14, 6, 0)).toBe(ahead(1));
    expect(deleteAt(14, 7, -1)).toBe(ahead(1));
  });

  test('has its deletion announced anew when that was not told for more than seven days', () => {
    const silent = (ms: number): Step =>
      step({
        key: INACTIVE,
        record: recordIn('deactivated', 30, { deactivatedAt: ago(30), deletionNotice: noticeOf(20, { toldAt: ago(7) + ms }) }),
      });
    expect(silent(0).kind).toBe('delete');
    expect(silent(-1)).toEqual({
      kind: 'announce-deletion',
      because: 'deactivated 2026-10-25, grace of 14 days until 2026-11-08',
      dueAt: ahead(7),
    });
  });

  test('whose grace was made longer has an old announcement withdrawn', () => {
    const silent = recordIn('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: noticeOf(9, { toldAt: ago(8) }) });
    expect(step({ record: silent, key: INACTIVE, policy: { ...POLICY, graceDays: 30 } })).toEqual({
      kind: 'keep',
      because: 'deactivated 2026-11-14, grace of 30 days until 2026-12-14',
      deleteAt: ahead(20),
      withdraws: true,
    });
  });

  test.each(['notify', 'deactivate'] as const)('stays, and is said to, under %s', (action) => {
    const policy = { ...POLICY, action };
    const keep = { kind: 'keep', because: 'deactivated 2026-11-17; the policy deletes nothing', deleteAt: 'never', withdraws: false };
    expect(step({ record, key: INACTIVE, policy })).toEqual(keep);
    expect(step({ record: { ...record, deletionNotice: noticeOf(5) }, key: INACTIVE, policy })).toEqual({ ...keep, withdraws: true });
  });

  test('was misjudged when a use is told after the deactivation', () => {
    const used = (ms: number): Step => step({ record, key: { ...INACTIVE, lastUsedAt: ago(7) + ms } });
    expect(used(1)).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-11-17T06:00:00.001Z, after we deactivated it 2026-11-17T06:00:00.000Z',
      withdraws: false,
    });
    expect(used(0)).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-11-17T06:00:00.000Z, 0 days before we deactivated it 2026-11-17T06:00:00.000Z; the limit is 45',
      withdraws: false,
    });
  });

  test('was misjudged when by today’s facts or limit it was in use then', () => {
    const used = (days: number, limit = 45): Step =>
      step({ record, key: { ...INACTIVE, lastUsedAt: ago(7 + days) }, policy: { ...POLICY, maxCredentialUsageAgeDays: limit } });
    expect(used(44)).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-10-04T06:00:00.000Z, 44 days before we deactivated it 2026-11-17T06:00:00.000Z; the limit is 45',
      withdraws: false,
    });
    expect(used(45).kind).toBe('announce-deletion');
    expect(used(45, 46).kind).toBe('misjudged');
    expect(used(45, 44).kind).toBe('announce-deletion');
  });

  test('was misjudged when it was in use as we set about deactivating it, however late that was confirmed', () => {
    const late = { ...record, deactivatingAt: ago(60) };
    const used = (days: number): Step => step({ record: late, key: { ...INACTIVE, lastUsedAt: ago(days) } });
    expect(used(104)).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-08-12T06:00:00.000Z, 44 days before we deactivated it 2026-09-25T06:00:00.000Z; the limit is 45',
      withdraws: false,
    });
    expect(used(59)).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-09-26T06:00:00.000Z, after we deactivated it 2026-09-25T06:00:00.000Z',
      withdraws: false,
    });
    expect(used(105).kind).toBe('announce-deletion');
  });

  test('was misjudged when it had been re-enabled within the limit before', () => {
    const again = { ...record, reenabledAt: ago(51), reenabledTimes: 1 };
    expect(step({ record: again, key: INACTIVE })).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-10-04T06:00:00.000Z, 44 days before we deactivated it 2026-11-17T06:00:00.000Z; the limit is 45',
      withdraws: false,
    });
    expect(step({ record: { ...again, reenabledAt: ago(52) }, key: INACTIVE }).kind).toBe('announce-deletion');
  });

  test('and that was misjudged has its deletion withdrawn, though its time has come', () => {
    const told = recordIn('deactivated', 20, { deactivatedAt: ago(20), deletionNotice: noticeOf(9) });
    expect(step({ record: told, key: { ...INACTIVE, lastUsedAt: ago(21) } })).toEqual({
      kind: 'misjudged',
      because: 'it was used 2026-11-03T06:00:00.000Z, 1 days before we deactivated it 2026-11-04T06:00:00.000Z; the limit is 45',
      withdraws: true,
    });
  });

  test('and that AWS let expire is not ours any more', () => {
    const foreign = { kind: 'foreign', because: 'AWS let it expire, and not by us' };
    expect(step({ record, key: EXPIRED })).toEqual(foreign);
    expect(step({ record: recordIn('deleting', 1, { deactivatedAt: ago(20) }), key: EXPIRED })).toEqual(foreign);
  });
});

describe('an interrupted deletion', () => {
  const record = recordIn('deleting', 1, { deactivatedAt: ago(20), deletionNotice: noticeOf(9) });

  test('of a key that is still there is decided again from its record', () => {
    expect(step({ record, key: INACTIVE })).toEqual({
      kind: 'delete',
      because: 'deactivated 2026-11-04, grace of 14 days until 2026-11-18; deletion announced 2026-11-15',
    });
  });

  test('is another sweep’s for as long as one can run', () => {
    const at = (ms: number, key: Situation['key']): Step => step({ record: { ...record, stateAt: NOW - ms }, key });
    expect(at(MAX_SWEEP_MS - 1, INACTIVE).kind).toBe('busy');
    expect(at(MAX_SWEEP_MS - 1, 'gone').kind).toBe('busy');
    expect(at(MAX_SWEEP_MS, INACTIVE).kind).toBe('delete');
    expect(at(MAX_SWEEP_MS, 'gone').kind).toBe('close');
  });
});

describe('an inactive key that is not our doing is reported and never deleted', () => {
  const RECORDS: readonly (readonly [string, KeyRecord | 'none'])[] = [
    ['no record', 'none'],
    ['a record that was dropped', recordIn('dropped', 60)],
    ['a record of a deletion', recordIn('deleted', 60)],
    ['a record of a key that was gone', recordIn('gone', 60)],
    ['a record of a re-enabling', recordIn('reenabled', 60, { reenabledAt: ago(60) })],
  ];

  test.each(RECORDS)('with %s', (_, record) => {
    expect(step({ record, key: INACTIVE })).toEqual({ kind: 'foreign', because: 'it is inactive, and not by us' });
    expect(step({ record, key: EXPIRED })).toEqual({ kind: 'foreign', because: 'AWS let it expire, and not by us' });
  });
});

describe('a key that is gone', () => {
  test.each<[KeyState, Step]>([
    ['announced', { kind: 'close', state: 'gone', because: 'somebody else deleted it' }],
    ['deactivating', { kind: 'close', state: 'gone', because: 'somebody else deleted it' }],
    ['deactivated', { kind: 'close', state: 'gone', because: 'somebody else deleted it' }],
    ['reenabled', { kind: 'close', state: 'gone', because: 'somebody else deleted it' }],
    ['deleting', { kind: 'close', state: 'deleted', because: 'it is gone, and we were deleting it' }],
    ['dropped', { kind: 'in-use', because: 'it is gone, and nothing was open' }],
    ['deleted', { kind: 'in-use', because: 'it is gone, and nothing was open' }],
    ['gone', { kind: 'in-use', because: 'it is gone, and nothing was open' }],
  ])('with a record in state %s', (state, expected) => {
    const record = recordIn(state, 1, { notice: noticeOf(9), deactivatedAt: ago(8) });
    expect(step({ key: 'gone', record })).toEqual(expected);
    expect(step({ key: 'gone', record, exemption: EXEMPT })).toEqual(expected);
  });

  test('without a record is nothing to do', () => {
    expect(step({ key: 'gone' })).toEqual({ kind: 'in-use', because: 'it is gone, and nothing was open' });
  });
});
