import { release, reserve } from '../domain/act-ledger';
import { MINUTE_MS, type Instant } from '../domain/instant';
import { hasTime, type Run } from './run';

/** The right to one act, or until when there is none. */
export type Slot = { readonly kind: 'reserved'; readonly at: Instant } | { readonly kind: 'full'; readonly freeAt: Instant };

/** The daily sweep does not start at the same second each day: this much is waited for yesterday's acts to be a day old. */
const MAX_WAIT_MS = 2 * MINUTE_MS;

/** Another sweep may write the ledger between our reading and writing it, but hardly so often. */
const MAX_TRIES = 10;

/**
 * Reserves one act in the ledger, so that any 24 hours see no more than the cap, whoever else sweeps.
 *
 * @throws Error when the ledger cannot be read, understood or written.
 */
export async function takeSlot(run: Run): Promise<Slot> {
  const { memory, clock } = run.ports;
  const cap = run.scope.policy.maxKeysPerDay;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = clock.now();
    const reservation = reserve(await memory.readLedger(), cap, now);
    if (reservation.kind === 'full') {
      const waitMs = reservation.freeAt - now;
      if (waitMs > MAX_WAIT_MS || !hasTime(run, waitMs)) return reservation;
      await clock.wait(waitMs);
    } else if ((await memory.writeLedger(reservation.ledger)) === 'written') {
      return { kind: 'reserved', at: now };
    }
  }
  return { kind: 'full', freeAt: clock.now() };
}

/** Gives back the right to an act that certainly did not happen. */
export async function giveBack({ ports: { memory } }: Run, at: Instant): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if ((await memory.writeLedger(release(await memory.readLedger(), at))) === 'written') return;
  }
}
