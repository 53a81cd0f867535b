import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { version } from '../../package.json';

const ROOT = join(__dirname, '..', '..');
const MAX_BUILD_MS = 60_000;

/** Programs as a job finds them. */
export interface Programs {
  /** The path on which they are, with those of this machine behind. */
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Makes the programs that scripts of jobs start: `npx`, which runs the command line as it ships and nothing else, and `terraform`, which
 * shows the plan that the variable PLAN_JSON names.
 *
 * @param name - names a folder of its own, because several tests make these at once.
 */
export function programsForJobs(name: string): Programs {
  const folder = join(ROOT, '.scratch', name);
  const build = `import('./scripts/build-command-line.mjs').then((module) => module.buildCommandLine(${JSON.stringify(folder)}))`;
  execFileSync(process.execPath, ['-e', build], { cwd: ROOT, timeout: MAX_BUILD_MS, stdio: 'inherit' });
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const write = (program: string, ...lines: readonly string[]): void => {
    writeFileSync(join(bin, program), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(bin, program), 0o755);
  };
  write(
    'npx',
    `[ "$1 $2" = "--yes iam-unused-credentials@${version}" ] || { echo "npx must be asked for this version, got $*" >&2; exit 127; }`,
    'shift 2',
    `exec '${process.execPath}' '${join(folder, 'iam-unused-credentials.js')}' "$@"`,
  );
  write(
    'terraform',
    'case "$1 $2" in',
    '  "show -json") [ -f "$3" ] && cat "$PLAN_JSON" ;;',
    '  "init "*) ;;',
    '  "plan "*) : > plan.out ;;',
    '  *) exit 64 ;;',
    'esac',
  );
  return {
    path: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
