/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['**/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/__tests__/gates/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/examples/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  // What is imported on demand is named as the language wants it, and stands here as source.
  moduleNameMapper: { '^(.*/constructs/write)\\.js$': '$1' },
  randomize: true,
};
