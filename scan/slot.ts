import type { AccessKey } from '../domain/access-key';
import { instantOf, type Instant } from '../domain/instant';
import type { ReportRow } from '../domain/report-row';

/** As much of a key as its place follows from. */
export type DatedKey = Pick<AccessKey, 'accessKeyId' | 'createdAt'>;

/**
 * Finds the place of a key in the credential report, which gives no ids: the one that was made in the same second. Two keys of the
 * same second stand in the order of their ids. Null where the report does not tell.
 */
export function slotOf(key: DatedKey, keysOfUser: readonly DatedKey[], row: ReportRow | undefined): 1 | 2 | null {
  if (row === undefined) return null;
  const slots = ([1, 2] as const).filter((slot) => {
    const createdAt = instantOf(row[`access_key_${String(slot)}_last_rotated`]);
    return createdAt !== undefined && secondOf(createdAt) === secondOf(key.createdAt);
  });
  const ofSameSecond = keysOfUser.filter(({ createdAt }) => secondOf(createdAt) === secondOf(key.createdAt));
  const before = ofSameSecond.filter(({ accessKeyId }) => accessKeyId < key.accessKeyId);
  // With as many places as keys each has its own; else nobody knows which is missing.
  return slots.length === ofSameSecond.length ? (slots[before.length] ?? null) : null;
}

const secondOf = (at: Instant): number => Math.floor(at / 1000);
