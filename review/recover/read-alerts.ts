import { isSensitive, type Leaf } from '../leaf';
import { staysThrough, type Part } from '../part';
import { asSorted, asText, isAlike, refersTo, type Reading } from './reading';

/** What event rule, topic, subscriptions and alarms tell of who hears. */
export function readAlerts(reading: Reading): void {
  const [eventRule] = reading.own('event-rule');
  reading.say('alerts', eventRule === undefined ? 'none' : 'on', eventRule);
  if (eventRule === undefined) return;
  const [target] = reading.own('event-target');
  reading.say('alerts.perUser', target !== undefined, target ?? eventRule);
  reading.set('alerts.emails', emailsOf(reading, eventRule));
  const topic = topicOf(reading, target);
  if (!topic.isOwn && topic.part !== undefined) reading.identity('alerts.topicArn', topic.leaf, topic.part, topic.attribute, false);
  reading.set(
    'alerts.alarmActions',
    alarmActionsOf(reading, topic.leaf) ?? { kind: 'known', value: [], address: eventRule.address, isSensitive: false },
  );
}

function emailsOf(reading: Reading, eventRule: Part): Leaf {
  const subscriptions = reading.own('subscription').filter((part) => /^email/.test(String(part[reading.side]?.['protocol'])));
  const leaves = subscriptions.map((part) => reading.leaf(part, ['endpoint'], asText));
  const unknown = leaves.find((leaf) => leaf?.kind === 'unknown');
  if (unknown !== undefined) return unknown;
  const known = leaves.filter((leaf) => leaf?.kind === 'known');
  // An expression among them is no address; where an address comes or goes, that is told all the same.
  const isSame = subscriptions.every((part) => staysThrough(part) && isAlike(part, ['endpoint']) && isAlike(part, ['protocol']));
  const expression = isSame ? known.find((leaf) => reading.isExpression(leaf)) : undefined;
  if (expression !== undefined) return expression;
  const value = known.map((leaf) => String(leaf.value)).sort();
  return {
    kind: 'known',
    value,
    address: known[0]?.address ?? eventRule.address,
    isSensitive: known.some(({ isSensitive }) => isSensitive),
  };
}

/** The topic that alerts go to: where its ARN is written, and whether the topic is in the plan. */
interface FoundTopic {
  readonly leaf: Leaf | undefined;
  readonly part: Part | undefined;
  readonly attribute: string;
  readonly isOwn: boolean;
}

function topicOf(reading: Reading, target: Part | undefined): FoundTopic {
  const topics = reading.own('topic');
  const [sweep] = reading.own('function');
  const place = target ?? sweep;
  const attribute = target === undefined ? 'environment' : 'arn';
  const leaf =
    place === undefined
      ? topicOfAlarms(reading)
      : reading.leaf(place, target === undefined ? ['environment', 0, 'variables', 'TOPIC_ARN'] : ['arn'], asText);
  const part = place ?? reading.own('metric-alarm')[0];
  const name = leaf?.kind === 'known' ? nameIn(String(leaf.value)) : undefined;
  const isOwn = topics.some(
    (topic) => topic[reading.side]?.['name'] === name || (name === undefined && part !== undefined && refersTo(part, attribute, [topic])),
  );
  return { leaf, part, attribute, isOwn };
}

/** Without a target, the topic is the action whose name an alarm on lost messages watches. */
function topicOfAlarms(reading: Reading): Leaf | undefined {
  const alarms = reading.own('metric-alarm');
  const watched = new Set(alarms.map((alarm) => nameAt(alarm[reading.side]?.['dimensions'])).filter((name) => name !== undefined));
  for (const alarm of alarms) {
    const leaf = reading.leaf(alarm, ['alarm_actions'], asSorted);
    const arn = leaf?.kind === 'known' ? (leaf.value as readonly string[]).find((action) => watched.has(nameIn(action))) : undefined;
    if (arn !== undefined) return { kind: 'known', value: arn, address: alarm.address, isSensitive: isSensitive(leaf) };
  }
  return undefined;
}

function nameAt(dimensions: unknown): string | undefined {
  const name =
    typeof dimensions === 'object' && dimensions !== null ? (dimensions as Readonly<Record<string, unknown>>)['TopicName'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** What the alarm on new findings acts on besides the topic. */
function alarmActionsOf(reading: Reading, topic: Leaf | undefined): Leaf | undefined {
  const onFindings = reading.own('metric-alarm').find((alarm) => alarm[reading.side]?.['metric_name'] === 'TriggeredRules');
  if (onFindings === undefined) return undefined;
  const leaf = reading.leaf(onFindings, ['alarm_actions'], asSorted, { absent: [] });
  if (leaf?.kind !== 'known') {
    const isOfTopic = refersTo(onFindings, 'alarm_actions', reading.own('topic')) && hasOneReference(onFindings);
    return leaf?.cause === 'apply' && isOfTopic ? undefined : leaf;
  }
  const isTopic = (action: string): boolean =>
    topic?.kind === 'known' ? action === topic.value : reading.own('topic').some((part) => part[reading.side]?.['name'] === nameIn(action));
  return reading.rest(
    leaf,
    (leaf.value as readonly string[]).filter((action) => !isTopic(action)),
  );
}

/** Tells whether the actions of an alarm refer to one block only. */
function hasOneReference(alarm: Part): boolean {
  const blocks = (alarm.configured?.references.get('alarm_actions') ?? []).map((reference) => reference.split('.').slice(0, 2).join('.'));
  return new Set(blocks).size === 1;
}

const nameIn = (arn: string): string => arn.split(':').at(-1) ?? arn;
