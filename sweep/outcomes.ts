import { SECTIONS } from '../domain/digest-sections';
import type { Instant } from '../domain/instant';
import type { KeyRecord, KeyState } from '../domain/key-record';
import type { Entry } from '../domain/matter';
import type { Step } from '../domain/step';
import { toldAgain, told, withDeletionNotice, withoutDeletionNotice } from '../domain/transition';
import { entryOf, ownRecord, recordAfter, type Outcome, type Run } from './run';
import type { JudgedKey } from './survey';

/** A line of the digest without the key that it is about. */
type Line = Pick<Entry, 'matter' | 'at'>;

/** A deactivation that is announced: recorded once it is told. */
export function announced(judged: JudgedKey, dueAt: Instant, run: Run): Outcome {
  const notice = { announcedAt: run.now, dueAt, toldAt: run.now };
  const onceTold = recordAfter(run, judged, { state: 'announced', at: run.now, notice });
  return { entry: entryOf(judged, { matter: 'will-be-deactivated', at: dueAt, isNew: true }), onceTold };
}

/** A deletion that is announced: recorded once it is told. */
export function deletionAnnounced(judged: JudgedKey, dueAt: Instant, run: Run): Outcome {
  const entry = entryOf(judged, { matter: 'will-be-deleted', at: dueAt, isNew: true });
  const notice = { announcedAt: run.now, dueAt, toldAt: run.now };
  return { entry, onceTold: withDeletionNotice(ownRecord(judged), notice) };
}

/** What was announced is told again. */
export function again(judged: JudgedKey, line: Line & { readonly at: Instant }, run: Run): Outcome {
  return { entry: entryOf(judged, line), onceTold: toldAgain(ownRecord(judged), line.at, run.now) };
}

/** A change of state that was only seen: written down at once, unless the policy writes nothing. An act or a re-enabling in it is told. */
export async function recorded(judged: JudgedKey, state: KeyState, at: Instant, line: Line, run: Run): Promise<Outcome> {
  if (!run.mayRecord) return unrecorded(judged, line);
  const entry = entryOf(judged, { ...line, at });
  const after = recordAfter(run, judged, { state, at, mustBeTold: SECTIONS[line.matter].told === 'daily' });
  if ((await run.ports.memory.write(after)) === 'conflict') return { entry: entryOf(judged, { matter: 'busy' }) };
  return after.isTold ? { entry } : { entry, onceTold: told(after) };
}

/** What is seen but not remembered is dated by the record, so that no day takes it for its own. */
function unrecorded(judged: JudgedKey, line: Line): Outcome {
  const entry = entryOf(judged, { ...line, at: ownRecord(judged).stateAt });
  return { entry: { ...entry, because: `${judged.step.because}; under notify nothing is remembered` } };
}

/** Names a re-enabling: from the second time on something keeps doing so. */
export const returned = (times: number): Entry['matter'] => (times > 1 ? 'keeps-coming-back' : 'reenabled');

/** States of a key that came back. */
const CAME_BACK: readonly KeyState[] = ['reenabled', 'dropped'];

/** Nothing is due; that it came back, of which nobody was told, is told now. */
export function quiet(judged: JudgedKey, run: Run): Outcome {
  const { key, record } = judged;
  if (record !== 'none' && CAME_BACK.includes(record.state) && !record.isTold && run.mayRecord) {
    return { entry: entryOf(judged, { matter: returned(record.reenabledTimes), at: record.stateAt }), onceTold: told(record) };
  }
  return { entry: entryOf(judged, { matter: key === 'gone' ? 'gone' : 'in-use' }) };
}

/** We deactivated it, and it stays so for now: its deletion is told with its day, or that there will be none. */
export async function kept(judged: JudgedKey, step: Extract<Step, { kind: 'keep' }>, run: Run): Promise<Outcome> {
  const { deleteAt, withdraws } = step;
  const line: Line = deleteAt === 'never' ? { matter: 'stays-inactive' } : { matter: 'will-be-deleted', at: deleteAt };
  if (withdraws) return spared(judged, line, run);
  const isAnnounced = ownRecord(judged).deletionNotice !== undefined;
  if (deleteAt !== 'never' && isAnnounced) return again(judged, { ...line, at: deleteAt }, run);
  return untold(judged, run) ?? { entry: entryOf(judged, line) };
}

/** It stays as it is: an announced deletion is withdrawn, and a deactivation of which nobody was told is told first. */
export async function spared(judged: JudgedKey, line: Line, run: Run): Promise<Outcome> {
  const now = await withdrawn(judged, run);
  if (now === 'conflict') return { entry: entryOf(judged, { matter: 'busy' }) };
  return untold(now, run) ?? { entry: entryOf(judged, line) };
}

/** We were wrong: an announced deletion is withdrawn. Who hears of it hears of the deactivation. */
export async function misjudged(judged: JudgedKey, run: Run): Promise<Outcome> {
  const now = await withdrawn(judged, run);
  if (now === 'conflict') return { entry: entryOf(judged, { matter: 'busy' }) };
  return { ...untold(now, run), entry: entryOf(judged, { matter: 'misjudged' }) };
}

/** Forgets an announced deletion that is off, so that a later one is announced anew. */
async function withdrawn(judged: JudgedKey, run: Run): Promise<JudgedKey | 'conflict'> {
  const { record } = judged;
  if (record === 'none' || record.deletionNotice === undefined || !run.mayRecord) return judged;
  const after = withoutDeletionNotice(record);
  return (await run.ports.memory.write(after)) === 'written' ? { ...judged, record: after } : 'conflict';
}

/** Inactive, and not ours: said so, once it was told that we had deactivated it. */
export function notOurs(judged: JudgedKey, run: Run): Outcome {
  return untold(judged, run) ?? { entry: entryOf(judged, { matter: 'not-ours' }) };
}

/** It is gone: its record is closed, once a deactivation in it was told. */
export async function closed(judged: JudgedKey, state: 'deleted' | 'gone', run: Run): Promise<Outcome> {
  return untold(judged, run) ?? (await recorded(judged, state, run.now, { matter: state }, run));
}

/** A deactivation of which an earlier sweep could not tell. */
function untold(judged: JudgedKey, run: Run): Outcome | undefined {
  const { record } = judged;
  if (record === 'none' || record.state !== 'deactivated' || record.isTold || !run.mayRecord) return undefined;
  return { entry: entryOf(judged, { matter: 'deactivated', at: record.stateAt }), onceTold: told(record) };
}

/** What a record that is not looked at any more still has to tell: a deletion of which an earlier sweep could not. */
export function belated(record: KeyRecord, { mayRecord }: Pick<Run, 'mayRecord'>): Outcome | undefined {
  if (!mayRecord || record.isTold || record.state !== 'deleted') return undefined;
  const because = record.history.at(-1)?.because ?? 'as recorded';
  const { userName, accessKeyId, stateAt } = record;
  return { entry: { matter: 'deleted', userName, accessKeyId, because, at: stateAt }, onceTold: told(record) };
}
