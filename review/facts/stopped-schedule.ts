import { factOf, staysThrough, stringOf, type AttributePath, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Says what a schedule that is there before and after no longer does, to complete "the schedule of the function"; undefined when it still starts the function each day. */
export function stoppedSchedule(schedule: Part, policy: PolicyChange): string | undefined {
  if (!staysThrough(schedule)) return undefined;
  return seldom(schedule) ?? astray(schedule, policy) ?? ending(schedule);
}

function seldom(schedule: Part): string | undefined {
  const path = ['schedule_expression'];
  const [was, is] = [stringOf(schedule, 'before', path), stringOf(schedule, 'after', path)];
  if (was === undefined || is === undefined || !isDaily(was) || isDaily(is)) return undefined;
  return `goes from ${shown(schedule, 'before', path)} to ${shown(schedule, 'after', path)}, which does not run every day`;
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/**
 * Tells whether an expression surely runs once a day at least.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (read 2026-11)
 */
function isDaily(expression: string): boolean {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit !== undefined) return Number(count) * (MINUTES[unit] ?? 0) <= (MINUTES['day'] ?? 0);
  return /^cron\(\S+ \S+ [*?] \* [*?] \*\)$/.test(expression);
}

function astray(schedule: Part, policy: PolicyChange): string | undefined {
  const path = ['target', 0, 'arn'];
  const [was, is] = [stringOf(schedule, 'before', path), stringOf(schedule, 'after', path)];
  if (was === undefined || is === undefined || !startsOwn(was, policy, 'before') || startsOwn(is, policy, 'after')) return undefined;
  return `starts ${shown(schedule, 'after', path)} instead`;
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
function ending(schedule: Part): string | undefined {
  const path = ['end_date'];
  const [was, is] = [stringOf(schedule, 'before', path), stringOf(schedule, 'after', path)];
  if (is === undefined || (was !== undefined && was <= is)) return undefined;
  if (was === undefined && factOf(schedule, 'before', path).kind !== 'absent') return undefined;
  return `ends on ${shown(schedule, 'after', path)}`;
}

function shown(part: Part, side: Side, path: AttributePath): string {
  const fact = factOf(part, side, path);
  return fact.kind === 'known' && fact.isSensitive ? '(sensitive)' : (stringOf(part, side, path) ?? '');
}
