import type { Options } from 'yargs';
import { complaint, SettingError } from '../domain/errors';
import { nearest } from '../domain/nearest';
import type { Floor } from '../review/floor';
import { readSettingsFile } from './settings-file';
import { textOf } from './write-command';
import type { Arguments } from './settings-input';

const ACTIONS = ['notify', 'deactivate', 'delete'] as const;
const MOST_DAYS = 365;
const GROUP = 'Floor, which no policy may cross:';

/** What each bound of the floor is called in a file and on the command line, and what it can be. */
const BOUNDS = [
  { name: 'maxLimitDays', flag: 'max-limit-days', description: 'The highest limit, in days. A whole number from 1 to 365.' },
  { name: 'maxAction', flag: 'max-action', description: 'The furthest that remediation may go. One of notify, deactivate, delete.' },
  { name: 'minGraceDays', flag: 'min-grace-days', description: 'The shortest grace, in days. A whole number from 1 to 365.' },
] as const;

/** The flags of the floor. */
export const FLOOR_FLAGS: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(
    BOUNDS.map(({ flag, description }) => [flag, { type: 'string', description: `${description} Default: none.`, group: GROUP } as const]),
  ),
  config: {
    type: 'string',
    description:
      'JSON file with maxLimitDays, maxAction and minGraceDays, or a cdktf.json with them under context.unusedCredentialsFloor; flags win. Default: none.',
    group: GROUP,
  },
};

/** A bound as it was given. */
interface Given {
  readonly value: unknown;
  readonly name: string;
  readonly at: string;
}

/**
 * Gathers the floor from `--config FILE` and from flags, which win.
 *
 * @throws SettingError when a bound is not what it must be; InputError when the file is not JSON.
 */
export function gatherFloor(args: Arguments, cwd: string): Floor {
  const file = textOf(args, 'config');
  const given = new Map<string, Given>([
    ...(file === undefined ? [] : inFile(file, cwd)),
    ...BOUNDS.flatMap(({ name, flag }) => {
      const text = textOf(args, flag);
      return text === undefined
        ? []
        : [[name, { value: /^[0-9]+$/.test(text) ? Number(text) : text, name: `--${flag}`, at: 'command line' }] as const];
    }),
  ]);
  return {
    ...daysIn(given, 'maxLimitDays'),
    ...actionIn(given),
    ...daysIn(given, 'minGraceDays'),
  };
}

function inFile(name: string, cwd: string): readonly (readonly [string, Given])[] {
  const file = readSettingsFile(name, cwd, 'unusedCredentialsFloor');
  const { settings } = file;
  const names: readonly string[] = BOUNDS.map((bound) => bound.name);
  const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings);
  const entries: readonly (readonly [string, unknown])[] = isObject ? Object.entries(settings) : [];
  const accepted = `an object with ${names.join(', ')} or some of them`;
  // A file that bounds nothing was meant to: its bounds stand elsewhere, or under another name.
  if (entries.length === 0) throw new SettingError(complaint({ name: 'the floor', accepted, got: settings, at: file.at([]) }));
  return entries.map(([bound, value]) => {
    if (names.includes(bound)) return [bound, { value, name: bound, at: file.at([bound]) }];
    const [guess] = nearest(bound, names, 1);
    const advice = guess === undefined ? undefined : `did you mean ${guess}?`;
    throw new SettingError(complaint({ name: 'the floor', accepted, got: bound, at: file.at([bound]), advice }));
  });
}

function daysIn<Name extends 'maxLimitDays' | 'minGraceDays'>(
  given: ReadonlyMap<string, Given>,
  bound: Name,
): { readonly [Key in Name]?: number } {
  const found = given.get(bound);
  if (found === undefined) return {};
  const { value, name, at } = found;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_DAYS)
    return { [bound]: value } as { [Key in Name]: number };
  throw new SettingError(complaint({ name, accepted: `a whole number from 1 to ${String(MOST_DAYS)}`, got: value, at }));
}

function actionIn(given: ReadonlyMap<string, Given>): Pick<Floor, 'maxAction'> {
  const found = given.get('maxAction');
  if (found === undefined) return {};
  const action = ACTIONS.find((known) => known === found.value);
  if (action !== undefined) return { maxAction: action };
  throw new SettingError(complaint({ name: found.name, accepted: `one of ${ACTIONS.join(', ')}`, got: found.value, at: found.at }));
}
