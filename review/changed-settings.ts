import { SETTINGS, type SettingPath } from '../domain/settings';
import type { Leaf, Leaves } from './leaf';

/** Names the settings that are not the same on both sides. */
export function changedSettings(before: Leaves, after: Leaves): ReadonlySet<SettingPath> {
  return new Set(SETTINGS.map(({ path }) => path).filter((path) => !isSameLeaf(before.get(path), after.get(path))));
}

/** Compares a setting on two sides. What is not known on either side is no change: the plan does not say that it is one. */
export function isSameLeaf(one: Leaf | undefined, other: Leaf | undefined): boolean {
  if (one?.kind === 'unknown' || other?.kind === 'unknown') return one?.kind === other?.kind;
  return isSameValue(one?.value, other?.value);
}

/** What is not set may be written in many ways. */
function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return isNothing(one) ? isNothing(other) : canonical(one) === canonical(other);
}

/** Tells whether a value stands for none. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Keys of a map have no order. */
function canonical(value: unknown): string {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify(isMap ? Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)) : value);
}
