import { SETTINGS, type SettingPath } from '../../domain/settings';
import type { Leaves } from '../leaf';

/** A policy as it stands in JSON: what is not told is absent. */
export type PolicyJson = Readonly<Record<string, unknown>>;

/** Writes the known settings of one side as the nested object that a policy is, in the order of the settings. */
export function policyJson(side: Leaves, sensitive: ReadonlySet<SettingPath>): PolicyJson {
  const policy: Record<string, unknown> = {};
  for (const { path } of SETTINGS) {
    const leaf = side.get(path);
    if (leaf?.kind !== 'known' || sensitive.has(path)) continue;
    const value = leaf.value === 'on' && SWITCHED.has(path) ? {} : leaf.value;
    setAt(policy, path.split('.'), value);
  }
  return policy;
}

/** The objects whose presence alone says something. */
const SWITCHED: ReadonlySet<SettingPath> = new Set<SettingPath>(['alerts', 'remediation', 'rotation']);

function setAt(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = (target[name] ??= {});
  // Alerts that are off have no members.
  if (typeof inner === 'object') setAt(inner as Record<string, unknown>, rest, value);
}
