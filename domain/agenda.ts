import { DAY_MS, type Instant } from './instant';
import { isRoot, mayNeedAnything, unusedSince, type ReportRow } from './report-row';
import type { SweepPolicy } from './sweep-policy';

/** Whom a sweep looks at, in order. */
export interface Agenda {
  readonly users: readonly string[];
  /** Those of them who have nothing due by the report, and are looked at to check that. */
  readonly checked: ReadonlySet<string>;
  /** How many users the report clears without a look. */
  readonly usersNotDue: number;
}

/** What an agenda is made from. */
export interface AgendaInput {
  readonly rows: readonly ReportRow[];
  /** Users in open records, whom the report may not know any more. */
  readonly remembered: readonly string[];
  readonly policy: SweepPolicy;
  readonly now: Instant;
  /** The user at whom the last sweep stopped. */
  readonly resumeAt: string | undefined;
  /** Whether those who have nothing due by the report are looked at too. */
  readonly checksAll: boolean;
}

/** Tells whether a sweep is the one of the week that looks at every key and tells what stands unchanged: on Sundays, in UTC. */
export function isWeekly(now: Instant): boolean {
  return new Date(now).getUTCDay() === 0;
}

/**
 * Chooses the users to look at: who may need anything, the longest unused first, and if asked all others, as once a week.
 * After a sweep that ran out of time, those who were left come first.
 */
export function agendaOf({ rows, remembered, policy, now, resumeAt, checksAll }: AgendaInput): Agenda {
  const people = rows.filter((row) => !isRoot(row));
  // Names that differ in upper and lower case only are of one user.
  const names = new Set(people.map((row) => nameOf(row).toLowerCase()));
  const known = new Map(remembered.map((name) => [name.toLowerCase(), name]));
  const isDue = (row: ReportRow): boolean => known.has(nameOf(row).toLowerCase()) || mayNeedAnything(row, policy, now);
  const due = [...people.filter(isDue)].sort(byUnusedSince).map(nameOf);
  const others = people.filter((row) => !isDue(row)).map(nameOf);
  const unlisted = [...known].flatMap(([lower, name]) => (names.has(lower) ? [] : [name])).sort();
  const first = [...unlisted, ...due];
  const isLeftOver = resumeAt !== undefined && !first.includes(resumeAt);
  const checks = checksAll ? others : isLeftOver ? others.slice(Math.max(0, others.indexOf(resumeAt))) : [];
  const users =
    policy.action === 'notify' ? fromAnotherEighth([...first, ...checks], now) : [...from(first, resumeAt), ...from(checks, resumeAt)];
  return { users, checked: new Set(checks), usersNotDue: others.length - checks.length };
}

const nameOf = (row: ReportRow): string => row['user'] ?? '';

function byUnusedSince(a: ReportRow, b: ReportRow): number {
  const [since, than] = [unusedSince(a), unusedSince(b)];
  if (since !== than) return since < than ? -1 : 1;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

/** Begins at a user, and comes round to those before. */
function from(users: readonly string[], start: string | undefined): readonly string[] {
  const at = start === undefined ? 0 : Math.max(0, users.indexOf(start));
  return [...users.slice(at), ...users.slice(0, at)];
}

/** The order in which the days of notify begin: each far from the last, so that a sweep that runs out of time misses nobody twice. */
const EIGHTHS = [0, 4, 2, 6, 1, 5, 3, 7];

/** Under notify nothing is remembered, so each day begins elsewhere; the order decides nothing there. */
function fromAnotherEighth(users: readonly string[], now: Instant): readonly string[] {
  const eighth = EIGHTHS[Math.floor(now / DAY_MS) % EIGHTHS.length] ?? 0;
  return from(users, users[Math.floor((users.length * eighth) / EIGHTHS.length)]);
}
