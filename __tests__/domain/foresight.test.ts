import { reportingAlone } from '../../domain/foresee';
import { foresight, type Foresight, type ForesightSide } from '../../domain/foresight';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { TurnOfFate } from '../../domain/turn-of-fate';
import { accountKey, accountOf, inShort, sideOf, unreadKey, type KeySpec } from '../support/foreseen';
import { ago, noticeOf, recordIn } from '../support/world/records';

const NONE: ForesightSide = { kind: 'none' };
const UNKNOWN: ForesightSide = { kind: 'unknown', because: 'it is known only after apply' };
const alone = (limit: number): ForesightSide => ({ kind: 'policy', policy: reportingAlone(limit), memory: 'empty' });

const turnsOf = ({ keys }: Foresight): readonly TurnOfFate[] => keys.map(({ turn }) => turn);

describe('what a change means for a key that is 60 days without use', () => {
  test.each<[string, ForesightSide, ForesightSide, TurnOfFate]>([
    ['nothing changes', sideOf(), sideOf(), 'same'],
    ['a policy is introduced that deletes', NONE, sideOf(), 'further'],
    ['a policy is introduced that only reports', NONE, alone(45), 'further'],
    ['a policy is removed', sideOf(), NONE, 'spared'],
    ['a policy is removed that only reported', alone(45), NONE, 'spared'],
    ['there is none', NONE, NONE, 'same'],
    ['a function is added that tells', alone(45), sideOf({ action: 'notify' }), 'further'],
    ['a function is removed', sideOf({ action: 'notify' }), alone(45), 'spared'],
    ['it deactivates instead of telling', sideOf({ action: 'notify' }), sideOf({ action: 'deactivate' }), 'further'],
    ['it deletes instead of deactivating', sideOf({ action: 'deactivate' }), sideOf({ action: 'delete' }), 'further'],
    ['it deactivates instead of deleting', sideOf({ action: 'delete' }), sideOf({ action: 'deactivate' }), 'spared'],
    ['its user becomes exempt', sideOf(), sideOf({ exempt: { userNames: ['a*'], paths: [] } }), 'spared'],
    ['its user is exempt no more', sideOf({ exempt: { userNames: ['a*'], paths: [] } }), sideOf(), 'further'],
    ['the limit goes up', sideOf(), sideOf({ maxCredentialUsageAgeDays: 90 }), 'later'],
    ['the limit goes down to what it is past anyway', sideOf(), sideOf({ maxCredentialUsageAgeDays: 30 }), 'same'],
    ['the limit of the report goes up, and it is unused under both', alone(45), alone(46), 'same'],
    ['the limit of the report goes up past it', alone(45), alone(70), 'later'],
    ['the limit of the report goes down to it', alone(70), alone(45), 'sooner'],
    ['the notice becomes longer', sideOf(), sideOf({ warnDays: 8 }), 'later'],
    ['the notice becomes shorter', sideOf(), sideOf({ warnDays: 6 }), 'sooner'],
    ['grace becomes longer', sideOf(), sideOf({ graceDays: 15 }), 'later'],
    ['grace becomes shorter', sideOf(), sideOf({ graceDays: 13 }), 'sooner'],
    ['grace goes beyond what is foreseen', sideOf(), sideOf({ graceDays: 500 }), 'later'],
    ['grace was beyond what is foreseen', sideOf({ graceDays: 500 }), sideOf(), 'sooner'],
    ['grace is beyond what is foreseen, the notice shorter', sideOf({ graceDays: 500 }), sideOf({ graceDays: 500, warnDays: 6 }), 'sooner'],
    ['the limit goes beyond what is foreseen', sideOf(), sideOf({ maxCredentialUsageAgeDays: 900 }), 'later'],
    ['the cap changes, and nobody waits', sideOf(), sideOf({ maxKeysPerDay: 1 }), 'same'],
    ['the function runs an hour later', sideOf(), sideOf({}, { sweepHourUtc: 7 }), 'same'],
    ['the function ran already today', sideOf(), sideOf({}, { sweepHourUtc: 5 }), 'later'],
    ['the policy that was is not known', UNKNOWN, sideOf(), 'unknown'],
    ['the policy that becomes is not known', sideOf(), UNKNOWN, 'unknown'],
  ])('%s', (_, before, after, turn) => {
    expect(turnsOf(foresight(accountOf([accountKey({ idle: 60 })]), before, after))).toEqual([turn]);
  });

  test('a longer notice tells sooner of what is done on the same day, and puts off what comes after', () => {
    const keys = [accountKey({ idle: 25 })];
    const turned = (action: SweepPolicy['action']): readonly TurnOfFate[] =>
      turnsOf(foresight(accountOf(keys), sideOf({ warnDays: 7, action }), sideOf({ warnDays: 20, action })));
    expect([turned('notify'), turned('deactivate'), turned('delete')]).toEqual([['sooner'], ['sooner'], ['later']]);
  });

  test('a cap that keeps it waiting is later', () => {
    const keys = [60, 61].map((idle) => accountKey({ userName: `user-${String(idle)}`, accessKeyId: `AKIA${String(idle)}`, idle }));
    const { keys: told } = foresight(accountOf(keys), sideOf(), sideOf({ maxKeysPerDay: 1 }));
    expect(told.map(({ key, turn }) => [key.userName, turn])).toEqual([
      ['user-60', 'later'],
      ['user-61', 'same'],
    ]);
  });

  test('to tell what is only reported is further; to announce what was told is not, by itself', () => {
    const spare = { exempt: { userNames: [], paths: [], tag: 'keep' } };
    const key = accountKey({ idle: 60, userTags: { keep: '2026-12-24' } });
    expect(turnsOf(foresight(accountOf([key]), sideOf({ action: 'notify', ...spare }), sideOf({ action: 'notify' })))).toEqual(['sooner']);
  });
});

