import { reserve, type ActLedger, type Reservation } from '../domain/act-ledger';
import { AccessError, reasonOf } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { MAX_WAIT_MS } from '../sweep/act-slot';
import { INTERRUPTED, unlessInterrupted } from './interruption';
import type { InventoryKey, ScanPolicy, Unreadable } from './inventory';
import type { ScanPorts } from './ports';

/** Keys after the policy's cap, and what could not be read for it. */
export interface Capped {
  readonly keys: readonly InventoryKey[];
  readonly unreadable: readonly Unreadable[];
}

/** Lets act only as many keys as the cap still allows in these 24 hours, in the order in which a sweep takes them; the others wait. */
export async function withinCap(
  keys: readonly InventoryKey[],
  { sweep: { maxKeysPerDay } }: ScanPolicy,
  records: ScanPorts['records'],
  now: Instant,
  signal: AbortSignal,
): Promise<Capped> {
  if (!keys.some(acts)) return { keys, unreadable: [] };
  try {
    const ledger = await unlessInterrupted(records.readLedger(), signal);
    if (ledger === INTERRUPTED) return { keys, unreadable: [notKnown('the scan was interrupted')] };
    return { keys: capped(keys, ledger, maxKeysPerDay, now), unreadable: [] };
  } catch (error) {
    // Not to be allowed to look is said, and is no failure.
    return error instanceof AccessError ? { keys: keys.map(inDoubt), unreadable: [] } : { keys, unreadable: [notKnown(reasonOf(error))] };
  }
}

const notKnown = (because: string): Unreadable => ({
  ...{ userName: null, accessKeyId: null, because: `how many keys may still be touched today is not known: ${because}` },
});

const inDoubt = (key: InventoryKey): InventoryKey =>
  acts(key) ? { ...key, reason: `${key.reason}; how many keys may still be touched today could not be read` } : key;

const acts = ({ step }: InventoryKey): boolean => step === 'deactivate' || step === 'delete';

function capped(keys: readonly InventoryKey[], before: ActLedger, cap: number, now: Instant): readonly InventoryKey[] {
  let ledger = before;
  // Whoever waits has a turn as well, and who comes after waits still longer.
  let queue: ActLedger | undefined;
  return keys.map((key) => {
    if (!acts(key)) return key;
    const reservation = reservedSoon(ledger, cap, now);
    if (reservation.kind === 'reserved') {
      ({ ledger } = reservation);
      return key;
    }
    const freeAt = freeIn(queue ?? ledger, cap, now);
    const turn = reserve(queue ?? ledger, cap, freeAt);
    if (turn.kind === 'reserved') queue = turn.ledger;
    const reason = `${key.reason}; the policy's cap of ${String(cap)} a day is reached before its turn`;
    return { ...key, step: 'wait-for-cap', stepAt: null, nextStep: key.step, nextStepAt: freeAt, reason };
  });
}

/** Gives the first instant at which one more act is allowed. */
function freeIn(ledger: ActLedger, cap: number, now: Instant): Instant {
  const reservation = reserve(ledger, cap, now);
  return reservation.kind === 'full' ? reservation.freeAt : now;
}

/** A sweep waits a little for yesterday's acts to be a day old. */
function reservedSoon(ledger: ActLedger, cap: number, now: Instant): Reservation {
  const reservation = reserve(ledger, cap, now);
  const isSoon = reservation.kind === 'full' && reservation.freeAt - now <= MAX_WAIT_MS;
  return isSoon ? reserve(ledger, cap, reservation.freeAt) : reservation;
}
