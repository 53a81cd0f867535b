import { dayOf, HOUR_MS, isoOf, MINUTE_MS, wholeDays, type Instant } from './instant';

/**
 * What IAM calls the state of an access key. `Expired` is AWS's own doing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html (read 2026-11)
 */
export type KeyStatus = 'Active' | 'Inactive' | 'Expired';

/** The facts about one access key, as IAM told them seconds ago. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly status: KeyStatus;
  readonly createdAt: Instant;
  /** IAM stores only the first use in 15 minutes and tells of it late. */
  readonly lastUsedAt: Instant | 'never';
  /** The service of the last use, such as `s3`; absent when it was never used. Nothing is decided on it. */
  readonly lastUsedService?: string;
  /** The region of the last use; absent when it was never used or the service has none. */
  readonly lastUsedRegion?: string;
}

/** An access key that was listed, with its facts or why they could not be read. */
export type KeyReading =
  | { readonly kind: 'read'; readonly key: AccessKey }
  | {
      readonly kind: 'unreadable' | 'denied';
      readonly accessKeyId: string;
      /** What the list says of it; absent when that cannot be understood either. */
      readonly listed?: Pick<AccessKey, 'status' | 'createdAt'>;
      readonly because: string;
    };

/** How far a clock may be ahead of ours before we believe nothing that it dates. */
export const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** How long a key is without use, or why its facts cannot be true. */
export type Idleness =
  | { readonly kind: 'known'; readonly sinceAt: Instant; readonly idleDays: number }
  | { readonly kind: 'impossible'; readonly because: string };

/**
 * Counts the days without use: from creation, last use or a re-enabling that we saw, whichever is latest.
 *
 * IAM cuts the last use to the minute, so a use in the minute of the creation may be dated before it.
 */
export function idlenessOf(key: AccessKey, reenabledAt: Instant | undefined, now: Instant): Idleness {
  const { createdAt, lastUsedAt } = key;
  const impossible = (because: string): Idleness => ({ kind: 'impossible', because });
  if (createdAt > now + MAX_CLOCK_SKEW_MS) return impossible(`it was created in the future, ${isoOf(createdAt)}`);
  if (lastUsedAt !== 'never' && lastUsedAt > now + MAX_CLOCK_SKEW_MS) {
    return impossible(`its last use is in the future, ${isoOf(lastUsedAt)}`);
  }
  if (lastUsedAt !== 'never' && lastUsedAt < Math.floor(createdAt / MINUTE_MS) * MINUTE_MS) {
    return impossible(`its last use ${isoOf(lastUsedAt)} is before its creation ${isoOf(createdAt)}`);
  }
  const sinceAt = lastSignAt(key, reenabledAt);
  return { kind: 'known', sinceAt, idleDays: wholeDays(sinceAt, now) };
}

/** Says since when a key is without use: when it was last used, and the idle days of the limit. */
export function idleWords(lastUsedAt: AccessKey['lastUsedAt'], idleDays: number, limitDays: number): string {
  const since = lastUsedAt === 'never' ? 'never used' : `last used ${dayOf(lastUsedAt)}`;
  return `${since}, ${String(idleDays)} idle days of ${String(limitDays)}`;
}

/** The latest of creation, last use and a re-enabling that we saw. */
export function lastSignAt({ createdAt, lastUsedAt }: AccessKey, reenabledAt: Instant | undefined): Instant {
  return Math.max(createdAt, lastUsedAt === 'never' ? createdAt : lastUsedAt, reenabledAt ?? createdAt);
}
