import { scopeHolds, scopeIncludes, type Grant, type Scope } from './iam-grants';
import { listOf, type Leaves } from '../leaf';

/** Lists what allows an action and is not denied as a whole. A denial under a condition may not hold, and one of who is exempt is a setting. */
export function allowancesOf(grants: readonly Grant[], action: string, leaves: Leaves | null): readonly Grant[] {
  const about = grants.filter((grant) => scopeHolds(grant.action, action));
  const denials = about.filter(({ effect, condition, on }) => effect === 'Deny' && condition === '' && !isExempt(on, leaves));
  return about.filter(({ effect, on }) => effect === 'Allow' && !denials.some((denial) => takes(denial.on, on)));
}

/** Tells whether an allowance is left whole: another allows as much, or the same on all users of the account. */
export function isLeft(was: Grant, allowances: readonly Grant[]): boolean {
  return allowances.some(({ on, condition }) => {
    const isAsFree = condition === '' || condition === was.condition;
    return isAsFree && (scopeIncludes(on, was.on) || isEveryUser(on, was.on));
  });
}

/** Whether nothing, or next to nothing, of what is allowed is spared from a denial. */
function takes(denied: Scope, allowed: Scope): boolean {
  return scopeIncludes(denied, allowed) || (allowed.kind === 'only' && scopeHolds(denied, allowed.pattern));
}

/** A key has a user, so that on everything is no more than on all users; of which account, only an ARN tells. */
function isEveryUser(on: Scope, was: Scope): boolean {
  const [account, before] = [accountOfAll(on), was.kind === 'only' ? was.pattern.split(':')[4] : undefined];
  return account !== undefined && (account === '*' || before === undefined || before === '*' || before === account);
}

function accountOfAll(on: Scope): string | undefined {
  if (on.kind !== 'only') return undefined;
  return /^arn:[^:]+:iam::([^:]*):user\/\*$/.exec(on.pattern)?.[1];
}

function isExempt(on: Scope, leaves: Leaves | null): boolean {
  const named = on.kind === 'only' ? on.pattern.split(':').slice(5).join(':') : '';
  const [names, paths] = [listOf(leaves, 'remediation.exempt.userNames') ?? [], listOf(leaves, 'remediation.exempt.paths') ?? []];
  return names.some((name) => named === `user/${name}` || named === `user/*/${name}`) || paths.some((path) => named === `user${path}*`);
}
