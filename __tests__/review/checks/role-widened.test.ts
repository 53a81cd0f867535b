import { roleWidened } from '../../../review/checks/role-widened';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, remediation, type LeafSpec, type PartSpec } from '../../support/review';

const USERS = 'arn:aws:iam::123456789012:user/*';
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/keys';
const ROLE = 'aws_iam_role.sweep';
const POLICY = 'aws_iam_role_policy.sweep';

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (...names: readonly string[]): Statement => ({
  Effect: 'Deny',
  Action: ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
  Resource: names.map((name) => `arn:aws:iam::123456789012:${name}`),
});
const document = (...statements: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const READS = allow(['iam:GetUser', 'iam:ListAccessKeys'], USERS);
const ACTS = allow(['iam:UpdateAccessKey', 'iam:DeleteAccessKey'], USERS);
const TRUST = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

const roleValues = (more: Statement = {}): Statement => ({ name: 'sweep', assume_role_policy: TRUST, ...more });
const role = (spec: PartSpec = {}): Part => part('role', { address: ROLE, before: roleValues(), after: roleValues(), ...spec });
const rolePolicy = (before: string | null, after: string | null, more: PartSpec = {}): Part => {
  const side = (policy: string | null): Statement | null => (policy === null ? null : { name: 'sweep', role: 'sweep', policy });
  return part('role-policy', { address: POLICY, before: side(before), after: side(after), ...more });
};
const find = (parts: readonly Part[], after: LeafSpec | null = {}, before: LeafSpec | null = after): unknown =>
  roleWidened.find(policyChange(before, after, parts), planView());
const found = (message: string, address = POLICY): unknown => [{ address, message }];
const grown = (before: readonly Statement[], after: readonly Statement[], leaves: LeafSpec = remediation('delete')): unknown =>
  find([role(), rolePolicy(document(...before), document(...after))], leaves);

describe('role-widened: what is allowed', () => {
  it.each<[string, readonly Statement[], readonly Statement[], string]>([
    ['another action', [READS], [READS, allow('iam:CreateUser', '*')], 'iam:createuser on *'],
    ['all actions of a service', [READS], [allow('iam:*', USERS)], `iam:* on ${USERS}`],
    ['everything', [READS], [allow('*', '*')], '* on *'],
    ['more resources', [allow('iam:GetUser', USERS)], [allow('iam:GetUser', '*')], 'iam:getuser on *'],
    ['all but some actions', [READS], [{ Effect: 'Allow', NotAction: ['iam:DeleteUser'], Resource: '*' }], 'all but iam:deleteuser on *'],
    [
      'all but some resources',
      [READS],
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: ['a', 'b'] }],
      's3:getobject on all but a and b',
    ],
    [
      'the same without its condition',
      [allow('kms:Decrypt', 'k', { Condition: { StringEquals: { a: 'b' } } })],
      [allow('kms:Decrypt', 'k')],
      'kms:decrypt on k',
    ],
    [
      'the same under another condition',
      [allow('kms:Decrypt', 'k', { Condition: { StringEquals: { a: 'b' } } })],
      [allow('kms:Decrypt', 'k', { Condition: { StringLike: { a: '*' } } })],
      'kms:decrypt on k under a condition',
    ],
    [
      'more than five things',
      [],
      [allow(['s:a', 's:b', 's:c', 's:d', 's:e', 's:f', 's:g'], '*')],
      's:a on *, s:b on *, s:c on *, s:d on *, s:e on * and 2 more',
    ],
    ['five things', [], [allow(['s:a', 's:b', 's:c', 's:d', 's:e'], '*')], 's:a on *, s:b on *, s:c on *, s:d on * and s:e on *'],
  ])('finds %s', (_, before, after, list) => {
    expect(grown(before, after)).toEqual(found(`the role sweep may do more: ${list}`));
  });

  it.each<[string, readonly Statement[], readonly Statement[]]>([
    ['nothing changes', [READS, ACTS], [READS, ACTS]],
    ['the order changes', [READS, ACTS], [ACTS, READS]],
    ['only upper and lower case of an action changes', [allow('IAM:getuser', USERS)], [allow('iam:GetUser', USERS)]],
    ['less is allowed', [READS, ACTS], [READS]],
    ['a former pattern allows it', [allow('iam:*', '*')], [allow('iam:Get*', USERS)]],
    ['everything was allowed', [allow('*', '*')], [{ Effect: 'Allow', NotAction: 'a', NotResource: 'b' }]],
    ['a condition is added', [allow('kms:Decrypt', 'k')], [allow('kms:Decrypt', 'k', { Condition: { StringEquals: { a: 'b' } } })]],
    ['more is denied', [READS], [READS, deny('user/alice')]],
  ])('finds nothing when %s', (_, before, after) => {
    expect(grown(before, after)).toEqual([]);
  });

  it('takes an IAM policy that is made, or whose role is known by the configuration only, as allowing more', () => {
    const wide = document(allow('iam:*', '*'));
    const message = 'the role sweep may do more: iam:* on *';
    expect(find([role(), rolePolicy(null, wide)])).toEqual(found(message));
    const unknownRole = part('role-policy', {
      address: POLICY,
      after: { policy: wide },
      afterUnknown: { role: true },
      references: { role: ['aws_iam_role.one.id', 'aws_iam_role.one'] },
    });
    expect(find([role(), unknownRole])).toEqual(found(message));
  });

  it('does not tell whose an IAM policy is, and finds it all the same unless all roles are new', () => {
    const wide = document(allow('iam:*', '*'));
    const adrift = part('role-policy', { address: POLICY, after: { policy: wide }, afterUnknown: { role: true } });
    expect(find([role(), adrift])).toEqual(found('a role may do more: iam:* on *'));
    expect(find([role({ before: null }), adrift])).toEqual([]);
    expect(find([adrift])).toEqual([]);
    const elsewhere = part('role-policy', { address: POLICY, after: { role: 'theirs', policy: wide } });
    expect(find([elsewhere])).toEqual(found('the role theirs may do more: iam:* on *'));
  });

  it('does not let one role have what another had', () => {
    const scheduler = part('role', { address: 'aws_iam_role.s', before: roleValues({ name: 's' }), after: roleValues({ name: 's' }) });
    const its = part('role-policy', {
      address: 'aws_iam_role_policy.s',
      before: { name: 's', role: 's', policy: document(allow('a:b', '*')) },
      after: { name: 's', role: 's', policy: document(allow('a:b', '*')) },
    });
    expect(find([role(), rolePolicy(document(READS), document(READS, allow('a:b', '*'))), scheduler, its])).toEqual(
      found('the role sweep may do more: a:b on *'),
    );
  });

  it('lets a statement move from one IAM policy of a role to another', () => {
    const other = part('role-policy', { address: 'aws_iam_role_policy.b', after: { name: 'b', role: 'sweep', policy: document(READS) } });
    expect(find([role(), rolePolicy(document(READS), document()), other])).toEqual([]);
  });

  it('asks only of roles that stay', () => {
    const wide = document(allow('iam:*', '*'));
    expect(find([role({ before: null }), rolePolicy(null, wide)], {}, null)).toEqual([]);
    expect(find([role({ after: null }), rolePolicy(wide, null)], null, {})).toEqual([]);
    expect(find([])).toEqual([]);
  });

  it('looks inside a replacement, by either name of the role', () => {
    const renamed = role({ after: roleValues({ name: 'new' }), actions: ['delete', 'create'] });
    const moved = (policy: string): Part =>
      part('role-policy', {
        address: POLICY,
        before: { name: 'sweep', role: 'sweep', policy: document(READS) },
        after: { name: 'new', role: 'new', policy },
        actions: ['delete', 'create'],
      });
    expect(find([renamed, moved(document(READS))])).toEqual([]);
    expect(find([renamed, moved(document(READS, allow('a:b', '*')))])).toEqual(found('the role sweep may do more: a:b on *'));
  });

  it('prints no IAM policy and no name that is sensitive', () => {
    const hidden = { beforeSensitive: { name: true }, afterSensitive: { name: true } };
    expect(
      find([role(hidden), rolePolicy(document(READS), document(allow(['a:b', 'a:c'], '*')), { afterSensitive: { policy: true } })]),
    ).toEqual(found('the role may do more: what is marked sensitive'));
  });
});

