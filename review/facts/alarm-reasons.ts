import { listed } from '../../domain/phrases';
import { alarmRuleOf } from './alarm-rule';
import type { AlarmPair } from './alarm-pairs';
import { unitReason } from './alarm-units';
import { isWatchWritten, subjectsOf, watchOf } from './alarm-watch';
import { countsElsewhere } from './sweep-namespace';
import { textOf } from '../leaf';
import { factOf, isHidden, staysThrough, stringOf, valueOf, type AttributePath, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { at } from '../recover/kinds';
import { isArnOf } from './publishers';

/** Says in which ways an alarm tells less than it did, each a clause about "it". What is not known is no reason. */
export function reasonsOf(policy: PolicyChange, pair: AlarmPair, pairs: readonly AlarmPair[]): readonly string[] {
  return [
    isOff(pair.is, 'after') && !isOff(pair.was, 'before') ? 'it no longer acts, because its actions are disabled' : undefined,
    harder(pair),
    slower(pair),
    longer(pair),
    missing(pair),
    lostActions(policy, pair),
    ...(pair.was.kind === 'metric-alarm' ? [elsewhere(policy, pair), unitReason(pair), left(policy, pair)] : []),
    ...(pair.was.kind === 'composite-alarm' ? [...ruleReasons(pair, pairs), suppressed(pair)] : []),
  ].filter((reason) => reason !== undefined);
}

function isOff(alarm: Part, side: Side): boolean {
  return valueOf(alarm, side, ['actions_enabled']) === false;
}

/** Which way an alarm looks, and whether the threshold itself is not enough. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (read 2026-11) */
const OPERATORS: Readonly<Record<string, readonly [sign: number, strictness: number]>> = {
  GreaterThanOrEqualToThreshold: [1, 0],
  GreaterThanThreshold: [1, 1],
  LessThanOrEqualToThreshold: [-1, 0],
  LessThanThreshold: [-1, 1],
};

function harder({ was, is }: AlarmPair): string | undefined {
  const [before, after] = [stringOf(was, 'before', OPERATOR), stringOf(is, 'after', OPERATOR)];
  if (before === undefined || after === undefined) return undefined;
  const [[sign, strictness], [afterSign, afterStrictness]] = [lookOf(before), lookOf(after)];
  if (sign !== afterSign || (sign === 0 && before !== after)) return `it compares ${fromTo({ was, is }, OPERATOR)}`;
  const [low, high] = [numberAt(was, 'before', THRESHOLD), numberAt(is, 'after', THRESHOLD)];
  const step = low === undefined || high === undefined ? 0 : sign * (high - low);
  if (step > 0) return `its threshold goes ${fromTo({ was, is }, THRESHOLD)} (${shown(is, 'after', OPERATOR)})`;
  const isSame = low !== undefined && low === high;
  return isSame && afterStrictness > strictness ? `it compares ${fromTo({ was, is }, OPERATOR)}` : undefined;
}

function lookOf(operator: string): readonly [sign: number, strictness: number] {
  return (Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined) ?? [0, 0];
}

const OPERATOR = ['comparison_operator'];
const THRESHOLD = ['threshold'];
const PERIODS = ['evaluation_periods'];
const DATAPOINTS = ['datapoints_to_alarm'];

/** More periods in breach, or as many of fewer. Without a number of its own all periods must be. */
function slower({ was, is }: AlarmPair): string | undefined {
  const [before, after] = [breachesOf(was, 'before'), breachesOf(is, 'after')];
  if (before === undefined || after === undefined) return undefined;
  const isSlower = after.needed > before.needed || (after.needed === before.needed && after.of < before.of);
  if (!isSlower) return undefined;
  const isSensitive = [PERIODS, DATAPOINTS].some((path) => isHidden(was, 'before', path) || isHidden(is, 'after', path));
  const said = isSensitive ? 'more of its periods' : `${String(after.needed)} of ${String(after.of)} periods`;
  return `it rises only when ${said} are in breach${isSensitive ? '' : `, before ${String(before.needed)} of ${String(before.of)}`}`;
}

function breachesOf(alarm: Part, side: Side): { readonly needed: number; readonly of: number } | undefined {
  const of = numberAt(alarm, side, PERIODS);
  if (of === undefined || factOf(alarm, side, DATAPOINTS).kind === 'unknown') return undefined;
  // The provider writes a number that is not set as 0.
  return { needed: numberAt(alarm, side, DATAPOINTS) || of, of };
}

const PERIOD = ['period'];

/** The longer a period, the later an alarm rises; those of queries are told apart by their ids. */
function longer({ was, is }: AlarmPair): string | undefined {
  const [before, after] = [numberAt(was, 'before', PERIOD), numberAt(is, 'after', PERIOD)];
  if (before !== undefined && after !== undefined && after > before) return `its period goes ${fromTo({ was, is }, PERIOD)} seconds`;
  const had = periodsIn(was, 'before');
  const isLonger = [...periodsIn(is, 'after')].some(([id, period]) => period > (had.get(id) ?? period));
  return isLonger ? 'a period of its queries is longer' : undefined;
}

function periodsIn(alarm: Part, side: Side): ReadonlyMap<string, number> {
  const queries = [valueOf(alarm, side, ['metric_query']) ?? []].flat();
  return new Map(
    queries.flatMap((query) => {
      const period = at(query, 'metric', 0, 'period') ?? at(query, 'period');
      return typeof period === 'number' ? [[String(at(query, 'id')), period] as const] : [];
    }),
  );
}

const MISSING = ['treat_missing_data'];

/** How much is said when data is missing. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html (read 2026-11) */
const LOUDNESS: Readonly<Record<string, number>> = { breaching: 2, missing: 1, ignore: 1, notBreaching: 0 };

function loudnessOf(missing: string): number {
  return (Object.hasOwn(LOUDNESS, missing) ? LOUDNESS[missing] : undefined) ?? 0;
}

function missing({ was, is }: AlarmPair): string | undefined {
  if (factOf(is, 'after', MISSING).kind === 'unknown') return undefined;
  const [before, after] = [stringOf(was, 'before', MISSING) ?? 'missing', stringOf(is, 'after', MISSING) ?? 'missing'];
  if (loudnessOf(after) >= loudnessOf(before)) return undefined;
  const isSensitive = isHidden(was, 'before', MISSING) || isHidden(is, 'after', MISSING);
  return `data that is missing counts ${isSensitive ? 'for less' : `as ${after}, before as ${before}`}`;
}

/**
 * The policy's own topic may give way to another action where it goes or is called otherwise after: who hears then is said with the alerts.
 * An alarm on others may leave it for a pager at any time, because it tells that the topic itself fails.
 */
function lostActions(policy: PolicyChange, { was, is }: AlarmPair): string | undefined {
  const path = ['alarm_actions'];
  if (factOf(is, 'after', path).kind === 'unknown') return undefined;
  const [before, after] = [textsAt(was, 'before', path), textsAt(is, 'after', path)];
  const lost = before.filter((action) => !after.includes(action));
  const isExchanged = after.some((action) => !before.includes(action));
  const mayGo = (action: string): boolean =>
    isTopicOf(policy, action, 'before') && (was.kind === 'composite-alarm' || !isTopicOf(policy, action, 'after'));
  const missed = isExchanged ? lost.filter((action) => !mayGo(action)) : lost;
  if (missed.length === 0) return undefined;
  return isHidden(was, 'before', path) ? 'it loses an action, which is sensitive' : `it loses the ${plural('action', missed)}`;
}

function textsAt(alarm: Part, side: Side, path: AttributePath): readonly string[] {
  return [valueOf(alarm, side, path) ?? []].flat().map(String);
}

function isTopicOf(policy: PolicyChange, arn: string, side: Side): boolean {
  if (textOf(policy[side], 'alerts.topicArn') === arn) return true;
  // What was its own and stays is no longer the one of its alerts when another is given.
  if (side === 'after' && policy.after?.has('alerts.topicArn') === true) return false;
  return partsOf(policy, 'topic').some((topic) => topic[side] !== null && isArnOf(arn, topic, side));
}

/** A suppressor keeps a composite alarm from acting while it is raised. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html (read 2026-11) */
function suppressed({ was, is }: AlarmPair): string | undefined {
  const [before, after] = [at(was.before, 'actions_suppressor', 0), at(is.after, 'actions_suppressor', 0)];
  return (before ?? null) === null && (after ?? null) !== null ? 'another alarm may suppress its actions' : undefined;
}

/** An alarm that is written as before may have lost what it watched to a new name, and then it did not turn away itself. */
function elsewhere(policy: PolicyChange, { was, is }: AlarmPair): string | undefined {
  const [before, after] = [watchOf(policy, was, 'before'), watchOf(policy, is, 'after')];
  if (after === undefined || before === after) return undefined;
  const found = subjectsOf(policy, is, 'after');
  const lost = subjectsOf(policy, was, 'before').filter((subject) => staysThrough(subject) && !found.includes(subject));
  if (lost.length === 0 || !isWatchWritten(was, is)) return 'it watches another metric';
  return `it still watches the name that ${listed([...new Set(lost.map(({ address }) => address))])} had before and gives up`;
}

function left(policy: PolicyChange, { is }: AlarmPair): string | undefined {
  const sweep = countsElsewhere(policy, is);
  return (
    sweep &&
    `it hears nothing of the function any more, because POWERTOOLS_METRICS_NAMESPACE of ${sweep.address} is no longer the namespace that it watches`
  );
}

const RULE = ['alarm_rule'];

function ruleReasons({ was, is }: AlarmPair, pairs: readonly AlarmPair[]): readonly string[] {
  const [text, becomes] = [stringOf(was, 'before', RULE), stringOf(is, 'after', RULE)];
  if (text === undefined || becomes === undefined) return [];
  const [before, after] = [alarmRuleOf(text), alarmRuleOf(becomes)];
  // Of an alarm that is asked whether it is well, it hears as long as it is asked anything.
  const deaf = before.names.filter((name) => {
    const still = before.heard.includes(name) ? after.heard : after.names;
    return pairs.some((child) => stringOf(child.was, 'before', ['alarm_name']) === name && isUnheard(child.is, still));
  });
  const unheard = isHidden(was, 'before', RULE) ? 'an alarm whose name is sensitive' : `the ${plural('alarm', [...new Set(deaf)])}`;
  return [
    ...(deaf.length === 0 ? [] : [`it no longer hears of ${unheard}, though still there`]),
    ...(after.narrowing > before.narrowing ? ['its rule has more conditions'] : []),
  ];
}

function plural(noun: string, items: readonly string[]): string {
  return `${noun}${items.length === 1 ? '' : 's'} ${listed(items)}`;
}

function isUnheard(child: Part, names: readonly string[]): boolean {
  const name = stringOf(child, 'after', ['alarm_name']);
  return name !== undefined && !names.includes(name);
}

function numberAt(alarm: Part, side: Side, path: AttributePath): number | undefined {
  const value = valueOf(alarm, side, path);
  return typeof value === 'number' ? value : undefined;
}

function fromTo({ was, is }: AlarmPair, path: AttributePath): string {
  return `from ${shown(was, 'before', path)} to ${shown(is, 'after', path)}`;
}

function shown(alarm: Part, side: Side, path: AttributePath): string {
  if (isHidden(alarm, side, path)) return '(sensitive)';
  const value = valueOf(alarm, side, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'none';
}
