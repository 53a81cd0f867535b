import { factOf, stringOf, type AttributePath, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { refersTo } from '../recover/reading';

/** A service of AWS that publishes to the topic. */
export interface Publisher {
  readonly service: 'events.amazonaws.com' | 'cloudwatch.amazonaws.com';
  readonly name: 'EventBridge' | 'CloudWatch';
  /** Whether it delivers although a condition of the policy narrows it. */
  readonly meetsConditions: boolean;
}

/**
 * EventBridge does not deliver to a topic where its policy, or the one of its KMS key, has a condition.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html (read 2026-11)
 */
const EVENT_BRIDGE: Publisher = { service: 'events.amazonaws.com', name: 'EventBridge', meetsConditions: false };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html (read 2026-11) */
const CLOUD_WATCH: Publisher = { service: 'cloudwatch.amazonaws.com', name: 'CloudWatch', meetsConditions: true };

/** Lists who publishes on one side to a topic, given as the topic itself or as its policy: EventBridge with a target, CloudWatch with an alarm. */
export function publishersTo(policy: PolicyChange, topic: Part, side: Side): readonly Publisher[] {
  const alarms = [...partsOf(policy, 'metric-alarm'), ...partsOf(policy, 'composite-alarm')];
  return [
    ...(partsOf(policy, 'event-target').some((target) => pointsTo(target, ['arn'], topic, side)) ? [EVENT_BRIDGE] : []),
    ...(alarms.some((alarm) => pointsTo(alarm, ['alarm_actions'], topic, side)) ? [CLOUD_WATCH] : []),
  ];
}

/** Tells whether an ARN is the one of a topic, given as the topic itself or as its policy. */
export function isArnOf(arn: string, topic: Part, side: Side): boolean {
  const own = stringOf(topic, side, ['arn']);
  if (own !== undefined) return own === arn;
  const [, , service, region, , name] = arn.split(':');
  const there = topic.regions[side];
  return service === 'sns' && name !== undefined && name === stringOf(topic, side, ['name']) && (there === undefined || region === there);
}

/** Tells whether an attribute of a part, one ARN or a list, names a topic or, not known yet, refers to it. */
export function pointsTo(part: Part, path: AttributePath, topic: Part, side: Side): boolean {
  if (part[side] === null) return false;
  const fact = factOf(part, side, path);
  const named = fact.kind === 'known' ? [fact.value].flat() : [];
  if (named.some((arn) => typeof arn === 'string' && isArnOf(arn, topic, side))) return true;
  return fact.kind === 'unknown' && refersTo(part, String(path[0]), [topic]);
}
