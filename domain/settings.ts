import { SETTINGS, type SettingPath } from './generated/settings-list';

export { DEFAULTS, ITEM_ACCEPTS, SETTINGS, type SettingPath } from './generated/settings-list';

/** Describes one setting of a policy, for doors that build flags, variables or tables from it. */
export interface Setting {
  readonly path: SettingPath;
  /** Name of the command line flag, without `--`. */
  readonly flag: string;
  /** Name of the variable in a generated Terraform module. */
  readonly variable: string;
  readonly kind: 'integer' | 'boolean' | 'string' | 'choice' | 'list' | 'map' | 'object';
  readonly description: string;
  /** What it accepts, to be read after "must be". */
  readonly accepts: string;
  /** What absence means, in words. */
  readonly fallback: string;
  readonly default?: unknown;
  readonly unit?: string;
  /** True when the setting decides what is made, so that it must be known while declaring. */
  readonly isStructure: boolean;
  readonly bounds: SettingBounds;
}

/** Holds the bounds of a setting as JSON Schema states them; patterns are of the subset that RE2 and JavaScript share. */
export interface SettingBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  /** Most items of a list, or entries of a map. */
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly not?: string;
  readonly choices?: readonly string[];
  /** The only values of a number. */
  readonly oneOf?: readonly number[];
  /** Pattern of each item of a list, or of each value of a map. */
  readonly item?: string;
  readonly itemMaxLength?: number;
  /** Pattern of each key of a map. */
  readonly key?: string;
  readonly notKey?: string;
}

const byPath = new Map(SETTINGS.map((setting) => [setting.path, setting]));

/** Finds a setting by its path. */
export function settingAt(path: string): Setting | undefined {
  return byPath.get(path as SettingPath);
}

/** Lists the names of the settings that stand directly under a path; the top level is the empty path. */
export function settingNamesUnder(path: string): readonly string[] {
  const start = path === '' ? '' : `${path}.`;
  return SETTINGS.filter((setting) => setting.path.startsWith(start))
    .map((setting) => setting.path.slice(start.length))
    .filter((name) => !name.includes('.'));
}
