import { idlenessOf, type AccessKey, type Idleness } from './access-key';
import type { Account, AccountKey } from './account';
import { exemptionOf, exemptionWithoutTags, type Exemption } from './exemption';
import { act, meet, type ForeseenStep, type Onward, type Traveller } from './foreseen-key';
import { DAY_MS, HOUR_MS, type Instant } from './instant';
import type { KeyRecord } from './key-record';
import type { SweepPolicy } from './sweep-policy';
import { Line } from './turn';
import { FORESIGHT_DAYS } from './turn-of-fate';
import { verdictOf, type Verdict } from './verdict';

/** A policy as far as it decides what becomes of access keys. */
export interface ForesightPolicy {
  readonly sweep: SweepPolicy;
  /** Whether there is a function: else AWS Config reports users, and nothing is done about keys. */
  readonly isRemediating: boolean;
  /** Hour of the day, in UTC, of the one sweep a day. */
  readonly sweepHourUtc: number;
}

/** What becomes of one access key under a policy, if nobody uses it and nobody changes anything. */
export type Fate = KnownFate | { readonly kind: 'unknown'; readonly because: string };

/** A fate that can be foretold. */
export interface KnownFate {
  readonly kind: 'foreseen';
  /** What the key is now. */
  readonly verdict: Exclude<Verdict, 'undecided'>;
  /** What spares its user now; null when nothing does. */
  readonly exemptBecause: string | null;
  /** From when on it counts as unused; null when it is not active, or its user exempt for good. */
  readonly unusedAt: Instant | null;
  /** What the function does, in order: each act, and each time that something is first told. */
  readonly steps: readonly ForeseenStep[];
  /** Whether more is done after foresight ends: it still waits for the cap, or its day is further off. */
  readonly isWaiting: boolean;
}

/** What becomes of access keys without a function: AWS Config reports the user at the limit, and that is all. */
export function reportingAlone(maxCredentialUsageAgeDays: number): ForesightPolicy {
  const nothing = { action: 'notify', warnDays: 0, graceDays: 1, maxKeysPerDay: 1, exempt: { userNames: [], paths: [] } } as const;
  return { sweep: { maxCredentialUsageAgeDays, ...nothing }, isRemediating: false, sweepHourUtc: 0 };
}

/**
 * Foretells what daily sweeps do about the access keys of an account, from the first sweep at or after the instant of the account
 * on, in the order of its keys. It is what the function decides and remembers, day by day, with its cap. The acts of the day before are
 * not known, and taken to be a day old by the first sweep.
 *
 * @param used - keys that stay in use: nothing becomes of them, and they decide whose turn it is when the cap is reached
 */
export function foresee({ at, keys }: Account, policy: ForesightPolicy, used: readonly AccountKey[] = []): readonly Fate[] {
  const prepared = keys.map((key) => begun(key, policy, at));
  const travellers = prepared.flatMap((one) => ('unknown' in one ? [] : [one]));
  const line = new Line(travellers, used.flatMap(usedIn));
  const waiting = policy.isRemediating ? letPass(travellers, line, policy, firstSweepAt(at, policy.sweepHourUtc)) : NOBODY;
  return prepared.map((one) => ('unknown' in one ? { kind: 'unknown', because: one.unknown } : fateOf(one, policy, waiting.has(one))));
}

const NOBODY: ReadonlySet<Travelling> = new Set();

const usedIn = ({ userName, facts }: AccountKey) => ('unknown' in facts ? [] : [{ user: { userName }, key: facts }]);

/** Tells whether a key is used, so that nothing is done about it under a policy as long as it is. */
export function isInUse({ facts, record }: AccountKey, { sweep }: ForesightPolicy, at: Instant): boolean {
  if ('unknown' in facts || facts.status !== 'Active') return false;
  const idleness = idlenessOf(facts, reenabledIn(record), at);
  return idleness.kind === 'known' && idleness.idleDays < sweep.maxCredentialUsageAgeDays - sweep.warnDays;
}

const reenabledIn = (record: AccountKey['record']): Instant | undefined => understood(record).reenabledAt;

const understood = (record: AccountKey['record']): Partial<KeyRecord> => (record === null || typeof record === 'string' ? {} : record);

/** The function runs at the hour; a scan at that very instant comes before it. */
function firstSweepAt(at: Instant, hour: number): Instant {
  const sinceHour = at - hour * HOUR_MS;
  return Math.ceil(sinceHour / DAY_MS) * DAY_MS + hour * HOUR_MS;
}

