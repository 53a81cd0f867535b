import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { run, succeed } from './run';

/** Copies a folder as hard links where the file system allows, because a `node_modules` has hundreds of megabytes. */
export async function linkFolder(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  const { code } = await run('cp', ['-al', from, to], { cwd: dirname(to) });
  if (code !== 0) {
    await succeed('cp', ['-a', from, to], { cwd: dirname(to) });
  }
}

/** Copies what a commit of everything would hold: the files that git knows or would add, as they are now. */
export async function copyWorkingTree(from: string, to: string): Promise<void> {
  const listed = await succeed('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], { cwd: from });
  const deleted = await succeed('git', ['ls-files', '-z', '--deleted'], { cwd: from });
  const gone = new Set(deleted.split('\0'));
  for (const file of listed.split('\0').filter((name) => name !== '' && !gone.has(name))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}

/** Lists the files below a folder by their paths in it, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Reads a JSON file. */
export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8')) as unknown;
}
