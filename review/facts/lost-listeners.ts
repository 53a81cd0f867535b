import type { Found } from '../check';
import { forgottenWords, isGone } from './gone';
import { listOf, said, textOf } from '../leaf';
import { factOf, staysThrough, stringOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that nobody listens to the alerts any more, nobody who did, or somebody only to some. A given topic has subscribers that the plan does not show. */
export function lostListeners(policy: PolicyChange): readonly Found[] {
  return [
    ...(policy.after?.has('alerts.topicArn') === true ? [] : [...withoutListeners(policy), ...unconfirmed(policy)]),
    ...filtered(policy),
  ];
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

/**
 * Finds that nobody is told until somebody confirms, although the addresses stay: each gets a new request. A home that moves says so itself.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html (read 2026-11)
 */
function unconfirmed(policy: PolicyChange): readonly Found[] {
  const { before, after } = policy;
  if (before?.has('alerts.topicArn') === true || textOf(before, 'homeRegion') !== textOf(after, 'homeRegion')) return [];
  const there = partsOf(policy, 'subscription').filter((part) => part.after !== null && isEmail(part));
  const anew = there.filter((part) => part.fate === 'replaced' || (part.before === null && predecessorOf(part, policy) !== undefined));
  const [first] = anew;
  if (first === undefined || there.some((part) => part.before !== null && part.fate !== 'replaced')) return [];
  const message = 'every e-mail subscription of the topic is made anew: no person is told by it until an address is confirmed again';
  return [{ address: first.address, severity: 'warning', message }];
}

const isEmail = (subscription: Part): boolean => /^email/.test(stringOf(subscription, 'after', ['protocol']) ?? '');

function filtered(policy: PolicyChange): readonly Found[] {
  return partsOf(policy, 'subscription').flatMap((was) => {
    const is = staysThrough(was) ? was : successorOf(was, policy);
    if (is === undefined || isFiltered(was, 'before') || !isFiltered(is, 'after')) return [];
    return [{ address: is.address, message: 'a subscription gets a filter policy: it hears only some of the alerts, if any' }];
  });
}

/** One that is made for the same listener takes the place of one that goes. */
function successorOf(was: Part, policy: PolicyChange): Part | undefined {
  return isGone(was) ? partsOf(policy, 'subscription').find((is) => is.before === null && isOfOneListener(was, is)) : undefined;
}

function predecessorOf(is: Part, policy: PolicyChange): Part | undefined {
  return partsOf(policy, 'subscription').find((was) => isGone(was) && isOfOneListener(was, is));
}

function isOfOneListener(was: Part, is: Part): boolean {
  const endpoint = stringOf(was, 'before', ['endpoint']);
  return endpoint !== undefined && endpoint === stringOf(is, 'after', ['endpoint']);
}

/** An empty one is none. @see https://docs.aws.amazon.com/sns/latest/dg/message-filtering-apply.html (read 2026-11) */
function isFiltered(subscription: Part, side: Side): boolean {
  const fact = factOf(subscription, side, ['filter_policy']);
  return fact.kind === 'known' && !/^\s*\{\s*\}\s*$/.test(String(fact.value));
}
