// Makes everything that ships: the construct for CDKTF, the same for CDK Terrain, the bundled command line, and the function.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildCommandLine } from './build-command-line.mjs';
import { buildFunction } from './build-function.mjs';
import { notices } from './notices.mjs';

const require = createRequire(import.meta.url);
process.chdir(join(import.meta.dirname, '..'));
rmSync('dist', { recursive: true, force: true });

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
copyFileSync('domain/policy.schema.json', 'dist/domain/policy.schema.json');
copyFileSync('review/review.schema.json', 'dist/review.schema.json');
copyFileSync('review/held-policies.schema.json', 'dist/held-policies.schema.json');
copyFileSync('scan/inventory.schema.json', 'dist/inventory.schema.json');

// The second entry point is the first with two module names replaced, in the one file that names them.
cpSync('dist/constructs', 'dist/cdktn', { recursive: true });
for (const file of readdirSync('dist/cdktn').filter((name) => /^terraform\.(js|d\.ts)$/.test(name))) {
  const path = join('dist/cdktn', file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/(["'])(@?)cdktf(?=\1|\/provider-aws)/g, '$1$2cdktn'));
}

const commandLine = await buildCommandLine();
writeFileSync(
  'dist/THIRD_PARTY_NOTICES.md',
  notices([...commandLine.map((account) => ['command line', account]), ['function', await buildFunction()]]),
);