describe('what the function remembers', () => {
  const announced = accountKey({ idle: 60, record: recordIn('announced', 7, { notice: noticeOf(7) }) });
  const firsts = (memory: 'as-read' | 'empty' | 'unknown', sweep: Partial<SweepPolicy> = {}): readonly unknown[] =>
    foresight(accountOf([announced]), sideOf(sweep), { ...sideOf(sweep), memory }).keys.map(({ after, turn }) => [turn, inShort(after)[0]]);

  test('is what was read', () => {
    expect(firsts('as-read')).toEqual([['same', 'deactivate 2026-11-24']]);
  });

  test('is nothing in a new table: it announces anew', () => {
    expect(firsts('empty')).toEqual([['later', 'announce 2026-11-24']]);
  });

  test('is not known of another table, so that nothing can be foretold but what is told', () => {
    expect(firsts('unknown')).toEqual([['unknown', 'unknown: what the function remembers of it was not read']]);
    expect(firsts('unknown', { action: 'notify' })).toEqual([['same', 'tell 2026-11-24']]);
  });
});

describe('keys that are in use', () => {
  const key = (idle: number): KeySpec => ({ idle, userName: `user-${String(idle)}`, accessKeyId: `AKIA${String(idle)}` });
  const keys = [1, 30, 37, 38, 60].map((idle) => accountKey(key(idle)));
  const told = (before: ForesightSide, after: ForesightSide): unknown => {
    const { keys: listed, inUse } = foresight(accountOf(keys), before, after);
    return [inUse, listed.map(({ key: { userName }, turn }) => `${userName} ${turn}`)];
  };

  test('are counted where they are in use under both policies', () => {
    expect(told(sideOf(), sideOf())).toEqual([3, ['user-38 same', 'user-60 same']]);
    expect(told(sideOf(), sideOf({ maxCredentialUsageAgeDays: 30 }))).toEqual([
      1,
      ['user-30 sooner', 'user-37 sooner', 'user-38 same', 'user-60 same'],
    ]);
    expect(told(NONE, sideOf())).toEqual([3, ['user-38 further', 'user-60 further']]);
    expect(told(sideOf(), NONE)).toEqual([3, ['user-38 spared', 'user-60 spared']]);
  });

  test('are not known to be in use where a policy is not known', () => {
    const unknown = ['user-1 unknown', 'user-30 unknown', 'user-37 unknown', 'user-38 unknown', 'user-60 unknown'];
    const [, listed] = told(UNKNOWN, UNKNOWN) as [number, string[]];
    expect([...listed].sort()).toEqual(unknown);
    expect((told(sideOf(), UNKNOWN) as [number, string[]])[0]).toBe(0);
    expect((told(UNKNOWN, sideOf()) as [number, string[]])[0]).toBe(0);
  });

  test('let their user come first when the cap is reached', () => {
    const deletable = (userName: string) =>
      accountKey({
        ...{ userName, accessKeyId: `AKIA${userName}`, idle: 90, status: 'Inactive' },
        record: recordIn('deactivated', 20, { deactivatedAt: ago(20), deactivatingAt: ago(20), deletionNotice: noticeOf(7) }),
      });
    const used = accountKey({ userName: 'eve', accessKeyId: 'AKIAUSED', slot: 2, idle: 1 });
    const { keys: listed, inUse } = foresight(
      accountOf([deletable('amy'), deletable('eve'), used]),
      sideOf({ maxKeysPerDay: 1 }),
      sideOf({ maxKeysPerDay: 1 }),
    );
    expect([inUse, listed.map(({ key: { userName }, after }) => [userName, ...inShort(after)])]).toEqual([
      1,
      [
        ['eve', 'delete 2026-11-24'],
        ['amy', 'delete 2026-11-25'],
      ],
    ]);
  });
});

test('the worst come first: what is done, how far, when, and then by name and slot', () => {
  const tag = { exempt: { userNames: [], paths: [], tag: 'keep' } };
  const spared = { userTags: { keep: '' } };
  const named = (userName: string, more: KeySpec = {}) => accountKey({ userName, accessKeyId: `AKIA${userName}`, idle: 60, ...more });
  const keys = [
    named('same'),
    named('b', { ...spared, idle: 40 }),
    named('b', { ...spared, idle: 40, slot: 2 }),
    named('a', { ...spared, idle: 40, slot: null, accessKeyId: 'AKIA2' }),
    named('a', { ...spared, idle: 40, slot: null, accessKeyId: 'AKIA1' }),
    named('late', { ...spared, idle: 37 }),
    { ...unreadKey('it was not there'), userName: 'unread' },
    named('inactive', { status: 'Inactive' }),
  ];
  const { keys: listed } = foresight(accountOf(keys), sideOf(tag), sideOf());
  expect(listed.map(({ key, turn }) => `${turn} ${key.userName} ${String(key.slot)} ${String(key.accessKeyId)}`)).toEqual([
    'further a null AKIA1',
    'further a null AKIA2',
    'further b 1 AKIAb',
    'further b 2 AKIAb',
    'unknown unread 1 AKIAIOSFODNN7EXAMPLE',
    'same same 1 AKIAsame',
    'same inactive 1 AKIAinactive',
  ]);
});
