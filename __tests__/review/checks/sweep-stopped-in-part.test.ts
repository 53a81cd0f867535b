import { sweepStopped } from '../../../review/checks/sweep-stopped';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, remediation, type PartSpec, SWEEP_POLICY } from '../../support/review';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:sweep';
const VARIABLES = {
  POLICY: SWEEP_POLICY,
  TABLE_NAME: 'keys',
  ACCOUNT_ID: '123456789012',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:t',
  POWERTOOLS_SERVICE_NAME: 'unused-credentials',
};
const functionValues = (variables: object = VARIABLES): Values => ({
  function_name: 'sweep',
  role: 'arn:aws:iam::123456789012:role/sweep',
  environment: [{ variables }],
});
const sweep = (spec: PartSpec = {}): Part =>
  part('function', { address: 'aws_lambda_function.sweep', before: functionValues(), after: functionValues(), ...spec });
const scheduleValues = (more: Values = {}): Values => ({
  state: 'ENABLED',
  schedule_expression: 'cron(0 6 * * ? *)',
  target: [{ arn: ARN, role_arn: 'arn:aws:iam::123456789012:role/starts' }],
  ...more,
});
const schedule = (before: Values, after: Values, more: PartSpec = {}): Part =>
  part('schedule', { address: 'aws_scheduler_schedule.sweep', before: scheduleValues(before), after: scheduleValues(after), ...more });
const find = (parts: readonly Part[], action = 'delete', from = action): unknown =>
  sweepStopped.find(policyChange(remediation(from), remediation(action), parts), planView());

