import type { SettingPath } from '../domain/settings';

/** A setting that the plan tells. */
export interface KnownLeaf {
  readonly kind: 'known';
  readonly value: unknown;
  /** Where it was read; the first place of several. */
  readonly address: string;
  /** Whether Terraform marks it sensitive: it is compared, never printed. */
  readonly isSensitive: boolean;
}

/** A setting that the plan does not tell. */
export interface UnknownLeaf {
  readonly kind: 'unknown';
  readonly address: string;
  /** `apply`: known only after apply; `not-in-plan`: nowhere in this plan; `unreadable`: there, but not as it must be; `several`: not one. */
  readonly cause: 'apply' | 'not-in-plan' | 'unreadable' | 'several';
  /** The highest of several numbers. */
  readonly atMost?: number;
  /** The same in words that complete "it is not known, because …". */
  readonly because: string;
}

/** One setting of a recovered policy. */
export type Leaf = KnownLeaf | UnknownLeaf;

/**
 * A recovered policy by the paths of its settings. A setting without a value is not in it.
 * Of the objects, `alerts` is there always, as `none` or `on`; `remediation` and `rotation` only when set, as `on`; the others never.
 */
export type Leaves = ReadonlyMap<SettingPath, Leaf>;

/** Gives a known number; undefined when the setting is absent, unknown or no number. */
export function numberOf(leaves: Leaves | null, path: SettingPath): number | undefined {
  const leaf = leaves?.get(path);
  return leaf?.kind === 'known' && typeof leaf.value === 'number' ? leaf.value : undefined;
}

/** Gives a known text; undefined when the setting is absent, unknown or no text. */
export function textOf(leaves: Leaves | null, path: SettingPath): string | undefined {
  const leaf = leaves?.get(path);
  return leaf?.kind === 'known' && typeof leaf.value === 'string' ? leaf.value : undefined;
}

/** Gives a known list of texts; undefined when the setting is absent, unknown or no list. */
export function listOf(leaves: Leaves | null, path: SettingPath): readonly string[] | undefined {
  const leaf = leaves?.get(path);
  return leaf?.kind === 'known' && Array.isArray(leaf.value) ? leaf.value.map(String) : undefined;
}

/** Tells whether a setting is known and must not be printed. */
export const isSensitive = (leaf: Leaf | undefined): boolean => leaf?.kind === 'known' && leaf.isSensitive;

/** Writes the value of a setting for a person, without what is sensitive. Text of others in it is not yet fit for Markdown or a terminal. */
export function said(leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'none';
  if (leaf.kind === 'unknown') return 'not known';
  if (leaf.isSensitive) return '(sensitive)';
  if (typeof leaf.value === 'string') return leaf.value;
  if (Array.isArray(leaf.value)) return leaf.value.length === 0 ? 'none' : leaf.value.map(String).join(', ');
  return JSON.stringify(leaf.value);
}
