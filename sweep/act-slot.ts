import { release, reserve, type ActLedger } from '../domain/act-ledger';
import { MINUTE_MS, type Instant } from '../domain/instant';
import { hasTime, type Run } from './run';

/** The right to one act, or that there is none. */
export type Slot = { readonly kind: 'reserved'; readonly at: Instant } | { readonly kind: 'full' };

/** The daily sweep does not start at the same second each day: this much is waited for yesterday's acts to be a day old. */
export const MAX_WAIT_MS = 2 * MINUTE_MS;

/** Another sweep may write the ledger between our reading and writing it, but hardly so often. */
const MAX_TRIES = 10;

/**
 * Reserves one act in the ledger, so that any 24 hours see no more than the cap, whoever else sweeps.
 *
 * @throws Error when the ledger cannot be read, understood or written.
 */
export async function takeSlot(run: Run): Promise<Slot> {
  const { clock } = run.ports;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = clock.now();
    const reservation = reserve(await known(run), run.scope.policy.maxKeysPerDay, now);
    if (reservation.kind === 'full') {
      const waitMs = reservation.freeAt - now;
      if (waitMs > MAX_WAIT_MS || !hasTime(run, waitMs)) return { kind: 'full' };
      await clock.wait(waitMs);
    } else if (await write(reservation.ledger, run)) {
      return { kind: 'reserved', at: now };
    }
  }
  return { kind: 'full' };
}

/** Gives back the right to an act that certainly did not happen. */
export async function giveBack(run: Run, at: Instant): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (await write(release(await known(run), at), run)) return;
  }
}

/** The ledger as last read or written: a write on an old one is refused, so that it need not be read for each act. */
async function known({ ports, known: memo }: Run): Promise<ActLedger> {
  memo.ledger ??= await ports.memory.readLedger();
  return memo.ledger;
}

async function write(ledger: ActLedger, { ports, known: memo }: Run): Promise<boolean> {
  delete memo.ledger;
  if ((await ports.memory.writeLedger(ledger)) === 'conflict') return false;
  memo.ledger = ledger;
  return true;
}
