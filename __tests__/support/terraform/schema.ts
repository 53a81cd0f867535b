import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BindingsPackage, type BindingsSource, packageRoot, readBindings } from './bindings-source';
import { type Block, deriveBlock } from './derive-block';

/** Defines which resource and data source types a schema holds, by their Terraform names. */
export interface SchemaTypes {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/** Defines what the stand-in answers when Terraform asks what the provider understands. */
export interface ProviderSchema {
  /** Version of the AWS provider the bindings were generated from. */
  readonly providerVersion: string;
  readonly provider: Block;
  readonly resources: { readonly [type: string]: Block };
  readonly dataSources: { readonly [type: string]: Block };
}

/** The bindings do not say what is sensitive; these are the ones our types have. */
const SENSITIVE: { readonly [type: string]: readonly string[] } = {
  aws_iam_access_key: ['secret', 'ses_smtp_password_v4'],
};

/**
 * Derives a provider schema from npm bindings, or takes the one an earlier run derived.
 *
 * Kept in the system's temporary folder under a name that changes with the bindings, the types and this code.
 *
 * @throws Error if the bindings lack one of the types
 */
export function loadSchema(bindings: BindingsPackage, types: SchemaTypes): ProviderSchema {
  const version = readFileSync(join(packageRoot(bindings), 'package.json'), 'utf8');
  const code = ['schema', 'derive-block', 'bindings-source'].map((name) => readFileSync(join(__dirname, `${name}.ts`), 'utf8'));
  const key = createHash('sha256')
    .update(JSON.stringify([bindings, version, types, code]))
    .digest('hex')
    .slice(0, 20);
  const file = join(tmpdir(), 'aws-provider-standin', `schema-${key}.json`);
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8')) as ProviderSchema;
  }
  const schema = deriveSchema(bindings, types);
  mkdirSync(join(file, '..'), { recursive: true });
  // Test workers derive at the same time: a rename shows each of them a whole file or none.
  const unfinished = `${file}.${String(process.pid)}`;
  writeFileSync(unfinished, JSON.stringify(schema));
  renameSync(unfinished, file);
  return schema;
}

/**
 * Derives a provider schema from npm bindings.
 *
 * @throws Error if the bindings lack one of the types
 */
export function deriveSchema(bindings: BindingsPackage, types: SchemaTypes): ProviderSchema {
  const provider = readBindings(bindings, 'provider');
  const providerBlock = rootBlock(provider, 'provider');
  // Terraform answers for `alias` itself and refuses a provider that declares it.
  delete providerBlock.attributes['alias'];
  return {
    providerVersion: /providerVersion: '([^']+)'/.exec(provider.classes.get('AwsProvider') ?? '')?.[1] ?? '0.0.0',
    provider: providerBlock,
    resources: Object.fromEntries(types.resources.map((type) => [type, typeBlock(bindings, type, '')])),
    dataSources: Object.fromEntries(types.dataSources.map((type) => [type, typeBlock(bindings, type, 'data-aws-')])),
  };
}

function typeBlock(bindings: BindingsPackage, type: string, prefix: string): Block {
  const folder = `${prefix}${type.replace(/^aws_/, '').replaceAll('_', '-')}`;
  const block = rootBlock(readBindings(bindings, folder), folder);
  for (const name of prefix === '' ? (SENSITIVE[type] ?? []) : []) {
    const attribute = block.attributes[name];
    if (attribute !== undefined) {
      block.attributes[name] = { ...attribute, sensitive: true };
    }
  }
  return block;
}

function rootBlock(source: BindingsSource, folder: string): Block {
  for (const [name, text] of source.classes) {
    const at = text.indexOf('synthesizeHclAttributes()');
    if (at >= 0) {
      return deriveBlock(source, { config: `${name}Config`, output: name, inputs: text.slice(at) });
    }
  }
  throw new Error(`bindings must hold a class that writes HCL, got none in ${folder}`);
}
