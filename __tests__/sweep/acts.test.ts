import { HOUR_MS, isoOf, MINUTE_MS } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { Ports } from '../../sweep/ports';
import { ownRecord } from '../../sweep/run';
import type { FakeKey } from '../support/world/account';
import type { Manner } from '../support/world/gate';
import { ago, noticeOf, NOW } from '../support/world/records';
import {
  actsOf,
  addUser,
  after,
  inactiveWith,
  meanwhile,
  DUE,
  INCOMPLETE,
  mattersOf,
  METRICS,
  ours,
  recordOf,
  RIPE,
  swept,
  toldBy,
  worldWith,
} from '../support/world/swept';
import type { SweepRun } from '../support/world/watch';
import { World } from '../support/world/world';

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

  test.each([
    [400, 300, ['Inactive', 'Active']],
    [300, 400, ['Active', 'Inactive']],
  ])('goes to the longest unused of the keys of one user, in whatever order IAM lists them: %i and %i days', async (one, two, statuses) => {
    const world = new World(NOW);
    const keys = [addUser(world, 'alice', one), world.account.createKey('alice', ago(two))];
    for (const key of keys) world.table.put(DUE(key));
    await swept(world, { policy: { maxKeysPerDay: 1 } });
    expect(keys.map(({ status }) => status)).toEqual(statuses);
  });

  test('is not waited for without the time', async () => {
    const waits = async (lifetimeMs: number): Promise<readonly unknown[]> => {
      const { world } = worldWith(DUE);
      world.table.writeLedger({ version: 1, acts: [ago(1) + MINUTE_MS] });
      const run = await swept(world, { policy: { maxKeysPerDay: 1 }, lifetimeMs });
      return [run.journal.decisions[0]?.['matter'], world.time.at - NOW];
    };
    expect([await waits(75_001), await waits(75_000)]).toEqual([
      ['deactivated', MINUTE_MS],
      ['waits-for-cap', 0],
    ]);
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

  const conflictAt = (
    write: number,
    record: (key: FakeKey) => KeyRecord,
    prepare: (world: World) => unknown = () => undefined,
  ): Promise<readonly [SweepRun, World, FakeKey]> => {
    const { world, key } = worldWith(record);
    prepare(world);
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

  test('that is denied, and whose record another sweep wrote meanwhile, is told, and nothing is recorded over it', async () => {
    const [run, world, key] = await conflictAt(2, DUE, (denied) => denied.denied.set('alice', 'writing'));
    expect(mattersOf(run)).toEqual([['alice', 'blocked', 'it could not be deactivated: changing keys of alice is denied']]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, state: 'deactivating' });
    expect(actsOf(world)).toEqual([]);
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
    ['a withdrawal after a mistake', RIPE, { exempt: { userNames: [], paths: [] }, maxCredentialUsageAgeDays: 399 }],
  ])('%s that another sweep recorded before is left to it', async (_, record, policy) => {
    const { world, key } = worldWith(record);
    if (policy.exempt !== undefined) world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(14));
    const change = (ports: Ports): Ports => ({ ...ports, memory: { ...ports.memory, write: () => Promise.resolve('conflict') } });
    const run = await swept(world, { change, policy });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['busy']);
    expect(run.error).toBeUndefined();
  });
});

