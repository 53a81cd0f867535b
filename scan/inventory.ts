import type { KeyStatus } from '../domain/access-key';
import type { Instant } from '../domain/instant';
import type { KeyRecord } from '../domain/key-record';
import type { Outlook } from '../domain/outlook';
import type { SweepPolicy } from '../domain/sweep-policy';
import type { Verdict } from '../domain/verdict';
import type { Against } from './against';

/** What a scan judges under: the policy of the function, or of none. */
export interface ScanPolicy {
  /** What keys are judged under. Without remediation it tells only, and nobody hears it. */
  readonly sweep: SweepPolicy;
  /** Whether the policy has remediation: else AWS Config reports users, and nothing is done about keys. */
  readonly isRemediating: boolean;
  /** Start of the name of the table with the records. */
  readonly namePrefix: string;
  /** Where the table is; undefined when the settings say no region. */
  readonly homeRegion: string | undefined;
  /** Hour of the day, in UTC, of the one sweep a day. */
  readonly sweepHourUtc: number;
}

/** One access key: the facts that were read, and what follows from them. */
export interface InventoryKey extends Outlook {
  readonly userName: string;
  readonly userArn: string;
  /** Null when only the credential report was read, which gives no ids. */
  readonly accessKeyId: string | null;
  /** Which of the two places of a user in the credential report; null when the report does not show it. */
  readonly slot: 1 | 2 | null;
  /** Whether the key itself was read, and not only the report. */
  readonly verified: boolean;
  /** Null when it could not be read. */
  readonly status: KeyStatus | null;
  /** Null when it could not be read. */
  readonly createdAt: Instant | null;
  readonly lastUsedAt: Instant | 'never' | null;
  readonly lastUsedService: string | null;
  readonly lastUsedRegion: string | null;
  /** What is remembered of it; null when that was not read. */
  readonly record: KeyRecord | 'none' | null;
  /** Null when they were not read. */
  readonly userTags: Readonly<Record<string, string>> | null;
  /** Whole days without use; null when that is not known. */
  readonly idleDays: number | null;
  /** Since when it is without use; null when that is not known. */
  readonly sinceAt: Instant | null;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** A user or key that could not be read, or not any more. */
export interface Unreadable {
  /** Null when it is about the whole account. */
  readonly userName: string | null;
  /** Null when it is about all keys of the user. */
  readonly accessKeyId: string | null;
  readonly because: string;
}

/** Whether what the function remembers was read: the steps hang on it. */
export interface RecordsState {
  readonly kind: 'read' | 'absent' | 'not-found' | 'not-asked' | 'denied' | 'unreadable';
  /** Which table, and why it was not read. */
  readonly because: string;
  /** The table that was asked; null when none was. */
  readonly table: { readonly name: string; readonly region: string } | null;
}

/** What was sent to AWS. */
export interface Requests {
  /** All requests, those sent again included. */
  readonly total: number;
  /** How many of them AWS refused because there were too many. */
  readonly throttled: number;
  /** By action, such as `iam:GetUser`, in alphabetical order. */
  readonly byAction: Readonly<Record<string, number>>;
}

/** Which of the keys stand in an inventory. Null where there was no choice. */
export interface Filter {
  readonly userName: string | null;
  readonly verdict: Verdict | null;
}

/** The access keys of an account as they are. */
export interface Inventory {
  readonly accountId: string;
  readonly generatedAt: Instant;
  readonly policy: ScanPolicy;
  /** False when anything could not be read, so that a key may be missing or undecided. */
  readonly isComplete: boolean;
  readonly records: RecordsState;
  /** How many active access keys the root user has by the report; null when it was not read. */
  readonly rootAccessKeys: number | null;
  /** Users of the report who are not there any more: deleted, or renamed since it was made, at most 4 hours ago. */
  readonly vanishedUsers: readonly string[];
  readonly filter: Filter;
  /** How many keys of each verdict were seen, whatever the filter shows. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Undecided ones first, then the longest without use. */
  readonly keys: readonly InventoryKey[];
  readonly unreadable: readonly Unreadable[];
  readonly requests: Requests;
  /** What another policy would mean; null when none was asked about. */
  readonly against: Against | null;
}
