import { foresee } from '../../domain/foresee';
import { HOUR_MS } from '../../domain/instant';
import { Line } from '../../domain/turn';
import { accountKey, accountOf, foreseen, foresightPolicy, inShort, type KeySpec } from '../support/foreseen';
import { ago, noticeOf, recordIn } from '../support/world/records';

/** A key that is due now: announced long enough ago. */
const due = (userName: string, idle: number, more: KeySpec = {}) =>
  accountKey({
    userName,
    accessKeyId: `AKIA${userName.toUpperCase()}`,
    idle,
    record: recordIn('announced', 7, { notice: noticeOf(7) }),
    ...more,
  });

/** A key whose deletion is due now. */
const deletable = (userName: string, more: KeySpec = {}) =>
  accountKey({
    ...{ userName, accessKeyId: `AKIA${userName.toUpperCase()}`, idle: 90, status: 'Inactive' },
    record: recordIn('deactivated', 20, { deactivatedAt: ago(20), deactivatingAt: ago(20), deletionNotice: noticeOf(7) }),
    ...more,
  });

/** On which days the keys are deactivated. */
const deactivated = (keys: readonly ReturnType<typeof due>[], maxKeysPerDay: number) =>
  foreseen(keys, { maxKeysPerDay, action: 'deactivate' }).map(([act]) => act);

describe('more keys are due than the cap allows', () => {
  const three = [due('bob', 60), due('amy', 61), due('eve', 59)];

  test.each<[number, readonly string[]]>([
    [1, ['deactivate 2026-11-25', 'deactivate 2026-11-24', 'deactivate 2026-11-26']],
    [2, ['deactivate 2026-11-24', 'deactivate 2026-11-24', 'deactivate 2026-11-25']],
    [3, ['deactivate 2026-11-24', 'deactivate 2026-11-24', 'deactivate 2026-11-24']],
    [4, ['deactivate 2026-11-24', 'deactivate 2026-11-24', 'deactivate 2026-11-24']],
  ])('three, and %d a day: the longest unused come first, the others on the days that follow', (cap, acts) => {
    expect(deactivated(three, cap)).toEqual(acts);
  });

  test('who is as long without use comes by name', () => {
    expect(deactivated([due('bob', 60), due('amy', 60)], 1)).toEqual(['deactivate 2026-11-25', 'deactivate 2026-11-24']);
  });

  test('who comes near the limit meanwhile joins the line at its place', () => {
    const keys = [due('amy', 60), due('bob', 59), accountKey({ userName: 'eve', accessKeyId: 'AKIAEVE', idle: 399 })];
    // Announced now, and due when both others are done.
    expect(foreseen(keys, { maxKeysPerDay: 1, action: 'deactivate' })).toEqual([
      ['deactivate 2026-11-24'],
      ['deactivate 2026-11-25'],
      ['announce 2026-11-24', 'deactivate 2026-12-01'],
    ]);
  });

  test('both keys of a user come together; what is left the next day has the turn of what is left', () => {
    const keys = [due('amy', 50, { accessKeyId: 'AKIAAMY2', slot: 2 }), due('bob', 60), due('amy', 61)];
    expect(deactivated(keys, 2)).toEqual(['deactivate 2026-11-24', 'deactivate 2026-11-25', 'deactivate 2026-11-24']);
    expect(deactivated(keys, 1)).toEqual(['deactivate 2026-11-26', 'deactivate 2026-11-25', 'deactivate 2026-11-24']);
  });

  test('deletions take places too, those of users with an active key first', () => {
    const keys = [
      deletable('amy'),
      due('bob', 60),
      deletable('eve'),
      accountKey({ userName: 'eve', accessKeyId: 'AKIAEVE2', slot: 2, idle: 10 }),
    ];
    expect(foreseen(keys, { maxKeysPerDay: 1 }).map(([act]) => act)).toEqual([
      'delete 2026-11-26',
      'deactivate 2026-11-24',
      'delete 2026-11-25',
      'announce 2026-12-22',
    ]);
  });

  test('a key that stays in use lets its user come first all the same', () => {
    const keys = [deletable('amy'), deletable('eve')];
    const used = [accountKey({ userName: 'eve', accessKeyId: 'AKIAEVE2', slot: 2, idle: 1 })];
    const days = (others: typeof used): readonly unknown[] =>
      foresee(accountOf(keys), foresightPolicy({ maxKeysPerDay: 1 }), others).map((fate) => inShort(fate)[0]);
    expect(days([])).toEqual(['delete 2026-11-24', 'delete 2026-11-25']);
    expect(days(used)).toEqual(['delete 2026-11-25', 'delete 2026-11-24']);
    expect(days([...used, { ...accountKey({ userName: 'amy' }), facts: { unknown: 'it was not there' } }])).toEqual(days(used));
  });

  test('whoever waits when 400 days are over still waits', () => {
    const many = Array.from({ length: 402 }, (_, at) => due(`user-${String(at).padStart(3, '0')}`, 60));
    const fates = foreseen(many, { maxKeysPerDay: 1, action: 'deactivate' });
    expect(fates.slice(398)).toEqual([['deactivate 2027-12-27'], ['deactivate 2027-12-28'], ['more'], ['more']]);
  });
});

