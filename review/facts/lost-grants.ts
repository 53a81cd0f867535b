import { placeOf, reachOf } from './actions';
import { grantsOf, scopeIncludes, type Grant } from './iam-grants';
import { stringOf, valueOf, type AttributePath, type Fact, type Part, type PartKind, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { documentsOf, type RoleWithPolicies } from './roles';
import { takenRole } from './taken-role';

/** A role that no longer lets the function run or do its work. */
export interface LostGrants {
  readonly address: string;
  /** What is lost, as a sentence of its own. */
  readonly words: string;
}

interface Taker {
  readonly kind: PartKind;
  readonly words: string;
  readonly path: AttributePath;
  /** What it cannot do without, in every version of the function. */
  readonly needs: (policy: PolicyChange) => readonly string[];
}

const TAKERS: readonly Taker[] = [
  {
    kind: 'function',
    words: 'the function',
    path: ['role'],
    needs: ({ after }) => {
      const place = placeOf((after && reachOf(after)) ?? 'notify');
      return [
        ...['iam:getcredentialreport', 'iam:listaccesskeys', 'dynamodb:query', 'sns:publish'],
        ...(place >= placeOf('deactivate') ? ['iam:updateaccesskey'] : []),
        ...(place >= placeOf('delete') ? ['iam:deleteaccesskey'] : []),
      ];
    },
  },
  { kind: 'schedule', words: 'the schedule of the function', path: ['target', 0, 'role_arn'], needs: () => ['lambda:invokefunction'] },
];

/** Finds what the function and its schedule were allowed by their roles, cannot do without, and lose while they stay. */
export function lostGrants(policy: PolicyChange): readonly LostGrants[] {
  return TAKERS.flatMap((taker) =>
    partsOf(policy, taker.kind)
      .filter(({ before, after }) => before !== null && after !== null)
      .flatMap((part) => lostBy(part, taker, policy)),
  );
}

function lostBy(part: Part, { words, path, needs }: Taker, policy: PolicyChange): readonly LostGrants[] {
  const [from, to] = [takenRole(policy, part, path, 'before'), takenRole(policy, part, path, 'after')];
  if (from?.kind !== 'told') return [];
  const gone = goneRole(from.role, part, path, policy);
  if (gone !== undefined) return [{ address: gone.address, words: `${from.role.words}, which ${words} takes, goes` }];
  if (to?.kind !== 'told') return [];
  const [was, is] = [grantsIn(from.role, 'before'), grantsIn(to.role, 'after')];
  if (was === undefined || is === undefined || to.role.attachments.some(({ after }) => after !== null) || hasManaged(to.role)) return [];
  const lost = needs(policy).filter((action) => may(was, action) && !may(is, action));
  const address = [...to.role.policies, ...from.role.policies][0]?.address ?? part.address;
  return lost.length === 0 ? [] : [{ address, words: `${to.role.words}, which ${words} takes, no longer allows ${lost.join(', ')}` }];
}

/** The role, when it goes while its name stays where it was, and no other is made of that name. */
function goneRole({ role }: RoleWithPolicies, part: Part, path: AttributePath, policy: PolicyChange): Part | undefined {
  if (role === undefined || role.after !== null || role.fate === 'forgotten') return undefined;
  const stays = valueOf(part, 'before', path) === valueOf(part, 'after', path);
  const name = stringOf(role, 'before', ['name']);
  const isMadeAgain = partsOf(policy, 'role').some((one) => one.after !== null && stringOf(one, 'after', ['name']) === name);
  return stays && !isMadeAgain ? role : undefined;
}

const hasManaged = ({ role }: RoleWithPolicies): boolean =>
  role !== undefined && valueOf(role, 'after', ['managed_policy_arns']) !== undefined;

/** Undefined where any IAM policy of the role cannot be told. */
function grantsIn(role: RoleWithPolicies, side: Side): readonly Grant[] | undefined {
  const read = documentsOf(role, side).map(({ text }) => readOf(text));
  return read.every((grants) => grants !== undefined) ? read.flat() : undefined;
}

/** What is absent allows nothing. */
function readOf(text: Fact): readonly Grant[] | undefined {
  switch (text.kind) {
    case 'absent':
      return [];
    case 'unknown':
      return undefined;
    case 'known':
      return grantsOf(text.value);
  }
}

/** Whether an action is allowed on anything, and not denied on everything. */
function may(grants: readonly Grant[], action: string): boolean {
  const of = (effect: Grant['effect']): readonly Grant[] =>
    grants.filter((grant) => grant.effect === effect && scopeIncludes(grant.action, { kind: 'only', pattern: action }));
  const isDenied = of('Deny').some(({ on, condition }) => condition === '' && scopeIncludes(on, { kind: 'only', pattern: '*' }));
  return of('Allow').length > 0 && !isDenied;
}
