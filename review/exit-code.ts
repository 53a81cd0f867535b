import type { Finding, Outcome } from './review-result';

/** What makes a review fail: a danger, a warning or worse, or nothing that was found. */
export type FailOn = 'danger' | 'warning' | 'never';

/** Gives the exit code of a review: 3 when the plan could not be judged whole, whatever was found; 1 when anything reaches the gate; else 0. */
export function exitCodeOf(outcome: Outcome, findings: readonly Finding[], failOn: FailOn): 0 | 1 | 3 {
  if (outcome === 'incomplete') return 3;
  return findings.some(({ severity }) => GATES[failOn].includes(severity)) ? 1 : 0;
}

const GATES: Readonly<Record<FailOn, readonly Finding['severity'][]>> = {
  danger: ['danger'],
  warning: ['danger', 'warning'],
  never: [],
};
