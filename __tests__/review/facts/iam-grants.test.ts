import { grantsOf, includes, type Grant } from '../../../review/facts/iam-grants';

const policy = (...statements: readonly unknown[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const only = (pattern: string): Grant['on'] => ({ kind: 'only', pattern });

describe('grantsOf', () => {
  it('reads each pair of action and resource, the action in lower case', () => {
    const text = policy({ Effect: 'Allow', Action: ['iam:GetUser', 'IAM:ListUsers'], Resource: ['A', 'b'] });
    expect(grantsOf(text)).toEqual(
      ['iam:getuser', 'iam:listusers'].flatMap((action) =>
        ['A', 'b'].map((resource) => ({ effect: 'Allow', action: only(action), on: only(resource), condition: '' })),
      ),
    );
  });

  it('reads one statement that is in no list, and what is excepted', () => {
    const text = JSON.stringify({ Statement: { Effect: 'Deny', NotAction: 'iam:Get*', NotResource: ['a', 'b'] } });
    expect(grantsOf(text)).toEqual([
      {
        effect: 'Deny',
        action: { kind: 'except', patterns: ['iam:get*'] },
        on: { kind: 'except', patterns: ['a', 'b'] },
        condition: '',
      },
    ]);
  });

  it.each([
    ['everybody', '*', ['*']],
    ['everybody of AWS', { AWS: '*' }, ['*']],
    ['an account by its number', { AWS: '123456789012' }, ['AWS:123456789012']],
    ['an account by its root', { AWS: 'arn:aws-cn:iam::123456789012:root' }, ['AWS:123456789012']],
    ['a role', { AWS: 'arn:aws:iam::123456789012:role/root' }, ['AWS:arn:aws:iam::123456789012:role/root']],
    ['services', { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }, ['Service:lambda.amazonaws.com', 'Service:ec2.amazonaws.com']],
    ['several kinds', { Federated: 'x', AWS: 'y' }, ['Federated:x', 'AWS:y']],
  ])('reads %s as principal', (_, Principal, names) => {
    expect(grantsOf(policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }))).toEqual(
      names.map((name) => ({ effect: 'Allow', action: only('sts:assumerole'), on: only(name), condition: '' })),
    );
  });

  it('reads principals that are excepted', () => {
    expect(grantsOf(policy({ Effect: 'Deny', NotPrincipal: { AWS: ['a', 'b'] }, Action: '*' }))).toEqual([
      { effect: 'Deny', action: only('*'), on: { kind: 'except', patterns: ['AWS:a', 'AWS:b'] }, condition: '' },
    ]);
  });

  it('writes equal conditions alike', () => {
    const conditionOf = (Condition: unknown): unknown =>
      grantsOf(policy({ Effect: 'Allow', Action: 'a', Resource: 'r', Condition }))?.map(({ condition }) => condition);
    const written = ['{"bool":{"c":"true"},"stringequals":{"aws:sourceaccount":"1","b":["x","y"]}}'];
    expect(conditionOf({ StringEquals: { 'aws:SourceAccount': '1', b: ['y', 'x'] }, Bool: { c: true } })).toEqual(written);
    expect(conditionOf({ Bool: { C: ['true'] }, StringEquals: { B: ['x', 'y'], 'aws:sourceAccount': [1] } })).toEqual(written);
    expect(conditionOf(null)).toEqual(['']);
  });

  it.each([
    ['no text', 5],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no statements', '{"Version":"2012-10-17"}'],
    ['a statement that is a text', policy('x')],
    ['a statement that is a list', policy([])],
    ['an effect that is none', policy({ Effect: 'allow', Action: 'a', Resource: 'r' })],
    ['no action', policy({ Effect: 'Allow', Resource: 'r' })],
    ['an action that is an object', policy({ Effect: 'Allow', Action: { a: 1 }, Resource: 'r' })],
    ['an exception that is an object', policy({ Effect: 'Allow', NotAction: ['a', {}], Resource: 'r' })],
    ['a principal that is an object', policy({ Effect: 'Allow', Action: 'a', Principal: { AWS: [{}] } })],
    ['nothing that it is on', policy({ Effect: 'Allow', Action: 'a' })],
    ['a principal that is a number', policy({ Effect: 'Allow', Action: 'a', Principal: 5 })],
    ['one bad statement among good ones', policy({ Effect: 'Allow', Action: 'a', Resource: 'r' }, {})],
  ])('cannot read %s', (_, text) => {
    expect(grantsOf(text)).toBeUndefined();
  });

  it('reads a policy that says nothing', () => {
    expect(grantsOf('{"Statement":[]}')).toEqual([]);
  });
});

describe('includes', () => {
  const grant = (given: Partial<Grant> = {}): Grant => ({
    effect: 'Allow',
    action: only('iam:*'),
    on: only('r*'),
    condition: '',
    ...given,
  });
  const except = (...patterns: readonly string[]): Grant['on'] => ({ kind: 'except', patterns });

  it.each<[string, Grant, Grant]>([
    ['itself', grant(), grant()],
    ['less actions', grant(), grant({ action: only('iam:getuser') })],
    ['less resources', grant(), grant({ on: only('r1') })],
    ['the same under a condition', grant(), grant({ condition: '{}' })],
    ['the same under the same condition', grant({ condition: '{}' }), grant({ condition: '{}' })],
    ['all but something, being all', grant({ action: only('*') }), grant({ action: except('a') })],
    ['all but more', grant({ action: except('a') }), grant({ action: except('a', 'b') })],
    ['all but a wider pattern', grant({ action: except('a') }), grant({ action: except('a*') })],
  ])('holds %s', (_, one, other) => {
    expect(includes(one, other)).toBe(true);
  });

  it.each<[string, Grant, Grant]>([
    ['a denial', grant(), grant({ effect: 'Deny' })],
    ['more actions', grant(), grant({ action: only('*') })],
    ['more resources', grant(), grant({ on: only('*') })],
    ['the same without the condition', grant({ condition: '{}' }), grant()],
    ['the same under another condition', grant({ condition: '{}' }), grant({ condition: '{"a":"b"}' })],
    ['all but something, being some', grant(), grant({ action: except('a') })],
    ['all but less', grant({ action: except('a', 'b') }), grant({ action: except('a') })],
    ['some, being all but something', grant({ action: except('a') }), grant({ action: only('iam:getuser') })],
  ])('does not hold %s', (_, one, other) => {
    expect(includes(one, other)).toBe(false);
  });
});
