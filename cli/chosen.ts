import { complaint, SettingError } from '../domain/errors';
import type { Arguments } from './settings-input';
import { textOf } from './write-command';

/**
 * Gives one of a few words.
 *
 * @throws SettingError when the flag has another value.
 */
export function chosen<Word extends string, Fallback extends Word | undefined>(
  args: Arguments,
  flag: string,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  const given = textOf(args, flag);
  if (given === undefined) return fallback;
  const word = words.find((known) => known === given);
  if (word !== undefined) return word;
  throw new SettingError(complaint({ name: `--${flag}`, accepted: `one of ${words.join(', ')}`, got: given, at: 'command line' }));
}
