import { CreateTableCommand, DynamoDBClient, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { ACCOUNT } from '../../policies/emitted';
import { FakeAccount } from '../../support/world/account';
import { TEST_CREDENTIALS } from './aws-call';
import { IamAccount } from './moto';

/** A user whose name has all that a name may have. */
export const ROBOT = 'ci.deploy+eu=1_x@example.com';
/** The users of the account. */
export const USERS = [
  { userName: ROBOT, path: '/team/ci/', tags: { owner: 'Zürich & <Söhne> "x"', 'keep-keys': 'true' }, hasPassword: false },
  { userName: 'comma,name', path: '/team/', tags: {}, hasPassword: false },
  { userName: 'never', path: '/', tags: { empty: '' }, hasPassword: false },
  { userName: 'password-only', path: '/', tags: {}, hasPassword: true },
] as const;
/** By alias: whose they are, and what became of them. */
const KEYS = {
  used: [ROBOT, 'use'],
  switchedOff: [ROBOT, 'deactivate'],
  unused: ['never', 'nothing'],
  comma: ['comma,name', 'use'],
} as const;

/** Names an access key, because each side gives ids of its own. */
export type Alias = keyof typeof KEYS;
const ALIASES = Object.keys(KEYS) as Alias[];

/** One of the two that are asked. */
export interface Side {
  readonly url: string;
  readonly iam: IAMClient;
  readonly dynamo: DynamoDBClient;
  readonly idOf: (alias: Alias) => string;
}

/** Gives the clients of one side. */
export function sideOf(url: string, ids: Readonly<Record<string, string>>): Side {
  const options = { endpoint: url, region: 'us-east-1', credentials: TEST_CREDENTIALS, maxAttempts: 1 };
  return { url, iam: new IAMClient(options), dynamo: new DynamoDBClient(options), idOf: (alias) => ids[alias] ?? 'none' };
}

/** Makes the account in moto, by its API. */
export async function inMoto(endpoint: string): Promise<Side> {
  const account = new IamAccount(endpoint);
  for (const { userName, path, tags, hasPassword } of USERS) {
    await account.createUser(userName, { path, tags });
    if (hasPassword) await account.createPassword(userName);
  }
  for (const alias of ALIASES) {
    const [userName, fate] = KEYS[alias];
    await account.createKey(alias, userName);
    if (fate === 'use') await account.use(alias);
    if (fate === 'deactivate') await account.setStatus(alias, 'Inactive');
  }
  const ids: Record<string, string> = {};
  const { iam } = sideOf(endpoint, {});
  for (const { userName } of USERS) {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
    for (const { AccessKeyId = '' } of AccessKeyMetadata) ids[account.aliasOf(userName, AccessKeyId)] = AccessKeyId;
  }
  iam.destroy();
  account.close();
  return sideOf(endpoint, ids);
}

/** Makes the same account in memory. */
export function inMemory(): { readonly account: FakeAccount; readonly ids: Readonly<Record<string, string>> } {
  const account = new FakeAccount();
  const now = Date.now();
  for (const { userName, ...traits } of USERS) account.createUser(userName, now, traits);
  const ids = ALIASES.map((alias) => {
    const [userName, fate] = KEYS[alias];
    const key = account.createKey(userName, now);
    if (fate === 'use') account.use(key, now);
    if (fate === 'deactivate') account.setStatus(userName, key.accessKeyId, 'Inactive', now);
    return [alias, key.accessKeyId] as const;
  });
  return { account, ids: Object.fromEntries(ids) };
}

/** An item of our table. */
export const item = (accessKeyId: string, accountId: string = ACCOUNT): Record<string, AttributeValue> => ({
  ...{ accountId: { S: accountId }, accessKeyId: { S: accessKeyId }, version: { N: '3' } },
});
/** The items of two accounts. */
export const ITEMS = [item('AKIAB'), item('#acts'), item('AKIAA'), item('AKIAC', '444455556666')];

/** Makes the table in moto. */
export async function tableInMoto({ dynamo }: Side): Promise<void> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'keys',
      AttributeDefinitions: ['accountId', 'accessKeyId'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'accountId', KeyType: 'HASH' },
        { AttributeName: 'accessKeyId', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  for (const Item of ITEMS) await dynamo.send(new PutItemCommand({ TableName: 'keys', Item }));
}

/** What is asked of both. */
export type Question = (side: Side) => Promise<unknown>;

/** An answer, or an error, without what the client adds; ids and dates as what they are. */
export async function answerOf(side: Side, question: Question): Promise<unknown> {
  try {
    const answer = await question(side);
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return plain(answer, side);
    const { $metadata, ...rest } = answer as Readonly<Record<string, unknown>>;
    return plain(rest, side);
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    return { error: name, status: $metadata?.httpStatusCode, message };
  }
}

/** Tells whether an answer is an error. */
export const isRefusal = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'error' in answer;

/** Until an account that was just made has been asked everything. */
const LATELY_MS = 600_000;

function plain(value: unknown, side: Side): unknown {
  if (value instanceof Date) return plain(value.toISOString(), side);
  if (typeof value === 'string') return plainText(value, side);
  if (Array.isArray(value)) return inOneOrder(value.map((one) => plain(one, side)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === 'UserId' ? 'an id' : plain(member, side)] as const),
  );
}

function plainText(text: string, { idOf }: Side): string {
  const alias = ALIASES.find((one) => idOf(one) === text);
  if (alias !== undefined) return `the key ${alias}`;
  const isLately = /^\d{4}-\d\d-\d\dT/.test(text) && Math.abs(Date.parse(text) - Date.now()) < LATELY_MS;
  return isLately ? 'lately' : text;
}

/** AWS promises no order of any list here. */
const inOneOrder = (list: readonly unknown[]): readonly unknown[] =>
  [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

/** What two values differ in, by path. */
export function differences(one: unknown, other: unknown, path = ''): Readonly<Record<string, readonly [unknown, unknown]>> {
  const areBoth = [one, other].every((value) => typeof value === 'object' && value !== null);
  if (!areBoth) return one === other ? {} : { [path]: [one, other] };
  const members = (value: unknown): Readonly<Record<string, unknown>> => value as Readonly<Record<string, unknown>>;
  const names = new Set([one, other].flatMap((value) => Object.keys(members(value))));
  const found = [...names].map((name) => differences(members(one)[name], members(other)[name], path === '' ? name : `${path}.${name}`));
  return Object.assign({}, ...found) as Readonly<Record<string, readonly [unknown, unknown]>>;
}
