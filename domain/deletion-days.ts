import type { Remediation } from './policy';

/** On which days a deletion is told and done, counted from the deactivation. */
export interface DeletionDays {
  readonly announced: number;
  readonly deleted: number;
}

/**
 * Gives the days on which the function deletes what it deactivated, at the earliest: the notice runs within grace. A sweep takes one step with
 * a key, and there is one sweep a day, so that neither is told on the day of the deactivation nor done on the day on which it is told.
 */
export function deletionDays({ warnDays, graceDays }: Pick<Remediation, 'warnDays' | 'graceDays'>): DeletionDays {
  const announced = Math.max(graceDays - warnDays, 1);
  return { announced, deleted: announced + Math.max(warnDays, 1) };
}
