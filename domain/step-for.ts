import { idlenessOf, MAX_CLOCK_SKEW_MS, type AccessKey } from './access-key';
import { isoOf, MINUTE_MS, type Instant } from './instant';
import { isOpen, type KeyRecord } from './key-record';
import { stepForActive } from './step-for-active';
import { RESUME, stepForInactive } from './step-for-inactive';
import type { Situation, Step } from './step';

/** Longer than the function can run: a record in the middle of an act is another sweep's until then. */
export const MAX_SWEEP_MS = 20 * MINUTE_MS;

/**
 * Decides what we do next about one access key, and why. The table of the life of a key, in one function.
 *
 * Anything that cannot be true decides nothing; an exempt user is spared before any other rule is asked.
 */
export function stepFor(situation: Situation): Step {
  const { key, record, exemption, policy, now } = situation;
  const doubt = key === 'gone' ? undefined : (doubtIn(key, record, now) ?? undefined);
  if (doubt !== undefined) return { kind: 'undecided', because: doubt };
  const recordDoubt = record === 'none' ? undefined : futureIn(record, now);
  if (recordDoubt !== undefined) return { kind: 'undecided', because: recordDoubt };
  if (record !== 'none' && isAnothersAct(key, record, now)) {
    return { kind: 'busy', because: `another sweep is at it since ${isoOf(record.stateAt)}` };
  }
  if (key === 'gone') return stepForGone(record);
  if (exemption.kind === 'exempt') return stepForExempt(key, record, exemption);
  return key.status === 'Active' ? stepForActive(key, record, policy, now) : stepForInactive(key, record, policy, now);
}

/** Says what cannot be true about a key, alone or together with its record. */
function doubtIn(key: AccessKey, record: KeyRecord | 'none', now: Instant): string | undefined {
  const idleness = idlenessOf(key, undefined, now);
  if (idleness.kind === 'impossible') return idleness.because;
  if (record === 'none') return undefined;
  const early = instantsOf(record).find((at) => at < key.createdAt - MAX_CLOCK_SKEW_MS);
  return early === undefined ? undefined : `its record speaks of ${isoOf(early)}, before its creation ${isoOf(key.createdAt)}`;
}

function futureIn(record: KeyRecord, now: Instant): string | undefined {
  const late = instantsOf(record).find((at) => at > now + MAX_CLOCK_SKEW_MS);
  return late === undefined ? undefined : `its record speaks of the future, ${isoOf(late)}`;
}

/** The instants at which a record says that something was. */
function instantsOf(record: KeyRecord): readonly Instant[] {
  const { stateAt, notice, deletionNotice, deactivatingAt, deactivatedAt, reenabledAt } = record;
  const notices = [notice, deletionNotice].flatMap((told) => (told === undefined ? [] : [told.announcedAt, told.toldAt]));
  return [stateAt, ...notices, ...[deactivatingAt, deactivatedAt, reenabledAt].filter((at) => at !== undefined)];
}

/** A record in the middle of an act, or one whose act IAM may not show yet. */
function isAnothersAct(key: AccessKey | 'gone', { state, stateAt }: KeyRecord, now: Instant): boolean {
  const isYoung = now - stateAt < MAX_SWEEP_MS;
  const isLate = state === 'deactivated' && key !== 'gone' && key.status === 'Active';
  return isYoung && (state === 'deactivating' || state === 'deleting' || isLate);
}

function stepForGone(record: KeyRecord | 'none'): Step {
  if (record === 'none' || !isOpen(record)) return { kind: 'in-use', because: 'it is gone, and nothing was open' };
  return record.state === 'deleting'
    ? { kind: 'close', state: 'deleted', because: 'it is gone, and we were deleting it' }
    : { kind: 'close', state: 'gone', because: 'somebody else deleted it' };
}

/** Notices are dropped, what is inactive stays so, an act of ours is recorded and told; a key that came back is remembered. */
function stepForExempt(key: AccessKey, record: KeyRecord | 'none', exemption: { because: string; isUnclear: boolean }): Step {
  const { because, isUnclear } = exemption;
  const state = record === 'none' ? 'none' : record.state;
  if (key.status === 'Active' && record !== 'none' && (state === 'deactivated' || state === 'deleting')) {
    return { kind: 'reenabled', because: `somebody re-enabled it, and its user is exempt: ${because}`, times: record.reenabledTimes + 1 };
  }
  if (key.status === 'Inactive' && state === 'deactivating') return RESUME;
  if (state === 'announced' || (key.status === 'Active' && state === 'deactivating')) {
    return { kind: 'drop', because: `its user is exempt: ${because}`, cameBack: false };
  }
  const withdraws = record !== 'none' && record.deletionNotice !== undefined;
  return { kind: 'spare', because, isUnclear, withdraws };
}
