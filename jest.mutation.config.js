// The fast tests of what decides about keys and of what reviews a plan, for mutation testing: without constructs, command
// line and engine, and with few of the simulated worlds.
const [{ transform, modulePathIgnorePatterns }] = require('./jest.config.js').projects;

process.env.LAW_RUNS ??= '3';
process.env.DIGEST_KEYS ??= '1200';
process.env.TEXT_RUNS ??= '5';
process.env.PIECE_STEP ??= '40';

/** @type {import('jest').Config} */
module.exports = {
  testMatch: [`<rootDir>/__tests__/mutation-${process.env.MUTATE ?? '*'}.ts`],
  // Stryker works in a copy below .stryker-tmp/.
  modulePathIgnorePatterns: modulePathIgnorePatterns.filter((pattern) => !pattern.includes('stryker')),
  roots: ['domain', 'sweep', 'review', '__tests__'].map((folder) => `<rootDir>/${folder}`),
  watchman: false,
  transform,
};
