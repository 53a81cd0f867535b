import { main } from '../../cli/program';
import { progressOn } from '../../cli/progress';
import type { Requests } from '../../scan/inventory';
import { useScan } from '../support/scan-command';
import { withoutCredentials } from '../support/scan-environment';
import { inventoryIn } from '../support/scan-inventory';
import { crowd } from '../support/scan-people';
import { fakeTerminal, type FakeTerminal } from '../support/scan-terminal';
import { NOW } from '../support/world/records';

describe('progress', () => {
  let sent: Requests = { total: 0, throttled: 0, byAction: {} };
  beforeEach(() => {
    jest.useFakeTimers();
    sent = { total: 3, throttled: 0, byAction: { 'iam:GetUser': 3 } };
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const shownOn = ({ stream }: FakeTerminal): ReturnType<typeof progressOn> => progressOn(stream, () => sent);
  /** A bar has 20 characters. */
  const bar = (full: number): string => '█'.repeat(full) + '░'.repeat(20 - full);
  /** Time enough for what changed to be seen. */
  const soon = (): void => {
    jest.advanceTimersByTime(400);
  };

  test('is not shown where there is no terminal, and nothing is counted for it', () => {
    const requests = jest.fn(() => sent);
    const progress = progressOn(undefined, requests);
    progress.told(1, 2);
    soon();
    progress.end();
    expect(requests.mock.calls).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('says at first that the report is waited for', () => {
    const terminal = fakeTerminal();
    const progress = shownOn(terminal);
    expect(terminal.line()).toBe('Waiting for the credential report, 3 requests, 0 throttled');
    progress.end();
  });

  test('says how many users of how many are read', () => {
    const terminal = fakeTerminal();
    const progress = shownOn(terminal);
    progress.told(0, 8);
    soon();
    const first = terminal.line();
    progress.told(2, 8);
    soon();
    const second = terminal.line();
    progress.told(8, 8);
    soon();
    expect([first, second, terminal.line()]).toEqual([
      `Reading ${bar(0)} 0/8 users, 3 requests, 0 throttled`,
      `Reading ${bar(5)} 2/8 users, 3 requests, 0 throttled`,
      `Reading ${bar(20)} 8/8 users, 3 requests, 0 throttled`,
    ]);
    progress.end();
  });

  test('says what is sent and throttled even while nobody is read', () => {
    const terminal = fakeTerminal();
    const progress = shownOn(terminal);
    progress.told(2, 8);
    sent = { total: 40, throttled: 12, byAction: { 'iam:GetUser': 40 } };
    soon();
    expect(terminal.line()).toBe(`Reading ${bar(5)} 2/8 users, 40 requests, 12 throttled`);
    progress.end();
  });

  test('leaves nothing behind, and the terminal as it was', () => {
    const terminal = fakeTerminal();
    const progress = shownOn(terminal);
    progress.told(2, 8);
    soon();
    const during = [terminal.line() !== '', terminal.isAsBefore()];
    progress.end();
    expect([during, terminal.line(), terminal.isAsBefore(), jest.getTimerCount()]).toEqual([[true, false], '', true, 0]);
  });

  test('ends once, and shows nothing after', () => {
    const terminal = fakeTerminal();
    const progress = shownOn(terminal);
    progress.end();
    const written = terminal.written();
    progress.end();
    progress.told(1, 2);
    soon();
    expect([terminal.written(), terminal.line()]).toEqual([written, '']);
  });
});

describe('a scan at a terminal', () => {
  const bench = useScan();

  interface Seen {
    readonly code: number;
    readonly out: string;
    /** What stood on the line of progress whenever anything else was written. */
    readonly beside: readonly string[];
  }

  /** Scans with standard error at a terminal. */
  async function scannedAt(terminal: FakeTerminal, signal = new AbortController().signal): Promise<Seen> {
    const beside: string[] = [];
    let out = '';
    const code = await main(['scan', '--format', 'json'], {
      version: '0.0.0',
      env: () => undefined,
      cwd: bench.folder(),
      input: async function* () {},
      out: (text) => {
        beside.push(terminal.line());
        out += text;
      },
      err: () => {
        beside.push(terminal.line());
      },
      ...{
        now: () => NOW,
        columns: () => undefined,
        terminal: () => terminal.stream,
        interruption: () => signal,
        chooseProfile: () => undefined,
      },
    });
    return { code, out, beside };
  }

  test('shows progress until it has a result', async () => {
    await bench.fake(crowd(30).account);
    const terminal = fakeTerminal();
    const { code, out, beside } = await scannedAt(terminal);
    expect([code, beside, terminal.line(), terminal.isAsBefore()]).toEqual([1, [''], '', true]);
    expect(terminal.lines[0]).toMatch(/^Waiting for the credential report, \d+ requests, 0 throttled$/);
    const { total } = inventoryIn({ out }).requests;
    expect(terminal.lines.at(-2)).toBe(`Reading ${'█'.repeat(20)} 30/30 users, ${String(total)} requests, 0 throttled`);
  });

  test('takes progress away before it says what is wrong', async () => {
    withoutCredentials();
    await bench.fake(crowd(1).account);
    const terminal = fakeTerminal();
    const { code, beside } = await scannedAt(terminal);
    expect([code, beside, terminal.line(), terminal.isAsBefore()]).toEqual([3, [''], '', true]);
    expect(terminal.lines.length).toBeGreaterThan(1);
  });

  test('takes progress away when it is interrupted', async () => {
    const controller = new AbortController();
    const before = (action: string): void => {
      if (action === 'GetUser') controller.abort();
    };
    await bench.fake(crowd(30).account, { before });
    const terminal = fakeTerminal();
    const { code, beside } = await scannedAt(terminal, controller.signal);
    expect([code, new Set(beside), terminal.line(), terminal.isAsBefore()]).toEqual([3, new Set(['']), '', true]);
  });
});
