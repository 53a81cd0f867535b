import { Construct } from 'constructs';
import type { Policy, UnusedCredentialsSettings } from '../domain/policy';
import { readPolicy, type SettingsSource } from '../domain/read-policy';
import type { SettingPath } from '../domain/settings';
import { valueAt } from '../domain/value-path';
import { warningsFor } from '../domain/warnings';
import { addOutputs } from './outputs';
import { PlainStack } from './plain-stack';
import { VARIABLES_CONTEXT } from './preconditions';
import { TerraformLocal } from './terraform';
import { UnusedCredentialsPolicy } from './unused-credentials-policy';
import { declareVariable, HOME_OF_CALLER, REGIONS_OF_CALLER, variablesOf, type ModuleVariable } from './variables';

/** Declares a policy as a module: what decides which resources are made is fixed, every value is a variable. */
export interface ModuleStack {
  readonly stack: PlainStack;
  readonly variables: readonly ModuleVariable[];
  /** The policy that the defaults of the variables make. */
  readonly defaults: Policy;
  /** What a person should know of it before merging. */
  readonly warnings: readonly string[];
}

/**
 * Makes the stack of a module. Regions may be left out; the caller must give them then.
 *
 * @throws SettingError when a setting is not what it must be.
 */
export function moduleStack(settings: unknown, source: SettingsSource): ModuleStack {
  const isOpen = (settings as UnusedCredentialsSettings).regions === undefined;
  const defaults = isOpen ? withCallersRegions(settings, source) : readPolicy(settings, source).policy;
  const variables = variablesOf(defaults, (path) => valueAt(settings, path.split('.')) !== undefined);
  const stack = new PlainStack(defaults.homeRegion, { [VARIABLES_CONTEXT]: true });
  // Apart from the outputs, of which some have the same name.
  const scope = new Construct(stack, 'variables');
  const tokens = new Map<SettingPath, unknown>(variables.map((variable) => [variable.setting.path, declareVariable(scope, variable)]));
  const home = new TerraformLocal(stack, 'home-region', '${coalesce(var.home_region, var.regions[0])}').asString;
  addOutputs(stack, new UnusedCredentialsPolicy(stack, 'policy', withTokens(defaults, tokens, home)));
  const warnings = warningsFor({ policy: defaults, deferred: new Set(isOpen ? (['regions', 'homeRegion'] as const) : []) });
  return { stack, variables, defaults, warnings };
}

/** Reads settings without regions, which stay open until the module is called. */
function withCallersRegions(settings: unknown, source: SettingsSource): Policy {
  const open: SettingsSource = {
    isDeferred: (value) => value === REGIONS_OF_CALLER || value === HOME_OF_CALLER || source.isDeferred(value),
    firstOf: () => HOME_OF_CALLER,
    warnDaysFor: (limit, given) => source.warnDaysFor(limit, given),
    nameOf: (path) => source.nameOf(path),
    at: (path) => source.at(path),
  };
  return readPolicy({ ...(settings as object), regions: [REGIONS_OF_CALLER] }, open).policy;
}

/** Puts the variables' tokens where the literal values were. */
function withTokens(policy: Policy, tokens: ReadonlyMap<SettingPath, unknown>, homeRegion: string): UnusedCredentialsSettings {
  const replace = (value: unknown, path: readonly string[]): unknown => {
    const token = tokens.get(path.join('.') as SettingPath);
    if (token !== undefined) return token;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const names = new Set([...Object.keys(value), ...tokenNamesUnder(tokens, path)]);
    return Object.fromEntries(
      [...names].map((name) => [name, replace((value as Readonly<Record<string, unknown>>)[name], [...path, name])]),
    );
  };
  return { ...(replace(policy, []) as UnusedCredentialsSettings), homeRegion };
}

/** Names the members that have a token but no default value, such as `bucket.keyPrefix`. */
function tokenNamesUnder(tokens: ReadonlyMap<SettingPath, unknown>, path: readonly string[]): readonly string[] {
  const start = path.map((name) => `${name}.`).join('');
  return [...tokens.keys()].filter((key) => key.startsWith(start)).flatMap((key) => key.slice(start.length).split('.').slice(0, 1));
}
