import { SWEEP_METRICS_DIMENSION, SWEEP_METRICS_NAMESPACE } from '../../domain/sweep-metrics';
import { textOf } from '../leaf';
import { factOf, staysThrough, stringOf, valueOf, type AttributePath, type Part, type PartKind, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { at } from '../recover/kinds';
import { sortedJson } from '../sorted-json';

/** One metric that an alarm looks at, as in the plan. */
interface Metric {
  readonly namespace: unknown;
  readonly name: unknown;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/**
 * Writes what an alarm watches on one side, so that two can be compared; undefined when it is not known.
 * What is watched is named by what it is to the policy, because an alarm that follows a renamed topic watches the same.
 */
export function watchOf(policy: PolicyChange, alarm: Part, side: Side): string | undefined {
  if (WATCHING.some((name) => factOf(alarm, side, [name]).kind === 'unknown')) return undefined;
  const metrics = [
    [...metricOf(policy, side, metricIn(alarm[side])), statisticIn(alarm[side])],
    ...queriesIn(alarm, side)
      .map((query) => [
        String(at(query, 'id')),
        at(query, 'expression') ?? '',
        at(query, 'return_data') === true,
        ...metricOf(policy, side, metricIn(at(query, 'metric', 0))),
        at(query, 'metric', 0, 'stat') ?? '',
        accountIn(query, alarm),
      ])
      .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ];
  return JSON.stringify(metrics);
}

/** Tells whether what an alarm says of its metrics is written as before, so that only what is called so can have changed. */
export function isWatchWritten(was: Part, is: Part): boolean {
  return WATCHING.every((name) => sortedJson(at(was.before, name) ?? null) === sortedJson(at(is.after, name) ?? null));
}

/** Finds the parts of the policy that an alarm on metrics watches on one side. */
export function subjectsOf(policy: PolicyChange, alarm: Part, side: Side): readonly Part[] {
  return metricsIn(alarm, side).flatMap(({ dimensions }) =>
    Object.entries(dimensions).flatMap(([dimension, name]) => subjectOf(policy, side, dimension, name) ?? []),
  );
}

/** Tells whether an alarm watches what the function counts. */
export function watchesSweep(alarm: Part): boolean {
  return namespacesOf(alarm, 'before').includes(SWEEP_METRICS_NAMESPACE);
}

/** Lists the namespaces of the metrics that an alarm looks at on one side. */
export function namespacesOf(alarm: Part, side: Side): readonly unknown[] {
  return metricsIn(alarm, side).map(({ namespace }) => namespace);
}

/**
 * Tells whether an alarm watches what becomes of events on the way to a target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html (read 2026-11)
 */
export function watchesDelivery(alarm: Part): boolean {
  return metricsIn(alarm, 'before').some(({ namespace, name }) => namespace === 'AWS/Events' && /Invocations/.test(String(name)));
}

const WATCHING = ['namespace', 'metric_name', 'dimensions', 'statistic', 'extended_statistic', 'metric_query'];

/** Where the names stand that dimensions give. */
const SUBJECTS: Readonly<Record<string, readonly [PartKind, AttributePath]>> = {
  RuleName: ['event-rule', ['name']],
  TopicName: ['topic', ['name']],
  QueueName: ['queue', ['name']],
  FunctionName: ['function', ['function_name']],
  [SWEEP_METRICS_DIMENSION]: ['function', ['environment', 0, 'variables', 'POWERTOOLS_SERVICE_NAME']],
};

function subjectOf(policy: PolicyChange, side: Side, dimension: string, name: unknown): Part | undefined {
  const place = placeOf(dimension);
  if (place === undefined || typeof name !== 'string') return undefined;
  const [kind, path] = place;
  const parts = partsOf(policy, kind);
  return parts.find((part) => stringOf(part, side, path) === name) ?? parts.find((part) => isNotKnown(part, side, path));
}

function placeOf(dimension: string): readonly [PartKind, AttributePath] | undefined {
  return Object.hasOwn(SUBJECTS, dimension) ? SUBJECTS[dimension] : undefined;
}

/** A thing that stays and whose name is known only after apply may be called anything. */
function isNotKnown(part: Part, side: Side, path: AttributePath): boolean {
  return staysThrough(part) && factOf(part, side, path).kind === 'unknown';
}

function metricOf(policy: PolicyChange, side: Side, { namespace, name, dimensions }: Metric): readonly unknown[] {
  const named = Object.entries(dimensions).map(([dimension, value]) => [dimension, calledOf(policy, side, dimension, value)]);
  return [namespace ?? '', name ?? '', named.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1))];
}

/** What goes on one side and comes on the other counts as the same kind of thing, and so does a topic that was given. */
function calledOf(policy: PolicyChange, side: Side, dimension: string, value: unknown): string {
  const subject = subjectOf(policy, side, dimension, value);
  if (subject !== undefined) return staysThrough(subject) ? `${subject.kind} ${subject.address}` : subject.kind;
  const goes = side === 'after' ? subjectOf(policy, 'before', dimension, value) : undefined;
  if (goes !== undefined && !staysThrough(goes)) return goes.kind;
  const given = textOf(policy[side], 'alerts.topicArn')?.split(':')[5];
  return dimension === 'TopicName' && given === value ? 'topic' : `= ${String(value)}`;
}

function metricsIn(alarm: Part, side: Side): readonly Metric[] {
  return [metricIn(alarm[side]), ...queriesIn(alarm, side).map((query) => metricIn(at(query, 'metric', 0)))];
}

function metricIn(values: unknown): Metric {
  const dimensions = at(values, 'dimensions');
  return {
    namespace: at(values, 'namespace'),
    name: at(values, 'metric_name'),
    dimensions: typeof dimensions === 'object' && dimensions !== null ? (dimensions as Metric['dimensions']) : {},
  };
}

/** The account of a query; its own is the one that it has without a word. */
function accountIn(query: unknown, alarm: Part): unknown {
  const account = at(query, 'account_id') ?? '';
  const own = (stringOf(alarm, 'before', ['arn']) ?? stringOf(alarm, 'after', ['arn']))?.split(':')[4];
  return account === own ? '' : account;
}

function statisticIn(values: unknown): unknown {
  return at(values, 'statistic') ?? at(values, 'extended_statistic') ?? '';
}

function queriesIn(alarm: Part, side: Side): readonly unknown[] {
  return [valueOf(alarm, side, ['metric_query']) ?? []].flat();
}
