import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { complaint, InputError } from '../domain/errors';
import { settingsInText, type SettingsText } from './settings-text';

/**
 * Reads settings from a JSON file: the object itself, or a `cdktf.json` (known by its `app` or `context`) with it under
 * `context`, by default as `unusedCredentials`, where absence means no setting.
 *
 * @throws InputError when the file is missing, unreadable or not JSON; with its line.
 */
export function readSettingsFile(file: string, cwd: string, key = 'unusedCredentials'): SettingsText {
  return settingsInText(read(file, cwd), file, key);
}

function read(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError(complaint({ name: 'the settings file', accepted: 'a file that can be read', got, at: file }), { cause: error });
  }
}
