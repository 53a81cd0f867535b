import type { DigestMessage } from '../../../domain/digest';
import type { Instant } from '../../../domain/instant';
import type { KeyRecord } from '../../../domain/key-record';
import type { SweepPolicy } from '../../../domain/sweep-policy';
import type { UserReading } from '../../../sweep/ports';
import type { SimulatedClock } from './clock';
import type { Gate } from './gate';
import type { FakeGauges, FakeJournal } from './listeners';

/** One sweep as the world saw it. */
export interface SweepRun {
  readonly policy: SweepPolicy;
  readonly clock: SimulatedClock;
  /** When it began, by its own clock. */
  readonly now: Instant;
  readonly gate: Gate;
  readonly journal: FakeJournal;
  readonly gauges: FakeGauges;
  /** What IAM told it last of each user. */
  readonly readings: Map<string, { readonly at: Instant; readonly reading: UserReading }>;
  /** Keys whose record another sweep wrote before it. */
  readonly conflicts: Set<string>;
  /** How it ended. */
  error: unknown;
}

/** Sees what a sweep reads and does, below anything that a test puts between the sweep and its world. */
export interface Watch {
  /** After an act that was done. */
  onAct(run: SweepRun, act: 'deactivate' | 'delete', userName: string, accessKeyId: string): void;
  onWrite(run: SweepRun, record: KeyRecord): void;
  onReserved(run: SweepRun, at: Instant): void;
  onRemembered(run: SweepRun): void;
  onPublished(run: SweepRun, message: DigestMessage): void;
  onEnd(run: SweepRun): void;
}
