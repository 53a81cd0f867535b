import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, pause, type Server } from './server';

const PYTHON_THAT_SLEEPS = join(__dirname, '..', '..', '..', 'judges', 'python-under-faketime');

/**
 * A clock for other processes that can be moved while they run, by libfaketime. It goes on by itself.
 *
 * Waiting is not faked: timers and timeouts follow the monotonic clock, which stays real.
 *
 * @see https://github.com/wolfcw/libfaketime (read 2026-11)
 */
export class FakedClock {
  private readonly library = faketimeLibrary();
  private readonly folder = mkdtempSync(join(tmpdir(), 'clock-'));
  private readonly file = join(this.folder, 'offset');
  private offset = '+0';

  constructor(at: string) {
    this.write(at);
  }

  /** What a server needs in its environment to follow this clock. It looks at it once a second, as each look costs more than most calls. */
  get following(): Readonly<Record<string, string>> {
    return { ...this.common, FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_CACHE_DURATION: '1', PYTHONPATH: PYTHON_THAT_SLEEPS };
  }

  /** What a process that ends before the clock is moved again needs in its environment. */
  get standing(): Readonly<Record<string, string>> {
    return { ...this.common, FAKETIME: this.offset };
  }

  /**
   * Moves the clock to an instant, such as `2026-01-31T06:00:00Z`, and waits until a server that follows it says so.
   *
   * @throws Error when it does not.
   */
  async moveTo(at: string, { endpoint }: Pick<Server, 'endpoint'>): Promise<void> {
    this.write(at);
    await pause(LOOK_MS);
    await eventually(`the time ${at} at ${endpoint}`, FOLLOW_SECONDS, async () => {
      const { headers } = await fetch(endpoint, { method: 'HEAD' });
      const ahead = Date.parse(headers.get('date') ?? '') - Date.parse(at);
      return Math.abs(ahead) < CLOSE_MS ? true : undefined;
    });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get common(): Readonly<Record<string, string>> {
    // With that fix a thread of Python that waits for its turn spins, at ten times the cost of a request.
    return { LD_PRELOAD: this.library, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_FORCE_MONOTONIC_FIX: '0', TZ: 'UTC' };
  }

  private write(at: string): void {
    const seconds = (Date.parse(at) - Date.now()) / 1000;
    this.offset = `${seconds < 0 ? '' : '+'}${seconds.toFixed(3)}`;
    writeFileSync(`${this.file}.new`, `${this.offset}\n`);
    // In one go, because it is read at any time.
    renameSync(`${this.file}.new`, this.file);
  }
}

/** Until a server has looked again. */
const LOOK_MS = 1_050;
const FOLLOW_SECONDS = 20;
const CLOSE_MS = 30_000;

/** The library, for programs with threads, where its own program finds it. */
function faketimeLibrary(): string {
  return execFileSync('faketime', ['-m', '+0 days', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
}
