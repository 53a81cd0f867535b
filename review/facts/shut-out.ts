import { grantsOf } from './iam-grants';
import { factOf, type Part, type Side } from '../part';
import type { RoleWithPolicies } from './roles';
import { permissionOf, type Permission } from './service-may';

/** Gives the role that no longer lets a service take it, although it did, or the one before it did; undefined where it does or nobody knows. */
export function shutOut(from: RoleWithPolicies, to: RoleWithPolicies, service: string): Part | undefined {
  const [was, is] = [trustIn(from.role, 'before', service), trustIn(to.role, 'after', service)];
  return lets(was) === true && lets(is) === false ? to.role : undefined;
}

function trustIn(role: Part | undefined, side: Side, service: string): Permission | undefined {
  const fact = role === undefined ? undefined : factOf(role, side, ['assume_role_policy']);
  const grants = fact?.kind === 'known' ? grantsOf(fact.value) : undefined;
  return grants === undefined ? undefined : permissionOf(grants, service, 'sts:AssumeRole');
}

/** A condition may hold for the service. */
function lets(permission: Permission | undefined): boolean | undefined {
  return permission === undefined ? undefined : permission === 'allowed' || permission === 'conditional';
}
