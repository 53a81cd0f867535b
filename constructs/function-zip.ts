import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaint, InputError } from '../domain/errors';

/** The name of the function's file, wherever it stands. */
export const FUNCTION_FILE = 'sweep.zip';

/** The function, ready made. */
export interface FunctionZip {
  /** Absolute path of the file in this package. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 in Base64, as AWS Lambda tells it. */
  readonly hash: string;
  /** The same in hexadecimal, which can be in a path. */
  readonly hexHash: string;
}

/** Beside the bundled command line, beside the folder of compiled constructs, and where a clone builds it. */
const PLACES = [[], ['..'], ['..', 'dist']] as const;

/**
 * Finds the function's file in this package. This file alone here touches files.
 *
 * @throws InputError when it is not there, as in a clone before it was built.
 */
export function functionZip(): FunctionZip {
  const path = PLACES.map((place) => join(__dirname, ...place, FUNCTION_FILE)).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new InputError(
      complaint({
        name: FUNCTION_FILE,
        accepted: 'in the package',
        got: undefined,
        at: __dirname,
        advice: 'install the package anew, or run npm run build in a clone',
      }),
    );
  }
  const bytes = readFileSync(path);
  const sum = createHash('sha256').update(bytes).digest();
  return { path, bytes, hash: sum.toString('base64'), hexHash: sum.toString('hex') };
}
