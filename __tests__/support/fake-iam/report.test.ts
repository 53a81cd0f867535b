import { GenerateCredentialReportCommand, GetCredentialReportCommand, type IAMClient } from '@aws-sdk/client-iam';
import { HOUR_MS, type Instant } from '../../../domain/instant';
import { NOW } from '../world/records';
import { accountOf, answerOf, errorOf, useFakeIam } from './faked';

const faked = useFakeIam();

describe('the credential report', () => {
  const HEADER =
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
    'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
    'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
    'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
  const EMPTY = 'false,N/A,N/A,N/A,N/A';
  const ROOT_ROW =
    `<root_account>,arn:aws:iam::444455556666:root,2020-01-01T00:00:00+00:00,not_supported,2020-01-02T00:00:00+00:00,not_supported,not_supported,true,` +
    `${EMPTY},${EMPTY},false,N/A,false,N/A`;
  const rowOf = (user: string): string =>
    `${user},arn:aws:iam::444455556666:user/${user},2025-10-20T06:00:00+00:00,false,N/A,N/A,N/A,false,${EMPTY},${EMPTY},false,N/A,false,N/A`;
  const stateOf = (iam: IAMClient): Promise<unknown> => answerOf(iam.send(new GenerateCredentialReportCommand()));
  const textOf = async (iam: IAMClient): Promise<unknown> => {
    const { Content } = await iam.send(new GetCredentialReportCommand());
    return Buffer.from(Content ?? []).toString('utf8');
  };

  test('is started, in progress, and then there, beginning with the root user', async () => {
    const { iam } = await faked(accountOf(1), { accountId: '444455556666', report: { startedTimes: 2 } });
    const get = (): Promise<readonly unknown[]> => errorOf(iam.send(new GetCredentialReportCommand()));
    expect(await get()).toEqual(['CredentialReportNotPresentException', 410, 'No report exists. Use GenerateCredentialReport.']);
    expect(await stateOf(iam)).toEqual({ State: 'STARTED', Description: 'No report exists. Starting a new report generation task' });
    expect(await get()).toEqual(['CredentialReportNotReadyException', 404, 'The report is being generated.']);
    expect(await stateOf(iam)).toEqual({ State: 'INPROGRESS' });
    expect(await stateOf(iam)).toEqual({ State: 'COMPLETE' });
    const { Content, ...answer } = await answerOf(iam.send(new GetCredentialReportCommand()));
    expect(answer).toEqual({ ReportFormat: 'text/csv', GeneratedTime: new Date(NOW) });
    expect(Buffer.from(Content ?? []).toString('utf8')).toBe([HEADER, ROOT_ROW, rowOf('user-000')].join('\n'));
  });

  test('is the same for 4 hours, and then has expired until it is made again', async () => {
    let now: Instant = NOW;
    const account = accountOf(1);
    const { iam } = await faked(account, { now: () => now, accountId: '444455556666', report: { startedTimes: 0 } });
    account.deleteUser('user-000');
    now = NOW + 4 * HOUR_MS - 1;
    expect([await stateOf(iam), await textOf(iam)]).toEqual([{ State: 'COMPLETE' }, [HEADER, ROOT_ROW, rowOf('user-000')].join('\n')]);
    now = NOW + 4 * HOUR_MS;
    const expired = 'The most recent report has expired. Use GenerateCredentialReport.';
    expect(await errorOf(iam.send(new GetCredentialReportCommand()))).toEqual(['CredentialReportExpiredException', 410, expired]);
    expect([await stateOf(iam), await textOf(iam)]).toEqual([{ State: 'COMPLETE' }, [HEADER, ROOT_ROW].join('\n')]);
  });

  test('that has expired is started anew', async () => {
    let now: Instant = NOW;
    const { iam } = await faked(accountOf(0), { now: () => now });
    const states = [await stateOf(iam), await stateOf(iam), await stateOf(iam)];
    now = NOW + 4 * HOUR_MS;
    states.push(await stateOf(iam), await stateOf(iam));
    expect(states.map((answer) => (answer as { readonly State: string }).State)).toEqual([
      ...['STARTED', 'COMPLETE', 'COMPLETE', 'STARTED', 'COMPLETE'],
    ]);
  });

  test('may have columns that are new, or any text', async () => {
    const added = await faked(accountOf(1), {
      accountId: '444455556666',
      report: { startedTimes: 0, added: { additional_credentials_info: '1' } },
    });
    expect(await textOf(added.iam)).toBe([`${HEADER},additional_credentials_info`, `${ROOT_ROW},N/A`, `${rowOf('user-000')},1`].join('\n'));
    const given = await faked(accountOf(1), { report: { startedTimes: 0, content: 'user\nalice\uFFFD' } });
    expect(await textOf(given.iam)).toBe('user\nalice\uFFFD');
  });
});
