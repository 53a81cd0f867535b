// Flip any comparison in what decides about a key, scans an account or reviews a plan, and a test must fail. `MUTATE=domain npx stryker run` does one
// part, and so on; the parts are in stryker.parts.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = JSON.parse(readFileSync(join(import.meta.dirname, 'stryker.parts.json'), 'utf8'));
const part = process.env.MUTATE;
if (PARTS[part] === undefined) throw new Error(`MUTATE must be one of ${Object.keys(PARTS).join(', ')}, got ${part}`);

// Few of the simulated worlds.
process.env.LAW_RUNS ??= '3';
process.env.DIGEST_KEYS ??= '1200';
process.env.TEXT_RUNS ??= '5';
process.env.PIECE_STEP ??= '40';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: PARTS[part],
  // Each file stays where it is, as its tests look for what lies beside them.
  buildCommand:
    'esbuild ./domain/**/*.ts ./sweep/**/*.ts ./review/**/*.ts ./scan/**/*.ts ./aws/report-rows.ts ./__tests__/**/*.ts --outdir=. --format=cjs --platform=node',
  testRunner: 'mocha',
  mochaOptions: { spec: ['mocha.mutation.cjs'] },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  // Only these are copied: the rest is large, and nothing here needs it.
  ignorePatterns: [
    '*',
    '!domain/**',
    '!sweep/**',
    '!review/**',
    '!scan/**',
    '!aws/report-rows.ts',
    '!__tests__/mutation-*.ts',
    '!__tests__/domain/**',
    '!__tests__/sweep/**',
    '!__tests__/review/**',
    '!__tests__/scan/**',
    '!__tests__/support/**',
    '!examples/pull-request-review/plan.json',
    '!mocha.mutation.cjs',
    '!package.json',
    '!tsconfig.json',
  ],
  // Constants of a module need every test anew; tests of their own hold their values.
  ignoreStatic: true,
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `.scratch/mutation-${part}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 100, low: 98, break: ['domain', 'sweep'].includes(part) ? 95 : 90 },
};
