import { agendaOf, isWeekly } from '../domain/agenda';
import { IncompleteError, reasonOf } from '../domain/errors';
import { benchOf, openIn } from './bench';
import { decisionLine } from './decision-line';
import { enforce } from './enforce';
import { numbersOf, type Result } from './numbers';
import { belated } from './outcomes';
import type { Memories, Ports } from './ports';
import { hasTime, reserveOf, type Outcome, type Run } from './run';
import type { Scope } from './scope';
import { survey, type JudgedKey, type Seen } from './survey';
import { tell, type Told } from './tell';
import { passwordsOnly } from './unused';

/**
 * Sweeps an account once: reads who can need anything, does what is due for each key right after reading it, tells it, and
 * records what was told.
 *
 * @throws {@link IncompleteError} at its end, when not everything was seen, told or recorded. What was done stands.
 */
export async function sweep(ports: Ports, scope: Scope): Promise<void> {
  const now = ports.clock.now();
  const reserveMs = reserveOf(ports.clock.remainingMs());
  const memories = await ports.memory.readAll();
  const rows = await ports.report.read();
  const bench = benchOf(memories.records, scope.policy, now);
  const run: Run = { ports, scope, bench, now, mayRecord: scope.policy.action !== 'notify', reserveMs, known: {} };
  const remembered = openIn(memories.records).map(({ userName }) => userName);
  const agenda = agendaOf({ rows, remembered, policy: scope.policy, now, resumeAt: memories.resumeAt, checksAll: isWeekly(now) });
  const { results, left } = await walk(agenda.users, run);
  const troubles = filterTroubles(results, agenda.checked);
  const others = [...unseen(left, results), ...unmet(memories, results, run)];
  const passwords = passwordsOnly(
    rows,
    results.map(({ seen }) => seen),
    bench,
  );
  for (const entry of [...others.map((other) => other.entry), ...passwords]) run.ports.journal.decision(decisionLine(entry, run));
  const outcomes = [...results.map(({ outcome }) => outcome), ...others];
  const told = await tell(outcomes, passwords, agenda.usersNotDue, run);
  troubles.push(...told.troubles, ...(await rememberLeft(left[0], memories.resumeAt, run)));
  conclude(run, told, results, troubles);
}

/** Goes through the users in order until all are done or the time is up; then says who is left. */
async function walk(
  users: readonly string[],
  run: Run,
): Promise<{ readonly results: readonly Result[]; readonly left: readonly string[] }> {
  const results: Result[] = [];
  const missing: JudgedKey[] = [];
  const left = new Set(users);
  const settle = async (seen: Seen): Promise<void> => {
    const outcome = await enforce(seen, run);
    results.push({ seen, outcome });
    run.ports.journal.decision(decisionLine(outcome.entry, run, seen));
    if (outcome.entry.matter === 'left') left.add(seen.userName);
  };
  for await (const { userName, seen } of survey(users, run.bench, run.ports, () => hasTime(run))) {
    left.delete(userName);
    for (const one of seen) {
      if (isGone(one)) missing.push(one);
      else await settle(one);
    }
  }
  // A key that is missing under one name may have been met under another, or stand under one that was not read: its user was renamed.
  const met = new Set(results.map(({ seen }) => seen.accessKeyId));
  const isWhole = left.size === 0 && !results.some(({ seen }) => seen.kind === 'undecided' && seen.of === 'user');
  for (const one of missing) if (!met.has(one.accessKeyId)) await settle(isWhole || !isForgotten(one) ? one : unsettled(one));
  return { results, left: users.filter((user) => left.has(user)) };
}

const isGone = (seen: Seen): seen is JudgedKey => seen.kind === 'judged' && seen.key === 'gone';

/** What another sweep is at, or what we were deleting ourselves, is in no doubt. */
const isForgotten = ({ step }: JudgedKey): boolean => step.kind === 'close' && step.state === 'gone';

const unsettled = ({ userName, accessKeyId }: JudgedKey): Seen => {
  return {
    kind: 'undecided',
    of: 'key',
    userName,
    accessKeyId,
    because: 'it is missing, and not everybody was read: its user may be renamed',
  };
};

/** Users of whom nothing was read for want of time. */
function unseen(left: readonly string[], results: readonly Result[]): readonly Outcome[] {
  const met = new Set(results.map(({ outcome }) => outcome.entry.userName));
  return left.filter((user) => !met.has(user)).map((userName) => ({ entry: { matter: 'left', userName, because: 'the time was up' } }));
}

/** Records that no user led to: those that cannot be understood, and deletions that are still to be told. */
function unmet({ records }: Memories, results: readonly Result[], run: Run): readonly Outcome[] {
  const met = new Set(results.map(({ outcome }) => outcome.entry.accessKeyId));
  return records.flatMap((reading): readonly Outcome[] => {
    if (reading.kind === 'record') {
      const late = met.has(reading.record.accessKeyId) ? undefined : belated(reading.record, run);
      return late === undefined ? [] : [late];
    }
    const { userName, accessKeyId, because } = reading;
    return met.has(accessKeyId) ? [] : [{ entry: { matter: 'undecided', userName, accessKeyId, because } }];
  });
}

/** Keys that the report cleared although they have something due: the filter cannot be trusted then. */
function filterTroubles(results: readonly Result[], checked: ReadonlySet<string>): string[] {
  return results.flatMap(({ seen }) => {
    if (seen.kind !== 'judged' || !checked.has(seen.userName)) return [];
    const isMissed = ['announce', 'tell', 'deactivate'].includes(seen.step.kind);
    return isMissed ? [`the credential report showed nothing due for ${seen.userName}, whose key ${seen.accessKeyId} is`] : [];
  });
}

/** Remembers where to begin next time; under `notify` nothing is written. */
async function rememberLeft(first: string | undefined, before: string | undefined, run: Run): Promise<readonly string[]> {
  if (!run.mayRecord || first === before) return [];
  try {
    await run.ports.memory.writeResumeAt(first);
    return [];
  } catch (error) {
    return [`where the next sweep must begin could not be recorded: ${reasonOf(error)}`];
  }
}

/** Emits the numbers, and fails when anything is amiss. */
function conclude(run: Run, told: Told, results: readonly Result[], troubles: readonly string[]): void {
  const { undecided = 0, left = 0 } = told.counts;
  const all = [
    ...troubles,
    ...(undecided > 0 ? [`${String(undecided)} could not be read, decided or recorded`] : []),
    ...(left > 0 ? [`${String(left)} users were left for want of time`] : []),
  ];
  run.ports.gauges.emit(numbersOf(results, told, all.length === 0, run));
  if (all.length === 0) return;
  for (const trouble of all) run.ports.journal.trouble(trouble, {});
  throw new IncompleteError(`the sweep must be complete, got ${all.join('; ')} (at account ${run.scope.accountId})`);
}
