import { idleWords, lastSignAt, type AccessKey } from './access-key';
import { DAY_MS, dayOf, isoOf, wholeDays, type Instant } from './instant';
import type { KeyRecord } from './key-record';
import { actableAt, dueIfAnnounced, isAlive } from './notice';
import type { Step } from './step';
import type { SweepPolicy } from './sweep-policy';

/** An active key measured against the limit. */
interface Measure {
  readonly idleDays: number;
  /** When it has been, or will be, without use for the whole limit. */
  readonly unusedAt: Instant;
  readonly isNear: boolean;
  readonly isUnused: boolean;
  /** What to say of it. */
  readonly words: string;
}

/** Decides about an active key whose user is not exempt, and whose facts can be true. */
export function stepForActive(key: AccessKey, record: KeyRecord | 'none', policy: SweepPolicy, now: Instant): Step {
  const sinceAt = lastSignAt(key, record === 'none' ? undefined : record.reenabledAt);
  const measure = measured(key, sinceAt, policy, now);
  if (record === 'none') return fresh(measure, policy, now);
  switch (record.state) {
    case 'dropped':
    case 'deleted':
    case 'gone':
    case 'reenabled':
      return fresh(measure, policy, now);
    case 'announced':
      return announced(record, measure, policy, now);
    case 'deactivating':
      return interrupted(measure, policy, now);
    case 'deactivated':
    case 'deleting':
      return cameBack(key, record);
  }
}

function measured(key: AccessKey, sinceAt: Instant, policy: SweepPolicy, now: Instant): Measure {
  const { maxCredentialUsageAgeDays: limit, warnDays } = policy;
  const idleDays = wholeDays(sinceAt, now);
  return {
    idleDays,
    unusedAt: sinceAt + limit * DAY_MS,
    isNear: idleDays >= limit - warnDays,
    isUnused: idleDays >= limit,
    words: idleWords(key.lastUsedAt, idleDays, limit),
  };
}

/** No notice stands: the first thing is to tell. */
function fresh({ isNear, unusedAt, words }: Measure, policy: SweepPolicy, now: Instant): Step {
  if (!isNear) return { kind: 'in-use', because: words };
  if (policy.action === 'notify') return { kind: 'tell', because: words, unusedAt };
  return { kind: 'announce', because: words, dueAt: dueIfAnnounced(now, policy.warnDays, unusedAt) };
}

function announced(record: KeyRecord, measure: Measure, policy: SweepPolicy, now: Instant): Step {
  const { isNear, isUnused, unusedAt, words } = measure;
  if (!isNear) return { kind: 'drop', because: `no longer near the limit: ${words}`, cameBack: false };
  if (policy.action === 'notify') return { kind: 'tell', because: words, unusedAt };
  const { notice } = record;
  if (notice === undefined) return { kind: 'undecided', because: 'its record says announced, and not when' };
  if (!isAlive(notice, now)) {
    const dueAt = dueIfAnnounced(now, policy.warnDays, unusedAt);
    return { kind: 'announce', because: `${words}; not told since ${dayOf(notice.toldAt)}, so announced anew`, dueAt };
  }
  const dueAt = actableAt(notice, policy.warnDays, unusedAt);
  const since = `announced ${dayOf(notice.announcedAt)}`;
  return isUnused && now >= dueAt
    ? { kind: 'deactivate', because: `${words}; ${since}` }
    : { kind: 'wait', because: `${words}; ${since}`, dueAt };
}

/** We were at it and did not get there, or it was undone at once: never act on the spot. */
function interrupted(measure: Measure, policy: SweepPolicy, now: Instant): Step {
  if (!measure.isUnused) {
    return { kind: 'drop', because: `a deactivation was interrupted, and it is in use: ${measure.words}`, cameBack: false };
  }
  const step = fresh(measure, policy, now);
  return { ...step, because: `a deactivation was interrupted, so announced anew: ${measure.words}` };
}

function cameBack({ lastUsedAt }: AccessKey, record: KeyRecord): Step {
  const { deactivatedAt, reenabledTimes } = record;
  if (deactivatedAt === undefined)
    return { kind: 'undecided', because: `its record says ${record.state}, and not when it was deactivated` };
  if (lastUsedAt !== 'never' && lastUsedAt > deactivatedAt) {
    const because = `re-enabled and used ${isoOf(lastUsedAt)}, after we deactivated it ${isoOf(deactivatedAt)}`;
    return { kind: 'drop', because, cameBack: true };
  }
  const times = reenabledTimes + 1;
  const again = times > 1 ? `, for the ${ordinal(times)} time: something keeps doing so, such as a Terraform apply` : '';
  return { kind: 'reenabled', because: `somebody re-enabled it since we deactivated it ${isoOf(deactivatedAt)}${again}`, times };
}

/** Writes a count in order: 2nd, 3rd, 11th. */
function ordinal(count: number): string {
  const isTeen = Math.floor((count % 100) / 10) === 1;
  return `${String(count)}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')}`;
}
