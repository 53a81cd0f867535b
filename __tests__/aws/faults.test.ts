import { setTimeout as sleep } from 'node:timers/promises';
import type { IAMClient } from '@aws-sdk/client-iam';
import { keyWriter } from '../../aws/key-writer';
import { memory } from '../../aws/memory';
import { reportReader } from '../../aws/report-reader';
import { topic } from '../../aws/topic';
import { userReader } from '../../aws/user-reader';
import { MESSAGE, RECORD } from '../support/adapter-values';
import { IMPATIENT, SHORT, useFakeAws } from '../support/aws-clients';
import { json, jsonError, xml, xmlError, type Answer, type Asked, type Reply } from '../support/fake-aws-http';

const fake = useFakeAws();

const CREATED = '<CreateDate>2026-01-02T03:04:05Z</CreateDate>';
const KEY = 'AKIAAAAAAAAAAAAAAAA1';
/** Each call about a user goes wrong for a user of its own, so that all can be tried at once. */
const USERS = { GetUser: 'alice', ListAccessKeys: 'bob', GetAccessKeyLastUsed: 'carol' } as const;
const keyIdOf = (userName: string): string => `AKIA-${userName}`;
const userOf = (keyId: unknown): string => String(keyId).replace('AKIA-', '');

const ROW = {
  user: 'alice',
  arn: 'arn:aws:iam::111122223333:user/alice',
  access_key_1_active: 'true',
  access_key_2_active: 'false',
};
const CSV = [Object.keys(ROW), Object.values(ROW)].map((values) => values.join(',')).join('\n');

/** What AWS answers when all is well. */
const GOOD: Readonly<Record<string, (input: Asked['input']) => Answer>> = {
  GenerateCredentialReport: () => xml('GenerateCredentialReport', '<State>COMPLETE</State>'),
  GetCredentialReport: () => xml('GetCredentialReport', `<Content>${Buffer.from(CSV).toString('base64')}</Content>`),
  GetUser: ({ UserName }) => xml('GetUser', `<User><Path>/</Path><UserName>${String(UserName)}</UserName>${CREATED}</User>`),
  ListAccessKeys: ({ UserName }) => {
    const key = `<AccessKeyId>${keyIdOf(String(UserName))}</AccessKeyId><Status>Active</Status>${CREATED}`;
    return xml('ListAccessKeys', `<IsTruncated>false</IsTruncated><AccessKeyMetadata><member>${key}</member></AccessKeyMetadata>`);
  },
  GetAccessKeyLastUsed: ({ AccessKeyId }) => {
    const use = '<AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName></AccessKeyLastUsed>';
    return xml('GetAccessKeyLastUsed', `<UserName>${userOf(AccessKeyId)}</UserName>${use}`);
  },
  UpdateAccessKey: () => xml('UpdateAccessKey', ''),
  DeleteAccessKey: () => xml('DeleteAccessKey', ''),
  Query: () => json({ Items: [], Count: 0 }),
  GetItem: () => json({}),
  PutItem: () => json({}),
  Publish: () => xml('Publish', '<MessageId>1</MessageId>'),
};

/** What is asked of AWS, in words, by the call. */
const CALLS = {
  GetCredentialReport: 'get the credential report',
  GenerateCredentialReport: 'have IAM generate the credential report',
  GetUser: 'read the user alice',
  ListAccessKeys: 'list the access keys of bob',
  UpdateAccessKey: `deactivate ${KEY} of alice`,
  DeleteAccessKey: `delete ${KEY} of alice`,
  Query: 'read the records',
  GetItem: 'read the ledger of acts',
  PutItem: `write the record of ${RECORD.accessKeyId}`,
  Publish: 'publish the digest',
} as const;
type Call = keyof typeof CALLS;
const JSON_CALLS = ['Query', 'GetItem', 'PutItem'];

let limits = SHORT;
beforeEach(() => {
  limits = SHORT;
});
const iam = (): IAMClient => fake.clients(limits).iam;
const store = (): ReturnType<typeof memory> => memory(fake.clients(limits).dynamo, 'keys', '111122223333');
const report = (): Promise<unknown> => reportReader(iam(), { now: () => 0, wait: () => Promise.resolve(), budgetMs: 0 }).read();

