import type { Line } from './document';

/** Makes items of a list from the first of many, and one that counts the rest. */
export function cut<T>(all: readonly T[], most: number, item: (one: T) => readonly Line[], name: string): readonly (readonly Line[])[] {
  const rest = all.length - most;
  const items = all.slice(0, most).map(item);
  return rest > 0
    ? [...items, [[`and ${String(rest)} more ${rest === 1 ? name.replace(/s$/, '') : name}, which the JSON form lists`]]]
    : items;
}
