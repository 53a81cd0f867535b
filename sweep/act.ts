import { AccessError, reasonOf } from '../domain/errors';
import { MINUTE_MS, type Instant } from '../domain/instant';
import type { KeyRecord } from '../domain/key-record';
import type { Entry } from '../domain/matter';
import { backTo, toldAgain, told } from '../domain/transition';
import { giveBack, takeSlot } from './act-slot';
import { entryOf, hasTime, ownRecord, recordAfter, type Outcome, type Run } from './run';
import { look, type Bench, type JudgedKey, type Seen } from './survey';

/** What is different between the two acts. */
const ACTS = {
  deactivate: { during: 'deactivating', after: 'deactivated' },
  delete: { during: 'deleting', after: 'deleted' },
} as const;

/** Names an act. */
export type Act = keyof typeof ACTS;

/** What came of wanting to act: an outcome, or what a second reading showed instead, of which something else must come. */
export type Acted = { readonly kind: 'acted'; readonly outcome: Outcome } | { readonly kind: 'instead'; readonly instead: Seen };

/** A reading older than this is made again before an act. */
const MAX_READING_AGE_MS = MINUTE_MS / 2;

const acted = (outcome: Outcome): Acted => ({ kind: 'acted', outcome });

/**
 * Acts on one key: reserves the act, reads again where it must be fresh, records what we are about to do, does it, records it.
 * Each write is conditional on what the act was decided from, so that of two sweeps one does it.
 */
export async function act(name: Act, judged: JudgedKey, run: Run): Promise<Acted> {
  if (!hasTime(run)) return acted({ entry: entryOf(judged, { matter: 'left' }) });
  const slot = await takeSlot(run);
  if (slot.kind === 'full') return acted(capped(judged, run));
  try {
    const result = await begin(name, judged, run);
    if (result.kind === 'begun') return acted(await perform(name, result.judged, result.during, run, slot.at));
    await giveBack(run, slot.at);
    return result;
  } catch (error) {
    // Nothing was done yet, or what was done is known: `perform` itself does not throw.
    await giveBack(run, slot.at);
    throw error;
  }
}

/** The notice stands, and is told again with the rest. */
function capped(judged: JudgedKey, run: Run): Outcome {
  return { entry: entryOf(judged, { matter: 'waits-for-cap' }), onceTold: toldAgain(ownRecord(judged), 0, run.now) };
}

/** An act that is recorded as under way. */
interface Begun {
  readonly kind: 'begun';
  readonly judged: JudgedKey;
  readonly during: KeyRecord;
}

/** Reads again where it must be fresh, and records what we are about to do. */
async function begin(name: Act, judged: JudgedKey, run: Run): Promise<Begun | Acted> {
  const { memory, clock } = run.ports;
  const isFresh = clock.now() - judged.readAt <= MAX_READING_AGE_MS;
  const own = name === 'deactivate' && isFresh ? judged : await again(judged, run);
  if (own.kind !== 'judged' || own.step.kind !== name) return { kind: 'instead', instead: own };
  if (!hasTime(run)) return acted({ entry: entryOf(judged, { matter: 'left' }) });
  const during = recordAfter(run, own, { state: ACTS[name].during, at: clock.now() });
  if ((await memory.write(during)) === 'conflict') return acted({ entry: entryOf(judged, { matter: 'busy' }) });
  return { kind: 'begun', judged: own, during };
}

/** Reads key, use and record again: always before a deletion, and before a deactivation when the first reading is not of just now. */
async function again(judged: JudgedKey, { ports, bench }: Run): Promise<Seen> {
  const { accessKeyId, userName } = judged;
  const reading = await ports.memory.read(accessKeyId);
  // What is judged of the user's other key is not looked at.
  const fresh: Bench = { ...bench, recordOf: () => reading };
  const seen = await look(userName, fresh, ports);
  const own = seen.find((one) => one.accessKeyId === accessKeyId) ?? seen.find((one) => one.accessKeyId === undefined);
  return own ?? { kind: 'undecided', of: 'key', userName, accessKeyId, because: 'it was not found when it was read again' };
}

async function perform(name: Act, judged: JudgedKey, during: KeyRecord, run: Run, slotAt: Instant): Promise<Outcome> {
  const result = await attempt(name, judged, run.ports.keys);
  const line = (matter: Entry['matter'], because: string): Entry => ({ ...entryOf(judged, { matter }), because });
  try {
    switch (result.kind) {
      case 'denied':
        return await denied(judged, during, line('blocked', result.because), run, slotAt);
      case 'unknown':
        // It may have happened: the record says so until the next sweep sees which.
        return { entry: line('undecided', result.because) };
      case 'gone': {
        await run.ports.memory.write(recordAfter(run, judged, { state: 'gone', at: run.ports.clock.now() }, during));
        return { entry: line('gone', 'it was gone when we got there') };
      }
      case 'done':
        return await done(name, judged, during, run);
    }
  } catch (error) {
    const what = result.kind === 'done' ? ACTS[name].after : `not ${ACTS[name].after}`;
    return { entry: line('undecided', `it was ${what}, and that could not be recorded: ${reasonOf(error)}`) };
  }
}

/** It certainly did not happen: everything goes back to where it was, is told again, and the next key may act instead. */
async function denied(judged: JudgedKey, during: KeyRecord, entry: Entry, run: Run, slotAt: Instant): Promise<Outcome> {
  const before = backTo(ownRecord(judged), during);
  const isWritten = (await run.ports.memory.write(before)) === 'written';
  await giveBack(run, slotAt);
  return isWritten ? { entry, onceTold: toldAgain(before, 0, run.now) } : { entry };
}

async function done(name: Act, judged: JudgedKey, during: KeyRecord, run: Run): Promise<Outcome> {
  const at = run.ports.clock.now();
  const after = recordAfter(run, judged, { state: ACTS[name].after, at }, during);
  const entry = entryOf(judged, { matter: ACTS[name].after, at });
  if ((await run.ports.memory.write(after)) === 'written') return { entry, onceTold: told(after) };
  return { entry: { ...entry, matter: 'undecided', because: `it was ${ACTS[name].after}, but another sweep wrote its record meanwhile` } };
}

type Result = { readonly kind: 'done' | 'gone' } | { readonly kind: 'denied' | 'unknown'; readonly because: string };

async function attempt(name: Act, { userName, accessKeyId }: JudgedKey, keys: Run['ports']['keys']): Promise<Result> {
  const { after } = ACTS[name];
  try {
    return { kind: await keys[name](userName, accessKeyId) };
  } catch (error) {
    if (error instanceof AccessError) return { kind: 'denied', because: `it could not be ${after}: ${reasonOf(error)}` };
    return { kind: 'unknown', because: `it may have been ${after}, the answer is not known: ${reasonOf(error)}` };
  }
}
