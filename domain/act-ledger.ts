import { DAY_MS, instantOf, isoOf, type Instant } from './instant';

/** When keys were deactivated or deleted lately, so that no 24 hours see more acts than the policy's cap. */
export interface ActLedger {
  /** Counts the writes; 0 when there is none yet. */
  readonly version: number;
  readonly acts: readonly Instant[];
}

/** The ledger of an account in which nothing was done yet. */
export const EMPTY_LEDGER: ActLedger = { version: 0, acts: [] };

/** What asking for one more act gives. */
export type Reservation =
  | { readonly kind: 'reserved'; readonly ledger: ActLedger }
  /** `freeAt` is when the next act will be allowed. */
  | { readonly kind: 'full'; readonly freeAt: Instant };

/** Reserves one act at `now`, unless the 24 hours before it are full. */
export function reserve({ version, acts }: ActLedger, cap: number, now: Instant): Reservation {
  const recent = acts.filter((at) => at > now - DAY_MS).sort((a, b) => a - b);
  const nextToAge = recent[recent.length - cap];
  if (nextToAge !== undefined) return { kind: 'full', freeAt: nextToAge + DAY_MS };
  return { kind: 'reserved', ledger: { version: version + 1, acts: [...recent, now] } };
}

/** Gives back an act that certainly did not happen. */
export function release({ version, acts }: ActLedger, reservedAt: Instant): ActLedger {
  const at = acts.lastIndexOf(reservedAt);
  return { version: version + 1, acts: acts.filter((_, index) => index !== at) };
}

/** Writes the ledger as plain data. */
export function ledgerItemOf({ version, acts }: ActLedger): Readonly<Record<string, unknown>> {
  return { version, acts: acts.map(isoOf) };
}

/** Reads the ledger; undefined when it is not what we wrote, so that nothing is done on it. */
export function ledgerOf(item: Readonly<Record<string, unknown>>): ActLedger | undefined {
  const { version, acts } = item;
  if (typeof version !== 'number' || !Array.isArray(acts)) return undefined;
  const instants = acts.map(instantOf).filter((at) => at !== undefined);
  return instants.length === acts.length ? { version, acts: instants } : undefined;
}
