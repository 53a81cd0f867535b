import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FakeIam, FakeIamOptions } from '../support/fake-iam/fake-iam';
import type { Ran } from '../support/command';
import { useScan } from '../support/scan-command';
import { inventoryIn, keysIn } from '../support/scan-inventory';
import { crowd, people, remembered } from '../support/scan-people';
import type { FakeAccount } from '../support/world/account';
import { noticeOf, recordIn } from '../support/world/records';

const bench = useScan();

type Asked = Parameters<NonNullable<FakeIamOptions['before']>>;

/** What is asked to look at a user with two keys. */
const REQUESTS_OF_A_USER = 4;
/** Longer than it takes to take in an answer that is there. */
const TAKEN_IN_MS = 100;
/** Within this time, in milliseconds, whoever interrupts expects the end. */
const AT_ONCE_MS = 1_000;

interface Interrupted {
  readonly ran: Ran;
  readonly fake: FakeIam;
  /** How long it took from the interruption to the end. */
  readonly tookMs: number;
}

/** What is scanned, and how. */
interface Scene {
  readonly account?: FakeAccount;
  readonly argv?: readonly string[];
  readonly items?: NonNullable<FakeIamOptions['items']>;
  /** What else must have happened before the interruption. */
  readonly ready?: (fake: FakeIam) => boolean;
}

/** Scans, and interrupts when something is asked that is then not answered before the end. */
async function interruptedAt(
  isIt: (...asked: Asked) => boolean,
  { account = people().account, argv = [], items = {}, ready = () => true }: Scene = {},
): Promise<Interrupted> {
  const controller = new AbortController();
  let open: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    open = resolve;
  });
  let held = 0;
  const before = async (...asked: Asked): Promise<void> => {
    if (!isIt(...asked)) return;
    held += 1;
    await ended;
  };
  const fake = await bench.fake(account, { before, items });
  const running = bench.scan(['--format', 'json', ...argv], { signal: controller.signal });
  while (held === 0 || !ready(fake)) await wait(5);
  await wait(TAKEN_IN_MS);
  const at = performance.now();
  controller.abort();
  // A scan that waits for the answer nevertheless must come to an end too.
  await Promise.race([running, wait(3 * AT_ONCE_MS, undefined, { ref: false })]);
  open();
  return { ran: await running, fake, tookMs: performance.now() - at };
}

const INCOMPLETE = 'The scan is incomplete: not everything could be read.\n';
const BEFORE_IT = 'the scan was interrupted before it was read';
const BEFORE_ALL = 'the scan was interrupted before anything was read';

describe('interrupted while users are read', () => {
  const FIRST = ['user-001', 'user-002'];
  const LEFT = ['user-003', 'user-004', 'user-005', 'user-006', 'user-007', 'user-008', 'user-009', 'user-010', 'user-011', 'user-012'];
  /** All but the first two users wait for their answers. */
  const isLeft = (_: string, { UserName }: Asked[1]): boolean => LEFT.includes(String(UserName));
  const ready = ({ requests }: FakeIam): boolean => {
    const keys = requests.filter(({ action, answered }) => action === 'GetAccessKeyLastUsed' && answered === 'OK');
    return keys.length === (FIRST.length * REQUESTS_OF_A_USER) / 2;
  };
  const troubles = `- user user-003, user user-004, user user-005, user user-006, user user-007 and 5 more: ${BEFORE_IT}\n`;

  test('a scan gives what it has, and says of all others that it has not', async () => {
    const { account } = crowd(12);
    const { ran, tookMs } = await interruptedAt(isLeft, { account, ready });
    const idsOf = (userName: string): readonly string[] => [...(account.users.get(userName)?.keys.keys() ?? [])];
    const [one = [], two = []] = FIRST.map(idsOf);
    expect([ran.code, ran.err]).toEqual([3, `${INCOMPLETE}${troubles}`]);
    const { complete, counts, unreadable, keys } = inventoryIn(ran);
    expect({ complete, counts, unreadable }).toEqual({
      complete: false,
      counts: { unused: 2, undecided: 20, warn: 0, exempt: 0, inactive: 0, 'in-use': 2 },
      unreadable: LEFT.map((userName) => ({ userName, accessKeyId: null, because: BEFORE_IT })),
    });
    expect(keysIn(ran)).toEqual([
      ...LEFT.flatMap((userName) => [`${userName} without id undecided`, `${userName} without id undecided`]),
      ...[`user-001 ${one[0] ?? ''} unused`, `user-002 ${two[0] ?? ''} unused`],
      ...[`user-001 ${one[1] ?? ''} in-use`, `user-002 ${two[1] ?? ''} in-use`],
    ]);
    expect(new Set(keys.slice(0, 20).map(({ reason, step }) => `${step}: ${reason}`))).toEqual(new Set([`undecided: ${BEFORE_IT}`]));
    expect(tookMs).toBeLessThan(AT_ONCE_MS);
  });

  test('a scan asks for nobody who was not asked for before', async () => {
    const { fake } = await interruptedAt(isLeft, { account: crowd(30).account, ready });
    await wait(TAKEN_IN_MS);
    // It reads at most eight users ahead.
    const asked = new Set(fake.requests.filter(({ action }) => action === 'GetUser').map(({ target }) => target));
    expect(asked.size).toBeLessThanOrEqual(FIRST.length + 8);
    expect(asked.size).toBeGreaterThan(FIRST.length);
  });

  test('a file holds what the scan has', async () => {
    const { account } = crowd(12);
    const { ran } = await interruptedAt(isLeft, { account, ready, argv: ['--out', 'keys.json'] });
    expect(ran).toEqual({ code: 3, out: '', err: `Wrote keys.json\n${INCOMPLETE}${troubles}` });
    const written = inventoryIn({ out: readFileSync(join(bench.folder(), 'keys.json'), 'utf8') });
    expect([written.complete, written.keys.length]).toEqual([false, 24]);
  });
});

