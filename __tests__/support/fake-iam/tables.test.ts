import {
  GetItemCommand,
  paginateQuery,
  QueryCommand,
  ScanCommand,
  type AttributeValue,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { FakeAccount } from '../world/account';
import type { FakeIamOptions } from './fake-iam';
import { errorOf, useFakeIam, type Faked } from './faked';

const faked = useFakeIam();

type Item = Record<string, AttributeValue>;

const item = (accountId: string, accessKeyId: string, version = '1'): Item => ({
  ...{ accountId: { S: accountId }, accessKeyId: { S: accessKeyId } },
  version: { N: version },
});

const A = item('111122223333', 'AKIAA', '7');
const B = item('111122223333', 'AKIAB');
const ACTS = item('111122223333', '#acts');
const OTHERS = item('444455556666', 'AKIAC');

const ITEMS = { keys: [B, OTHERS, A, ACTS] };
const tables = (more: Partial<FakeIamOptions> = {}, maxAttempts = 1): Promise<Faked> =>
  faked(new FakeAccount(), { items: ITEMS, ...more }, maxAttempts);

const OURS: QueryCommandInput = {
  TableName: 'keys',
  ConsistentRead: true,
  KeyConditionExpression: '#account = :account',
  ExpressionAttributeNames: { '#account': 'accountId' },
  ExpressionAttributeValues: { ':account': { S: '111122223333' } },
};

test('a query gives the items of one account, by sort key', async () => {
  const { dynamo } = await tables();
  const { $metadata, ...answer } = await dynamo.send(new QueryCommand(OURS));
  expect(answer).toEqual({ Items: [ACTS, A, B], Count: 3, ScannedCount: 3 });
});

test.each([
  [1, undefined, [[ACTS], [A], [B], []]],
  [2, undefined, [[ACTS, A], [B]]],
  [3, undefined, [[ACTS, A, B], []]],
  [4, undefined, [[ACTS, A, B]]],
  [4, 2, [[ACTS, A], [B]]],
  [4, 3, [[ACTS, A, B], []]],
])(
  'a query comes in pages of %p items, %p asked, and what may be the last of them tells of another',
  async (tablePageSize, pageSize, expected) => {
    const { dynamo, fake } = await tables({ tablePageSize });
    const pages: unknown[] = [];
    // It writes into what it is given.
    for await (const { Items } of paginateQuery({ client: dynamo, ...(pageSize !== undefined && { pageSize }) }, { ...OURS }))
      pages.push(Items);
    expect(pages).toEqual(expected);
    expect(fake.counts()).toEqual({ Query: expected.length });
  },
);

test('an item is found by both keys', async () => {
  const { dynamo, fake } = await tables();
  const get = async (accountId: string, accessKeyId: string): Promise<unknown> => {
    const Key = { accountId: { S: accountId }, accessKeyId: { S: accessKeyId } };
    return (await dynamo.send(new GetItemCommand({ TableName: 'keys', Key, ConsistentRead: true }))).Item;
  };
  expect([await get('111122223333', 'AKIAA'), await get('444455556666', 'AKIAA'), await get('111122223333', 'AKIAC')]).toEqual([
    ...[A, undefined, undefined],
  ]);
  expect(fake.requests[0]).toEqual({ service: 'dynamodb', action: 'GetItem', target: 'keys', answered: 'OK' });
});

test('a table that is not there is told as such', async () => {
  const { dynamo } = await tables({ items: {} });
  const none = ['ResourceNotFoundException', 400, 'Requested resource not found'];
  const Key = { accountId: { S: '111122223333' }, accessKeyId: { S: 'AKIAA' } };
  expect(await errorOf(dynamo.send(new QueryCommand(OURS)))).toEqual(none);
  expect(await errorOf(dynamo.send(new GetItemCommand({ TableName: 'keys', Key })))).toEqual(none);
});

test('what the fake does not know is refused, and never answered with something else', async () => {
  const { dynamo } = await tables();
  const filtered = new QueryCommand({ ...OURS, FilterExpression: 'version = :account' });
  const ranged = new QueryCommand({ ...OURS, KeyConditionExpression: '#account = :account AND accessKeyId > :account' });
  const other = new QueryCommand({ ...OURS, KeyConditionExpression: 'accessKeyId = :account' });
  const refused = (what: string): readonly unknown[] => ['ValidationException', 400, `the fake does not know ${what}`];
  expect(await errorOf(dynamo.send(filtered))).toEqual(refused('the parameter FilterExpression'));
  expect(await errorOf(dynamo.send(ranged))).toEqual(refused('the condition #account = :account AND accessKeyId > :account'));
  expect(await errorOf(dynamo.send(other))).toEqual(refused('the condition accessKeyId = :account'));
  expect(await errorOf(dynamo.send(new ScanCommand({ TableName: 'keys' })))).toEqual([
    ...['UnknownOperationException', 400, 'the fake does not know this operation'],
  ]);
});

test('what a policy denies, an ended session and too many requests have the codes of DynamoDB', async () => {
  const denied = await tables({ denied: (action, target) => action === 'Query' && target === 'keys' });
  expect(await errorOf(denied.dynamo.send(new QueryCommand(OURS)))).toEqual([
    ...['AccessDeniedException', 400],
    'User: arn:aws:iam::111122223333:user/somebody is not authorized to perform: dynamodb:Query on resource: ' +
      'arn:aws:dynamodb:us-east-1:111122223333:table/keys because no identity-based policy allows the dynamodb:Query action',
  ]);
  const expired = await tables({ expired: true });
  expect(await errorOf(expired.dynamo.send(new QueryCommand(OURS)))).toEqual([
    ...['ExpiredTokenException', 400, 'The security token included in the request is expired'],
  ]);
  const throttled = await tables({ throttle: (_, count) => count === 1 }, 2);
  expect((await throttled.dynamo.send(new QueryCommand(OURS))).Count).toBe(3);
  expect(throttled.fake.requests.map(({ answered }) => answered)).toEqual(['ThrottlingException', 'OK']);
});
