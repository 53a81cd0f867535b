import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builtFunction, type BuiltFunction } from '../support/built-function';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
const MAX_ZIP_BYTES = 400_000;
/** A cold start may cost this many times the CPU of one that loads nothing. */
const MAX_TIMES_BARE = 4;

/**
 * Where a zip says what it holds, and how.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (read 2026-11)
 */
const CENTRAL_ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const TIME = 12;
const DATE = 14;
const EXTERNAL_ATTRIBUTES = 38;
const FIRST_OF_1980 = 0b0000000_0001_00001;

let built: BuiltFunction;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  built = await builtFunction();
});
afterAll(() => {
  built.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('holds one file, is small, and exports the handler alone', async () => {
  expect(built.files).toEqual(['index.js']);
  expect(built.zip.length).toBeLessThan(MAX_ZIP_BYTES);
  const { stdout } = await run(process.execPath, ['-p', `JSON.stringify(Object.keys(require(${JSON.stringify(built.entry)})))`]);
  expect(JSON.parse(stdout)).toEqual(['handler']);
});

test('holds a file that everybody may read, of a day that never changes', () => {
  const zip = Buffer.from(built.zip);
  const entry = zip.lastIndexOf(CENTRAL_ENTRY);
  const mode = zip.readUInt32LE(entry + EXTERNAL_ATTRIBUTES) >>> 16;
  expect([mode.toString(8), zip.readUInt16LE(entry + TIME), zip.readUInt16LE(entry + DATE)]).toEqual(['100644', 0, FIRST_OF_1980]);
});

test('has the same bytes from another folder, umask, time zone and language', async () => {
  for (const part of ['domain', 'sweep', 'aws', 'lambda', 'scripts', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, part), join(folder, 'a b', part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'a b', 'node_modules'));
  const command = 'umask 077 && cd / && exec "$0" "$1/scripts/build-function.mjs" "$1/elsewhere.zip"';
  const env = { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', HOME: folder };
  await run('/bin/sh', ['-c', command, process.execPath, join(folder, 'a b')], { env });
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  expect(hash(readFileSync(join(folder, 'a b', 'elsewhere.zip')))).toBe(hash(built.zip));
});

test('names no folder of the machine that built it', () => {
  const text = readFileSync(built.entry, 'utf8');
  expect([ROOT, tmpdir(), '/node_modules/'].filter((path) => text.includes(path))).toEqual([]);
});

test('starts for less than four times the CPU of a process that loads nothing', async () => {
  const cost = async (code: string): Promise<number> => {
    const measure = `${code};const { user, system } = process.cpuUsage();console.log(user + system)`;
    return Number((await run(process.execPath, ['-e', measure], { env: {} })).stdout);
  };
  const ratios: number[] = [];
  // The least of some, because this machine has other things to do.
  for (let time = 0; time < 6; time += 1) ratios.push((await cost(`require(${JSON.stringify(built.entry)})`)) / (await cost('0')));
  expect(Math.min(...ratios)).toBeLessThan(MAX_TIMES_BARE);
});
