import { scopeHolds, type Grant } from './iam-grants';

/** What a resource policy says of one service and one action. */
export type Permission = 'allowed' | 'conditional' | 'not-allowed' | 'denied';

/**
 * Tells whether a resource policy lets a service do something. Which resource a statement names is not looked at: such a policy is about the one it hangs on.
 *
 * A denial under a condition counts only where it names the service; one for everybody, as without TLS, is not about services.
 */
export function permissionOf(grants: readonly Grant[], service: string, action: string): Permission {
  const principal = `Service:${service}`;
  const about = grants.filter((grant) => scopeHolds(grant.on, principal) && scopeHolds(grant.action, action.toLowerCase()));
  const denials = about.filter(({ effect }) => effect === 'Deny');
  if (denials.some(({ condition }) => condition === '')) return 'denied';
  const allowances = about.filter(({ effect }) => effect === 'Allow');
  if (allowances.length === 0) return 'not-allowed';
  const isNarrowed = denials.some(({ on }) => on.kind === 'only' && on.pattern === principal);
  return isNarrowed || !allowances.some(({ condition }) => condition === '') ? 'conditional' : 'allowed';
}
