import type { AccessKey } from '../../domain/access-key';
import type { Account, AccountKey } from '../../domain/account';
import { foresee, type Fate, type ForesightPolicy } from '../../domain/foresee';
import type { ForesightSide } from '../../domain/foresight';
import { dayOf, type Instant } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import { ago, KEY, NOW, POLICY } from './world/records';

/** What is out of the ordinary about a key of an account. */
export type KeySpec = Partial<Omit<AccountKey, 'facts'>> & Partial<Omit<AccessKey, 'accessKeyId'>> & { readonly idle?: number };

/** A key that was made 400 days ago, is without use for so many days, and of which nothing is remembered. */
export function accountKey({ idle, status = 'Active', createdAt = ago(400), lastUsedAt, ...more }: KeySpec = {}): AccountKey {
  const { userName = 'alice', accessKeyId = KEY.accessKeyId } = more;
  const used = lastUsedAt ?? (idle === undefined ? 'never' : ago(idle));
  return {
    ...{ userName, path: '/', userTags: {}, accessKeyId, slot: 1, record: 'none' },
    facts: { accessKeyId: accessKeyId ?? '', status, createdAt, lastUsedAt: used },
    ...more,
  };
}

/** A key of which too little was read. */
export const unreadKey = (unknown: string, more: KeySpec = {}): AccountKey => ({ ...accountKey(more), facts: { unknown } });

/** Keys at an instant. */
export const accountOf = (keys: readonly AccountKey[], at: Instant = NOW): Account => ({ at, keys });

/** A policy as foresight takes it, with what is out of the ordinary about it. */
export const foresightPolicy = (sweep: Partial<SweepPolicy> = {}, more: Partial<ForesightPolicy> = {}): ForesightPolicy => ({
  ...{ sweep: { ...POLICY, ...sweep }, isRemediating: true, sweepHourUtc: 6 },
  ...more,
});

/** One side with such a policy, whose function remembers what was read. */
export const sideOf = (
  sweep: Partial<SweepPolicy> = {},
  more: Partial<ForesightPolicy> = {},
): Extract<ForesightSide, { kind: 'policy' }> => ({
  kind: 'policy',
  policy: foresightPolicy(sweep, more),
  memory: 'as-read',
});

/** What becomes of a key, in short: each step and its day, and whether more is to come. */
export function inShort(fate: Fate | null): readonly string[] {
  if (fate === null) return ['no policy'];
  if (fate.kind === 'unknown') return [`unknown: ${fate.because}`];
  return [...fate.steps.map(({ step, at }) => `${step} ${dayOf(at)}`), ...(fate.isWaiting ? ['more'] : [])];
}

/** What becomes of keys under a policy, in short. */
export const foreseen = (
  keys: readonly AccountKey[],
  sweep: Partial<SweepPolicy> = {},
  at: Instant = NOW,
): readonly (readonly string[])[] => foresee(accountOf(keys, at), foresightPolicy(sweep)).map(inShort);
