// `npm start`: installs what is missing, builds, and declares the policy that cdktf.json describes.
// One script on purpose: pre-hooks would be dropped where npm is told to ignore scripts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

/** Runs a step and ends with its exit code when it fails. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(`${command} cannot be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Tells whether node_modules is what the lock file says: npm keeps a copy of the lock in it. */
function isInstalled() {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) => path === '' || optional || devOptional || present[path]?.version === version,
  );
}

if (!isInstalled()) run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
run(process.execPath, ['scripts/build.mjs']);

// What the cdktf command does with the context before it starts the app.
const require = createRequire(import.meta.url);
const { readSettingsFile } = require('../dist/cli/settings-file.js');
try {
  const { settings } = readSettingsFile('cdktf.json', process.cwd());
  run(process.execPath, ['dist/main.js'], { env: { ...process.env, CDKTF_CONTEXT_JSON: JSON.stringify({ unusedCredentials: settings }) } });
} catch (error) {
  if (error.code !== 'INPUT') throw error;
  console.error(error.message);
  process.exit(2);
}
