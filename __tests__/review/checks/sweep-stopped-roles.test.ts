import { sweepStopped } from '../../../review/checks/sweep-stopped';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec, SWEEP_POLICY } from '../../support/review';

const sweepValues = (more: Values = {}): Values => ({
  function_name: 'sweep',
  role: 'arn:aws:iam::123456789012:role/sweep',
  environment: [{ variables: { POLICY: SWEEP_POLICY } }],
  ...more,
});
const sweep = (spec: PartSpec = {}): Part =>
  part('function', { address: 'aws_lambda_function.sweep', before: sweepValues(), after: sweepValues(), ...spec });
const role = (name: string, spec: PartSpec = {}): Part =>
  part('role', { address: `aws_iam_role.${name}`, before: { name }, after: { name }, ...spec });
const policyOf = (name: string, before: string | null, after: string | null): Part => {
  const side = (policy: string | null): Values | null => (policy === null ? null : { name: 'p', role: name, policy });
  return part('role-policy', { address: `aws_iam_role_policy.${name}`, before: side(before), after: side(after) });
};

const SOME = ['iam:GetCredentialReport', 'iam:ListAccessKeys', 'dynamodb:Query', 'sns:Publish'];
const ALL = [...SOME, 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'];
type Statement = Readonly<Record<string, unknown>>;
const document = (...statements: readonly Statement[]): string => JSON.stringify({ Statement: statements });
const allowing = (...Action: readonly string[]): Statement => ({ Effect: 'Allow', Action, Resource: '*' });
const NOTHING = document();

const find = (parts: readonly Part[], after: LeafSpec = remediation('delete')): readonly Found[] =>
  sweepStopped.find(policyChange(after, after, parts), planView());
const found = (words: string, address: string): readonly Found[] => [
  { address, message: `${words}: the function does not do its work, and remediation stays on` },
];
const lost = (...actions: readonly string[]): readonly Found[] =>
  found(
    `the role sweep, which the function takes, no longer allows ${actions.map((action) => action.toLowerCase()).join(', ')}`,
    'aws_iam_role_policy.sweep',
  );

describe('sweep-stopped: what the role of the function no longer allows', () => {
  const its = (before: string | null, after: string | null): readonly Part[] => [sweep(), role('sweep'), policyOf('sweep', before, after)];

  it.each<[string, LeafSpec, readonly string[]]>([
    ['to notify', remediation('notify'), []],
    ['to deactivate', remediation('deactivate'), ['iam:UpdateAccessKey']],
    ['to delete', remediation('delete'), ['iam:UpdateAccessKey', 'iam:DeleteAccessKey']],
    ['not known', { ...remediation('delete'), 'remediation.action': unknownLeaf() }, []],
  ])('finds only what the action needs: it is %s', (_, after, actions) => {
    const expected = actions.length === 0 ? [] : lost(...actions);
    expect(find(its(document(allowing(...ALL)), document(allowing(...SOME))), after)).toEqual(expected);
    expect(find(its(document(allowing('*')), document(allowing(...SOME))), after)).toEqual(expected);
  });

  it.each<[string, Statement, boolean]>([
    ['everything', { Effect: 'Deny', Action: 'sns:Publish', Resource: '*' }, true],
    ['one thing', { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:123456789012:other' }, false],
    [
      'everything under a condition',
      { Effect: 'Deny', Action: 'sns:Publish', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      false,
    ],
  ])('judges a denial on %s', (_, denial, isLost) => {
    expect(find(its(document(allowing(...ALL)), document(allowing(...ALL), denial)))).toEqual(isLost ? lost('sns:Publish') : []);
  });

  it('finds it in a role of which the plan holds an IAM policy only', () => {
    const other = policyOf('other', document(allowing(...ALL)), document(allowing(...ALL)));
    expect(find([sweep(), other, policyOf('sweep', document(allowing(...ALL)), NOTHING)])).toEqual(lost(...ALL));
  });

  it('finds it where a managed IAM policy goes with it', () => {
    const attachment = part('role-attachment', { before: { role: 'sweep', policy_arn: 'a' } });
    expect(find([...its(document(allowing(...ALL)), NOTHING), attachment])).toEqual(lost(...ALL));
  });

  it('finds nothing where what it allowed could not be read, or no role is named any more', () => {
    expect(find(its('{', NOTHING))).toEqual([]);
    const [, ...rest] = its(document(allowing(...ALL)), NOTHING);
    expect(find([sweep({ after: sweepValues({ role: undefined }) }), ...rest])).toEqual([]);
  });
});

describe('sweep-stopped: the role of the function is called otherwise', () => {
  const renamed = (spec: PartSpec): Part => role('sweep', { before: { name: 'sweep' }, actions: ['delete', 'create'], ...spec });

  it('and the function still takes the old one', () => {
    expect(find([sweep(), renamed({ after: { name: 'other' } })])).toEqual(
      found('the role sweep, which the function takes, goes', 'aws_iam_role.sweep'),
    );
  });

  it.each<[string, readonly Part[]]>([
    [
      'and the function takes it',
      [sweep({ after: sweepValues({ role: 'arn:aws:iam::123456789012:role/other' }) }), renamed({ after: { name: 'other' } })],
    ],
    [
      'and which one the function takes is known only after apply',
      [sweep({ after: sweepValues({ role: undefined }), afterUnknown: { role: true } }), renamed({ after: { name: 'other' } })],
    ],
    ['as it may be as before', [sweep(), renamed({ after: {}, afterUnknown: { name: true } })]],
    [
      'and another takes its name',
      [sweep(), renamed({ after: { name: 'other' } }), role('again', { before: null, after: { name: 'sweep' } })],
    ],
  ])('%s: nothing is found', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });
});

describe('sweep-stopped: the role of the function goes', () => {
  it('finds it though the role of the schedule stays', () => {
    expect(find([sweep(), role('sweep', { after: null }), role('starts')])).toEqual(
      found('the role sweep, which the function takes, goes', 'aws_iam_role.sweep'),
    );
  });
});