describe('role-widened: what the work of the function needs', () => {
  const table = part('table', { before: { name: 'keys' }, after: { name: 'keys' } });
  const step = (action: string, ...more: readonly Statement[]): unknown => {
    const acts: Readonly<Record<string, readonly Statement[]>> = {
      notify: [],
      deactivate: [allow('iam:UpdateAccessKey', USERS), allow('dynamodb:PutItem', TABLE)],
      delete: [allow(['iam:UpdateAccessKey', 'iam:DeleteAccessKey'], USERS), allow('dynamodb:PutItem', TABLE)],
    };
    const was = document(READS, ...(acts['notify'] ?? []));
    return find(
      [role(), table, rolePolicy(was, document(READS, ...(acts[action] ?? []), ...more))],
      remediation(action),
      remediation('notify'),
    );
  };

  it.each(['deactivate', 'delete'])('finds nothing in what the step to %s needs', (action) => {
    expect(step(action)).toEqual([]);
  });

  it.each<[string, string, Statement, string]>([
    ['to delete', 'deactivate', allow('iam:DeleteAccessKey', USERS), `iam:deleteaccesskey on ${USERS}`],
    ['to change keys of everything', 'delete', allow('iam:DeleteAccessKey', '*'), 'iam:deleteaccesskey on *'],
    ['to make keys', 'delete', allow('iam:CreateAccessKey', USERS), `iam:createaccesskey on ${USERS}`],
    ['to write another table', 'delete', allow('dynamodb:PutItem', `${TABLE}-2`), `dynamodb:putitem on ${TABLE}-2`],
    ['to act on all but some', 'delete', { Effect: 'Allow', NotAction: 'a', Resource: USERS }, `all but a on ${USERS}`],
  ])('finds that it may more than the step needs: %s', (_, action, more, list) => {
    expect(step(action, more)).toEqual(found(`the role sweep may do more: ${list}`));
  });

  it.each(['notify', 'delete'])('finds the same where the action does not go further: %s', (action) => {
    const parts = [role(), table, rolePolicy(document(READS), document(READS, ACTS, allow('dynamodb:PutItem', TABLE)))];
    expect(find(parts, remediation(action))).toEqual(
      found(
        `the role sweep may do more: iam:updateaccesskey on ${USERS}, iam:deleteaccesskey on ${USERS} and dynamodb:putitem on ${TABLE}`,
      ),
    );
  });

  const own = (region: string, name: string): readonly Statement[] => {
    const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:123456789012:${rest}`;
    return [
      allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem'], arn('dynamodb', `table/${name}-keys`)),
      allow('sns:Publish', arn('sns', `${name}-alerts`)),
      allow(['kms:Decrypt', 'kms:GenerateDataKey*'], arn('kms', 'key/*'), {
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${name}` } },
      }),
      allow('sqs:SendMessage', arn('sqs', `${name}-dlq`)),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('logs', `log-group:/aws/lambda/${name}:*`)),
      allow('lambda:InvokeFunction', arn('lambda', `function:${name}`)),
    ];
  };
  const things = (before: readonly [string, string], after: readonly [string, string]): readonly Part[] => {
    const made = (kind: Part['kind'], attribute: string, named: (name: string) => string): Part => {
      const side = ([region, name]: readonly [string, string]): Statement => ({ region, [attribute]: named(name) });
      return part(kind, { before: side(before), after: side(after), actions: ['delete', 'create'] });
    };
    return [
      made('table', 'name', (name) => `${name}-keys`),
      made('topic', 'name', (name) => `${name}-alerts`),
      made('kms-alias', 'name', (name) => `alias/${name}`),
      made('queue', 'name', (name) => `${name}-dlq`),
      made('log-group', 'name', (name) => `/aws/lambda/${name}`),
      made('function', 'function_name', (name) => name),
    ];
  };

  it.each<[string, readonly [string, string], readonly [string, string]]>([
    ['moves', ['eu-west-1', 'a'], ['us-east-1', 'a']],
    ['is renamed', ['eu-west-1', 'a'], ['eu-west-1', 'b']],
  ])('finds nothing when all that it acts on %s', (_, before, after) => {
    const parts = [role(), ...things(before, after), rolePolicy(document(...own(...before)), document(...own(...after)))];
    expect(find(parts, remediation('delete'))).toEqual([]);
  });

  it('finds what is in another region, or of another name, than its own', () => {
    const parts = [role(), ...things(['eu-west-1', 'a'], ['eu-west-1', 'a'])];
    const arn = 'arn:aws:sqs:us-east-1:123456789012:a-dlq';
    expect(find([...parts, rolePolicy(document(), document(allow('sqs:SendMessage', arn)))])).toEqual(
      found(`the role sweep may do more: sqs:sendmessage on ${arn}`),
    );
    const wide = 'arn:aws:kms:eu-west-1:123456789012:key/*';
    expect(find([...parts, rolePolicy(document(), document(allow('kms:Decrypt', wide)))])).toEqual(
      found(`the role sweep may do more: kms:decrypt on ${wide}`),
    );
    const bound = { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/a' } } };
    expect(find([...parts, rolePolicy(document(), document(allow('kms:Decrypt', '*', bound)))])).toEqual(
      found('the role sweep may do more: kms:decrypt on * under a condition'),
    );
    expect(
      find([...parts, rolePolicy(document(), document(allow('dynamodb:DeleteTable', 'arn:aws:dynamodb:eu-west-1:1:table/a-keys')))]),
    ).toEqual(found('the role sweep may do more: dynamodb:deletetable on arn:aws:dynamodb:eu-west-1:1:table/a-keys'));
  });

  it('finds nothing when a given topic and a given key become others', () => {
    const given = (one: string): Statement[] => [allow('sns:Publish', `arn:t${one}`), allow('kms:Decrypt', `arn:k${one}`)];
    const side = (one: string): LeafSpec => ({ 'alerts.topicArn': `arn:t${one}`, kmsKeyArn: `arn:k${one}` });
    expect(find([role(), rolePolicy(document(...given('1')), document(...given('2')))], side('2'), side('1'))).toEqual([]);
    expect(find([role(), rolePolicy(document(...given('1')), document(...given('3')))], side('2'), side('1'))).toEqual(
      found('the role sweep may do more: sns:publish on arn:t3 and kms:decrypt on arn:k3'),
    );
  });
});

