// The fast tests of what decides about keys, for mutation testing: without constructs, command line and engine, and with few of
// the simulated worlds.
const [{ transform, modulePathIgnorePatterns }] = require('./jest.config.js').projects;

process.env.LAW_RUNS ??= '3';
process.env.DIGEST_KEYS ??= '1200';

/** @type {import('jest').Config} */
module.exports = {
  testMatch: [`<rootDir>/__tests__/mutation-${process.env.MUTATE ?? '*'}.ts`],
  // Stryker works in a copy below .stryker-tmp/.
  modulePathIgnorePatterns: modulePathIgnorePatterns.filter((pattern) => !pattern.includes('stryker')),
  roots: ['<rootDir>/domain', '<rootDir>/sweep', '<rootDir>/__tests__'],
  watchman: false,
  transform,
};
