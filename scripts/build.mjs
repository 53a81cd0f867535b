// Makes everything that ships: the construct for CDKTF, the same for CDK Terrain, the bundled command line, and the function.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildFunction } from './build-function.mjs';
import { notices } from './notices.mjs';

const require = createRequire(import.meta.url);
process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
copyFileSync('domain/policy.schema.json', 'dist/domain/policy.schema.json');

// The second entry point is the first with two module names replaced, in the one file that names them.
cpSync('dist/constructs', 'dist/cdktn', { recursive: true });
for (const file of readdirSync('dist/cdktn').filter((name) => /^terraform\.(js|d\.ts)$/.test(name))) {
  const path = join('dist/cdktn', file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/(["'])(@?)cdktf(?=\1|\/provider-aws)/g, '$1$2cdktn'));
}

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

const { metafile } = await build({
  entryPoints: ['cli/bin.ts'],
  outfile: 'dist/iam-unused-credentials.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  banner: { js: '#!/usr/bin/env node' },
  // The engine loads its zip writer at once and needs it for assets only, of which we make none.
  alias: { archiver: './scripts/no-archiver.cjs' },
  plugins: [withoutTokenTraces],
  metafile: true,
  logLevel: 'warning',
});
chmodSync('dist/iam-unused-credentials.js', 0o755);
writeFileSync('dist/THIRD_PARTY_NOTICES.md', notices({ 'command line': metafile, function: await buildFunction() }));
