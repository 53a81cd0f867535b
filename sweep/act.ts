import { AccessError, reasonOf } from '../domain/errors';
import { MINUTE_MS } from '../domain/instant';
import type { KeyRecord } from '../domain/key-record';
import type { Entry } from '../domain/matter';
import { backTo, toldAgain, told } from '../domain/transition';
import { giveBack, takeSlot } from './act-slot';
import { entryOf, hasTime, recordAfter, type Outcome, type Run } from './run';
import { look, type Bench, type JudgedKey, type Seen } from './survey';

/** What is different between the two acts. */
const ACTS = {
  deactivate: { during: 'deactivating', after: 'deactivated' },
  delete: { during: 'deleting', after: 'deleted' },
} as const;

/** Names an act. */
export type Act = keyof typeof ACTS;

/** A reading older than this is made again before an act. */
const MAX_READING_AGE_MS = MINUTE_MS / 2;

/**
 * Acts on one key: reserves the act, reads again where it must be fresh, records what we are about to do, does it, records it.
 * Each write is conditional on what the act was decided from, so that of two sweeps one does it.
 */
export async function act(name: Act, judged: JudgedKey, run: Run): Promise<Outcome> {
  if (!hasTime(run)) return { entry: entryOf(judged, { matter: 'left' }) };
  const slot = await takeSlot(run);
  if (slot.kind === 'full') return capped(judged, run, slot.freeAt);
  const confirmed = await confirm(name, judged, run);
  if (confirmed.kind === 'changed') {
    await giveBack(run, slot.at);
    return { entry: confirmed.entry };
  }
  const during = recordAfter(run, confirmed.judged, { state: ACTS[name].during, at: run.ports.clock.now() });
  if ((await run.ports.memory.write(during)) === 'conflict') {
    await giveBack(run, slot.at);
    return { entry: entryOf(judged, { matter: 'busy' }) };
  }
  return perform(name, confirmed.judged, during, run, slot.at);
}

/** The notice stands, and is told again with the rest. */
function capped(judged: JudgedKey, run: Run, freeAt: number): Outcome {
  const entry = entryOf(judged, { matter: 'waits-for-cap', at: freeAt });
  return judged.record === 'none' ? { entry } : { entry, onceTold: toldAgain(judged.record, 0, run.now) };
}

/** A key that may still be acted on, or what came instead. */
type Confirmation = { readonly kind: 'confirmed'; readonly judged: JudgedKey } | { readonly kind: 'changed'; readonly entry: Entry };

/** Reads key, use and record again: always before a deletion, and before a deactivation when the first reading is not of just now. */
async function confirm(name: Act, judged: JudgedKey, run: Run): Promise<Confirmation> {
  const { ports, bench } = run;
  const isFresh = ports.clock.now() - judged.readAt <= MAX_READING_AGE_MS;
  if (name === 'deactivate' && isFresh) return { kind: 'confirmed', judged };
  const { accessKeyId, userName } = judged;
  const reading = await ports.memory.read(accessKeyId);
  const again: Bench = { ...bench, recordOf: (id) => (id === accessKeyId ? reading : bench.recordOf(id)) };
  const seen = await look(userName, again, ports);
  const own = seen.find((one) => one.accessKeyId === accessKeyId) ?? seen.find((one) => one.accessKeyId === undefined);
  if (own?.kind === 'judged' && own.step.kind === name) return { kind: 'confirmed', judged: own };
  return { kind: 'changed', entry: changedEntry(judged, own) };
}

function changedEntry({ userName, accessKeyId }: JudgedKey, own: Seen | undefined): Entry {
  if (own === undefined) return { matter: 'gone', userName, accessKeyId, because: 'it was gone when read again' };
  if (own.kind !== 'judged') return { matter: own.kind, userName, accessKeyId, because: own.because };
  if (own.step.kind === 'undecided') return { matter: 'undecided', userName, accessKeyId, because: own.step.because };
  return { matter: 'dropped', userName, accessKeyId, because: `it changed while we looked: ${own.step.because}` };
}

async function perform(name: Act, judged: JudgedKey, during: KeyRecord, run: Run, slotAt: number): Promise<Outcome> {
  const { keys, memory, clock } = run.ports;
  const result = await attempt(name, judged, keys);
  switch (result.kind) {
    case 'denied': {
      // It certainly did not happen: everything goes back to where it was, and the next key may act instead.
      await memory.write(backTo(judged.record === 'none' ? during : judged.record, during));
      await giveBack(run, slotAt);
      return { entry: { ...entryOf(judged, { matter: 'blocked' }), because: result.because } };
    }
    case 'unknown':
      // It may have happened: the record says so until the next sweep sees which.
      return { entry: { ...entryOf(judged, { matter: 'undecided' }), because: result.because } };
    case 'gone': {
      await memory.write(recordAfter(run, judged, { state: 'gone', at: clock.now() }, during));
      return { entry: { ...entryOf(judged, { matter: 'gone' }), because: 'it was gone when we got there' } };
    }
    case 'done': {
      const at = clock.now();
      const after = recordAfter(run, judged, { state: ACTS[name].after, at }, during);
      const entry = entryOf(judged, { matter: ACTS[name].after, at });
      if ((await memory.write(after)) === 'written') return { entry, onceTold: told(after) };
      return { entry: { ...entry, matter: 'undecided', because: `${ACTS[name].after}, but another sweep wrote its record meanwhile` } };
    }
  }
}

type Result = { readonly kind: 'done' | 'gone' } | { readonly kind: 'denied' | 'unknown'; readonly because: string };

async function attempt(name: Act, { userName, accessKeyId }: JudgedKey, keys: Run['ports']['keys']): Promise<Result> {
  try {
    return { kind: await keys[name](userName, accessKeyId) };
  } catch (error) {
    return {
      kind: error instanceof AccessError ? 'denied' : 'unknown',
      because: `it could not be ${ACTS[name].after}: ${reasonOf(error)}`,
    };
  }
}
