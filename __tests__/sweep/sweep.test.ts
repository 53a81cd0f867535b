import { DAY_MS, HOUR_MS, isoOf, MINUTE_MS } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { Ports } from '../../sweep/ports';
import type { FakeKey } from '../support/world/account';
import { ago, ahead, noticeOf, NOW, POLICY } from '../support/world/records';
import {
  actsOf,
  addUser,
  DUE,
  INCOMPLETE,
  mattersOf,
  METRICS,
  onlyMessage,
  ours,
  recordOf,
  RIPE,
  statesOf,
  swept,
  toldBy,
  worldWith,
} from '../support/world/swept';
import type { SweepRun } from '../support/world/watch';
import { World } from '../support/world/world';

describe('an unused key', () => {
  test('is announced, and the announcement is recorded once it is told', async () => {
    const { world, key } = worldWith();
    const run = await swept(world);
    expect(run.error).toBeUndefined();
    expect(toldBy(world)).toEqual([['will-be-deactivated', ['alice', isoOf(ahead(7))]]]);
    expect(recordOf(world, key)).toEqual({
      ...{ accessKeyId: key.accessKeyId, userName: 'alice', version: 1, state: 'announced', stateAt: NOW, isTold: true },
      notice: { announcedAt: NOW, dueAt: ahead(7), toldAt: NOW },
      reenabledTimes: 0,
      history: [
        {
          state: 'announced',
          at: NOW,
          because: 'never used, 400 idle days of 45',
          facts: { status: 'Active', createdAt: ago(400), lastUsedAt: 'never' },
          policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
        },
      ],
    });
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 1, announced: 1 }]);
    expect(run.journal.decisions).toEqual([
      {
        userName: 'alice',
        accessKeyId: key.accessKeyId,
        matter: 'will-be-deactivated',
        because: 'never used, 400 idle days of 45',
        at: isoOf(ahead(7)),
        verdict: 'announce',
        reason: 'never used, 400 idle days of 45',
        exemption: 'none',
        facts: { status: 'Active', createdAt: isoOf(ago(400)), lastUsedAt: 'never' },
        record: 'none',
        policy: POLICY,
      },
    ]);
    expect(run.journal.troubles).toEqual([]);
  });

  test('is told again until its day, and the telling is recorded', async () => {
    const { world, key } = worldWith(ours('announced', 3, { notice: noticeOf(3) }));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['will-be-deactivated', ['alice', isoOf(ahead(4))]]]);
    expect(recordOf(world, key)).toEqual({ ...ours('announced', 3)(key), version: 4, notice: noticeOf(3, { toldAt: NOW }) });
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 1 }]);
    expect(run.journal.decisions.map(({ record }) => record)).toEqual([{ state: 'announced', stateAt: isoOf(ago(3)), version: 3 }]);
  });

  test('is deactivated on its day, and that is recorded before and after, and once more when it is told', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world);
    expect(run.error).toBeUndefined();
    expect(key.status).toBe('Inactive');
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 6, state: 'deactivated', stateAt: NOW, deactivatedAt: NOW, isTold: true });
    expect(statesOf(world, key)).toEqual(['announced', 'deactivating', 'deactivated']);
    expect(actsOf(world)).toEqual([NOW]);
    expect(run.gauges.emitted).toEqual([{ ...METRICS, deactivated: 1 }]);
    expect(run.gate.calls).toBe(10);
  });

  test('is only told of under notify, and nothing is written', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, { policy: { action: 'notify' } });
    expect(run.error).toBeUndefined();
    expect(toldBy(world)).toEqual([['unused', ['alice', isoOf(ago(355))]]]);
    expect(recordOf(world, key)).toEqual(DUE(key));
    expect(key.status).toBe('Active');
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 1 }]);
  });

  test('that was read long before its turn is read again before it is deactivated', async () => {
    const slow = (ms: number): Promise<SweepRun> => {
      const { world } = worldWith(DUE);
      return swept(world, {
        change: (ports) => ({ ...ports, memory: { ...ports.memory, readLedger: after(world, ms, () => ports.memory.readLedger()) } }),
      });
    };
    expect([...(await slow(30_000)).readings.values()].map(({ at }) => at)).toEqual([NOW]);
    expect([...(await slow(30_001)).readings.values()].map(({ at }) => at)).toEqual([NOW + 30_001]);
  });

  test('that is used before it is read again is not deactivated, and the act is given back', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, {
      change: (ports) => ({
        ...ports,
        memory: {
          ...ports.memory,
          readLedger: async () => {
            world.time.advance(MINUTE_MS);
            if (world.time.at === NOW + MINUTE_MS) world.account.use(key, world.time.at);
            return ports.memory.readLedger();
          },
        },
      }),
    });
    expect(key.status).toBe('Active');
    expect(actsOf(world)).toEqual([]);
    expect(mattersOf(run)).toEqual([['alice', 'dropped', 'no longer near the limit: last used 2026-11-24, 0 idle days of 45']]);
  });
});

