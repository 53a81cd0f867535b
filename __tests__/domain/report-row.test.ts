import {
  isRoot,
  mayNeedAnything,
  REQUIRED_COLUMNS,
  slotsOf,
  unusedPassword,
  unusedSince,
  whereUsedIn,
  type ReportRow,
} from '../../domain/report-row';
import { ago, NOW, POLICY } from '../support/world/records';

const reportTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/** A row as IAM writes it for a user without anything. */
const EMPTY: ReportRow = {
  user: 'alice',
  arn: 'arn:aws:iam::111122223333:user/alice',
  user_creation_time: reportTime(ago(500)),
  password_enabled: 'false',
  password_last_used: 'N/A',
  password_last_changed: 'N/A',
  password_next_rotation: 'N/A',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_1_last_rotated: 'N/A',
  access_key_1_last_used_date: 'N/A',
  access_key_1_last_used_region: 'N/A',
  access_key_1_last_used_service: 'N/A',
  access_key_2_active: 'false',
  access_key_2_last_rotated: 'N/A',
  access_key_2_last_used_date: 'N/A',
  access_key_2_last_used_region: 'N/A',
  access_key_2_last_used_service: 'N/A',
  cert_1_active: 'false',
  cert_1_last_rotated: 'N/A',
  cert_2_active: 'false',
  cert_2_last_rotated: 'N/A',
};

const slot = (number: 1 | 2, active: string, rotated: string, used: string): ReportRow => ({
  [`access_key_${String(number)}_active`]: active,
  [`access_key_${String(number)}_last_rotated`]: rotated,
  [`access_key_${String(number)}_last_used_date`]: used,
});
const active = (number: 1 | 2, createdDaysAgo: number, usedDaysAgo?: number): ReportRow =>
  slot(number, 'true', reportTime(ago(createdDaysAgo)), usedDaysAgo === undefined ? 'N/A' : reportTime(ago(usedDaysAgo)));
const needs = (...changes: readonly ReportRow[]): boolean =>
  mayNeedAnything(Object.assign({}, EMPTY, ...changes) as ReportRow, POLICY, NOW);

test('the columns that a report cannot do without', () => {
  expect(REQUIRED_COLUMNS).toEqual(['user', 'arn', 'access_key_1_active', 'access_key_2_active']);
});

test('the row of the root user is known by its name', () => {
  expect(isRoot({ ...EMPTY, user: '<root_account>' })).toBe(true);
  expect(isRoot({ ...EMPTY, user: 'root' })).toBe(false);
});

describe('a user may need something', () => {
  test.each([1, 2] as const)('for an active key in slot %i that may be near the limit, with a day added', (number) => {
    expect(needs()).toBe(false);
    expect(needs(active(number, 36))).toBe(false);
    expect(needs(active(number, 37))).toBe(true);
    expect(needs(active(number, 500))).toBe(true);
    expect(needs(active(number, 500, 36))).toBe(false);
    expect(needs(active(number, 500, 37))).toBe(true);
    expect(needs(active(number, 500, 0))).toBe(false);
    expect(needs(active(number, 30, 60))).toBe(false);
  });

  test('for a date that lies in the future, which proves no use', () => {
    expect(needs(active(1, 500, -1 / 25))).toBe(false);
    expect(needs(active(1, 500, -1 / 23))).toBe(true);
    expect(needs(slot(2, 'true', '2099-01-01T00:00:00+00:00', 'N/A'))).toBe(true);
    expect(needs(slot(2, 'true', reportTime(ago(500)), '2099-01-01T00:00:00+00:00'))).toBe(true);
  });

  test('for the older of two keys', () => {
    expect(needs(active(1, 500, 1), active(2, 500, 1))).toBe(false);
    expect(needs(active(1, 500, 1), active(2, 500, 40))).toBe(true);
    expect(needs(active(1, 500, 40), active(2, 500, 1))).toBe(true);
  });

  test('for an inactive key', () => {
    expect(needs(slot(1, 'false', reportTime(ago(3)), 'N/A'))).toBe(true);
    expect(needs(slot(2, 'false', 'N/A', reportTime(ago(3))))).toBe(true);
    expect(needs(slot(2, 'false', 'no_information', 'no_information'))).toBe(false);
  });

  test.each([
    ['a status that we do not know', slot(1, 'expired', reportTime(ago(3)), 'N/A')],
    ['a status that is empty', slot(1, '', 'N/A', 'N/A')],
    ['an active key without a creation', slot(1, 'true', 'N/A', reportTime(ago(3)))],
    ['an active key with a creation that is no instant', slot(1, 'true', 'yesterday', reportTime(ago(3)))],
    ['an active key with a use that is no instant', slot(2, 'true', reportTime(ago(3)), 'yesterday')],
  ])('for %s', (_, row) => {
    expect(needs(row)).toBe(true);
  });

  test.each(['N/A', 'no_information', 'not_supported', ''])('not for a young key whose use says %j', (used) => {
    expect(needs(slot(1, 'true', reportTime(ago(3)), used))).toBe(false);
  });

  test('for a column that we do not know and that says something', () => {
    expect(needs({ additional_credentials_info: '2 more' })).toBe(true);
    expect(needs({ access_key_3_active: 'true' })).toBe(true);
    for (const nothing of ['', 'N/A', 'no_information', 'not_supported', 'false', '0']) {
      expect(needs({ additional_credentials_info: nothing })).toBe(false);
    }
  });

  test('not for what else a row says', () => {
    expect(
      needs({
        ...{ password_enabled: 'true', password_last_used: reportTime(ago(400)), password_last_changed: reportTime(ago(400)) },
        ...{ password_next_rotation: reportTime(ago(-3)), mfa_active: 'true' },
        ...{
          cert_1_active: 'true',
          cert_1_last_rotated: reportTime(ago(400)),
          cert_2_active: 'true',
          cert_2_last_rotated: reportTime(ago(400)),
        },
        ...{ access_key_1_last_used_region: 'us-east-1', access_key_1_last_used_service: 'sts' },
        ...{ access_key_2_last_used_region: 'us-east-1', access_key_2_last_used_service: 'sts' },
      }),
    ).toBe(false);
  });

  test('for a row that lacks its slots', () => {
    expect(mayNeedAnything({ user: 'alice', arn: 'arn' }, POLICY, NOW)).toBe(true);
  });
});

