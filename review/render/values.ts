import { days } from '../../domain/phrases';
import { settingAt, type SettingPath } from '../../domain/settings';
import type { Leaf, UnknownLeaf } from '../leaf';
import { BOUNDS } from './bounds';
import { joined, type Inline, type Line } from './document';

/** Writes a setting that may be shown. Of a long list, items that the other side does not have come first, so that no change is cut before what stays. */
export function valueLine(path: SettingPath, leaf: Leaf | undefined, other?: Leaf): Line {
  if (leaf === undefined) return [SWITCHES.has(path) ? 'off' : 'none'];
  if (leaf.kind === 'unknown') return [UNKNOWN[leaf.cause]];
  const { value } = leaf;
  if (path === 'alerts') return [value === 'none' ? 'off' : 'on'];
  if (typeof value === 'boolean') return [value ? 'on' : 'off'];
  if (typeof value === 'number') return [counted(path, value)];
  const items = itemsOf(value);
  if (items === undefined) return [{ code: typeof value === 'string' ? value : JSON.stringify(value) }];
  return items.length === 0 ? ['none'] : itemsLine(items, new Set(other?.kind === 'known' ? itemsOf(other.value) : []));
}

const UNKNOWN: Readonly<Record<UnknownLeaf['cause'], string>> = {
  apply: 'not known',
  'not-in-plan': 'not in the plan',
  unreadable: 'not readable',
  several: 'two at once',
};

/** Settings that switch something on; without a value it is off. */
const SWITCHES: ReadonlySet<SettingPath> = new Set<SettingPath>([
  'alerts',
  'remediation',
  'remediation.action',
  'rotation',
  'rotation.maxAccessKeyAgeDays',
]);

function counted(path: SettingPath, value: number): string {
  if (path === 'remediation.sweepHourUtc') return `at ${String(value).padStart(2, '0')}:00 UTC`;
  const unit = settingAt(path)?.unit;
  if (unit === 'days') return days(value);
  return unit === undefined ? String(value) : `${String(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** The members of a list, or the entries of a map; undefined for anything else. */
function itemsOf(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([key, item]) => `${key}=${String(item)}`);
}

function itemsLine(items: readonly string[], others: ReadonlySet<string>): Line {
  const own = items.filter((item) => !others.has(item));
  const isShort = items.length <= BOUNDS.items;
  const ordered = isShort ? items : [...own, ...items.filter((item) => others.has(item))];
  const shown: string[] = [];
  let length = 0;
  for (const item of ordered.slice(0, BOUNDS.items)) {
    length += item.length;
    if (shown.length > 0 && length > BOUNDS.listCharacters) break;
    shown.push(item);
  }
  const rest = items.length - shown.length;
  const line = joined(
    shown.map((code): readonly Inline[] => [{ code }]),
    ', ',
  );
  return rest === 0 ? line : [...line, ` and ${String(rest)} more`];
}
