import { isGone } from './gone';
import { factOf, staysThrough, stringOf, type AttributePath, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** A schedule, with what it was or whose place it takes. */
interface Turn {
  readonly was: Part;
  readonly is: Part;
}

/** Says what a schedule no longer does, itself or in the place of another, to complete "the schedule of the function"; undefined when it still starts the function each day. */
export function stoppedSchedule(is: Part, policy: PolicyChange): string | undefined {
  const was = staysThrough(is) ? is : partsOf(policy, 'schedule').find(isGone);
  if (was === undefined) return undefined;
  const turn = { was, is };
  return seldom(turn) ?? astray(turn, policy) ?? ending(turn) ?? starting(turn);
}

function seldom({ was: from, is: to }: Turn): string | undefined {
  const path = ['schedule_expression'];
  const [was, is] = [stringOf(from, 'before', path), stringOf(to, 'after', path)];
  if (was === undefined || is === undefined || !isDaily(was) || isDaily(is)) return undefined;
  return `goes from ${shown(from, 'before', path)} to ${shown(to, 'after', path)}, which does not run every day`;
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/**
 * Tells whether an expression surely runs once a day at least.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (read 2026-11)
 */
export function isDaily(expression: string): boolean {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit !== undefined) return Number(count) * (MINUTES[unit] ?? 0) <= (MINUTES['day'] ?? 0);
  return /^cron\(\S+ \S+ [*?] \* [*?] \*\)$/.test(expression);
}

function astray({ was: from, is: to }: Turn, policy: PolicyChange): string | undefined {
  const path = ['target', 0, 'arn'];
  const [was, is] = [stringOf(from, 'before', path), stringOf(to, 'after', path)];
  if (was === undefined || is === undefined || !startsOwn(was, policy, 'before') || startsOwn(is, policy, 'after')) return undefined;
  return `starts ${shown(to, 'after', path)} instead`;
}

/** Whether an ARN is that of a function of the policy, or of one of its versions; what is not known of the function may fit. */
function startsOwn(arn: string, policy: PolicyChange, side: Side): boolean {
  const [, , service, region, , type, name] = arn.split(':');
  return partsOf(policy, 'function').some((part) => {
    if (part[side] === null) return false;
    const own = factOf(part, side, ['function_name']);
    const at = part.regions[side];
    const isNamed = own.kind !== 'known' || own.value === name;
    return service === 'lambda' && type === 'function' && isNamed && (at === undefined || at === region);
  });
}

/** The provider writes the end as a time in UTC, so that the earlier text is the earlier time. */
function ending({ was: from, is: to }: Turn): string | undefined {
  const path = ['end_date'];
  const [was, is] = [stringOf(from, 'before', path), stringOf(to, 'after', path)];
  if (is === undefined || (was !== undefined && was <= is)) return undefined;
  if (was === undefined && factOf(from, 'before', path).kind !== 'absent') return undefined;
  return `ends on ${shown(to, 'after', path)}`;
}

/** Whether that is past is not asked: no plan tells what day it is. The provider writes it like the end. */
function starting({ was: from, is: to }: Turn): string | undefined {
  const path = ['start_date'];
  const [was, is] = [stringOf(from, 'before', path), stringOf(to, 'after', path)];
  if (is === undefined || (was !== undefined && was >= is)) return undefined;
  return `does not start the function before ${shown(to, 'after', path)}`;
}

function shown(part: Part, side: Side, path: AttributePath): string {
  const fact = factOf(part, side, path);
  return fact.kind === 'known' && fact.isSensitive ? '(sensitive)' : (stringOf(part, side, path) ?? '');
}
