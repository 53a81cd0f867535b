import type { KeyStatus } from './access-key';
import type { SweepPolicy } from './sweep-policy';

/** What an access key is under a policy. Worst first. */
export const VERDICTS = ['unused', 'undecided', 'warn', 'exempt', 'inactive', 'in-use'] as const;

/**
 * Names what an access key is: `unused` is active and without use for the limit or longer; `warn` is active and will be within the
 * notice; `exempt` would be one of both, and its user is spared; `inactive` is not active, whoever did it; `undecided` could not be
 * judged.
 */
export type Verdict = (typeof VERDICTS)[number];

/** What a verdict is made on. */
export interface Measured {
  readonly status: KeyStatus;
  readonly idleDays: number;
  readonly isExempt: boolean;
}

/** Judges a key by its facts alone: what we remember of it decides the step, not what it is. */
export function verdictOf(
  { status, idleDays, isExempt }: Measured,
  { maxCredentialUsageAgeDays: limit, warnDays }: Pick<SweepPolicy, 'maxCredentialUsageAgeDays' | 'warnDays'>,
): Exclude<Verdict, 'undecided'> {
  if (status !== 'Active') return 'inactive';
  if (idleDays < limit - warnDays) return 'in-use';
  if (isExempt) return 'exempt';
  return idleDays >= limit ? 'unused' : 'warn';
}
