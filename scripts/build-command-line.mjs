// Makes the command line ready to run: one bundled file that starts fast, and those that it loads to declare, to scan, and for what few
// reviews need.
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { textInOnePiece } from './build-function.mjs';

const START = 'iam-unused-credentials.js';
const DECLARE = 'iam-unused-credentials-declare.js';
const SCAN = 'iam-unused-credentials-scan.js';
const ON_DEMAND = 'iam-unused-credentials-on-demand.js';
const PARSER = 'iam-unused-credentials-parser.js';
const YARGS_SHIM = 'scripts/yargs-shim.mjs';

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
    name: 'loads-on-demand',
    setup({ onResolve }) {
      onResolve({ filter: /\/constructs\/write\.js$/ }, () => ({ path: `./${DECLARE}`, external: true }));
      onResolve({ filter: /\/scan-account\.js$/ }, () => ({ path: `./${SCAN}`, external: true }));
      onResolve({ filter: /\/parser\.js$/ }, ({ importer }) =>
        /cli[\\/]program\.ts$/.test(importer) ? { path: `./${PARSER}`, external: true } : undefined,
      );
      onResolve({ filter: /\/on-demand\.js$/ }, () => ({ path: `./${ON_DEMAND}`, external: true }));
    },
  },
  // Only the writer of files hashes.
  inPlaceOf(
    'node:crypto',
    /cli[\\/]write-files\.ts$/,
    `export const createHash = (name) => require('node:crypto').createHash(name);
     export const randomUUID = () => require('node:crypto').randomUUID();`,
  ),
];

/** Its own platform loads more than it needs. */
const onOurPlatform = {
  name: 'parser-on-our-platform',
  setup({ onLoad }) {
    onLoad({ filter: /yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(YARGS_SHIM, 'utf8'),
      resolveDir: dirname(path),
    }));
  },
};

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

/** The SDK warns of what its next versions will need, at every run; ours stays the one that is bundled. */
const withoutWarnings = {
  name: 'without-warnings',
  setup({ onLoad }) {
    onLoad({ filter: /emitWarningIfUnsupportedVersion\.js$/ }, () => ({
      contents: 'export const state = { warningEmitted: true }; export const emitWarningIfUnsupportedVersion = () => {};',
    }));
  },
};

/**
 * A large account is mostly garbage that is young: without this its place grows to 48 MB before anything is collected, and that of
 * what is old likewise. Small accounts cost the same.
 *
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
const SMALL_HEAP = ['--heap-growing-percent=50', '--semi-space-growth-factor=1']
  // Without a name of its own, as the bundle may have any.
  .map((flag) => `require("node:v8").setFlagsFromString("${flag}");`)
  .join(' ');

/** Bundles the files into a folder; gives esbuild's accounts of what is in them, by what they are. */
export async function buildCommandLine(folder = 'dist') {
  const start = await build({
    ...OPTIONS,
    entryPoints: ['cli/bin.ts'],
    outfile: join(folder, START),
    banner: { js: '#!/usr/bin/env node' },
    plugins: startsFast,
    // Through `require`, which costs less than the loader of ES modules.
    supported: { 'dynamic-import': false },
  });
  chmodSync(join(folder, START), 0o755);
  const declare = await build({
    ...OPTIONS,
    entryPoints: ['constructs/write.ts'],
    outfile: join(folder, DECLARE),
    // The engine loads its zip writer at once and needs it for assets only, of which we make none.
    alias: { archiver: './scripts/no-archiver.cjs' },
    plugins: [withoutTokenTraces],
  });
  const scan = await build({
    ...OPTIONS,
    entryPoints: ['cli/scan-account.ts'],
    outfile: join(folder, SCAN),
    banner: { js: SMALL_HEAP },
    alias: { 'strip-ansi': './scripts/no-ansi.cjs' },
    plugins: [textInOnePiece, withoutWarnings],
    // Ways to credentials and proxies are loaded when they are needed.
    supported: { 'dynamic-import': false },
  });
  const onDemand = await build({
    ...OPTIONS,
    entryPoints: ['cli/on-demand.ts'],
    outfile: join(folder, ON_DEMAND),
    supported: { 'dynamic-import': false },
  });
  const parser = await build({ ...OPTIONS, entryPoints: ['cli/parser.ts'], outfile: join(folder, PARSER), plugins: [onOurPlatform] });
  return [start, declare, scan, onDemand, parser].map(({ metafile }) => metafile);
}
