import type { AlertSettings, Exempt, Policy, Remediation, UnusedCredentialsSettings } from './policy';
import { DEFAULTS } from './settings';

/** What depends on other settings, which may be tokens. */
export interface Derived {
  firstOf(list: readonly string[]): string | undefined;
  warnDaysFor(limit: number, given: number | undefined): number;
}

type Given<Name extends keyof UnusedCredentialsSettings> = NonNullable<UnusedCredentialsSettings[Name]>;

/** The notice in days when none is given, at most. */
export const MOST_DEFAULT_WARN_DAYS = 7;

/** Gives the notice in days under a known limit: the given one, else 7 or what the limit leaves. */
export function warnDaysOrDefault(limit: number, given: number | undefined): number {
  return given ?? Math.min(MOST_DEFAULT_WARN_DAYS, limit - 1);
}

/** Fills in every default. Expects settings that passed the check; values may be tokens. */
export function resolvePolicy(settings: UnusedCredentialsSettings, derived: Derived): Policy {
  const { name, keyPrefix, forceDestroy } = settings.bucket ?? {};
  const limit = settings.maxCredentialUsageAgeDays ?? DEFAULTS.maxCredentialUsageAgeDays;
  return {
    maxCredentialUsageAgeDays: limit,
    regions: settings.regions ?? [],
    homeRegion: settings.homeRegion ?? derived.firstOf(settings.regions ?? []) ?? '',
    allowRegions: settings.allowRegions ?? DEFAULTS.allowRegions,
    evaluationFrequency: settings.evaluationFrequency ?? DEFAULTS.evaluationFrequency,
    recorder: settings.recorder ?? DEFAULTS.recorder,
    resourceTypes: settings.resourceTypes ?? DEFAULTS.resourceTypes,
    serviceLinkedRole: settings.serviceLinkedRole ?? DEFAULTS.serviceLinkedRole,
    bucket: {
      ...(name === undefined ? {} : { name }),
      ...(keyPrefix === undefined ? {} : { keyPrefix }),
      forceDestroy: forceDestroy ?? DEFAULTS['bucket.forceDestroy'],
    },
    alerts: settings.alerts === 'none' ? 'none' : resolveAlerts(settings.alerts ?? {}),
    ...(settings.remediation === undefined ? {} : { remediation: resolveRemediation(settings.remediation, limit, derived) }),
    accessAnalyzer: settings.accessAnalyzer ?? DEFAULTS.accessAnalyzer,
    ...(settings.rotation === undefined
      ? {}
      : { rotation: { maxAccessKeyAgeDays: settings.rotation.maxAccessKeyAgeDays ?? DEFAULTS['rotation.maxAccessKeyAgeDays'] } }),
    namePrefix: settings.namePrefix ?? DEFAULTS.namePrefix,
    tags: settings.tags ?? DEFAULTS.tags,
    ...(settings.permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn: settings.permissionsBoundaryArn }),
    ...(settings.kmsKeyArn === undefined ? {} : { kmsKeyArn: settings.kmsKeyArn }),
  };
}

function resolveAlerts(alerts: Exclude<Given<'alerts'>, 'none'>): AlertSettings {
  return {
    emails: alerts.emails ?? DEFAULTS['alerts.emails'],
    ...(alerts.topicArn === undefined ? {} : { topicArn: alerts.topicArn }),
    alarmActions: alerts.alarmActions ?? DEFAULTS['alerts.alarmActions'],
    perUser: alerts.perUser ?? DEFAULTS['alerts.perUser'],
  };
}

function resolveRemediation(given: Given<'remediation'>, limit: number, derived: Derived): Remediation {
  return {
    action: given.action ?? DEFAULTS['remediation.action'],
    warnDays: derived.warnDaysFor(limit, given.warnDays),
    graceDays: given.graceDays ?? DEFAULTS['remediation.graceDays'],
    maxKeysPerDay: given.maxKeysPerDay ?? DEFAULTS['remediation.maxKeysPerDay'],
    exempt: resolveExempt(given.exempt ?? {}),
    sweepHourUtc: given.sweepHourUtc ?? DEFAULTS['remediation.sweepHourUtc'],
    logRetentionDays: given.logRetentionDays ?? DEFAULTS['remediation.logRetentionDays'],
    ...(given.reservedConcurrency === undefined ? {} : { reservedConcurrency: given.reservedConcurrency }),
  };
}

function resolveExempt({ userNames, paths, tag }: NonNullable<Given<'remediation'>['exempt']>): Exempt {
  return {
    userNames: userNames ?? DEFAULTS['remediation.exempt.userNames'],
    paths: paths ?? DEFAULTS['remediation.exempt.paths'],
    ...(tag === undefined ? {} : { tag }),
  };
}
