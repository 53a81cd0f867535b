// Flip any comparison in what decides about a key, and a test must fail. Takes some minutes for each part:
// `MUTATE=domain npx stryker run`, and so on; the names are below.

const PARTS = {
  domain: [
    'domain/{access-key,act-ledger,agenda,digest,digest-sections,digest-text,exemption,instant,key-record,notice}.ts',
    'domain/{record-item,report-row,step-for,step-for-active,step-for-inactive,sweep-policy,transition}.ts',
  ],
  sweep: ['sweep/*.ts'],
  read: ['review/read/*.ts'],
  recover: ['review/recover/*.ts', 'review/{exit-code,findings,leaf,outcome,part}.ts'],
  checks: ['review/{checks,facts}/*.ts'],
  render: ['review/render/*.ts', 'domain/milestones.ts'],
};
const part = process.env.MUTATE;
if (PARTS[part] === undefined) throw new Error(`MUTATE must be one of ${Object.keys(PARTS).join(', ')}, got ${part}`);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: PARTS[part],
  testRunner: 'jest',
  jest: { configFile: 'jest.mutation.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  // Only these are copied: the rest is large, and nothing here needs it.
  ignorePatterns: [
    '*',
    '!domain/**',
    '!sweep/**',
    '!review/**',
    '!__tests__/mutation-*.ts',
    '!__tests__/domain/**',
    '!__tests__/sweep/**',
    '!__tests__/review/**',
    '!__tests__/support/**',
    '!jest*.js',
    '!jest*.cjs',
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
