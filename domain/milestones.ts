import { deletionDays } from './deletion-days';
import type { Policy, Remediation } from './policy';

/** What happens to an unused access key on one day. */
export interface Milestone {
  /** Whole days without use; it happens then at the earliest. */
  readonly day: number;
  readonly by: 'nobody' | 'AWS Config' | 'the function';
  /** A few words of ours, without punctuation that a diagram could take for its own. */
  readonly what: string;
}

/** The part of a policy that the days follow from. */
export interface Schedule extends Pick<Policy, 'maxCredentialUsageAgeDays'> {
  readonly remediation?: Pick<Remediation, 'action' | 'warnDays' | 'graceDays'>;
}

/** Lists what happens to an access key that is not used any more, in the order of the days. They are those on which daily sweeps do it, none of which takes two steps with one key. */
export function milestones({ maxCredentialUsageAgeDays: limit, remediation }: Schedule): readonly Milestone[] {
  const used: Milestone = { day: 0, by: 'nobody', what: 'last used' };
  const reported: Milestone = { day: limit, by: 'AWS Config', what: 'AWS Config reports the user NON_COMPLIANT' };
  if (remediation === undefined) return [used, reported];
  const { action, warnDays } = remediation;
  switch (action) {
    case 'notify':
      return [
        used,
        ...(warnDays === 0 ? [] : [ours(Math.max(limit - warnDays, 0), 'the function tells that it will be unused')]),
        reported,
        ours(limit, 'the function tells that it is unused and does nothing'),
      ];
    case 'deactivate':
      return [used, ...deactivation(limit, warnDays, reported)];
    case 'delete':
      return [used, ...deactivation(limit, warnDays, reported), ...deletion(limit, remediation)];
  }
}

const ours = (day: number, what: string): Milestone => ({ day, by: 'the function', what });

/** Without notice the announcement is made when the key is unused, and the sweep of the next day acts. */
function deactivation(limit: number, warnDays: number, reported: Milestone): readonly Milestone[] {
  const announced = ours(Math.max(limit - warnDays, 0), 'its deactivation is announced');
  const day = deactivatedOn(limit, warnDays);
  return warnDays === 0
    ? [reported, announced, ours(day, 'it is deactivated by the next sweep')]
    : [announced, reported, ours(day, 'it is deactivated')];
}

/** A notice that is longer than the limit is told from the first day, and waited for. */
const deactivatedOn = (limit: number, warnDays: number): number => (warnDays === 0 ? limit + 1 : Math.max(limit, warnDays));

/** Grace counts from the deactivation; a notice that is not shorter than grace puts the deletion off. */
function deletion(limit: number, { warnDays, graceDays }: NonNullable<Schedule['remediation']>): readonly Milestone[] {
  const since = deactivatedOn(limit, warnDays);
  const { announced, deleted } = deletionDays({ warnDays, graceDays });
  return [
    ours(since + announced, 'its deletion is announced'),
    ours(since + deleted, warnDays === 0 ? 'it is deleted by the next sweep' : 'it is deleted'),
  ];
}
