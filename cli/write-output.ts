import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import type { Io } from './io';

/**
 * Writes a result to a file, over what was there, and says so.
 *
 * @throws InputError when it cannot be written.
 */
export function writeOutput(file: string, text: string, io: Io): void {
  try {
    writeFileSync(resolve(io.cwd, file), text);
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError(complaint({ name: '--out', accepted: 'a file that can be written', got, at: file }), { cause: error });
  }
  io.err(`Wrote ${file}\n`);
}
