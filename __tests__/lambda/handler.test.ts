import { SWEEP_METRICS } from '../../domain/sweep-metrics';
import { useFakeAws } from '../support/aws-clients';
import { builtFunction, type BuiltFunction, type Run } from '../support/built-function';
import { xml, xmlError } from '../support/fake-aws-http';
import { fakeTable } from '../support/fake-table';
import { ENVIRONMENT } from '../support/function-environment';

const fake = useFakeAws();
let built: BuiltFunction;
beforeAll(async () => {
  built = await builtFunction();
});
afterAll(() => {
  built.dispose();
});

const KEY = 'AKIAAAAAAAAAAAAAAAA1';
const CREATED = '2020-01-02T03:04:05Z';
const CSV = [
  'user,arn,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active',
  '<root_account>,arn:aws:iam::111122223333:root,false,N/A,N/A,false',
  `alice,arn:aws:iam::111122223333:user/alice,true,${CREATED},N/A,false`,
].join('\n');

/** Tells the fake of an account whose only key was never used in years. */
function tell(): void {
  const aws = fake.aws();
  fakeTable(aws);
  const user = `<User><Path>/</Path><UserName>alice</UserName><CreateDate>${CREATED}</CreateDate></User>`;
  const key = `<member><AccessKeyId>${KEY}</AccessKeyId><Status>Active</Status><CreateDate>${CREATED}</CreateDate></member>`;
  const use = '<AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName></AccessKeyLastUsed>';
  aws.on('GenerateCredentialReport', xml('GenerateCredentialReport', '<State>COMPLETE</State>'));
  aws.on('GetCredentialReport', xml('GetCredentialReport', `<Content>${Buffer.from(CSV).toString('base64')}</Content>`));
  aws.on('GetUser', xml('GetUser', user));
  aws.on('ListAccessKeys', xml('ListAccessKeys', `<IsTruncated>false</IsTruncated><AccessKeyMetadata>${key}</AccessKeyMetadata>`));
  aws.on('GetAccessKeyLastUsed', xml('GetAccessKeyLastUsed', `<UserName>alice</UserName>${use}`));
  aws.on('Publish', xml('Publish', '<MessageId>1</MessageId>'));
}

const runOnce = async (more: Readonly<Record<string, string>> = {}): Promise<Run> =>
  built.run({ ...ENVIRONMENT, AWS_ENDPOINT_URL: fake.aws().url, ...more });

/** What a run emitted, as CloudWatch reads it: each line with metrics, without its instant. */
function metricsIn({ lines }: Run): readonly unknown[] {
  return lines.flatMap(({ _aws, ...values }) => {
    if (_aws === undefined) return [];
    const { Timestamp: _, ...definition } = _aws as { readonly Timestamp: number };
    return [{ ...definition, values }];
  });
}

/** One line with all metrics, in the one namespace and dimension. */
const emitted = (counts: Readonly<Record<string, number>>): readonly unknown[] => {
  const names = Object.values(SWEEP_METRICS);
  const Metrics = names.map((Name) => ({ Name, Unit: 'Count' }));
  const zeros = Object.fromEntries(names.map((name) => [name, 0]));
  return [
    {
      CloudWatchMetrics: [{ Namespace: 'UnusedCredentials', Dimensions: [['service']], Metrics }],
      values: { service: 'unused-credentials', ...zeros, ...counts },
    },
  ];
};

const decisionsIn = ({ lines }: Run): readonly unknown[] =>
  lines.filter(({ message }) => message === 'decision').map(({ level, service, decision }) => ({ level, service, decision }));

test('a sweep ends well, emits every metric once, zeros too, and logs one line for each decision', async () => {
  tell();
  const run = await runOnce();
  expect([run.end, metricsIn(run)]).toEqual(['well', emitted({ ActiveUnusedKeys: 1, Announced: 1, SweepsCompleted: 1 })]);
  const decision = expect.objectContaining({ userName: 'alice', accessKeyId: KEY }) as object;
  expect(decisionsIn(run)).toEqual([{ level: 'INFO', service: 'unused-credentials', decision }]);
  expect(
    fake
      .aws()
      .actions()
      .filter((action) => action === 'Publish'),
  ).toHaveLength(1);
});

test('a sweep that could not read everything fails, emits every metric all the same, and logs the trouble', async () => {
  tell();
  fake.aws().on('GetAccessKeyLastUsed', xmlError(400, 'ValidationError'));
  const run = await runOnce();
  expect(run.end).toEqual({ name: 'IncompleteError', code: 'INCOMPLETE', message: expect.any(String) as string });
  expect(metricsIn(run)).toEqual(emitted({ Undecided: 1 }));
  expect(run.lines.filter(({ level }) => level === 'ERROR')).not.toEqual([]);
});

test('a sweep without a report fails in words', async () => {
  tell();
  fake.aws().on('GetCredentialReport', xmlError(403, 'AccessDenied'));
  const message = 'not allowed to get the credential report: AccessDenied: said the fake';
  expect((await runOnce()).end).toEqual({ name: 'AccessError', code: 'ACCESS', message });
});

test('a policy that was lost fails before anything is asked', async () => {
  tell();
  const message = "POLICY must be a policy as JSON, got '{' (at environment)";
  expect(await runOnce({ POLICY: '{' })).toEqual({ end: { name: 'SettingError', code: 'SETTING', message }, lines: [] });
  expect(fake.aws().asked).toEqual([]);
});

test('no secret is printed', async () => {
  tell();
  const text = JSON.stringify(await runOnce({ AWS_SESSION_TOKEN: 'nobody-knows-this-token' }));
  expect(['alice', 'nobody-knows'].map((word) => text.includes(word))).toEqual([true, false]);
});
