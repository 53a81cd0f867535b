import { isDaily } from '../facts/stopped-schedule';
import { stringOf, valueOf, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import type { Finding } from '../review-result';

/** Says why the function of a policy does not run every day on one side; undefined where nothing in the plan speaks against it. */
export function whyNotRunning(policy: PolicyChange, side: Side, findings: readonly Finding[]): string | undefined {
  const own = (kind: 'function' | 'schedule', of: Side = side) => partsOf(policy, kind).filter((part) => part.isOwn && part[of] !== null);
  if (own('function').some((part) => valueOf(part, side, ['reserved_concurrent_executions']) === 0)) return 'the function may never run';
  const schedules = own('schedule');
  if (schedules.length === 0 && own('schedule', side === 'after' ? 'before' : 'after').length > 0) return 'nothing starts the function';
  const running = schedules.filter((part) => stringOf(part, side, ['state']) !== 'DISABLED');
  if (schedules.length > 0 && running.length === 0) return 'the schedule of the function is switched off';
  const expressions = running.map((part) => stringOf(part, side, ['schedule_expression']));
  const isSeldom = expressions.length > 0 && expressions.every((expression) => expression !== undefined && !isDaily(expression));
  if (isSeldom) return 'the function does not run every day';
  const isStopped =
    side === 'after' && findings.some((one) => one.policy === policy.id && one.check === STOPPED && one.severity === 'danger');
  return isStopped ? `the function is kept from its work, as the finding ${STOPPED} says` : undefined;
}

/** The check that asks what keeps the function from its work. */
const STOPPED = 'sweep-stopped';
