import { SETTINGS, type SettingPath } from '../../domain/settings';
import { isNothing, isSameLeaf } from '../changed-settings';
import type { Leaf, Leaves } from '../leaf';
import { expressionIn } from '../part';
import type { PolicyChange } from '../policy-change';
import type { Line } from './document';
import { sensitiveIn } from './sensitive';
import { valueLine } from './values';

/** A setting that is not the same on both sides. */
export interface SettingChange {
  readonly path: SettingPath;
  readonly before: Line;
  readonly after: Line;
}

/** Lists the settings of a policy that change; none of one that is introduced or removed. */
export function changesOf(policy: PolicyChange): readonly SettingChange[] {
  const { before, after } = policy;
  if (before === null || after === null) return [];
  const changed = pathsTold(before, after).filter((path) => !isSameLeaf(before.get(path), after.get(path)));
  // Of thousands of policies most are unchanged.
  if (changed.length === 0) return [];
  const sensitive = sensitiveIn(policy);
  const isFromFiles = policy.parts.some(({ change }) => change.isFromFiles === true);
  const shown = (leaf: Leaf | undefined): Leaf | undefined => (isFromFiles ? withoutExpressions(leaf) : leaf);
  return changed.map((path) =>
    sensitive.has(path)
      ? { path, before: ['(sensitive)'], after: ['(sensitive), another value'] }
      : {
          path,
          before: valueLine(path, shown(before.get(path)), shown(after.get(path))),
          after: valueLine(path, shown(after.get(path)), shown(before.get(path))),
        },
  );
}

/** An expression that stays among other values is none. */
function withoutExpressions(leaf: Leaf | undefined): Leaf | undefined {
  if (leaf?.kind !== 'known' || typeof leaf.value !== 'object' || leaf.value === null) return leaf;
  const blank = (item: unknown): unknown => (expressionIn(item) === undefined ? item : NOT_TOLD);
  const value = Array.isArray(leaf.value)
    ? leaf.value.map(blank)
    : Object.fromEntries(Object.entries(leaf.value).map(([key, item]) => [key, blank(item)]));
  return { ...leaf, value };
}

const NOT_TOLD = '(not told)';

/** Gives one side, or what stays on both, as settings with their values; what has no value is left out. */
export function settingsOf(policy: PolicyChange): readonly { readonly path: SettingPath; readonly value: Line }[] {
  const { before, after } = policy;
  const side = after ?? before;
  if (side === null) return [];
  const sensitive = sensitiveIn(policy);
  return pathsTold(before ?? side, side)
    .filter((path) => isSameLeaf((before ?? side).get(path), (after ?? side).get(path)))
    .flatMap((path) => {
      const leaf = side.get(path);
      if (leaf?.kind !== 'known' || isNothing(leaf.value)) return [];
      return [{ path, value: sensitive.has(path) ? ['(sensitive)'] : valueLine(path, leaf) }];
    });
}

const PATHS = SETTINGS.map(({ path }) => path);

/** An object and the member that says more about it are told once. */
function pathsTold(...sides: readonly Leaves[]): readonly SettingPath[] {
  const isTold = (path: SettingPath): boolean => sides.some((side) => side.has(path));
  return PATHS.filter((path) => {
    const fuller = FULLER[path];
    return fuller === undefined || !isTold(fuller);
  });
}

const FULLER: Readonly<Partial<Record<SettingPath, SettingPath>>> = {
  remediation: 'remediation.action',
  rotation: 'rotation.maxAccessKeyAgeDays',
};
