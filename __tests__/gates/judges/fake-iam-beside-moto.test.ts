import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetCredentialReportCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import { reportRowsOf } from '../../../aws/report-rows';
import { isRoot, type ReportRow } from '../../../domain/report-row';
import { ACCOUNT } from '../../policies/emitted';
import { startFakeIam, type FakeIam } from '../../support/fake-iam/fake-iam';
import { TEST_CREDENTIALS } from './aws-call';
import { describeWithJudge, judgeProgram } from './describe-with-judge';
import {
  answerOf,
  differences,
  inMemory,
  inMoto,
  isRefusal,
  item,
  ITEMS,
  ROBOT,
  sideOf,
  tableInMoto,
  USERS,
  type Alias,
  type Question,
  type Side,
} from './fake-iam-sides';
import { startServer, type Server } from './server';

const query = (TableName: string, more: object = {}): QueryCommand =>
  new QueryCommand({
    ...{ TableName, ConsistentRead: true, KeyConditionExpression: '#account = :account' },
    ...{ ExpressionAttributeNames: { '#account': 'accountId' }, ExpressionAttributeValues: { ':account': { S: ACCOUNT } } },
    ...more,
  });
const getItem = (TableName: string, accessKeyId: string): GetItemCommand => {
  const { accountId = { S: '' }, accessKeyId: key = { S: '' } } = item(accessKeyId);
  return new GetItemCommand({ TableName, Key: { accountId, accessKeyId: key } });
};
const lastUse =
  (alias: Alias): Question =>
  ({ iam, idOf }) =>
    iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: idOf(alias) }));

/** Asks without a client, for what no client shows: the elements in which the answer comes, in any order, and their namespace. */
const elements =
  (service: string, form: Readonly<Record<string, string>>): Question =>
  async ({ url }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${TEST_CREDENTIALS.accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers: { authorization } });
    const found = [...(await response.text()).matchAll(/<(\w[^>]*)>/g)];
    return { status: response.status, elements: found.map(([, element]) => element) };
  };
const IAM = { Version: '2010-05-08' };

/** What both answer alike, once ids and dates stand as what they are. */
const ALIKE: Readonly<Record<string, Question>> = {
  'users under a path': ({ iam }) => iam.send(new ListUsersCommand({ PathPrefix: '/team/' })),
  'all users': ({ iam }) => iam.send(new ListUsersCommand()),
  ...Object.fromEntries(
    USERS.flatMap(({ userName }): readonly (readonly [string, Question])[] => [
      [`the user ${userName}`, ({ iam }) => iam.send(new GetUserCommand({ UserName: userName }))],
      [`the tags of ${userName}`, ({ iam }) => iam.send(new ListUserTagsCommand({ UserName: userName }))],
    ]),
  ),
  'the last use of a key that was never used': lastUse('unused'),
  'the last use of a key that was switched off': lastUse('switchedOff'),
  'an item': ({ dynamo }) => dynamo.send(getItem('keys', 'AKIAA')),
  'an item that is not there': ({ dynamo }) => dynamo.send(getItem('keys', 'AKIAZ')),
  'all items of an account': ({ dynamo }) => dynamo.send(query('keys')),
  'the first page of items': ({ dynamo }) => dynamo.send(query('keys', { Limit: 2 })),
  'the next page of items': async ({ dynamo }) => {
    const { LastEvaluatedKey } = await dynamo.send(query('keys', { Limit: 2 }));
    return dynamo.send(query('keys', { Limit: 2, ExclusiveStartKey: LastEvaluatedKey }));
  },
  'the elements of a user': elements('iam', { ...IAM, Action: 'GetUser', UserName: ROBOT }),
  'the elements of who asks': elements('sts', { Version: '2011-06-15', Action: 'GetCallerIdentity' }),
};

