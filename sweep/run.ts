import type { ActLedger } from '../domain/act-ledger';
import { MINUTE_MS, type Instant } from '../domain/instant';
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
  /** The ledger of acts as it was last seen. */
  readonly known: { ledger?: ActLedger };
  /** Milliseconds kept for telling and recording. */
  readonly reserveMs: number;
}

/** What came of one key: a line for the digest, and what to record once it is told. */
export interface Outcome {
  readonly entry: Entry;
  readonly onceTold?: KeyRecord;
}

/** Of the time of a run, the part that is kept for telling and recording: no user is begun and no act is made with less. */
const RESERVED_PART = 0.2;
const MAX_RESERVE_MS = 2 * MINUTE_MS;

/** Of the reserve, the part that is kept for the last lines of the run. */
const LAST_PART = 0.1;

/** Gives the milliseconds to keep of the time that a run has. */
export function reserveOf(remainingMs: number): number {
  return Math.min(MAX_RESERVE_MS, remainingMs * RESERVED_PART);
}

/** Tells whether there is time for one more user or act, after waiting for so long. */
export function hasTime({ ports, reserveMs }: Pick<Run, 'ports' | 'reserveMs'>, waitMs = 0): boolean {
  return ports.clock.remainingMs() - waitMs > reserveMs;
}

/** Tells whether there is time to record one more thing that was told. */
export function hasTimeToRecord({ ports, reserveMs }: Pick<Run, 'ports' | 'reserveMs'>): boolean {
  return ports.clock.remainingMs() > reserveMs * LAST_PART;
}

/** Composes an entry about a judged key. */
export function entryOf({ userName, accessKeyId, step }: JudgedKey, entry: Omit<Entry, 'userName' | 'accessKeyId' | 'because'>): Entry {
  return { userName, accessKeyId, because: step.because, ...entry };
}

/**
 * Gives the record that a step goes on from: acts, repetitions and withdrawals are decided from one only.
 *
 * @throws Error when there is none, so that nothing is done.
 */
export function ownRecord({ record, step }: Pick<JudgedKey, 'record' | 'step'>): KeyRecord {
  if (record === 'none') throw new Error(`a step of ${step.kind} must come from a record, got none`);
  return record;
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
