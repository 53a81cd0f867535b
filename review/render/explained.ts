import { explain, type Surroundings } from '../../domain/explain';
import type { Policy } from '../../domain/policy';
import { DEFAULTS, settingAt, type SettingPath } from '../../domain/settings';
import type { Leaves } from '../leaf';
import { policyJson } from './policy-json';

/** Says in sentences what one side of a policy does; undefined unless everything that the sentences are about is known and may be shown. */
export function explained(
  side: Leaves,
  sensitive: ReadonlySet<SettingPath>,
  surroundings: Surroundings = {},
): readonly string[] | undefined {
  const isHidden = (path: SettingPath): boolean => side.get(path)?.kind === 'unknown' || sensitive.has(path);
  if ([...ALWAYS, ...SOMETIMES, ...ALERTING, ...REMEDIATING].some(isHidden)) return undefined;
  const policy: unknown = { ...NOT_TOLD, ...policyJson(side, sensitive) };
  return isExplainable(policy, side) ? explain(policy, surroundings) : undefined;
}

/** What the sentences need, and what they say only if it is there. */
const ALWAYS: readonly SettingPath[] = [
  'maxCredentialUsageAgeDays',
  'regions',
  'evaluationFrequency',
  'recorder',
  'resourceTypes',
  'alerts',
];
const SOMETIMES: readonly SettingPath[] = [
  'accessAnalyzer',
  'bucket.name',
  'alerts.topicArn',
  'rotation',
  'rotation.maxAccessKeyAgeDays',
  'remediation',
  'remediation.exempt.tag',
];
const ALERTING: readonly SettingPath[] = ['homeRegion', 'alerts.emails', 'alerts.perUser'];
const REMEDIATING: readonly SettingPath[] = [
  'remediation.action',
  'remediation.warnDays',
  'remediation.graceDays',
  'remediation.maxKeysPerDay',
  'remediation.exempt.userNames',
  'remediation.exempt.paths',
  'remediation.sweepHourUtc',
];

/** What no sentence is about. */
const NOT_TOLD = { bucket: {}, resourceTypes: DEFAULTS.resourceTypes, accessAnalyzer: DEFAULTS.accessAnalyzer };

function isExplainable(policy: unknown, side: Leaves): policy is Policy {
  const value = (path: SettingPath): unknown => {
    const leaf = side.get(path);
    return leaf?.kind === 'known' ? leaf.value : undefined;
  };
  const needed = [
    ...ALWAYS.filter((path) => path !== 'alerts' && (path !== 'resourceTypes' || value('recorder') === 'create')),
    ...(value('alerts') === 'none' ? [] : ALERTING),
    ...(side.has('remediation') ? REMEDIATING : []),
    ...(side.has('rotation') ? (['rotation.maxAccessKeyAgeDays'] as const) : []),
  ];
  return policy !== null && value('alerts') !== undefined && needed.every((path) => isFit(path, value(path)));
}

/** Whether a value is of the kind that the setting takes; plans of others may hold anything. */
function isFit(path: SettingPath, value: unknown): boolean {
  const setting = settingAt(path);
  switch (setting?.kind) {
    case 'integer':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return setting.bounds.choices?.some((choice) => choice === value) ?? false;
    case 'string':
      return typeof value === 'string';
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'map':
    case 'object':
    case undefined:
      return false;
  }
}