describe('an act that could not be recorded says what was done', () => {
  const THROTTLED = 'and that could not be recorded: Error: ThrottlingException: Rate exceeded';
  /** The record before the act is written, the one after it is not. */
  const manner: Manner = { faults: [{ call: 'memory.write', first: 1, times: 1, how: 'throttled' }] };

  test('when it was done', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, { manner });
    expect(key.status).toBe('Inactive');
    expect(mattersOf(run)).toEqual([['alice', 'undecided', `it was deactivated, ${THROTTLED}`]]);
    expect(actsOf(world)).toEqual([NOW]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test.each<[string, (world: World) => unknown, (ports: Ports) => Ports]>([
    ['was denied', (world) => world.denied.set('alice', 'writing'), (ports) => ports],
    ['found nothing to delete', () => undefined, (ports) => ({ ...ports, keys: { ...ports.keys, delete: () => Promise.resolve('gone') } })],
  ])('when it %s', async (_, prepare, change) => {
    const { world, key } = inactiveWith(RIPE);
    prepare(world);
    const run = await swept(world, { manner, change });
    expect(mattersOf(run)).toEqual([['alice', 'undecided', `it was not deleted, ${THROTTLED}`]]);
    expect(recordOf(world, key).state).toBe('deleting');
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });
});

describe('a second reading', () => {
  test.each<[string, () => { world: World; key: FakeKey }, 'Active' | 'Inactive', (key: FakeKey) => KeyRecord]>([
    ['a deletion instead of a deactivation', () => worldWith(DUE), 'Inactive', RIPE],
    ['a deactivation instead of a deletion', () => inactiveWith(RIPE), 'Active', DUE],
  ])('that shows %s leaves both to the sweep that is at it', async (_, make, status, record) => {
    const { world, key } = make();
    const change = meanwhile(() => {
      world.time.advance(MINUTE_MS);
      world.account.setStatus('alice', key.accessKeyId, status, world.time.at);
      world.table.put(record(key));
    });
    const run = await swept(world, { change });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['busy']);
    expect([key.status, key.goneAt, recordOf(world, key)]).toEqual([status, undefined, record(key)]);
    expect(actsOf(world)).toEqual([]);
    expect(run.error).toBeUndefined();
  });

  test('is about the key that is acted on, not about the other one of its user', async () => {
    const world = new World(NOW);
    const other = addUser(world, 'alice', 3);
    const key = world.account.createKey('alice', ago(400));
    world.account.setStatus('alice', key.accessKeyId, 'Inactive', ago(14));
    world.table.put(RIPE(key));
    await swept(world);
    expect([other.status, other.goneAt, key.goneAt]).toEqual(['Active', undefined, NOW]);
  });

  test('that finds key and record closed by another sweep closes nothing again', async () => {
    const { world, key } = inactiveWith(RIPE);
    // The other sweep has not told it yet, and will.
    const closed = ours('deleted', 0, { isTold: false })(key);
    const change = meanwhile(() => {
      world.account.deleteKey('alice', key.accessKeyId, NOW);
      world.table.put(closed);
    });
    const run = await swept(world, { change });
    expect(mattersOf(run)).toEqual([['alice', 'gone', 'it is gone, and nothing was open']]);
    expect(world.topic.messages).toEqual([]);
    expect(recordOf(world, key)).toEqual(closed);
  });

  /** The record is still in the name that the user had before. */
  const renamed = (): { world: World; key: FakeKey } => {
    const made = inactiveWith(RIPE);
    made.world.account.renameUser('alice', 'zoe');
    return made;
  };

  test('of a renamed user who cannot be read any more is about the user', async () => {
    const { world, key } = renamed();
    const run = await swept(world, { change: meanwhile(() => world.denied.set('zoe', 'reading')) });
    expect(mattersOf(run)).toEqual([['zoe', 'blocked', 'the user cannot be read: reading zoe is denied']]);
    expect(recordOf(world, key)).toEqual(RIPE({ ...key, userName: 'alice' }));
  });

  test('of a renamed user that does not find the key decides nothing, whatever the other key is', async () => {
    const { world, key } = renamed();
    world.account.createKey('zoe', ago(3));
    const run = await swept(world, { change: meanwhile(() => world.account.deleteKey('zoe', key.accessKeyId, NOW)) });
    expect(mattersOf(run)).toEqual([
      ['zoe', 'undecided', 'it was not found when it was read again'],
      ['zoe', 'in-use', 'never used, 3 idle days of 45'],
    ]);
    expect(actsOf(world)).toEqual([]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
  });

  test('after which no time is left leaves the user to the next sweep, and gives the act back', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, {
      change: (ports) => ({
        ...ports,
        memory: { ...ports.memory, writeLedger: (ledger) => after(world, 13 * MINUTE_MS, () => ports.memory.writeLedger(ledger))() },
      }),
    });
    expect(key.status).toBe('Active');
    expect(toldBy(world)).toEqual([['left', ['alice', undefined]]]);
    expect(actsOf(world)).toEqual([]);
    expect(run.error).toEqual(INCOMPLETE('1 users were left for want of time'));
  });
});

test('a step that needs a record is not taken without one', () => {
  const step = { kind: 'delete', because: 'of a mistake' } as const;
  expect(() => ownRecord({ record: 'none', step })).toThrow('a step of delete must come from a record, got none');
});
