import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';

const FOLDER = mkdtempSync(join(tmpdir(), 'standard-stream-'));
const BUNDLE = join(FOLDER, 'standard-stream.js');
const MEGABYTE = 1024 * 1024;

beforeAll(() => {
  buildSync({ entryPoints: ['cli/standard-stream.ts'], bundle: true, platform: 'node', outfile: BUNDLE });
});
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

interface Reading {
  readonly waitMs?: number;
  /** How much is read, in characters, before the reader goes. */
  readonly most?: number;
  readonly out?: 'pipe' | number;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs code in a process, where `write` writes to standard output; reads that from a while later on, or not more than some of it. */
async function run(code: string, { waitMs = 0, most = Infinity, out = 'pipe' }: Reading = {}): Promise<Ended> {
  const script = `const write = require(${JSON.stringify(BUNDLE)}).writerTo('standard output'); ${code}`;
  const child: ChildProcess = spawn(process.execPath, ['-e', script], { stdio: ['ignore', out, 'pipe'] });
  const told = { out: '', err: '' };
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stderr?.on('data', (piece: Buffer) => (told.err += piece.toString()));
  await setTimeout(waitMs);
  child.stdout?.on('data', (piece: Buffer) => {
    told.out += piece.toString();
    if (told.out.length > most) child.stdout?.destroy();
  });
  return { code: await ended, ...told };
}

test('what is written comes whole and in order', async () => {
  expect(await run("write('one\\n'); write(''); write('zwei ä\\n');")).toEqual({ code: 0, out: 'one\nzwei ä\n', err: '' });
});

test('a reader that is slow is waited for', async () => {
  const { code, out, err } = await run(`write('a'.repeat(${String(MEGABYTE)})); write('b');`, { waitMs: 300 });
  expect({ code, length: out.length, end: out.slice(-2), err }).toEqual({ code: 0, length: MEGABYTE + 1, end: 'ab', err: '' });
});

// To open the stream of Node sets the pipe so.
test('the same with a pipe that does not wait', async () => {
  const { code, out, err } = await run(`process.stdout; write('a'.repeat(${String(MEGABYTE)})); write('b');`, { waitMs: 300 });
  expect({ code, length: out.length, end: out.slice(-2), err }).toEqual({ code: 0, length: MEGABYTE + 1, end: 'ab', err: '' });
});

test('a reader that stops early is no failure', async () => {
  const { code, err } = await run(`for (let at = 0; at < 64; at += 1) write('a'.repeat(${String(MEGABYTE)}));`, { most: 1 });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

// As a full disk would be, but on every machine: a file that is open for reading only.
test('what cannot be written is told', async () => {
  const { code, err } = await run(
    "try { write('a'); } catch (error) { console.error(error.message); process.exitCode = error.code === 'INPUT' ? 2 : 70; }",
    { out: openSync(BUNDLE, 'r') },
  );
  expect({ code, err }).toEqual({
    code: 2,
    err: "standard output must be open for writing, got 'EBADF' (at standard output)\n",
  });
});