/** Lets time pass before a call. */
const after =
  <T>(world: World, ms: number, call: () => Promise<T>) =>
  (): Promise<T> => {
    world.time.advance(ms);
    return call();
  };

describe('a key that we deactivated', () => {
  const deactivated = (record: (key: FakeKey) => KeyRecord): { world: World; key: FakeKey } => {
    const made = worldWith(record);
    made.world.account.setStatus('alice', made.key.accessKeyId, 'Inactive', ago(14));
    return made;
  };

  test('is told with the day of its deletion, which is announced in time', async () => {
    const { world, key } = deactivated(ours('deactivated', 7, { deactivatedAt: ago(7) }));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(7))]]]);
    const before = ours('deactivated', 7, { deactivatedAt: ago(7) })(key);
    expect(recordOf(world, key)).toEqual({ ...before, version: 4, deletionNotice: { announcedAt: NOW, dueAt: ahead(7), toldAt: NOW } });
    expect(run.gauges.emitted).toEqual([{ ...METRICS, announced: 1 }]);
  });

  test('is told before that too, and nothing is recorded', async () => {
    const record = ours('deactivated', 3, { deactivatedAt: ago(3) });
    const { world, key } = deactivated(record);
    expect((await swept(world)).error).toBeUndefined();
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(11))]]]);
    expect(recordOf(world, key)).toEqual(record(key));
  });

  test('is told of once more when nobody was told of the deactivation', async () => {
    const { world, key } = deactivated(ours('deactivated', 3, { deactivatedAt: ago(3), isTold: false }));
    await swept(world);
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
  });

  test('is told again with the announced day of its deletion', async () => {
    const { world, key } = deactivated(ours('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: noticeOf(3) }));
    await swept(world);
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(4))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, deletionNotice: noticeOf(3, { toldAt: NOW }) });
  });

  test('is deleted when its grace is over, after it and its record were read again', async () => {
    const { world, key } = deactivated(RIPE);
    const run = await swept(world);
    expect(run.error).toBeUndefined();
    expect(world.account.allKeys()).toEqual([]);
    expect(toldBy(world)).toEqual([['deleted', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 6, state: 'deleted', stateAt: NOW, isTold: true });
    expect(statesOf(world, key)).toEqual(['deactivated', 'deleting', 'deleted']);
    expect(run.gauges.emitted).toEqual([{ ...METRICS, deleted: 1 }]);
    expect(run.gate.calls).toBe(12);
  });

  test.each<[string, (world: World, key: FakeKey) => unknown, string, string]>([
    [
      'is used',
      (_world, key) => key.stored.push(ago(20)),
      'misjudged',
      'it was used 2026-11-04T06:00:00.000Z, 6 days before we deactivated it 2026-11-10T06:00:00.000Z; the limit is 45',
    ],
    [
      'comes back',
      (world, key) => world.account.setStatus('alice', key.accessKeyId, 'Active', NOW),
      'reenabled',
      'somebody re-enabled it since we deactivated it 2026-11-10T06:00:00.000Z',
    ],
    ['is gone', (world, key) => world.account.deleteKey('alice', key.accessKeyId, NOW), 'gone', 'somebody else deleted it'],
    ['cannot be read', (world, key) => world.unreadable.add(key.accessKeyId), 'undecided', 'its last use was throttled'],
    ['is denied', (world) => world.denied.set('alice', 'use'), 'blocked', 'its last use is denied'],
    [
      'is of a user who is denied',
      (world) => world.denied.set('alice', 'reading'),
      'blocked',
      'the user cannot be read: reading alice is denied',
    ],
    [
      'has a record that cannot be understood',
      (world, key) => {
        world.table.spoil(key.accessKeyId, { state: 'retired' });
      },
      'undecided',
      'its record has a strange state',
    ],
    [
      'has a record of the future',
      (world, key) => {
        world.table.put(ours('deactivated', -1, { deactivatedAt: ago(14), deletionNotice: noticeOf(7) })(key));
      },
      'undecided',
      'its record speaks of the future, 2026-11-25T06:00:00.000Z',
    ],
    [
      'has lost its record',
      (world) => {
        world.table.lose();
      },
      'not-ours',
      'it is inactive, and not by us',
    ],
  ])('and that %s when it is read again is not deleted', async (_, happens, matter, because) => {
    const { world, key } = deactivated(RIPE);
    let isFirst = true;
    const run = await swept(world, {
      change: (ports) => ({
        ...ports,
        memory: {
          ...ports.memory,
          readLedger: () => {
            if (isFirst) happens(world, key);
            isFirst = false;
            return ports.memory.readLedger();
          },
        },
      }),
    });
    expect(mattersOf(run)).toEqual([['alice', matter, because]]);
    expect(actsOf(world)).toEqual([]);
  });

  test('stays when the policy deletes nothing, and an announced deletion is withdrawn', async () => {
    const { world, key } = deactivated(RIPE);
    const run = await swept(world, { policy: { action: 'deactivate' } });
    expect(world.topic.messages).toEqual([]);
    const { deletionNotice, ...before } = RIPE(key);
    expect(deletionNotice).toBeDefined();
    expect(recordOf(world, key)).toEqual({ ...before, version: 4 });
    expect(mattersOf(run)).toEqual([['alice', 'stays-inactive', 'deactivated 2026-11-10; the policy deletes nothing']]);
  });

  test('stays with its announcement under notify, where nothing is written', async () => {
    const { world, key } = deactivated(RIPE);
    const run = await swept(world, { policy: { action: 'notify' } });
    expect(recordOf(world, key)).toEqual(RIPE(key));
    expect(mattersOf(run)).toEqual([['alice', 'stays-inactive', 'deactivated 2026-11-10; the policy deletes nothing']]);
  });

  test('whose grace was made longer is told with its new day, and the old announcement is withdrawn', async () => {
    const silent = noticeOf(9, { toldAt: ago(8) });
    const { world, key } = deactivated(ours('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: silent }));
    await swept(world, { policy: { graceDays: 30 } });
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(20))]]]);
    expect(recordOf(world, key).deletionNotice).toBeUndefined();
  });

  test('although it was in use is told loudly, and an announced deletion is withdrawn', async () => {
    const { world, key } = deactivated(RIPE);
    key.stored.push(ago(20));
    const run = await swept(world);
    expect(run.error).toBeUndefined();
    expect(toldBy(world)).toEqual([['misjudged', ['alice', undefined]]]);
    expect(onlyMessage(world).attributes.severity).toBe('danger');
    expect(recordOf(world, key)).toMatchObject({ version: 4, state: 'deactivated' });
    expect(recordOf(world, key).deletionNotice).toBeUndefined();
  });

  test('and that comes back is told and recorded, the first time', async () => {
    const { world, key } = worldWith(ours('deactivated', 5, { deactivatedAt: ago(5) }));
    await swept(world);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'reenabled', reenabledAt: NOW, reenabledTimes: 1, isTold: true });
  });

  test('and that comes back again and again is told so', async () => {
    const { world, key } = worldWith(ours('deactivated', 5, { deactivatedAt: ago(5), reenabledTimes: 1 }));
    await swept(world);
    expect(toldBy(world)).toEqual([['keeps-coming-back', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key).reenabledTimes).toBe(2);
  });

  test('and that was used since it came back is dropped, and told', async () => {
    const { world, key } = worldWith(ours('deactivated', 5, { deactivatedAt: ago(5) }));
    world.account.use(key, ago(1));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'dropped', stateAt: NOW, isTold: true });
    expect(run.journal.decisions.map(({ at }) => at)).toEqual([isoOf(NOW)]);
  });
});

