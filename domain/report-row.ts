import { MAX_CLOCK_SKEW_MS } from './access-key';
import { DAY_MS, instantOf, wholeDays, type Instant } from './instant';
import type { SweepPolicy } from './sweep-policy';

/**
 * One row of the credential report, by the names of its columns.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html (read 2026-11)
 */
export type ReportRow = Readonly<Record<string, string>>;

/** Columns that a report cannot be used without. */
export const REQUIRED_COLUMNS = ['user', 'arn', 'access_key_1_active', 'access_key_2_active'] as const;

/** Columns that we know, and read or know to be no sign of an access key. */
const KNOWN_COLUMNS: ReadonlySet<string> = new Set([
  ...['user', 'arn', 'user_creation_time', 'mfa_active'],
  ...['password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation'],
  ...[1, 2].flatMap((slot) => [
    ...['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (name) => `access_key_${String(slot)}_${name}`,
    ),
    ...['active', 'last_rotated'].map((name) => `cert_${String(slot)}_${name}`),
  ]),
]);

/** What a column says when it says nothing. */
const NOTHING: readonly (string | undefined)[] = [undefined, '', 'N/A', 'no_information', 'not_supported', 'false', '0'];

/** The row of the root user, who is no IAM user. */
export function isRoot({ user }: ReportRow): boolean {
  return user === '<root_account>';
}

/** What one of the two slots of a row says of its access key. */
export type Slot =
  | { readonly kind: 'empty' | 'inactive' | 'unclear' }
  | { readonly kind: 'active'; readonly createdAt: Instant; readonly lastUsedAt: Instant | 'never'; readonly sinceAt: Instant };

/**
 * Tells whether a user may have an access key that needs anything: near the limit, inactive, or not shown in the two slots.
 *
 * A report, at most 4 hours old, can only show a key as older than it is, so that it leaves nobody out; it proves nothing either.
 * A day is added, because the report may cut instants otherwise than the answer about one key.
 */
export function mayNeedAnything(row: ReportRow, { maxCredentialUsageAgeDays, warnDays }: SweepPolicy, now: Instant): boolean {
  const nearDays = maxCredentialUsageAgeDays - warnDays - 1;
  const isDue = slotsOf(row).some((slot) => {
    switch (slot.kind) {
      case 'empty':
        return false;
      case 'inactive':
      case 'unclear':
        return true;
      case 'active':
        // What lies in the future is no proof of use.
        return wholeDays(slot.sinceAt, now) >= nearDays || slot.sinceAt > now + MAX_CLOCK_SKEW_MS;
    }
  });
  return isDue || Object.entries(row).some(([column, value]) => !KNOWN_COLUMNS.has(column) && !NOTHING.includes(value));
}

/** Gives the earliest instant since when a key of a user may be unused, to look at the longest unused first; infinity without a key. */
export function unusedSince(row: ReportRow): Instant {
  return Math.min(...slotsOf(row).flatMap((slot) => (slot.kind === 'active' ? [slot.sinceAt] : [])));
}

/** Reads both slots of a row, in order. They follow the ids of the keys and say nothing of which came first. */
export const slotsOf = (row: ReportRow): readonly Slot[] => ['access_key_1', 'access_key_2'].map((slot) => slotIn(row, slot));

/** Gives the service and the region of the last use that a slot names; undefined where it names none. */
export function whereUsedIn(row: ReportRow, slot: 1 | 2): { readonly service: string | undefined; readonly region: string | undefined } {
  const [service, region] = ['service', 'region'].map((name) => row[`access_key_${String(slot)}_last_used_${name}`]);
  return { service: NOTHING.includes(service) ? undefined : service, region: NOTHING.includes(region) ? undefined : region };
}

function slotIn(row: ReportRow, slot: string): Slot {
  const [active, rotated, used] = ['active', 'last_rotated', 'last_used_date'].map((name) => row[`${slot}_${name}`]);
  if (active === 'true') {
    const rotatedAt = instantOf(rotated);
    const usedAt = instantOf(used);
    const isClear = rotatedAt !== undefined && (usedAt !== undefined || NOTHING.includes(used));
    if (!isClear) return { kind: 'unclear' };
    return { kind: 'active', createdAt: rotatedAt, lastUsedAt: usedAt ?? 'never', sinceAt: Math.max(rotatedAt, usedAt ?? rotatedAt) };
  }
  if (active !== 'false') return { kind: 'unclear' };
  return { kind: NOTHING.includes(rotated) && NOTHING.includes(used) ? 'empty' : 'inactive' };
}

/** A user whose password alone is unused, of which only a person can act. */
export interface UnusedPassword {
  readonly userName: string;
  readonly sinceAt: Instant;
  readonly idleDays: number;
}

/** Tells whether a user's password is unused, by the report: since its last use, or its last change when it was never used. */
export function unusedPassword(row: ReportRow, limitDays: number, now: Instant): UnusedPassword | undefined {
  if (isRoot(row) || row['password_enabled'] !== 'true') return undefined;
  const instants = ['password_last_used', 'password_last_changed', 'user_creation_time'].map((column) => instantOf(row[column]));
  const [used, changed, created] = instants;
  const sinceAt = Math.max(used ?? 0, changed ?? created ?? 0);
  if (sinceAt === 0 || sinceAt > now - limitDays * DAY_MS) return undefined;
  return { userName: row['user'] ?? '', sinceAt, idleDays: wholeDays(sinceAt, now) };
}
