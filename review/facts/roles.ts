import { factOf, staysThrough, stringOf, valueOf, type Fact, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** One role of a policy with all that hangs on it. */
export interface RoleWithPolicies {
  /** The address of a role in the plan; the name of any other, empty where that is not told. */
  readonly key: string;
  /** As it is called in a message: by its name, where that may be told. */
  readonly words: string;
  /** Undefined for a role that the plan does not hold, or that could not be told. */
  readonly role: Part | undefined;
  readonly policies: readonly Part[];
  readonly attachments: readonly Part[];
}

/** Lists the roles of a policy that are there before and after. */
export function rolesOf(policy: PolicyChange): readonly RoleWithPolicies[] {
  const roles = partsOf(policy, 'role');
  return everyRoleOf(policy).filter(({ key, role }) => isThrough(key, role, roles));
}

/** Lists the roles of a policy that are there on any side. */
export function everyRoleOf(policy: PolicyChange): readonly RoleWithPolicies[] {
  const roles = partsOf(policy, 'role');
  const owners = new Map<string, Owner>(roles.map((role) => [role.address, { role, ...nothing() }]));
  const index = indexOf(roles);
  const ownerOf = (part: Part, role = roleOf(part, index)): Owner => {
    const key = role?.address ?? rolesNamedIn(part)[0] ?? '';
    const owner = owners.get(key) ?? { role, ...nothing() };
    owners.set(key, owner);
    return owner;
  };
  for (const part of partsOf(policy, 'role-policy')) ownerOf(part).policies.push(part);
  for (const part of partsOf(policy, 'role-attachment')) {
    const shared = sharedBy(part, index);
    if (shared.length === 0) ownerOf(part).attachments.push(part);
    for (const { role, own } of shared) ownerOf(own, role).attachments.push(own);
  }
  return [...owners].map(([key, owner]) => ({ ...owner, key, words: wordsOf(key, owner) }));
}

/** An IAM policy document of a role, on one side. */
export interface RoleDocument {
  readonly address: string;
  readonly text: Fact;
}

/** Lists the inline IAM policies of a role on one side. */
export function documentsOf({ role, policies }: RoleWithPolicies, side: Side): readonly RoleDocument[] {
  const own = policies
    .filter((part) => part[side] !== null)
    .map((part) => ({ address: part.address, text: factOf(part, side, ['policy']) }));
  return role === undefined ? own : [...own, ...inlineOf(role, policies, side)];
}

interface Owner {
  readonly role: Part | undefined;
  readonly policies: Part[];
  readonly attachments: Part[];
}

const nothing = (): Omit<Owner, 'role'> => ({ policies: [], attachments: [] });

interface Index {
  readonly byName: ReadonlyMap<string, Part>;
  readonly byBlock: ReadonlyMap<string, Part>;
}

function indexOf(roles: readonly Part[]): Index {
  return {
    byName: new Map(roles.flatMap((role) => namesOf(role, 'name').map((name) => [name, role] as const))),
    byBlock: new Map(roles.map((role) => [inModule(role, `${role.change.type}.${role.change.name}`), role])),
  };
}

/** By the name of the role; where that is known only after apply, by what the configuration refers to. */
function roleOf(part: Part, { byName, byBlock }: Index): Part | undefined {
  const references = ['role', 'roles'].flatMap((argument) => part.configured?.references.get(argument) ?? []);
  const found = rolesNamedIn(part).map((name) => byName.get(name));
  return [...found, ...references.map((reference) => byBlock.get(inModule(part, reference)))].find((role) => role !== undefined);
}

const inModule = ({ change }: Part, block: string): string => `${change.moduleAddress ?? ''}/${block}`;

function namesOf(part: Part, attribute: string): readonly string[] {
  return [stringOf(part, 'before', [attribute]), stringOf(part, 'after', [attribute])].filter((name) => name !== undefined);
}

/** One role, or several of an `aws_iam_policy_attachment`. */
function rolesNamedIn(part: Part): readonly string[] {
  const several = (['before', 'after'] as const).flatMap((side) => valueOf(part, side, ['roles']) ?? []);
  return [...namesOf(part, 'role'), ...several.filter((name) => typeof name === 'string')];
}

/** Gives what is attached to several roles to each of them, on the sides where it is; nothing for what is attached to one. */
function sharedBy(part: Part, { byName }: Index): readonly { readonly role: Part; readonly own: Part }[] {
  const facts = { before: factOf(part, 'before', ['roles']), after: factOf(part, 'after', ['roles']) };
  const namesOn = (side: Side): readonly unknown[] => [facts[side].kind === 'known' ? facts[side].value : []].flat();
  const roles = new Set([...namesOn('before'), ...namesOn('after')].flatMap((name) => byName.get(String(name)) ?? []));
  return [...roles].map((role) => {
    const isOn = (side: Side): boolean =>
      facts[side].kind === 'unknown' || namesOf(role, 'name').some((name) => namesOn(side).includes(name));
    return { role, own: { ...part, before: isOn('before') ? part.before : null, after: isOn('after') ? part.after : null } };
  });
}

/** What hangs on a role that cannot be told may hang on any of them; a role that the plan does not hold stays as it is. */
function isThrough(key: string, role: Part | undefined, roles: readonly Part[]): boolean {
  if (role !== undefined) return staysThrough(role);
  return key !== '' || roles.some(staysThrough);
}

function wordsOf(key: string, { role, policies, attachments }: Owner): string {
  if (role === undefined) return key === '' ? 'a role' : [...policies, ...attachments].some(hidesRole) ? 'the role' : `the role ${key}`;
  const [was, is] = [factOf(role, 'before', ['name']), factOf(role, 'after', ['name'])];
  const fact = was.kind === 'absent' ? is : was;
  return fact.kind === 'known' && !fact.isSensitive ? `the role ${String(fact.value)}` : 'the role';
}

/** Whether a part that hangs on a role marks its name as sensitive, on either side. */
function hidesRole(part: Part): boolean {
  return (['before', 'after'] as const).some((side) => {
    const facts = [factOf(part, side, ['role']), factOf(part, side, ['roles'])];
    return facts.some((fact) => fact.kind === 'known' && fact.isSensitive);
  });
}

/**
 * The provider also lists here what other resources hang on the role, as it was when the state was read; those speak for themselves.
 * For a role that is made anew it says that the list is not known.
 */
function inlineOf(role: Part, policies: readonly Part[], side: Side): readonly RoleDocument[] {
  const list = factOf(role, side, ['inline_policy']);
  if (list.kind === 'absent') return [];
  if (list.kind === 'unknown')
    return role.fate === 'replaced' ? inlineOf(role, policies, 'before') : [{ address: role.address, text: list }];
  const elsewhere = new Set(policies.flatMap((part) => namesOf(part, 'name')));
  const places = Array.isArray(list.value) ? [...list.value.keys()] : [];
  return places
    .filter((at) => !elsewhere.has(stringOf(role, side, ['inline_policy', at, 'name']) ?? ''))
    .map((at) => ({ address: role.address, text: factOf(role, side, ['inline_policy', at, 'policy']) }));
}