describe('what an earlier sweep could not tell is told now', () => {
  test('a re-enabling', async () => {
    const { world, key } = worldWith(ours('reenabled', 3, { reenabledAt: ago(3), isTold: false }));
    await swept(world);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
  });

  test('a deletion', async () => {
    const { world, key } = worldWith(ours('deleted', 3, { isTold: false }));
    world.account.deleteUser('alice');
    await swept(world);
    expect(toldBy(world)).toEqual([['deleted', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
    expect(onlyMessage(world).text).toContain('alice  …0000  never used, 400 idle days of 45');
  });

  test('but under notify it waits, because that could not be recorded', async () => {
    for (const state of ['deleted', 'reenabled', 'deactivated'] as const) {
      const record = ours(state, 3, {
        isTold: false,
        ...(state === 'deactivated' && { deactivatedAt: ago(3) }),
        ...(state === 'reenabled' && { reenabledAt: ago(3) }),
      });
      const { world, key } = worldWith(record);
      if (state !== 'reenabled') world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(3));
      await swept(world, { policy: { action: 'notify' } });
      expect(recordOf(world, key)).toEqual(record(key));
      expect(world.topic.messages).toEqual([]);
    }
  });

  test('and what was told is not told twice', async () => {
    const { world, key } = worldWith(ours('reenabled', 3, { reenabledAt: ago(3) }));
    const gone = { ...ours('deleted', 3)(key), accessKeyId: 'AKIAGONE' };
    world.table.put(gone);
    world.table.put({ ...gone, accessKeyId: 'AKIADROPPED', state: 'dropped', isTold: false });
    await swept(world);
    expect(world.topic.messages).toEqual([]);
  });
});

describe('an interrupted act', () => {
  test('that was done is taken as done now', async () => {
    const { world, key } = worldWith(ours('deactivating', 1, { notice: noticeOf(8) }));
    world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(1));
    await swept(world);
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'deactivated', deactivatedAt: NOW, isTold: true });
  });

  test('of a key that is gone is closed, and a deletion of ours is told', async () => {
    const { world, key } = worldWith(ours('deleting', 1, { deactivatedAt: ago(20), deletionNotice: noticeOf(9) }));
    world.account.deleteUser('alice');
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['deleted', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'deleted', isTold: true });
    expect(run.journal.decisions.map(({ facts }) => facts)).toEqual(['gone']);
    expect(run.gauges.emitted).toEqual([{ ...METRICS, deleted: 1 }]);
  });

  test('by another sweep of just now is left to it', async () => {
    const record = ours('deactivating', 0, { notice: noticeOf(8) });
    const { world, key } = worldWith(record);
    const run = await swept(world);
    expect(recordOf(world, key)).toEqual(record(key));
    expect(mattersOf(run)).toEqual([['alice', 'busy', 'another sweep is at it since 2026-11-24T06:00:00.000Z']]);
  });
});

