import { listed } from '../../domain/phrases';
import { placeOf, reachOf } from './actions';
import type { Found } from '../check';
import { grantsOf, includes, scopeIncludes, type Grant, type Scope } from './iam-grants';
import { listOf } from '../leaf';
import { ownResourceOf, type OwnResource } from './own-resources';
import type { PolicyChange } from '../policy-change';
import { documentsOf, type RoleDocument, type RoleWithPolicies } from './roles';

/** Finds what the inline IAM policies of a role allow more, or deny less, than before; or than those of the role whose place it takes. */
export function widerGrants(role: RoleWithPolicies, policy: PolicyChange, old = role): readonly Found[] {
  const [before, after] = [documentsOf(old, 'before'), documentsOf(role, 'after')];
  const [was, is] = [before.flatMap(told), after.flatMap(told)];
  const known = new Set(was.map(({ grant }) => JSON.stringify(grant)));
  const unread = after.filter((document) => isUnread(document) && !before.some((one) => sameText(one, document)));
  const unknown = after.filter(({ text }) => text.kind === 'unknown');
  const added = is.filter(
    ({ grant }) =>
      grant.effect === 'Allow' &&
      !known.has(JSON.stringify(grant)) &&
      !was.some((one) => includes(one.grant, grant)) &&
      !isNeeded(grant, policy, was),
  );
  // What a document denies that cannot be read is not known to be lost.
  const lost = unread.length + unknown.length > 0 ? [] : was.filter((one) => isLost(one.grant, is, policy));
  return [
    ...unread
      .slice(0, 1)
      .map(({ address }) => ({ address, message: `an IAM policy of ${role.words} cannot be read: nobody can say what it allows` })),
    ...found(added, (list) => `${role.words} may do more: ${list}`),
    ...found(lost, (list) => `${role.words} is no longer denied ${list}`),
    ...unknown.slice(0, 1).map(({ address }) => ({
      address,
      severity: 'warning' as const,
      message: `what ${role.words} may do is known only after apply`,
    })),
  ];
}

/** One grant with where it is written. */
interface Told {
  readonly grant: Grant;
  readonly address: string;
  readonly isSensitive: boolean;
}

function told({ address, text }: RoleDocument): readonly Told[] {
  if (text.kind !== 'known') return [];
  return (grantsOf(text.value) ?? []).map((grant) => ({ grant, address, isSensitive: text.isSensitive }));
}

const isUnread = ({ text }: RoleDocument): boolean => text.kind === 'known' && grantsOf(text.value) === undefined;

function sameText(one: RoleDocument, other: RoleDocument): boolean {
  return one.text.kind === 'known' && other.text.kind === 'known' && one.text.value === other.text.value;
}

/** What the function needs on the policy's own parts whatever its action: these move and are renamed with the policy. */
const NEEDED: Readonly<Record<OwnResource, readonly string[]>> = {
  table: ['dynamodb:query', 'dynamodb:getitem'],
  queue: ['sqs:sendmessage'],
  'log-group': ['logs:createlogstream', 'logs:putlogevents'],
  topic: ['sns:publish'],
  'kms-key': ['kms:decrypt', 'kms:generatedatakey*'],
  function: ['lambda:invokefunction'],
};

const PUT_ITEM = 'dynamodb:putitem';

/** What the step to a further action needs on access keys: it is said where the action is. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  deactivate: ['iam:updateaccesskey'],
  delete: ['iam:updateaccesskey', 'iam:deleteaccesskey'],
};

function isNeeded(grant: Grant, policy: PolicyChange, was: readonly Told[]): boolean {
  const { action, on } = grant;
  if (action.kind !== 'only' || on.kind !== 'only') return false;
  const own = ownResourceOf(grant, policy, 'after');
  if (own !== undefined && NEEDED[own].includes(action.pattern)) return true;
  const [from, to] = [policy.before && reachOf(policy.before), policy.after && reachOf(policy.after)];
  const isFurther = Boolean(from && to && placeOf(to) > placeOf(from));
  if (own === 'table' && action.pattern === PUT_ITEM) return isFurther || was.some((one) => writesOwnTable(one.grant, policy));
  return (
    isFurther && /^arn:[^:]+:iam::(?:\d*|\$\{[^:{}]*\}):user\/\*$/.test(on.pattern) && (STEPS[to ?? '']?.includes(action.pattern) ?? false)
  );
}

function writesOwnTable(grant: Grant, policy: PolicyChange): boolean {
  const isPut = grant.effect === 'Allow' && scopeIncludes(grant.action, { kind: 'only', pattern: PUT_ITEM });
  return isPut && ownResourceOf(grant, policy, 'before') === 'table';
}

/** A denial that nothing allowed falls under is no loss, nor one of who is no longer exempt, which is said where the exemption is. */
function isLost(grant: Grant, is: readonly Told[], policy: PolicyChange): boolean {
  if (grant.effect !== 'Deny' || is.some((one) => includes(one.grant, grant))) return false;
  const isAllowed = is.some(({ grant: { effect, action } }) => effect === 'Allow' && meets(action, grant.action));
  return isAllowed && !(grant.on.kind === 'only' && noLongerExempt(policy).includes(userPartOf(grant.on.pattern)));
}

/** Whether two scopes may have something in common. */
function meets(one: Scope, other: Scope): boolean {
  return one.kind === 'except' || other.kind === 'except' || scopeIncludes(one, other) || scopeIncludes(other, one);
}

const userPartOf = (arn: string): string => arn.split(':').slice(5).join(':');

/** How the role's ARNs end for those who are exempt before and not after. */
function noLongerExempt({ before, after }: PolicyChange): readonly string[] {
  const gone = (path: 'remediation.exempt.userNames' | 'remediation.exempt.paths'): readonly string[] => {
    const still = listOf(after, path);
    return still === undefined && after?.has(path) ? [] : (listOf(before, path) ?? []).filter((one) => !still?.includes(one));
  };
  const names = gone('remediation.exempt.userNames');
  return [
    ...names.flatMap((name) => [`user/${name}`, `user/*/${name}`]),
    ...gone('remediation.exempt.paths').map((path) => `user${path}*`),
  ];
}

const MOST_SHOWN = 5;

function found(grants: readonly Told[], say: (list: string) => string): readonly Found[] {
  const [first] = grants;
  if (first === undefined) return [];
  const words = [...new Set(grants.map(({ grant, isSensitive }) => (isSensitive ? 'what is marked sensitive' : saidGrant(grant))))];
  const more = words.length - MOST_SHOWN;
  const list = more <= 0 ? words : [...words.slice(0, MOST_SHOWN), `${String(more)} more`];
  return [{ address: first.address, message: say(listed(list)) }];
}

function saidGrant({ action, on, condition }: Grant): string {
  return `${saidScope(action)} on ${saidScope(on)}${condition === '' ? '' : ' under a condition'}`;
}

function saidScope(scope: Scope): string {
  return scope.kind === 'only' ? scope.pattern : `all but ${listed(scope.patterns)}`;
}
