import type { Instant } from './instant';

/** What came of one access key or user in a sweep. Each is exactly one of these, so that the counts are complete. Worst first. */
export const MATTERS = [
  'undecided',
  'left',
  'misjudged',
  'blocked',
  'deleted',
  'keeps-coming-back',
  'deactivated',
  'reenabled',
  'will-be-deleted',
  'will-be-deactivated',
  'unused',
  'waits-for-cap',
  'unclear-exemption',
  'password-only',
  'stays-inactive',
  'not-ours',
  'dropped',
  'spared',
  'busy',
  'gone',
  'in-use',
] as const;

/** Names what came of a key or user. */
export type Matter = (typeof MATTERS)[number];

/** One line of a digest: a key, or a user of whom no key could be listed. */
export interface Entry {
  readonly matter: Matter;
  readonly userName: string;
  /** Absent when the entry is about the user. */
  readonly accessKeyId?: string;
  readonly because: string;
  /** When it will happen, or has happened. */
  readonly at?: Instant;
  /** True for an announcement that is recorded once it is told: it must not be left out of the message for want of room before others. */
  readonly isNew?: boolean;
}