describe('role-widened: what is denied', () => {
  const exempt = (names: readonly string[], paths: readonly string[] = []): LeafSpec => ({
    ...remediation('delete'),
    'remediation.exempt.userNames': names,
    'remediation.exempt.paths': paths,
  });
  const denies = (before: readonly string[], after: readonly string[]): readonly Part[] => {
    const text = (names: readonly string[]): string => document(ACTS, ...(names.length === 0 ? [] : [deny(...names)]));
    return [role(), rolePolicy(text(before), text(after))];
  };
  const lost = (name: string): string => {
    const arn = `arn:aws:iam::123456789012:${name}`;
    return `iam:updateaccesskey on ${arn} and iam:deleteaccesskey on ${arn}`;
  };

  it('finds that who is still exempt is no longer denied', () => {
    expect(find(denies(['user/alice', 'user/bob'], ['user/bob']), exempt(['alice', 'bob']))).toEqual(
      found(`the role sweep is no longer denied ${lost('user/alice')}`),
    );
    expect(find(denies(['user/ci/*'], []), exempt([], ['/ci/']))).toEqual(found(`the role sweep is no longer denied ${lost('user/ci/*')}`));
  });

  it('finds that an action is no longer denied', () => {
    const before = document(ACTS, deny('user/alice'));
    const after = document(ACTS, { ...deny('user/alice'), Action: 'iam:UpdateAccessKey' });
    expect(find([role(), rolePolicy(before, after)], exempt(['alice']))).toEqual(
      found('the role sweep is no longer denied iam:deleteaccesskey on arn:aws:iam::123456789012:user/alice'),
    );
  });

  it('finds nothing when only those are no longer denied who are no longer exempt', () => {
    const denied = ['user/alice', 'user/*/alice', 'user/ci/*', 'user/bob'];
    expect(find(denies(denied, ['user/bob']), exempt(['bob']), exempt(['alice', 'bob'], ['/ci/']))).toEqual([]);
    expect(find(denies(denied, []), exempt(['bob']), exempt(['alice', 'bob'], ['/ci/']))).toEqual(
      found(`the role sweep is no longer denied ${lost('user/bob')}`),
    );
  });

  it('finds a loss where it is not known who is exempt', () => {
    const after: LeafSpec = {
      ...exempt([]),
      'remediation.exempt.userNames': { kind: 'unknown', address: 'a.b', cause: 'unreadable', because: 'b' },
    };
    expect(find(denies(['user/alice'], []), after, exempt(['alice']))).toEqual(
      found(`the role sweep is no longer denied ${lost('user/alice')}`),
    );
  });

  it('finds nothing when the denial grows, moves or meets nothing that is allowed', () => {
    expect(find(denies(['user/alice'], ['user/a*']), exempt(['alice']))).toEqual([]);
    const before = document(READS, ACTS, deny('user/alice'));
    expect(find([role(), rolePolicy(before, document(READS))], exempt(['alice']))).toEqual([]);
    const other = part('role-policy', { address: 'x.y', after: { name: 'b', role: 'sweep', policy: document(deny('user/alice')) } });
    expect(find([role(), rolePolicy(before, document(ACTS)), other], exempt(['alice']))).toEqual([]);
  });

  it('finds a loss where a wildcard or an exception allows it', () => {
    const before = document(allow('iam:*', '*'), deny('user/alice'));
    expect(find([role(), rolePolicy(before, document(allow('iam:*', '*')))], exempt(['alice']))).toEqual(
      found(`the role sweep is no longer denied ${lost('user/alice')}`),
    );
    const all = { Effect: 'Allow', NotAction: 's3:*', Resource: '*' };
    expect(find([role(), rolePolicy(document(all, deny('user/alice')), document(all))], exempt(['alice']))).toEqual(
      found(`the role sweep is no longer denied ${lost('user/alice')}`),
    );
    const denial = { Effect: 'Deny', NotAction: 'iam:Get*', NotResource: 'a' };
    expect(find([role(), rolePolicy(document(ACTS, denial), document(ACTS))], exempt([]))).toEqual(
      found('the role sweep is no longer denied all but iam:get* on all but a'),
    );
  });
});

