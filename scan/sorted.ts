import type { InventoryKey } from './inventory';

/** Puts what could not be judged first, then the longest without use; the same keys stand in the same order wherever they are read. */
export function worstFirst(keys: readonly InventoryKey[]): readonly InventoryKey[] {
  return [...keys].sort(
    (a, b) =>
      (b.idleDays ?? Infinity) - (a.idleDays ?? Infinity) ||
      (a.sinceAt ?? 0) - (b.sinceAt ?? 0) ||
      inOrder(a.userName, b.userName) ||
      inOrder(a.accessKeyId ?? '', b.accessKeyId ?? '') ||
      (a.slot ?? 0) - (b.slot ?? 0),
  );
}

/** Not by locale, so that the order is the same everywhere. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
