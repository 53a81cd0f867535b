import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { buildSync } from 'esbuild';

import type { BindingsPackage } from './bindings-source';
import { type SchemaTypes, loadSchema } from './schema';
import { STANDIN_TYPES } from './standin-types';

/** Where Terraform files a provider written `hashicorp/aws`: the host is its default one, never called here. */
const PROVIDER_PATH = join('registry.terraform.io', 'hashicorp', 'aws');

const GO_ARCH: { readonly [node: string]: string } = { x64: 'amd64', arm64: 'arm64', ia32: '386', arm: 'arm' };

/** Defines which provider `terraform init` finds. */
export interface MirrorOptions {
  /**
   * Package from which the schema is derived.
   *
   * @default - the bindings of CDKTF
   */
  readonly bindings?: BindingsPackage;
  /**
   * Types Terraform may use; any other is refused by name.
   *
   * @default STANDIN_TYPES
   */
  readonly types?: SchemaTypes;
  /**
   * Version under which the stand-in is offered to `terraform init`.
   *
   * @default - the version the bindings were generated from
   */
  readonly version?: string;
}

/**
 * Makes the folder from which `terraform init` takes the stand-in, and the CLI configuration file that names it.
 *
 * Kept in the system's temporary folder and shared by all tests that want the same one.
 *
 * @returns path of the CLI configuration file, for TF_CLI_CONFIG_FILE
 */
export function providerMirror(options: MirrorOptions = {}): string {
  const schema = loadSchema(options.bindings ?? '@cdktf/provider-aws', options.types ?? STANDIN_TYPES);
  const version = options.version ?? schema.providerVersion;
  const code = readdirSync(__dirname).filter((name) => /\.(?:cjs|proto)$|^mirror\.ts$/.test(name));
  const inputs = [schema, version, process.execPath, code.map((name) => readFileSync(join(__dirname, name), 'utf8'))];
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 20);
  const mirror = join(tmpdir(), 'aws-provider-standin', `mirror-${key}`);
  if (!existsSync(mirror)) {
    const unfinished = mkdtempSync(join(mkdir(dirname(mirror)), 'unfinished-'));
    fillMirror(unfinished, mirror, version, JSON.stringify(schema));
    publish(unfinished, mirror);
  }
  return join(mirror, 'terraform.rc');
}

function fillMirror(folder: string, finalFolder: string, version: string, schema: string): void {
  const target = `${process.platform}_${GO_ARCH[arch()] ?? arch()}`;
  const program = join(mkdir(join(folder, 'providers', PROVIDER_PATH, version, target)), `terraform-provider-aws_v${version}`);
  const launcher = join(finalFolder, 'provider-launch.cjs');
  writeFileSync(join(folder, 'schema.json'), schema);
  // One file loads faster than the two hundred of the gRPC packages.
  const bundle = join(folder, 'provider.cjs');
  buildSync({ entryPoints: [join(__dirname, 'provider.cjs')], outfile: bundle, bundle: true, minify: true, platform: 'node' });
  for (const name of ['provider-launch.cjs', 'tfplugin5.proto', 'go-plugin.proto']) {
    copyFileSync(join(__dirname, name), join(folder, name));
  }
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' '${join(finalFolder, 'schema.json')}'\n`);
  chmodSync(program, 0o755);
  // No `direct` method: what is not in the mirror does not exist, and nothing is ever downloaded.
  const providers = JSON.stringify(join(finalFolder, 'providers'));
  writeFileSync(join(folder, 'terraform.rc'), `provider_installation {\n  filesystem_mirror {\n    path = ${providers}\n  }\n}\n`);
}

function publish(unfinished: string, mirror: string): void {
  try {
    renameSync(unfinished, mirror);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another worker was faster, with the same content.
    if (!existsSync(mirror)) {
      throw error;
    }
  }
}

function mkdir(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
