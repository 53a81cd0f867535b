import { TerraformIterator } from 'cdktf';
import { policyDocument } from '../../../constructs/iam-policy';
import type { Place } from '../../../constructs/place';
import { exemptArns, scheduleStatements, sweepStatements, trustStatement } from '../../../constructs/sweep-statements';
import { namesFor } from '../../../domain/names';
import type { Policy, UnusedCredentialsSettings } from '../../../domain/policy';
import { readPolicy } from '../../../domain/read-policy';
import { roleWidened } from '../../../review/checks/role-widened';
import type { Part, PartKind } from '../../../review/part';
import { LITERAL } from '../../support/settings';
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
              ...deny(),
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
    return find(parts, sideOf(after), sideOf(before));
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
