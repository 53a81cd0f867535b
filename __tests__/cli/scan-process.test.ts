import { setTimeout as wait } from 'node:timers/promises';
import type { FakeIam } from '../support/fake-iam/fake-iam';
import { useScan } from '../support/scan-command';
import { inventoryIn } from '../support/scan-inventory';
import { crowd, people } from '../support/scan-people';
import { buildCommandLine, startScan, type ScanProcess } from '../support/scan-process';

jest.setTimeout(60_000);
const bench = useScan();
beforeAll(buildCommandLine);

/** Within this time, in milliseconds, whoever interrupts expects the end. */
const AT_ONCE_MS = 1_000;
/** Longer than it takes to take in an answer that is there. */
const TAKEN_IN_MS = 150;

/** What leads a process to a fake, and no more. */
const environmentFor = ({ url }: FakeIam): NodeJS.ProcessEnv => ({
  ...{ HOME: bench.folder(), AWS_ENDPOINT_URL: url, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' },
  ...{ AWS_ACCESS_KEY_ID: 'AKIAFAKEFAKEFAKEFAKE', AWS_SECRET_ACCESS_KEY: 'nobody-knows-this-secret' },
});

test('a scan in a process of its own ends by itself, and says nothing beside its result', async () => {
  const fake = await bench.fake(people().account);
  const { code, out, err } = await startScan(bench.folder(), ['--format', 'json'], environmentFor(fake)).ended;
  expect([code, err]).toEqual([1, '']);
  expect(inventoryIn({ out }).counts).toEqual({ unused: 1, undecided: 0, warn: 1, exempt: 0, inactive: 1, 'in-use': 2 });
});

test('a scan with a profile that is asked for says nothing of other credentials in the environment', async () => {
  const fake = await bench.fake(people().account);
  const environment = {
    ...environmentFor(fake),
    AWS_SHARED_CREDENTIALS_FILE: bench.write('credentials', '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = other\n'),
  };
  const { code, err } = await startScan(bench.folder(), ['--profile', 'work', '--format', 'json'], environment).ended;
  expect([code, err]).toEqual([1, '']);
});

test('a scan that finds a profile and keys in the environment says that it takes the profile', async () => {
  const fake = await bench.fake(people().account);
  const environment = {
    ...environmentFor(fake),
    AWS_PROFILE: 'work',
    AWS_SHARED_CREDENTIALS_FILE: bench.write('credentials', '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = other\n'),
  };
  const { code, err } = await startScan(bench.folder(), ['--format', 'json'], environment).ended;
  const warning = /^Warning: .*Multiple credential sources detected: .*will proceed with the AWS_PROFILE value\..*\n$/;
  expect([code, err]).toEqual([1, expect.stringMatching(warning)]);
});

describe('a scan that is interrupted', () => {
  let open: () => void = () => undefined;
  afterEach(() => {
    open();
  });

  /** Starts a scan of which all users but the first two wait for their answers, and gives it when those are read. */
  async function started(count: number, isRead = true): Promise<ScanProcess> {
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const before = async (_: string, { UserName }: Readonly<Record<string, unknown>>): Promise<void> => {
      if (typeof UserName === 'string' && !['user-001', 'user-002'].includes(UserName)) await opened;
    };
    const fake = await bench.fake(crowd(count).account, { before });
    const scan = startScan(bench.folder(), ['--format', 'json'], environmentFor(fake), isRead);
    const keysRead = (): number =>
      fake.requests.filter(({ action, answered }) => action === 'GetAccessKeyLastUsed' && answered === 'OK').length;
    while (keysRead() < 4 && scan.child.exitCode === null) await wait(5);
    await wait(TAKEN_IN_MS);
    return scan;
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s gives what it has, and ends within a second', async (signal) => {
    const { child, ended } = await started(20);
    const at = performance.now();
    child.kill(signal);
    const end = await ended;
    expect(performance.now() - at).toBeLessThan(AT_ONCE_MS);
    expect([end.code, end.signal]).toEqual([3, null]);
    expect(end.err).toBe(
      'The scan is incomplete: not everything could be read.\n' +
        '- user user-003, user user-004, user user-005, user user-006, user user-007 and 13 more: the scan was interrupted before it was read\n',
    );
    const { complete, counts, keys } = inventoryIn(end);
    expect({ complete, counts, count: keys.length }).toEqual({
      complete: false,
      counts: { unused: 2, undecided: 36, warn: 0, exempt: 0, inactive: 0, 'in-use': 2 },
      count: 40,
    });
  });

  test('gives a long result whole', async () => {
    const { child, ended } = await started(500);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(out.length).toBeGreaterThan(500_000);
    expect([code, inventoryIn({ out }).keys.length]).toEqual([3, 1000]);
  });

  test('twice ends at once, though nobody has taken its result', async () => {
    const { child, ended } = await started(500, false);
    child.kill('SIGINT');
    await wait(AT_ONCE_MS);
    expect([child.exitCode, child.signalCode]).toEqual([null, null]);
    const at = performance.now();
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGINT' });
    expect(performance.now() - at).toBeLessThan(AT_ONCE_MS);
  });
});
