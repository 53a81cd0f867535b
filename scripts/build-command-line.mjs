// Makes the command line ready to run: one bundled file that starts fast, and one that it loads to declare.
import { chmodSync } from 'node:fs';
import { build } from 'esbuild';

const START = 'dist/iam-unused-credentials.js';
const DECLARE = 'dist/iam-unused-credentials-declare.js';

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Puts other text in the place of a module, for those that import it from where the pattern says. */
function inPlaceOf(module, importer, contents) {
  const namespace = `in-place-of-${module}`;
  return {
    name: namespace,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${module}$`) }, (asked) =>
        importer.test(asked.importer) && asked.namespace === 'file' ? { path: module, namespace, pluginData: asked.resolveDir } : undefined,
      );
      onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({ contents, resolveDir: pluginData }));
    },
  };
}

/** What is loaded at every start costs more than the start itself, and most of it is never used. */
const startsFast = [
  {
    name: 'declares-on-demand',
    setup({ onResolve }) {
      onResolve({ filter: /\/constructs\/write\.js$/ }, () => ({ path: './iam-unused-credentials-declare.js', external: true }));
    },
  },
  // Only the writer of files hashes.
  inPlaceOf(
    'node:crypto',
    /cli[\\/]write-files\.ts$/,
    `export const createHash = (name) => require('node:crypto').createHash(name);
     export const randomUUID = () => require('node:crypto').randomUUID();`,
  ),
  // The parser looks through the folders above for a version, which it is told; without one it goes on.
  inPlaceOf('escalade/sync', /yargs[\\/]build/, `module.exports = () => { throw new Error('the version is known'); };`),
  // The parser lays out text only to show it.
  inPlaceOf('cliui', /yargs[\\/]build/, `module.exports = (options) => require('cliui')(options);`),
  inPlaceOf('string-width', /yargs[\\/]build/, `module.exports = (text) => require('string-width')(text);`),
  // What the parser asserts is the same with less to load.
  inPlaceOf(
    'assert',
    /yargs[\\/]build/,
    `exports.strictEqual = (got, wanted, message) => { if (!Object.is(got, wanted)) throw new Error(message); };
     exports.notStrictEqual = (got, refused, message) => { if (Object.is(got, refused)) throw new Error(message); };`,
  ),
];

/**
 * The engine notes for each token where it was made, to explain one that cannot be resolved. Ours are all made here, and the
 * notes cost more than the synthesis: a bug of ours shows its own stack.
 */
const withoutTokenTraces = {
  name: 'without-token-traces',
  setup({ onLoad }) {
    onLoad({ filter: /cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/ }, () => ({
      contents: 'exports.captureStackTrace = () => [];',
    }));
  },
};

/** Bundles both files into dist; gives esbuild's accounts of what is in them, by what they are. */
export async function buildCommandLine() {
  const start = await build({
    ...OPTIONS,
    entryPoints: ['cli/bin.ts'],
    outfile: START,
    banner: { js: '#!/usr/bin/env node' },
    // The parser's main file also makes a parser of its own, from the process.
    alias: { yargs: 'yargs/yargs' },
    plugins: startsFast,
    // Through `require`, which costs less than the loader of ES modules.
    supported: { 'dynamic-import': false },
  });
  chmodSync(START, 0o755);
  const declare = await build({
    ...OPTIONS,
    entryPoints: ['constructs/write.ts'],
    outfile: DECLARE,
    // The engine loads its zip writer at once and needs it for assets only, of which we make none.
    alias: { archiver: './scripts/no-archiver.cjs' },
    plugins: [withoutTokenTraces],
  });
  return [start.metafile, declare.metafile];
}