test.each(['GenerateCredentialReport', 'GetCredentialReport', 'Query'])('interrupted at %s, a scan has seen nothing', async (action) => {
  const { ran, tookMs } = await interruptedAt((asked) => asked === action);
  expect([ran.code, ran.err]).toEqual([3, `${INCOMPLETE}- the account: ${BEFORE_ALL}\n`]);
  expect(inventoryIn(ran)).toMatchObject({
    complete: false,
    records: { state: 'not-asked', because: 'the scan was interrupted' },
    rootAccessKeys: null,
    keys: [],
    unreadable: [{ userName: null, accessKeyId: null, because: BEFORE_ALL }],
  });
  expect(tookMs).toBeLessThan(AT_ONCE_MS);
});

test.each<[string, string, string]>([
  ['Query', 'amy', BEFORE_ALL],
  ['GetUser', 'amy', BEFORE_IT],
])('interrupted at %s, a scan of one user has not seen that user', async (action, userName, because) => {
  const { ran, tookMs } = await interruptedAt((asked) => asked === action, { argv: ['--user', userName] });
  expect([ran.code, ran.err]).toEqual([3, `${INCOMPLETE}- user ${userName}: ${because}\n`]);
  expect(inventoryIn(ran)).toMatchObject({ complete: false, keys: [], unreadable: [{ userName, accessKeyId: null, because }] });
  expect(tookMs).toBeLessThan(AT_ONCE_MS);
});

const BEFORE_THE_ACCOUNT = 'the scan was interrupted before the account was known\n';

test('interrupted before the account is known, a scan says so', async () => {
  const { ran, tookMs, fake } = await interruptedAt((asked) => asked === 'GetCallerIdentity');
  expect(ran).toEqual({ code: 3, out: '', err: BEFORE_THE_ACCOUNT });
  expect(fake.counts()).toEqual({ GetCallerIdentity: 1 });
  expect(tookMs).toBeLessThan(AT_ONCE_MS);
});

test('interrupted before it begins, a scan looks at nothing', async () => {
  const fake = await bench.fake(people().account);
  const controller = new AbortController();
  controller.abort();
  expect(await bench.scan([], { signal: controller.signal })).toEqual({ code: 3, out: '', err: BEFORE_THE_ACCOUNT });
  await wait(TAKEN_IN_MS);
  expect(Object.keys(fake.counts())).toEqual(['GetCallerIdentity']);
});

test('interrupted when all keys are read, a scan does not wait to know how many may still be touched today', async () => {
  const { account, unused } = people();
  // It was announced, and would be deactivated now.
  const record = { ...recordIn('announced', 8, { notice: noticeOf(8) }), accessKeyId: unused, userName: 'amy' };
  const items = { 'unused-credentials-keys': [remembered(record)] };
  const { ran, tookMs } = await interruptedAt((asked) => asked === 'GetItem', { account, items });
  expect(tookMs).toBeLessThan(AT_ONCE_MS);
  expect([ran.code, keysIn(ran)[0]]).toEqual([3, `amy ${unused} unused`]);
});
