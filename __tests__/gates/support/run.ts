import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** What one run of a program left behind. */
export interface RunResult {
  /** Exit status; 124 if the run was ended because it took longer than allowed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Defines where and how a program is run. */
export interface RunOptions {
  readonly cwd: string;
  /** Node that the program, and what it starts, runs on. */
  readonly node?: string;
  /** What it has in its environment besides. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * After so long a run is ended.
   *
   * @default 600000
   */
  readonly timeoutMs?: number;
}

const MAX_RUN_MS = 600_000;

/** Runs a program without a terminal, with nothing of the npm that started the tests, and with the frameworks kept from calling home. */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...environment(options.node), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return await new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, options.timeoutMs ?? MAX_RUN_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : (code ?? 1), ...output });
    });
  });
}

/**
 * Runs a program of which only success will do, and gives its standard output.
 *
 * @throws Error with all it printed, if it fails
 */
export async function succeed(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0) {
    throw new Error(
      `${[program, ...args].join(' ')} in ${options.cwd} must succeed, got exit status ${String(code)}:\n${stdout}\n${stderr}`,
    );
  }
  return stdout;
}

/** Runs a script on a version of Node. */
export async function runNode(node: string, args: readonly string[], cwd: string): Promise<RunResult> {
  return await run(node, args, { cwd, node });
}

function environment(node: string | undefined): NodeJS.ProcessEnv {
  const foreign = /^(?:npm_(?:package|lifecycle|command|execpath|node_execpath|config_local_prefix)|NODE_PATH$|NODE_OPTIONS$|JEST_|CDKT)/;
  const path = process.env['PATH'] ?? '';
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    ...(node !== undefined && { PATH: `${dirname(node)}${delimiter}${path}` }),
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    CI: '1',
  };
}
