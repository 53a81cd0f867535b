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
export async function readInput(file: string, io: Io, feed: (chunk: Uint8Array) => void): Promise<void> {
  if (file === STANDARD_INPUT) {
    for await (const chunk of io.input()) feed(chunk);
    return;
  }
  const handle = attempt(file, () => openSync(resolve(io.cwd, file), 'r'));
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (;;) {
      const length = attempt(file, () => readSync(handle, chunk));
      if (length === 0) return;
      feed(chunk.subarray(0, length));
    }
  } finally {
    closeSync(handle);
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError(complaint({ name: 'the plan', accepted: 'a file that can be read', got, at: file }), { cause: error });
  }
}
