import type { Policy } from '../domain/policy';
import { SETTINGS, type SettingPath } from '../domain/settings';
import { valueAt } from '../domain/value-path';
import type { KnownLeaf, Leaves } from './leaf';
import type { PolicyChange } from './policy-change';

/** Writes a policy whose values are all known as one that is introduced, without a resource. Its address says where it was declared. */
export function declaredChange(policy: Policy, address: string): PolicyChange {
  return { id: policy.namePrefix, parts: [], before: null, after: leavesOf(policy, address) };
}

function leavesOf(policy: Policy, address: string): Leaves {
  const leaves = new Map<SettingPath, KnownLeaf>();
  for (const { path, kind } of SETTINGS) {
    const value = kind === 'object' ? switchOf(policy, path) : valueAt(policy, path.split('.'));
    if (value !== undefined) leaves.set(path, { kind: 'known', value, address, isSensitive: false });
  }
  return leaves;
}

/** Of the objects only those are settings themselves whose presence says something. */
function switchOf(policy: Policy, path: SettingPath): 'none' | 'on' | undefined {
  if (path === 'alerts') return policy.alerts === 'none' ? 'none' : 'on';
  return (path === 'remediation' || path === 'rotation') && policy[path] !== undefined ? 'on' : undefined;
}
