const common = {
  modulePathIgnorePatterns: ['/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/\\.matrix/', '/\\.judges/', '/examples/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.scratch/', '/\\.stryker-tmp/', '/__tests__/gates/'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: {
    // What is imported on demand is named as the language wants it, and stands here as source.
    '^(.*/(constructs/write|scan-account|on-demand|parser))\\.js$': '$1',
    // Both engines note for each token where it was made: most of the time that the tests would take.
    '^(\\.{1,2}/)+(.*/)?private/stack-trace$|^\\./stack-trace$': '<rootDir>/jest.no-token-traces.cjs',
  },
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    { ...common, displayName: 'all', testMatch: ['**/__tests__/**/*.test.ts'] },
    {
      // The same constructs on CDK Terrain: the same tests, the same committed files.
      ...common,
      displayName: 'cdktn',
      testMatch: ['**/__tests__/constructs/**/*.test.ts'],
      moduleNameMapper: { ...common.moduleNameMapper, '^cdktf$': 'cdktn', '^@cdktf/provider-aws(.*)$': '@cdktn/provider-aws$1' },
    },
  ],
  randomize: true,
  // On two cores too: one of them would have nothing to do.
  maxWorkers: '100%',
  globalSetup: './jest.global-setup.cjs',
};
