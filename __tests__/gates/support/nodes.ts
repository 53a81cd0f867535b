import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { terraformGate } from '../../support/terraform/describe-with-terraform';

const REPOSITORY = join(__dirname, '../../..');

let found: ReadonlyMap<number, string> | undefined;

/**
 * Declares tests for one version of Node; they get the path of its program.
 *
 * A version that cannot be had is reported as skipped, by name; under `CI=true` its tests fail instead.
 */
export function describeWithNode(version: number, name: string, tests: (node: string) => void): void {
  const node = nodePrograms().get(version);
  const title = `${name} on Node ${String(version)}`;
  switch (terraformGate(node, process.env['CI'])) {
    case 'run':
      describe(title, () => {
        tests(node ?? '');
      });
      return;
    case 'skip':
      describe.skip(`${title} (skipped: that Node is not there and could not be installed)`, () => {
        tests('');
      });
      return;
    case 'fail':
      describe(title, () => {
        test('that Node is there', () => {
          throw new Error(
            `Node ${String(version)} must be there when CI is true, got none; run node scripts/matrix.mjs ${String(version)}`,
          );
        });
      });
  }
}

/** Finds the versions of Node that are supported, and installs those that are missing. */
function nodePrograms(): ReadonlyMap<number, string> {
  if (found === undefined) {
    const script = join(REPOSITORY, 'scripts', 'matrix.mjs');
    const { stdout } = spawnSync(process.execPath, [script, '20', '22', '24'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    found = new Map(
      lines.map((line) => {
        const [version = '', ...program] = line.split(' ');
        return [Number(version), program.join(' ')];
      }),
    );
  }
  return found;
}
