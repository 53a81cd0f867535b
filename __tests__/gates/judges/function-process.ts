import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { TEST_CREDENTIALS, TEST_REGION } from './aws-call';
import type { EmittedFunction } from './function-emitted';

const ROOT = join(__dirname, '..', '..', '..');
const HOST = join(ROOT, 'judges', 'function-host.cjs');
const MAX_RUN_MS = 60_000;

/** The shipped file. */
export const FUNCTION_ZIP = join(ROOT, 'dist', 'sweep.zip');

/** What one run of the function left. */
export interface FunctionRun {
  readonly outcome: { readonly kind: 'returned'; readonly value?: unknown } | { readonly kind: 'failed'; readonly error: string };
  /** The lines of its log. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** What it printed that is no line of a log. */
  readonly stray: string;
}

/** The shipped function, unpacked; each run is a process of its own, as a cold start is. */
export class ShippedFunction {
  private readonly folder = mkdtempSync(join(tmpdir(), 'function-'));

  constructor() {
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(FUNCTION_ZIP)))) {
      mkdirSync(dirname(join(this.folder, 'code', path)), { recursive: true });
      writeFileSync(join(this.folder, 'code', path), bytes);
    }
  }

  /** Runs the function once as it is emitted, with what else must stand in its environment. */
  async run(emitted: EmittedFunction, extra: Readonly<Record<string, string>>): Promise<FunctionRun> {
    const file = join(this.folder, 'outcome.json');
    rmSync(file, { force: true });
    const args = [HOST, join(this.folder, 'code'), emitted.handler, String(emitted.timeoutSeconds), '{}', file];
    const child = spawn(process.execPath, args, {
      cwd: join(this.folder, 'code'),
      env: { PATH: process.env['PATH'], HOME: this.folder, ...lambdaEnvironment(emitted), ...emitted.environment, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed.out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (printed.err += chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), MAX_RUN_MS);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    if (code !== 0) throw new Error(`the function must end, got exit status ${String(code)}: ${printed.out}${printed.err}`);
    return { outcome: JSON.parse(readFileSync(file, 'utf8')) as FunctionRun['outcome'], ...readLog(`${printed.out}\n${printed.err}`) };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What AWS Lambda puts into every environment, as far as the function may look at it. */
function lambdaEnvironment({ name, memoryMb }: EmittedFunction): Readonly<Record<string, string>> {
  return {
    AWS_REGION: TEST_REGION,
    AWS_DEFAULT_REGION: TEST_REGION,
    AWS_ACCESS_KEY_ID: TEST_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: TEST_CREDENTIALS.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  };
}

function readLog(printed: string): Pick<FunctionRun, 'lines' | 'stray'> {
  const texts = printed.split('\n').filter((line) => line !== '');
  const isJson = (line: string): boolean => line.startsWith('{') && line.endsWith('}');
  return {
    lines: texts.filter(isJson).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    stray: texts.filter((line) => !isJson(line)).join('\n'),
  };
}
