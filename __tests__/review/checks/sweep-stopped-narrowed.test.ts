import { sweepStopped } from '../../../review/checks/sweep-stopped';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const ROLE = 'arn:aws:iam::123456789012:role/sweep';
const functionValues = (more: Values = {}): Values => ({ function_name: 'sweep', role: ROLE, ...more });
const sweep = (before: Values = {}, after: Values = {}, spec: PartSpec = {}): Part =>
  part('function', { address: 'aws_lambda_function.sweep', before: functionValues(before), after: functionValues(after), ...spec });
const find = (parts: readonly Part[], more: LeafSpec = {}, action = 'delete'): unknown =>
  sweepStopped.find(policyChange({ ...remediation(action), ...more }, { ...remediation(action), ...more }, parts), planView());

const END = 'the function does not do its work, and remediation stays on';
const found = (words: string, address: string): unknown => [{ address, message: `${words}: ${END}` }];

describe('sweep-stopped: a schedule that starts later', () => {
  const schedule = (was: string | undefined, is: string | undefined, spec: PartSpec = {}): Part => {
    const side = (start_date: string | undefined): Values => ({ state: 'ENABLED', schedule_expression: 'rate(1 day)', start_date });
    return part('schedule', { address: 'aws_scheduler_schedule.sweep', before: side(was), after: side(is), ...spec });
  };
  const later = (date: string): unknown => [
    {
      address: 'aws_scheduler_schedule.sweep',
      message: `the schedule of the function does not start the function before ${date}: the function is not started as the policy says, and remediation stays on`,
    },
  ];

  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['is given a start', undefined, '2099-01-01T00:00:00Z', true],
    ['starts later', '2098-12-31T23:59:59Z', '2099-01-01T00:00:00Z', true],
    ['starts as before', '2099-01-01T00:00:00Z', '2099-01-01T00:00:00Z', false],
    ['starts earlier', '2099-01-01T00:00:01Z', '2099-01-01T00:00:00Z', false],
    ['has no start any more', '2099-01-01T00:00:00Z', undefined, false],
  ])('is found when it %s', (_, was, is, isFound) => {
    expect(find([sweep(), schedule(was, is)])).toEqual(isFound ? later('2099-01-01T00:00:00Z') : []);
  });

  it('is nothing where the start is known only after apply, and not printed where it is sensitive', () => {
    expect(find([sweep(), schedule(undefined, undefined, { afterUnknown: { start_date: true } })])).toEqual([]);
    expect(find([sweep(), schedule(undefined, 'hush', { afterSensitive: { start_date: true } })])).toEqual(later('(sensitive)'));
  });
});

describe('sweep-stopped: less time', () => {
  const short = (from: string, to: string): unknown => [
    {
      address: 'aws_lambda_function.sweep',
      severity: 'warning',
      message: `the timeout of the function goes from ${from} to ${to} seconds: a sweep may not finish, and remediation stays on`,
    },
  ];

  it.each<[unknown, unknown, boolean]>([
    [900, 59, true],
    [59, 58, true],
    [900, 60, false],
    [59, 59, false],
    [3, 59, false],
    [undefined, 3, false],
    [900, undefined, false],
  ])('is judged when the timeout goes from %s to %s', (was, is, isFound) => {
    expect(find([sweep({ timeout: was }, { timeout: is })])).toEqual(isFound ? short(String(was), String(is)) : []);
  });

  it('is nothing where it is known only after apply, or in a function that is made, and not printed where it is sensitive', () => {
    expect(find([sweep({ timeout: 900 }, {}, { afterUnknown: { timeout: true } })])).toEqual([]);
    expect(find([part('function', { after: functionValues({ timeout: 3 }) })])).toEqual([]);
    const hidden: PartSpec = { beforeSensitive: { timeout: true }, afterSensitive: { timeout: true } };
    expect(find([sweep({ timeout: 900 }, { timeout: 3 }, hidden)])).toEqual(short('(sensitive)', '(sensitive)'));
  });
});

describe('sweep-stopped: a namespace that no alarm hears', () => {
  const counting = (was: string | undefined, is: string | undefined, spec: PartSpec = {}): Part => {
    const side = (POWERTOOLS_METRICS_NAMESPACE: string | undefined): Values => ({
      environment: [{ variables: { POWERTOOLS_METRICS_NAMESPACE } }],
    });
    return sweep(side(was), side(is), spec);
  };
  const lost = found(
    'POWERTOOLS_METRICS_NAMESPACE of the function is no longer UnusedCredentials, without which it refuses to start',
    'aws_lambda_function.sweep',
  );

  it.each<[string | undefined, string | undefined, boolean]>([
    ['UnusedCredentials', 'Other', true],
    ['UnusedCredentials', undefined, true],
    ['UnusedCredentials', 'UnusedCredentials', false],
    ['Other', 'UnusedCredentials', false],
    ['Other', 'Another', false],
    [undefined, 'Other', false],
  ])('is found when the function takes it from %s to %s', (was, is, isFound) => {
    expect(find([counting(was, is)])).toEqual(isFound ? lost : []);
  });

  it('is nothing where it is known only after apply', () => {
    const unknown = { afterUnknown: { environment: [{ variables: { POWERTOOLS_METRICS_NAMESPACE: true } }] } };
    expect(find([counting('UnusedCredentials', undefined, unknown)])).toEqual([]);
  });
});

