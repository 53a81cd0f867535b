import type { SweepPolicy } from '../domain/sweep-policy';

/** What one sweep is about. */
export interface Scope {
  readonly accountId: string;
  readonly policy: SweepPolicy;
}
