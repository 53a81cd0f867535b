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

/** Lists what happens to an access key that is not used any more, in the order of the days. No day is earlier than what the sweep would decide. */
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

/** Without notice the announcement is made when the key is unused, and the next sweep acts. */
function deactivation(limit: number, warnDays: number, reported: Milestone): readonly Milestone[] {
  const announced = ours(Math.max(limit - warnDays, 0), 'its deactivation is announced');
  return warnDays === 0
    ? [reported, announced, ours(limit, 'it is deactivated by the next sweep')]
    : [announced, reported, ours(limit, 'it is deactivated')];
}

/** Grace counts from the deactivation; a notice that is longer than grace puts the deletion off. */
function deletion(limit: number, { warnDays, graceDays }: NonNullable<Schedule['remediation']>): readonly Milestone[] {
  return [
    ours(limit + Math.max(graceDays - warnDays, 0), 'its deletion is announced'),
    ours(limit + Math.max(graceDays, warnDays), warnDays === 0 ? 'it is deleted by the next sweep' : 'it is deleted'),
  ];
}
