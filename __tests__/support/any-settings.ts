import fc from 'fast-check';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { readPolicy } from '../../domain/read-policy';
import { LITERAL } from './settings';

const ACCOUNT = '111122223333';
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'eu-central-1', 'sa-east-1'];
const EMAILS = ['a@example.com', 'security+aws@example.com', 'ops@example.org'];

const some = <T>(items: readonly T[], minLength = 0): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength, maxLength: items.length });

const remediation = fc.record(
  {
    action: fc.constantFrom('notify' as const, 'deactivate' as const, 'delete' as const),
    warnDays: fc.integer({ min: 0, max: 20 }),
    graceDays: fc.integer({ min: 1, max: 365 }),
    maxKeysPerDay: fc.integer({ min: 1, max: 1000 }),
    exempt: fc.record(
      {
        userNames: some(['svc-*', 'deploy', 'break.glass@corp', 'a?b', 'x,y=z+1']),
        paths: some(['/break-glass/', '/ops/prod/']),
        tag: fc.constantFrom('keep-keys', 'team: owner'),
      },
      { requiredKeys: [] },
    ),
    sweepHourUtc: fc.integer({ min: 0, max: 23 }),
    logRetentionDays: fc.constantFrom(1, 30, 365, 3653),
    reservedConcurrency: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);

/** Settings of any policy, with ARNs in the given home region. */
function settingsAt(regions: string[], homeRegion: string | undefined, allowRegions: string[]): fc.Arbitrary<UnusedCredentialsSettings> {
  const home = homeRegion ?? regions[0] ?? '';
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${home}:${ACCOUNT}:${rest}`;
  const alarmActions = some([arn('sns', 'pager'), arn('sns', 'other-team'), arn('lambda', 'function:page')]);
  const alerts = fc.oneof(
    { weight: 1, arbitrary: fc.constant('none' as const) },
    { weight: 3, arbitrary: fc.record({ emails: some(EMAILS), alarmActions, perUser: fc.boolean() }, { requiredKeys: [] }) },
    {
      weight: 2,
      arbitrary: fc
        .record({ alarmActions, perUser: fc.boolean() }, { requiredKeys: [] })
        .map((given) => ({ ...given, topicArn: arn('sns', 'security') })),
    },
  );
  return fc
    .record(
      {
        maxCredentialUsageAgeDays: fc.integer({ min: 1, max: 365 }),
        evaluationFrequency: fc.constantFrom(
          'One_Hour' as const,
          'Three_Hours' as const,
          'Six_Hours' as const,
          'TwentyFour_Hours' as const,
        ),
        recorder: fc.constantFrom('create' as const, 'existing' as const),
        resourceTypes: some(['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Group'], 1),
        serviceLinkedRole: fc.constantFrom('create' as const, 'existing' as const),
        bucket: fc.record(
          {
            name: fc.constantFrom('central-config', 'logs.example'),
            keyPrefix: fc.constantFrom('prod', 'a/b'),
            forceDestroy: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
        alerts,
        remediation,
        accessAnalyzer: fc.boolean(),
        rotation: fc.record({ maxAccessKeyAgeDays: fc.integer({ min: 1, max: 365 }) }, { requiredKeys: [] }),
        namePrefix: fc.constantFrom('unused-credentials', 'keys', 'audit-keys-2'),
        tags: fc.dictionary(fc.constantFrom('team', 'cost center', 'Env'), fc.constantFrom('security', '42', '')),
        permissionsBoundaryArn: fc.constant(`arn:aws:iam::${ACCOUNT}:policy/boundary`),
        kmsKeyArn: fc.constant(arn('kms', 'key/0a1b2c3d')),
      },
      { requiredKeys: [] },
    )
    .map((given) => ({
      ...given,
      regions,
      ...(homeRegion !== undefined && { homeRegion }),
      ...(allowRegions.length > 0 && { allowRegions }),
    }));
}

/** Tells whether settings are accepted; some that are made here contradict each other. */
export function isAccepted(settings: UnusedCredentialsSettings): boolean {
  try {
    readPolicy(settings, LITERAL);
    return true;
  } catch {
    return false;
  }
}

/** Settings of any policy that is accepted. */
export const anySettings: fc.Arbitrary<UnusedCredentialsSettings> = fc
  .tuple(some(REGIONS, 1), fc.boolean(), fc.boolean())
  .chain(([regions, isHomeGiven, hasNewRegion]) => {
    const all = hasNewRegion ? [...regions, 'ap-southeast-7'] : regions;
    return settingsAt(all, isHomeGiven ? all.at(-1) : undefined, hasNewRegion ? ['ap-southeast-7', 'il-central-1'] : []);
  })
  .filter(isAccepted);

/** Two policies: mostly one with a few settings of another laid over it, as in a pull request; sometimes two that have nothing in common. */
export const anyPair: fc.Arbitrary<readonly [before: UnusedCredentialsSettings, after: UnusedCredentialsSettings]> = fc
  .tuple(anySettings, anySettings, fc.integer({ min: 0, max: 4 }), fc.infiniteStream(fc.nat()))
  .map(([before, other, count, draws]) => {
    if (count === 0) return [before, other] as const;
    const names = [...new Set([...Object.keys(before), ...Object.keys(other)])].filter((name) => !WHERE.has(name));
    const chosen = [...draws.take(count)].map((draw) => names[draw % Math.max(1, names.length)]);
    const entries = Object.entries(before).filter(([name]) => !chosen.includes(name));
    const laid = Object.entries(other).filter(([name]) => chosen.includes(name));
    return [before, Object.fromEntries([...entries, ...laid])] as const;
  })
  .filter(([, after]) => isAccepted(after));

/** Where a policy stands: what is in its ARNs changes with it. */
const WHERE: ReadonlySet<string> = new Set(['regions', 'homeRegion', 'allowRegions']);
