import { MAX_HISTORY, type Grounds, type KeyRecord, type KeyState, type Notice } from './key-record';
import type { Instant } from './instant';

/** A change of state to be recorded. */
export interface Change {
  readonly state: KeyState;
  readonly at: Instant;
  readonly grounds: Grounds;
  readonly notice?: Notice;
  /** Whether somebody must hear of it, besides of acts and what undoes them. */
  readonly mustBeTold?: boolean;
}

/** Which key a record is about. */
export interface Subject {
  readonly accessKeyId: string;
  readonly userName: string;
}

/**
 * Gives the record after a change of state. What belongs to the state that is left goes; what is worth remembering for the
 * life of the key (how often it was re-enabled, and when last) stays.
 */
export function changed(
  before: KeyRecord | 'none',
  subject: Subject,
  { state, at, grounds, notice, mustBeTold = false }: Change,
): KeyRecord {
  const past = before === 'none' ? undefined : before;
  const isReenabling = state === 'reenabled';
  const reenabledAt = isReenabling ? at : past?.reenabledAt;
  const kept = keptNotice(state, notice, past);
  const deactivatingAt = state === 'deactivating' ? at : isInactive(state) ? past?.deactivatingAt : undefined;
  const deactivatedAt = state === 'deactivated' ? at : state === 'deleting' ? past?.deactivatedAt : undefined;
  return {
    ...subject,
    version: (past?.version ?? 0) + 1,
    state,
    stateAt: at,
    isTold: !mustBeTold && !MUST_BE_TOLD.includes(state),
    ...(kept && { notice: kept }),
    ...(deactivatingAt !== undefined && { deactivatingAt }),
    ...(deactivatedAt !== undefined && { deactivatedAt }),
    ...(state === 'deleting' && past?.deletionNotice && { deletionNotice: past.deletionNotice }),
    ...(reenabledAt !== undefined && { reenabledAt }),
    reenabledTimes: (past?.reenabledTimes ?? 0) + (isReenabling ? 1 : 0),
    history: [...(past?.history ?? []), { state, at, ...grounds }].slice(-MAX_HISTORY),
  };
}

const isInactive = (state: KeyState): boolean => state === 'deactivated' || state === 'deleting';

/** Acts, and what undoes them. */
const MUST_BE_TOLD: readonly KeyState[] = ['deactivated', 'reenabled', 'deleted'];

/** A notice lives from the announcement to the end of the act; a denied act goes back to it. */
function keptNotice(state: KeyState, notice: Notice | undefined, past: KeyRecord | undefined): Notice | undefined {
  if (state !== 'announced' && state !== 'deactivating') return undefined;
  return notice ?? past?.notice;
}

/** Gives the record with the deletion announced: the state stays, so that the grace period goes on. */
export function withDeletionNotice(before: KeyRecord, notice: Notice): KeyRecord {
  return { ...before, version: before.version + 1, deletionNotice: notice };
}

/** Gives the record without an announced deletion, so that a later one needs an announcement of its own. */
export function withoutDeletionNotice({ deletionNotice, ...before }: KeyRecord): KeyRecord {
  return { ...before, version: before.version + 1 };
}

/** Gives the record after its notice was told once more, with the day that was told. */
export function toldAgain(before: KeyRecord, dueAt: Instant, at: Instant): KeyRecord {
  const repeated = (notice: Notice): Notice => ({ ...notice, dueAt: Math.max(notice.dueAt, dueAt), toldAt: at });
  return {
    ...before,
    version: before.version + 1,
    ...(before.notice && { notice: repeated(before.notice) }),
    ...(before.deletionNotice && { deletionNotice: repeated(before.deletionNotice) }),
  };
}

/** Gives the record after somebody was told of the act that it holds. */
export function told(before: KeyRecord): KeyRecord {
  return { ...before, version: before.version + 1, isTold: true };
}

/** Gives the record as it was before an act that certainly did not happen; only the count of writes goes on. */
export function backTo(before: KeyRecord, { version }: KeyRecord): KeyRecord {
  return { ...before, version: version + 1 };
}
