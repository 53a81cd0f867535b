// The fast tests of what decides about keys, for mutation testing: without the constructs, the command line and the engine.
const [{ transform, modulePathIgnorePatterns }] = require('./jest.config.js').projects;

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/domain/**/*.test.ts', '**/__tests__/sweep/**/*.test.ts', '**/__tests__/support/world/**/*.test.ts'],
  modulePathIgnorePatterns: modulePathIgnorePatterns.filter((pattern) => !pattern.includes('stryker')),
  transform,
};
