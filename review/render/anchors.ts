import type { Place, Places } from '../places';
import type { Finding, ReviewResult } from '../review-result';

/** Where a form points that must point somewhere. */
export interface Anchor extends Place {
  /** What stands there: the resource itself, another part of its policy, or only a synthesized file. */
  readonly of: 'resource' | 'policy' | 'file';
}

/**
 * Finds where to point for a finding: to its resource, or to what is left of its policy, the Config rule before all else, or to a file;
 * undefined without synthesized files.
 *
 * Ours: GitHub refuses a whole SARIF file with a result that points nowhere ("expected a physical location"), GitLab such an entry, and what
 * is removed stands nowhere any more.
 */
export function anchoring({ policies }: ReviewResult, places: Places | undefined): (finding: Finding) => Anchor | undefined {
  if (places === undefined) return () => undefined;
  const partsOf = new Map(policies.map(({ id, parts }) => [id, parts]));
  const known = new Map<string, Place | undefined>();
  const ofPolicy = (id: string): Place | undefined => {
    if (!known.has(id)) {
      const parts = partsOf.get(id)?.filter(({ isOwn }) => isOwn) ?? [];
      const rulesFirst = [...parts.filter(({ kind }) => kind === 'rule'), ...parts];
      known.set(
        id,
        rulesFirst.map(({ address }) => places(address)).find((place) => place !== undefined),
      );
    }
    return known.get(id);
  };
  return ({ address, policy }) => {
    const resource = address === null ? undefined : places(address);
    if (resource) return { ...resource, of: 'resource' };
    const other = policy === null ? undefined : ofPolicy(policy);
    if (other) return { ...other, of: 'policy' };
    return places.anywhere && { ...places.anywhere, of: 'file' };
  };
}
