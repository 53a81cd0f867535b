import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to run a program that ends by itself. */
export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs and writes, and its home. */
  readonly folder: string;
  /** The exit codes that say it did its work. */
  readonly succeedsWith: readonly number[];
}

/** What a program that did its work left. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_RUN_MS = 240_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs a program until it ends.
 *
 * @throws Error with the end of what it said when it ends with another exit code, or not in time.
 */
export function runProgram({ program, args, environment, folder, succeedsWith }: ProgramRun): Promise<Ended> {
  const options = { cwd: folder, env: { ...environment, HOME: folder }, timeout: MAX_RUN_MS, maxBuffer: MAX_OUTPUT };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number' && succeedsWith.includes(exitCode)) resolve({ exitCode, stdout, stderr });
      else {
        const said = `${stdout}${stderr}`.slice(-2000);
        reject(new Error(`${program} must end with ${succeedsWith.join(' or ')}, got ${String(exitCode)}: ${said}`));
      }
    });
  });
}

/** Lends a new folder for as long as the work takes. */
export async function inNewFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
