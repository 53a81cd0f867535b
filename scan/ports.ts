import type { ActLedger } from '../domain/act-ledger';
import type { Instant } from '../domain/instant';
import type { Memories, ReportReader, UserReader } from '../sweep/ports';
import type { RecordsState, Requests } from './inventory';

/** Tells who asks. */
export interface Caller {
  readonly accountId: string;
  readonly partition: string;
}

/** What the function remembers, or why that was not read. */
export type RecordsReading =
  | (RecordsState & { readonly kind: 'read'; readonly memories: Memories })
  | (RecordsState & { readonly kind: Exclude<RecordsState['kind'], 'read'> });

/** Everything that a scan talks to. Nothing here can change anything. */
export interface ScanPorts {
  readonly report: ReportReader;
  readonly users: UserReader;
  readonly records: {
    /** Reads the records; never throws. */
    read(): Promise<RecordsReading>;
    /** Reads when keys were deactivated or deleted lately; throws when that is not known. */
    readLedger(): Promise<ActLedger>;
  };
  readonly clock: { now(): Instant };
  /** What was sent so far. */
  readonly requests: () => Requests;
  /** Told how many users of how many were read. */
  readonly progress: (read: number, of: number) => void;
}
