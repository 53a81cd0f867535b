import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, '.scratch', 'scan-process');
const SHIPPED = join(FOLDER, 'iam-unused-credentials.js');
const MAX_BUILD_MS = 60_000;
const BUILD = `import('./scripts/build-command-line.mjs').then((module) => module.buildCommandLine(${JSON.stringify(FOLDER)}))`;

/** Builds the command line as it ships, into a folder of its own, because others read and build `dist` meanwhile. */
export function buildCommandLine(): void {
  execFileSync(process.execPath, ['-e', BUILD], { cwd: ROOT, timeout: MAX_BUILD_MS, stdio: 'inherit' });
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the command line that ships. */
export interface ScanProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
}

/** Longer than any scan here. */
const MAX_RUN_MS = 10_000;

/**
 * Starts `scan` in a folder, with nothing in its environment but what is given.
 *
 * @param isRead - whether anybody takes what it writes to standard output.
 */
export function startScan(folder: string, argv: readonly string[], environment: NodeJS.ProcessEnv, isRead = true): ScanProcess {
  const child = spawn(process.execPath, [SHIPPED, 'scan', ...argv], {
    cwd: folder,
    env: environment,
    timeout: MAX_RUN_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  if (isRead) child.stdout.on('data', (bytes: Buffer) => void (out += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => void (err += bytes.toString('utf8')));
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on(isRead ? 'close' : 'exit', (code: number | null, signal: NodeJS.Signals | null) => {
      child.stdout.destroy();
      resolve({ code, signal, out, err });
    });
  });
  return { child, ended };
}
