import { SETTINGS, type SettingPath } from '../../domain/settings';
import { isSensitive, type Leaves } from '../leaf';
import type { PolicyChange } from '../policy-change';

/** Lists the settings that are sensitive on either side: where the other side is the same, printing it would tell both. */
export function sensitiveIn({ before, after }: PolicyChange): ReadonlySet<SettingPath> {
  const has = (side: Leaves | null, path: SettingPath): boolean => isSensitive(side?.get(path));
  return new Set(SETTINGS.map(({ path }) => path).filter((path) => has(before, path) || has(after, path)));
}