describe('sweep-stopped: a role that allows less', () => {
  const KEYS = ['iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'];
  const USERS = 'arn:aws:iam::123456789012:user/*';
  const NOBODY = 'arn:aws:iam::123456789012:user/nobody';
  const allow = (Resource: unknown = USERS, more: object = {}): object => ({ Effect: 'Allow', Action: KEYS, Resource, ...more });
  const deny = (Resource: unknown, more: object = {}): object => ({ Effect: 'Deny', Action: KEYS, Resource, ...more });
  const role = part('role', { address: 'aws_iam_role.sweep', before: { name: 'sweep' }, after: { name: 'sweep' } });
  const its = (before: readonly object[], after: readonly object[], spec: PartSpec = {}): Part => {
    const side = (Statement: readonly object[]): Values => ({ name: 'p', role: 'sweep', policy: JSON.stringify({ Statement }) });
    return part('role-policy', { address: 'aws_iam_role_policy.sweep', before: side(before), after: side(after), ...spec });
  };
  const WHO = 'the role sweep, which the function takes,';
  const actions = KEYS.map((action) => action.toLowerCase()).join(', ');
  const LESS = found(`${WHO} allows ${actions} on less than before, or under more conditions`, 'aws_iam_role_policy.sweep');
  const LOST = found(`${WHO} no longer allows ${actions}`, 'aws_iam_role_policy.sweep');

  it.each<[string, readonly object[], readonly object[], unknown]>([
    ['one user instead of all', [allow()], [allow(NOBODY)], LESS],
    ['one user instead of everything', [allow('*')], [allow(NOBODY)], LESS],
    ['one user instead of some', [allow('arn:aws:iam::123456789012:user/team/*')], [allow(NOBODY)], LESS],
    ['some of two', [allow([NOBODY, `${NOBODY}2`])], [allow(NOBODY)], LESS],
    ['users of another account', [allow()], [allow('arn:aws:iam::210987654321:user/*')], LESS],
    ['all users under a condition', [allow()], [allow(USERS, { Condition: { StringEquals: { 'aws:username': 'nobody' } } })], LESS],
    ['all users but one part', [allow()], [{ Effect: 'Allow', Action: KEYS, NotResource: 'arn:aws:iam::123456789012:user/a*' }], LESS],
    ['what is denied as a whole', [allow()], [allow(), deny('arn:aws:iam::*:user/*')], LOST],
    ['what is denied as a whole, as all that there is', [allow()], [allow(), deny('*')], LOST],
    ['what is denied but for one', [allow()], [allow(), { Effect: 'Deny', Action: KEYS, NotResource: NOBODY }], LOST],
    ['what is denied by leaving out another action', [allow()], [allow(), { Effect: 'Deny', NotAction: 'sns:*', Resource: '*' }], LOST],
    ['one of two, the other denied', [allow([USERS, NOBODY])], [allow([USERS, NOBODY]), deny(USERS)], LOST],
    ['what was denied before', [allow(), deny('*')], [allow(NOBODY), deny('*')], []],
    ['as much', [allow()], [allow()], []],
    ['all users instead of everything', [allow('*')], [allow()], []],
    ['all users of any account', [allow()], [allow('arn:aws:iam::*:user/*')], []],
    ['all users instead of those of any account', [allow('arn:aws:iam::*:user/*')], [allow()], []],
    ['all users instead of some', [allow(NOBODY)], [allow()], []],
    ['all users without a condition', [allow(USERS, { Condition: { a: { b: 'c' } } })], [allow()], []],
    [
      'all users under the same condition',
      [allow(USERS, { Condition: { a: { b: 'c' } } })],
      [allow(USERS, { Condition: { a: { b: ['c'] } } })],
      [],
    ],
    ['all users but those who are denied', [allow()], [allow(), deny(NOBODY)], []],
    ['what is denied under a condition', [allow()], [allow(), deny('*', { Condition: { a: { b: 'c' } } })], []],
    ['what is denied otherwise', [allow()], [allow(), { Effect: 'Deny', Action: 'iam:DeleteUser', Resource: '*' }], []],
    ['all but an action that it does not need', [allow()], [{ Effect: 'Allow', NotAction: 'sns:*', Resource: '*' }], []],
    ['all, where it was all but something', [{ Effect: 'Allow', Action: KEYS, NotResource: NOBODY }], [allow()], []],
  ])('is judged when it allows %s', (_, before, after, expected) => {
    expect(find([sweep(), role, its(before, after)])).toEqual(expected);
  });

  it.each<[string, LeafSpec, string]>([
    ['by name', { 'remediation.exempt.userNames': ['*'] }, USERS],
    ['by name, under a path', { 'remediation.exempt.userNames': ['*'] }, 'arn:aws:iam::123456789012:user/*/*'],
    ['by path', { 'remediation.exempt.paths': ['/team/'] }, 'arn:aws:iam::123456789012:user/team/*'],
  ])('is no news where everybody is exempt %s', (_, exempt, denied) => {
    const before = [allow(denied)];
    expect(find([sweep(), role, its(before, [...before, deny(denied)])], exempt)).toEqual([]);
    expect(find([sweep(), role, its(before, [...before, deny(denied)])])).toEqual(LOST);
    expect(find([sweep(), role, its(before, [...before, deny(denied)])], { 'remediation.exempt.userNames': unknownLeaf() })).toEqual(LOST);
  });

  it('looks only at what the action needs, and at what is known', () => {
    expect(find([sweep(), role, its([allow()], [allow(NOBODY)])], {}, 'notify')).toEqual(
      found(`${WHO} allows iam:listaccesskeys on less than before, or under more conditions`, 'aws_iam_role_policy.sweep'),
    );
    expect(find([sweep(), role, its([allow()], [allow(NOBODY)], { afterUnknown: { policy: true } })])).toEqual([]);
    const table = (name: string): object => ({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: `arn:aws:dynamodb:::table/${name}` });
    expect(find([sweep(), role, its([table('a')], [table('b')])])).toEqual([]);
  });

  it('says what is lost and what is less apart', () => {
    const [list = '', ...rest] = KEYS;
    const after = [allow(NOBODY, { Action: rest })];
    expect(find([sweep(), role, its([allow()], after)])).toEqual([
      { address: 'aws_iam_role_policy.sweep', message: `${WHO} no longer allows ${list.toLowerCase()}: ${END}` },
      {
        address: 'aws_iam_role_policy.sweep',
        message: `${WHO} allows iam:updateaccesskey, iam:deleteaccesskey on less than before, or under more conditions: ${END}`,
      },
    ]);
  });
});

