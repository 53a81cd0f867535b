import type { Fate, KnownFate } from './foresee';
import type { ForeseenAct } from './foreseen-key';
import type { Foresight, ForesightSide, KeyForesight } from './foresight';
import { DAY_MS, dayOf, HOUR_MS, isoOf, type Instant } from './instant';
import { listed } from './phrases';
import { FORESIGHT_DAYS, TURNS_OF_FATE, type TurnOfFate } from './turn-of-fate';

/** One line of the numbers: what happens to how many keys, and on which days. */
export interface ForesightNumber {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** One access key in words. Names and reasons in it are text of others. */
export interface ForesightRow {
  readonly userName: string;
  readonly accessKey: string;
  readonly turn: string;
  readonly before: string;
  readonly after: string;
}

/** Says under what all that is foreseen stands; without a function on either side, what counts as unused is all. */
export function foresightBasis(accountId: string, at: Instant, sides: readonly ForesightSide[]): string {
  const isRun = sides.some((side) => side.kind === 'policy' && side.policy.isRemediating);
  return `By the scan of account ${accountId} at ${isoOf(at).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC, if nobody uses these access keys from then on${isRun ? ' and the function runs every day' : ''}; each day is the earliest`;
}

/** One line of what a change means for how many. */
export interface ForesightCount {
  readonly what: string;
  readonly whom: string;
}

/** Says how many access keys of how many users a change hits, worst first, and how many it leaves; nothing without an access key. */
export function foresightCounts({ keys, inUse }: Foresight): readonly ForesightCount[] {
  const counts = TURNS_OF_FATE.map((turn) => ({ what: COUNTED[turn], some: keys.filter((one) => one.turn === turn) }));
  return [
    ...counts.flatMap(({ what, some }) => (some.length === 0 ? [] : [{ what, whom: keysOf(some) }])),
    ...(inUse === 0 ? [] : [{ what: 'In use, so that nothing happens while that is so', whom: keysIn(inUse) }]),
  ];
}

const COUNTED: Readonly<Record<TurnOfFate, string>> = {
  further: 'More is done than before',
  sooner: 'The same, sooner',
  unknown: 'Not known',
  later: 'The same, later',
  spared: 'Spared, or less is done than before',
  same: 'As before',
};

const keysIn = (count: number): string => `${String(count)} access ${count === 1 ? 'key' : 'keys'}`;

function keysOf(some: readonly KeyForesight[]): string {
  const users = new Set(some.map(({ key }) => key.userName.toLowerCase())).size;
  return `${keysIn(some.length)} of ${String(users)} ${users === 1 ? 'user' : 'users'}`;
}

/** Lists how many keys are told of, deactivated and deleted under both policies, when the first and the last, and of how many that is not all. */
export function foresightNumbers({ keys, before, after }: Foresight): readonly ForesightNumber[] {
  const row = (what: string, cellOf: (fates: readonly (Fate | null)[]) => string): ForesightNumber => ({
    what,
    before: before.kind === 'unknown' ? 'not known' : cellOf(keys.map((key) => key.before)),
    after: after.kind === 'unknown' ? 'not known' : cellOf(keys.map((key) => key.after)),
  });
  const rows = [
    ...NUMBERS.map(([what, act]) => row(what, (fates) => actCell(fates, act))),
    row(`more in over ${String(FORESIGHT_DAYS)} days`, (fates) => String(fates.filter(isWaiting).length)),
  ];
  return rows.filter((one) => [one.before, one.after].some((cell) => /^[1-9]/.test(cell)));
}

const isWaiting = (fate: Fate | null): boolean => fate?.kind === 'foreseen' && fate.isWaiting;

function actCell(fates: readonly (Fate | null)[], act: ForeseenAct): string {
  const days = fates.flatMap((fate) => firstOf(fate, act));
  return days.length === 0 ? '0' : `${String(days.length)} (${spanOf(days)})`;
}

const NUMBERS: readonly (readonly [what: string, act: ForeseenAct])[] = [
  ['told to be unused, and nothing is done', 'tell'],
  ['deactivation newly announced', 'announce'],
  ['deactivated', 'deactivate'],
  ['deletion newly announced', 'announce-deletion'],
  ['deleted', 'delete'],
];

function firstOf(fate: Fate | null, act: ForeseenAct): readonly Instant[] {
  const first = fate?.kind === 'foreseen' ? fate.steps.find(({ step }) => step === act) : undefined;
  return first === undefined ? [] : [first.at];
}

function spanOf(days: readonly Instant[]): string {
  const first = dayOf(days.reduce((one, other) => Math.min(one, other)));
  const last = dayOf(days.reduce((one, other) => Math.max(one, other)));
  return first === last ? first : `${first} to ${last}`;
}

/** Describes one access key under both policies. */
export function foresightRow({ key, before, after, turn }: KeyForesight): ForesightRow {
  return {
    userName: key.userName,
    accessKey: key.accessKeyId ?? (key.slot === null ? 'not read' : `not read, slot ${String(key.slot)}`),
    turn: TURNS[turn],
    before: fateWords(before),
    after: fateWords(after),
  };
}

const TURNS: Readonly<Record<TurnOfFate, string>> = {
  further: 'more',
  sooner: 'sooner',
  unknown: 'not known',
  later: 'later',
  spared: 'spared or less',
  same: 'same',
};

const DONE: Readonly<Record<ForeseenAct, string>> = {
  tell: 'told',
  announce: 'announced',
  deactivate: 'deactivated',
  'announce-deletion': 'deletion announced',
  delete: 'deleted',
};

function fateWords(fate: Fate | null): string {
  if (fate === null) return 'no policy';
  return fate.kind === 'unknown' ? `not known: ${fate.because}` : knownWords(fate);
}

function knownWords({ steps, isWaiting: waitsOn, exemptBecause, unusedAt, verdict }: KnownFate): string {
  const acts = steps.map(({ step, at }) => `${DONE[step]} ${dayOf(at)}`);
  const waits = waitsOn ? [`more in over ${String(FORESIGHT_DAYS)} days`] : [];
  if (acts.length > 0 || waitsOn) return [...acts, ...waits].join(', ');
  if (exemptBecause !== null) return `exempt: ${exemptBecause}`;
  if (verdict === 'inactive') return 'inactive, and stays so';
  return unusedAt === null ? 'nothing' : `counts as unused from ${dayOf(unusedAt)}, and nothing is done`;
}

/** Writes what is foreseen of a key as data. */
export function fateJson(fate: Fate | null): unknown {
  if (fate === null) return null;
  if (fate.kind === 'unknown') return { known: false, because: fate.because };
  const { verdict, exemptBecause, unusedAt, steps, isWaiting } = fate;
  return {
    known: true,
    verdict,
    exemptBecause,
    unusedAt: unusedAt === null ? null : isoOf(unusedAt),
    steps: steps.map(({ step, at }) => ({ step, at: isoOf(at) })),
    waiting: isWaiting,
  };
}

/** Writes what two policies mean for an account as data. */
export function foresightJson({ keys, inUse, before, after }: Foresight): unknown {
  const side = (one: Foresight['before']): string | null => (one.kind === 'unknown' ? one.because : null);
  const of = (turn: TurnOfFate): number => keys.filter((one) => one.turn === turn).length;
  return {
    beforeUnknown: side(before),
    afterUnknown: side(after),
    counts: { ...Object.fromEntries(TURNS_OF_FATE.map((turn) => [turn, of(turn)])), inUse },
    keys: keys.map(({ key, turn, ...fates }) => ({
      userName: key.userName,
      accessKeyId: key.accessKeyId,
      slot: key.slot,
      turn,
      before: fateJson(fates.before),
      after: fateJson(fates.after),
    })),
  };
}

/** Says of a scan what must be known before it is relied on. */
export function foresightCautions(
  {
    at,
    isComplete,
    unreadable,
    filter,
  }: {
    readonly at: Instant;
    readonly isComplete: boolean;
    readonly unreadable: number;
    readonly filter: { readonly userName: string | null; readonly verdict: string | null };
  },
  now: Instant,
): readonly string[] {
  const some = [
    filter.userName === null ? '' : `the user ${filter.userName}`,
    filter.verdict === null ? '' : `keys that are ${filter.verdict}`,
  ].filter((words) => words !== '');
  return [
    ...(now - at > MAX_AGE_MS
      ? [`the scan is from ${dayOf(at)}, more than a day ago: keys may have been used, made or deleted since`]
      : []),
    ...(at - now > MAX_AHEAD_MS ? [`the scan is from ${isoOf(at)}, which is yet to come: one of two clocks is wrong`] : []),
    ...(isComplete
      ? []
      : [`the scan is incomplete, ${unreadable === 0 ? 'something' : String(unreadable)} could not be read: keys may be missing`]),
    ...(some.length === 0 ? [] : [`the scan holds only ${listed(some)}: others may be hit too, and take places under the cap`]),
  ];
}

const MAX_AGE_MS = DAY_MS;
/** As far as clocks may differ. */
const MAX_AHEAD_MS = HOUR_MS;
