import { reportReader } from '../../aws/report-reader';
import { IncompleteError } from '../../domain/errors';
import { useFakeAws } from '../support/aws-clients';
import { xml, xmlError, type Answer } from '../support/fake-aws-http';

const fake = useFakeAws();

const HEADER = 'user,arn,user_creation_time,access_key_1_active,access_key_2_active';
const ROOT = '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,false,false';
const ALICE = 'alice,arn:aws:iam::111122223333:user/alice,2020-01-01T00:00:00+00:00,true,false';

const state = (word: string): Answer => xml('GenerateCredentialReport', `<State>${word}</State><Description>words</Description>`);
const COMPLETE = state('COMPLETE');
const report = (csv: string | Buffer): Answer =>
  xml(
    'GetCredentialReport',
    // Years ago by its own word, as a fake AWS may say.
    `<Content>${Buffer.from(csv).toString('base64')}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2015-01-01T00:00:00Z</GeneratedTime>`,
  );

/** Reads with a clock that only waiting moves; gives what came and how it waited. */
async function read(budgetMs = 60_000): Promise<readonly [unknown, readonly number[]]> {
  const waits: number[] = [];
  const now = (): number => waits.reduce((sum, ms) => sum + ms, 0);
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const { iam } = fake.clients();
  return [
    await reportReader(iam, { now, wait, budgetMs })
      .read()
      .catch((error: unknown) => error),
    waits,
  ];
}

/** Reads a report whose text is this. */
async function readText(csv: string | Buffer): Promise<unknown> {
  fake.aws().on('GenerateCredentialReport', COMPLETE);
  fake.aws().on('GetCredentialReport', report(csv));
  const [result] = await read();
  return result;
}

const row = (line: string): object => Object.fromEntries(HEADER.split(',').map((column, at) => [column, line.split(',')[at]]));

describe('a report', () => {
  test('that is there is read at once, whatever its own date', async () => {
    expect(await readText(`${HEADER}\n${ROOT}\n${ALICE}`)).toEqual([row(ROOT), row(ALICE)]);
    expect(fake.aws().actions()).toEqual(['GenerateCredentialReport', 'GetCredentialReport']);
  });

  test('that is being made is waited for, longer each time', async () => {
    const aws = fake.aws();
    aws.on('GenerateCredentialReport', state('STARTED'), ...Array.from({ length: 5 }, () => state('INPROGRESS')), COMPLETE);
    aws.on('GetCredentialReport', report(`${HEADER}\n${ALICE}`));
    expect(await read()).toEqual([[row(ALICE)], [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]]);
  });

  test.each([
    ['is not there', xmlError(410, 'ReportNotPresent')],
    ['is too old', xmlError(410, 'ReportExpired')],
    ['is not ready', xmlError(404, 'ReportInProgress')],
    ['is empty of content', xml('GetCredentialReport', '<ReportFormat>text/csv</ReportFormat>')],
  ])('that %s after all is asked for anew', async (_, answer) => {
    const aws = fake.aws();
    aws.on('GenerateCredentialReport', COMPLETE);
    aws.on('GetCredentialReport', answer, report(`${HEADER}\n${ALICE}`));
    expect(await read()).toEqual([[row(ALICE)], [1_000]]);
    expect(aws.actions()).toEqual(['GenerateCredentialReport', 'GetCredentialReport', 'GenerateCredentialReport', 'GetCredentialReport']);
  });

  test('that too many ask for is asked for again', async () => {
    const aws = fake.aws();
    aws.on('GenerateCredentialReport', xmlError(409, 'LimitExceeded'), xmlError(409, 'LimitExceeded'), COMPLETE);
    aws.on('GetCredentialReport', report(`${HEADER}\n${ALICE}`));
    expect(await read()).toEqual([[row(ALICE)], [1_000]]);
  });

  test.each<[string, Answer, Answer, string]>([
    ['being made', state('INPROGRESS'), COMPLETE, 'INPROGRESS'],
    ['in a state that we do not know', state('RESTING'), COMPLETE, 'RESTING'],
    ['in no state', xml('GenerateCredentialReport', ''), COMPLETE, 'no state'],
    ['too old', COMPLETE, xmlError(410, 'ReportExpired'), 'CredentialReportExpiredException'],
    ['not there', COMPLETE, xmlError(410, 'ReportNotPresent'), 'CredentialReportNotPresentException'],
    ['not ready', COMPLETE, xmlError(404, 'ReportInProgress'), 'CredentialReportNotReadyException'],
  ])('that is for ever %s is given up in time, with the last word', async (_, generated, got, said) => {
    const aws = fake.aws();
    aws.on('GenerateCredentialReport', generated);
    aws.on('GetCredentialReport', got);
    const [result, waits] = await read(20_000);
    expect(result).toEqual(new IncompleteError(`the credential report did not come within 20 s; the last answer was ${said}`));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });
});

