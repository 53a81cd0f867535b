import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve, sep } from 'node:path';
import { complaint, InputError } from '../domain/errors';

/** The file in a folder that lists what we wrote there. */
export const MANIFEST = '.iam-unused-credentials.json';

/** What a file holds: text or bytes. */
export type Content = string | Uint8Array;

/** What happened to the files of a folder, by their paths in it. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** Where and how to write. */
export interface WriteOptions {
  readonly cwd: string;
  /** The folder as the person typed it. */
  readonly folder: string;
  /** Also overwrites or removes files that are not ours or were changed by hand. */
  readonly force: boolean;
}

/**
 * Writes files into a folder and removes those of an earlier run that are no longer made. Touches nothing before all is checked.
 *
 * @throws InputError that names the file when one is in the way that we did not write, or that was changed since.
 */
export function writeFiles(files: Readonly<Record<string, Content>>, options: WriteOptions): Written {
  const { folder } = options;
  const root = resolve(options.cwd, folder);
  return orRefuse(folder, () => {
    const before = readManifest(root, folder);
    const stale = Object.keys(before).filter((file) => files[file] === undefined && existsSync(join(root, file)));
    for (const file of [...Object.keys(files), ...stale]) refuseForeign(root, file, before[file], files[file], options);
    for (const [file, content] of Object.entries(files)) put(join(root, file), content);
    for (const file of stale) remove(root, file);
    put(join(root, MANIFEST), manifestOf(files));
    return { written: Object.keys(files).sort(), removed: stale.sort() };
  });
}

/** Does what touches files; what the system refuses becomes a message of ours. */
function orRefuse<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined) throw error;
    throw new InputError(complaint({ name: 'the folder', accepted: 'one that can be read and written', got: code, at: folder }), {
      cause: error,
    });
  }
}

function manifestOf(files: Readonly<Record<string, Content>>): string {
  const hashes = Object.keys(files)
    .sort()
    .map((file) => [file, hash(files[file] ?? '')]);
  return `${JSON.stringify({ schemaVersion: 1, files: Object.fromEntries(hashes) as Record<string, string> }, null, 2)}\n`;
}

/** Reads the hashes of what an earlier run wrote; none where there was no run. */
function readManifest(root: string, folder: string): Readonly<Record<string, string>> {
  const file = join(root, MANIFEST);
  if (!existsSync(file)) return {};
  const files = lstatSync(file).isFile() ? parse(readFileSync(file, 'utf8')) : undefined;
  const isOurs = files !== undefined && Object.entries(files).every(([path, value]) => isInside(path) && typeof value === 'string');
  if (isOurs) return files as Record<string, string>;
  throw new InputError(
    complaint({
      name: MANIFEST,
      accepted: 'as this tool wrote it',
      got: 'something else',
      at: join(folder, MANIFEST),
      advice: 'restore it, or delete it and use --force',
    }),
  );
}

function parse(text: string): object | undefined {
  try {
    const { schemaVersion, files } = JSON.parse(text) as { readonly schemaVersion?: unknown; readonly files?: unknown };
    return schemaVersion === 1 && typeof files === 'object' && files !== null ? files : undefined;
  } catch {
    return undefined;
  }
}

/** A manifest must not make us remove anything outside the folder. */
const isInside = (path: string): boolean => !isAbsolute(path) && normalize(path) === path.split('/').join(sep) && !path.startsWith('..');

function refuseForeign(root: string, file: string, known: string | undefined, next: Content | undefined, options: WriteOptions): void {
  const { folder, force } = options;
  refuseDetours(root, dirname(file), folder);
  const path = join(root, file);
  if (!existsSync(path)) return;
  const isFile = statSync(path).isFile();
  const present = isFile ? hash(readFileSync(path)) : undefined;
  if (isFile && (force || present === known || (next !== undefined && present === hash(next)))) return;
  const got = !isFile ? 'a folder' : known === undefined ? 'a file that this tool did not write' : 'a file that was changed by hand';
  const advice = isFile ? 'move it away, or overwrite it with --force' : 'move it away';
  throw new InputError(complaint({ name: file, accepted: 'absent or as this tool wrote it', got, at: join(folder, file), advice }));
}

/** Refuses a way to a file that is a file itself, or a link that leads out of the folder. */
function refuseDetours(root: string, way: string, folder: string): void {
  if (way === '.') return;
  refuseDetours(root, dirname(way), folder);
  const found = lstatSync(join(root, way), { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return;
  const got = found.isSymbolicLink() ? 'a link' : 'a file';
  throw new InputError(complaint({ name: way, accepted: 'absent or a folder', got, at: join(folder, way), advice: 'move it away' }));
}

/** Replaces a file in one step, so that an interruption leaves the old one or the new one. */
function put(path: string, content: Content): void {
  makeFolder(dirname(path));
  const next = `${path}.${randomUUID()}`;
  writeFileSync(next, content, { flag: 'wx' });
  renameSync(next, path);
}

/** Makes a folder and those above it. Not by Node's own option, which never returns below some folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function remove(root: string, file: string): void {
  rmSync(join(root, file));
  const parent = dirname(join(root, file));
  if (parent !== root && readdirSync(parent).length === 0) rmdirSync(parent);
}

const hash = (content: Content): string => createHash('sha256').update(content).digest('hex');