/** Does what makes a call; with clients of their own, because one that was throttled sends slowly. */
const WORK: Readonly<Record<Call | 'GetAccessKeyLastUsed', () => Promise<unknown>>> = {
  GetCredentialReport: report,
  GenerateCredentialReport: report,
  GetUser: () => userReader(iam()).read(USERS.GetUser),
  ListAccessKeys: () => userReader(iam()).read(USERS.ListAccessKeys),
  GetAccessKeyLastUsed: () => userReader(iam()).read(USERS.GetAccessKeyLastUsed),
  UpdateAccessKey: () => keyWriter(iam()).deactivate('alice', KEY),
  DeleteAccessKey: () => keyWriter(iam()).delete('alice', KEY),
  Query: () => store().readAll(),
  GetItem: () => store().readLedger(),
  PutItem: () => store().write(RECORD),
  Publish: () => topic(fake.clients(limits).sns, 'arn:aws:sns:eu-west-1:111122223333:t').publish(MESSAGE),
};
const ALL = Object.keys(WORK) as (keyof typeof WORK)[];

/** What the list says of every key. */
const LISTED = { status: 'Active', createdAt: Date.parse('2026-01-02T03:04:05Z') };

/** What a user is read as, with what is known of the key. */
const found = (userName: string, key: object = {}): object => ({
  kind: 'found',
  user: { userName, path: '/', tags: {} },
  keys: [
    {
      kind: 'read',
      key: { accessKeyId: keyIdOf(userName), ...LISTED, lastUsedAt: 'never' },
      ...key,
    },
  ],
});

const ALL_WELL: Readonly<Record<keyof typeof WORK, unknown>> = {
  GetCredentialReport: [ROW],
  GenerateCredentialReport: [ROW],
  GetUser: found('alice'),
  ListAccessKeys: found('bob'),
  GetAccessKeyLastUsed: found('carol'),
  UpdateAccessKey: 'done',
  DeleteAccessKey: 'done',
  Query: { records: [] },
  GetItem: { version: 0, acts: [] },
  PutItem: 'written',
  Publish: undefined,
};

type Fail = (call: string, good: Answer) => Reply;

/** Tells the fake to answer a call, badly the given number of times; about a user only if it is that call's own. */
function tell(call: string, times: number, fail: Fail): void {
  let left = times;
  const isMeant = ({ UserName, AccessKeyId }: Asked['input']): boolean =>
    !(call in USERS) || USERS[call as keyof typeof USERS] === (UserName ?? userOf(AccessKeyId));
  fake.aws().on(call, (asked) => {
    const good = GOOD[call]?.(asked.input) ?? { body: '' };
    if (!isMeant(asked.input) || left === 0) return good;
    left -= 1;
    const reply = fail(call, good);
    return typeof reply === 'function' ? reply(asked) : reply;
  });
}

/** Makes all calls at once, each going badly the given number of times; gives what came of each. */
async function askAll(times: number, fail: Fail): Promise<Readonly<Record<string, unknown>>> {
  const settled = async (call: keyof typeof WORK): Promise<readonly [string, unknown]> => [call, await WORK[call]().catch(String)];
  for (const call of ALL) tell(call, call === 'GenerateCredentialReport' ? 0 : times, fail);
  const [first, ...others] = ALL.filter((call) => call !== 'GenerateCredentialReport');
  if (first === undefined) throw new Error('there are calls');
  // The report is asked for twice: once well, so that it can be got badly, then badly.
  const getting = settled(first);
  for (let time = 0; time < 400 && !fake.aws().actions().includes('GetCredentialReport'); time += 1) await sleep(5);
  tell('GenerateCredentialReport', times, fail);
  return Object.fromEntries(await Promise.all([getting, ...[...others, 'GenerateCredentialReport' as const].map(settled)]));
}

/** How often a call was made. */
const triesOf = (call: string): number =>
  fake
    .aws()
    .actions()
    .filter((action) => action === call).length;

interface Case {
  /** How the fault looks in each protocol. */
  readonly reply: (isJson: boolean, good: Answer) => Reply;
  /** What is said of it, after the call in words. */
  readonly because: RegExp;
  readonly isRetried: boolean;
  readonly isDenied?: boolean;
  /** True when nothing but our own patience ends it. */
  readonly isEndless?: boolean;
}

const error =
  (status: number, query: string, dynamo = query): Case['reply'] =>
  (isJson) =>
    isJson ? jsonError(status, dynamo) : xmlError(status, query);

