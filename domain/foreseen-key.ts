import { lastSignAt, type AccessKey } from './access-key';
import { exemptionOf, type Exemption, type IamUser } from './exemption';
import { DAY_MS, type Instant } from './instant';
import type { Grounds, KeyRecord } from './key-record';
import { stepFor } from './step-for';
import type { Step } from './step';
import type { SweepPolicy } from './sweep-policy';
import { changed, toldAgain, withDeletionNotice, withoutDeletionNotice } from './transition';

/** What a sweep does about a key that somebody would notice. */
export type ForeseenAct = 'tell' | 'announce' | 'deactivate' | 'announce-deletion' | 'delete';

/** What is foreseen of a key for one day. */
export interface ForeseenStep {
  readonly step: ForeseenAct;
  readonly at: Instant;
}

/** A key on its way: what a sweep would see of it, and what was foreseen so far. */
export interface Traveller {
  readonly user: IamUser;
  /** What spares the user in the beginning. */
  readonly exemption: Exemption;
  key: AccessKey;
  record: KeyRecord | 'none';
  /** Whether a sweep met it: those that follow tell its notices again each day. */
  isMet: boolean;
  readonly steps: ForeseenStep[];
  /** Why nothing can be foreseen from here on. */
  doubt?: string;
}

/** What follows a sweep for one key: the first instant at which a sweep can find anything new, nothing more, or an act that needs a place under the cap. */
export type Onward = { readonly kind: 'again'; readonly at: Instant } | { readonly kind: 'rest' } | { readonly kind: 'act' };

const REST: Onward = { kind: 'rest' };

const again = (at: Instant): Onward => ({ kind: 'again', at });

/**
 * Lets a sweep at an instant meet a key that nobody uses, and remembers what the function would. Sweeps in between, which only
 * tell again what was told, are left out.
 */
export function meet(traveller: Traveller, policy: SweepPolicy, now: Instant): Onward {
  if (traveller.isMet && traveller.record !== 'none') traveller.record = toldAgain(traveller.record, 0, now - DAY_MS);
  const { key, record } = traveller;
  const exemption = exemptionAt(traveller, policy, now);
  const step = stepFor({ key, exemption, record, policy, now });
  return carriedOut(step, traveller, policy, now, exemption.kind === 'exempt' ? exemption.endsAt : undefined);
}

/** An exemption can end, and none begins. */
function exemptionAt({ user, exemption }: Traveller, policy: SweepPolicy, now: Instant): Exemption {
  return exemption.kind === 'exempt' && exemption.endsAt !== undefined ? exemptionOf(user, policy.exempt, now) : exemption;
}

/** Does what was put off for the cap. */
export function act(traveller: Traveller, policy: SweepPolicy, now: Instant): Onward {
  const isDeactivation = traveller.key.status === 'Active';
  traveller.steps.push({ step: isDeactivation ? 'deactivate' : 'delete', at: now });
  if (!isDeactivation) return REST;
  remember(traveller, policy, { state: 'deactivating', at: now });
  traveller.key = { ...traveller.key, status: 'Inactive' };
  remember(traveller, policy, { state: 'deactivated', at: now });
  return again(now);
}

/** What a sweep does about one key, without the acts. */
function carriedOut(step: Step, traveller: Traveller, policy: SweepPolicy, now: Instant, sparedUntilAt: Instant | undefined): Onward {
  switch (step.kind) {
    case 'undecided':
      traveller.doubt = step.because;
      return REST;
    case 'busy':
      return again(now);
    case 'in-use':
      return again(nearAt(traveller, policy));
    case 'foreign':
    case 'close':
      return REST;
    case 'tell':
      traveller.steps.push({ step: 'tell', at: now });
      return REST;
    case 'announce':
      traveller.steps.push({ step: 'announce', at: now });
      remember(traveller, policy, { state: 'announced', at: now, notice: { announcedAt: now, dueAt: step.dueAt, toldAt: now } });
      return again(step.dueAt);
    case 'wait':
      repeat(traveller, step.dueAt, now);
      return again(step.dueAt);
    case 'drop':
      remember(traveller, policy, { state: 'dropped', at: now });
      return isForgetting(policy) && step.cameBack ? REST : again(nearAt(traveller, policy));
    case 'reenabled':
      remember(traveller, policy, { state: 'reenabled', at: now });
      return isForgetting(policy) ? REST : again(nearAt(traveller, policy));
    case 'resume':
      remember(traveller, policy, { state: 'deactivated', at: now });
      return isForgetting(policy) ? REST : again(now);
    case 'deactivate':
    case 'delete':
      return { kind: 'act' };
    case 'spare':
      if (step.withdraws) withdraw(traveller, policy);
      return sparedUntilAt === undefined ? REST : again(sparedUntilAt);
    case 'misjudged':
      if (step.withdraws) withdraw(traveller, policy);
      return REST;
    case 'keep':
      return kept(step, traveller, policy, now);
    case 'announce-deletion':
      traveller.steps.push({ step: 'announce-deletion', at: now });
      if (traveller.record !== 'none') {
        traveller.record = withDeletionNotice(traveller.record, { announcedAt: now, dueAt: step.dueAt, toldAt: now });
      }
      return again(step.dueAt);
  }
}

function kept(step: Extract<Step, { kind: 'keep' }>, traveller: Traveller, policy: SweepPolicy, now: Instant): Onward {
  if (step.withdraws) withdraw(traveller, policy);
  if (step.deleteAt === 'never') return REST;
  const isAnnounced = traveller.record !== 'none' && traveller.record.deletionNotice !== undefined;
  if (isAnnounced) repeat(traveller, step.deleteAt, now);
  return again(isAnnounced ? step.deleteAt : step.deleteAt - policy.warnDays * DAY_MS);
}

/** When an active key that nobody uses comes near the limit. */
function nearAt({ key, record }: Traveller, { maxCredentialUsageAgeDays, warnDays }: SweepPolicy): Instant {
  const sinceAt = lastSignAt(key, record === 'none' ? undefined : record.reenabledAt);
  return sinceAt + (maxCredentialUsageAgeDays - warnDays) * DAY_MS;
}

/** Under notify nothing is written. */
const isForgetting = ({ action }: SweepPolicy): boolean => action === 'notify';

function remember(traveller: Traveller, policy: SweepPolicy, change: Omit<Parameters<typeof changed>[2], 'grounds'>): void {
  if (isForgetting(policy)) return;
  const { user, key, record } = traveller;
  traveller.record = changed(record, { userName: user.userName, accessKeyId: key.accessKeyId }, { ...change, grounds: groundsIn(policy) });
}

/** Nothing is decided on the grounds of a record: they are for people. */
function groundsIn({ maxCredentialUsageAgeDays, action, warnDays, graceDays }: SweepPolicy): Grounds {
  return { because: 'foreseen', policy: { maxCredentialUsageAgeDays, action, warnDays, graceDays } };
}

function repeat(traveller: Traveller, dueAt: Instant, now: Instant): void {
  if (traveller.record !== 'none') traveller.record = toldAgain(traveller.record, dueAt, now);
}

function withdraw(traveller: Traveller, policy: SweepPolicy): void {
  if (traveller.record !== 'none' && !isForgetting(policy)) traveller.record = withoutDeletionNotice(traveller.record);
}
