import { idlenessOf, idleWords, type AccessKey } from '../domain/access-key';
import { wholeDays, type Instant } from '../domain/instant';
import { NO_OUTLOOK, outlookOf } from '../domain/outlook';
import { slotsOf, whereUsedIn, type ReportRow, type Slot } from '../domain/report-row';
import { verdictOf } from '../domain/verdict';
import { exemptionWithoutTags } from '../domain/exemption';
import type { Step } from '../domain/step';
import type { JudgedKey, Unjudged } from '../sweep/survey';
import type { InventoryKey, RecordsState, ScanPolicy } from './inventory';

/** What all keys of a scan are judged with. */
export interface Judgement {
  readonly policy: ScanPolicy;
  readonly now: Instant;
  readonly records: RecordsState['kind'];
}

/** Whose key it is. */
export interface Owner {
  readonly userName: string;
  readonly userArn: string;
}

/** What is not known of a key that could not be read. */
const UNKNOWN = {
  ...{ accessKeyId: null, slot: null, verified: false, status: null, createdAt: null, lastUsedAt: null },
  ...{ lastUsedService: null, lastUsedRegion: null, record: null, userTags: null, idleDays: null, sinceAt: null },
} as const;

/** A judged key that is there. */
export type JudgedHere = JudgedKey & { readonly key: AccessKey };

/** Describes a key that was read and judged as the function does. */
export function verifiedKey(judged: JudgedHere, slot: InventoryKey['slot'], owner: Owner, judgement: Judgement): InventoryKey {
  const { key, user, record } = judged;
  return {
    ...owner,
    ...factsIn(key, slot),
    verified: true,
    userTags: user === 'gone' ? null : user.tags,
    record: isKnown(judgement.records) ? record : null,
    ...whatFollows(judged, judgement),
  };
}

/** What IAM said of a key, as far as it was read. */
function factsIn(key: Partial<AccessKey>, slot: InventoryKey['slot']) {
  const { accessKeyId = null, status = null, createdAt = null, lastUsedAt = null, lastUsedService = null, lastUsedRegion = null } = key;
  return { accessKeyId, slot, status, createdAt, lastUsedAt, lastUsedService, lastUsedRegion } as const;
}

type Following = Pick<InventoryKey, 'idleDays' | 'sinceAt' | 'verdict' | 'reason' | keyof typeof NO_OUTLOOK>;

function whatFollows({ key, step, exemption, record }: JudgedHere, { policy, now, records }: Judgement): Following {
  const idleness = idlenessOf(key, record === 'none' ? undefined : record.reenabledAt, now);
  const isExempt = exemption.kind === 'exempt';
  if (step.kind === 'undecided' || idleness.kind === 'impossible') {
    return { idleDays: null, sinceAt: null, verdict: 'undecided', ...NO_OUTLOOK, step: 'undecided', reason: step.because };
  }
  const { idleDays, sinceAt } = idleness;
  const verdict = verdictOf({ status: key.status, idleDays, isExempt }, policy.sweep);
  const isActive = key.status === 'Active';
  const words = idleWords(key.lastUsedAt, idleDays, policy.sweep.maxCredentialUsageAgeDays);
  const measured = { idleDays, sinceAt, verdict };
  // That AWS let it expire is nobody else's doing.
  const isInDoubt = step.kind === 'foreign' && key.status === 'Inactive' && !isKnown(records);
  if (!policy.isRemediating) return { ...measured, ...NO_OUTLOOK, reason: isActive ? words : isInDoubt ? IN_DOUBT : step.because };
  // Spared from what is not due is nothing to tell.
  const isQuiet = verdict === 'in-use' && step.kind === 'spare';
  const shown: Step = isQuiet ? { kind: 'in-use', because: words } : step;
  const isWithdrawn = step.kind === 'keep' && step.withdraws;
  const isDeletionAnnounced = record !== 'none' && record.deletionNotice !== undefined && !isWithdrawn;
  const outlook = outlookOf({ step: shown, sinceAt, isActive, exemption, isDeletionAnnounced, policy: policy.sweep, now });
  return { ...measured, ...outlook, reason: isInDoubt ? IN_DOUBT : shown.because };
}

