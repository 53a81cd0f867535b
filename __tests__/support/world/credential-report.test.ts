import { HOUR_MS } from '../../../domain/instant';
import { REQUIRED_COLUMNS, type ReportRow } from '../../../domain/report-row';
import { FakeAccount } from './account';
import { FakeCredentialReport, REPORT_LIFE_MS } from './credential-report';
import { ago, NOW } from './records';

const reported = (): { account: FakeAccount; report: FakeCredentialReport } => {
  const account = new FakeAccount();
  account.createUser('alice', ago(500), { path: '/team/' });
  return { account, report: new FakeCredentialReport(account) };
};
const usersIn = (rows: readonly ReportRow[]): readonly (string | undefined)[] => rows.map(({ user }) => user);

test('a report begins with the root user, and has the 22 columns of today', () => {
  const { report } = reported();
  const [root, alice] = report.rows(NOW);
  expect(usersIn(report.rows(NOW))).toEqual(['<root_account>', 'alice']);
  expect([root?.['password_enabled'], root?.['access_key_1_active']]).toEqual(['not_supported', 'false']);
  expect(Object.keys(alice ?? {})).toEqual([
    ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation'],
    ...['mfa_active', 'access_key_1_active', 'access_key_1_last_rotated', 'access_key_1_last_used_date', 'access_key_1_last_used_region'],
    ...['access_key_1_last_used_service', 'access_key_2_active', 'access_key_2_last_rotated', 'access_key_2_last_used_date'],
    ...['access_key_2_last_used_region', 'access_key_2_last_used_service', 'cert_1_active', 'cert_1_last_rotated', 'cert_2_active'],
    'cert_2_last_rotated',
  ]);
  expect(Object.keys(root ?? {})).toEqual(Object.keys(alice ?? {}));
  expect(REQUIRED_COLUMNS.filter((column) => alice?.[column] === undefined)).toEqual([]);
  expect(alice?.['arn']).toBe('arn:aws:iam::111122223333:user/team/alice');
});

test('an empty slot says N/A, an inactive key keeps its creation, and instants have their zone as an offset', () => {
  const { account, report } = reported();
  const key = account.createKey('alice', ago(30));
  account.use(key, ago(3));
  account.setStatus('alice', key.accessKeyId, 'Inactive', ago(2));
  const [, alice] = report.rows(NOW);
  expect(
    [1, 2].map((slot) => ['active', 'last_rotated', 'last_used_date'].map((name) => alice?.[`access_key_${String(slot)}_${name}`])),
  ).toEqual([
    ['false', '2026-10-25T06:00:00+00:00', '2026-11-21T06:00:00+00:00'],
    ['false', 'N/A', 'N/A'],
  ]);
});

test('slots follow the ids of keys, not their age', () => {
  const account = new FakeAccount();
  const orders = Array.from({ length: 20 }, (_, index) => {
    const userName = `user-${String(index)}`;
    account.createUser(userName, ago(500));
    account.createKey(userName, ago(30));
    account.createKey(userName, ago(20));
    const row = new FakeCredentialReport(account).rows(NOW).at(-1);
    return row?.['access_key_1_last_rotated'];
  });
  expect([...new Set(orders)].sort()).toEqual(['2026-10-25T06:00:00+00:00', '2026-11-04T06:00:00+00:00']);
});

test('a report is the same for 4 hours: the deleted stay, the new are missing', () => {
  const { account, report } = reported();
  expect(usersIn(report.rows(NOW))).toEqual(['<root_account>', 'alice']);
  account.deleteUser('alice');
  account.createUser('bob', NOW);
  expect(usersIn(report.rows(NOW + REPORT_LIFE_MS - 1))).toEqual(['<root_account>', 'alice']);
  expect(usersIn(report.rows(NOW + REPORT_LIFE_MS))).toEqual(['<root_account>', 'bob']);
  expect(REPORT_LIFE_MS).toBe(4 * HOUR_MS);
});

test('AWS may add columns', () => {
  const { report } = reported();
  report.added = { additional_credentials_info: '1' };
  expect(report.rows(NOW).map((row) => row['additional_credentials_info'])).toEqual([undefined, '1']);
});

test('a user may have a password', () => {
  const { account, report } = reported();
  account.createUser('bob', ago(60), { hasPassword: true });
  const [, alice, bob] = report.rows(NOW);
  expect([alice?.['password_enabled'], alice?.['password_last_changed']]).toEqual(['false', 'N/A']);
  expect([bob?.['password_enabled'], bob?.['password_last_changed']]).toEqual(['true', '2026-09-25T06:00:00+00:00']);
});
