import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFakeIam } from '../../support/fake-iam/fake-iam';
import { FakeAccount, seenKeys, type FakeUser } from '../../support/world/account';
import { FakeCredentialReport } from '../../support/world/credential-report';
import { ago, NOW } from '../../support/world/records';
import { describeWithJudge, judgeProgram } from './describe-with-judge';

const SCRIPT = join(__dirname, '..', '..', '..', 'judges', 'boto3-reads-all.py');
const TIMEOUT_MS = 120_000;

/** Enough for a second page of users. */
const USERS = 110;
/** Fewer than boto3 asks by itself, and far fewer at once than its threads do. */
const THROTTLE = { ratePerSecond: 100, burst: 4 };
const THREADS = 12;

/** An account in which every third user has two keys, some of them used, and every tenth has tags. */
function largeAccount(): FakeAccount {
  const account = new FakeAccount();
  for (let number = 0; number < USERS; number += 1) {
    const userName = `user+${String(number)}=a,b.c@d_e-f`;
    const tags = number % 10 === 0 ? { owner: `Zürich <&> "${String(number)}"`, 'keep-keys': '', 'a/b': '  ' } : {};
    account.createUser(userName, ago(400 + number), { path: number % 2 === 0 ? '/' : '/team/ci/', tags });
    for (let count = 0; count < (number % 3 === 0 ? 2 : 1); count += 1) {
      const key = account.createKey(userName, ago(300 - number));
      if (number % 4 !== 0) account.use(key, ago(number % 7));
      if (number % 5 === 0) account.setStatus(userName, key.accessKeyId, 'Inactive', ago(1));
    }
  }
  return account;
}

const instantOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/** What boto3 must find of a user. */
function expectedOf(user: FakeUser): object {
  const keys = seenKeys(user, NOW, 0).map(({ accessKeyId, status, createdAt, lastUsedAt }) => {
    const lastUse =
      lastUsedAt === 'never'
        ? { at: null, service: 'N/A', region: 'N/A' }
        : { at: instantOf(lastUsedAt), service: 'sts', region: 'us-east-1' };
    return [accessKeyId, { status, created: instantOf(createdAt), lastUse: { user: user.userName, ...lastUse } }] as const;
  });
  return {
    ...{ name: user.userName, path: user.path, arn: `arn:aws:iam::111122223333:user${user.path}${user.userName}` },
    ...{ created: instantOf(user.createdAt), tags: user.tags, keys: Object.fromEntries(keys), sameInFull: true },
  };
}

/** What boto3 says. */
interface Told {
  readonly users: readonly { readonly name: string }[];
  readonly pages: Readonly<Record<string, number>>;
  readonly states: readonly string[];
  readonly report: readonly string[];
  readonly account: string;
  readonly retries: number;
}

async function readAll(url: string): Promise<Told> {
  const options = {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' },
    timeout: TIMEOUT_MS,
    maxBuffer: 10_000_000,
  };
  const { stdout } = await promisify(execFile)(judgeProgram('moto', 'python'), [SCRIPT, url, String(THREADS)], options);
  return JSON.parse(stdout) as Told;
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number => (one.name < other.name ? -1 : 1);

describeWithJudge('moto', 'the fake of IAM, read by boto3', () => {
  test('gives everything in pages, however often boto3 is throttled', async () => {
    const account = largeAccount();
    const fake = await startFakeIam({ account, now: () => NOW, throttle: THROTTLE, report: { startedTimes: 2 } });
    const told = await readAll(fake.url).finally(() => fake.close());

    const users = [...account.users.values()];
    const expected = users.map((user) => expectedOf(user) as { readonly name: string });
    expect([...told.users].sort(byName)).toEqual(expected.sort(byName));
    const rows = new FakeCredentialReport(account).rows(NOW);
    expect(told.report).toEqual([Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(','))]);
    expect(told.states).toEqual(['STARTED', 'INPROGRESS', 'COMPLETE']);
    expect(told.account).toBe('111122223333');

    // As many pages as there are keys and tags, and one for each user who has none.
    const countOf = (sizeOf: (user: FakeUser) => number): number => users.reduce((sum, user) => sum + Math.max(1, sizeOf(user)), 0);
    const pages = { users: 2, keys: countOf(({ keys }) => keys.size), tags: countOf(({ tags }) => Object.keys(tags).length) };
    expect(told.pages).toEqual(pages);

    const answered = fake.requests.filter((request) => request.answered === 'OK');
    const throttled = fake.requests.filter((request) => request.answered === 'Throttling');
    expect(answered.length + throttled.length).toBe(fake.requests.length);
    expect(throttled.length).toBeGreaterThan(10);
    expect(told.retries).toBe(throttled.length);
    expect(countsOf(answered.map(({ action }) => action))).toEqual({
      ...{ ListUsers: pages.users, ListUserTags: pages.tags, ListAccessKeys: pages.keys, GetUser: USERS },
      ...{ GetAccessKeyLastUsed: account.allKeys().length, GenerateCredentialReport: 3, GetCredentialReport: 1, GetCallerIdentity: 1 },
    });
  });
});

function countsOf(actions: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const action of actions) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
