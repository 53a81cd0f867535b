import type { RemediationAction } from '../../domain/policy';
import type { Leaves } from '../leaf';

/** How far remediation goes: as far as its action, or nowhere. */
export type Reach = 'off' | RemediationAction;

/** All of them; each includes the ones before. */
export const REACHES: readonly Reach[] = ['off', 'notify', 'deactivate', 'delete'];

/** Gives how far remediation goes; undefined when that is not known. */
export function reachOf(leaves: Leaves): Reach | undefined {
  const remediation = leaves.get('remediation');
  if (remediation === undefined) return 'off';
  const action = leaves.get('remediation.action');
  if (remediation.kind === 'unknown' || action?.kind !== 'known') return undefined;
  return REACHES.find((reach) => reach === action.value);
}

/** Gives the place of a reach among all; the higher goes further. */
export function placeOf(reach: Reach): number {
  return REACHES.indexOf(reach);
}
