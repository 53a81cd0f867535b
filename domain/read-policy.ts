import { complaint, SettingError } from './errors';
import { checkSettings, type SettingsError } from './generated/check';
import { nearest } from './nearest';
import type { Policy, UnusedCredentialsSettings } from './policy';
import { OFFERED_REGIONS } from './regions';
import { resolvePolicy, warnDaysOrDefault } from './resolve-policy';
import { checkTogether } from './settings-together';
import { ITEM_ACCEPTS, settingAt, settingNamesUnder, type SettingPath } from './settings';
import { pathName, valueAt, type ValuePath } from './value-path';

/** Tells where raw settings come from, so that messages speak of what the caller typed. */
export interface SettingsSource {
  /** Tells whether a value is known only later: a token, a variable, an expression. */
  isDeferred(value: unknown): boolean;
  /** Gives the first item of a list, which may itself be deferred. */
  firstOf(list: readonly string[]): string | undefined;
  /** Gives the notice in days: the given one, else the default for the limit. Either may be deferred, and a deferred one may turn out to be null. */
  warnDaysFor(limit: number, given: number | undefined): number;
  /** Names a value as the caller typed it, such as `regions[0]` or `--regions`. */
  nameOf(path: ValuePath): string;
  /** Says where it stands: a construct path, a flag, a file and line. */
  at(path: ValuePath): string;
}

/** The source of settings that hold no tokens, named as in TypeScript and JSON. */
export function literalSource(at: string): SettingsSource {
  return { isDeferred: () => false, firstOf: (list) => list[0], warnDaysFor: warnDaysOrDefault, nameOf: pathName, at: () => at };
}

/** A policy as declared: a value under a path in `deferred` is known only when Terraform plans. */
export interface DeclaredPolicy {
  readonly policy: Policy;
  readonly deferred: ReadonlySet<SettingPath>;
}

/**
 * Reads raw settings into a policy with every default resolved.
 *
 * @throws {@link SettingError} on the first setting that is unknown, out of bounds or at odds with another one.
 */
export function readPolicy(raw: unknown, source: SettingsSource): DeclaredPolicy {
  const deferred = new Set<SettingPath>();
  if (!checkSettings(withoutDeferred(raw, source, deferred))) throw asSettingError(worst(checkSettings.errors ?? []), raw, source);
  const settings = raw as UnusedCredentialsSettings;
  if (settings.regions === undefined) throw mustBe(['regions'], undefined, source, 'name the region of the recorder, such as eu-west-1');
  const policy = resolvePolicy(settings, source);
  if (source.isDeferred(policy.homeRegion)) deferred.add('homeRegion');
  if (source.isDeferred(policy.remediation?.warnDays)) deferred.add('remediation.warnDays');
  const problem = checkTogether(policy, deferred, source.nameOf.bind(source));
  if (problem !== undefined) {
    throw new SettingError(complaint({ name: source.nameOf(problem.path), at: source.at(problem.path), ...problem }));
  }
  return { policy, deferred };
}

/** Stands for a value that is known only later, while the others are copied. */
const DEFERRED = Symbol('deferred');

/** Copies what is known, and notes which settings are not. */
function withoutDeferred(raw: unknown, source: SettingsSource, deferred: Set<SettingPath>): unknown {
  const copy = known(raw, [], source, deferred);
  return copy === DEFERRED ? undefined : copy;
}

function known(value: unknown, path: ValuePath, source: SettingsSource, deferred: Set<SettingPath>): unknown {
  if (source.isDeferred(value)) {
    const setting = settingAt(settingPathOf(path));
    if (setting === undefined) return null;
    if (setting.isStructure) {
      throw mustBe(path, 'a value known only at plan', source, 'it decides which resources are made, so it must be a literal');
    }
    deferred.add(setting.path);
    return DEFERRED;
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => known(item, [...path, index], source, deferred)).filter((item) => item !== DEFERRED);
    return items.length === 0 && value.length > 0 ? DEFERRED : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, known(item, [...path, key], source, deferred)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined && item !== DEFERRED));
}

/** Drops indices and the keys of maps: `['tags', 'team']` belongs to `tags`. */
function settingPathOf(path: ValuePath): string {
  const names = path.filter((part) => typeof part === 'string');
  const longest = names.map((_, at) => names.slice(0, names.length - at).join('.')).find((name) => settingAt(name) !== undefined);
  return longest ?? names.join('.');
}

/** Picks the most telling of several errors: an unknown name first, then the deepest value. */
function worst(errors: readonly SettingsError[]): SettingsError {
  const depth = (error: SettingsError): number =>
    error.instancePath.split('/').length + (error.keyword === 'additionalProperties' ? 100 : 0);
  const [first, ...others] = errors;
  if (first === undefined) throw new Error('the check failed without saying why');
  return others.reduce((best, error) => (depth(error) > depth(best) ? error : best), first);
}

function asSettingError(error: SettingsError, raw: unknown, source: SettingsSource): SettingError {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
  const unknown = error.params['additionalProperty'];
  return typeof unknown === 'string' ? notASetting([...path, unknown], source) : mustBe(path, valueAt(raw, path), source);
}

function notASetting(path: ValuePath, source: SettingsSource): SettingError {
  const name = String(path.at(-1));
  const names = settingNamesUnder(path.slice(0, -1).join('.'));
  const [guess] = nearest(name, names, 1);
  return new SettingError(
    complaint({
      name: path.length > 1 ? `each setting under ${path.slice(0, -1).join('.')}` : 'each setting',
      accepted: `one of ${names.join(', ')}`,
      got: name,
      at: source.at(path),
      advice: guess === undefined ? undefined : `did you mean ${guess}?`,
    }),
  );
}

function mustBe(path: ValuePath, got: unknown, source: SettingsSource, advice?: string): SettingError {
  const setting = settingAt(settingPathOf(path));
  const isItem = setting !== undefined && path.length > setting.path.split('.').length;
  const accepted = (isItem ? ITEM_ACCEPTS[setting.path] : setting?.accepts) ?? 'an object of settings';
  const name = path.length === 0 ? 'the settings' : source.nameOf(path);
  const choices = setting?.bounds.choices ?? (/^(regions|homeRegion)$/.test(setting?.path ?? '') ? OFFERED_REGIONS : []);
  const [guess] = typeof got === 'string' && !choices.includes(got) ? nearest(got, choices, 1) : [];
  return new SettingError(complaint({ name, accepted, got, at: source.at(path), advice: advice ?? (guess && `did you mean ${guess}?`) }));
}
