// `npm run check`: everything about the tree that needs Node and npm only and is not a test.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSteps } from './steps.mjs';

process.chdir(join(import.meta.dirname, '..'));

const textsIn = (folder) => Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

/** Rebuilds the generated files and says which were not as committed. */
function generatedFiles() {
  const texts = () => Object.fromEntries(['domain/generated', 'review/generated'].flatMap((folder) => Object.entries(textsIn(folder))));
  const before = texts();
  execFileSync(process.execPath, ['scripts/generate.mjs']);
  const after = texts();
  const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
  return changed.length === 0 ? undefined : `rebuilt, commit them: ${changed.join(', ')}`;
}

/** Holds the lock file free of addresses, and every version exact. */
function dependencies() {
  const lock = readFileSync('package-lock.json', 'utf8');
  if (/"resolved"/.test(lock)) return 'package-lock.json names where packages were downloaded';
  const { dependencies: runtime, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (runtime !== undefined) return 'there are runtime dependencies: the command line is bundled';
  const loose = Object.entries(devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  return loose.length === 0 ? undefined : `not exact: ${loose.map(([name]) => name).join(', ')}`;
}

await runSteps(
  [
    ['generated files are as the schema makes them', generatedFiles],
    ['dependencies are exact and their lock names no address', dependencies],
  ],
  // Each takes one core, and none changes what another reads.
  [
    [['lint', ['npx', 'eslint', '.']]],
    [
      ['types', ['npx', 'tsc', '--noEmit']],
      ['format', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']],
      ['build', [process.execPath, 'scripts/build.mjs']],
      // They describe the function that is built.
      ['documents are as the sources make them', [process.execPath, 'scripts/docs.mjs', '--check']],
      ['public API is as reported in docs/api', ['npx', 'api-extractor', 'run']],
      ['package', ['npx', 'publint', '--strict']],
    ],
  ],
);
