import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { AWS_VARIABLES } from './aws-clients';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');
const MAX_RUN_MS = 20_000;

/** What one run of the function left. */
export interface Run {
  /** How it ended: well, or the error's name, code and message. */
  readonly end: unknown;
  /** What it printed before, line by line. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** The function as it ships, in a folder of its own. */
export interface BuiltFunction {
  readonly zip: Uint8Array;
  readonly files: readonly string[];
  readonly entry: string;
  /** Runs the handler once in a fresh process, as a cold start is. */
  run(variables: Readonly<Record<string, string>>): Promise<Run>;
  dispose(): void;
}

const HOST = `
  const { handler } = require(process.argv[1]);
  const context = { getRemainingTimeInMillis: () => 840_000 };
  const ended = (end) => console.log(JSON.stringify({ end }));
  handler({ any: 'event' }, context).then(() => ended('well'), ({ name, code, message }) => ended({ name, code, message }));
`;

/** Builds the function from this tree. */
export async function builtFunction(): Promise<BuiltFunction> {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  const path = join(folder, 'sweep.zip');
  await run(process.execPath, [join(ROOT, 'scripts', 'build-function.mjs'), path], { timeout: MAX_RUN_MS });
  const zip = new Uint8Array(readFileSync(path));
  const files = unzipSync(zip);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const entry = join(folder, 'index.js');
  return {
    zip,
    files: Object.keys(files),
    entry,
    async run(variables) {
      const env = { ...AWS_VARIABLES, ...variables };
      const { stdout, stderr } = await run(process.execPath, ['-e', HOST, entry], { cwd: folder, env, timeout: MAX_RUN_MS });
      const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line !== '');
      const parsed = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      return { end: parsed.find((line) => 'end' in line)?.['end'], lines: parsed.filter((line) => !('end' in line)) };
    },
    dispose() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