const IN_DOUBT = 'it is inactive; whether by us is not known, as its record was not read';

/** Tells whether it is known what the function remembers: something, or nothing at all. */
export const isKnown = (records: RecordsState['kind']): boolean => records === 'read' || records === 'absent';

/** Describes the keys of a user of whom the report shows that nothing is due. */
export function reportedKeys(row: ReportRow, owner: Owner, judgement: Judgement): readonly InventoryKey[] {
  return slotsOf(row).flatMap((slot, at) => (slot.kind === 'active' ? [reportedKey(slot, at === 0 ? 1 : 2, row, owner, judgement)] : []));
}

type ActiveSlot = Extract<Slot, { readonly kind: 'active' }>;

function reportedKey(slot: ActiveSlot, number: 1 | 2, row: ReportRow, owner: Owner, { policy, now }: Judgement): InventoryKey {
  const idleDays = wholeDays(slot.sinceAt, now);
  const because = idleWords(slot.lastUsedAt, idleDays, policy.sweep.maxCredentialUsageAgeDays);
  const step = { kind: 'in-use', because } as const;
  const exemption = exemptionWithoutTags({ userName: owner.userName, path: pathIn(owner.userArn) }, policy.sweep.exempt, now);
  // Where only a tag could spare, nobody knows what comes next before the user is read.
  const outlook =
    policy.isRemediating && exemption !== 'unknown'
      ? outlookOf({
          ...{ step, exemption, sinceAt: slot.sinceAt, isActive: true, isDeletionAnnounced: false },
          ...{ policy: policy.sweep, now },
        })
      : NO_OUTLOOK;
  return {
    ...UNKNOWN,
    ...owner,
    ...factsOf(slot, number, row),
    idleDays,
    sinceAt: slot.sinceAt,
    verdict: 'in-use',
    ...outlook,
    reason: because,
  };
}

/** The path in a user's ARN, such as `/` or `/team/ci/`. */
const pathIn = (userArn: string): string => /:user(\/(?:.*\/)?)/.exec(userArn)?.[1] ?? '/';

function factsOf({ createdAt, lastUsedAt }: ActiveSlot, number: 1 | 2, row: ReportRow) {
  const { service = null, region = null } = whereUsedIn(row, number);
  return { slot: number, status: 'Active', createdAt, lastUsedAt, lastUsedService: service, lastUsedRegion: region } as const;
}

/** Describes the keys that a report shows of a user who could not be read. */
export function undecidedKeys(row: ReportRow, owner: Owner, because: string): readonly InventoryKey[] {
  return slotsOf(row).flatMap((slot, at) => {
    if (slot.kind === 'empty') return [];
    const number = at === 0 ? 1 : 2;
    const facts =
      slot.kind === 'active'
        ? factsOf(slot, number, row)
        : ({ slot: number, status: slot.kind === 'inactive' ? 'Inactive' : null } as const);
    return [{ ...UNKNOWN, ...owner, ...facts, verdict: 'undecided', ...NO_OUTLOOK, step: 'undecided', reason: because }];
  });
}

/** Describes a key of which too little could be read to judge it, with what was read all the same. */
export function undecidedKey(
  { accessKeyId, facts, because }: Unjudged,
  slot: InventoryKey['slot'],
  owner: Owner,
  record: InventoryKey['record'],
): InventoryKey {
  const { key = {}, user } = facts ?? {};
  return {
    ...{ ...UNKNOWN, ...owner, ...factsIn({ ...key, ...(accessKeyId !== undefined && { accessKeyId }) }, slot), record },
    ...{ verified: key.lastUsedAt !== undefined, userTags: user?.tags ?? null },
    ...{ verdict: 'undecided', ...NO_OUTLOOK, step: 'undecided', reason: because },
  };
}
