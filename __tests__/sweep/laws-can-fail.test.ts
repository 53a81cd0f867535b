import type { AccessKey } from '../../domain/access-key';
import type { KeyRecord } from '../../domain/key-record';
import type { DigestMessage } from '../../domain/digest';
import { DAY_MS } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { Clock, Memory, Ports, UserReading } from '../../sweep/ports';
import { LAWS, type Law } from '../support/world/laws';
import { Play, type Sabotage } from '../support/world/play';
import type { PolicyScript, Script, UserScript } from '../support/world/script';

/** A world in which nothing is out of the ordinary. */
interface Scene {
  readonly policy?: Partial<PolicyScript>;
  readonly users?: readonly UserScript[];
  readonly script?: Partial<Script>;
  /** Days with a plain sweep, when the script has none. */
  readonly days?: number;
  readonly settles?: boolean;
  readonly prepare?: (play: Play) => void;
}

const SILENT = { ageDays: 20, usedDaysAgo: 'never', habit: 'silent' } as const;
const ONE: UserScript = { path: '/', tag: 'none', keys: [SILENT] };
const TWO: UserScript = { path: '/', tag: 'none', keys: [SILENT, SILENT] };
const POLICY: PolicyScript = { limit: 3, warn: 2, grace: 5, cap: 10, action: 'delete', exempt: 'nobody' };

/** Plays a scene, and gives the laws that were broken in it. */
async function broken({ policy, users = [ONE], script, days = 16, settles, prepare }: Scene, sabotage?: Sabotage): Promise<readonly Law[]> {
  const play = new Play({ policy: { ...POLICY, ...policy }, users, lags: [0, 0], days, ...script }, undefined, sabotage);
  prepare?.(play);
  try {
    await play.play();
    if (settles === true) await play.settle();
  } catch (error) {
    if (play.laws.breaches.length === 0) throw error;
  }
  return [...new Set(play.laws.breaches.map(({ law }) => law))];
}

/** Puts something between a sweep and what IAM tells about keys. */
const facts =
  (change: (key: AccessKey) => AccessKey): NonNullable<Sabotage['ports']> =>
  (ports) => ({
    ...ports,
    users: {
      read: async (userName): Promise<UserReading> => {
        const reading = await ports.users.read(userName);
        if (reading.kind === 'gone') return reading;
        return { ...reading, keys: reading.keys.map((one) => (one.kind === 'read' ? { kind: 'read', key: change(one.key) } : one)) };
      },
    },
  });

/** Puts something between a sweep and its memory. */
const memory =
  (change: (memory: Memory) => Partial<Memory>): NonNullable<Sabotage['ports']> =>
  (ports) => ({ ...ports, memory: { ...ports.memory, ...change(ports.memory) } });

const records = (change: (record: KeyRecord) => KeyRecord): NonNullable<Sabotage['ports']> =>
  memory((own) => ({
    read: async (id) => {
      const reading = await own.read(id);
      return reading.kind === 'record' ? { kind: 'record', record: change(reading.record) } : reading;
    },
    readAll: async () => {
      const all = await own.readAll();
      return { ...all, records: all.records.map((one) => (one.kind === 'record' ? { kind: 'record', record: change(one.record) } : one)) };
    },
  }));

/** Once inactive, for ever inactive. */
const onceInactive =
  (known: Set<string>) =>
  (key: AccessKey): AccessKey => {
    if (key.status === 'Inactive') known.add(key.accessKeyId);
    return known.has(key.accessKeyId) ? { ...key, status: 'Inactive' } : key;
  };

const neverUsed = facts((key) => ({ ...key, lastUsedAt: 'never' }));
const forgetsActs = memory((own) => ({ readLedger: async () => ({ ...(await own.readLedger()), acts: [] }) }));
const policy = (changes: Partial<SweepPolicy>): Sabotage => ({ policy: (own) => ({ ...own, ...changes }) });
const swallowed = (ports: Ports): Ports => ({ ...ports, teller: { publish: () => Promise.resolve() } });
const countsOneLess = (ports: Ports): Ports => ({
  ...ports,
  teller: {
    publish: (message): Promise<void> => {
      const json = JSON.stringify(JSON.parse(message.json), (name, value: unknown) => (name === 'total' ? Number(value) - 1 : value));
      return ports.teller.publish({ ...message, json } satisfies DigestMessage);
    },
  },
});

/** A clock that is a day ahead in one sweep, counted from 1. */
function leapingAt(count: number): NonNullable<Sabotage['ports']> {
  let sweeps = 0;
  return (ports) => {
    const aheadMs = ++sweeps === count ? DAY_MS : 0;
    const { clock } = ports;
    const leaping: Clock = {
      now: () => clock.now() + aheadMs,
      remainingMs: () => clock.remainingMs(),
      wait: (ms) => clock.wait(ms),
    };
    return { ...ports, clock: leaping };
  };
}

const usedDaily: UserScript = { path: '/', tag: 'none', keys: [{ ageDays: 20, usedDaysAgo: 0, habit: 'used daily' }] };
const enabledOnDay = (day: number): Partial<Script> => ({ deeds: [{ day, user: 0, key: 0, deed: { on: 'key', kind: 'enable' } }] });