test('a key that somebody deleted is closed', async () => {
  const { world, key } = worldWith(DUE);
  world.account.deleteKey('alice', key.accessKeyId, ago(1));
  const run = await swept(world);
  expect(recordOf(world, key)).toMatchObject({ version: 4, state: 'gone', isTold: true });
  expect(mattersOf(run)).toEqual([['alice', 'gone', 'somebody else deleted it']]);
});

test('an inactive key that is not our doing is counted', async () => {
  const { world, key } = worldWith();
  world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(1));
  const run = await swept(world);
  expect(world.table.stored()).toEqual([]);
  expect(mattersOf(run)).toEqual([['alice', 'not-ours', 'it is inactive, and not by us']]);
});

describe('an exempt user', () => {
  const exempt = { userNames: ['ali*'], paths: [], tag: 'keep' };

  test('is spared, and does not count as unused', async () => {
    const { world } = worldWith();
    const run = await swept(world, { policy: { exempt } });
    expect(world.topic.messages).toEqual([]);
    expect(run.journal.decisions.map(({ matter, exemption }) => [matter, exemption])).toEqual([['spared', 'its name matches ali*']]);
    expect(run.gauges.emitted).toEqual([METRICS]);
  });

  test('by a tag that cannot be understood is told', async () => {
    const { world } = worldWith();
    Object.assign(world.account.users.get('alice') ?? {}, { tags: { keep: 'for ever' } });
    await swept(world, { policy: { exempt: { userNames: [], paths: [], tag: 'keep' } } });
    expect(toldBy(world)).toEqual([['unclear-exemption', ['alice', undefined]]]);
  });

  test('has an announced deletion withdrawn', async () => {
    const { world, key } = worldWith(RIPE);
    world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(14));
    await swept(world, { policy: { exempt } });
    expect(recordOf(world, key).deletionNotice).toBeUndefined();
    expect(key.goneAt).toBeUndefined();
  });

  test('who is gone is not exempt from being forgotten', async () => {
    const { world, key } = worldWith(DUE);
    world.account.deleteUser('alice');
    await swept(world, { policy: { exempt } });
    expect(recordOf(world, key).state).toBe('gone');
  });
});

