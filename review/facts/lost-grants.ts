import { placeOf, reachOf } from './actions';
import { allowancesOf, isLeft } from './allowed-on';
import { grantsOf, type Grant } from './iam-grants';
import { shutOut } from './shut-out';
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
  /** Who takes the role for it. */
  readonly service: string;
  /** What it cannot do without, in every version of the function. */
  readonly needs: (policy: PolicyChange) => readonly string[];
}

const TAKERS: readonly Taker[] = [
  {
    kind: 'function',
    words: 'the function',
    path: ['role'],
    service: 'lambda.amazonaws.com',
    needs: ({ after }) => {
      const place = placeOf((after && reachOf(after)) ?? 'notify');
      return [
        ...['iam:getcredentialreport', 'iam:listaccesskeys', 'dynamodb:query', 'sns:publish'],
        ...(place >= placeOf('deactivate') ? ['iam:updateaccesskey'] : []),
        ...(place >= placeOf('delete') ? ['iam:deleteaccesskey'] : []),
      ];
    },
  },
  {
    kind: 'schedule',
    words: 'the schedule of the function',
    path: ['target', 0, 'role_arn'],
    service: 'scheduler.amazonaws.com',
    needs: () => ['lambda:invokefunction'],
  },
];

/** What is needed on the users of the account, all but those who are exempt; the other actions move with the parts that they are on. */
const ON_USERS: ReadonlySet<string> = new Set(['iam:listaccesskeys', 'iam:updateaccesskey', 'iam:deleteaccesskey']);

/** Finds what the function and its schedule were allowed by their roles, cannot do without, and lose while they stay. */
export function lostGrants(policy: PolicyChange): readonly LostGrants[] {
  return TAKERS.flatMap((taker) =>
    partsOf(policy, taker.kind)
      .filter(({ before, after }) => before !== null && after !== null)
      .flatMap((part) => lostBy(part, taker, policy)),
  );
}

function lostBy(part: Part, taker: Taker, policy: PolicyChange): readonly LostGrants[] {
  const { words, path, service } = taker;
  const [from, to] = [takenRole(policy, part, path, 'before'), takenRole(policy, part, path, 'after')];
  if (from?.kind !== 'told') return [];
  const gone = goneRole(from.role, part, path, policy);
  if (gone !== undefined) return [{ address: gone.address, words: `${from.role.words}, which ${words} takes, goes` }];
  if (to?.kind !== 'told') return [];
  const shut = shutOut(from.role, to.role, service);
  return [
    ...(shut === undefined
      ? []
      : [{ address: shut.address, words: `${to.role.words}, which ${words} takes, no longer lets ${service} take it` }]),
    ...lostFrom(from.role, to.role, part, taker, policy),
  ];
}

function lostFrom(
  from: RoleWithPolicies,
  to: RoleWithPolicies,
  part: Part,
  { words, needs }: Taker,
  policy: PolicyChange,
): readonly LostGrants[] {
  const [was, is] = [grantsIn(from, 'before'), grantsIn(to, 'after')];
  if (was === undefined || is === undefined || to.attachments.some(({ after }) => after !== null) || hasManaged(to)) return [];
  const address = [...to.policies, ...from.policies][0]?.address ?? part.address;
  const needed = needs(policy).map((action) => ({
    action,
    had: allowancesOf(was, action, policy.before),
    has: allowancesOf(is, action, policy.after),
  }));
  const lost = needed.filter(({ had, has }) => had.length > 0 && has.length === 0);
  const less = needed.filter(({ action, had, has }) => ON_USERS.has(action) && has.length > 0 && had.some((one) => !isLeft(one, has)));
  const said = (list: typeof needed): string => list.map(({ action }) => action).join(', ');
  const role = `${to.words}, which ${words} takes,`;
  return [
    ...(lost.length === 0 ? [] : [{ address, words: `${role} no longer allows ${said(lost)}` }]),
    ...(less.length === 0 ? [] : [{ address, words: `${role} allows ${said(less)} on less than before, or under more conditions` }]),
  ];
}

/** The role, when it goes or is called otherwise while its name stays where it was, and no other is made of that name. */
function goneRole({ role }: RoleWithPolicies, part: Part, path: AttributePath, policy: PolicyChange): Part | undefined {
  if (role === undefined || role.fate === 'forgotten') return undefined;
  const stays = valueOf(part, 'before', path) === valueOf(part, 'after', path);
  const name = stringOf(role, 'before', ['name']);
  // A name that is known only after apply may be the same.
  const isMadeAgain = partsOf(policy, 'role').some((one) => one.after !== null && (stringOf(one, 'after', ['name']) ?? name) === name);
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