/** What both refuse alike. */
const REFUSED: Readonly<Record<string, Question>> = {
  'a user who is not there': ({ iam }) => iam.send(new GetUserCommand({ UserName: 'nobody' })),
  'the tags of a user who is not there': ({ iam }) => iam.send(new ListUserTagsCommand({ UserName: 'nobody' })),
  'the keys of a user who is not there': ({ iam }) => iam.send(new ListAccessKeysCommand({ UserName: 'nobody' })),
  'a query of a table that is not there': ({ dynamo }) => dynamo.send(query('none')),
  'an item of a table that is not there': ({ dynamo }) => dynamo.send(getItem('none', 'AKIAA')),
};

/** What they differ in, by where it stands: what moto says, and what the fake says as AWS does. */
const DIFFERENT: Readonly<Record<string, readonly [Question, Readonly<Record<string, readonly [unknown, unknown]>>]>> = {
  'keys: moto does not say whether there are more': [
    ({ iam }) => iam.send(new ListAccessKeysCommand({ UserName: ROBOT })),
    { IsTruncated: [undefined, false] },
  ],
  'no keys: moto does not say whether there are more': [
    ({ iam }) => iam.send(new ListAccessKeysCommand({ UserName: 'password-only' })),
    { IsTruncated: [undefined, false] },
  ],
  'the last use: our account knows one service': [lastUse('used'), { 'AccessKeyLastUsed.ServiceName': ['iam', 'sts'] }],
  'a key that is not there: in other words': [
    ({ iam }) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: 'AKIANOSUCHKEYNOSUCHK' })),
    {
      message: [
        'The Access Key with id AKIANOSUCHKEYNOSUCHK cannot be found',
        'The Access Key with id AKIANOSUCHKEYNOSUCHK cannot be found.',
      ],
    },
  ],
  'a page of users: moto gives all': [
    async ({ iam }) => {
      const { Users = [], IsTruncated, Marker } = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
      return { count: Users.length, isTruncated: IsTruncated, marker: typeof Marker };
    },
    { count: [4, 1], isTruncated: [false, true], marker: ['undefined', 'string'] },
  ],
  'a page of no users: moto gives all': [
    async ({ iam }) => (await iam.send(new ListUsersCommand({ MaxItems: 0 }))).Users?.length,
    {
      '': [
        4,
        {
          error: 'ValidationError',
          status: 400,
          message:
            "1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
        },
      ],
    },
  ],
  'a page that ends with the last item: moto knows that it is the last': [
    ({ dynamo }) => dynamo.send(query('keys', { Limit: 3 })),
    { LastEvaluatedKey: [undefined, { accountId: { S: ACCOUNT }, accessKeyId: { S: 'AKIAB' } }] },
  ],
  'the elements of an error: moto tells the message twice': [
    elements('iam', { ...IAM, Action: 'GetUser', UserName: 'nobody' }),
    { 'elements.6': ['message', undefined] },
  ],
};