describe('sweep-stopped: a schedule that stays', () => {
  const found = (what: string): unknown => [
    {
      address: 'aws_scheduler_schedule.sweep',
      message: `the schedule of the function ${what}: the function is not started as the policy says, and remediation stays on`,
    },
  ];
  const to = (schedule_expression: string): Part => schedule({}, { schedule_expression });

  it.each([
    'cron(0 6 1 1 ? 2099)',
    'cron(0 6 ? * MON *)',
    'cron(0 6 1 * ? *)',
    'at(2030-01-01T00:00:00)',
    'rate(2 days)',
    'rate(25 hours)',
    'rate(1441 minutes)',
    'every rate(1 day)',
    'rate(1 day) or less',
    'daily cron(0 6 * * ? *)',
    'cron(0 6 * * ? *) or so',
  ])('finds that it becomes %s', (expression) => {
    expect(find([sweep(), to(expression)])).toEqual(found(`goes from cron(0 6 * * ? *) to ${expression}, which does not run every day`));
  });

  it.each(['cron(30 22 * * ? *)', 'cron(0 6 ? * * *)', 'rate(1 day)', 'rate(24 hours)', 'rate(1440 minutes)', 'rate(1 hour)'])(
    'finds nothing when it becomes %s',
    (expression) => {
      expect(find([sweep(), to(expression)])).toEqual([]);
    },
  );

  it('finds nothing when it did not run every day before, or what it becomes is known only after apply', () => {
    expect(find([sweep(), schedule({ schedule_expression: 'rate(2 days)' }, { schedule_expression: 'rate(3 days)' })])).toEqual([]);
    const unknown = { afterUnknown: { schedule_expression: true, target: true, end_date: true } };
    expect(find([sweep(), schedule({}, { schedule_expression: undefined, target: undefined }, unknown)])).toEqual([]);
  });

  it.each([
    'arn:aws:lambda:eu-west-1:123456789012:function:other',
    'arn:aws:lambda:us-east-1:123456789012:function:sweep',
    'arn:aws:sqs:eu-west-1:123456789012:sweep',
    'arn:aws:lambda:eu-west-1:123456789012:layer:sweep',
    'arn:aws:other:eu-west-1:123456789012:function:sweep',
  ])('finds that it starts %s', (arn) => {
    expect(find([sweep(), schedule({}, { target: [{ arn }] })])).toEqual(found(`starts ${arn} instead`));
  });

  it('finds nothing when it starts a version of the function, one that is renamed with it, or did not start it before', () => {
    expect(find([sweep(), schedule({}, { target: [{ arn: `${ARN}:live` }] })])).toEqual([]);
    const renamed = sweep({ after: { ...functionValues(), function_name: 'new' }, actions: ['delete', 'create'] });
    expect(find([renamed, schedule({}, { target: [{ arn: ARN.replace('sweep', 'new') }] })])).toEqual([]);
    expect(find([sweep(), schedule({ target: [{ arn: 'a' }] }, { target: [{ arn: 'b' }] })])).toEqual([]);
    const theirs = (name: string): Values => ({ target: [{ arn: ARN.replace('sweep', name) }] });
    expect(find([sweep(), schedule(theirs('a'), theirs('b'))])).toEqual([]);
    expect(find([sweep(), schedule({ target: undefined }, theirs('b'))])).toEqual([]);
  });

  it('compares what it starts with the function on each side, where one gives way to another', () => {
    const moved = (name: string): Part => schedule({}, { target: [{ arn: ARN.replace('sweep', name) }] });
    const parts = [sweep({ after: null }), sweep({ before: null, after: { ...functionValues(), function_name: 'new' } })];
    expect(find([...parts, moved('new')])).toEqual([]);
    expect(find([...parts, moved('other')])).toEqual(found(`starts ${ARN.replace('sweep', 'other')} instead`));
  });

  it('finds nothing where the name of the function, or its region, is not told', () => {
    const other = schedule({}, { target: [{ arn: ARN.replace('sweep', 'other') }] });
    const { function_name: _, ...unnamed } = functionValues();
    expect(find([sweep({ after: unnamed, afterUnknown: { function_name: true } }), other])).toEqual([]);
    expect(find([sweep({ regions: { before: undefined, after: undefined } }), schedule({}, {})])).toEqual([]);
    const elsewhere = schedule({}, { target: [{ arn: ARN.replace('eu-west-1', 'us-east-1') }] });
    expect(find([sweep({ regions: { before: 'eu-west-1', after: undefined } }), elsewhere])).toEqual([]);
  });

  it.each<[string, string | undefined, string | undefined, boolean]>([
    ['is given an end', undefined, '2026-01-01T00:00:00Z', true],
    ['ends earlier', '2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z', true],
    ['ends as before', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['ends later', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', false],
    ['no longer ends', '2026-01-01T00:00:00Z', undefined, false],
  ])('compares its end: it %s', (_, was, is, isFound) => {
    expect(find([sweep(), schedule({ end_date: was }, { end_date: is })])).toEqual(isFound ? found('ends on 2026-01-01T00:00:00Z') : []);
  });

  it('prints nothing that is sensitive', () => {
    const hidden = { beforeSensitive: true, afterSensitive: true };
    expect(find([sweep(), schedule({}, { schedule_expression: 'rate(2 days)' }, hidden)])).toEqual(
      found('goes from (sensitive) to (sensitive), which does not run every day'),
    );
    expect(find([sweep(), schedule({}, { target: [{ arn: 'hush' }] }, hidden)])).toEqual(found('starts (sensitive) instead'));
    expect(find([sweep(), schedule({}, { end_date: 'hush' }, hidden)])).toEqual(found('ends on (sensitive)'));
  });

  it('finds nothing when another starts the function still', () => {
    const other = part('schedule', { address: 'aws_scheduler_schedule.other', after: scheduleValues() });
    expect(find([sweep(), to('rate(2 days)'), other])).toEqual([]);
  });
});

describe('sweep-stopped: what the function needs', () => {
  const END = 'the function does not do its work, and remediation stays on';
  const without = (name: string): Values => functionValues(Object.fromEntries(Object.entries(VARIABLES).filter(([key]) => key !== name)));
  const found = (words: string, address = 'aws_lambda_function.sweep'): unknown => [{ address, message: `${words}: ${END}` }];

  it.each(['TABLE_NAME', 'ACCOUNT_ID', 'TOPIC_ARN', 'POWERTOOLS_SERVICE_NAME'])('finds that it loses %s', (name) => {
    expect(find([sweep({ after: without(name) })])).toEqual(found(`the function loses its variable ${name} and refuses to start`));
    expect(find([sweep({ before: without(name) })])).toEqual([]);
    const unknown = { afterUnknown: { environment: [{ variables: { [name]: true } }] } };
    expect(find([sweep({ after: without(name), ...unknown })])).toEqual([]);
  });

  it('finds that it is given another account', () => {
    const after = functionValues({ ...VARIABLES, ACCOUNT_ID: '210987654321' });
    const words = (from: string, to: string): string =>
      `ACCOUNT_ID of the function goes from ${from} to ${to}, so that it no longer acts for the account that it acted for`;
    expect(find([sweep({ after })])).toEqual(found(words('123456789012', '210987654321')));
    expect(find([sweep({ after, beforeSensitive: true, afterSensitive: true })])).toEqual(found(words('(sensitive)', '(sensitive)')));
  });

  it('finds nothing in a function that is made or goes', () => {
    expect(find([sweep({ before: null })])).toEqual([]);
    expect(find([sweep({ after: null })])).toEqual([]);
  });

  const ACTIONS = [
    'iam:GetCredentialReport',
    'iam:ListAccessKeys',
    'dynamodb:Query',
    'sns:Publish',
    'iam:UpdateAccessKey',
    'iam:DeleteAccessKey',
  ];
  const allowing = (...Action: readonly string[]): string => JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const NOTHING = '{"Statement":[]}';
  const role = (spec: PartSpec = {}): Part =>
    part('role', { address: 'aws_iam_role.sweep', before: { name: 'sweep' }, after: { name: 'sweep' }, ...spec });
  const its = (before: string | null, after: string | null, more: PartSpec = {}): Part => {
    const side = (policy: string | null): Values | null => (policy === null ? null : { name: 'p', role: 'sweep', policy });
    return part('role-policy', { address: 'aws_iam_role_policy.sweep', before: side(before), after: side(after), ...more });
  };
  const lost = (...actions: readonly string[]): unknown =>
    found(
      `the role sweep, which the function takes, no longer allows ${actions.map((action) => action.toLowerCase()).join(', ')}`,
      'aws_iam_role_policy.sweep',
    );

  it.each<[string, string | null]>([
    ['goes', null],
    ['is emptied', NOTHING],
    ['is an empty text', ''],
    [
      'denies all',
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: '*', Resource: '*' },
        ],
      }),
    ],
  ])('finds that the IAM policy of its role %s', (_, after) => {
    expect(find([sweep(), role(), its(allowing(...ACTIONS), after)])).toEqual(lost(...ACTIONS));
  });

  it.each(ACTIONS)('finds that its role no longer allows %s', (action) => {
    const rest = ACTIONS.filter((one) => one !== action);
    expect(find([sweep(), role(), its(allowing(...ACTIONS), allowing(...rest))])).toEqual(lost(action));
    expect(find([sweep(), role(), its(allowing(...rest), allowing(...rest))])).toEqual([]);
  });

  it('finds nothing in what a lesser action does without', () => {
    const [some, most] = [ACTIONS.slice(0, 4), ACTIONS.slice(0, 5)];
    expect(find([sweep(), role(), its(allowing(...ACTIONS), allowing(...some))], 'notify', 'delete')).toEqual([]);
    expect(find([sweep(), role(), its(allowing(...ACTIONS), allowing(...most))], 'deactivate', 'delete')).toEqual([]);
  });

  it('finds nothing where what is left is not known, cannot be read, or hangs elsewhere', () => {
    const before = allowing(...ACTIONS);
    expect(find([sweep(), role(), its(before, '', { afterUnknown: { policy: true } })])).toEqual([]);
    expect(find([sweep(), role(), its(before, '{')])).toEqual([]);
    const attachment = part('role-attachment', { address: 'aws_iam_role_policy_attachment.a', after: { role: 'sweep', policy_arn: 'a' } });
    expect(find([sweep(), role(), its(before, null), attachment])).toEqual([]);
    expect(find([sweep(), role({ after: { name: 'sweep', managed_policy_arns: ['a'] } }), its(before, null)])).toEqual([]);
    const another = part('role-policy', { address: 'aws_iam_role_policy.b', after: { name: 'b', role: 'sweep', policy: before } });
    expect(find([sweep(), role(), its(before, null), another])).toEqual([]);
  });

  it('finds that its role goes, and nothing when one of the name is made or it takes another', () => {
    const gone = role({ after: null });
    expect(find([sweep(), gone, its(allowing(...ACTIONS), null)])).toEqual(
      found('the role sweep, which the function takes, goes', 'aws_iam_role.sweep'),
    );
    const again = part('role', { address: 'aws_iam_role.again', after: { name: 'sweep' } });
    expect(find([sweep(), gone, again])).toEqual([]);
    expect(find([sweep({ after: { ...functionValues(), role: 'other' } }), gone])).toEqual([]);
    expect(find([sweep(), role({ after: null, actions: ['forget'] })])).toEqual([]);
  });

  it('finds that the schedule may not start it any more', () => {
    const starts = part('role', { address: 'aws_iam_role.starts', before: { name: 'starts' }, after: { name: 'starts' } });
    const side = (policy: string): Values => ({ name: 'p', role: 'starts', policy });
    const policy = part('role-policy', {
      address: 'aws_iam_role_policy.starts',
      before: side(allowing('lambda:InvokeFunction')),
      after: side(NOTHING),
    });
    expect(find([sweep(), schedule({}, {}), starts, policy])).toEqual(
      found(
        'the role starts, which the schedule of the function takes, no longer allows lambda:invokefunction',
        'aws_iam_role_policy.starts',
      ),
    );
  });
});
