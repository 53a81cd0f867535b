import { HOUR_MS, type Instant } from '../../../domain/instant';
import type { ReportRow } from '../../../domain/report-row';
import { seenKeys, type FakeAccount, type FakeUser } from './account';

/**
 * How long one credential report is given to all who ask.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html (read 2026-11)
 */
export const REPORT_LIFE_MS = 4 * HOUR_MS;

/** The credential report of an account: one for all, as old as 4 hours. Users deleted since stay in it, new ones are missing. */
export class FakeCredentialReport {
  /** Columns that AWS may add, and the value that each user has there; 22 columns are known today (FACTS 4). */
  added: Readonly<Record<string, string>> = {};
  private made: { readonly at: Instant; readonly rows: readonly ReportRow[] } | undefined;

  constructor(private readonly account: FakeAccount) {}

  /** Lets the next who asks get a new report. */
  forget(): void {
    this.made = undefined;
  }

  /** Gives the report at an instant: the old one, or a new one when the old one is 4 hours old. */
  rows(now: Instant): readonly ReportRow[] {
    if (this.made === undefined || now - this.made.at >= REPORT_LIFE_MS) {
      const rows = [...this.account.users.values()].map((user) => rowOf(user, now, this.account.lags.useMs, this.added));
      this.made = { at: now, rows: [ROOT, ...rows] };
    }
    return this.made.rows;
  }
}

const EMPTY_SLOT = { active: 'false', last_rotated: 'N/A', last_used_date: 'N/A', last_used_region: 'N/A', last_used_service: 'N/A' };

const NO_CERTIFICATES = {
  ...{ cert_1_active: 'false', cert_1_last_rotated: 'N/A' },
  ...{ cert_2_active: 'false', cert_2_last_rotated: 'N/A' },
};

/** Always the first row. Its password says `not_supported`. */
const ROOT: ReportRow = {
  user: '<root_account>',
  arn: 'arn:aws:iam::111122223333:root',
  user_creation_time: '2020-01-01T00:00:00+00:00',
  password_enabled: 'not_supported',
  password_last_used: '2020-01-02T00:00:00+00:00',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
  mfa_active: 'true',
  ...slot(1, EMPTY_SLOT),
  ...slot(2, EMPTY_SLOT),
  ...NO_CERTIFICATES,
};

function rowOf(user: FakeUser, now: Instant, useLagMs: number, added: Readonly<Record<string, string>>): ReportRow {
  const [first, second] = [...seenKeys(user, now, useLagMs)].sort((a, b) => (a.accessKeyId < b.accessKeyId ? -1 : 1));
  return {
    user: user.userName,
    arn: `arn:aws:iam::111122223333:user${user.path}${user.userName}`,
    user_creation_time: reportTime(user.createdAt),
    password_enabled: user.hasPassword ? 'true' : 'false',
    password_last_used: user.hasPassword ? 'no_information' : 'N/A',
    password_last_changed: user.hasPassword ? reportTime(user.createdAt) : 'N/A',
    password_next_rotation: 'N/A',
    mfa_active: 'false',
    ...slot(1, first === undefined ? EMPTY_SLOT : slotOf(first)),
    ...slot(2, second === undefined ? EMPTY_SLOT : slotOf(second)),
    ...NO_CERTIFICATES,
    ...added,
  };
}

/** An inactive key keeps its date of creation here, as a live account showed (FACTS 4). */
function slotOf({
  status,
  createdAt,
  lastUsedAt,
  lastUsedService = 'N/A',
  lastUsedRegion = 'N/A',
}: ReturnType<typeof seenKeys>[number]): typeof EMPTY_SLOT {
  const isUsed = lastUsedAt !== 'never';
  return {
    active: status === 'Active' ? 'true' : 'false',
    last_rotated: reportTime(createdAt),
    last_used_date: isUsed ? reportTime(lastUsedAt) : 'N/A',
    last_used_region: lastUsedRegion,
    last_used_service: lastUsedService,
  };
}

function slot(number: 1 | 2, { active, last_rotated, last_used_date, last_used_region, last_used_service }: typeof EMPTY_SLOT): ReportRow {
  return number === 1
    ? {
        ...{ access_key_1_active: active, access_key_1_last_rotated: last_rotated, access_key_1_last_used_date: last_used_date },
        ...{ access_key_1_last_used_region: last_used_region, access_key_1_last_used_service: last_used_service },
      }
    : {
        ...{ access_key_2_active: active, access_key_2_last_rotated: last_rotated, access_key_2_last_used_date: last_used_date },
        ...{ access_key_2_last_used_region: last_used_region, access_key_2_last_used_service: last_used_service },
      };
}

const times = new Map<Instant, string>();

/** Writes instants as the report does: seconds, and the zone as an offset. */
function reportTime(at: Instant): string {
  const known = times.get(at);
  if (known !== undefined) return known;
  if (times.size > 50_000) times.clear();
  const text = `${new Date(at).toISOString().slice(0, 19)}+00:00`;
  times.set(at, text);
  return text;
}