describe('the cap', () => {
  test('lets as many act as it says, the longest unused first; the others wait, and are told again', async () => {
    const world = new World(NOW);
    const keys = [300, 400, 200].map((days, index) => addUser(world, `user-${String(index)}`, days));
    for (const key of keys) world.table.put(DUE(key));
    const run = await swept(world, { policy: { maxKeysPerDay: 2 } });
    expect(keys.map(({ status }) => status)).toEqual(['Inactive', 'Inactive', 'Active']);
    expect(mattersOf(run)).toEqual([
      ['user-1', 'deactivated', 'never used, 400 idle days of 45; announced 2026-11-17'],
      ['user-0', 'deactivated', 'never used, 300 idle days of 45; announced 2026-11-17'],
      ['user-2', 'waits-for-cap', 'never used, 200 idle days of 45; announced 2026-11-17'],
    ]);
    expect(toldBy(world)).toEqual([
      ['deactivated', ['user-0', isoOf(NOW)], ['user-1', isoOf(NOW)]],
      ['waits-for-cap', ['user-2', undefined]],
    ]);
    const [, , last] = keys;
    if (last !== undefined) expect(recordOf(world, last)).toEqual({ ...DUE(last), version: 4, notice: noticeOf(7, { toldAt: NOW }) });
    expect(run.gauges.emitted).toEqual([{ ...METRICS, deactivated: 2, activeUnusedKeys: 1 }]);
    expect(run.error).toBeUndefined();
  });

  test.each<[number, string, number]>([
    [0, 'Inactive', 0],
    [1, 'Inactive', 1],
    [2 * MINUTE_MS, 'Inactive', 2 * MINUTE_MS],
    [2 * MINUTE_MS + 1, 'Active', 0],
    [HOUR_MS, 'Active', 0],
  ])('is waited for when it is free in %i ms: the key is %s', async (ms, status, waited) => {
    const { world, key } = worldWith(DUE);
    world.table.writeLedger({ version: 1, acts: [ago(1) + ms] });
    await swept(world, { policy: { maxKeysPerDay: 1 } });
    expect([key.status, world.time.at - NOW]).toEqual([status, waited]);
  });

  test('is not waited for without the time', async () => {
    const waits = async (lifetimeMs: number): Promise<string> => {
      const { world, key } = worldWith(DUE);
      world.table.writeLedger({ version: 1, acts: [ago(1) + MINUTE_MS] });
      await swept(world, { policy: { maxKeysPerDay: 1 }, lifetimeMs });
      return key.status;
    };
    expect([await waits(75_001), await waits(75_000)]).toEqual(['Inactive', 'Active']);
  });

  test('is asked again when another sweep took it, but not for ever', async () => {
    const contested = async (times: number): Promise<readonly [string, number, number]> => {
      const { world, key } = worldWith(DUE);
      let tries = 0;
      const run = await swept(world, {
        change: (ports) => ({
          ...ports,
          memory: {
            ...ports.memory,
            writeLedger: (ledger) => (++tries <= times ? Promise.resolve('conflict') : ports.memory.writeLedger(ledger)),
          },
        }),
      });
      const matter = run.journal.decisions[0]?.['matter'];
      expect(matter).toBe(times < 10 ? 'deactivated' : 'waits-for-cap');
      return [key.status, tries, actsOf(world).length];
    };
    expect(await contested(9)).toEqual(['Inactive', 10, 1]);
    expect(await contested(10)).toEqual(['Active', 10, 0]);
  });

  test('cannot be asked when the ledger cannot be understood: nothing is done', async () => {
    const { world, key } = worldWith(DUE);
    world.table.spoilLedger({ acts: 'many' });
    const run = await swept(world);
    expect(key.status).toBe('Active');
    expect(mattersOf(run)).toEqual([['alice', 'undecided', 'it could not be recorded: Error: the ledger of acts cannot be understood']]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });
});

describe('an act that is given back', () => {
  /** Denies the act, and lets another sweep write the ledger before ours so many times when it is given back. */
  const contested = async (times: number): Promise<readonly [number, number, number]> => {
    const { world } = worldWith(DUE);
    world.denied.set('alice', 'writing');
    let writes = 0;
    const change = (ports: Ports): Ports => ({
      ...ports,
      memory: {
        ...ports.memory,
        writeLedger: (ledger) => {
          writes += 1;
          return writes > 1 && writes <= 1 + times ? Promise.resolve('conflict') : ports.memory.writeLedger(ledger);
        },
      },
    });
    const run = await swept(world, { change });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['blocked']);
    return [times, writes, actsOf(world).length];
  };

  test('is given back once, as soon as no other sweep is at the ledger', async () => {
    expect(await contested(0)).toEqual([0, 2, 0]);
    expect(await contested(1)).toEqual([1, 3, 0]);
    expect(await contested(9)).toEqual([9, 11, 0]);
  });

  test('counts when others never leave the ledger alone', async () => {
    expect(await contested(10)).toEqual([10, 11, 1]);
    expect(await contested(99)).toEqual([99, 11, 1]);
  });
});

test('what is told and needs no record keeps nothing else from being recorded', async () => {
  const world = new World(NOW);
  for (let index = 0; index < 10; index += 1) {
    const key = addUser(world, `kept-${String(index)}`);
    world.account.setStatus(key.userName, key.accessKeyId, 'Inactive', ago(3));
    world.table.put(ours('deactivated', 3, { deactivatedAt: ago(3) })(key));
  }
  const last = addUser(world, 'z', 50);
  await swept(world);
  expect(recordOf(world, last).state).toBe('announced');
});

