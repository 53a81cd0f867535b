import { accessSync, closeSync, constants, existsSync, openSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import type { Io } from './io';

/**
 * Checks before a long work that its result could be written; makes no file.
 *
 * @throws InputError when it could not.
 */
export function checkOutput(file: string, io: Io): void {
  const path = resolve(io.cwd, file);
  orRefuse(file, '--out', () => {
    if (!existsSync(path)) accessSync(dirname(path), constants.W_OK);
    // Opened for reading and writing, which changes nothing.
    else closeSync(openSync(path, 'r+'));
  });
}

/**
 * Writes a result to a file, over what was there, and says so.
 *
 * @throws InputError when it cannot be written.
 */
export function writeOutput(file: string, text: string, io: Io, name = '--out'): void {
  orRefuse(file, name, () => {
    writeFileSync(resolve(io.cwd, file), text);
  });
  io.err(`Wrote ${file}\n`);
}

function orRefuse(file: string, name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError(complaint({ name, accepted: 'a file that can be written', got, at: file }), { cause: error });
  }
}
