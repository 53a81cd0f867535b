// Gates that need more than Node and npm: other tools, other versions of Node, packages installed in scratch projects.
const [{ transform, moduleNameMapper, modulePathIgnorePatterns }] = require('./jest.config.js').projects;

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/gates/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.scratch/', '/\\.judges/'],
  modulePathIgnorePatterns,
  transform,
  moduleNameMapper,
  testTimeout: 300000,
  // Four at once, however few cores: what takes longest waits for clocks, packages and other processes.
  maxWorkers: 4,
  globalSetup: './jest.global-setup.cjs',
};