describe('role-widened: what cannot be told', () => {
  it('finds an IAM policy that cannot be read, unless it was the same', () => {
    const message = 'an IAM policy of the role sweep cannot be read: nobody can say what it allows';
    expect(find([role(), rolePolicy(document(READS, deny('user/a')), '{')])).toEqual(found(message));
    expect(find([role(), rolePolicy('{', '{"a":1}')])).toEqual(found(message));
    expect(find([role(), rolePolicy('{', '{')])).toEqual([]);
  });

  it('takes what could not be read before as allowing nothing', () => {
    expect(find([role(), rolePolicy('{', document(allow('a:b', '*')))])).toEqual(found('the role sweep may do more: a:b on *'));
  });

  it('warns of an IAM policy, or a trust policy, that is known only after apply', () => {
    const unknown = part('role-policy', {
      address: POLICY,
      before: { name: 'sweep', role: 'sweep', policy: document(ACTS, deny('user/alice')) },
      after: { name: 'sweep', role: 'sweep' },
      afterUnknown: { policy: true },
    });
    const trust = role({ after: { name: 'sweep' }, afterUnknown: { assume_role_policy: true } });
    expect(find([trust, unknown])).toEqual([
      { address: POLICY, severity: 'warning', message: 'what the role sweep may do is known only after apply' },
      { address: ROLE, severity: 'warning', message: 'who may take the role sweep is known only after apply' },
    ]);
  });
});

