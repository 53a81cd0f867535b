import { isNothing } from './changed-settings';
import type { Part, PartKind } from './part';
import { sortedJson } from './sorted-json';

/** An attribute that is not the same on both sides. */
export interface Difference {
  /** Its name; of a variable of a function `environment.variables.NAME`. */
  readonly name: string;
  /** The argument in which it stands. */
  readonly argument: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether what can be seen of it stays, and the rest is known only after apply. */
  readonly isHidden: boolean;
}

/** What follows from everything else, or from the provider alone. */
const DERIVED: ReadonlySet<string> = new Set(['id', 'arn', 'tags_all']);

/** Where the ARN is not the part's own but the one that it points to. */
const POINTING: ReadonlySet<PartKind> = new Set(['topic-policy', 'event-target', 'automation']);

/**
 * Lists the attributes in which a part differs. One that is known only after apply differs if the configuration sets it from something;
 * otherwise the provider computes it.
 */
export function differencesOf(part: Part): readonly Difference[] {
  const { before, after, change, configured } = part;
  if (before === null || after === null) return [];
  const { afterUnknown } = change;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after), ...keysOf(afterUnknown)])].filter(
    (name) => !DERIVED.has(name) || (name === 'arn' && POINTING.has(part.kind)),
  );
  return names
    .flatMap((argument) => {
      const whole = { argument, name: argument, before: before[argument], after: after[argument], marks: memberOf(afterUnknown, argument) };
      return part.kind === 'function' && argument === 'environment' ? variablesOf(whole) : [whole];
    })
    .flatMap(({ marks, ...one }): readonly Difference[] => {
      const seen = { ...one, before: withoutMarked(one.before, marks), after: withoutMarked(one.after, marks) };
      if (!isSame(seen.before, seen.after)) return [{ ...seen, isHidden: false }];
      const isSet = (configured?.references.get(one.argument) ?? []).length > 0;
      return holdsTrue(marks) && isSet ? [{ ...seen, isHidden: true }] : [];
    });
}

const isSame = (one: unknown, other: unknown): boolean => (isNothing(one) ? isNothing(other) : sortedJson(one) === sortedJson(other));

interface Compared extends Omit<Difference, 'isHidden'> {
  readonly marks: unknown;
}

/** Takes the variables of a function apart; what else an environment can hold is nothing. */
function variablesOf({ argument, before, after, marks }: Compared): readonly Compared[] {
  const of = (environment: unknown): unknown => memberOf(memberOf(environment, 0), 'variables');
  const names = new Set([...keysOf(of(before)), ...keysOf(of(after)), ...keysOf(of(marks))]);
  if (names.size === 0) return [{ argument, name: argument, before, after, marks }];
  const marksOf = (name: string): unknown => (marks === true || of(marks) === true ? true : memberOf(of(marks), name));
  return [...names].map((name) => ({
    argument,
    name: `${argument}.variables.${name}`,
    before: memberOf(of(before), name),
    after: memberOf(of(after), name),
    marks: marksOf(name),
  }));
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

/** Leaves out what is marked with true, so that only what is known is compared. */
function withoutMarked(value: unknown, marks: unknown): unknown {
  if (marks === true) return undefined;
  if (typeof value !== 'object' || value === null || !holdsTrue(marks)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withoutMarked(item, memberOf(marks, key))] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function holdsTrue(marks: unknown): boolean {
  return marks === true || (typeof marks === 'object' && marks !== null && Object.values(marks).some(holdsTrue));
}
