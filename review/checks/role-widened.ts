import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { grantsOf, includes, type Grant } from '../facts/iam-grants';
import { factOf, valueOf, type Part } from '../part';
import { rolesOf, type RoleWithPolicies } from '../facts/roles';
import { switchedRoles, type SwitchedRole } from '../facts/switched-roles';
import { widerGrants } from '../facts/wider-grants';

/** Finds that a role of the policy may do more than before. */
export const roleWidened: PolicyCheck = {
  name: 'role-widened',
  asks: 'policy',
  severity: 'danger',
  means:
    'A role of the policy that stays may do more than before: it is allowed more or denied less, more may take it, an IAM policy is attached to it, or its boundary goes; or the function or its schedule takes another role, which may do more or is not in the plan. Where that is known only after apply, it is a warning.',
  why: 'The role of the function may deactivate and delete access keys of all users who are not exempt; what it may do beyond its work, whoever gets hold of it may do too.',
  example: '`iam:*` is added to the `policy` of the `aws_iam_role_policy` of the function.',
  advice: 'Leave the role as the construct or module declares it; give other work a role of its own.',
  find(policy) {
    const switches = switchedRoles(policy);
    const judged = (role: RoleWithPolicies, old = role): readonly Found[] => [
      ...widerGrants(role, policy, old),
      ...attached(role, old),
      ...ofRole(role, old),
    ];
    const compared = switches.flatMap(({ to }) => (to.kind === 'told' ? [to.role.key] : []));
    return [
      ...rolesOf(policy)
        .filter(({ key }) => !compared.includes(key))
        .flatMap((role) => judged(role)),
      ...switches.flatMap((one) => (one.from.kind === 'told' && one.to.kind === 'told' ? judged(one.to.role, one.from.role) : untold(one))),
    ];
  },
};

/** Says of a role that cannot be compared with the one before what it is. */
function untold({ part, words, from, to }: SwitchedRole): readonly Found[] {
  switch (to.kind) {
    case 'unknown':
      return [{ address: part.address, severity: 'warning', message: `which role ${words} takes is known only after apply` }];
    case 'elsewhere': {
      const name = to.isSensitive ? 'another role' : `the role ${to.name}`;
      return [
        {
          address: part.address,
          message: `${words} takes ${name}, which is not in the plan: nobody can say from this plan what it allows`,
        },
      ];
    }
    case 'told':
      return [
        {
          address: part.address,
          severity: 'warning',
          message: `${words} takes ${to.role.words}, and the one before ${from.kind === 'elsewhere' ? 'is not in the plan' : 'cannot be told'}: nobody can say from this plan whether it may do more`,
        },
      ];
  }
}

/** An attachment that stays and whose IAM policy is not known any more follows from that being made anew. */
function attached({ words, role, attachments }: RoleWithPolicies, old: RoleWithPolicies): readonly Found[] {
  const had = old.attachments.map((part) => valueOf(part, 'before', ['policy_arn']));
  const found = attachments.filter((part) => {
    if (role !== old.role && part.after !== null)
      return !had.some((arn) => arn !== undefined && arn === valueOf(part, 'after', ['policy_arn']));
    if (part.after === null || part.before === null) return part.after !== null;
    const after = valueOf(part, 'after', ['policy_arn']);
    return after !== undefined && after !== valueOf(part, 'before', ['policy_arn']);
  });
  const inRole = role === undefined ? [] : attachedIn(role, old.role ?? role);
  return [
    ...found.map((part) => ({
      address: part.address,
      message: `a managed IAM policy is attached to ${words}: ${shown(part, 'policy_arn')}`,
    })),
    ...inRole.map((message) => ({ address: role?.address ?? null, message: `managed IAM policies are attached to ${words}: ${message}` })),
  ];
}

function attachedIn(role: Part, old: Part): readonly string[] {
  const [was, is] = [valueOf(old, 'before', ['managed_policy_arns']), valueOf(role, 'after', ['managed_policy_arns'])];
  const added = textsOf(is).filter((arn) => !textsOf(was).includes(arn));
  if (added.length === 0) return [];
  const fact = factOf(role, 'after', ['managed_policy_arns']);
  return [fact.kind === 'known' && fact.isSensitive ? '(sensitive)' : listed(added)];
}

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function ofRole({ words, role }: RoleWithPolicies, old: RoleWithPolicies): readonly Found[] {
  if (role === undefined || old.role === undefined) return [];
  return [...trusted(role, old.role, words), ...unbounded(role, old.role, words)].map((message) => ({ address: role.address, ...message }));
}

function trusted(role: Part, old: Part, words: string): readonly Omit<Found, 'address'>[] {
  const [was, is] = [factOf(old, 'before', ['assume_role_policy']), factOf(role, 'after', ['assume_role_policy'])];
  if (is.kind === 'unknown') return [{ severity: 'warning', message: `who may take ${words} is known only after apply` }];
  if (is.kind === 'absent' || (was.kind === 'known' && was.value === is.value)) return [];
  const after = grantsOf(is.value);
  if (after === undefined) return [{ message: `the trust policy of ${words} cannot be read: nobody can say who may take it` }];
  const before = was.kind === 'known' ? (grantsOf(was.value) ?? []) : [];
  const isHidden = is.isSensitive || (was.kind === 'known' && was.isSensitive);
  return [
    ...said(`another principal may take ${words}`, missing(after, before, 'Allow'), isHidden),
    ...said(`a principal is no longer kept from taking ${words}`, missing(before, after, 'Deny'), isHidden),
  ];
}

function said(what: string, grants: readonly Grant[], isHidden: boolean): readonly Omit<Found, 'address'>[] {
  if (grants.length === 0) return [];
  return [{ message: `${what}: ${isHidden ? '(sensitive)' : listed([...new Set(grants.map(principalOf))])}` }];
}

function missing(grants: readonly Grant[], among: readonly Grant[], effect: Grant['effect']): readonly Grant[] {
  return grants.filter((grant) => grant.effect === effect && !among.some((one) => includes(one, grant)));
}

function principalOf({ action, on, condition }: Grant): string {
  const who = on.kind === 'only' ? on.pattern : `all but ${listed(on.patterns)}`;
  const by = action.kind === 'only' ? action.pattern : `all but ${listed(action.patterns)}`;
  return `${who} by ${by}${condition === '' ? ' without a condition' : ' under a condition'}`;
}

function unbounded(role: Part, old: Part, words: string): readonly Omit<Found, 'address'>[] {
  const [was, is] = [factOf(old, 'before', ['permissions_boundary']), factOf(role, 'after', ['permissions_boundary'])];
  if (was.kind !== 'known' || is.kind === 'unknown' || (is.kind === 'known' && is.value === was.value)) return [];
  if (is.kind === 'absent')
    return [{ message: `the permissions boundary of ${words} goes, which was ${was.isSensitive ? '(sensitive)' : String(was.value)}` }];
  const [from, to] = [was, is].map((fact) => (fact.isSensitive ? '(sensitive)' : String(fact.value)));
  return [{ message: `the permissions boundary of ${words} goes from ${from ?? ''} to ${to ?? ''}` }];
}

function shown(part: Part, attribute: string): string {
  const fact = factOf(part, 'after', [attribute]);
  if (fact.kind !== 'known') return 'which one is known only after apply';
  return fact.isSensitive ? '(sensitive)' : String(fact.value);
}