describeWithJudge('moto', 'the fake of IAM beside moto', () => {
  let server: Server;
  let fake: FakeIam;
  let moto: Side;
  let ours: Side;

  beforeAll(async () => {
    server = await startServer({
      program: judgeProgram('moto', 'moto_server'),
      args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
      env: () => ({ MOTO_ACCOUNT_ID: ACCOUNT }),
    });
    moto = await inMoto(server.endpoint);
    await tableInMoto(moto);
    const { account, ids } = inMemory();
    fake = await startFakeIam({ account, now: () => Date.now(), accountId: ACCOUNT, items: { keys: ITEMS } });
    ours = sideOf(fake.url, ids);
  });

  afterAll(async () => {
    for (const { iam, dynamo } of [moto, ours]) for (const client of [iam, dynamo]) client.destroy();
    await fake.close();
    await server.stop();
  });

  /** Asks both; gives what moto says and what the fake says. */
  const askBoth = async (question: Question): Promise<readonly [unknown, unknown]> => [
    await answerOf(moto, question),
    await answerOf(ours, question),
  ];

  test.each(Object.entries(ALIKE))('both answer alike: %s', async (_, question) => {
    const [motoSays, fakeSays] = await askBoth(question);
    expect(fakeSays).toEqual(motoSays);
    expect(isRefusal(fakeSays)).toBe(false);
  });

  test.each(Object.entries(REFUSED))('both refuse alike: %s', async (_, question) => {
    const [motoSays, fakeSays] = await askBoth(question);
    expect(fakeSays).toEqual(motoSays);
    expect(isRefusal(fakeSays)).toBe(true);
  });

  test.each(Object.entries(DIFFERENT))('they differ in nothing else: %s', async (_, [question, expected]) => {
    expect(differences(...(await askBoth(question)))).toEqual(expected);
  });

  test('a report that nobody asked for is not there, is started, and then complete', async () => {
    const get: Question = ({ iam }) => iam.send(new GetCredentialReportCommand());
    const generate: Question = ({ iam }) => iam.send(new GenerateCredentialReportCommand());
    expect(differences(...(await askBoth(get)))).toEqual({
      message: ['Credential report not present', 'No report exists. Use GenerateCredentialReport.'],
    });
    const states = [await askBoth(generate), await askBoth(generate), await askBoth(generate)];
    expect(states.map((state) => differences(...state))).toEqual([{}, {}, {}]);
    expect(states.map(([, fakeSays]) => (fakeSays as { readonly State: string }).State)).toEqual(['STARTED', 'COMPLETE', 'COMPLETE']);
  });

  test('reports have the same columns and the same keys; moto has no root user and does not know of "not applicable"', async () => {
    const read: Question = async ({ iam }) => {
      while ((await iam.send(new GenerateCredentialReportCommand())).State !== 'COMPLETE');
      const { Content = new Uint8Array(), GeneratedTime, ReportFormat } = await iam.send(new GetCredentialReportCommand());
      const rows = reportRowsOf(Content);
      const users = rows.filter((row) => !isRoot(row)).map((row) => [row['user'] ?? '', withSlots(row)] as const);
      return {
        ...{ GeneratedTime, ReportFormat, columns: Object.keys(rows[0] ?? {}), root: rows.findIndex(isRoot) },
        ...{ endsWithLineFeed: Content.at(-1) === 0x0a, users: Object.fromEntries(users) },
      };
    };
    const [motoSays, fakeSays] = await askBoth(read);
    const noPassword = {
      password_last_used: ['not_supported', 'N/A'],
      password_last_changed: ['lately', 'N/A'],
      password_next_rotation: ['not_supported', 'N/A'],
    };
    const empty = { region: ['not_supported', 'N/A'], service: ['not_supported', 'N/A'] };
    const inUse = { region: ['not_supported', 'us-east-1'], service: ['not_supported', 'sts'] };
    expect(differences(motoSays, fakeSays)).toEqual({
      GeneratedTime: ['2015-02-02T20:02:02.000Z', 'lately'],
      root: [-1, 0],
      endsWithLineFeed: [true, false],
      ...under(`users.${ROBOT}`, { ...noPassword, ...under('slots.0', empty), ...under('slots.1', inUse) }),
      ...under('users.comma,name', { ...noPassword, ...under('slots.0', empty), ...under('slots.1', inUse) }),
      ...under('users.never', { ...noPassword, ...under('slots.0', empty), ...under('slots.1', empty) }),
      ...under('users.password-only', {
        password_next_rotation: ['not_supported', 'N/A'],
        ...under('slots.0', empty),
        ...under('slots.1', empty),
      }),
    });
  });
});

const under = (path: string, members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [`${path}.${name}`, value]));

/** Puts the two keys of a row into a list: at AWS their order follows their ids, at moto their age. */
function withSlots(row: ReportRow): object {
  const rest = Object.entries(row).filter(([column]) => !column.startsWith('access_key_'));
  const slots = [1, 2].map((number) => {
    const valueOf = (name: string): string | undefined => row[`access_key_${String(number)}_${name}`];
    const [active, rotated, used] = ['active', 'last_rotated', 'last_used_date'].map(valueOf);
    return { active, rotated, used, region: valueOf('last_used_region'), service: valueOf('last_used_service') };
  });
  return { ...Object.fromEntries(rest), slots };
}