describe('an act', () => {
  test('that is denied certainly did not happen: record and cap are as before, and the next key may act', async () => {
    const world = new World(NOW);
    const blocked = addUser(world, 'blocked', 400);
    const other = addUser(world, 'other', 300);
    for (const key of [blocked, other]) world.table.put(DUE(key));
    world.denied.set('blocked', 'writing');
    const run = await swept(world, { policy: { maxKeysPerDay: 1 } });
    expect([blocked.status, other.status]).toEqual(['Active', 'Inactive']);
    expect(recordOf(world, blocked)).toEqual({ ...DUE(blocked), version: 6, notice: noticeOf(7, { toldAt: NOW }) });
    expect(actsOf(world)).toEqual([NOW]);
    expect(mattersOf(run)).toEqual([
      ['blocked', 'blocked', 'it could not be deactivated: changing keys of blocked is denied'],
      ['other', 'deactivated', 'never used, 300 idle days of 45; announced 2026-11-17'],
    ]);
    expect(run.error).toBeUndefined();
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 1, blocked: 1, deactivated: 1 }]);
  });

  test.each([
    ['keys.deactivate', DUE, 'deactivated', 'deactivating', 'Active'],
    ['keys.delete', RIPE, 'deleted', 'deleting', 'Inactive'],
  ] as const)('%s of which no answer came may have happened: the record says so', async (call, record, done, during, status) => {
    const { world, key } = worldWith(record);
    if (status === 'Inactive') world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(14));
    const run = await swept(world, { manner: { faults: [{ call, first: 0, times: 1, how: 'throttled' }] } });
    expect(recordOf(world, key).state).toBe(during);
    expect(mattersOf(run)).toEqual([
      ['alice', 'undecided', `it may have been ${done}, the answer is not known: Error: ThrottlingException: Rate exceeded`],
    ]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
    expect(run.journal.troubles).toEqual([{ message: '1 could not be read, decided or recorded', details: {} }]);
    expect(run.gauges.emitted[0]).toMatchObject({ undecided: 1, deactivated: 0, deleted: 0, sweepsCompleted: 0 });
    expect(actsOf(world)).toEqual([NOW]);
  });

  test('on a key that is gone closes its record', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, {
      change: (ports) => ({ ...ports, keys: { ...ports.keys, deactivate: () => Promise.resolve('gone') } }),
    });
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'gone', stateAt: NOW });
    expect(mattersOf(run)).toEqual([['alice', 'gone', 'it was gone when we got there']]);
  });

  const conflictAt = (write: number, record: (key: FakeKey) => KeyRecord): Promise<readonly [SweepRun, World, FakeKey]> => {
    const { world, key } = worldWith(record);
    let writes = 0;
    const change = (ports: Ports): Ports => ({
      ...ports,
      memory: { ...ports.memory, write: (one) => (++writes === write ? Promise.resolve('conflict') : ports.memory.write(one)) },
    });
    return swept(world, { change }).then((run) => [run, world, key]);
  };

  test('that another sweep began is left to it, and given back', async () => {
    const [run, world, key] = await conflictAt(1, DUE);
    expect(key.status).toBe('Active');
    expect(actsOf(world)).toEqual([]);
    expect(mattersOf(run)).toEqual([['alice', 'busy', 'never used, 400 idle days of 45; announced 2026-11-17']]);
    expect(run.error).toBeUndefined();
  });

  test('whose record another sweep wrote meanwhile is told as not recorded', async () => {
    const [run, world, key] = await conflictAt(2, DUE);
    expect(key.status).toBe('Inactive');
    expect(actsOf(world)).toEqual([NOW]);
    expect(mattersOf(run)).toEqual([['alice', 'undecided', 'it was deactivated, but another sweep wrote its record meanwhile']]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test.each<[string, (key: FakeKey) => KeyRecord, Partial<SweepPolicy>]>([
    ['a change of state', ours('deactivated', 5, { deactivatedAt: ago(5) }), {}],
    ['a withdrawal', RIPE, { exempt: { userNames: ['alice'], paths: [] } }],
  ])('%s that another sweep recorded before is left to it', async (_, record, policy) => {
    const { world, key } = worldWith(record);
    if (policy.exempt !== undefined) world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(14));
    const change = (ports: Ports): Ports => ({ ...ports, memory: { ...ports.memory, write: () => Promise.resolve('conflict') } });
    const run = await swept(world, { change, policy });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['busy']);
    expect(run.error).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  test('is told of a user, and the run fails at its end', async () => {
    const { world } = worldWith();
    const other = addUser(world, 'bob');
    const run = await swept(world, { manner: { faults: [{ call: 'users.read', first: 0, times: 1, how: 'throttled' }] } });
    expect(mattersOf(run)).toEqual([
      ['alice', 'undecided', 'the user cannot be read: Error: ThrottlingException: Rate exceeded'],
      ['bob', 'will-be-deactivated', 'never used, 400 idle days of 45'],
    ]);
    expect(run.journal.decisions[0]).toEqual({
      ...{ userName: 'alice', accessKeyId: undefined, matter: 'undecided', verdict: 'undecided', policy: POLICY },
      because: 'the user cannot be read: Error: ThrottlingException: Rate exceeded',
    });
    expect(recordOf(world, other).state).toBe('announced');
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test('is told of each key that we remember of the user', async () => {
    const { world, key } = worldWith(DUE);
    const second = world.account.createKey('alice', ago(300));
    world.table.put(DUE(second));
    world.table.put({ ...ours('gone', 3)(second), accessKeyId: 'AKIAGONE' });
    world.denied.set('alice', 'reading');
    const run = await swept(world);
    expect(run.journal.decisions.map(({ accessKeyId, matter }) => [accessKeyId, matter])).toEqual([
      [key.accessKeyId, 'blocked'],
      [second.accessKeyId, 'blocked'],
    ]);
    expect(run.error).toBeUndefined();
    expect(run.gauges.emitted).toEqual([{ ...METRICS, blocked: 2 }]);
  });

  test('is told of one key, and the other is decided', async () => {
    const { world, key } = worldWith();
    const other = world.account.createKey('alice', ago(300));
    world.unreadable.add(key.accessKeyId);
    const run = await swept(world);
    expect(run.journal.decisions.map(({ accessKeyId, matter }) => [accessKeyId, matter])).toEqual([
      [key.accessKeyId, 'undecided'],
      [other.accessKeyId, 'will-be-deactivated'],
    ]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test('is told of a key whose last use is denied, as blocked', async () => {
    const { world } = worldWith();
    world.denied.set('alice', 'use');
    const run = await swept(world);
    expect(mattersOf(run)).toEqual([['alice', 'blocked', 'its last use is denied']]);
    expect(run.error).toBeUndefined();
  });

  test('is told of a record, whether or not its user is looked at', async () => {
    const { world, key } = worldWith(DUE);
    world.table.spoil(key.accessKeyId, { notice: undefined });
    world.table.spoil('AKIALOST', { userName: 'zoe', schemaVersion: 7 });
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['undecided', ['alice', undefined], ['zoe', undefined]]]);
    expect(key.status).toBe('Active');
    expect(mattersOf(run)).toEqual([['alice', 'undecided', 'its record has a strange notice']]);
    expect(run.error).toEqual(INCOMPLETE('2 could not be read, decided or recorded'));
  });

  test.each(['memory.readAll', 'report.read'] as const)('by %s ends the sweep before anything is done', async (call) => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, { manner: { faults: [{ call, first: 0, times: 1, how: 'throttled' }] } });
    expect(run.error).toEqual(new Error('ThrottlingException: Rate exceeded'));
    expect([key.status, world.topic.messages, run.gauges.emitted]).toEqual(['Active', [], []]);
  });
});

describe('what cannot be recorded or told', () => {
  test('of one key never stops the next', async () => {
    const { world, key } = worldWith(DUE);
    const other = addUser(world, 'bob', 300);
    world.table.put(DUE(other));
    const run = await swept(world, { manner: { faults: [{ call: 'memory.write', first: 0, times: 1, how: 'throttled' }] } });
    expect([key.status, other.status]).toEqual(['Active', 'Inactive']);
    expect(mattersOf(run)).toEqual([
      ['alice', 'undecided', 'it could not be recorded: Error: ThrottlingException: Rate exceeded'],
      ['bob', 'deactivated', 'never used, 300 idle days of 45; announced 2026-11-17'],
    ]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test('because the topic does not take it is not recorded as told', async () => {
    const { world } = worldWith();
    const run = await swept(world, { manner: { faults: [{ call: 'teller.publish', first: 0, times: 1, how: 'denied' }] } });
    expect(world.table.stored()).toEqual([]);
    expect(run.error).toEqual(INCOMPLETE('the digest could not be published: teller.publish is denied'));
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 1, sweepsCompleted: 0 }]);
  });

  test('after it was told is said, key by key', async () => {
    const { world, key } = worldWith();
    const other = addUser(world, 'bob');
    const run = await swept(world, { manner: { faults: [{ call: 'memory.write', first: 0, times: 1, how: 'throttled' }] } });
    expect(run.error).toEqual(
      INCOMPLETE(`what was told of ${key.accessKeyId} could not be recorded: Error: ThrottlingException: Rate exceeded`),
    );
    expect(recordOf(world, other).state).toBe('announced');
  });

  test('because another sweep told it meanwhile is as good as recorded', async () => {
    const { world } = worldWith();
    const run = await swept(world, {
      change: (ports) => ({ ...ports, memory: { ...ports.memory, write: () => Promise.resolve('conflict') } }),
    });
    expect(run.error).toBeUndefined();
  });
});

describe('when time runs short', () => {
  /** Each reading of a user takes a second. */
  const slowly = (world: World): ((ports: Ports) => Ports) => {
    return (ports) => ({ ...ports, users: { read: (userName) => after(world, 1000, () => ports.users.read(userName))() } });
  };
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `user-${String(index + 10)}`);
  const crowd = (count: number): World => {
    const world = new World(NOW);
    for (const [index, name] of names(count).entries()) addUser(world, name, 400 - index);
    return world;
  };

  test('the sweep ends between users, says who is left, and the next begins there', async () => {
    const world = crowd(20);
    const first = await swept(world, { change: slowly(world), lifetimeMs: 15_000 });
    expect(first.journal.decisions).toHaveLength(12);
    expect(first.error).toEqual(INCOMPLETE('8 users were left for want of time'));
    expect(first.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 12, announced: 12, sweepsCompleted: 0 }]);
    expect(world.table.readAll().resumeAt).toBe('user-22');
    expect(onlyMessage(world).text).toContain('- user-29  the time was up\n');
    const second = await swept(world, { change: slowly(world), lifetimeMs: 15_000 });
    expect(second.journal.decisions.map(({ userName }) => userName)).toEqual([...names(20).slice(12), ...names(4)]);
    const third = await swept(world, { change: slowly(world) });
    expect(third.error).toBeUndefined();
    expect(world.table.readAll().resumeAt).toBeUndefined();
  });

  test('under notify nothing is remembered of that', async () => {
    const world = crowd(3);
    const run = await swept(world, { change: slowly(world), lifetimeMs: 2_500, policy: { action: 'notify' } });
    expect(run.error).toEqual(INCOMPLETE('1 users were left for want of time'));
    expect(world.table.readAll().resumeAt).toBeUndefined();
  });

  test('no act is begun, and its user is left', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, { change: slowly(world), lifetimeMs: 1_250 });
    expect(key.status).toBe('Active');
    expect(mattersOf(run)).toEqual([['alice', 'left', 'never used, 400 idle days of 45; announced 2026-11-17']]);
    expect(run.error).toEqual(INCOMPLETE('1 users were left for want of time'));
    expect(world.table.readAll().resumeAt).toBe('alice');
    expect(toldBy(world)).toEqual([['left', ['alice', undefined]]]);
  });

  test('at most two minutes are kept for telling', async () => {
    const world = crowd(3);
    const run = await swept(world, {
      change: (ports) => ({ ...ports, users: { read: (userName) => after(world, 779_000, () => ports.users.read(userName))() } }),
      lifetimeMs: 15 * MINUTE_MS,
    });
    expect(run.journal.decisions).toHaveLength(2);
  });

  test('what was told and has no time left to be recorded is said', async () => {
    const { world, key } = worldWith();
    const run = await swept(world, {
      change: (ports) => ({ ...ports, teller: { publish: (message) => after(world, 98_000, () => ports.teller.publish(message))() } }),
      lifetimeMs: 100_000,
    });
    expect(world.table.stored()).toEqual([]);
    expect(run.error).toEqual(INCOMPLETE(`no time was left to record what was told of ${key.accessKeyId}`));
  });

  test('it is said when that cannot be remembered', async () => {
    const world = crowd(3);
    const run = await swept(world, {
      change: slowly(world),
      lifetimeMs: 2_500,
      manner: { faults: [{ call: 'memory.writeResumeAt', first: 0, times: 1, how: 'denied' }] },
    });
    expect(run.error).toEqual(
      INCOMPLETE(
        'where the next sweep must begin could not be recorded: memory.writeResumeAt is denied; 1 users were left for want of time',
      ),
    );
    expect(run.journal.troubles.map(({ message }) => message)).toEqual([
      'where the next sweep must begin could not be recorded: memory.writeResumeAt is denied',
      '1 users were left for want of time',
    ]);
  });
});

