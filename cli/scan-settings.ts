import { readPolicy, type SettingsSource } from '../domain/read-policy';
import type { ValuePath } from '../domain/value-path';
import type { Policy } from '../domain/policy';
import { DEFAULTS } from '../domain/settings';
import { sweepPolicyOf } from '../domain/sweep-policy';
import { warnDaysOrDefault } from '../domain/resolve-policy';
import type { ScanPolicy } from '../scan/inventory';
import type { SettingsInput } from './settings-input';

/** Stands where a region must, for settings that say none: IAM users are the same everywhere. */
const ANY_REGION = 'us-east-1';

/**
 * Reads settings as a policy to judge under. A region may be missing, as nothing that is judged hangs on it.
 *
 * @throws SettingError when a setting is not what it must be.
 */
export function scanPolicyOf({ settings, source }: SettingsInput): ScanPolicy {
  const given = settings as { readonly regions?: unknown; readonly homeRegion?: string };
  const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings);
  const hasRegions = !isObject || given.regions !== undefined;
  const whole = hasRegions ? settings : { ...given, regions: [given.homeRegion ?? ANY_REGION] };
  const { policy } = readPolicy(whole, hasRegions ? source : nameOfHome(source));
  return {
    sweep: sweepPolicyOf(policy) ?? telling(policy),
    isRemediating: policy.remediation !== undefined,
    namePrefix: policy.namePrefix,
    sweepHourUtc: policy.remediation?.sweepHourUtc ?? DEFAULTS['remediation.sweepHourUtc'],
    homeRegion: hasRegions ? policy.homeRegion : given.homeRegion,
  };
}

/** Where the home region stands for all, nobody typed regions. */
function nameOfHome(source: SettingsSource): SettingsSource {
  const home = (path: ValuePath): ValuePath => (path[0] === 'regions' ? ['homeRegion'] : path);
  return { ...source, nameOf: (path) => source.nameOf(home(path)), at: (path) => source.at(home(path)) };
}

/** Without remediation keys are judged by the limit alone. */
function telling({ maxCredentialUsageAgeDays }: Policy): ScanPolicy['sweep'] {
  return {
    maxCredentialUsageAgeDays,
    action: 'notify',
    warnDays: warnDaysOrDefault(maxCredentialUsageAgeDays, undefined),
    graceDays: DEFAULTS['remediation.graceDays'],
    maxKeysPerDay: DEFAULTS['remediation.maxKeysPerDay'],
    exempt: { userNames: [], paths: [] },
  };
}
