import type { Found } from '../check';
import { forgottenWords, isGone } from './gone';
import { listOf, said } from '../leaf';
import { factOf, staysThrough, stringOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that nobody listens to the alerts any more, nobody who did, or somebody only to some. A given topic has subscribers that the plan does not show. */
export function lostListeners(policy: PolicyChange): readonly Found[] {
  return [...(policy.after?.has('alerts.topicArn') === true ? [] : withoutListeners(policy)), ...filtered(policy)];
}

function withoutListeners(policy: PolicyChange): readonly Found[] {
  const { before, after } = policy;
  const wasGiven = before?.has('alerts.topicArn') === true;
  const [had, has] = [listOf(before, 'alerts.emails') ?? [], listOf(after, 'alerts.emails') ?? []];
  const isEmptied = after?.has('alerts.emails') === false || listOf(after, 'alerts.emails')?.length === 0;
  if (wasGiven) return isEmptied ? [leaving(policy)] : [];
  if (!isEmptied) return had.length > 0 && has.length > 0 && !has.some((email) => had.includes(email)) ? [exchanged(policy)] : [];
  const subscriptions = partsOf(policy, 'subscription');
  const lost = subscriptions.filter(isGone);
  const address = lost[0]?.address ?? before?.get('alerts.emails')?.address ?? null;
  if (had.length > 0)
    return [{ address, message: `the last e-mail address of the topic goes: no person is told by it any more${forgottenWords(lost)}` }];
  if (lost.length === 0 || subscriptions.some((subscription) => subscription.after !== null)) return [];
  return [{ address, message: `the last subscription of the topic goes: nobody is told by it any more${forgottenWords(lost)}` }];
}

function leaving({ before }: PolicyChange): Found {
  const given = before?.get('alerts.topicArn');
  return {
    address: given?.address ?? null,
    message: `alerts leave the topic ${said(given)} for a new one that no e-mail address is subscribed to: nobody is told until somebody subscribes`,
  };
}

function exchanged({ before, after }: PolicyChange): Found {
  const [had, has] = [before?.get('alerts.emails'), after?.get('alerts.emails')];
  return {
    address: has?.address ?? null,
    message: `none of the e-mail addresses that were told is left: no longer ${said(had)}, but ${said(has)} from now on`,
  };
}

function filtered(policy: PolicyChange): readonly Found[] {
  return partsOf(policy, 'subscription').flatMap((was) => {
    const is = staysThrough(was) ? was : successorOf(was, policy);
    if (is === undefined || isFiltered(was, 'before') || !isFiltered(is, 'after')) return [];
    return [{ address: is.address, message: 'a subscription gets a filter policy: it hears only some of the alerts, if any' }];
  });
}

/** One that is made for the same listener takes the place of one that goes. */
function successorOf(was: Part, policy: PolicyChange): Part | undefined {
  const endpoint = isGone(was) ? stringOf(was, 'before', ['endpoint']) : undefined;
  const isSame = (is: Part): boolean => is.before === null && stringOf(is, 'after', ['endpoint']) === endpoint;
  return endpoint === undefined ? undefined : partsOf(policy, 'subscription').find(isSame);
}

/** An empty one is none. @see https://docs.aws.amazon.com/sns/latest/dg/message-filtering-apply.html (read 2026-11) */
function isFiltered(subscription: Part, side: Side): boolean {
  const fact = factOf(subscription, side, ['filter_policy']);
  return fact.kind === 'known' && !/^\s*\{\s*\}\s*$/.test(String(fact.value));
}
