import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { copyWorkingTree, linkFolder, readJson } from '../support/folders';
import { succeed } from '../support/run';

/** This repository. */
export const REPOSITORY = join(__dirname, '../../..');

/** The frameworks that a consumer may have installed, and what differs between them. */
export const FRAMEWORKS = {
  cdktf: { provider: '@cdktf/provider-aws', entry: 'iam-unused-credentials', example: 'one-account', cli: 'cdktf-cli/bundle/bin/cdktf' },
  cdktn: { provider: '@cdktn/provider-aws', entry: 'iam-unused-credentials/cdktn', example: 'cdk-terrain', cli: 'cdktn-cli/bin/cdktn' },
} as const;

/** Names a framework. */
export type Framework = keyof typeof FRAMEWORKS;

/** What a synthesized stack holds, by kind of block. */
export type StackJson = Readonly<Record<'resource' | 'data', Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/**
 * Holds what all tests of this gate share: a clone of the repository, the packed package, and one project for each framework
 * into which npm installed it. All in one folder of the system's for temporary files.
 */
export class World {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'consumers-')));
  readonly clone = join(this.root, 'clone');
  readonly unpacked = join(this.root, 'unpacked', 'package');
  private readonly made = new Map<string, Promise<string>>();
  private tarballName = '';
  private count = 0;

  /** The packed package. */
  get tarball(): string {
    return join(this.root, this.tarballName);
  }

  /** The bundled command line, as it is packed. */
  get commandLine(): string {
    return join(this.unpacked, 'dist', 'iam-unused-credentials.js');
  }

  /** Builds and packs in the clone, so that the repository's own `dist` stays what it is, then installs. */
  async prepare(): Promise<void> {
    await copyWorkingTree(REPOSITORY, this.clone);
    await linkFolder(join(REPOSITORY, 'node_modules'), join(this.clone, 'node_modules'));
    await succeed(process.execPath, ['scripts/build.mjs'], { cwd: this.clone });
    await succeed('npm', ['pack', '--pack-destination', this.root], { cwd: this.clone });
    this.tarballName = readdirSync(this.root).find((name) => name.endsWith('.tgz')) ?? '';
    mkdirSync(join(this.root, 'unpacked'));
    await succeed('tar', ['-xzf', this.tarball, '-C', join(this.root, 'unpacked')], { cwd: this.root });
    await Promise.all((['cdktf', 'cdktn'] as const).map((framework) => this.install(framework)));
  }

  /** The project of a framework: an example as it is copied out, with nothing else of the repository. */
  project(framework: Framework): string {
    return join(this.root, framework);
  }

  /** Makes an empty folder. */
  emptyFolder(): string {
    this.count += 1;
    const folder = join(this.root, `scratch-${String(this.count)}`);
    mkdirSync(folder);
    return folder;
  }

  /** Makes a folder with what is installed for a framework. */
  consumer(framework: Framework): string {
    const folder = this.emptyFolder();
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    symlinkSync(join(this.project(framework), 'node_modules'), join(folder, 'node_modules'));
    return folder;
  }

  /** Makes a folder with what is installed for both frameworks. */
  async consumerOfBoth(): Promise<string> {
    const folder = this.emptyFolder();
    await linkFolder(join(this.project('cdktf'), 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['cdktn', FRAMEWORKS.cdktn.provider]) {
      await linkFolder(join(this.project('cdktn'), 'node_modules', name), join(folder, 'node_modules', name));
    }
    return folder;
  }

  /**
   * Copies an example out, with what is installed for its framework.
   *
   * @throws Error if it depends on anything else than the example that was installed
   */
  example(framework: Framework, name: string): string {
    const folder = this.consumer(framework);
    copyExample(name, folder);
    const wanted = dependenciesOf(join(folder, 'package.json'));
    const installed = dependenciesOf(join(this.project(framework), 'package.json'));
    if (wanted !== installed) {
      throw new Error(`dependencies of examples/${name} must be ${installed}, got ${wanted}`);
    }
    return folder;
  }

  /** Makes something that several tests look at, once. */
  async once(name: string, make: () => Promise<string>): Promise<string> {
    const made = this.made.get(name) ?? make();
    this.made.set(name, made);
    return await made;
  }

  /** Copies an example out, compiles and runs it, once. */
  async synthesizedExample(framework: Framework, name: string): Promise<string> {
    return await this.once(`example ${name}`, async () => {
      const folder = this.example(framework, name);
      await succeed(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: folder });
      await succeed(process.execPath, ['dist/main.js'], { cwd: folder });
      return folder;
    });
  }

  /** Removes everything. */
  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private async install(framework: Framework): Promise<void> {
    const folder = this.project(framework);
    mkdirSync(folder);
    copyExample(FRAMEWORKS[framework].example, folder);
    const manifest = join(folder, 'package.json');
    const { dependencies, ...rest } = readJson(manifest) as { readonly dependencies: Readonly<Record<string, string>> };
    const packed = { ...dependencies, 'iam-unused-credentials': `file:${this.tarball}` };
    writeFileSync(manifest, JSON.stringify({ ...rest, dependencies: packed }));
    const options = ['--no-package-lock', '--strict-peer-deps', '--prefer-offline', '--no-audit', '--no-fund'];
    await succeed('npm', ['install', ...options], { cwd: folder });
  }
}

/** Reads the one stack that an app left, without the engine's remarks. */
export function readStack(folder: string): StackJson {
  const stacks = join(folder, 'cdktf.out', 'stacks');
  const [name = 'none', ...others] = existsSync(stacks) ? readdirSync(stacks) : [];
  if (others.length > 0) {
    throw new Error(`${stacks} must hold one stack, got ${[name, ...others].join(', ')}`);
  }
  const { resource, data } = withoutRemarks(readJson(join(stacks, name, 'cdk.tf.json'))) as StackJson;
  return { resource, data };
}

/** Takes the engine's remarks out of what it wrote: they hold paths and versions. */
export function withoutRemarks(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutRemarks);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//')
      .map(([key, inner]) => [key, withoutRemarks(inner)]),
  );
}

function copyExample(name: string, folder: string): void {
  const built = /[/\\](?:node_modules|dist|cdktf\.out|\.terraform)(?:[/\\]|$)/;
  const from = join(REPOSITORY, 'examples', name);
  cpSync(from, folder, { recursive: true, filter: (path) => !built.test(path.slice(from.length)) });
}

/** Lists what a package.json asks for, but for the package itself. */
function dependenciesOf(file: string): string {
  const { dependencies, devDependencies } = readJson(file) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const others = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => name !== 'iam-unused-credentials');
  return others
    .map((entry) => entry.join('@'))
    .sort()
    .join(', ');
}