test('users are ordered by the earliest instant since when a key may be unused', () => {
  const since = (...changes: readonly ReportRow[]): number => unusedSince(Object.assign({}, EMPTY, ...changes) as ReportRow);
  expect(since()).toBe(Number.POSITIVE_INFINITY);
  expect(since(slot(1, 'false', reportTime(ago(300)), 'N/A'))).toBe(Number.POSITIVE_INFINITY);
  expect(since(active(1, 300))).toBe(ago(300));
  expect(since(active(2, 300, 200))).toBe(ago(200));
  expect(since(active(1, 300, 20), active(2, 100))).toBe(ago(100));
});

describe('a password is unused', () => {
  const password = (used: string, changed: string, more: ReportRow = {}): ReportRow => ({
    ...EMPTY,
    ...{ password_enabled: 'true', password_last_used: used, password_last_changed: changed },
    ...more,
  });
  const unused = (row: ReportRow): unknown => unusedPassword(row, 45, NOW);

  test('since its last use', () => {
    expect(unused(password(reportTime(ago(44)), reportTime(ago(300))))).toBeUndefined();
    expect(unused(password(reportTime(ago(45) + 1000), reportTime(ago(300))))).toBeUndefined();
    expect(unused(password(reportTime(ago(45)), reportTime(ago(300))))).toEqual({ userName: 'alice', sinceAt: ago(45), idleDays: 45 });
  });

  test('since its last change, when that is later or there was no use', () => {
    expect(unused(password(reportTime(ago(300)), reportTime(ago(44))))).toBeUndefined();
    expect(unused(password('no_information', reportTime(ago(60))))).toEqual({ userName: 'alice', sinceAt: ago(60), idleDays: 60 });
    expect(unused(password('N/A', reportTime(ago(3))))).toBeUndefined();
  });

  test('since the creation of its user, when nothing else is known', () => {
    expect(unused(password('N/A', 'not_supported'))).toEqual({ userName: 'alice', sinceAt: ago(500), idleDays: 500 });
    expect(unused(password('N/A', 'not_supported', { user_creation_time: reportTime(ago(3)) }))).toBeUndefined();
  });

  test('never when nothing is known, when there is none, or of the root user', () => {
    expect(unused(password('N/A', 'N/A', { user_creation_time: 'N/A' }))).toBeUndefined();
    expect(unused({ ...password(reportTime(ago(60)), 'N/A'), password_enabled: 'false' })).toBeUndefined();
    expect(unused({ ...password(reportTime(ago(60)), 'N/A'), password_enabled: 'not_supported' })).toBeUndefined();
    expect(unused({ ...password(reportTime(ago(60)), 'N/A'), user: '<root_account>' })).toBeUndefined();
  });

  test('of a row without a name is told without one', () => {
    const { user, ...row } = password(reportTime(ago(60)), 'N/A');
    expect(user).toBe('alice');
    expect(unused(row)).toEqual({ userName: '', sinceAt: ago(60), idleDays: 60 });
  });
});

test('each slot is empty, inactive, unclear, or active with its dates', () => {
  const [used, created] = [ago(3), ago(500)];
  expect(slotsOf({ ...EMPTY, ...active(1, 500, 3) })).toEqual([
    { kind: 'active', createdAt: created, lastUsedAt: used, sinceAt: used },
    { kind: 'empty' },
  ]);
  expect(slotsOf({ ...EMPTY, ...slot(1, 'false', reportTime(created), 'N/A'), ...active(2, 500) })).toEqual([
    { kind: 'inactive' },
    { kind: 'active', createdAt: created, lastUsedAt: 'never', sinceAt: created },
  ]);
  expect(slotsOf({ ...EMPTY, ...slot(2, 'TRUE', 'N/A', 'N/A') })).toEqual([{ kind: 'empty' }, { kind: 'unclear' }]);
});

test('where a key was last used is told by slot, or nothing', () => {
  const row = { ...EMPTY, access_key_2_last_used_service: 's3', access_key_2_last_used_region: 'eu-west-1' };
  expect(whereUsedIn(row, 1)).toEqual({ service: undefined, region: undefined });
  expect(whereUsedIn(row, 2)).toEqual({ service: 's3', region: 'eu-west-1' });
});