describe('role-widened: inline IAM policies in the role', () => {
  const inline = (...policies: readonly (readonly [string, string])[]): Statement =>
    roleValues({ inline_policy: policies.map(([name, policy]) => ({ name, policy })) });

  it('finds what is allowed there', () => {
    const before = inline(['b', document(READS)]);
    const after = inline(['b', document(READS, allow('a:b', '*'))]);
    expect(find([role({ before, after })])).toEqual(found('the role sweep may do more: a:b on *', ROLE));
    expect(find([role({ before, after: before })])).toEqual([]);
  });

  it('does not read there again, and old, what another resource hangs on the role', () => {
    const old = document(ACTS, deny('user/alice'));
    const values = inline(['sweep', old]);
    const leaves = { ...remediation('delete'), 'remediation.exempt.userNames': ['alice'] };
    expect(find([role({ before: values, after: values }), rolePolicy(old, document(ACTS))], leaves)).toEqual(
      found(
        'the role sweep is no longer denied iam:updateaccesskey on arn:aws:iam::123456789012:user/alice and iam:deleteaccesskey on arn:aws:iam::123456789012:user/alice',
      ),
    );
  });

  it('takes the list of a role that is made anew as it was, and warns of any other that is known only after apply', () => {
    const spec = { before: inline(['b', document(ACTS, deny('user/a'))]), after: roleValues(), afterUnknown: { inline_policy: true } };
    expect(find([role({ ...spec, actions: ['delete', 'create'] })])).toEqual([]);
    expect(find([role(spec)])).toEqual([
      { address: ROLE, severity: 'warning', message: 'what the role sweep may do is known only after apply' },
    ]);
  });
});

