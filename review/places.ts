import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { complaint, InputError } from '../domain/errors';

/** Where a resource stands in a synthesized file. */
export interface Place {
  /** The name of the file as it was given, with forward slashes. */
  readonly file: string;
  /** The first and the last line of the block, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** The path of the construct that wrote the block; absent where no engine says one. */
  readonly constructPath?: string;
}

/** Finds the place of a resource by its address in a plan; undefined where it stands in no file, or in several. */
export interface Places {
  (address: string): Place | undefined;
  /** Where to point for what stands nowhere, as what a plan removes: the start of the first file with resources. */
  readonly anywhere?: Place | undefined;
}

/** A file of Terraform in JSON. */
export interface SynthesizedFile {
  /** Relative, as it shall be shown, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/**
 * Reads where resources stand in synthesized files. A resource of a module stands where the module is called.
 *
 * @throws InputError when a file is not the JSON of an object; with its line.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json (read 2026-11)
 */
export function placesIn(files: readonly SynthesizedFile[]): Places {
  // An override file only changes blocks that stand elsewhere.
  const own = files.filter(({ name }) => !/(?:^|[/_])override\.tf\.json$/.test(name)).map((file) => blocksOf(file));
  const known = new Map<string, Place | undefined>();
  for (const blocks of own) {
    // Two stacks may each have one; to guess which is meant would point to a wrong line.
    for (const [key, place] of blocks) known.set(key, known.has(key) ? undefined : place);
  }
  const first = own.flatMap((blocks) => [...blocks.values()])[0];
  return Object.assign((address: string) => known.get(keyOf(address)), {
    anywhere: first && { file: first.file, line: 1, endLine: 1 },
  });
}

/** What an address is found by: `module.NAME`, or `TYPE.NAME` of the root module; what is neither, as a data source, is found by nothing. */
function keyOf(address: string): string {
  const [, module] = /^(module\.[^.[]+)(?:[.[]|$)/.exec(address) ?? [];
  const [, resource] = /^([^.[]+\.[^.[]+)(?:\[.*\])?$/s.exec(address) ?? [];
  return module ?? resource ?? '';
}

/** Lists the resources and the calls of modules in a file; of one that stands there twice, the first. */
function blocksOf({ name, text }: SynthesizedFile): ReadonlyMap<string, Place> {
  const file = name.replace(/^(?:\.\/)+/, '');
  const lineAt = linesOf(text);
  const blocks = new Map<string, Place>();
  const add = (key: string, { start, value }: Member): void => {
    if (blocks.has(key)) return;
    const constructPath = constructPathOf(value);
    const lines = { line: lineAt(start), endLine: lineAt(value.offset + value.length - 1) };
    blocks.set(key, { file, ...lines, ...(constructPath !== undefined && { constructPath }) });
  };
  for (const section of membersOf(rootOf(name, text, lineAt))) {
    for (const member of membersOf(section.value)) {
      if (section.name === 'module') add(`module.${member.name}`, member);
      if (section.name === 'resource') for (const one of membersOf(member.value)) add(`${member.name}.${one.name}`, one);
    }
  }
  return blocks;
}

function rootOf(name: string, text: string, lineAt: (offset: number) => number): Node {
  const errors: ParseError[] = [];
  const root = parsed(name, text, errors);
  const [error] = errors;
  if (error === undefined && root?.type === 'object') return root;
  const line = lineAt(error?.offset ?? 0);
  const got = text.split('\n')[line - 1]?.trim() ?? '';
  const advice = error && words(printParseErrorCode(error.error));
  throw new InputError(complaint({ name: 'a synthesized file', accepted: 'a JSON object', got, at: `${name}:${String(line)}`, advice }));
}

function parsed(name: string, text: string, errors: ParseError[]): Node | undefined {
  try {
    // A byte order mark is no JSON; a space in its place keeps every offset.
    return parseTree(text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true });
  } catch (cause) {
    const got = 'brackets within brackets that have no end';
    throw new InputError(complaint({ name: 'a synthesized file', accepted: 'a JSON object', got, at: name }), { cause });
  }
}

/** The name of an error of the parser, as `CommaExpected`, in words. */
const words = (code: string): string => code.replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

interface Member {
  readonly name: string;
  /** Where its name begins. */
  readonly start: number;
  readonly value: Node;
}

/** Lists the members of an object, or of the objects in a list: Terraform takes both for blocks. */
function membersOf(node: Node): readonly Member[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap(membersOf);
  if (node.type !== 'object') return [];
  return children.flatMap(({ offset, children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [{ name: String(name.value), start: offset, value }],
  );
}

/** Reads the comment that CDKTF and CDK Terrain write into each block; of a list of blocks, the first that has one. */
function constructPathOf(block: Node): string | undefined {
  const within = (nodes: readonly Node[], name: string): readonly Node[] =>
    nodes.flatMap((node) => membersOf(node).flatMap((member) => (member.name === name ? [member.value] : [])));
  const [path] = within(within(within([block], '//'), 'metadata'), 'path');
  return path?.type === 'string' ? String(path.value) : undefined;
}

/** Tells the line of an offset. */
function linesOf(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
