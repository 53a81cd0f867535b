import tsdoc from 'eslint-plugin-tsdoc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'coverage/',
      'domain/generated/',
      'review/generated/',
      '**/cdktf.out/',
      '.matrix/',
      '.judges/',
      '.scratch/',
      '.stryker-tmp/',
      '**/*.cjs',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { tsdoc },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'tsdoc/syntax': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Leaving a member out by taking the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // `import x = require()` is how a CommonJS build is asked for.
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      // A construct registers itself with its scope.
      'no-new': 'off',
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
    },
  },
  // Their own tsconfig.json is for whoever has the package installed.
  { files: ['examples/**'], languageOptions: { parserOptions: { projectService: false, project: './tsconfig.json' } } },
  { files: ['**/__tests__/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
);
