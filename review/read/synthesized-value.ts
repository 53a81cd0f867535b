/** What cannot be resolved without Terraform, in the place of a value. */
export class Unresolved {
  constructor(
    /** The text in which it stands, with what could be resolved in it. */
    readonly text: string,
    /** What it comes from: all on which its value depends. */
    readonly references: readonly string[],
    /** Whether the text names what it refers to: another text is another thing. */
    readonly isNamed = false,
  ) {}
}

/** Where the values of one side hold something unresolved: a leaf, or a structure with leaves; undefined where nothing is. */
export type Gaps = Unresolved | ReadonlyMap<string | number, Gaps> | undefined;

/** A value as far as it can be resolved. Where it is unresolved its text stands in it, which links resources and is compared. */
export interface Resolved {
  readonly value: unknown;
  readonly gaps: Gaps;
  /** Whether a reference to what Terraform looks up of the account stands in a text of it. */
  readonly isOpaque?: true;
}

/** Gives a value that is known. */
export const known = (value: unknown): Resolved => ({ value, gaps: undefined });

/** Gives a value that is not known. */
export const unresolved = (text: string, references: readonly string[]): Resolved => ({
  value: text,
  gaps: new Unresolved(text, references),
});

/** Gives a list or a map of resolved values. */
export function gathered(entries: readonly (readonly [key: string | number, value: Resolved])[], isList: boolean): Resolved {
  const gaps = new Map(entries.flatMap(([key, { gaps: inner }]) => (inner === undefined ? [] : [[key, inner] as const])));
  const there = entries.filter(([, { value }]) => value !== undefined);
  return {
    value: isList ? there.map(([, { value }]) => value) : Object.fromEntries(there.map(([key, { value }]) => [key, value])),
    gaps: gaps.size === 0 ? undefined : gaps,
    ...(entries.some(([, { isOpaque }]) => isOpaque) && { isOpaque: true }),
  };
}

/** Takes what is under a key; undefined where nothing is. */
export function memberOf({ value, gaps, isOpaque }: Resolved, key: string | number): Resolved | undefined {
  if (gaps instanceof Unresolved) {
    return unresolved(`${gaps.text}[${JSON.stringify(key)}]`, gaps.references);
  }
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  const inner = gaps?.get(key);
  if (!isThere && inner === undefined) return undefined;
  const found = isThere ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
  return { value: found, gaps: inner, ...(isOpaque && { isOpaque }) };
}

/** Writes the marks of a plan: true where a leaf is that counts, in lists and objects as the values have them. */
export function marksOf(gaps: Gaps, counts: (leaf: Unresolved, path: readonly (string | number)[]) => boolean): unknown {
  return marksUnder(gaps, counts, []) ?? NO_MARKS;
}

/** Nothing is marked. */
export const NO_MARKS: unknown = Object.freeze({});

function marksUnder(gaps: Gaps, counts: Parameters<typeof marksOf>[1], path: readonly (string | number)[]): unknown {
  if (gaps === undefined) return undefined;
  if (gaps instanceof Unresolved) return counts(gaps, path) ? true : undefined;
  const entries = [...gaps].flatMap(([key, inner]) => {
    const marks = marksUnder(inner, counts, [...path, key]);
    return marks === undefined ? [] : [[key, marks] as const];
  });
  // Marks are read by key, so that an object serves for a list as well.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Lists what all that is unresolved comes from. */
export function referencesOf(gaps: Gaps): readonly string[] {
  if (gaps === undefined) return [];
  return gaps instanceof Unresolved ? gaps.references : [...gaps.values()].flatMap(referencesOf);
}

/** Finds the leaf that stands at a path, or that holds it. */
export function leafAt(gaps: Gaps, path: readonly (string | number)[]): Unresolved | undefined {
  let inside = gaps;
  for (const key of path) {
    if (inside === undefined || inside instanceof Unresolved) return inside;
    inside = inside.get(key);
  }
  return inside instanceof Unresolved ? inside : undefined;
}