const SABOTAGES: readonly (readonly [Law, string, Scene, Sabotage])[] = [
  [
    1,
    'a memory that says that deactivations are ten days older',
    {},
    {
      ports: records((record) =>
        record.deactivatedAt === undefined ? record : { ...record, deactivatedAt: record.stateAt - 10 * DAY_MS },
      ),
    },
  ],
  [1, 'a policy with less grace', {}, policy({ graceDays: 1 })],
  [2, 'a reader that does not see that a key came back', { script: enabledOnDay(5) }, { ports: facts(onceInactive(new Set())) }],
  [
    3,
    'a reader that does not see a use that is told late',
    { script: { lags: [600, 0], deeds: [{ day: 2, user: 0, key: 0, deed: { on: 'key', kind: 'use' } }] } },
    { ports: neverUsed },
  ],
  [
    3,
    'a memory that forgets when an interrupted deactivation was begun',
    {
      policy: { limit: 1, warn: 0, grace: 1 },
      script: {
        lags: [600, 0],
        deeds: [{ day: 1, user: 0, key: 0, deed: { on: 'key', kind: 'use' } }],
        sweeps: [{ day: 1, sweep: { kind: 'killed during', call: 'keys.deactivate', isLastCallDone: true } }],
      },
    },
    { ports: records(({ deactivatingAt, ...record }) => record) },
  ],
  [4, 'a reader that takes every key for never used', { users: [usedDaily] }, { ports: neverUsed }],
  [5, 'a policy that forgot who is exempt', { policy: { exempt: 'user-0' } }, policy({ exempt: { userNames: [], paths: [] } })],
  [
    5,
    'a policy that forgot the tag',
    { policy: { exempt: 'tag keep' }, users: [{ ...ONE, tag: 'true' }] },
    policy({ exempt: { userNames: [], paths: [] } }),
  ],
  [
    6,
    'a writer that takes the other key',
    { users: [TWO], policy: { cap: 1 } },
    {
      ports: (ports, world) => ({
        ...ports,
        keys: {
          ...ports.keys,
          deactivate: (userName, id) => {
            const other = [...(world.account.users.get(userName)?.keys.keys() ?? [])].find((one) => one !== id);
            return ports.keys.deactivate(userName, other ?? id);
          },
        },
      }),
    },
  ],
  [
    7,
    'a reader that takes what cannot be read for never used',
    {
      prepare: ({ world }) => {
        for (const { accessKeyId } of world.account.allKeys()) world.unreadable.add(accessKeyId);
      },
    },
    {
      ports: (ports) => ({
        ...ports,
        users: {
          read: async (userName): Promise<UserReading> => {
            const reading = await ports.users.read(userName);
            if (reading.kind === 'gone') return reading;
            const created = Date.parse('2025-12-01T00:00:00Z');
            return {
              ...reading,
              keys: reading.keys.map((one) =>
                one.kind === 'read'
                  ? one
                  : { kind: 'read', key: { accessKeyId: one.accessKeyId, status: 'Active', createdAt: created, lastUsedAt: 'never' } },
              ),
            };
          },
        },
      }),
    },
  ],
  [8, 'a memory that forgets the acts of the day', { users: [TWO], policy: { cap: 1 } }, { ports: forgetsActs }],
  [8, 'a policy with a larger cap', { users: [TWO], policy: { cap: 1 } }, policy({ maxKeysPerDay: 2 })],
  [9, 'a policy without notice', {}, policy({ warnDays: 0 })],
  [9, 'a topic that swallows', {}, { ports: swallowed }],
  [10, 'a policy that only tells', { settles: true, days: 1 }, policy({ action: 'notify' })],
  [
    11,
    'a clock that goes a day ahead in the second sweep',
    { script: { sweeps: [{ day: 1, sweep: { kind: 'twice' } }] } },
    {
      ports: leapingAt(3),
    },
  ],
  [
    12,
    'a reader that leaves out the second key',
    { users: [TWO] },
    {
      ports: (ports) => ({
        ...ports,
        users: {
          read: async (userName): Promise<UserReading> => {
            const reading = await ports.users.read(userName);
            return reading.kind === 'gone' ? reading : { ...reading, keys: reading.keys.slice(0, 1) };
          },
        },
      }),
    },
  ],
  [12, 'a digest that counts one less', {}, { ports: countsOneLess }],
  [13, 'a policy that acts', { policy: { action: 'notify' } }, policy({ action: 'deactivate' })],
  [
    14,
    'a memory that says written whatever happens',
    { script: { sweeps: [{ day: 0, sweep: { kind: 'faulty', call: 'memory.write', first: 0, times: 9, how: 'throttled' } }] } },
    { ports: memory((own) => ({ write: (record) => own.write(record).catch(() => 'written' as const) })) },
  ],
  [14, 'a sweep that cannot read the ledger', {}, { ports: memory(() => ({ readLedger: () => Promise.reject(new Error('throttled')) })) }],
];

describe('each law can fail', () => {
  test.each(SABOTAGES.map(([law, what, scene, sabotage]) => ({ law, what, scene, sabotage })))(
    'law $law fails with $what, and holds without',
    async ({ law, scene, sabotage }) => {
      expect(await broken(scene)).toEqual([]);
      expect(await broken(scene, sabotage)).toContain(law);
    },
  );

  test('all of them are shown to', () => {
    expect([...new Set(SABOTAGES.map(([law]) => law))]).toEqual(Object.keys(LAWS).map(Number));
  });
});
