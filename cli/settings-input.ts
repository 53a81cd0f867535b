import { complaint, SettingError } from '../domain/errors';
import { literalSource, type SettingsSource } from '../domain/read-policy';
import { pathName, type ValuePath } from '../domain/value-path';
import { settingAt, type Setting } from '../domain/settings';
import { FLAGGED_SETTINGS } from './flags';
import { readSettingsFile } from './settings-file';

/** Raw settings as a command got them, and where each came from. */
export interface SettingsInput {
  readonly settings: unknown;
  readonly source: SettingsSource;
  /** Whether a file gave any. */
  readonly isFromFile: boolean;
}

/** The arguments of a command by flag, as the parser gives them. */
export type Arguments = Readonly<Record<string, unknown>>;

const COMMAND_LINE = 'command line';

/**
 * Gathers settings from `--config FILE` and from flags, which win. Judges nothing but the shape of the flags themselves.
 * Where no file gives any, flags are added to the fallback.
 *
 * @throws SettingError when a flag is given twice or together with one that excludes it; InputError when the file is not JSON.
 */
export function gatherSettings(args: Arguments, cwd: string, fallback: unknown = {}): SettingsInput {
  const config = args['config'];
  const file = typeof config === 'string' ? readSettingsFile(config, cwd) : undefined;
  if (Array.isArray(config)) throw new SettingError(complaint({ name: '--config', accepted: 'given once', got: config, at: COMMAND_LINE }));
  const flags = new Map(
    FLAGGED_SETTINGS.filter(({ flag }) => args[flag] !== undefined).map((setting) => [setting.path as string, setting]),
  );
  let settings: unknown = file?.isGiven === true ? file.settings : fallback;
  const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings);
  for (const setting of isObject ? flags.values() : [])
    settings = withValue(settings, setting.path.split('.'), valueOf(setting, args[setting.flag]));
  checkAlerts(args, flags);
  const flagOf = (path: ValuePath): string | undefined => {
    const named = path.filter((part) => typeof part === 'string').join('.');
    const setting = [...flags.values()].find(({ path: own }) => named === own || named.startsWith(`${own}.`));
    return setting && `--${setting.flag}`;
  };
  return {
    settings,
    isFromFile: file?.isGiven === true,
    source: {
      ...literalSource(COMMAND_LINE),
      nameOf: (path) => flagOf(path) ?? (file === undefined ? asFlag(path) : pathName(path)),
      at: (path) => (flagOf(path) !== undefined || file === undefined ? COMMAND_LINE : file.at(path)),
    },
  };
}

/** `--alerts` can only say none, which leaves no alerts to set anything of. */
function checkAlerts(args: Arguments, flags: ReadonlyMap<string, Setting>): void {
  const alerts = args['alerts'];
  if (alerts !== undefined && alerts !== 'none')
    throw new SettingError(complaint({ name: '--alerts', accepted: 'none', got: alerts, at: COMMAND_LINE }));
  const member = [...flags.values()].find(({ path }) => path.startsWith('alerts.'));
  if (alerts === undefined || member === undefined) return;
  throw new SettingError(
    complaint({ name: `--${member.flag}`, accepted: 'absent when --alerts is given', got: args[member.flag], at: COMMAND_LINE }),
  );
}

/** Puts a value into a copy, over whatever stood in its way: a flag wins over a file. */
function withValue(target: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? (target as Readonly<Record<string, unknown>>) : {};
  return { ...base, [key]: withValue(base[key], rest, value) };
}

/** Turns the text of a flag into a value; what is not a number stays text, for the policy to refuse with its own words. */
function valueOf(setting: Setting, given: unknown): unknown {
  const { kind, flag } = setting;
  if (kind === 'list') return split(given);
  if (kind === 'map') return Object.fromEntries(split(given).map((pair) => entryOf(pair, flag)));
  if (Array.isArray(given)) throw new SettingError(complaint({ name: `--${flag}`, accepted: 'given once', got: given, at: COMMAND_LINE }));
  if (kind === 'boolean') return BOOLEANS.get(textFor(given)) ?? given;
  return kind === 'integer' && typeof given === 'string' && /^[+-]?[0-9]+([.][0-9]+)?$/.test(given) ? Number(given) : given;
}

/** The words of a switch; the parser gives `false` for `--no-…`. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['', true],
  ['true', true],
  ['false', false],
]);

/**
 * Tells whether a switch is on.
 *
 * @throws SettingError when it has a value that is neither true nor false.
 */
export function isOn(args: Arguments, flag: string): boolean {
  const given = args[flag];
  const value = given === undefined ? false : BOOLEANS.get(textFor(given));
  if (value === undefined)
    throw new SettingError(complaint({ name: `--${flag}`, accepted: 'true or false', got: given, at: COMMAND_LINE }));
  return value;
}

const textFor = (given: unknown): string => (typeof given === 'string' || typeof given === 'boolean' ? String(given) : 'neither');

function split(given: unknown): readonly string[] {
  return [given].flat().flatMap((text) => (text === '' ? [] : String(text).split(',')));
}

function entryOf(pair: string, flag: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at === -1) throw new SettingError(complaint({ name: `--${flag}`, accepted: 'key=value', got: pair, at: COMMAND_LINE }));
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function asFlag(path: ValuePath): string {
  const setting = settingAt(path.filter((part) => typeof part === 'string').join('.'));
  return setting === undefined ? pathName(path) : `--${setting.flag}`;
}
