import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import { InputKindFinder } from '../review/read/input-kind';
import { PlanReader } from '../review/read/plan-reader';
import type { Plan } from '../review/plan';
import type { Io } from './io';
import { readInput, STANDARD_INPUT } from './read-input';
import { isFolder, terraformFolder, type TerraformFolder } from './terraform-files';

/** What an input is: a plan that was read, or the text of something smaller. */
export type HeldInput =
  { readonly kind: 'plan'; readonly plan: Plan } | { readonly kind: 'synthesized' | 'settings'; readonly text: string };

/** An input as it was named: one file, or the files of a folder, which are one configuration. */
export type NamedInput =
  { readonly kind: 'file'; readonly name: string } | ({ readonly kind: 'folder'; readonly name: string } & TerraformFolder);

/** What is read, in messages. */
export const THE_FILE = 'the file';

/** Only a plan may be larger. */
const MOST_BYTES = 64 * 1024 * 1024;

const WANTED = 'a plan (JSON of terraform show -json), a synthesized file (Terraform JSON) or a settings file (JSON)';

/**
 * Finds what is meant by a name: a file, a folder with Terraform JSON, or one that the engine wrote, with a folder for each stack.
 *
 * @throws InputError when there is no such thing.
 */
export function inputsNamed(name: string, cwd: string): readonly NamedInput[] {
  if (name === STANDARD_INPUT || !isFolder(name, cwd, THE_FILE)) return [{ kind: 'file', name }];
  const own = folderInput(name, cwd);
  if (own.files.length > 0) return [own];
  const stacks = inFolder(name, 'stacks');
  const written = namesIn(name, cwd).includes('stacks') && isFolder(stacks, cwd, THE_FILE) ? namesIn(stacks, cwd) : [];
  const inputs = written
    .map((stack) => inFolder(stacks, stack))
    .filter((folder) => isFolder(folder, cwd, THE_FILE))
    .map((folder) => folderInput(folder, cwd))
    .filter(({ files }) => files.length > 0);
  if (inputs.length > 0) return inputs;
  const accepted = 'one with files *.tf.json, as synth and cdktf synth write';
  throw new InputError(complaint({ name: 'the folder', accepted, got: undefined, at: name }));
}

/**
 * Reads an input of any of the three kinds. Of a plan only what is wanted is kept, so that it may be of any size.
 *
 * @throws InputError when it cannot be read, or is none of them.
 */
export async function readHeldInput(file: string, wanted: ReadonlySet<string>, io: Io): Promise<HeldInput> {
  const name = shownName(file);
  const finder = new InputKindFinder();
  const reader = new PlanReader(wanted, name);
  const held: Uint8Array[] = [];
  let bytes = 0;
  const readPlan = (): void => {
    for (const piece of held.splice(0)) reader.feed(piece);
  };
  const feed = (chunk: Uint8Array): void => {
    if (!finder.isPlan) finder.feed(chunk);
    // The memory of a piece is used anew for the next one.
    held.push(finder.isPlan ? chunk : chunk.slice());
    bytes += chunk.length;
    if (finder.isPlan) readPlan();
    else if (bytes > MOST_BYTES)
      throw new InputError(complaint({ name: THE_FILE, accepted: 'at most 64 MiB, or a plan', got: 'more', at: name }));
  };
  await readInput(file, io, feed, THE_FILE);
  const kind = finder.end();
  if (kind === 'plan') {
    readPlan();
    return { kind, plan: reader.end() };
  }
  if (typeof kind !== 'string') throw new InputError(complaint({ name: THE_FILE, accepted: WANTED, got: kind.got, at: name }));
  return { kind, text: textOf(held) };
}

/** What an input is called in messages. */
export function shownName(file: string): string {
  return file === STANDARD_INPUT ? 'standard input' : file;
}

/** Without a mark of UTF-8 before it. */
const textOf = (pieces: readonly Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(pieces));

/** With a forward slash on every system. */
const inFolder = (folder: string, name: string): string => `${folder.replace(/\/+$/, '')}/${name}`;

function folderInput(name: string, cwd: string): NamedInput & { readonly kind: 'folder' } {
  return { kind: 'folder', name, ...terraformFolder(name, cwd, THE_FILE) };
}

/** Sorted, because the order of a folder is that of its disk. */
const namesIn = (name: string, cwd: string): readonly string[] => readdirSync(resolve(cwd, name)).toSorted();