describe('role-widened: managed IAM policies', () => {
  const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const attachment = (before: string | null, after: string | null, more: PartSpec = {}): Part => {
    const side = (arn: string | null): Statement | null => (arn === null ? null : { role: 'sweep', policy_arn: arn });
    return part('role-attachment', { address: 'aws_iam_role_policy_attachment.a', before: side(before), after: side(after), ...more });
  };
  const attached = (arn: string): unknown =>
    found(`a managed IAM policy is attached to the role sweep: ${arn}`, 'aws_iam_role_policy_attachment.a');

  it('finds one that is attached, or becomes another', () => {
    expect(find([role(), attachment(null, ADMIN)])).toEqual(attached(ADMIN));
    expect(find([role(), attachment('arn:old', ADMIN, { actions: ['delete', 'create'] })])).toEqual(attached(ADMIN));
  });

  it('finds one that is known only after apply when it is made, not when it is replaced', () => {
    const unknown = { afterUnknown: { policy_arn: true } };
    const after = { role: 'sweep' };
    expect(find([role(), attachment(null, null, { after, ...unknown })])).toEqual(attached('which one is known only after apply'));
    expect(find([role(), attachment('arn:old', null, { after, ...unknown })])).toEqual([]);
  });

  it('prints none that is sensitive', () => {
    expect(find([role(), attachment(null, ADMIN, { afterSensitive: { policy_arn: true } })])).toEqual(attached('(sensitive)'));
    const after = roleValues({ managed_policy_arns: [ADMIN] });
    expect(find([role({ after, afterSensitive: { managed_policy_arns: true } })])).toEqual(
      found('managed IAM policies are attached to the role sweep: (sensitive)', ROLE),
    );
  });

  it('finds nothing when one stays, goes or comes with the role', () => {
    expect(find([role(), attachment(ADMIN, ADMIN)])).toEqual([]);
    expect(find([role(), attachment(ADMIN, null)])).toEqual([]);
    expect(find([role({ before: null }), attachment(null, ADMIN)])).toEqual([]);
  });

  it('finds those in the role itself', () => {
    const side = (...arns: readonly string[]): Statement => roleValues({ managed_policy_arns: arns });
    expect(find([role({ before: side('a'), after: side('a', 'b', 'c') })])).toEqual(
      found('managed IAM policies are attached to the role sweep: b and c', ROLE),
    );
    expect(find([role({ before: side('a', 'b'), after: side('b') })])).toEqual([]);
  });
});

describe('role-widened: who may take the role', () => {
  const trust = (...statements: readonly Statement[]): Statement =>
    roleValues({
      assume_role_policy: document(...statements.map((statement) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }))),
    });
  const LAMBDA = { Principal: { Service: 'lambda.amazonaws.com' } };
  const OURS = { Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } };

  it.each<[string, Statement, Statement, string]>([
    [
      'another service',
      trust(LAMBDA),
      trust(LAMBDA, { Principal: { Service: 'ec2.amazonaws.com' } }),
      'Service:ec2.amazonaws.com by sts:assumerole without a condition',
    ],
    ['everybody', trust(LAMBDA), trust({ Principal: '*' }), '* by sts:assumerole without a condition'],
    ['all but one', trust(LAMBDA), trust({ NotPrincipal: { AWS: 'x' } }), 'all but AWS:x by sts:assumerole without a condition'],
    [
      'the same without its condition',
      trust({ ...LAMBDA, ...OURS }),
      trust(LAMBDA),
      'Service:lambda.amazonaws.com by sts:assumerole without a condition',
    ],
    [
      'somebody under a condition',
      trust(LAMBDA),
      trust(LAMBDA, { Principal: { AWS: 'x' }, ...OURS }),
      'AWS:x by sts:assumerole under a condition',
    ],
    [
      'somebody by all but one way',
      trust(LAMBDA),
      trust({ Principal: { AWS: 'x' }, Action: undefined, NotAction: 'a' }),
      'AWS:x by all but a without a condition',
    ],
  ])('finds %s', (_, before, after, list) => {
    expect(find([role({ before, after })])).toEqual(found(`another principal may take the role sweep: ${list}`, ROLE));
    expect(find([role({ before, after, actions: ['delete', 'create'] })])).toEqual(
      found(`another principal may take the role sweep: ${list}`, ROLE),
    );
  });

  it.each<[string, Statement, Statement]>([
    ['less may', trust(LAMBDA, { Principal: '*' }), trust(LAMBDA)],
    ['a condition is added', trust(LAMBDA), trust({ ...LAMBDA, ...OURS })],
    [
      'an account is written otherwise',
      trust({ Principal: { AWS: '123456789012' } }),
      trust({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
    ],
    ['everybody could', trust({ Principal: '*' }), trust({ Principal: { AWS: ['x', 'y'] } })],
    ['it goes', trust(LAMBDA), { name: 'sweep' }],
  ])('finds nothing when %s', (_, before, after) => {
    expect(find([role({ before, after })])).toEqual([]);
  });

  it('finds that somebody is no longer kept from it', () => {
    const kept = { Effect: 'Deny', Principal: { AWS: 'x' } };
    expect(find([role({ before: trust(LAMBDA, kept), after: trust(LAMBDA) })])).toEqual(
      found('a principal is no longer kept from taking the role sweep: AWS:x by sts:assumerole without a condition', ROLE),
    );
  });

  it('finds what cannot be read, and takes what could not be read before as nobody', () => {
    expect(find([role({ after: roleValues({ assume_role_policy: '{' }) })])).toEqual(
      found('the trust policy of the role sweep cannot be read: nobody can say who may take it', ROLE),
    );
    const message = 'another principal may take the role sweep: Service:lambda.amazonaws.com by sts:assumerole without a condition';
    expect(find([role({ before: roleValues({ assume_role_policy: '{' }) })])).toEqual(found(message, ROLE));
    expect(find([role({ before: { name: 'sweep' } })])).toEqual(found(message, ROLE));
  });

  it('prints no principal that is sensitive', () => {
    const spec = { before: trust(LAMBDA, { Effect: 'Deny', Principal: '*' }), after: trust({ Principal: { AWS: 'x' } }) };
    const messages = [
      'another principal may take the role sweep: (sensitive)',
      'a principal is no longer kept from taking the role sweep: (sensitive)',
    ];
    const expected = messages.map((message) => ({ address: ROLE, message }));
    expect(find([role({ ...spec, afterSensitive: { assume_role_policy: true } })])).toEqual(expected);
    expect(find([role({ ...spec, beforeSensitive: { assume_role_policy: true } })])).toEqual(expected);
  });
});