describe('the report', () => {
  test('leads to nobody who is in use, and the digest says how many', async () => {
    const { world } = worldWith();
    addUser(world, 'bob', 3);
    const run = await swept(world);
    expect([...run.readings.keys()]).toEqual(['alice']);
    expect(onlyMessage(world).text).toContain('1 users have nothing due by the credential report.');
  });

  test('is checked on Sundays, when what stands is told too', async () => {
    const sunday = NOW + 5 * DAY_MS;
    const world = new World(sunday);
    addUser(world, 'bob', 3);
    const inactive = addUser(world, 'carol', 300);
    world.account.setStatus('carol', inactive.accessKeyId, 'Inactive', ago(3));
    const run = await swept(world);
    expect([...run.readings.keys()]).toEqual(['carol', 'bob']);
    expect(toldBy(world)).toEqual([['not-ours', ['carol', undefined]]]);
  });

  test('that leaves out somebody is said', async () => {
    const world = new World(NOW + 5 * DAY_MS);
    const key = addUser(world, 'bob', 300);
    const forged = (ports: Ports): Ports => ({
      ...ports,
      report: { read: async () => (await ports.report.read()).map((row) => ({ ...row, access_key_1_last_used_date: isoOf(NOW) })) },
    });
    const run = await swept(world, { change: forged });
    expect(run.error).toEqual(INCOMPLETE(`the credential report showed nothing due for bob, whose key ${key.accessKeyId} is`));
    world.table.lose();
    const notify = await swept(world, { change: forged, policy: { action: 'notify' } });
    expect(notify.error).toEqual(INCOMPLETE(`the credential report showed nothing due for bob, whose key ${key.accessKeyId} is`));
  });

  test('gives users whose password alone is unused, told once a week', async () => {
    const world = new World(NOW + 5 * DAY_MS);
    for (const userName of ['alice', 'bob']) world.account.createUser(userName, ago(60), { hasPassword: true });
    world.account.createKey('alice', ago(60));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([
      ['will-be-deactivated', ['alice', isoOf(NOW + 12 * DAY_MS)]],
      ['password-only', ['bob', isoOf(ago(60))]],
    ]);
    expect(onlyMessage(world).text).toContain('- 2026-09-25  bob  its password is without use for 65 days');
    expect(run.error).toBeUndefined();
  });

  test('of users whom a record alone knows is not needed', async () => {
    const { world, key } = worldWith(DUE);
    world.report.rows(NOW);
    const zoe = addUser(world, 'zoe', 300);
    world.table.put(DUE(zoe));
    await swept(world);
    expect([key.status, zoe.status]).toEqual(['Inactive', 'Inactive']);
  });
});

test('users are read some ahead, in order, and acted on one by one', async () => {
  const world = new World(NOW);
  const reads: string[] = [];
  for (let index = 0; index < 20; index += 1) addUser(world, `user-${String(index + 10)}`, 400 - index);
  let open = 0;
  let most = 0;
  await swept(world, {
    change: (ports) => ({
      ...ports,
      users: {
        read: async (userName) => {
          most = Math.max(most, ++open);
          reads.push(userName);
          await new Promise<void>((resolve) => setImmediate(resolve));
          open -= 1;
          return ports.users.read(userName);
        },
      },
    }),
  });
  expect(most).toBe(8);
  expect(reads).toEqual(Array.from({ length: 20 }, (_, index) => `user-${String(index + 10)}`));
});