describe('the text of a report', () => {
  test('may have columns in any order, some that we do not know, quotes, a mark at its start and a line break at its end', async () => {
    const csv = '\uFEFFaccess_key_2_active,new_column,user,arn,access_key_1_active\nfalse,"a ""b"", c\nd",alice,arn:a,true\n';
    const expected = { access_key_2_active: 'false', new_column: 'a "b", c\nd', user: 'alice', arn: 'arn:a', access_key_1_active: 'true' };
    expect(await readText(csv)).toEqual([expected]);
  });

  test.each(['a,b', 'a,b,c', ',', 'x,'])('may name the user %s without quotes', async (name) => {
    const arn = `arn:aws:iam::111122223333:user/team/${name}`;
    const line = (user: string, at: string): string => ALICE.replaceAll(/^alice,[^,]*/g, `${user},${at}`);
    expect(await readText(`${HEADER}\n${line(name, arn)}`)).toEqual([{ ...row(ALICE), user: name, arn }]);
    expect(await readText(`${HEADER}\n${line(`"${name}"`, `"${arn}"`)}`)).toEqual([{ ...row(ALICE), user: name, arn }]);
  });

  test('may have no user at all', async () => {
    expect(await readText(`${HEADER}\n${ROOT}`)).toEqual([row(ROOT)]);
  });

  test('may have 5,000 users', async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => ALICE.replaceAll('alice', `u+${String(at)}@example.com`));
    const rows = await readText([HEADER, ROOT, ...lines].join('\n'));
    expect(rows).toHaveLength(5_001);
    expect((rows as readonly unknown[])[5_000]).toEqual(row(ALICE.replaceAll('alice', 'u+4999@example.com')));
  });

  test('may have a column whose name means something to JavaScript', async () => {
    const [only] = (await readText(`${HEADER},__proto__\n${ALICE},x`)) as readonly object[];
    expect(Object.entries(only ?? {})).toContainEqual(['__proto__', 'x']);
  });

  test.each<[string, string | Buffer, string]>([
    ['is empty', '\n', 'it has no column user'],
    ['has a header only', HEADER, 'it has no row, not even that of the root user'],
    ['is another page', '<html>\n</html>', 'it has no column user'],
    ['lacks a column', `${HEADER.replace(',access_key_2_active', '')}\n`, 'it has no column access_key_2_active'],
    ['has a column twice', `${HEADER},arn\n${ALICE},arn:b`, 'it has two columns arn'],
    ['has a user twice', `${HEADER}\n${ALICE}\n${ROOT}\n${ALICE}`, 'it has two rows of the user alice'],
    ['has a row without a user', `${HEADER}\n${ALICE}\n,arn:b,,true,false`, 'it has a row without a user'],
    ['breaks off in a row', `${HEADER}\n${ROOT}\n${ALICE.slice(0, 30)}`, 'it has a row of 2 values under 5 columns'],
    ['has a row too long', `${HEADER}\n${ALICE},more\n${ROOT}`, 'it has a row of 6 values under 5 columns'],
    ['has a row too long by two', `${HEADER}\n${ALICE},more,more\n${ROOT}`, 'it has a row of 7 values under 5 columns'],
    ['has an empty line', `${HEADER}\n\n${ALICE}`, 'it has a row of 1 values under 5 columns'],
    ['breaks off in quotes', `${HEADER}\n"${ALICE}`, 'Error: Quote Not Closed: the parsing is finished with an opening quote at line 2'],
    [
      'is not UTF-8',
      Buffer.from([...Buffer.from(`${HEADER}\n`), 0xff, 0xfe]),
      'TypeError: The encoded data was not valid for encoding utf-8',
    ],
  ])('that %s is refused as a whole', async (_, csv, because) => {
    expect(await readText(csv)).toEqual(new IncompleteError(`the credential report cannot be used: ${because}`));
  });
});
