import { visible } from '../domain/safe-text';
import { markerOf } from '../forge/marker';
import { upsert, type Upserted } from '../forge/upsert';
import { forgeHere, type Wanted } from './forge-here';
import type { Io } from './io';
import { readText, STANDARD_INPUT } from './read-input';

/** What a person asked of a comment. */
export interface CommentCall extends Wanted {
  readonly file: string;
}

/**
 * Writes the file as the comment that begins with its first line, says what became of it, and gives the exit code.
 *
 * @throws SettingError, InputError, AccessError or IncompleteError when that cannot be done.
 */
export async function commentOn(call: CommentCall, io: Io): Promise<number> {
  const { file } = call;
  const text = await readText(file, io, 'the file');
  const marker = markerOf(text, file === STANDARD_INPUT ? 'standard input' : file);
  const { kind, url, older } = await upsert(
    forgeHere(call, (name) => io.env(name)),
    marker,
    text,
  );
  io.err(`${SAID[kind]} ${visible(url)}\n`);
  for (const other of older) io.err(`Warning: an older comment begins with the same marker and stays as it is: ${visible(other)}\n`);
  return 0;
}

const SAID: Readonly<Record<Upserted['kind'], string>> = {
  created: 'Created the comment',
  updated: 'Updated the comment',
  unchanged: 'Nothing changed in the comment',
};
