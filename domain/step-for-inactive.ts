import { lastSignAt, type AccessKey } from './access-key';
import { DAY_MS, dayOf, isoOf, wholeDays, type Instant } from './instant';
import type { KeyRecord } from './key-record';
import { actableAt, dueIfAnnounced, isAlive } from './notice';
import type { Step } from './step';
import type { SweepPolicy } from './sweep-policy';

/** A deactivation that was made, and not recorded. */
export const RESUME: Step = { kind: 'resume', because: 'a deactivation was interrupted after the act: its grace period begins now' };

/** Decides about a key that is inactive or expired and whose user is not exempt. */
export function stepForInactive(key: AccessKey, record: KeyRecord | 'none', policy: SweepPolicy, now: Instant): Step {
  if (record === 'none') return notOurs(key);
  switch (record.state) {
    case 'dropped':
    case 'deleted':
    case 'gone':
    case 'reenabled':
      return notOurs(key);
    case 'announced':
      return { kind: 'drop', because: `${worded(key)}, and not by us`, cameBack: false };
    case 'deactivating':
      return key.status === 'Expired' ? notOurs(key) : RESUME;
    case 'deactivated':
    case 'deleting':
      return key.status === 'Expired' ? notOurs(key) : deactivated(key, record, policy, now);
  }
}

const worded = ({ status }: AccessKey): string => (status === 'Expired' ? 'AWS let it expire' : 'it is inactive');

const notOurs = (key: AccessKey): Step => ({ kind: 'foreign', because: `${worded(key)}, and not by us` });

function deactivated(key: AccessKey, record: KeyRecord, policy: SweepPolicy, now: Instant): Step {
  const { deactivatedAt, deletionNotice } = record;
  if (deactivatedAt === undefined)
    return { kind: 'undecided', because: `its record says ${record.state}, and not when it was deactivated` };
  const withdraws = deletionNotice !== undefined;
  const mistake = mistakeIn(key, record, record.deactivatingAt ?? deactivatedAt, policy);
  if (mistake !== undefined) return { kind: 'misjudged', because: mistake, withdraws };
  const since = `deactivated ${dayOf(deactivatedAt)}`;
  if (policy.action !== 'delete') {
    return { kind: 'keep', because: `${since}; the policy deletes nothing`, deleteAt: 'never', withdraws };
  }
  return onTheWay(record, deactivatedAt, policy, now);
}

/** Use is reported late, and limits change: by today's facts and limit, was it unused when we deactivated it? */
function mistakeIn(key: AccessKey, { reenabledAt }: KeyRecord, actAt: Instant, policy: SweepPolicy): string | undefined {
  const limit = policy.maxCredentialUsageAgeDays;
  const sign = lastSignAt(key, reenabledAt);
  if (sign > actAt) return `it was used ${isoOf(sign)}, after we deactivated it ${isoOf(actAt)}`;
  const idleDays = wholeDays(sign, actAt);
  if (idleDays >= limit) return undefined;
  return `it was used ${isoOf(sign)}, ${String(idleDays)} days before we deactivated it ${isoOf(actAt)}; the limit is ${String(limit)}`;
}

/** Grace, announcement, deletion. */
function onTheWay(record: KeyRecord, deactivatedAt: Instant, policy: SweepPolicy, now: Instant): Step {
  const { deletionNotice } = record;
  const { graceDays, warnDays } = policy;
  const graceEndsAt = deactivatedAt + graceDays * DAY_MS;
  const because = `deactivated ${dayOf(deactivatedAt)}, grace of ${String(graceDays)} days until ${dayOf(graceEndsAt)}`;
  if (deletionNotice !== undefined && isAlive(deletionNotice, now)) {
    const deleteAt = actableAt(deletionNotice, warnDays, graceEndsAt);
    const told = `${because}; deletion announced ${dayOf(deletionNotice.announcedAt)}`;
    return now >= deleteAt ? { kind: 'delete', because: told } : { kind: 'keep', because: told, deleteAt, withdraws: false };
  }
  const dueAt = dueIfAnnounced(now, warnDays, graceEndsAt);
  if (now >= graceEndsAt - warnDays * DAY_MS) return { kind: 'announce-deletion', because, dueAt };
  return { kind: 'keep', because, deleteAt: graceEndsAt, withdraws: deletionNotice !== undefined };
}
