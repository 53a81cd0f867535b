import type { SettingPath } from '../../domain/settings';
import { said, type KnownLeaf, type Leaf } from '../leaf';
import type { PolicyChange } from '../policy-change';
import { saidDays } from './said-days';

/** A number that differs, known on both sides. */
export interface NumberChange {
  readonly before: number;
  readonly after: number;
  /** Both, such as `from 14 to 7`, without what is sensitive. */
  readonly words: string;
  /** The same with their unit, such as `from 14 to 7 days`. */
  readonly inDays: string;
  /** Whether either may not be printed, nor what follows from it. */
  readonly isSensitive: boolean;
  readonly address: string;
}

/** Compares a number of a policy; undefined when it is the same, or absent or not known on either side. */
export function numberChangeOf(policy: PolicyChange, path: SettingPath): NumberChange | undefined {
  const before = policy.before?.get(path);
  const after = policy.after?.get(path);
  if (!isNumber(before) || !isNumber(after) || before.value === after.value) return undefined;
  return {
    before: before.value,
    after: after.value,
    words: `from ${said(before)} to ${said(after)}`,
    inDays: `from ${said(before)} to ${saidDays(after)}`,
    isSensitive: before.isSensitive || after.isSensitive,
    address: after.address,
  };
}

function isNumber(leaf: Leaf | undefined): leaf is KnownLeaf & { readonly value: number } {
  return leaf?.kind === 'known' && typeof leaf.value === 'number';
}
