import type { BindingsSource } from './bindings-source';

/** A Terraform type in the JSON notation of the plugin protocol. */
export type CtyType =
  'string' | 'number' | 'bool' | 'dynamic' | ['list' | 'set' | 'map', CtyType] | ['object', { [name: string]: CtyType }];

/** Defines one argument, or one value the provider answers, of a block. */
export interface Attribute {
  readonly type: CtyType;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
}

/** Defines how often a block stands inside another. */
export interface NestedBlock {
  readonly nesting: 'SINGLE' | 'LIST' | 'SET' | 'MAP';
  readonly minItems: number;
  /** 0 is no limit. */
  readonly maxItems: number;
  readonly block: Block;
}

/** Defines what stands between two braces: of a resource, of a data source, of the provider. */
export interface Block {
  readonly attributes: { [name: string]: Attribute };
  readonly blocks: { [name: string]: NestedBlock };
}

/** Where the three halves of one structure's description stand in the generated source. */
export interface StructNames {
  readonly config: string;
  readonly output: string;
  /** The text that holds `name: { value, isBlock, type, storageClassType }`. */
  readonly inputs: string;
}

interface Input {
  readonly shape: string;
  readonly storage: string;
}

interface Declared {
  readonly required: boolean;
  readonly repeated: boolean;
  readonly block: boolean;
}

/**
 * Derives one block of a provider schema.
 *
 * Three places are read: the metadata of the HCL writer (types of arguments), the interface (what is required and what
 * is a block) and the class (what the provider computes).
 *
 * @throws Error if a structure is declared elsewhere (bindings split into several files)
 */
export function deriveBlock(source: BindingsSource, names: StructNames): Block {
  const inputs = readInputs(names.inputs);
  const declared = readDeclared(source.interfaces.get(names.config) ?? '');
  const outputs = readOutputs(source.classes.get(names.output) ?? '');
  const attributes: { [name: string]: Attribute } = {};
  const blocks: { [name: string]: NestedBlock } = {};
  for (const [name, input] of inputs) {
    const says = declared.get(name) ?? { required: false, repeated: true, block: false };
    if (says.block) {
      blocks[name] = nestedBlock(source, input, says);
      continue;
    }
    const computed = outputs.get(name)?.computed ?? false;
    attributes[name] = {
      type: inputType(source, input, says),
      required: says.required,
      optional: !says.required,
      computed,
      sensitive: false,
    };
  }
  for (const [name, output] of outputs) {
    if (!inputs.has(name) && output.computed) {
      attributes[name] = { type: outputType(source, output.text), required: false, optional: false, computed: true, sensitive: false };
    }
  }
  return { attributes, blocks };
}

function readInputs(text: string): Map<string, Input> {
  const entry = /^ +(\w+): \{\s+value: .*,\s+isBlock: (?:true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)"/gm;
  return new Map([...text.matchAll(entry)].map(([, name = '', shape = '', storage = '']) => [name, { shape, storage }]));
}

function readDeclared(text: string): Map<string, Declared> {
  const entry = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly \w+(\??): ([^\n]*)/g;
  return new Map(
    [...text.matchAll(entry)].map(([, doc = '', optional = '', type = '']) => {
      const name = /#(\w+) \w+#\1\}/.exec(doc)?.[1] ?? '';
      return [name, { required: optional === '', repeated: type.includes('[]'), block: doc.includes(`* ${name} block\n`) }];
    }),
  );
}

function readOutputs(text: string): Map<string, { readonly computed: boolean; readonly text: string }> {
  const parts = text.split(/^ +\/\/ (\w+) - computed: (true|false), optional: (?:true|false), required: (?:true|false)$/m);
  const found = new Map<string, { computed: boolean; text: string }>();
  for (let at = 1; at + 2 < parts.length; at += 3) {
    found.set(parts[at] ?? '', { computed: parts[at + 1] === 'true', text: parts[at + 2] ?? '' });
  }
  return found;
}

function nestedBlock(source: BindingsSource, input: Input, says: Declared): NestedBlock {
  const single = input.shape === 'struct';
  const struct = single ? input.storage : input.storage.replace(/(?:List|Map)$/, '');
  const nesting = single ? 'SINGLE' : input.shape === 'set' ? 'SET' : input.shape === 'map' ? 'MAP' : 'LIST';
  const minItems = says.required ? 1 : 0;
  // Terraform refuses a single block whose two limits differ.
  const maxItems = single ? minItems : says.repeated || nesting === 'MAP' ? 0 : 1;
  return { nesting, minItems, maxItems, block: deriveStruct(source, struct) };
}

function deriveStruct(source: BindingsSource, struct: string): Block {
  const writer = source.functions.get(`${struct.charAt(0).toLowerCase()}${struct.slice(1)}ToHclTerraform`);
  const output = `${struct}OutputReference`;
  if (writer === undefined && !source.classes.has(output)) {
    throw new Error(`structure must be declared in the file that uses it, got ${struct}`);
  }
  return deriveBlock(source, { config: struct, output, inputs: writer ?? '' });
}

function inputType(source: BindingsSource, input: Input, says: Declared): CtyType {
  if (/^[a-z]/.test(input.storage)) {
    const element = storageType(input.storage.replace(/(?:List|Map)$/, ''));
    return input.shape === 'list' || input.shape === 'set' || input.shape === 'map' ? [input.shape, element] : element;
  }
  const { nesting, block } = nestedBlock(source, input, says);
  return nested(nesting, block);
}

function storageType(storage: string): CtyType {
  const inner = /^(\w+?)(List|Map)$/.exec(storage);
  if (inner?.[1] !== undefined) {
    return [inner[2] === 'List' ? 'list' : 'map', storageType(inner[1])];
  }
  return storage === 'string' || storage === 'number' ? storage : storage === 'boolean' ? 'bool' : 'dynamic';
}

function outputType(source: BindingsSource, text: string): CtyType {
  const own = /new (?!cdkt)(\w+?)(List|Map|OutputReference)\(this, "\w+"(?:, (true))?/.exec(text);
  if (own?.[1] !== undefined) {
    const nesting = own[2] === 'OutputReference' ? 'SINGLE' : own[2] === 'Map' ? 'MAP' : own[3] === 'true' ? 'SET' : 'LIST';
    return nested(nesting, deriveStruct(source, own[1]));
  }
  const scalar = /(?:\.get|new cdkt[fn]\.)(String|Number|Boolean|Any)?(List|Map)?(?:Attribute)?\(/.exec(text);
  const base = scalar?.[1] === undefined ? 'string' : storageType(scalar[1].toLowerCase());
  if (scalar?.[2] === 'Map') {
    return ['map', base];
  }
  return scalar?.[2] === 'List' ? [text.includes('.Fn.tolist(') ? 'set' : 'list', base] : base;
}

function nested(nesting: NestedBlock['nesting'], block: Block): CtyType {
  const fields: { [name: string]: CtyType } = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    fields[name] = attribute.type;
  }
  for (const [name, inner] of Object.entries(block.blocks)) {
    fields[name] = nested(inner.nesting, inner.block);
  }
  const element: CtyType = ['object', fields];
  return nesting === 'SINGLE' ? element : [nesting === 'LIST' ? 'list' : nesting === 'SET' ? 'set' : 'map', element];
}
