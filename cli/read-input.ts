import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import type { Io } from './io';

const CHUNK_BYTES = 1 << 20;

/** The word for standard input. */
export const STANDARD_INPUT = '-';

/**
 * Hands a file, or standard input for `-`, to a reader piece by piece, so that it may be of any size.
 *
 * @throws InputError when it cannot be read.
 */
export async function readInput(file: string, io: Io, feed: (chunk: Uint8Array) => void, name = 'the plan'): Promise<void> {
  if (file === STANDARD_INPUT) {
    const pieces = io.input()[Symbol.asyncIterator]();
    for (;;) {
      const piece = await pieces.next().catch((error: unknown) => {
        throw unreadable('standard input', error, name);
      });
      if (piece.done === true) return;
      feed(piece.value);
    }
  }
  const handle = attempt(file, name, () => openSync(resolve(io.cwd, file), 'r'));
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const length = attempt(file, name, () => readSync(handle, chunk));
      if (length === 0) return;
      feed(chunk.subarray(0, length));
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads a whole text file, or standard input for `-`.
 *
 * @throws InputError when it cannot be read.
 */
export async function readText(file: string, io: Io, name: string): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  await readInput(file, io, (chunk) => pieces.push(decoder.decode(chunk, { stream: true })), name);
  return `${pieces.join('')}${decoder.decode()}`.replace(/^\uFEFF/, '');
}

function attempt<T>(file: string, name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw unreadable(file, error, name);
  }
}

function unreadable(file: string, error: unknown, name: string): InputError {
  const got = (error as NodeJS.ErrnoException).code ?? String(error);
  return new InputError(complaint({ name, accepted: 'a file that can be read', got, at: file }), { cause: error });
}
