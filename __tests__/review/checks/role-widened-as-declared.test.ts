import { TerraformIterator } from 'cdktf';
import { policyDocument } from '../../../constructs/iam-policy';
import type { Place } from '../../../constructs/place';
import { exemptArns, scheduleStatements, sweepStatements, trustStatement } from '../../../constructs/sweep-statements';
import { namesFor } from '../../../domain/names';
import type { Policy, UnusedCredentialsSettings } from '../../../domain/policy';
import { readPolicy } from '../../../domain/read-policy';
import { roleWidened } from '../../../review/checks/role-widened';
import type { PartKind } from '../../../review/part';
import { part, planView, policyChange, remediation, type LeafSpec } from '../../support/review';
import { LITERAL } from '../../support/settings';

type Statement = Readonly<Record<string, unknown>>;

describe('role-widened: the roles as we declare them', () => {
  const ACCOUNT = '123456789012';

  function declared(settings: UnusedCredentialsSettings): { readonly policy: Policy; readonly place: Place } {
    const { policy } = readPolicy({ regions: ['eu-west-1'], ...settings }, LITERAL);
    const homeArn = (service: string, resource: string): string => `arn:aws:${service}:${policy.homeRegion}:${ACCOUNT}:${resource}`;
    const place: Place = {
      policy,
      names: namesFor(policy.namePrefix),
      accountId: ACCOUNT,
      partition: 'aws',
      eachRegion: TerraformIterator.fromList([]),
      tags: undefined,
      isDeferred: () => false,
      homeArn,
      iamArn: (resource) => `arn:aws:iam::${ACCOUNT}:${resource}`,
    };
    return { policy, place };
  }

  /** The values of each resource that the roles and what they act on are made of. */
  function valuesOf({ policy, place }: ReturnType<typeof declared>): readonly (readonly [PartKind, string, Statement])[] {
    const { names } = place;
    const given = policy.alerts === 'none' ? undefined : policy.alerts.topicArn;
    const action = policy.remediation?.action ?? 'notify';
    const exempt = action === 'notify' ? [] : exemptArns(place);
    const denied =
      exempt.length === 0
        ? []
        : [
            {
              Sid: 'SparesTheExempt',
              Effect: 'Deny' as const,
              Action: ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
              Resource: exempt,
            },
          ];
    const sweep = policyDocument([...sweepStatements(place, action, given ?? place.homeArn('sns', names.topic)), ...denied]);
    const region = policy.homeRegion;
    return [
      ['role', 'sweep', { name: names.sweep, assume_role_policy: policyDocument([trustStatement('lambda', place)]) }],
      ['role', 'schedule', { name: names.scheduleRole, assume_role_policy: policyDocument([trustStatement('scheduler', place)]) }],
      ['role-policy', 'sweep', { name: names.sweep, role: names.sweep, policy: sweep }],
      [
        'role-policy',
        'schedule',
        { name: names.scheduleRole, role: names.scheduleRole, policy: policyDocument(scheduleStatements(place)) },
      ],
      ['table', 'keys', { region, name: names.keysTable }],
      ['queue', 'dead', { region, name: names.deadLetterQueue }],
      ['log-group', 'log', { region, name: names.sweepLogGroup }],
      ['function', 'sweep', { region, function_name: names.sweep }],
      ...(given === undefined ? [['topic', 'topic', { region, name: names.topic }] as const] : []),
      ...(policy.kmsKeyArn === undefined ? [['kms-alias', 'alias', { region, name: names.kmsAlias }] as const] : []),
    ];
  }

  function sideOf({ policy }: ReturnType<typeof declared>): LeafSpec {
    const { action = 'notify', exempt } = policy.remediation ?? {};
    const given = policy.alerts === 'none' ? undefined : policy.alerts.topicArn;
    return {
      ...remediation(action),
      homeRegion: policy.homeRegion,
      'remediation.exempt.userNames': exempt?.userNames ?? [],
      'remediation.exempt.paths': exempt?.paths ?? [],
      ...(given !== undefined && { 'alerts.topicArn': given }),
      ...(policy.kmsKeyArn !== undefined && { kmsKeyArn: policy.kmsKeyArn }),
    };
  }

  function between(from: UnusedCredentialsSettings, to: UnusedCredentialsSettings): unknown {
    const [before, after] = [declared(from), declared(to)];
    const [was, is] = [valuesOf(before), valuesOf(after)];
    const keys = new Map([...was, ...is].map(([kind, name]) => [`${kind} ${name}`, [kind, name] as const]));
    const parts = [...keys.values()].map(([kind, name]) => {
      const side = (all: typeof was): Statement | null => all.find(([one, other]) => one === kind && other === name)?.[2] ?? null;
      return part(kind, { address: `x.${kind}-${name}`, before: side(was), after: side(is) });
    });
    return roleWidened.find(policyChange(sideOf(before), sideOf(after), parts), planView());
  }

  const acting = (action: 'notify' | 'deactivate' | 'delete', ...userNames: readonly string[]): UnusedCredentialsSettings => ({
    remediation: { action, exempt: { userNames: [...userNames], paths: [...userNames].map((name) => `/${name}/`) } },
  });
  const regions = ['eu-west-1', 'us-east-1'];
  const given = { alerts: { topicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:security` } };
  const key = { kmsKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/0a1b2c3d` };

  it.each<[string, UnusedCredentialsSettings, UnusedCredentialsSettings]>([
    ['nothing changes', acting('delete', 'alice'), acting('delete', 'alice')],
    ['the action goes from notify to deactivate', acting('notify', 'alice'), acting('deactivate', 'alice')],
    ['the action goes from notify to delete', acting('notify'), acting('delete')],
    ['the action goes from deactivate to delete', acting('deactivate', 'alice'), acting('delete', 'alice')],
    ['the action goes from delete to notify', acting('delete', 'alice'), acting('notify', 'alice')],
    ['the action goes from delete to deactivate', acting('delete', 'alice'), acting('deactivate', 'alice')],
    ['more are exempt', acting('delete', 'alice'), acting('delete', 'alice', 'bob')],
    ['less are exempt', acting('delete', 'alice', 'bob'), acting('delete', 'bob')],
    ['nobody is exempt any more', acting('delete', 'alice'), acting('delete')],
    ['less are exempt from a further action', acting('deactivate', 'alice', 'bob'), acting('delete', 'bob')],
    ['home moves', { ...acting('delete', 'a'), regions }, { ...acting('delete', 'a'), regions, homeRegion: 'us-east-1' }],
    ['all is renamed', acting('delete', 'a'), { ...acting('delete', 'a'), namePrefix: 'other' }],
    ['a topic is given', acting('delete'), { ...acting('delete'), ...given }],
    ['a topic is made', { ...acting('delete'), ...given }, acting('delete')],
    ['a key is given', acting('delete'), { ...acting('delete'), ...key }],
    ['a key is made', { ...acting('delete'), ...key }, acting('delete')],
    [
      'all at once',
      { ...acting('notify'), regions, ...given },
      { ...acting('delete', 'b'), regions, homeRegion: 'us-east-1', namePrefix: 'other' },
    ],
  ])('finds nothing when %s', (_, from, to) => {
    expect(between(from, to)).toEqual([]);
  });
});
