/** Writes a value with the keys of its maps and the members of its lists of texts in order: Terraform shows a set as a list. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, item: unknown) => {
    if (Array.isArray(item)) return item.every((member) => typeof member === 'string') ? item.toSorted() : item;
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
