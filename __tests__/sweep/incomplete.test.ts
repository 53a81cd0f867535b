import { EMPTY_LEDGER } from '../../domain/act-ledger';
import { MINUTE_MS } from '../../domain/instant';
import { ago, NOW, POLICY } from '../support/world/records';
import {
  addUser,
  after,
  DUE,
  INCOMPLETE,
  mattersOf,
  METRICS,
  onlyMessage,
  ours,
  recordOf,
  swept,
  slowly,
  toldBy,
  worldWith,
} from '../support/world/swept';
import { World } from '../support/world/world';

test('what is told and needs no record keeps nothing else from being recorded', async () => {
  const world = new World(NOW);
  for (let index = 0; index < 10; index += 1) {
    const key = addUser(world, `kept-${String(index)}`);
    world.account.setStatus(key.userName, key.accessKeyId, 'Inactive', ago(3));
    world.table.put(ours('deactivated', 3, { deactivatedAt: ago(3) })(key));
  }
  // Inactive too, so that it comes last.
  const last = addUser(world, 'z');
  world.account.setStatus('z', last.accessKeyId, 'Inactive', ago(7));
  world.table.put(ours('deactivated', 7, { deactivatedAt: ago(7) })(last));
  await swept(world);
  expect(recordOf(world, last).deletionNotice).toMatchObject({ announcedAt: NOW });
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

  test('is told in its turn, and nobody waits for its end', async () => {
    const { world } = worldWith();
    addUser(world, 'bob');
    const run = await swept(world, { manner: { faults: [{ call: 'users.read', first: 1, times: 1, how: 'denied' }] } });
    expect(run.journal.decisions.map(({ userName, matter }) => [userName, matter])).toEqual([
      ['alice', 'will-be-deactivated'],
      ['bob', 'blocked'],
    ]);
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
      [other.accessKeyId, 'will-be-deactivated'],
      [key.accessKeyId, 'undecided'],
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
    expect(mattersOf(run)).toEqual([
      ['alice', 'undecided', 'its record has a strange notice'],
      ['zoe', 'undecided', 'its record has a strange schemaVersion'],
    ]);
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
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `user-${String(index + 10)}`);
  const crowd = (count: number): World => {
    const world = new World(NOW);
    for (const [index, name] of names(count).entries()) addUser(world, name, 400 - index);
    return world;
  };

  test('the sweep ends between users, says who is left, and the next begins there', async () => {
    const world = crowd(20);
    const first = await swept(world, { change: slowly, lifetimeMs: 15_000 });
    expect(mattersOf(first)).toEqual(
      names(20).map((name, index) =>
        index < 12
          ? [name, 'will-be-deactivated', `never used, ${String(400 - index)} idle days of 45`]
          : [name, 'left', 'the time was up'],
      ),
    );
    expect(first.error).toEqual(INCOMPLETE('8 users were left for want of time'));
    expect(first.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: 12, announced: 12, sweepsCompleted: 0 }]);
    expect(world.table.readAll().resumeAt).toBe('user-22');
    expect(onlyMessage(world).text).toContain('- user-29  the time was up\n');
    const second = await swept(world, { change: slowly, lifetimeMs: 15_000 });
    const seen = second.journal.decisions.filter(({ matter }) => matter !== 'left');
    expect(seen.map(({ userName }) => userName)).toEqual([...names(20).slice(12), ...names(4)]);
    const third = await swept(world, { change: slowly });
    expect(third.error).toBeUndefined();
    expect(world.table.readAll().resumeAt).toBeUndefined();
  });

  test('under notify nothing is remembered of that', async () => {
    const world = crowd(3);
    const run = await swept(world, { change: slowly, lifetimeMs: 2_500, policy: { action: 'notify' } });
    expect(run.error).toEqual(INCOMPLETE('1 users were left for want of time'));
    expect(world.table.readAll().resumeAt).toBeUndefined();
  });

  test('no act is begun, and its user is left', async () => {
    const { world, key } = worldWith(DUE);
    const run = await swept(world, { change: slowly, lifetimeMs: 1_250 });
    expect(key.status).toBe('Active');
    expect(mattersOf(run)).toEqual([['alice', 'left', 'never used, 400 idle days of 45; announced 2026-11-17']]);
    expect(run.error).toEqual(INCOMPLETE('1 users were left for want of time'));
    expect(world.table.readAll().resumeAt).toBe('alice');
    expect(world.table.readLedger()).toEqual(EMPTY_LEDGER);
    expect(toldBy(world)).toEqual([['left', ['alice', undefined]]]);
  });

  test('at most two minutes are kept for telling', async () => {
    const world = crowd(3);
    const run = await swept(world, {
      change: (ports) => ({ ...ports, users: { read: (userName) => after(world, 779_000, () => ports.users.read(userName))() } }),
      lifetimeMs: 15 * MINUTE_MS,
    });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['will-be-deactivated', 'will-be-deactivated', 'left']);
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
      change: slowly,
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
