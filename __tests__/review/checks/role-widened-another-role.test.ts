import { roleWidened } from '../../../review/checks/role-widened';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const arn = (name: string): string => `arn:aws:iam::123456789012:role/service/${name}`;
const FUNCTION = 'aws_lambda_function.sweep';

const allowing = (...Action: readonly string[]): string => JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const READS = allowing('iam:GetUser');
const WIDE = allowing('iam:GetUser', 'iam:CreateUser');

/** A role with its IAM policy; null where they are not there. */
function role(name: string, before: string | null, after: string | null, values: Values = {}, spec: PartSpec = {}): readonly Part[] {
  const side = (policy: string | null, more: Values): Values | null => (policy === null ? null : { name, ...more });
  const its = (policy: string | null): Values | null => (policy === null ? null : { name: 'p', role: name, policy });
  const made = part('role', { address: `aws_iam_role.${name}`, before: side(before, values), after: side(after, values), ...spec });
  return [{ ...made, change: { ...made.change, name } }, policyOf(name, its(before), its(after))];
}
const policyOf = (name: string, before: Values | null, after: Values | null): Part =>
  part('role-policy', { address: `aws_iam_role_policy.${name}`, before, after });
/** The IAM policy of a role that is not in the plan. */
const policyAlone = (name: string, policy = READS): Part => {
  const values = { name: 'p', role: name, policy };
  return policyOf(name, values, values);
};
const attachment = (name: string, before: string | null, after: string | null, spec: PartSpec = {}): Part => {
  const side = (policy: string | null): Values | null => (policy === null ? null : { role: name, policy_arn: policy });
  return part('role-attachment', { address: `aws_iam_role_policy_attachment.${name}`, before: side(before), after: side(after), ...spec });
};
const taking = (before: Values, after: Values, spec: PartSpec = {}): Part =>
  part('function', { address: FUNCTION, before: { function_name: 'f', ...before }, after: { function_name: 'f', ...after }, ...spec });
const from = (name: string, to: string, spec: PartSpec = {}): Part => taking({ role: arn(name) }, { role: arn(to) }, spec);
const LATER = { afterUnknown: { role: true } };

const find = (...parts: readonly Part[]): readonly Found[] => roleWidened.find(policyChange({}, {}, parts), planView());
const more = (name: string): readonly Found[] => [
  { address: `aws_iam_role_policy.${name}`, message: `the role ${name} may do more: iam:createuser on *` },
];
const elsewhere = (name: string): readonly Found[] => [
  { address: FUNCTION, message: `the function takes ${name}, which is not in the plan: nobody can say from this plan what it allows` },
];
const attached = (name: string, policy: string): readonly Found[] => [
  { address: `aws_iam_role_policy_attachment.${name}`, message: `a managed IAM policy is attached to the role ${name}: ${policy}` },
];
const own = role('sweep', READS, READS);

describe('role-widened: the same role', () => {
  it('finds nothing when the function keeps a role that is not in the plan', () => {
    expect(find(from('admin', 'admin'))).toEqual([]);
    expect(find(from('admin', 'admin'), ...own)).toEqual([]);
  });

  it('finds nothing when the same role, of which the plan holds an IAM policy only, is named by another ARN', () => {
    const changed = taking({ role: arn('admin') }, { role: 'arn:aws:iam::123456789012:role/admin' });
    expect(find(changed, policyAlone('admin'))).toEqual([]);
  });

  it.each([
    ['was named before', {}, { role: arn('sweep') }],
    ['is named any more', { role: arn('sweep') }, {}],
    ['is named any more, where one was that is not in the plan', { role: arn('admin') }, {}],
  ])('finds nothing where no role %s', (_, before, after) => {
    expect(find(taking(before, after), ...own)).toEqual([]);
  });
});

describe('role-widened: another role that the plan does not tell', () => {
  it('finds one that is not in the plan, though the one before is made anew', () => {
    expect(find(from('sweep', 'admin'), ...role('sweep', READS, READS, {}, { actions: ['delete', 'create'] }))).toEqual(
      elsewhere('the role admin'),
    );
  });

  it('does not print the name of one of which the plan holds an IAM policy only, where that is sensitive', () => {
    const hidden = from('sweep', 'admin', { afterSensitive: { role: true } });
    expect(find(hidden, ...own, policyAlone('admin'))).toEqual(elsewhere('another role'));
  });

  it('warns where it is known only after apply, and the plan holds an IAM policy only of the one before', () => {
    expect(find(taking({ role: arn('admin') }, {}, LATER), policyAlone('admin'))).toEqual([
      { address: FUNCTION, severity: 'warning', message: 'which role the function takes is known only after apply' },
    ]);
  });
});

