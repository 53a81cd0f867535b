import type { KeyReading } from '../domain/access-key';
import type { ActLedger } from '../domain/act-ledger';
import type { DigestMessage } from '../domain/digest';
import type { IamUser } from '../domain/exemption';
import type { Instant } from '../domain/instant';
import type { KeyRecord } from '../domain/key-record';
import type { RecordReading } from '../domain/record-item';
import type { ReportRow } from '../domain/report-row';
import type { SweepMetric } from '../domain/sweep-metrics';

/** Gives the account's credential report. */
export interface ReportReader {
  /**
   * Reads a report that is at most 4 hours old, and waits until there is one.
   *
   * @throws AccessError when the call is denied; another error when the report does not come or lacks a column that we need.
   */
  read(): Promise<readonly ReportRow[]>;
}

/** Reads IAM users and the facts about their access keys, fresh. */
export interface UserReader {
  /**
   * Reads a user with all access keys.
   *
   * @throws AccessError when reading this user is denied; another error when the user or the list of keys cannot be read.
   */
  read(userName: string): Promise<UserReading>;
}

/** A user who was looked for. What could not be read about one key stands in its place. */
export type UserReading =
  { readonly kind: 'found'; readonly user: IamUser; readonly keys: readonly KeyReading[] } | { readonly kind: 'gone' };

/** Changes access keys: the only calls that can break somebody's production. */
export interface KeyWriter {
  /**
   * Sets a key inactive.
   *
   * @returns `gone` when there is no such user or key.
   * @throws AccessError when it is denied, so that it certainly did not happen; after any other error it may have.
   */
  deactivate(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
  /** Deletes a key; otherwise as `deactivate`. */
  delete(userName: string, accessKeyId: string): Promise<'done' | 'gone'>;
}

/** The table: our records, the ledger of acts and where the last sweep stopped. Reads are consistent, writes conditional. */
export interface Memory {
  /** Reads everything that is remembered about the account. */
  readAll(): Promise<Memories>;
  /** Reads one record again. */
  read(accessKeyId: string): Promise<RecordReading>;
  /** Writes a record if the stored one still has the version before it; a record of version 1 if there is none. */
  write(record: KeyRecord): Promise<'written' | 'conflict'>;
  /**
   * Reads the ledger of acts again.
   *
   * @throws Error when it cannot be understood, so that nothing is done on it.
   */
  readLedger(): Promise<ActLedger>;
  /** Writes the ledger if the stored one still has the version before it. */
  writeLedger(ledger: ActLedger): Promise<'written' | 'conflict'>;
  /** Remembers the user at whom the next sweep begins; undefined after a sweep that came to its end. */
  writeResumeAt(userName: string | undefined): Promise<void>;
}

/** What the table holds about an account. */
export interface Memories {
  readonly records: readonly Exclude<RecordReading, { readonly kind: 'none' }>[];
  /** The user at whom the last sweep stopped for want of time. */
  readonly resumeAt?: string;
}

/** Tells people: the topic. */
export interface Teller {
  publish(message: DigestMessage): Promise<void>;
}

/** The clock, and the time that is left. */
export interface Clock {
  now(): Instant;
  /** Milliseconds until the run is ended from outside. */
  remainingMs(): number;
  wait(ms: number): Promise<void>;
}

/** The log: one line for each decision, and one for what went wrong. */
export interface Journal {
  decision(line: Readonly<Record<string, unknown>>): void;
  trouble(message: string, details: Readonly<Record<string, unknown>>): void;
}

/** Takes the numbers of a sweep, by the names in `SWEEP_METRICS`. */
export interface Gauges {
  emit(values: Readonly<Record<SweepMetric, number>>): void;
}

/** Everything that a sweep talks to. */
export interface Ports {
  readonly report: ReportReader;
  readonly users: UserReader;
  readonly keys: KeyWriter;
  readonly memory: Memory;
  readonly teller: Teller;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly gauges: Gauges;
}
