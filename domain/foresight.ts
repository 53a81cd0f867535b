import type { Account, AccountKey } from './account';
import { foresee, isInUse, type Fate, type ForesightPolicy, type KnownFate } from './foresee';
import type { ForeseenAct } from './foreseen-key';
import { DAY_MS, type Instant } from './instant';
import type { RemediationAction } from './policy';
import { TURNS_OF_FATE, type TurnOfFate } from './turn-of-fate';

/** What is known of one side of a change: a policy, that there is none, or why nothing can be foretold. */
export type ForesightSide =
  | {
      readonly kind: 'policy';
      readonly policy: ForesightPolicy;
      /** Whether the function remembers what the account says, nothing yet, or nobody knows what. */
      readonly memory: 'as-read' | 'empty' | 'unknown';
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly because: string };

/** One access key under both policies; null where there is no policy. */
export interface KeyForesight {
  readonly key: AccountKey;
  readonly before: Fate | null;
  readonly after: Fate | null;
  readonly turn: TurnOfFate;
}

/** What two policies mean for the access keys of an account. */
export interface Foresight {
  readonly at: Instant;
  readonly before: ForesightSide;
  readonly after: ForesightSide;
  /** Every key for which anything is due under either, worst first. */
  readonly keys: readonly KeyForesight[];
  /** How many keys are in use under both: nothing happens to them as long as they are used. */
  readonly inUse: number;
}

/** Compares what two policies do about the access keys of an account, if nobody uses those that are not in use now. */
export function foresight(account: Account, before: ForesightSide, after: ForesightSide): Foresight {
  const [used, idle]: [AccountKey[], AccountKey[]] = [[], []];
  for (const key of account.keys) (isUsedUnderBoth(key, [before, after], account.at) ? used : idle).push(key);
  const users = new Set(idle.map(({ userName }) => userName));
  const beside = used.filter(({ userName }) => users.has(userName));
  const [was, becomes] = [before, after].map((side) => fatesUnder(side, { at: account.at, keys: idle }, beside));
  const ranked = idle.map((key, at): Ranked => {
    const fates = { before: was?.[at] ?? null, after: becomes?.[at] ?? null };
    const [reached, reach] = [reachUnder(before, fates.before, account.at), reachUnder(after, fates.after, account.at)];
    // Of a policy that is removed, the order is by what would have been.
    return { one: { key, ...fates, turn: turnOf(reached, reach) }, reach: (after.kind === 'none' ? reached : reach) ?? NOWHERE };
  });
  return { at: account.at, before, after, keys: ranked.sort(worstFirst).map(({ one }) => one), inUse: used.length };
}

/** Where there is no policy, or one side is not known, no key is said to be in use. */
function isUsedUnderBoth(key: AccountKey, sides: readonly ForesightSide[], at: Instant): boolean {
  if (sides.every(({ kind }) => kind === 'none')) return false;
  return sides.every((side) => {
    switch (side.kind) {
      case 'none':
        return true;
      case 'unknown':
        return false;
      case 'policy':
        return isInUse(remembered(key, side.memory), side.policy, at);
    }
  });
}

/** How far a key gets under one side; undefined where that is not known. */
function reachUnder(side: ForesightSide, fate: Fate | null, now: Instant): Reach | undefined {
  if (fate === null) return NOWHERE;
  return fate.kind === 'foreseen' && side.kind === 'policy' ? reachOf(fate, side.policy.sweep.action, now) : undefined;
}

function remembered(key: AccountKey, memory: 'as-read' | 'empty' | 'unknown'): AccountKey {
  if (memory === 'as-read') return key;
  return { ...key, record: memory === 'empty' ? 'none' : null };
}

function fatesUnder(side: ForesightSide, { at, keys }: Account, used: readonly AccountKey[]): readonly (Fate | null)[] {
  switch (side.kind) {
    case 'none':
      return [];
    case 'unknown':
      return keys.map(() => ({ kind: 'unknown', because: side.because }));
    case 'policy':
      return foresee({ at, keys: keys.map((key) => remembered(key, side.memory)) }, side.policy, used);
  }
}

/** How far a fate goes in the end, from 0 for nothing on, and when: the last act first, infinity for what is not reached in sight. */
interface Reach {
  readonly rank: number;
  readonly at: readonly [last: Instant, deactivated: Instant, first: Instant];
  /** By what it is ordered: when it gets there, or got there already. */
  readonly order: Instant;
}

/** How far a function goes under each action. */
const RANKS: Readonly<Record<RemediationAction, number>> = { notify: 2, deactivate: 3, delete: 4 };

function reachOf(fate: KnownFate, action: RemediationAction, now: Instant): Reach {
  const when = (act: ForeseenAct): Instant | undefined => fate.steps.find(({ step }) => step === act)?.at;
  const [told, deactivated, deleted] = [when('announce') ?? when('tell'), when('deactivate'), when('delete')];
  const reach = (rank: number, last: Instant, order = last): Reach => ({
    ...{ rank, order },
    at: [last, deactivated ?? Infinity, fate.steps[0]?.at ?? Infinity],
  });
  if (deleted !== undefined) return reach(RANKS.delete, deleted);
  // What is not reached in sight is reached all the same.
  if (fate.isWaiting) return reach(RANKS[action], Infinity);
  if (deactivated !== undefined) return reach(RANKS.deactivate, deactivated);
  if (told !== undefined) return reach(RANKS.notify, told);
  // What is unused already is so now, however long.
  return fate.unusedAt === null ? NOWHERE : reach(1, Math.max(fate.unusedAt, now), fate.unusedAt);
}

const NOWHERE: Reach = { rank: 0, at: [Infinity, Infinity, Infinity], order: Infinity };

function turnOf(before: Reach | undefined, after: Reach | undefined): TurnOfFate {
  if (before === undefined || after === undefined) return 'unknown';
  if (after.rank !== before.rank) return after.rank > before.rank ? 'further' : 'spared';
  // Whoever is hit on the same day is hit alike.
  const moved = before.at.map((at, place) => dayIn(after.at[place] ?? at) - dayIn(at)).find((days) => Math.abs(days) > 0);
  if (moved === undefined) return 'same';
  return moved < 0 ? 'sooner' : 'later';
}

const dayIn = (at: Instant): number => Math.floor(at / DAY_MS);

/** A key with what it is ordered by. */
interface Ranked {
  readonly one: KeyForesight;
  readonly reach: Reach;
}

/** Worst first: what is done about a key, then how far it goes, then when. */
function worstFirst({ one, reach }: Ranked, { one: other, reach: than }: Ranked): number {
  const turns = TURNS_OF_FATE.indexOf(one.turn) - TURNS_OF_FATE.indexOf(other.turn);
  if (turns !== 0) return turns;
  if (reach.rank !== than.rank) return than.rank - reach.rank;
  if (reach.order !== than.order) return reach.order < than.order ? -1 : 1;
  return byName(one.key, other.key);
}

function byName(one: AccountKey, other: AccountKey): number {
  if (one.userName !== other.userName) return one.userName < other.userName ? -1 : 1;
  if (one.slot !== other.slot) return (one.slot ?? 0) - (other.slot ?? 0);
  return (one.accessKeyId ?? '') < (other.accessKeyId ?? '') ? -1 : 1;
}
