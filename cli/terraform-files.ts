import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import { visible } from '../domain/safe-text';
import type { Io } from './io';
import { readText } from './read-input';

/** The files of a folder that Terraform would read as one configuration, by their kinds. */
export interface TerraformFolder {
  /** In JSON, which is read. */
  readonly files: readonly string[];
  /** Files in other languages may override what is read, or stand in its place: then it is not all. */
  readonly gaps: readonly string[];
  /** Other files in Terraform's own language only add to it. */
  readonly warnings: readonly string[];
  /** All that is not read: what has no gap yet is one between two folders where it differs. */
  readonly unread: readonly UnreadFile[];
}

/** A file of a configuration that is not read. */
export interface UnreadFile {
  /** Within its folder. */
  readonly name: string;
  readonly path: string;
  /** Why it matters that it differs, after "is not read". */
  readonly because: string;
  /** What is said of it where it does not differ; undefined where there is nothing to say. */
  readonly warning: string | undefined;
  /** Why what is read is not all beside it; undefined where it only adds to it. */
  readonly gap: string | undefined;
}

/** A configuration in JSON. */
export interface TerraformTexts extends Pick<TerraformFolder, 'gaps' | 'warnings'> {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Undefined for a single file, beside which nothing is looked at. */
  readonly unread: readonly UnreadFile[] | undefined;
}

/**
 * What Terraform takes for part of a configuration. It skips hidden files, and names with marks of an editor at their end, as none of
 * these has.
 *
 * @see https://developer.hashicorp.com/terraform/language/files (read 2026-11)
 */
const READ = /^(?!\.)[^]*\.tf\.json$/;
/** OpenTofu has endings of its own. @see https://opentofu.org/docs/language/files/ (read 2026-11) */
const UNREAD = /^(?!\.)[^]*\.(tf|tofu|tofu\.json)$/;
/**
 * Those that are given with `-var-file` end so as well. Hidden ones are read too.
 *
 * @see https://developer.hashicorp.com/terraform/language/values/variables (read 2026-11)
 */
const VALUES = /\.tfvars(\.json)?$/;

/**
 * Lists the files of Terraform in a folder, in the order of their names, as paths that tell nothing of the machine where that can be.
 *
 * @throws InputError when the folder cannot be read.
 */
export function terraformFolder(path: string, cwd: string, name: string): TerraformFolder {
  const folder = nameFrom(cwd, path);
  // Sorted, because the order of a folder is that of its disk.
  const all = attempt(path, name, () => filesIn(resolve(cwd, path))).toSorted();
  const pathsOf = (pattern: RegExp): readonly string[] => all.filter((file) => pattern.test(file)).map((file) => inFolder(folder, file));
  const files = pathsOf(READ);
  const unread = [...pathsOf(UNREAD).map((file) => beside(files, file)), ...pathsOf(VALUES).map(valuesIn)];
  return {
    files,
    gaps: unread.flatMap(({ gap }) => gap ?? []),
    warnings: unread.flatMap(({ warning }) => warning ?? []),
    unread,
  };
}

/** A folder is none, whatever its name is. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));

function beside(read: readonly string[], path: string): UnreadFile {
  const gap = gapFor(path, read);
  const because = 'only files *.tf.json are';
  return { name: basename(path), path, because, warning: gap === undefined ? `${visible(path)} is not read: ${because}` : undefined, gap };
}

function gapFor(path: string, read: readonly string[]): string | undefined {
  if (/(^|_)override\.\w+(\.json)?$/.test(basename(path))) return `${path} overrides some of it and is not read`;
  const replaced = path.replace(/\.tofu\.json$/, '.tf.json');
  return read.includes(replaced) ? `${path} is not read, and OpenTofu reads it instead of ${replaced}` : undefined;
}

function valuesIn(path: string): UnreadFile {
  return { name: basename(path), path, because: 'a variable may have another value', warning: undefined, gap: undefined };
}

/**
 * Reads a synthesized file, or all in a folder, that a flag names.
 *
 * @throws InputError when there is none, or one cannot be read.
 */
export async function terraformTexts(path: string, flag: string, io: Io): Promise<TerraformTexts> {
  const name = `--${flag}`;
  const folder = isFolder(path, io.cwd, name) ? terraformFolder(path, io.cwd, name) : undefined;
  if (folder?.files.length === 0) {
    const advice = 'synth writes them, and cdktf synth does in cdktf.out/stacks/NAME';
    throw new InputError(complaint({ name, accepted: 'a folder with files *.tf.json', got: path, at: 'command line', advice }));
  }
  const files: { readonly name: string; readonly text: string }[] = [];
  if (folder === undefined) files.push({ name: nameFrom(io.cwd, path), text: await readText(path, io, name) });
  else for (const file of folder.files) files.push({ name: file, text: await readText(file, io, name) });
  return { files, gaps: folder?.gaps ?? [], warnings: folder?.warnings ?? [], unread: folder?.unread };
}

/**
 * Tells whether a path is a folder.
 *
 * @throws InputError when there is nothing.
 */
export function isFolder(path: string, cwd: string, name: string): boolean {
  return attempt(path, name, () => statSync(resolve(cwd, path)).isDirectory());
}

/** Names a path as seen from the working folder, with forward slashes; what is outside of it stays as it was typed. */
function nameFrom(cwd: string, path: string): string {
  const there = resolve(cwd, path);
  const inside = within(cwd, there) ?? within(realpathSync(cwd), realpathSync(there));
  return (inside ?? path).replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
}

/** The path below a folder, empty for the folder itself; undefined outside of it. */
function within(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return isAbsolute(way) || /^\.\.(?:$|[/\\])/.test(way) ? undefined : way;
}

/** The working folder itself has no name. */
const inFolder = (folder: string, file: string): string => (folder === '' || folder.endsWith('/') ? folder + file : `${folder}/${file}`);

function attempt<T>(path: string, name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError(complaint({ name, accepted: 'a file or folder that can be read', got, at: path }), { cause: error });
  }
}