describe('role-widened: the permissions boundary', () => {
  const bound = (arn?: string): Statement => roleValues(arn === undefined ? {} : { permissions_boundary: arn });

  it('finds that it goes, or becomes another', () => {
    expect(find([role({ before: bound('b'), after: bound() })])).toEqual(
      found('the permissions boundary of the role sweep goes, which was b', ROLE),
    );
    expect(find([role({ before: bound('b'), after: bound('c') })])).toEqual(
      found('the permissions boundary of the role sweep goes from b to c', ROLE),
    );
  });

  it('finds nothing when it stays, comes or is known only after apply', () => {
    expect(find([role({ before: bound('b'), after: bound('b') })])).toEqual([]);
    expect(find([role({ before: bound(), after: bound('b') })])).toEqual([]);
    expect(find([role({ before: bound('b'), after: bound(), afterUnknown: { permissions_boundary: true } })])).toEqual([]);
  });

  it('prints none that is sensitive', () => {
    const hidden = { beforeSensitive: { permissions_boundary: true } };
    expect(find([role({ before: bound('b'), after: bound('c'), ...hidden })])).toEqual(
      found('the permissions boundary of the role sweep goes from (sensitive) to c', ROLE),
    );
    expect(find([role({ before: bound('b'), after: bound(), ...hidden })])).toEqual(
      found('the permissions boundary of the role sweep goes, which was (sensitive)', ROLE),
    );
  });
});