describe('sweep-stopped: a role that may not be taken', () => {
  const trust = (Service: string, more: object = {}): string =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', ...more }] });
  const role = (name: string, before: string, after: string | undefined, spec: PartSpec = {}): Part =>
    part('role', {
      address: `aws_iam_role.${name}`,
      before: { name, assume_role_policy: before },
      after: { name, assume_role_policy: after },
      ...spec,
    });
  const side = { state: 'ENABLED', target: [{ role_arn: 'arn:aws:iam::123456789012:role/starts' }] };
  const schedule = part('schedule', { address: 'aws_scheduler_schedule.sweep', before: side, after: side });
  const [LAMBDA, SCHEDULER, OTHER] = [trust('lambda.amazonaws.com'), trust('scheduler.amazonaws.com'), trust('ec2.amazonaws.com')];
  const denying = JSON.stringify({
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
    ],
  });
  const of = (name: string, taker: string, service: string): unknown =>
    found(`the role ${name}, which ${taker} takes, no longer lets ${service} take it`, `aws_iam_role.${name}`);
  const SHUT = of('sweep', 'the function', 'lambda.amazonaws.com');

  it.each<[string, string, string | undefined, unknown]>([
    ['lets another service take it', LAMBDA, OTHER, SHUT],
    ['denies it', LAMBDA, denying, SHUT],
    ['denies all', LAMBDA, trust('lambda.amazonaws.com', { Effect: 'Deny' }), SHUT],
    ['allows another action', LAMBDA, trust('lambda.amazonaws.com', { Action: 'sts:TagSession' }), SHUT],
    ['lets it under a condition', LAMBDA, trust('lambda.amazonaws.com', { Condition: { a: { b: 'c' } } }), []],
    ['let it under a condition', trust('lambda.amazonaws.com', { Condition: { a: { b: 'c' } } }), OTHER, SHUT],
    ['is as before', LAMBDA, LAMBDA, []],
    ['never let it', OTHER, OTHER, []],
    ['could not be read before', '{', OTHER, []],
    ['cannot be read any more', LAMBDA, '{', []],
    ['is not told', LAMBDA, undefined, []],
  ])('is found when it %s', (_, before, after, expected) => {
    expect(find([sweep(), role('sweep', before, after)])).toEqual(expected);
  });

  it('is nothing while it is known only after apply', () => {
    expect(find([sweep(), role('sweep', LAMBDA, undefined, { afterUnknown: { assume_role_policy: true } })])).toEqual([]);
  });

  it('is found of the schedule too, and of another role that is taken', () => {
    expect(find([sweep(), schedule, role('starts', SCHEDULER, LAMBDA)])).toEqual(
      of('starts', 'the schedule of the function', 'scheduler.amazonaws.com'),
    );
    const made = part('role', { address: 'aws_iam_role.new', after: { name: 'new', assume_role_policy: OTHER } });
    const moved = sweep({}, { role: 'arn:aws:iam::123456789012:role/new' });
    expect(find([moved, role('sweep', LAMBDA, LAMBDA), made])).toEqual(of('new', 'the function', 'lambda.amazonaws.com'));
  });
});
