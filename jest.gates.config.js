// Gates that need more than Node and npm: other tools, other versions of Node, packages installed in scratch projects.
const { transform } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/gates/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.scratch/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.scratch/', '/examples/'],
  transform,
  testTimeout: 300000,
};
