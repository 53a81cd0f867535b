import type { Verdict } from '../domain/verdict';
import type { ScanPolicy } from './inventory';

/** What is asked of a scan. */
export interface ScanRequest {
  readonly policy: ScanPolicy;
  /** Another policy, of which it is said what it would mean; undefined for none. */
  readonly other?: ScanPolicy | undefined;
  /** The only user to look at; without it the whole account. */
  readonly userName: string | undefined;
  /** The only verdict to show; what is not shown is counted all the same. */
  readonly verdict: Verdict | undefined;
  /** Whether every key is read, also those that the report shows in use. */
  readonly verifiesAll: boolean;
  /** Ends the scan early; what was read until then is given. */
  readonly signal: AbortSignal;
}
