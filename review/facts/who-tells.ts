import { factOf, stringOf, valueOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { isArnOf } from './publishers';

/** Tells whether anything of a policy tells of findings on one side: a target of the event rule, or an alarm on metrics that acts. */
export function anythingTells(policy: PolicyChange, side: Side): boolean {
  return (
    partsOf(policy, 'event-target').some((target) => target[side] !== null) ||
    partsOf(policy, 'metric-alarm').some((alarm) => alarm[side] !== null && acts(alarm, side))
  );
}

function acts(alarm: Part, side: Side): boolean {
  return factOf(alarm, side, ['alarm_actions']).kind !== 'absent' && valueOf(alarm, side, ['actions_enabled']) !== false;
}

/** A topic that is deleted, and what of the policy still sends to it. */
export interface DeadEnd {
  readonly topic: Part;
  readonly senders: readonly Part[];
}

/** Finds topics that are deleted, also to be made anew under another name, while targets or alarms still name them. */
export function deadEnds(policy: PolicyChange): readonly DeadEnd[] {
  const topics = partsOf(policy, 'topic');
  const sending = SENDING.flatMap(({ kind, path }) => partsOf(policy, kind).map((part) => ({ part, arns: textsAt(part, path) })));
  return topics.flatMap((topic) => {
    if (topic.before === null || topic.fate === 'forgotten' || isNameless(topic)) return [];
    const isDead = (arn: string): boolean => isArnOf(arn, topic, 'before') && !topics.some((other) => stands(other, arn));
    const senders = sending.filter(({ arns }) => arns.some(isDead)).map(({ part }) => part);
    return senders.length === 0 ? [] : [{ topic, senders }];
  });
}

const SENDING = [
  { kind: 'event-target', path: 'arn' },
  { kind: 'metric-alarm', path: 'alarm_actions' },
  { kind: 'composite-alarm', path: 'alarm_actions' },
] as const;

function textsAt(part: Part, path: string): readonly string[] {
  return [valueOf(part, 'after', [path]) ?? []].flat().map(String);
}

/** It may be called as before. */
function isNameless(topic: Part): boolean {
  return topic.after !== null && stringOf(topic, 'after', ['arn']) === undefined && stringOf(topic, 'after', ['name']) === undefined;
}

function stands(topic: Part, arn: string): boolean {
  return topic.after !== null && (isNameless(topic) || isArnOf(arn, topic, 'after'));
}
