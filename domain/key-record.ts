import type { KeyStatus } from './access-key';
import type { Instant } from './instant';
import type { RemediationAction } from './policy';

/** States in which we still have something to do with a key. */
export const OPEN_STATES = ['announced', 'deactivating', 'deactivated', 'reenabled', 'deleting'] as const;

/** States in which we are done with a key. */
export const CLOSED_STATES = ['dropped', 'deleted', 'gone'] as const;

/** What we last did about an access key, or saw done. */
export type KeyState = (typeof OPEN_STATES)[number] | (typeof CLOSED_STATES)[number];

/** A recorded announcement of an act. */
export interface Notice {
  readonly announcedAt: Instant;
  /** The day that was told: nothing happens before it, whatever the policy says since. */
  readonly dueAt: Instant;
  /** When it was last told. A notice that nobody repeats is worth nothing after a while. */
  readonly toldAt: Instant;
}

/** The facts and the policy that a change of state was decided on. */
export interface Grounds {
  readonly because: string;
  /** Absent when the key is gone. */
  readonly facts?: {
    readonly status: KeyStatus;
    readonly createdAt: Instant;
    readonly lastUsedAt: Instant | 'never';
  };
  readonly policy: {
    readonly maxCredentialUsageAgeDays: number;
    readonly action: RemediationAction;
    readonly warnDays: number;
    readonly graceDays: number;
  };
}

/** One change of state: when, and on which grounds. */
export interface HistoryEntry extends Grounds {
  readonly state: KeyState;
  readonly at: Instant;
}

/** Our item about one access key: what we did with it, when and why. Every write is conditional on the version it was decided from. */
export interface KeyRecord {
  readonly accessKeyId: string;
  readonly userName: string;
  /** Counts the writes, from 1. */
  readonly version: number;
  readonly state: KeyState;
  /** When the state was entered. */
  readonly stateAt: Instant;
  /** False while nobody was told of an act or of a re-enabling. */
  readonly isTold: boolean;
  /** The announcement of a deactivation; present while `announced` or `deactivating`. */
  readonly notice?: Notice;
  /** When we set about deactivating it: whether it was in use is judged as of then, however late the act was confirmed. */
  readonly deactivatingAt?: Instant;
  /** When we deactivated the key, as recorded after the act: its grace counts from then. Present until it is active again or closed. */
  readonly deactivatedAt?: Instant;
  /** The announcement of the deletion, made after the deactivation. */
  readonly deletionNotice?: Notice;
  /** When we last saw that somebody re-enabled it: the limit counts anew from there. */
  readonly reenabledAt?: Instant;
  readonly reenabledTimes: number;
  /** The latest changes of state, oldest first; older ones are in the log. */
  readonly history: readonly HistoryEntry[];
}

/** Most changes of state that a record keeps, so that an item stays far below the 400 KB of DynamoDB. */
export const MAX_HISTORY = 100;

/** Tells whether we still have something to do with a key. */
export function isOpen({ state }: KeyRecord): boolean {
  return (OPEN_STATES as readonly KeyState[]).includes(state);
}