describe('role-widened: another role that the plan tells', () => {
  it('finds what one may do more whose ARN is known only after apply, by what the function refers to', () => {
    const changed = taking(
      { role: arn('sweep') },
      {},
      { ...LATER, references: { role: ['aws_iam_role.other.arn', 'aws_iam_role.other'] } },
    );
    expect(find(changed, ...own, ...role('other', null, WIDE))).toEqual(more('other'));
    expect(find(changed, ...own, ...role('other', null, READS))).toEqual([]);
  });

  it('finds once what one that was there may do more, when that changes too', () => {
    expect(find(from('sweep', 'other'), ...own, ...role('other', READS, WIDE))).toEqual(more('other'));
  });

  it('finds nothing when one that was there gets what the one before had', () => {
    expect(find(from('sweep', 'other'), ...role('sweep', WIDE, WIDE), ...role('other', READS, WIDE))).toEqual([]);
  });

  it('finds what may be done more than by one of which the plan holds an IAM policy only', () => {
    const before = [from('admin', 'other'), policyAlone('admin')];
    expect(find(...before, ...role('other', null, READS))).toEqual([]);
    expect(find(...before, ...role('other', null, WIDE))).toEqual(more('other'));
  });

  const switched = [from('sweep', 'other'), ...own];
  const made = role('other', null, READS);

  it.each<[string, readonly Part[], readonly Found[]]>([
    ['is attached to the one before', [attachment('sweep', 'a', 'a'), attachment('other', null, 'a')], []],
    ['goes from the one before', [attachment('sweep', 'a', null), attachment('other', null, 'a')], []],
    ['was attached to both', [attachment('sweep', 'a', 'a'), attachment('other', 'a', 'a')], []],
    ['was attached to the other one only', [attachment('other', 'b', 'b')], attached('other', 'b')],
    ['is not what is attached to the one before', [attachment('sweep', 'a', 'a'), attachment('other', null, 'b')], attached('other', 'b')],
    ['goes from the other one', [attachment('other', 'b', null)], []],
    [
      'is known only after apply, as one that is newly attached to the one before',
      [attachment('sweep', null, 'a'), attachment('other', null, '', { afterUnknown: { policy_arn: true } })],
      [...attached('sweep', 'a'), ...attached('other', 'which one is known only after apply')],
    ],
  ])('judges a managed IAM policy that %s', (_, attachments, expected) => {
    expect(find(...switched, ...made, ...attachments)).toEqual(expected);
  });

  it('compares the managed IAM policies in the role itself with those in the one before', () => {
    const having = (name: string, before: string | null, ...managed_policy_arns: readonly string[]): readonly Part[] =>
      role(name, before, READS, { managed_policy_arns });
    expect(find(from('sweep', 'other'), ...having('sweep', READS, 'a'), ...having('other', null, 'a'))).toEqual([]);
    expect(find(from('sweep', 'other'), ...having('sweep', READS, 'a'), ...having('other', READS, 'a', 'b'))).toEqual([
      { address: 'aws_iam_role.other', message: 'managed IAM policies are attached to the role other: b' },
    ]);
  });
});

describe('role-widened: the role itself', () => {
  const values = (more: Values = {}): Values => ({ name: 'sweep', ...more });
  const changed = (before: Values, after: Values, spec: PartSpec = {}): Part =>
    part('role', { address: 'aws_iam_role.sweep', before: values(before), after: values(after), ...spec });

  it('finds nothing when all managed IAM policies go', () => {
    expect(find(changed({ managed_policy_arns: ['a'] }, {}))).toEqual([]);
  });

  it('prints a managed IAM policy where something else of the role is sensitive', () => {
    expect(find(changed({}, { managed_policy_arns: ['a'] }, { afterSensitive: { description: true } }))).toEqual([
      { address: 'aws_iam_role.sweep', message: 'managed IAM policies are attached to the role sweep: a' },
    ]);
  });

  it('finds nothing when a trust policy that cannot be read stays', () => {
    expect(find(changed({ assume_role_policy: '{' }, { assume_role_policy: '{', description: 'new' }))).toEqual([]);
  });
});
