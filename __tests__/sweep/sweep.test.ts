import { isoOf, MINUTE_MS } from '../../domain/instant';
import type { FakeKey } from '../support/world/account';
import { ago, ahead, noticeOf, NOW, POLICY } from '../support/world/records';
import {
  actsOf,
  after,
  inactiveWith,
  meanwhile,
  DUE,
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
import { type World } from '../support/world/world';

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

describe('a key that we deactivated', () => {
  test('is told with the day of its deletion, which is announced in time', async () => {
    const { world, key } = inactiveWith(ours('deactivated', 7, { deactivatedAt: ago(7) }));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(7))]]]);
    const before = ours('deactivated', 7, { deactivatedAt: ago(7) })(key);
    expect(recordOf(world, key)).toEqual({ ...before, version: 4, deletionNotice: { announcedAt: NOW, dueAt: ahead(7), toldAt: NOW } });
    expect(run.gauges.emitted).toEqual([{ ...METRICS, announced: 1 }]);
  });

  test('is told before that too, and nothing is recorded', async () => {
    const record = ours('deactivated', 3, { deactivatedAt: ago(3) });
    const { world, key } = inactiveWith(record);
    expect((await swept(world)).error).toBeUndefined();
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(11))]]]);
    expect(recordOf(world, key)).toEqual(record(key));
  });

  test('is told of once more when nobody was told of the deactivation', async () => {
    const { world, key } = inactiveWith(ours('deactivated', 3, { deactivatedAt: ago(3), isTold: false }));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
    expect(run.gauges.emitted).toEqual([METRICS]);
  });

  test('is told again with the announced day of its deletion', async () => {
    const { world, key } = inactiveWith(ours('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: noticeOf(3) }));
    await swept(world);
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(4))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, deletionNotice: noticeOf(3, { toldAt: NOW }) });
  });

  test('is deleted when its grace is over, after it and its record were read again', async () => {
    const { world, key } = inactiveWith(RIPE);
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
    const { world, key } = inactiveWith(RIPE);
    const run = await swept(world, { change: meanwhile(() => happens(world, key)) });
    expect(mattersOf(run)).toEqual([['alice', matter, because]]);
    expect(actsOf(world)).toEqual([]);
  });

  test('stays when the policy deletes nothing, and an announced deletion is withdrawn', async () => {
    const { world, key } = inactiveWith(RIPE);
    const run = await swept(world, { policy: { action: 'deactivate' } });
    expect(world.topic.messages).toEqual([]);
    const { deletionNotice, ...before } = RIPE(key);
    expect(deletionNotice).toBeDefined();
    expect(recordOf(world, key)).toEqual({ ...before, version: 4 });
    expect(mattersOf(run)).toEqual([['alice', 'stays-inactive', 'deactivated 2026-11-10; the policy deletes nothing']]);
  });

  test('stays with its announcement under notify, where nothing is written', async () => {
    const { world, key } = inactiveWith(RIPE);
    const run = await swept(world, { policy: { action: 'notify' } });
    expect(recordOf(world, key)).toEqual(RIPE(key));
    expect(mattersOf(run)).toEqual([['alice', 'stays-inactive', 'deactivated 2026-11-10; the policy deletes nothing']]);
  });

  test('whose grace was made longer is told with its new day, and the old announcement is withdrawn', async () => {
    const silent = noticeOf(9, { toldAt: ago(8) });
    const { world, key } = inactiveWith(ours('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: silent }));
    await swept(world, { policy: { graceDays: 30 } });
    expect(toldBy(world)).toEqual([['will-be-deleted', ['alice', isoOf(ahead(20))]]]);
    expect(recordOf(world, key).deletionNotice).toBeUndefined();
  });

  test('although it was in use is told loudly, and an announced deletion is withdrawn', async () => {
    const { world, key } = inactiveWith(RIPE);
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
    const run = await swept(world);
    expect(run.gauges.emitted).toEqual([METRICS]);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'reenabled', reenabledAt: NOW, reenabledTimes: 1, isTold: true });
  });

  test('and that comes back again and again is told so', async () => {
    const { world, key } = worldWith(ours('deactivated', 5, { deactivatedAt: ago(5), reenabledTimes: 1 }));
    const run = await swept(world);
    expect(run.gauges.emitted).toEqual([METRICS]);
    expect(toldBy(world)).toEqual([['keeps-coming-back', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key).reenabledTimes).toBe(2);
  });

  test('and that comes back is told under notify with the day of the record, and nothing is remembered', async () => {
    const record = ours('deactivated', 5, { deactivatedAt: ago(5) });
    const { world, key } = worldWith(record);
    const run = await swept(world, { policy: { action: 'notify' } });
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(ago(5))]]]);
    const because = 'somebody re-enabled it since we deactivated it 2026-11-19T06:00:00.000Z; under notify nothing is remembered';
    expect(mattersOf(run)).toEqual([['alice', 'reenabled', because]]);
    expect(recordOf(world, key)).toEqual(record(key));
  });

  test('and that was used since it came back is dropped, and told', async () => {
    const { world, key } = worldWith(ours('deactivated', 5, { deactivatedAt: ago(5) }));
    world.account.use(key, ago(1));
    const run = await swept(world);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, state: 'dropped', stateAt: NOW, isTold: true });
    expect(run.journal.decisions.map(({ at, facts }) => [at, facts])).toEqual([
      [isoOf(NOW), { status: 'Active', createdAt: isoOf(ago(400)), lastUsedAt: isoOf(ago(1)) }],
    ]);
  });
});

