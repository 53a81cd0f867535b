import type { Inventory } from './inventory';

/** Gives the exit code of a scan: 3 when not everything could be read, which wins; 1 when a key is unused, shown or not; else 0. */
export function exitCodeOf({ isComplete, counts }: Pick<Inventory, 'isComplete' | 'counts'>): 0 | 1 | 3 {
  if (!isComplete) return 3;
  return counts.unused > 0 ? 1 : 0;
}
