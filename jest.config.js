/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/__tests__/gates/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/examples/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  randomize: true,
};
