import type { Policy } from '../domain/policy';
import { SETTINGS, type Setting, type SettingPath } from '../domain/settings';
import { valueAt } from '../domain/value-path';
import { conditionsOn } from './conditions';
import { TerraformVariable } from './terraform';
import type { Construct } from 'constructs';

/** A value setting as a variable of a generated module. */
export interface ModuleVariable {
  readonly setting: Setting;
  readonly type: string;
  /** Null for a variable that may be left out and has no value then; undefined for one that must be given. */
  readonly default: unknown;
}

/** What a caller gives when regions were not chosen while generating. */
export const REGIONS_OF_CALLER = 'the regions that the caller gives';

/** The home region then. */
export const HOME_OF_CALLER = 'the first of them';

const TYPES: Readonly<Record<Setting['kind'], string>> = {
  integer: 'number',
  boolean: 'bool',
  string: 'string',
  choice: 'string',
  list: 'list(string)',
  map: 'map(string)',
  object: 'any',
};

/** Lists the variables of a module: every setting that names a value and that the chosen structure uses. */
export function variablesOf(policy: Policy, isGiven: (path: SettingPath) => boolean): readonly ModuleVariable[] {
  return SETTINGS.filter(({ isStructure, path }) => !isStructure && UNUSED[path]?.(policy) !== true).map((setting) => {
    const value = isGiven(setting.path) || setting.default !== undefined ? (valueAt(policy, setting.path.split('.')) ?? null) : null;
    const isOpen = setting.path === 'regions' && policy.regions.includes(REGIONS_OF_CALLER);
    return { setting, type: TYPES[setting.kind], default: isOpen ? undefined : value };
  });
}

/** Tells when a value setting has no effect under the structure of a policy. */
const UNUSED: Readonly<Partial<Record<SettingPath, (policy: Policy) => boolean>>> = {
  resourceTypes: ({ recorder }) => recorder === 'existing',
  'bucket.keyPrefix': ({ recorder }) => recorder === 'existing',
  'bucket.name': ({ recorder, bucket }) => recorder === 'existing' || bucket.name === undefined,
  'bucket.forceDestroy': ({ recorder, bucket }) => recorder === 'existing' || bucket.name !== undefined,
  'alerts.emails': ({ alerts }) => alerts === 'none' || alerts.topicArn !== undefined,
  'alerts.topicArn': ({ alerts }) => alerts === 'none' || alerts.topicArn === undefined,
  'alerts.alarmActions': ({ alerts }) => alerts === 'none',
  'rotation.maxAccessKeyAgeDays': ({ rotation }) => rotation === undefined,
  ...Object.fromEntries(
    SETTINGS.filter(({ path }) => path.startsWith('remediation.')).map(({ path }) => [
      path,
      ({ remediation }: Policy) => remediation === undefined,
    ]),
  ),
  kmsKeyArn: ({ kmsKeyArn }) => kmsKeyArn === undefined,
  // Without remediation no role is made.
  permissionsBoundaryArn: ({ remediation }) => remediation === undefined,
};

/** Declares a variable with its bounds and gives the token of its value. */
export function declareVariable(scope: Construct, { setting, type, default: value }: ModuleVariable): unknown {
  const isNullable = value === null;
  const variable = new TerraformVariable(scope, setting.variable, {
    type,
    description: `${setting.description} Must be ${setting.accepts}${setting.unit === undefined ? '' : ` (${setting.unit})`}.${isNullable ? ` Default: ${setting.fallback}.` : ''}`,
    nullable: isNullable,
    validation: [...conditionsOn(setting, { expression: `var.${setting.variable}`, name: setting.variable }, isNullable)],
  });
  // The engine leaves a null default out and renames the keys of a map.
  if (value !== undefined) variable.addOverride('default', value);
  switch (setting.kind) {
    case 'integer':
      return variable.numberValue;
    case 'boolean':
      return variable.booleanValue;
    case 'list':
      return variable.listValue;
    case 'map':
    case 'object':
      return variable.value;
    case 'string':
    case 'choice':
      return variable.stringValue;
  }
}
