// Builds the function's file once, before any test: constructs attach it, and tests run it.
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

module.exports = () => {
  execFileSync(process.execPath, [join('scripts', 'build-function.mjs')], { cwd: __dirname, stdio: 'inherit' });
};
