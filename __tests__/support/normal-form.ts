import type { AlertSettings, Policy, UnusedCredentialsSettings } from '../../domain/policy';
import { literalSource, readPolicy } from '../../domain/read-policy';
import { OFFERED_REGIONS } from '../../domain/regions';

/**
 * What a plan can tell of a policy: defaults resolved, sets sorted, and what has no effect as when it is not given.
 * Terraform keeps the regions as a set, so that their order is lost; home is told by what stands there.
 */
export function normalForm(settings: UnusedCredentialsSettings): Policy {
  const { policy } = readPolicy(settings, literalSource('here'));
  const { recorder, bucket, alerts, remediation, kmsKeyArn, permissionsBoundaryArn, ...rest } = policy;
  const isMade = recorder === 'create';
  const regions = [...policy.regions].sort();
  const hasHome = alerts !== 'none' || policy.accessAnalyzer || (isMade && bucket.name === undefined);
  const usesKey = isMade || (alerts !== 'none' && (alerts.topicArn === undefined || remediation !== undefined));
  return {
    ...rest,
    regions,
    homeRegion: hasHome ? policy.homeRegion : (regions[0] ?? ''),
    allowRegions: regions.filter((region) => !OFFERED_REGIONS.includes(region)),
    recorder,
    resourceTypes: isMade ? [...policy.resourceTypes].sort() : ['AWS::IAM::User'],
    bucket: isMade ? { ...bucket, forceDestroy: bucket.name === undefined && bucket.forceDestroy } : { forceDestroy: false },
    alerts: alerts === 'none' ? 'none' : sortedAlerts(alerts),
    ...(remediation && {
      remediation: {
        ...remediation,
        exempt: {
          ...remediation.exempt,
          userNames: [...remediation.exempt.userNames].sort(),
          paths: [...remediation.exempt.paths].sort(),
        },
      },
    }),
    ...(remediation && permissionsBoundaryArn !== undefined && { permissionsBoundaryArn }),
    ...(kmsKeyArn !== undefined && usesKey && { kmsKeyArn }),
  };
}

function sortedAlerts(alerts: AlertSettings): AlertSettings {
  return { ...alerts, emails: [...alerts.emails].sort(), alarmActions: [...alerts.alarmActions].sort() };
}
