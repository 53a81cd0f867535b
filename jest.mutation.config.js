// The fast tests of what decides about keys, for mutation testing: without constructs, command line and engine, and with few of
// the simulated worlds.
const [{ transform, modulePathIgnorePatterns }] = require('./jest.config.js').projects;

process.env.LAW_RUNS ??= '3';
process.env.DIGEST_KEYS ??= '1200';

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/domain/**/*.test.ts', '**/__tests__/sweep/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', 'laws-can-fail', 'laws-in-the-end', '/domain/(explain|read-policy|regions)\\.'],
  // Stryker works in a copy below .stryker-tmp/.
  modulePathIgnorePatterns: modulePathIgnorePatterns.filter((pattern) => !pattern.includes('stryker')),
  roots: ['<rootDir>/domain', '<rootDir>/sweep', '<rootDir>/__tests__'],
  watchman: false,
  testSequencer: './jest.mutation-sequencer.cjs',
  transform,
};
