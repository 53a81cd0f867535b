import type { AlertSettings, Policy, UnusedCredentialsSettings } from './policy';
import { DEFAULTS } from './settings';

/** Fills in every default. Expects settings that passed the check; values may be tokens. */
export function resolvePolicy(settings: UnusedCredentialsSettings, firstRegion: string | undefined): Policy {
  const { name, keyPrefix, forceDestroy } = settings.bucket ?? {};
  return {
    maxCredentialUsageAgeDays: settings.maxCredentialUsageAgeDays ?? DEFAULTS.maxCredentialUsageAgeDays,
    regions: settings.regions ?? [],
    homeRegion: settings.homeRegion ?? firstRegion ?? '',
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

function resolveAlerts(alerts: Exclude<UnusedCredentialsSettings['alerts'], 'none' | undefined>): AlertSettings {
  return {
    emails: alerts.emails ?? DEFAULTS['alerts.emails'],
    ...(alerts.topicArn === undefined ? {} : { topicArn: alerts.topicArn }),
    alarmActions: alerts.alarmActions ?? DEFAULTS['alerts.alarmActions'],
    perUser: alerts.perUser ?? DEFAULTS['alerts.perUser'],
  };
}
