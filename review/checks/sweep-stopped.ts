import { PATHS_IN_ENVIRONMENT } from '../../domain/remediation-together';
import type { DirectionCheck, Found } from '../check';
import type { SettingPath } from '../../domain/settings';
import { lostGrants } from '../facts/lost-grants';
import { lostVariables } from '../facts/lost-variables';
import { shortTimeouts } from '../facts/short-timeout';
import { refusedPolicies } from '../facts/refused-policy';
import { stoppedSchedule } from '../facts/stopped-schedule';
import { numberOf, type Leaf, type Leaves, type UnknownLeaf } from '../leaf';
import { factOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds that the function stays, and nothing starts it any more. */
export const sweepStopped: DirectionCheck = {
  name: 'sweep-stopped',
  asks: 'direction',
  severity: 'danger',
  means:
    'Remediation stays on, but nothing starts its function any more: its schedule goes, starts later, ends, is disabled, no longer runs every day or starts something else, it may not run at all, it cannot read its policy or loses another variable that it needs, or its role no longer allows its work, allows it on less, or may not be taken for it. Where only less time is left for a sweep, it is a warning.',
  why: 'The policy still says that unused keys are told of, deactivated or deleted, and nothing of it happens; with the alarms gone too, nobody would notice.',
  example: 'The `state` of the `aws_scheduler_schedule` goes from `ENABLED` to `DISABLED`.',
  advice: 'Keep the schedule enabled; to stop acting on keys for a while, set the action to `notify`, which the plan then says.',
  find(policy) {
    if (policy.before?.get('remediation') === undefined || policy.after?.get('remediation') === undefined) return [];
    return [
      ...withoutSchedule(policy),
      ...withoutConcurrency(policy),
      ...withoutPolicy(policy),
      ...shortTimeouts(policy).map(({ address, words }) => ({
        address,
        severity: 'warning' as const,
        message: `the timeout of the function goes ${words}: a sweep may not finish, and remediation stays on`,
      })),
      ...[...lostVariables(policy), ...lostGrants(policy)].map(({ address, words }) => ({
        address,
        message: `${words}: the function does not do its work, and remediation stays on`,
      })),
    ];
  },
};

function withoutSchedule(policy: PolicyChange): readonly Found[] {
  const schedules = partsOf(policy, 'schedule');
  const isFunctionThere = partsOf(policy, 'function').some(({ after }) => after !== null);
  const [started] = schedules.filter((schedule) => starts(schedule, 'before'));
  if (!isFunctionThere || started === undefined) return [];
  const going = schedules.filter((schedule) => starts(schedule, 'after'));
  if (going.length > 0) return changed(going, policy);
  return [{ address: started.address, message: `${what(started)}: nothing starts the function any more, and remediation stays on` }];
}

/** One that still starts the function each day is enough. */
function changed(schedules: readonly Part[], policy: PolicyChange): readonly Found[] {
  const found = schedules.map((schedule) => ({ address: schedule.address, words: stoppedSchedule(schedule, policy) }));
  if (found.some(({ words }) => words === undefined)) return [];
  return found.map(({ address, words }) => ({
    address,
    message: `the schedule of the function ${words ?? ''}: the function is not started as the policy says, and remediation stays on`,
  }));
}

/**
 * Absent is enabled, as the provider has it; what is known only after apply may be.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/scheduler_schedule#state (read 2026-11)
 */
function starts(schedule: Part, side: Side): boolean {
  const state = factOf(schedule, side, ['state']);
  return schedule[side] !== null && !(state.kind === 'known' && state.value === 'DISABLED');
}

function what(schedule: Part): string {
  if (schedule.fate === 'forgotten')
    return 'the schedule of the function is forgotten, which leaves it in AWS without Terraform keeping it';
  return schedule.after === null ? 'the schedule of the function goes' : 'the schedule of the function is disabled';
}

/**
 * Zero is the way to stop a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html (read 2026-11)
 */
function withoutConcurrency({ before, after }: PolicyChange): readonly Found[] {
  const [was, leaf] = [before?.get('remediation.reservedConcurrency'), after?.get('remediation.reservedConcurrency')];
  const isStopped = numberOf(after, 'remediation.reservedConcurrency') === 0;
  if (leaf === undefined || !isStopped || was?.kind === 'unknown' || was?.value === 0) return [];
  return [
    {
      address: leaf.address,
      message: 'no run at once is left to the function: AWS Lambda refuses every run of it, and remediation stays on',
    },
  ];
}

/** The function refuses to start with a policy that it cannot read whole. */
function withoutPolicy(policy: PolicyChange): readonly Found[] {
  const refused = refusedPolicies(policy);
  if (refused.length > 0)
    return refused.map(({ address, words }) => ({ address, message: `${words}: it does not start, and remediation stays on` }));
  const { before, after } = policy;
  const isUnreadable = (leaf: Leaf | undefined): leaf is UnknownLeaf => leaf?.kind === 'unknown' && leaf.cause === 'unreadable';
  const held = (leaves: Leaves | null): UnknownLeaf | undefined => HELD.map((path) => leaves?.get(path)).find(isUnreadable);
  const lost = held(after);
  if (lost === undefined || held(before) !== undefined) return [];
  return [{ address: lost.address, message: `${lost.because}: the function refuses to start, and remediation stays on` }];
}

/** What the policy of the function must hold; the limit is judged where it is raised. */
const HELD: readonly SettingPath[] = PATHS_IN_ENVIRONMENT.filter((path) => path !== 'maxCredentialUsageAgeDays');