describe('what an earlier sweep could not tell is told now', () => {
  test('a re-enabling', async () => {
    const { world, key } = worldWith(ours('reenabled', 3, { reenabledAt: ago(3), isTold: false }));
    await swept(world);
    expect(toldBy(world)).toEqual([['reenabled', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
  });

  const UNTOLD = ours('deactivated', 3, { deactivatedAt: ago(3), isTold: false });
  const TOLD = [['deactivated', ['alice', isoOf(ago(3))]]];

  test.each<[string, (world: World, key: FakeKey) => unknown, string, string]>([
    ['is exempt since', () => undefined, 'spared', 'deactivated'],
    ['is gone since', (world, key) => world.account.deleteKey('alice', key.accessKeyId, ago(1)), 'gone', 'gone'],
    [
      'expired since',
      (world, key) => {
        world.account.expire(key);
      },
      'not-ours',
      'deactivated',
    ],
  ])('a deactivation, although its key or user %s; then the rest', async (what, happens, then, state) => {
    const { world, key } = inactiveWith(UNTOLD);
    happens(world, key);
    const policy = what.includes('exempt') ? { exempt: { userNames: ['alice'], paths: [] } } : {};
    await swept(world, { policy });
    expect(toldBy(world)).toEqual(TOLD);
    expect(recordOf(world, key)).toMatchObject({ version: 4, state: 'deactivated', isTold: true });
    const next = await swept(world, { policy });
    expect(next.journal.decisions.map(({ matter }) => matter)).toEqual([then]);
    expect(recordOf(world, key).state).toBe(state);
    expect(world.topic.messages).toHaveLength(1);
  });

  test('a deactivation, when its deletion is withdrawn at once', async () => {
    const { world, key } = inactiveWith(ours('deactivated', 14, { deactivatedAt: ago(14), deletionNotice: noticeOf(7), isTold: false }));
    await swept(world, { policy: { action: 'deactivate' } });
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(ago(14))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 5, isTold: true });
    expect(recordOf(world, key).deletionNotice).toBeUndefined();
  });

  test('a deactivation that was a mistake, as such', async () => {
    const { world, key } = inactiveWith(UNTOLD);
    key.stored.push(ago(4));
    await swept(world);
    expect(toldBy(world)).toEqual([['misjudged', ['alice', undefined]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, state: 'deactivated', isTold: true });
  });

  test('a deletion', async () => {
    const { world, key } = worldWith(ours('deleted', 3, { isTold: false }));
    world.account.deleteUser('alice');
    await swept(world);
    expect(toldBy(world)).toEqual([['deleted', ['alice', isoOf(ago(3))]]]);
    expect(recordOf(world, key)).toMatchObject({ version: 4, isTold: true });
    expect(onlyMessage(world).text).toContain('alice  …0000  never used, 400 idle days of 45');
  });

  test('a deletion whose record holds no history', async () => {
    const { world } = worldWith(ours('deleted', 3, { isTold: false, history: [] }));
    world.account.deleteUser('alice');
    await swept(world);
    expect(onlyMessage(world).text).toContain('alice  …0000  as recorded');
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

  test('that was done is told of an exempt user too', async () => {
    const { world, key } = inactiveWith(ours('deactivating', 1, { notice: noticeOf(8) }));
    await swept(world, { policy: { exempt: { userNames: ['alice'], paths: [] } } });
    expect(toldBy(world)).toEqual([['deactivated', ['alice', isoOf(NOW)]]]);
    expect(recordOf(world, key)).toMatchObject({ state: 'deactivated', isTold: true });
  });

  test('that was done is judged as of when it was begun', async () => {
    const { world, key } = inactiveWith(ours('deactivating', 1, { deactivatingAt: ago(1), notice: noticeOf(8) }));
    await swept(world);
    expect(recordOf(world, key)).toMatchObject({ deactivatingAt: ago(1), deactivatedAt: NOW });
    key.stored.push(ago(46) + MINUTE_MS);
    world.table.put({ ...recordOf(world, key), deactivatedAt: ago(0) });
    await swept(world);
    expect(recordOf(world, key).isTold).toBe(true);
    const messages = world.topic.messages.map(({ json }) => (JSON.parse(json) as { counts: object }).counts);
    expect(messages).toEqual([{ deactivated: 1 }, { misjudged: 1 }]);
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
  expect(recordOf(world, key).history.at(-1)).toStrictEqual({
    ...{ state: 'gone', at: NOW, because: 'somebody else deleted it' },
    policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
  });
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

  test('whose key is inactive has nothing withdrawn that was not announced', async () => {
    const record = ours('deactivated', 3, { deactivatedAt: ago(3) });
    const { world, key } = inactiveWith(record);
    await swept(world, { policy: { exempt } });
    expect(recordOf(world, key)).toEqual(record(key));
  });

  test('whose key was re-enabled is not told as deactivated', async () => {
    const { world } = worldWith(ours('reenabled', 3, { reenabledAt: ago(3), isTold: false }));
    const run = await swept(world, { policy: { exempt } });
    expect(run.journal.decisions.map(({ matter }) => matter)).toEqual(['spared']);
    expect(world.topic.messages).toEqual([]);
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
