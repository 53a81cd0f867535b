import { DAY_MS, isoOf } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import type { Ports } from '../../sweep/ports';
import type { FakeKey } from '../support/world/account';
import { ago, noticeOf, NOW, POLICY } from '../support/world/records';
import {
  addUser,
  DUE,
  INCOMPLETE,
  mattersOf,
  onlyMessage,
  ours,
  recordOf,
  swept,
  slowly,
  toldBy,
  worldWith,
  type Options,
} from '../support/world/swept';
import { World } from '../support/world/world';

/** The report shows every first key as used just now. */
const cleared = (ports: Ports): Ports => ({
  ...ports,
  report: { read: async () => (await ports.report.read()).map((row) => ({ ...row, access_key_1_last_used_date: isoOf(NOW) })) },
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
    expect(mattersOf(run)).toEqual([
      ['carol', 'not-ours', 'it is inactive, and not by us'],
      ['bob', 'in-use', 'never used, 8 idle days of 45'],
    ]);
    expect(toldBy(world)).toEqual([['not-ours', ['carol', undefined]]]);
  });

  test('that leaves out somebody is said', async () => {
    const world = new World(NOW + 5 * DAY_MS);
    const key = addUser(world, 'bob', 300);
    const run = await swept(world, { change: cleared });
    expect(run.error).toEqual(INCOMPLETE(`the credential report showed nothing due for bob, whose key ${key.accessKeyId} is`));
    world.table.lose();
    const notify = await swept(world, { change: cleared, policy: { action: 'notify' } });
    expect(notify.error).toEqual(INCOMPLETE(`the credential report showed nothing due for bob, whose key ${key.accessKeyId} is`));
  });

  test('clears nobody by what could not be read', async () => {
    const world = new World(NOW + 5 * DAY_MS);
    const key = addUser(world, 'bob', 3);
    world.unreadable.add(key.accessKeyId);
    const run = await swept(world);
    expect(mattersOf(run)).toEqual([['bob', 'undecided', 'its last use was throttled']]);
    expect(run.error).toEqual(INCOMPLETE('1 could not be read, decided or recorded'));
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
    expect(run.journal.decisions.at(-1)).toEqual({
      ...{ userName: 'bob', accessKeyId: undefined, matter: 'password-only', verdict: 'password-only', policy: POLICY },
      ...{ because: 'its password is without use for 65 days', at: isoOf(ago(60)) },
    });
    expect(onlyMessage(world).text).toContain('- 2026-09-25  bob  its password is without use for 65 days');
    expect(run.error).toBeUndefined();
  });

  test('leads to nobody for a record that is closed', async () => {
    const world = new World(NOW);
    const key = addUser(world, 'bob', 3);
    world.table.put(ours('dropped', 3)(key));
    world.table.put({ ...ours('gone', 3)(key), accessKeyId: 'AKIAGONE', userName: 'zoe' });
    const run = await swept(world);
    expect([...run.readings.keys()]).toEqual([]);
    expect(run.gate.calls).toBe(2);
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

describe('a renamed user', () => {
  /** Alice is zoe now, and the record of her key does not know. */
  const renamed = (record: (key: FakeKey) => KeyRecord, at = NOW): { world: World; key: FakeKey } => {
    const made = worldWith(record, at);
    made.world.account.renameUser('alice', 'zoe');
    return made;
  };

  test('keeps the record, which takes the new name, and the key does not count as gone', async () => {
    const { world, key } = renamed(DUE);
    const run = await swept(world);
    expect([...run.readings.keys()]).toEqual(['alice', 'zoe']);
    expect(run.journal.decisions.map(({ userName, matter }) => [userName, matter])).toEqual([['zoe', 'deactivated']]);
    expect(recordOf(world, key)).toMatchObject({ userName: 'zoe', state: 'deactivated' });
    expect(toldBy(world)).toEqual([['deactivated', ['zoe', isoOf(NOW)]]]);
    expect(run.error).toBeUndefined();
  });

  test('whom the report does not know yet has the record closed', async () => {
    const { world, key } = worldWith(DUE);
    world.report.rows(NOW);
    world.account.renameUser('alice', 'zoe');
    await swept(world);
    expect(recordOf(world, key)).toMatchObject({ userName: 'alice', state: 'gone' });
    expect(key.status).toBe('Active');
  });

  test.each<[string, Options, string]>([
    ['cannot be read', { manner: { faults: [{ call: 'users.read', first: 1, times: 1, how: 'throttled' }] } }, '2 could not be read'],
    ['is left for want of time', { lifetimeMs: 1_250, change: slowly }, '1 could not be read'],
  ])('who %s does not have the record closed: the key may be there', async (_, options, why) => {
    const record = ours('deactivated', 3, { deactivatedAt: ago(3) });
    const { world, key } = renamed(record);
    world.account.setStatus('zoe', key.accessKeyId, 'Inactive', ago(3));
    const run = await swept(world, options);
    expect(recordOf(world, key)).toEqual(record({ ...key, userName: 'alice' }));
    const because = 'it is missing, and not everybody was read: its user may be renamed';
    expect(mattersOf(run)).toContainEqual(['alice', 'undecided', because]);
    expect((run.error as Error).message).toContain(why);
    const next = await swept(world);
    expect(next.journal.decisions.map(({ userName, matter }) => [userName, matter])).toEqual([['zoe', 'will-be-deleted']]);
  });

  test('who cannot be read does not have it closed either when another key is remembered in the new name', async () => {
    const { world, key } = renamed(ours('deactivated', 3, { deactivatedAt: ago(3) }));
    world.table.put(DUE(world.account.createKey('zoe', ago(300))));
    await swept(world, { manner: { faults: [{ call: 'users.read', first: 1, times: 1, how: 'throttled' }] } });
    expect(recordOf(world, key).state).toBe('deactivated');
  });

  test('who is denied does not keep the record of a key that is gone open', async () => {
    const { world, key } = renamed(DUE);
    world.denied.set('zoe', 'reading');
    await swept(world);
    expect(recordOf(world, key).state).toBe('gone');
  });

  test('whose key the report clears although it is due is said, and acted on', async () => {
    const sunday = NOW + 5 * DAY_MS;
    const { world, key } = renamed(ours('announced', 7, { notice: noticeOf(7) }), sunday);
    const run = await swept(world, { change: cleared });
    expect(key.status).toBe('Inactive');
    expect(run.error).toEqual(INCOMPLETE(`the credential report showed nothing due for zoe, whose key ${key.accessKeyId} is`));
  });
});

test('what we were deleting is told as deleted, and what another sweep is at left to it, although somebody could not be read', async () => {
  const { world, key } = worldWith(ours('deleting', 1, { deactivatedAt: ago(20) }));
  const busy = addUser(world, 'amy');
  world.table.put(ours('deleting', 0, { deactivatedAt: ago(20) })(busy));
  for (const name of ['alice', 'amy']) world.account.deleteUser(name);
  addUser(world, 'bob');
  const manner: Options['manner'] = { faults: [{ call: 'users.read', first: 2, times: 1, how: 'throttled' }] };
  const run = await swept(world, { manner });
  expect(run.journal.decisions.map(({ userName, matter }) => [userName, matter])).toEqual([
    ['bob', 'undecided'],
    ['alice', 'deleted'],
    ['amy', 'busy'],
  ]);
  expect(recordOf(world, key).state).toBe('deleted');
});

test('what is gone is closed although a key of somebody cannot be read', async () => {
  const { world, key } = worldWith(DUE);
  world.account.deleteUser('alice');
  world.unreadable.add(addUser(world, 'bob').accessKeyId);
  await swept(world);
  expect(recordOf(world, key).state).toBe('gone');
});

test('what is gone is settled after everybody else', async () => {
  const { world, key } = worldWith(DUE);
  world.account.deleteUser('alice');
  const other = addUser(world, 'bob');
  const run = await swept(world);
  expect(run.journal.decisions.map(({ userName, matter }) => [userName, matter])).toEqual([
    ['bob', 'will-be-deactivated'],
    ['alice', 'gone'],
  ]);
  expect([recordOf(world, key).state, recordOf(world, other).state]).toEqual(['gone', 'announced']);
});
