/** Writes a number of days. */
export function days(count: number): string {
  return `${String(count)} ${count === 1 ? 'day' : 'days'}`;
}

/** Writes a list as in a sentence: `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
