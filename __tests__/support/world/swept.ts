import type { ActLedger } from '../../../domain/act-ledger';
import type { DigestMessage } from '../../../domain/digest';
import { IncompleteError } from '../../../domain/errors';
import type { Instant } from '../../../domain/instant';
import type { KeyRecord } from '../../../domain/key-record';
import type { SweepMetric } from '../../../domain/sweep-metrics';
import type { SweepPolicy } from '../../../domain/sweep-policy';
import type { Ports } from '../../../sweep/ports';
import { sweep } from '../../../sweep/sweep';
import type { FakeKey } from './account';
import type { Manner } from './gate';
import { ago, noticeOf, NOW, POLICY, recordIn } from './records';
import type { SweepRun } from './watch';
import { World } from './world';

const ACCOUNT = '111122223333';
export const INCOMPLETE = (why: string): IncompleteError =>
  new IncompleteError(`the sweep must be complete, got ${why} (at account ${ACCOUNT})`);
export const METRICS: Readonly<Record<SweepMetric, number>> = {
  ...{ activeUnusedKeys: 0, announced: 0, deactivated: 0, deleted: 0, undecided: 0, blocked: 0, sweepsCompleted: 1 },
};

/** What is out of the ordinary about a sweep. */
export interface Options {
  readonly policy?: Partial<SweepPolicy>;
  readonly manner?: Manner;
  readonly lifetimeMs?: number;
  readonly change?: (ports: Ports, world: World) => Ports;
}

/** Sweeps a world once, and gives what came of it. */
export async function swept(world: World, { policy, manner, lifetimeMs, change }: Options = {}): Promise<SweepRun> {
  const run = world.begin({ ...POLICY, ...policy }, manner, 0, lifetimeMs);
  const ports = world.ports(run);
  try {
    await sweep(change?.(ports, world) ?? ports, { accountId: ACCOUNT, policy: run.policy });
  } catch (error) {
    run.error = error;
  }
  return run;
}

/** A world with one user and an active key that was made 400 days ago and never used. */
export function worldWith(record?: (key: FakeKey) => KeyRecord, at: Instant = NOW): { world: World; key: FakeKey } {
  const world = new World(at);
  const key = addUser(world, 'alice');
  if (record !== undefined) world.table.put(record(key));
  return { world, key };
}

/** As `worldWith`, and the key was made inactive 14 days ago. */
export function inactiveWith(record?: (key: FakeKey) => KeyRecord): { world: World; key: FakeKey } {
  const made = worldWith(record);
  made.world.account.setStatus('alice', made.key.accessKeyId, 'Inactive', ago(14));
  return made;
}

export function addUser(world: World, userName: string, createdDaysAgo = 400): FakeKey {
  world.account.createUser(userName, ago(500));
  return world.account.createKey(userName, ago(createdDaysAgo));
}

export const ours =
  (state: KeyRecord['state'], daysAgo: number, more: Partial<KeyRecord> = {}) =>
  ({ accessKeyId, userName }: Pick<FakeKey, 'accessKeyId' | 'userName'>): KeyRecord => ({
    ...recordIn(state, daysAgo, more),
    accessKeyId,
    userName,
  });
export const DUE = ours('announced', 7, { notice: noticeOf(7) });
export const RIPE = ours('deactivated', 14, { deactivatedAt: ago(14), deletionNotice: noticeOf(7) });

/** Lets time pass before a call. */
export const after =
  <T>(world: World, ms: number, call: () => Promise<T>) =>
  (): Promise<T> => {
    world.time.advance(ms);
    return call();
  };

/** Each reading of a user takes a second. */
export const slowly = (ports: Ports, world: World): Ports => ({
  ...ports,
  users: { read: (userName) => after(world, 1000, () => ports.users.read(userName))() },
});

/** Lets something happen to the world when an act first asks for the ledger: after the first reading and before the second. */
export const meanwhile =
  (happens: () => unknown) =>
  (ports: Ports): Ports => {
    let isFirst = true;
    const readLedger = (): Promise<ActLedger> => {
      if (isFirst) happens();
      isFirst = false;
      return ports.memory.readLedger();
    };
    return { ...ports, memory: { ...ports.memory, readLedger } };
  };

export const recordOf = (world: World, { accessKeyId }: Pick<FakeKey, 'accessKeyId'>): KeyRecord => {
  const reading = world.table.read(accessKeyId);
  if (reading.kind !== 'record') throw new Error(`there is no record of ${accessKeyId}`);
  return reading.record;
};
export const statesOf = (world: World, key: FakeKey): readonly string[] => recordOf(world, key).history.map(({ state }) => state);
export const actsOf = (world: World): ActLedger['acts'] => world.table.readLedger().acts;
export const onlyMessage = (world: World): DigestMessage => {
  const [message, ...more] = world.topic.messages;
  if (message === undefined || more.length > 0) throw new Error(`${String(world.topic.messages.length)} messages`);
  return message;
};
/** What was told: for each section its matter, its keys, and when. */
export const toldBy = (world: World): unknown =>
  (JSON.parse(onlyMessage(world).json) as { sections: { matter: string; entries: { userName: string; at?: string }[] }[] }).sections.map(
    ({ matter, entries }) => [matter, ...entries.map(({ userName, at }) => [userName, at])],
  );
export const mattersOf = (run: SweepRun): unknown =>
  run.journal.decisions.map(({ userName, matter, because }) => [userName, matter, because]);
