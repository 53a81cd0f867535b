import type { RemediationAction } from '../domain/policy';

/** What an organization lets no policy go beyond, whoever writes the plan. What is absent is not bounded. */
export interface Floor {
  /** The highest limit, in days. */
  readonly maxLimitDays?: number;
  /** The furthest that remediation may go. */
  readonly maxAction?: RemediationAction;
  /** The shortest grace, in days, of any remediation, whatever its action. */
  readonly minGraceDays?: number;
}
