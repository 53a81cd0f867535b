/**
 * Writes a value with the keys of its maps and the members of its lists of texts in order: Terraform shows a set as a list.
 *
 * @param as - what is written in place of a value that is neither map nor list, by its key
 */
export function sortedJson(value: unknown, as: (item: unknown, key: string) => unknown = (item) => item): string {
  return JSON.stringify(sorted(value, '', as) ?? null);
}

function sorted(value: unknown, key: string, as: (item: unknown, key: string) => unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => sorted(item, key, as));
    return items.every((item) => typeof item === 'string') ? items.toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return as(value, key);
  const entries = Object.entries(value).map(([name, item]) => [name, sorted(item, name, as)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