describe('role-widened: another role', () => {
  const arn = (name: string): string => `arn:aws:iam::123456789012:role/service/${name}`;
  const sweep = (spec: PartSpec): Part => part('function', { address: 'aws_lambda_function.sweep', ...spec });
  const taking = (name: string, more: PartSpec = {}): Part =>
    sweep({ before: { function_name: 'f', role: arn('sweep') }, after: { function_name: 'f', role: arn(name) }, ...more });
  const FUNCTION = 'aws_lambda_function.sweep';
  const own = [role(), rolePolicy(document(READS), document(READS))];
  const other = (policy: string, values: Statement = {}): readonly Part[] => [
    part('role', { address: 'aws_iam_role.other', after: roleValues({ name: 'other', ...values }) }),
    part('role-policy', { address: 'aws_iam_role_policy.other', after: { name: 'p', role: 'other', policy } }),
  ];

  it('finds one that is not in the plan, without its name where that is sensitive', () => {
    const message = (name: string): string =>
      `the function takes ${name}, which is not in the plan: nobody can say from this plan what it allows`;
    expect(find([taking('admin'), ...own])).toEqual(found(message('the role admin'), FUNCTION));
    expect(find([taking('admin', { afterSensitive: { role: true } }), ...own])).toEqual(found(message('another role'), FUNCTION));
  });

  it('finds one of which the plan holds an IAM policy only', () => {
    const its = part('role-policy', {
      address: 'aws_iam_role_policy.admin',
      before: { name: 'p', role: 'admin', policy: document(READS) },
      after: { name: 'p', role: 'admin', policy: document(READS) },
    });
    expect(find([taking('admin'), ...own, its])).toEqual(
      found('the function takes the role admin, which is not in the plan: nobody can say from this plan what it allows', FUNCTION),
    );
  });

  it('finds what a new one may do more, who else may take it and what is attached to it', () => {
    const attachment = part('role-attachment', { address: 'aws_iam_role_policy_attachment.a', after: { role: 'other', policy_arn: 'a' } });
    const everybody = document({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
    expect(
      find([taking('other'), ...own, ...other(document(READS, allow('iam:*', '*')), { assume_role_policy: everybody }), attachment]),
    ).toEqual([
      { address: 'aws_iam_role_policy.other', message: 'the role other may do more: iam:* on *' },
      { address: 'aws_iam_role_policy_attachment.a', message: 'a managed IAM policy is attached to the role other: a' },
      { address: 'aws_iam_role.other', message: 'another principal may take the role other: * by sts:assumerole without a condition' },
    ]);
  });

  it('finds what one that was there may do more, though that does not change', () => {
    const stays = document(READS, allow('iam:*', '*'));
    const [made, its] = other(stays);
    if (made === undefined || its === undefined) throw new Error('both are made');
    expect(find([taking('other'), ...own, { ...made, before: made.after }, { ...its, before: its.after }])).toEqual([
      { address: 'aws_iam_role_policy.other', message: 'the role other may do more: iam:* on *' },
    ]);
  });

  it('finds nothing in one with the same grants, whether the old one stays or goes', () => {
    expect(find([taking('other'), ...own, ...other(document(READS))])).toEqual([]);
    const goes = [role({ after: null }), rolePolicy(document(READS), null)];
    expect(find([taking('other'), ...goes, ...other(document(READS))])).toEqual([]);
    expect(find([taking('other'), ...goes, ...other(document(READS, allow('a:b', '*')))])).toEqual(
      found('the role other may do more: a:b on *', 'aws_iam_role_policy.other'),
    );
  });

  it('finds nothing when its role is renamed or made anew', () => {
    const renamed = role({ after: roleValues({ name: 'new' }), actions: ['delete', 'create'] });
    expect(find([taking('new'), renamed])).toEqual([]);
    const unknown = { after: { function_name: 'f' }, afterUnknown: { role: true } };
    expect(find([taking('', unknown), renamed])).toEqual([]);
    expect(find([taking('', { ...unknown, references: { role: ['aws_iam_role.one.arn', 'aws_iam_role.one'] } }), role()])).toEqual([]);
  });

  it('warns where the role is known only after apply, or the one before is not in the plan', () => {
    const unknown = { after: { function_name: 'f' }, afterUnknown: { role: true } };
    expect(find([taking('', unknown), ...own])).toEqual([
      { address: FUNCTION, severity: 'warning', message: 'which role the function takes is known only after apply' },
    ]);
    expect(find([taking('other'), ...other(document(READS))])).toEqual([
      {
        address: FUNCTION,
        severity: 'warning',
        message:
          'the function takes the role other, and the one before is not in the plan: nobody can say from this plan whether it may do more',
      },
    ]);
  });

  it('finds another role of the schedule', () => {
    const target = (name: string): Statement => ({ target: [{ arn: 'f', role_arn: arn(name) }] });
    const schedule = part('schedule', { address: 'aws_scheduler_schedule.s', before: target('sweep'), after: target('admin') });
    expect(find([schedule, ...own])).toEqual(
      found(
        'the schedule of the function takes the role admin, which is not in the plan: nobody can say from this plan what it allows',
        'aws_scheduler_schedule.s',
      ),
    );
  });

  it('finds nothing in a function that is made or goes', () => {
    expect(find([sweep({ after: { role: arn('admin') } }), ...own])).toEqual([]);
    expect(find([sweep({ before: { role: arn('admin') } }), ...own])).toEqual([]);
  });

  it('does not print the name of a role that its IAM policy marks as sensitive', () => {
    const its = part('role-policy', {
      address: POLICY,
      after: { name: 'p', role: 'hush', policy: document(allow('a:b', '*')) },
      afterSensitive: { role: true },
    });
    expect(find([its])).toEqual(found('the role may do more: a:b on *'));
  });

  it('says of an IAM policy with an action that is no text that it cannot be read', () => {
    expect(grown([READS], [allow({ not: 'a text' }, '*')])).toEqual(
      found('an IAM policy of the role sweep cannot be read: nobody can say what it allows'),
    );
  });
});
