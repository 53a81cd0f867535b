import { SETTINGS, type SettingPath } from '../../domain/settings';
import type { PolicyChange } from '../policy-change';
import { sensitiveIn } from './sensitive';

/** A setting of which no value is shown. */
export interface Untold {
  readonly setting: SettingPath;
  readonly address: string;
  /** Completes "it is not told, because …". */
  readonly because: string;
}

/** Lists what is not told of a policy as it becomes; of one that is removed, as it was. */
export function untoldOf(policy: PolicyChange): readonly Untold[] {
  const side = policy.after ?? policy.before;
  const sensitive = sensitiveIn(policy);
  const isFromFiles = policy.after !== null && policy.parts.some(({ change }) => change.isFromFiles === true);
  return SETTINGS.flatMap(({ path: setting }) => {
    const leaf = side?.get(setting);
    const was = isFromFiles ? policy.before?.get(setting) : undefined;
    // Of two configurations what was may be an expression, and what it becomes be told: nobody can judge the change.
    if (was?.kind === 'unknown' && was.cause === 'apply' && leaf?.kind !== 'unknown')
      return [{ setting, address: was.address, because: `before, ${was.because}` }];
    if (leaf === undefined) return [];
    if (leaf.kind === 'unknown') return [{ setting, address: leaf.address, because: leaf.because }];
    if (!sensitive.has(setting)) return [];
    return [{ setting, address: leaf.address, because: 'it is sensitive: it was compared, and is not printed' }];
  });
}
