import { complaint, InputError } from '../../domain/errors';
import { isObject } from './references';
import { MAX_LEVELS, strictJsonOf } from './synthesized-json';

/** One file of Terraform's JSON syntax; the name is for messages, and tells an override file. */
export interface SynthesizedFile {
  readonly name: string;
  readonly text: string;
}

/** What the files of one folder declare together. */
export interface Declared {
  /** Managed resources by address. */
  readonly resources: ReadonlyMap<string, DeclaredResource>;
  /** All that an expression can refer to: `var.x`, `local.x`, `data.TYPE.NAME`, `TYPE.NAME`. */
  readonly definitions: ReadonlyMap<string, unknown>;
  /** By the key that resources name, `aws` or `aws.alias`. */
  readonly providers: ReadonlyMap<string, Values>;
  /** Calls of modules, by name. */
  readonly modules: ReadonlyMap<string, Values>;
  /** Blocks that say what becomes of objects that are there: `moved`, `removed`, `import`. */
  readonly turns: readonly { readonly kind: string; readonly body: unknown }[];
}

/** One block of a managed resource. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  readonly body: Values;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads the files of one folder as Terraform merges them, override files last.
 *
 * @throws InputError when a file is no JSON, or no Terraform configuration, or says something twice.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json (read 2026-11)
 * @see https://developer.hashicorp.com/terraform/language/files/override (read 2026-11)
 */
export function declaredIn(files: readonly SynthesizedFile[]): Declared {
  const reader = new Reader();
  const later = files.filter(({ name }) => isOverride(name));
  for (const file of files.filter((one) => !later.includes(one))) reader.read(file, false);
  for (const file of later.toSorted((one, other) => (one.name < other.name ? -1 : 1))) reader.read(file, true);
  return reader.declared;
}

const isOverride = (name: string): boolean => /(^|[/\\_])override\.tf\.json$/.test(name);

const BLOCKS: ReadonlySet<string> = new Set([
  ...['resource', 'data', 'ephemeral', 'locals', 'variable', 'output', 'provider', 'module', 'terraform', 'check', 'action'],
  ...['moved', 'removed', 'import'],
]);

const COMMENT = '//';
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

class Reader {
  readonly declared = {
    resources: new Map<string, DeclaredResource>(),
    definitions: new Map<string, unknown>(),
    providers: new Map<string, Values>(),
    modules: new Map<string, Values>(),
    turns: [] as { readonly kind: string; readonly body: unknown }[],
  };

  read(file: SynthesizedFile, isOver: boolean): void {
    const whole = configurationIn(file);
    const add = new Adder(file.name, isOver);
    const { resources, definitions, providers, modules, turns } = this.declared;
    for (const [type, blocks] of add.entries(whole['resource'], 'resource')) {
      for (const [name, body] of add.entries(blocks, type)) {
        const merged = add.to(definitions, `${type}.${name}`, add.block(body, name));
        resources.set(`${type}.${name}`, { type, name, body: merged });
      }
    }
    for (const [type, blocks] of add.entries(whole['data'], 'data')) {
      for (const [name, body] of add.entries(blocks, type)) add.to(definitions, `data.${type}.${name}`, add.block(body, name));
    }
    for (const [name, value] of add.entries(whole['locals'], 'locals')) add.to(definitions, `local.${name}`, value);
    for (const [name, body] of add.entries(whole['variable'], 'variable')) add.to(definitions, `var.${name}`, add.block(body, name));
    for (const [name, body] of add.entries(whole['module'], 'module')) add.to(modules, name, add.block(body, name));
    for (const [name, given] of add.entries(whole['provider'], 'provider')) {
      for (const body of Array.isArray(given) ? (given as readonly unknown[]) : [given]) {
        const block = add.block(body, name);
        add.to(providers, typeof block['alias'] === 'string' ? `${name}.${block['alias']}` : name, block);
      }
    }
    for (const kind of ['moved', 'removed', 'import']) {
      for (const body of [whole[kind] ?? []].flat() as readonly unknown[]) turns.push({ kind, body: add.block(body, kind) });
    }
  }
}

/** Adds what one file says. */
class Adder {
  constructor(
    private readonly file: string,
    private readonly isOver: boolean,
  ) {}

  /** Lists the members of an object, or of several in a list: the labels of a block. */
  entries(value: unknown, where: string): readonly (readonly [name: string, value: unknown])[] {
    if (value === undefined) return [];
    const objects: readonly unknown[] = Array.isArray(value) ? value : [value];
    const found = objects.flatMap((one) => (isObject(one) ? Object.entries(one) : this.refuse(`${where} as an object`, one)));
    for (const [name] of found) if (name !== COMMENT && !NAME.test(name)) this.refuse('names of letters, digits, _ and -', name);
    return found.filter(([name]) => name !== COMMENT);
  }

  /** Takes the body of a block, which may stand in a list of one. */
  block(value: unknown, where: string): Values {
    const bodies: readonly unknown[] = Array.isArray(value) ? value : [value];
    const [body, ...more] = bodies;
    if (more.length > 0) return this.refuse(`each block once`, where);
    if (!isObject(body)) return this.refuse(`${where} as an object`, body);
    return Object.fromEntries(Object.entries(body).filter(([name]) => name !== COMMENT));
  }

  /** Adds what is declared; an override file lays its arguments over it. */
  to<Value>(all: Map<string, Value> | Map<string, unknown>, key: string, value: Value): Value {
    const there = all.get(key);
    if (this.isOver !== all.has(key)) this.refuse(this.isOver ? 'overriding only what is declared' : 'each block once', key);
    const merged = isObject(there) && isObject(value) && !key.startsWith('local.') ? ({ ...there, ...value } as Value) : value;
    all.set(key, merged);
    return merged;
  }

  private refuse(accepted: string, got: unknown): never {
    throw new InputError(complaint({ name: 'the configuration', accepted: `Terraform JSON with ${accepted}`, got, at: this.file }));
  }
}

function configurationIn({ name, text }: SynthesizedFile): Values {
  const read = strictJsonOf(text);
  const refuse = (got: unknown, advice?: string): never => {
    throw new InputError(complaint({ name: 'the configuration', accepted: ACCEPTED, got, at: name, advice }));
  };
  if (!('value' in read)) {
    if (read.kind === 'twice') return refuse(`the key ${read.key} twice in one object`);
    if (read.kind === 'too-deep') return refuse(`more than ${String(MAX_LEVELS)} levels`);
    return refuse(text.trim() === '' ? undefined : 'text that is not JSON', 'only files *.tf.json are read, not those in HCL');
  }
  const { value } = read;
  if (!isObject(value)) return refuse('JSON that is no object');
  const unknown = Object.keys(value).find((key) => !BLOCKS.has(key) && key !== COMMENT);
  if (unknown === undefined) return value;
  const has = (...keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(value, key));
  if (has('planned_values', 'resource_changes')) return refuse('a plan', 'review it alone: review FILE, without --before and --after');
  if (has('lineage', 'serial', 'values')) return refuse('a state', 'give the configuration that was synthesized');
  if (has('stacks')) return refuse("CDKTF's manifest", 'give stacks/NAME/cdk.tf.json');
  return refuse(`the key ${unknown}`);
}

const ACCEPTED = 'Terraform JSON, as synth, module, CDKTF and CDK Terrain write it';
