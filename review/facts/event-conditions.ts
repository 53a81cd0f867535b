import { sortedJson } from '../sorted-json';

/** One field of an event pattern with what it may be. */
interface Condition {
  /** The names that lead to it, joined by dots. */
  readonly key: string;
  /** What it may be, one written form each. */
  readonly items: readonly string[];
}

/**
 * Names the fields that an event pattern bounds more than another one did: new ones, and those that may be fewer things.
 * The order of keys means nothing, and a field that is free again bounds less.
 */
export function boundMore(before: object, after: object): readonly string[] {
  const was = new Map(conditionsIn(before).map(({ key, items }) => [key, items]));
  return conditionsIn(after)
    .filter(({ key, items }) => !(was.get(key)?.every((item) => items.includes(item)) ?? false))
    .map(({ key }) => key);
}

/** What leads to no list is no condition that EventBridge knows, and is taken as one all the same. */
function conditionsIn(pattern: unknown, path: readonly string[] = []): readonly Condition[] {
  if (typeof pattern !== 'object' || pattern === null) return [{ key: path.join('.'), items: [sortedJson(pattern)] }];
  if (Array.isArray(pattern)) return [{ key: path.join('.'), items: pattern.map((item: unknown) => sortedJson(item)) }];
  return Object.entries(pattern).flatMap(([name, inner]) => conditionsIn(inner, [...path, name]));
}
