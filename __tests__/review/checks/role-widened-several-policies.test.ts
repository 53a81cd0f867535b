import { roleWidened } from '../../../review/checks/role-widened';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const USERS = 'arn:aws:iam::123456789012:user/*';
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/keys';

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: unknown, Resource: unknown): Statement => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: unknown, Resource: unknown): Statement => ({ Effect: 'Deny', Action, Resource });
const document = (...statements: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const userArn = (name: string): string => `arn:aws:iam::123456789012:user/${name}`;

const READS = allow('iam:GetUser', USERS);
const ACTS = allow('iam:UpdateAccessKey', USERS);
const SPARES = deny('iam:UpdateAccessKey', userArn('alice'));

const role = part('role', { address: 'aws_iam_role.sweep', before: { name: 'sweep' }, after: { name: 'sweep' } });
const table = part('table', { before: { name: 'keys' }, after: { name: 'keys' } });
const rolePolicy = (name: string, before: string, after: string | undefined, spec: PartSpec = {}): Part => {
  const side = (policy: string | undefined): Values => ({ name, role: 'sweep', policy });
  return part('role-policy', { address: `aws_iam_role_policy.${name}`, before: side(before), after: side(after), ...spec });
};
const later = (name: string, before: string): Part => rolePolicy(name, before, undefined, { afterUnknown: { policy: true } });

function find(parts: readonly Part[], after: LeafSpec = remediation('delete'), before: LeafSpec = after): readonly Found[] {
  return roleWidened.find(policyChange(before, after, [role, ...parts]), planView());
}
const more = (list: string): readonly Found[] => [{ address: 'aws_iam_role_policy.a', message: `the role sweep may do more: ${list}` }];
const UNREAD = 'an IAM policy of the role sweep cannot be read: nobody can say what it allows';
const UNKNOWN = 'what the role sweep may do is known only after apply';

describe('role-widened: several IAM policies of one role', () => {
  const acts = rolePolicy('acts', document(ACTS), document(ACTS));

  it('finds nothing when one that cannot be read stays beside another', () => {
    expect(find([acts, rolePolicy('a', '{', '{')])).toEqual([]);
    expect(find([rolePolicy('a', '{', '{'), acts])).toEqual([]);
  });

  it('says once that some cannot be read, or are known only after apply', () => {
    expect(find([rolePolicy('a', document(READS), '{'), rolePolicy('b', document(READS), '}')])).toEqual([
      { address: 'aws_iam_role_policy.a', message: UNREAD },
    ]);
    expect(find([later('a', document(READS)), later('b', document(READS))])).toEqual([
      { address: 'aws_iam_role_policy.a', severity: 'warning', message: UNKNOWN },
    ]);
  });

  it('does not say that a denial is lost where one of them cannot be told', () => {
    const exempt = { ...remediation('delete'), 'remediation.exempt.userNames': ['alice'] };
    expect(find([acts, rolePolicy('a', document(SPARES), '{')], exempt)).toEqual([{ address: 'aws_iam_role_policy.a', message: UNREAD }]);
    expect(find([acts, later('a', document(SPARES))], exempt)).toEqual([
      { address: 'aws_iam_role_policy.a', severity: 'warning', message: UNKNOWN },
    ]);
  });

  it('finds nothing when a denial goes, and only another one meets it', () => {
    const other = deny('iam:UpdateAccessKey', userArn('bob'));
    const exempt = { ...remediation('delete'), 'remediation.exempt.userNames': ['alice', 'bob'] };
    expect(find([rolePolicy('a', document(READS, SPARES, other), document(READS, other))], exempt)).toEqual([]);
  });

  it('takes an absent list as nobody who is exempt', () => {
    const after = remediation('delete');
    const { 'remediation.exempt.userNames': _, ...absent } = after;
    const lost = rolePolicy('a', document(ACTS, SPARES), document(ACTS));
    expect(find([lost], absent, { ...after, 'remediation.exempt.userNames': ['alice'] })).toEqual([]);
  });
});

describe('role-widened: what the function needs, and what it does not', () => {
  const PUTS = allow('dynamodb:PutItem', TABLE);
  const PUT = `dynamodb:putitem on ${TABLE}`;
  const grows = (before: readonly Statement[], ...added: readonly Statement[]): readonly Part[] => [
    table,
    rolePolicy('a', document(...before), document(...before, ...added)),
  ];

  it('finds that it may act where remediation only comes, to tell', () => {
    expect(find(grows([READS], ACTS), remediation('notify'), {})).toEqual(more(`iam:updateaccesskey on ${USERS}`));
    expect(find(grows([READS], ACTS), remediation('deactivate'), {})).toEqual([]);
  });

  it('finds that it may act where it is not known whether it could before', () => {
    const unknown = { ...remediation('notify'), 'remediation.action': unknownLeaf() };
    expect(find(grows([READS], ACTS), remediation('delete'), unknown)).toEqual(more(`iam:updateaccesskey on ${USERS}`));
    expect(find(grows([READS], ACTS), unknown, remediation('notify'))).toEqual(more(`iam:updateaccesskey on ${USERS}`));
  });

  it('finds that it may do to its table what no step needs', () => {
    expect(find(grows([READS], allow('dynamodb:DeleteTable', TABLE)), remediation('delete'), remediation('notify'))).toEqual(
      more(`dynamodb:deletetable on ${TABLE}`),
    );
  });

  it.each<[string, readonly Statement[]]>([
    ['only read it', [allow('dynamodb:Query', TABLE)]],
    ['wrote another table', [allow('dynamodb:PutItem', `${TABLE}-2`)]],
    ['was kept from writing it', [deny('dynamodb:PutItem', TABLE)]],
  ])('finds that it may write its table where it %s before', (_, before) => {
    expect(find(grows(before, PUTS))).toEqual(more(PUT));
  });

  it('finds nothing when it may write its table by another name', () => {
    const renamed = part('table', { before: { name: 'keys' }, after: { name: 'new' }, actions: ['delete', 'create'] });
    const after = document(allow('dynamodb:PutItem', TABLE.replace('keys', 'new')));
    expect(find([renamed, rolePolicy('a', document(PUTS), after)])).toEqual([]);
  });

  it('finds what is attached to several roles at once, this one among them', () => {
    const attached = (roles: readonly string[], spec: PartSpec = {}): Part =>
      part('role-attachment', {
        address: 'aws_iam_policy_attachment.a',
        after: { roles, policy_arn: 'arn:aws:iam::aws:policy/P' },
        ...spec,
      });
    const message = 'a managed IAM policy is attached to the role sweep: arn:aws:iam::aws:policy/P';
    expect(find([attached(['ci', 'sweep'])])).toEqual([{ address: 'aws_iam_policy_attachment.a', message }]);
    expect(find([attached([], { afterUnknown: { roles: true }, references: { roles: ['aws_iam_role.one'] } })])).toEqual([
      { address: 'aws_iam_policy_attachment.a', message },
    ]);
    const before = { roles: ['ci', 'sweep'], policy_arn: 'arn:aws:iam::aws:policy/P' };
    expect(find([attached(['ci', 'sweep'], { before })])).toEqual([]);
  });

  it('finds what is attached to one role of the policy and then to another', () => {
    const starts = part('role', { address: 'aws_iam_role.starts', before: { name: 'starts' }, after: { name: 'starts' } });
    const attached = (was: readonly string[], is: readonly string[]): Part => {
      const side = (roles: readonly string[]): Values => ({ roles, policy_arn: 'arn:aws:iam::aws:policy/P' });
      return part('role-attachment', { address: 'aws_iam_policy_attachment.a', before: side(was), after: side(is) });
    };
    const widened = (name: string): Found => ({
      address: 'aws_iam_policy_attachment.a',
      message: `a managed IAM policy is attached to the role ${name}: arn:aws:iam::aws:policy/P`,
    });
    expect(find([starts, attached(['starts'], ['starts', 'sweep'])])).toEqual([widened('sweep')]);
    expect(find([starts, attached(['ci'], ['sweep', 'starts'])])).toEqual([widened('sweep'), widened('starts')]);
    expect(find([starts, attached(['sweep', 'starts'], ['starts'])])).toEqual([]);
  });
});
