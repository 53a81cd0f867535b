import { MAX_HISTORY, type KeyRecord, type KeyState } from '../../domain/key-record';
import { backTo, changed, told, toldAgain, withDeletionNotice, withoutDeletionNotice, type Subject } from '../../domain/transition';
import { ago, ahead, GROUNDS, noticeOf, NOW, recordIn } from '../support/world/records';

const SUBJECT: Subject = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'alice' };
const FULL: KeyRecord = recordIn('deactivated', 5, {
  isTold: false,
  notice: noticeOf(12),
  deactivatingAt: ago(6),
  deactivatedAt: ago(5),
  deletionNotice: noticeOf(2),
  reenabledAt: ago(60),
  reenabledTimes: 2,
});

test('the first record of a key is its announcement', () => {
  const notice = { announcedAt: NOW, dueAt: ahead(7), toldAt: NOW };
  expect(changed('none', SUBJECT, { state: 'announced', at: NOW, grounds: GROUNDS, notice })).toEqual({
    ...SUBJECT,
    version: 1,
    state: 'announced',
    stateAt: NOW,
    isTold: true,
    notice,
    reenabledTimes: 0,
    history: [{ state: 'announced', at: NOW, ...GROUNDS }],
  });
});

describe('of a record that has everything', () => {
  const after = (state: KeyState, more: Partial<KeyRecord>): KeyRecord => ({
    ...SUBJECT,
    version: 4,
    state,
    stateAt: NOW,
    isTold: true,
    reenabledAt: ago(60),
    reenabledTimes: 2,
    history: [...FULL.history, { state, at: NOW, ...GROUNDS }],
    ...more,
  });

  test.each<[KeyState, Partial<KeyRecord>]>([
    ['announced', { notice: noticeOf(12) }],
    ['deactivating', { notice: noticeOf(12), deactivatingAt: NOW }],
    ['deactivated', { isTold: false, deactivatingAt: ago(6), deactivatedAt: NOW }],
    ['reenabled', { isTold: false, reenabledAt: NOW, reenabledTimes: 3 }],
    ['deleting', { deactivatingAt: ago(6), deactivatedAt: ago(5), deletionNotice: noticeOf(2) }],
    ['dropped', {}],
    ['deleted', { isTold: false }],
    ['gone', {}],
  ])('%s keeps what belongs to it', (state, kept) => {
    expect(changed(FULL, SUBJECT, { state, at: NOW, grounds: GROUNDS })).toEqual(after(state, kept));
  });

  test('a new notice takes the place of the old one, and only where there is one', () => {
    const notice = noticeOf(0);
    expect(changed(FULL, SUBJECT, { state: 'announced', at: NOW, grounds: GROUNDS, notice })).toEqual(after('announced', { notice }));
    expect(changed(FULL, SUBJECT, { state: 'dropped', at: NOW, grounds: GROUNDS, notice })).toEqual(after('dropped', {}));
  });
});

test('of a record that has nothing, nothing is made up', () => {
  const bare = recordIn('dropped', 5);
  for (const state of ['deleting', 'dropped', 'announced'] as const) {
    expect(changed(bare, SUBJECT, { state, at: NOW, grounds: GROUNDS })).toStrictEqual({
      ...{ ...SUBJECT, version: 4, state, stateAt: NOW, isTold: true, reenabledTimes: 0 },
      history: [...bare.history, { state, at: NOW, ...GROUNDS }],
    });
  }
});

test('the history keeps the latest hundred changes', () => {
  const old = Array.from({ length: MAX_HISTORY }, (_, index) => ({ state: 'dropped' as const, at: index, ...GROUNDS }));
  const { history } = changed({ ...FULL, history: old }, SUBJECT, { state: 'gone', at: NOW, grounds: GROUNDS });
  expect(history).toHaveLength(100);
  expect(history[0]).toEqual(old[1]);
  expect(history[99]).toEqual({ state: 'gone', at: NOW, ...GROUNDS });
});

test('a deletion is announced without a change of state', () => {
  const bare = recordIn('deactivated', 5, { deactivatedAt: ago(5), isTold: false });
  expect(withDeletionNotice(bare, noticeOf(0))).toEqual({ ...bare, version: 4, deletionNotice: noticeOf(0) });
});

test('an announced deletion is withdrawn, and nothing else', () => {
  const { deletionNotice, ...rest } = FULL;
  expect(deletionNotice).toBeDefined();
  expect(withoutDeletionNotice(FULL)).toEqual({ ...rest, version: 4 });
});

describe('a notice that is told again', () => {
  test('is told now, and its day is never before one that was told', () => {
    const notice = noticeOf(9, { dueAt: ahead(1) });
    const record = recordIn('announced', 9, { notice });
    expect(toldAgain(record, ahead(3), NOW)).toEqual({ ...record, version: 4, notice: { ...notice, dueAt: ahead(3), toldAt: NOW } });
    expect(toldAgain(record, ago(3), NOW)).toEqual({ ...record, version: 4, notice: { ...notice, toldAt: NOW } });
  });

  test('may be that of a deletion', () => {
    const deletionNotice = noticeOf(9, { dueAt: ahead(1) });
    const record = recordIn('deactivated', 9, { deactivatedAt: ago(9), deletionNotice });
    expect(toldAgain(record, 0, NOW)).toEqual({ ...record, version: 4, deletionNotice: { ...deletionNotice, toldAt: NOW } });
  });

  test('is not made up', () => {
    expect(toldAgain(recordIn('deactivated', 9), ahead(3), NOW)).toEqual({ ...recordIn('deactivated', 9), version: 4 });
  });
});

test('an act that was told is told', () => {
  expect(told(FULL)).toEqual({ ...FULL, version: 4, isTold: true });
});

test('an act that did not happen leaves the record as it was, with a later version', () => {
  const during = { ...recordIn('deactivating', 0), version: 9 };
  expect(backTo(FULL, during)).toEqual({ ...FULL, version: 10 });
});
