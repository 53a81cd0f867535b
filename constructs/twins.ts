import type { Construct } from 'constructs';
import { complaint, SettingError } from '../domain/errors';
import type { DeclaredPolicy } from '../domain/read-policy';

/**
 * Refuses a second policy in a stack that AWS would make overwrite the first: a second recorder in a region, or the same name;
 * and a second that acts on users, because they are the same in every region.
 * Regions that are known only at plan count as the same.
 *
 * @throws SettingError that names both constructs.
 */
export function refuseTwin(
  scope: Construct,
  mine: DeclaredPolicy,
  other: { readonly path: string; readonly declared: DeclaredPolicy },
): void {
  const theirs = other.declared;
  const [a, b] = [mine.policy, theirs.policy];
  const at = scope.node.path;
  if (a.remediation !== undefined && b.remediation !== undefined) {
    throw new SettingError(
      complaint({
        name: 'remediation',
        accepted: `absent, because ${other.path} acts on the same users already`,
        got: a.remediation.action,
        at,
      }),
    );
  }
  const areDeferred = mine.deferred.has('regions') || theirs.deferred.has('regions');
  const shared = areDeferred ? ['a region known only at plan'] : a.regions.filter((region) => b.regions.includes(region));
  if (shared.length === 0) return;
  if (a.recorder === 'create' && b.recorder === 'create') {
    throw new SettingError(
      complaint({
        name: 'recorder',
        accepted: `'existing', because ${other.path} makes the one recorder that ${shared.join(', ')} can have`,
        got: a.recorder,
        at,
      }),
    );
  }
  if (a.namePrefix === b.namePrefix) {
    throw new SettingError(complaint({ name: 'namePrefix', accepted: `different from the one of ${other.path}`, got: a.namePrefix, at }));
  }
}