/** A key on its way, and whose turn it is. */
interface Travelling extends Traveller {
  readonly slot: number;
  /** What it is in the beginning. */
  readonly facts: AccessKey;
  readonly idleness: Extract<Idleness, { readonly kind: 'known' }>;
}

function begun(key: AccountKey, { sweep, isRemediating }: ForesightPolicy, at: Instant): Travelling | { readonly unknown: string } {
  const { facts, userName, path, userTags } = key;
  if ('unknown' in facts) return facts;
  const user = { userName, path, tags: userTags ?? {} };
  const exemption = userTags === null ? exemptionWithoutTags(user, sweep.exempt, at) : exemptionOf(user, sweep.exempt, at);
  // Without a function nobody remembers anything.
  const record = isRemediating ? key.record : 'none';
  const idleness = idlenessOf(facts, reenabledIn(record), at);
  if (idleness.kind === 'impossible') return { unknown: idleness.because };
  if (exemption === 'unknown') return { unknown: 'the tags of its user were not read, and one of them may spare it' };
  if (record === 'strange') return { unknown: 'what the function remembers of it cannot be understood' };
  if (record === null && hangsOnRecord(facts, sweep)) return { unknown: 'what the function remembers of it was not read' };
  return { user, key: facts, record: record ?? 'none', steps: [], isMet: false, slot: key.slot ?? 0, facts, idleness, exemption };
}

/** Under notify all is as if nothing were remembered, and only to delete is anything done about what is inactive. */
function hangsOnRecord({ status }: AccessKey, { action }: SweepPolicy): boolean {
  return status === 'Active' ? action !== 'notify' : action === 'delete';
}

/** Lets sweep after sweep pass, those in which nothing can happen left out; gives those about which something is still done after the last. */
function letPass(
  all: readonly Travelling[],
  line: Line<Travelling>,
  { sweep }: ForesightPolicy,
  firstAt: Instant,
): ReadonlySet<Travelling> {
  const days: Travelling[][] = Array.from({ length: FORESIGHT_DAYS }, () => []);
  const endsAt = firstAt + FORESIGHT_DAYS * DAY_MS;
  const later: Travelling[] = [];
  const onward = (one: Travelling, next: Onward, day: number): void => {
    one.isMet = true;
    if (next.kind !== 'again') return;
    const met = days[Math.max(day + 1, Math.ceil((next.at - firstAt) / DAY_MS))];
    if (met !== undefined) met.push(one);
    else if (!isSparedAt(one, endsAt) && (one.key.status === 'Active' || sweep.action === 'delete')) later.push(one);
  };
  for (const one of all) days[0]?.push(one);
  days.forEach((met, day) => {
    const now = firstAt + day * DAY_MS;
    const acting: Travelling[] = [];
    for (const one of met) {
      const next = meet(one, sweep, now);
      onward(one, next, day);
      if (next.kind === 'act') acting.push(one);
    }
    if (acting.length > 0) line.join(acting);
    const acted = line.take(sweep.maxKeysPerDay);
    for (const one of acted) onward(one, act(one, sweep, now), day);
    line.acted(acted);
  });
  return new Set([...line.waiting, ...later]);
}

/** Whoever is spared for so long is spared, and waits for nothing. */
const isSparedAt = ({ exemption }: Travelling, at: Instant): boolean =>
  exemption.kind === 'exempt' && (exemption.endsAt === undefined || exemption.endsAt >= at);

function fateOf({ doubt, facts, idleness, exemption, steps }: Travelling, { sweep }: ForesightPolicy, isWaiting: boolean): Fate {
  if (doubt !== undefined) return { kind: 'unknown', because: doubt };
  const isExempt = exemption.kind === 'exempt';
  return {
    kind: 'foreseen',
    verdict: verdictOf({ status: facts.status, idleDays: idleness.idleDays, isExempt }, sweep),
    exemptBecause: isExempt ? exemption.because : null,
    unusedAt: facts.status === 'Active' ? unusedAtOf(idleness.sinceAt + sweep.maxCredentialUsageAgeDays * DAY_MS, exemption) : null,
    ...{ steps, isWaiting },
  };
}

function unusedAtOf(unusedAt: Instant, exemption: Exemption): Instant | null {
  if (exemption.kind === 'none') return unusedAt;
  return exemption.endsAt === undefined ? null : Math.max(unusedAt, exemption.endsAt);
}
