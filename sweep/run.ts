import type { Instant } from '../domain/instant';
import type { Grounds, KeyRecord } from '../domain/key-record';
import type { Entry } from '../domain/matter';
import { changed, type Change } from '../domain/transition';
import type { Ports } from './ports';
import type { Scope } from './scope';
import type { Bench, JudgedKey } from './survey';

/** One sweep under way: what it stands on, and what it cannot go on without. */
export interface Run {
  readonly ports: Ports;
  readonly scope: Scope;
  readonly bench: Bench;
  readonly now: Instant;
  /** False under `notify`, where nothing at all is written. */
  readonly mayRecord: boolean;
}

/** What came of one key: a line for the digest, and what to record once it is told. */
export interface Outcome {
  readonly entry: Entry;
  readonly onceTold?: KeyRecord;
}

/** Milliseconds kept for telling and recording: no user is begun and no act is made with less. */
export const RESERVE_MS = 90_000;

/** Tells whether there is time for one more user or act. */
export function hasTime({ ports }: Pick<Run, 'ports'>): boolean {
  return ports.clock.remainingMs() > RESERVE_MS;
}

/** Milliseconds kept for the last lines of a run. */
const LAST_MS = 10_000;

/** Tells whether there is time to record one more thing that was told. */
export function hasTimeToRecord({ ports }: Pick<Run, 'ports'>): boolean {
  return ports.clock.remainingMs() > LAST_MS;
}

/** Composes an entry about a judged key. */
export function entryOf({ userName, accessKeyId, step }: JudgedKey, entry: Omit<Entry, 'userName' | 'accessKeyId' | 'because'>): Entry {
  return { userName, accessKeyId, because: step.because, ...entry };
}

/** Gives the record of a judged key after a change of state. */
export function recordAfter({ bench }: Run, judged: JudgedKey, change: Omit<Change, 'grounds'>, before = judged.record): KeyRecord {
  const { userName, accessKeyId } = judged;
  return changed(before, { userName, accessKeyId }, { ...change, grounds: groundsOf(judged, bench) });
}

function groundsOf({ key, step }: JudgedKey, { policy }: Bench): Grounds {
  const { maxCredentialUsageAgeDays, action, warnDays, graceDays } = policy;
  return {
    because: step.because,
    ...(key !== 'gone' && { facts: { status: key.status, createdAt: key.createdAt, lastUsedAt: key.lastUsedAt } }),
    policy: { maxCredentialUsageAgeDays, action, warnDays, graceDays },
  };
}