const FAULTS: Readonly<Record<string, Case>> = {
  'throttled with 400': {
    reply: error(400, 'Throttling', 'ThrottlingException'),
    because: /^throttled for too long, Throttling(Exception)?: said the fake$/,
    isRetried: true,
  },
  'throttled with 429': {
    reply: () => ({ status: 429, body: '' }),
    because: /^throttled for too long, HTTP 429 without a reason$/,
    isRetried: true,
  },
  'answered with 500': {
    reply: error(500, 'InternalFailure', 'InternalServerError'),
    because: /^Internal(Failure|ServerError): said the fake$/,
    isRetried: true,
  },
  'answered with 503 and no word': { reply: () => ({ status: 503, body: '' }), because: /^HTTP 503 without a reason$/, isRetried: true },
  'answered by a broken connection': { reply: () => 'reset', because: /^TimeoutError: socket hang up$/, isRetried: true },
  'answered by half a body': { reply: () => 'half', because: /^Error: aborted$/, isRetried: true },
  'not answered': {
    reply: () => 'silent',
    because: /^TimeoutError: .* exceeded the configured [0-9]+ ms requestTimeout/,
    isRetried: true,
    isEndless: true,
  },
  'answered by a body that stalls': {
    reply: () => 'stalled',
    because: /^TimeoutError: .*(inactivity|requestTimeout)/,
    isRetried: true,
    isEndless: true,
  },
  'answered by a body that was cut': {
    reply: (_, { body }) => ({ cut: body }),
    because: /^(Error: @aws-sdk XML parse error|SyntaxError): /,
    isRetried: false,
  },
  'answered by garbage': {
    reply: () => ({ body: '<<nope' }),
    because: /^(Error: @aws-sdk XML parse error|SyntaxError): /,
    isRetried: false,
  },
  denied: {
    reply: error(403, 'AccessDenied', 'AccessDeniedException'),
    because: /^AccessDenied(Exception)?: said the fake$/,
    isRetried: false,
    isDenied: true,
  },
  'refused for an expired token': {
    reply: error(403, 'ExpiredToken', 'ExpiredTokenException'),
    because: /^ExpiredToken(Exception)?: said the fake$/,
    isRetried: false,
  },
  'refused for an unknown key': {
    reply: error(403, 'InvalidClientTokenId', 'UnrecognizedClientException'),
    because: /^(InvalidClientTokenId|UnrecognizedClientException): said the fake$/,
    isRetried: false,
  },
  'refused for its signature': {
    reply: error(403, 'SignatureDoesNotMatch', 'InvalidSignatureException'),
    because: /^(SignatureDoesNotMatch|InvalidSignatureException): said the fake$/,
    isRetried: false,
  },
};

describe.each(Object.entries(FAULTS))('when it is %s', (title, { reply, because, isRetried, isDenied = false, isEndless = false }) => {
  const fail: Fail = (call, good) => reply(JSON_CALLS.includes(call), good);
  const reason = expect.stringMatching(because) as string;

  test('each call fails and says so, after as many tries as make sense', async () => {
    if (isEndless) limits = IMPATIENT;
    const start = isDenied ? 'AccessError: not allowed to' : 'IncompleteError: could not';
    const { GetAccessKeyLastUsed, ...results } = await askAll(Number.POSITIVE_INFINITY, fail);
    const said = Object.entries(CALLS).map(([call, what]) => {
      const [text, beginning] = [String(results[call]), `${start} ${what}: `];
      return [call, text.slice(0, beginning.length), text.slice(beginning.length)];
    });
    expect(said).toEqual(Object.entries(CALLS).map(([call, what]) => [call, `${start} ${what}: `, reason]));
    const kind = isDenied ? 'denied' : 'unreadable';
    expect(GetAccessKeyLastUsed).toEqual({
      ...found('carol'),
      keys: [{ kind, accessKeyId: keyIdOf('carol'), because: reason, listed: LISTED }],
    });
    const tries = isRetried ? 2 : 1;
    expect(['Query', 'PutItem', 'UpdateAccessKey', 'DeleteAccessKey', 'Publish', 'GetCredentialReport'].map(triesOf)).toEqual(
      Array(6).fill(tries),
    );
  });

  // One way of throttling is enough to wait for.
  if (isRetried && title !== 'throttled with 429') {
    test('once, each call gives what it would have given', async () => {
      // A busy machine is slow too.
      if (isEndless) limits = { ...IMPATIENT, maxAttempts: 4 };
      expect(await askAll(1, fail)).toEqual(ALL_WELL);
      expect(fake.aws().asked.length).toBeGreaterThan(ALL.length + Object.keys(CALLS).length);
    });
  }
});

test('when all is well, each call is made once and gives what AWS said', async () => {
  expect(await askAll(0, () => 'reset')).toEqual(ALL_WELL);
  expect(['Query', 'PutItem', 'UpdateAccessKey', 'DeleteAccessKey', 'Publish'].map(triesOf)).toEqual([1, 1, 1, 1, 1]);
});
