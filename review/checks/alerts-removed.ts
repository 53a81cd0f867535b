import { listed } from '../../domain/phrases';
import type { DirectionCheck, Found } from '../check';
import { deafEventRules } from '../facts/deaf-event-rules';
import { lostListeners } from '../facts/lost-listeners';
import { forgottenWords, isGone } from '../facts/gone';
import { anythingTells, deadEnds } from '../facts/who-tells';
import { textOf } from '../leaf';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that nobody is told any more, or nobody who was: alerts, target, topic or subscriptions go, or the event rule goes deaf. */
export const alertsRemoved: DirectionCheck = {
  name: 'alerts-removed',
  severity: 'danger',
  asks: 'direction',
  means:
    'The alerts of the policy go; or the event rule stays and is disabled, no longer matches new findings or has nothing left that tells; or what tells sends to a topic that is deleted; or all e-mail addresses or subscriptions of its own topic go, a subscription is filtered, or a given topic gives way to a new one without any. Where the event rule only asks for more than before, which new findings may have, or every e-mail address must confirm again, it is a warning.',
  why: 'The Config rule still finds unused credentials, but nobody hears of it, nor of a sweep that fails.',
  example: 'The plan deletes the topic, the event rule and the alarms; or the only `aws_sns_topic_subscription`.',
  advice: 'Keep one address or topic that somebody reads, or say in the pull request where findings are read instead.',
  find(policy) {
    if (textOf(policy.before, 'alerts') !== 'on') return [];
    if (textOf(policy.after, 'alerts') === 'none') return [withoutAlerts(policy)];
    if (textOf(policy.after, 'alerts') !== 'on') return [];
    return [...deaf(policy), ...withoutTeller(policy), ...withoutTopic(policy), ...lostListeners(policy)];
  },
};

const UNTOLD = 'nobody is told when a credential is found unused';

function withoutAlerts(policy: PolicyChange): Found {
  const lost = policy.parts.filter((part) => ['topic', 'event-rule', 'metric-alarm'].includes(part.kind) && isGone(part));
  return { address: lost[0]?.address ?? null, message: `the alerts go: ${UNTOLD}${forgottenWords(lost)}` };
}

function deaf(policy: PolicyChange): readonly Found[] {
  return deafEventRules(policy).map(({ address, words, isSure }) =>
    isSure
      ? { address, message: `the event rule ${words}: ${UNTOLD}` }
      : { address, severity: 'warning', message: `the event rule ${words}: it may match no new finding any more, or not all` },
  );
}

function withoutTeller(policy: PolicyChange): readonly Found[] {
  if (!anythingTells(policy, 'before') || anythingTells(policy, 'after')) return [];
  const targets = partsOf(policy, 'event-target').filter(isGone);
  const [eventRule] = partsOf(policy, 'event-rule');
  return [
    {
      address: targets[0]?.address ?? eventRule?.address ?? null,
      message: `the event rule has no target any more and no alarm on metrics acts: ${UNTOLD}${forgottenWords(targets)}`,
    },
  ];
}

function withoutTopic(policy: PolicyChange): readonly Found[] {
  return deadEnds(policy).map(({ topic, senders }) => {
    const [addresses, verb] = [senders.map(({ address }) => address), senders.length === 1 ? 'sends' : 'send'];
    return {
      address: topic.address,
      message: `the topic is deleted while ${listed(addresses)} still ${verb} to it: nobody hears of that any more`,
    };
  });
}
