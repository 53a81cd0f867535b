import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

/** How to start a server on this machine. */
export interface ServerOptions {
  readonly program: string;
  readonly args: (port: number) => readonly string[];
  readonly env: (port: number) => Readonly<Record<string, string>>;
  /** What it prints once it listens, with the port when it chose that itself; else it is asked until it answers. */
  readonly ready?: RegExp;
}

/** A server that runs on this machine. */
export interface Server {
  readonly port: number;
  readonly endpoint: string;
  /** The latest that it printed. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 5_000;
const POLL_MS = 50;
const ASK_MS = 250;
const MAX_LOG = 200_000;

/**
 * Starts a server on a free port of 127.0.0.1 and waits until it answers.
 *
 * @throws Error with what it printed when it does not.
 */
export async function startServer({ program, args, env, ready }: ServerOptions): Promise<Server> {
  const freePort = await portThatIsFree();
  const child = spawn(program, args(freePort), {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), ...env(freePort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed = `${printed}${text}`.slice(-MAX_LOG)));
  }
  child.on('error', ({ message }) => (printed += message));
  const stop = (): Promise<void> => end(child);
  const port = await portOnceReady(child, freePort, ready, () => printed);
  if (port === undefined) {
    await stop();
    throw new Error(`${program} must answer within ${String(START_MS / 1000)} s, got: ${printed}`);
  }
  return { port, endpoint: `http://127.0.0.1:${String(port)}`, log: () => printed, stop };
}

async function portThatIsFree(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function portOnceReady(child: ChildProcess, port: number, ready: RegExp | undefined, log: () => string): Promise<number | undefined> {
  const lateAt = Date.now() + START_MS;
  while (Date.now() < lateAt && child.exitCode === null) {
    const said = ready?.exec(log());
    if (said) return said[1] === undefined ? port : Number(said[1]);
    if (ready === undefined && (await answers(port))) return port;
    await pause(POLL_MS);
  }
  return undefined;
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${String(port)}/`, { signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** Waits. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks until the answer is there.
 *
 * @throws Error with `what` when it is not in time.
 */
export async function eventually<Answer>(what: string, seconds: number, ask: () => Promise<Answer | undefined>): Promise<Answer> {
  const lateAt = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > lateAt) throw new Error(`${what} must come within ${String(seconds)} s, got nothing`);
    await pause(ASK_MS);
  }
}
