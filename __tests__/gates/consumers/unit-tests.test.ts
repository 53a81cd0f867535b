import { dirname, join } from 'node:path';

import { describeWithNode } from '../support/nodes';
import { run } from '../support/run';

const REPOSITORY = join(__dirname, '../../..');
const LIMIT_MS = 900_000;

/** Real Terraform, the simulated worlds and the random plans give the same answers whichever Node asks, and take most of the time. */
const RANDOM = ['/sweep/laws', '/review/mangled-plans', '/review/recover/recover\\.test'];
const SKIPPED = ['--testPathIgnorePatterns', '/node_modules/', '/dist/', '/gates/', '/terraform/', ...RANDOM];

for (const version of [22, 24]) {
  describeWithNode(version, 'the unit tests', (node) => {
    test(
      'pass',
      async () => {
        const jest = join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js');
        const { code, stderr } = await run(node, [jest, '--colors=false', ...SKIPPED], { cwd: REPOSITORY, node, timeoutMs: LIMIT_MS });
        const failed = stderr.split('\n').filter((line) => /^(?:FAIL |  ● )/.test(line));
        expect([code, failed, stderr]).toEqual([0, [], expect.stringMatching(/^Tests: .*\d+ passed/m)]);
      },
      LIMIT_MS,
    );
  });
}
