import { readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { filesBelow, readJson } from '../support/folders';
import { run } from '../support/run';
import { REPOSITORY, type World } from './world';

const MAX_PACKED_BYTES = 2_000_000;
const LIBRARY = ['constructs', 'domain'] as const;
const EXECUTABLE = 0o111;

/** Declares what must be true of the packed package itself. */
export function tarballTests(world: World): void {
  test('holds the compiled construct twice, the domain, the command line, its notices, the documentation, and nothing else', () => {
    expect(filesBelow(world.unpacked)).toEqual(expectedFiles());
  });

  test('weighs less than 2 MB', () => {
    expect(statSync(world.tarball).size).toBeLessThan(MAX_PACKED_BYTES);
  });

  test('depends on nothing but its peers, runs nothing when it is installed, and has one command', () => {
    const { dependencies, optionalDependencies, bundleDependencies, peerDependencies, peerDependenciesMeta, bin, scripts } = readJson(
      join(world.unpacked, 'package.json'),
    ) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
    const installing = ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in (scripts ?? {}));
    const optional = { optional: true };
    expect({ dependencies, optionalDependencies, bundleDependencies, installing, peerDependencies, peerDependenciesMeta, bin }).toEqual({
      dependencies: undefined,
      optionalDependencies: undefined,
      bundleDependencies: undefined,
      installing: [],
      peerDependencies: {
        constructs: '^10.4.2',
        cdktf: '^0.21.0',
        '@cdktf/provider-aws': '^21.22.1',
        cdktn: '^0.24.0',
        '@cdktn/provider-aws': '^25.0.0',
      },
      peerDependenciesMeta: {
        cdktf: optional,
        '@cdktf/provider-aws': optional,
        cdktn: optional,
        '@cdktn/provider-aws': optional,
      },
      bin: { 'iam-unused-credentials': 'dist/iam-unused-credentials.js' },
    });
  });

  test('has a command that a shell can start', () => {
    const [firstLine] = readFileSync(world.commandLine, 'utf8').split('\n');
    expect([firstLine, statSync(world.commandLine).mode & EXECUTABLE]).toEqual(['#!/usr/bin/env node', EXECUTABLE]);
  });

  test('names no folder of the machine that built it', () => {
    const folders = [REPOSITORY, world.root, tmpdir(), homedir()].map((folder) => `${folder}/`);
    const named = (text: string): readonly string[] => folders.filter((folder) => text.includes(folder));
    const found = filesBelow(world.unpacked).map((file) => [file, named(readFileSync(join(world.unpacked, file), 'utf8'))] as const);
    expect(found.filter(([, names]) => names.length > 0)).toEqual([]);
    expect(named(`${world.root}/clone`)).toEqual(expect.arrayContaining([`${world.root}/`]));
  });

  test('lists every package that is bundled, with its licence', () => {
    const notices = readFileSync(join(world.unpacked, 'dist', 'THIRD_PARTY_NOTICES.md'), 'utf8');
    const licences = new Map([...notices.matchAll(/^\| (\S+) \| [\d.]+ \| (\S+) \|/gm)].map(([, name, licence]) => [name, licence]));
    expect(['cdktf', '@cdktf/provider-aws', 'constructs', 'yargs'].map((name) => [name, licences.get(name)])).toEqual([
      ['cdktf', 'MPL-2.0'],
      ['@cdktf/provider-aws', 'MPL-2.0'],
      ['constructs', 'Apache-2.0'],
      ['yargs', 'MIT'],
    ]);
  });

  test('satisfies publint --strict', async () => {
    const { code, stdout } = await run('node_modules/.bin/publint', ['--strict', world.tarball], { cwd: world.clone });
    expect([code, stdout]).toEqual([0, expect.stringContaining('All good!')]);
  });

  test('has types under every resolution that attw knows', async () => {
    const { code, stdout } = await run('node_modules/.bin/attw', ['--format', 'ascii', world.tarball], { cwd: world.clone });
    expect([code, stdout]).toEqual([0, expect.stringContaining('No problems found')]);
  });
}

/** Says what must ship, from the sources: each gives code and types. */
function expectedFiles(): readonly string[] {
  const compiled = LIBRARY.flatMap((folder) => {
    const sources = filesBelow(join(REPOSITORY, folder)).filter((file) => file.endsWith('.ts'));
    const targets = folder === 'constructs' ? ['constructs', 'cdktn'] : [folder];
    return targets.flatMap((target) =>
      sources.flatMap((file) => ['.js', '.d.ts'].map((ending) => `dist/${target}/${file.replace(/\.ts$/, ending)}`)),
    );
  });
  const data = [
    'domain/policy.schema.json',
    'domain/regions.json',
    'review.schema.json',
    'inventory.schema.json',
    'held-policies.schema.json',
  ];
  const commandLine = ['', '-declare', '-on-demand', '-parser', '-scan'].map((part) => `iam-unused-credentials${part}.js`);
  const built = [...data, ...commandLine, 'sweep.zip', 'THIRD_PARTY_NOTICES.md'].map((file) => `dist/${file}`);
  const documentation = filesBelow(join(REPOSITORY, 'docs')).map((file) => `docs/${file}`);
  return [...compiled, ...built, ...documentation, 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'].sort();
}
