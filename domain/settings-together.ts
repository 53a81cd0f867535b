import type { Policy } from './policy';
import { remediationProblem } from './remediation-together';
import { NOT_OFFERED_REGIONS, OFFERED_REGIONS, nearestOfferedRegions, partitionOf } from './regions';
import type { ValuePath } from './value-path';
import type { SettingPath } from './settings';

/** Says which value is at odds with others, and what would be accepted. */
export interface Problem {
  readonly path: ValuePath;
  readonly accepted: string;
  readonly got: unknown;
  readonly advice?: string;
}

/**
 * Checks what no single setting can tell: regions that offer the rule, a home among them, ARNs that are in the home region,
 * and what remediation needs of the others.
 * A rule about a deferred value is left to Terraform's preconditions.
 *
 * @returns The first problem, or nothing.
 */
export function checkTogether(
  policy: Policy,
  deferred: ReadonlySet<SettingPath>,
  nameOf: (path: ValuePath) => string,
): Problem | undefined {
  const isKnown = (...paths: SettingPath[]): boolean => paths.every((path) => !deferred.has(path));
  const homeIsKnown =
    policy.homeRegion !== '' && isKnown('homeRegion') && (isKnown('regions') || policy.regions.includes(policy.homeRegion));
  return (
    (isKnown('regions', 'allowRegions') ? regionsProblem(policy, nameOf) : undefined) ??
    (isKnown('regions') && homeIsKnown ? homeProblem(policy) : undefined) ??
    topicProblem(policy, nameOf) ??
    (homeIsKnown ? placeProblem(policy, isKnown) : undefined) ??
    remediationProblem(policy, isKnown, nameOf)
  );
}

function regionsProblem({ regions, allowRegions }: Policy, nameOf: (path: ValuePath) => string): Problem | undefined {
  const strangers = regions
    .map((region, at) => ({ region, at }))
    .filter(({ region }) => !OFFERED_REGIONS.includes(region) && !allowRegions.includes(region));
  const [stranger] = strangers;
  if (stranger !== undefined) {
    const near = nearestOfferedRegions(stranger.region).join(', ');
    const isReal = NOT_OFFERED_REGIONS.includes(stranger.region);
    return {
      path: ['regions', stranger.at],
      accepted: 'an AWS region that offers the Config rule',
      got: stranger.region,
      advice: isReal
        ? `the nearest that do: ${near}; if AWS offers it there by now, add it to ${nameOf(['allowRegions'])}`
        : `did you mean ${near}? If it is a new region, add it to ${nameOf(['allowRegions'])}`,
    };
  }
  const [first] = regions;
  const foreign = regions.findIndex((region) => first !== undefined && partitionOf(region) !== partitionOf(first));
  if (first === undefined || foreign === -1) return undefined;
  return {
    path: ['regions', foreign],
    accepted: `in the partition ${partitionOf(first)} like ${first}`,
    got: regions[foreign],
    advice: 'an account lives in one partition; make a policy for each',
  };
}

function homeProblem({ homeRegion, regions }: Policy): Problem | undefined {
  return regions.includes(homeRegion)
    ? undefined
    : { path: ['homeRegion'], accepted: `one of regions (${regions.join(', ')})`, got: homeRegion };
}

function topicProblem({ alerts }: Policy, nameOf: (path: ValuePath) => string): Problem | undefined {
  if (alerts === 'none' || alerts.topicArn === undefined || alerts.emails.length === 0) return undefined;
  return {
    path: ['alerts', 'emails'],
    accepted: `empty when ${nameOf(['alerts', 'topicArn'])} is given`,
    got: alerts.emails,
    advice: 'subscribe them where that topic is declared',
  };
}

/** Checks that what the topic's region decides is there: the given topic, the given KMS key, what alarms act on. */
function placeProblem({ homeRegion, alerts, kmsKeyArn }: Policy, isKnown: (path: SettingPath) => boolean): Problem | undefined {
  const actions = alerts === 'none' || !isKnown('alerts.alarmActions') ? [] : alerts.alarmActions;
  const arns: readonly (readonly [ValuePath, string | undefined])[] = [
    [['alerts', 'topicArn'], alerts === 'none' || !isKnown('alerts.topicArn') ? undefined : alerts.topicArn],
    [['kmsKeyArn'], isKnown('kmsKeyArn') ? kmsKeyArn : undefined],
    ...actions.map((action, at) => [['alerts', 'alarmActions', at], action] as const),
  ];
  const away = arns.find(([, arn]) => arn !== undefined && ![homeRegion, ''].includes(arn.split(':')[3] ?? ''));
  const abroad = arns.find(([, arn]) => arn !== undefined && arn.split(':')[1] !== partitionOf(homeRegion));
  if (away === undefined && abroad !== undefined) {
    return { path: abroad[0], accepted: `an ARN in the partition ${partitionOf(homeRegion)} of the home region`, got: abroad[1] };
  }
  return away && { path: away[0], accepted: `an ARN in the home region ${homeRegion}`, got: away[1] };
}
