import type { DirectionCheck, Found } from '../check';
import { forgottenWords, isGone } from '../facts/gone';
import { listOf, said, textOf } from '../leaf';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that nobody is told any more: the alerts go, the last e-mail address of our own topic, or a given topic for one that nobody subscribed to. */
export const alertsRemoved: DirectionCheck = {
  name: 'alerts-removed',
  severity: 'danger',
  asks: 'direction',
  means:
    'The alerts of the policy go, or the last e-mail address that is subscribed to its own topic, or a given topic gives way to a new one without any.',
  why: 'The Config rule still finds unused credentials, but nobody hears of it, nor of a sweep that fails.',
  example: 'The plan deletes the topic, the event rule and the alarms; or the only `aws_sns_topic_subscription`.',
  advice: 'Keep one address or topic that somebody reads, or say in the pull request where findings are read instead.',
  find(policy) {
    if (textOf(policy.before, 'alerts') !== 'on') return [];
    return textOf(policy.after, 'alerts') === 'none' ? [withoutAlerts(policy)] : withoutAddresses(policy);
  },
};

function withoutAlerts(policy: PolicyChange): Found {
  const lost = policy.parts.filter((part) => ['topic', 'event-rule', 'metric-alarm'].includes(part.kind) && isGone(part));
  return {
    address: lost[0]?.address ?? null,
    message: `the alerts go: nobody is told when a credential is found unused${forgottenWords(lost)}`,
  };
}

/** A given topic has subscribers that the plan does not show. */
function withoutAddresses(policy: PolicyChange): readonly Found[] {
  const { before, after } = policy;
  const [wasGiven, isGiven] = [before?.has('alerts.topicArn') === true, after?.has('alerts.topicArn') === true];
  const isEmptied = after?.has('alerts.emails') === false || listOf(after, 'alerts.emails')?.length === 0;
  const hadSome = wasGiven || (listOf(before, 'alerts.emails') ?? []).length > 0;
  if (isGiven || !hadSome || !isEmptied || textOf(after, 'alerts') !== 'on') return [];
  if (wasGiven) {
    const given = before?.get('alerts.topicArn');
    return [
      {
        address: given?.address ?? null,
        message: `alerts leave the topic ${said(given)} for a new one that no e-mail address is subscribed to: nobody is told until somebody subscribes`,
      },
    ];
  }
  const lost = partsOf(policy, 'subscription').filter(isGone);
  const address = lost[0]?.address ?? before?.get('alerts.emails')?.address ?? null;
  return [{ address, message: `the last e-mail address of the topic goes: no person is told by it any more${forgottenWords(lost)}` }];
}
