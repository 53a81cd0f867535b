import { factOf, type AttributePath, type Part, type Side } from '../part';
import type { PolicyChange } from '../policy-change';
import { refersTo } from '../recover/reading';
import { everyRoleOf, type RoleWithPolicies } from './roles';

/** The role that a function or a schedule takes: one of which the plan tells something, one that only its ARN tells of, or not known before apply. */
export type TakenRole =
  | { readonly kind: 'told'; readonly role: RoleWithPolicies }
  | { readonly kind: 'elsewhere'; readonly name: string; readonly isSensitive: boolean }
  | { readonly kind: 'unknown' };

/** Tells which role a part takes on one side; undefined when it takes none. */
export function takenRole(policy: PolicyChange, part: Part, path: AttributePath, side: Side): TakenRole | undefined {
  const fact = factOf(part, side, path);
  switch (fact.kind) {
    case 'absent':
      return undefined;
    case 'unknown': {
      const role = everyRoleOf(policy).find((one) => one.role !== undefined && refersTo(part, String(path[0]), [one.role]));
      return role === undefined ? { kind: 'unknown' } : { kind: 'told', role };
    }
    case 'known': {
      const name = nameIn(String(fact.value));
      const role = everyRoleOf(policy).find((one) => isCalled(one, name, side));
      return role === undefined ? { kind: 'elsewhere', name, isSensitive: fact.isSensitive } : { kind: 'told', role };
    }
  }
}

/** The name of a role stands at the end of its ARN, after its path. */
const nameIn = (arn: string): string => arn.split('/').at(-1) ?? arn;

function isCalled({ key, role }: RoleWithPolicies, name: string, side: Side): boolean {
  if (role === undefined) return key === name;
  const fact = factOf(role, side, ['name']);
  return fact.kind === 'known' && fact.value === name;
}