describe('the line', () => {
  const one = (userName: string, hours: number, slot = 1, status: 'Active' | 'Inactive' = 'Active') => ({
    user: { userName },
    key: { accessKeyId: `${userName}-${String(slot)}`, status, createdAt: hours * HOUR_MS, lastUsedAt: 'never' as const },
    slot,
  });
  const namesOf = (items: readonly { readonly key: { readonly accessKeyId: string } }[]): readonly string[] =>
    items.map(({ key }) => key.accessKeyId);

  test('is empty at first', () => {
    const line = new Line([one('a', 1)], []);
    expect([line.take(3), line.waiting]).toEqual([[], []]);
  });

  test('gives users by their longest unused active key, then by name, and the keys of one likewise', () => {
    const all = [one('c', 9), one('b', 5, 2), one('b', 7), one('a', 9), one('d', 1, 1, 'Inactive'), one('e', 9, 2), one('e', 9)];
    const line = new Line(all, []);
    line.join(all);
    expect(namesOf(line.waiting)).toEqual(['b-2', 'b-1', 'a-1', 'c-1', 'e-1', 'e-2', 'd-1']);
    expect(namesOf(line.take(3))).toEqual(['b-2', 'b-1', 'a-1']);
    expect(namesOf(line.take(1))).toEqual(['c-1']);
    expect(namesOf(line.take(9))).toEqual(['e-1', 'e-2', 'd-1']);
    expect(line.take(9)).toEqual([]);
  });

  test('who joins later comes at its place, and nobody comes twice', () => {
    const all = [one('a', 1), one('b', 2), one('c', 3), one('d', 4)];
    const line = new Line(all, []);
    line.join(all.slice(1));
    expect(namesOf(line.take(1))).toEqual(['b-1']);
    line.join(all.slice(0, 1));
    line.join([]);
    expect(namesOf(line.waiting)).toEqual(['a-1', 'c-1', 'd-1']);
  });

  test('when a key is done with, the other of its user has the turn that is left', () => {
    const [old, young] = [one('a', 1), one('a', 50, 2)];
    const all = [old, young, one('b', 10), one('c', 60), one('d', 55)];
    const line = new Line(all, []);
    line.join(all);
    expect(namesOf(line.take(1))).toEqual(['a-1']);
    old.key.status = 'Inactive';
    line.acted([old]);
    expect(namesOf(line.waiting)).toEqual(['b-1', 'a-2', 'd-1', 'c-1']);
    const [b] = line.take(1);
    if (b !== undefined) line.acted([b]);
    expect(namesOf(line.waiting)).toEqual(['a-2', 'd-1', 'c-1']);
  });

  test('keys in use count for the turn of their user, the longest unused of them', () => {
    const all = [one('a', 1, 1, 'Inactive'), one('b', 2, 1, 'Inactive'), one('c', 40)];
    const used = [one('b', 50, 2), one('b', 30, 3), one('a', 45, 2), one('x', 1), one('c', 90)];
    const line = new Line(all, used);
    line.join(all);
    expect(namesOf(line.waiting)).toEqual(['b-1', 'c-1', 'a-1']);
  });
});
