import { otherChangesIn, recover } from '../../../review/recover/recover';
import type { PlanView } from '../../../review/policy-change';
import {
  inRegion,
  kept,
  known,
  planOf,
  POLICY,
  recovered,
  rule,
  RULE,
  sweep,
  type Attributes,
  type Resources,
  type Written,
} from './written-plan';

const RECORDER = 'aws_config_configuration_recorder.main';
const FUNCTION = 'aws_lambda_function.sweep';
const recorder = (region?: string): Attributes => ({ name: 'default', ...(region !== undefined && { region }) });
const view = (resources: Resources, providers?: Attributes): PlanView => recover(planOf(resources, providers), {});

describe('a Config rule alone', () => {
  const leaves = (limit: number): object => ({
    maxCredentialUsageAgeDays: known(RULE, limit),
    regions: known(RULE, ['eu-west-1']),
    allowRegions: known(RULE, []),
    evaluationFrequency: known(RULE, 'TwentyFour_Hours'),
    namePrefix: known(RULE, 'unused-keys'),
    tags: known(RULE, {}),
    recorder: known(RULE, 'existing'),
    resourceTypes: known('', ['AWS::IAM::User']),
    serviceLinkedRole: known(RULE, 'existing'),
    'bucket.forceDestroy': known(RULE, false),
    alerts: known(RULE, 'none'),
    homeRegion: known(RULE, 'eu-west-1'),
    accessAnalyzer: known(RULE, false),
  });

  test.each<[string, Written, object | null, object | null]>([
    ['is a policy that stays', kept(rule('45')), leaves(45), leaves(45)],
    ['is a policy that changes', { before: rule('45'), after: rule('90') }, leaves(45), leaves(90)],
    ['is a policy that is made', { after: rule('45') }, null, leaves(45)],
    ['is a policy that is taken over', { ...kept(rule('45')), more: { importing: { id: 'unused-keys' } } }, leaves(45), leaves(45)],
    ['is a policy that is moved', kept(rule('45'), { more: { previous_address: 'aws_config_config_rule.old' } }), leaves(45), leaves(45)],
    ['is a policy that goes', { before: rule('45'), provider: null }, leaves(45), null],
    ['is a policy that is forgotten', { before: rule('45'), actions: ['forget'], provider: null }, leaves(45), null],
    ['is a policy inside a replacement', { before: rule('45'), after: rule('90'), actions: ['delete', 'create'] }, leaves(45), leaves(90)],
  ])('%s', (_, written, before, after) => {
    expect(recovered({ [RULE]: written })).toEqual([{ id: 'unused-keys', parts: [RULE], before, after }]);
  });

  test.each<[string, Written]>([
    ['data', kept(rule('45'), { more: { mode: 'data' } })],
    ['a left-over', { before: rule('45'), more: { deposed: '0a1b2c3d' } }],
  ])('is no policy when it is only %s', (_, written) => {
    expect(recovered({ [RULE]: written })).toEqual([]);
  });
});

describe('a policy is gone', () => {
  const isThere = (resources: Resources): readonly boolean[] =>
    view(resources).policies.flatMap(({ before, after }) => [before !== null, after !== null]);
  const ARN = 'arn:aws:sns:eu-west-1:111122223333:told';
  const served: Resources = {
    [RULE]: { before: rule() },
    [FUNCTION]: { before: sweep(POLICY, { TOPIC_ARN: ARN }) },
    'aws_sns_topic.t': kept({ name: 'told', kms_master_key_id: 'alias/told' }),
    'aws_sns_topic_policy.t': kept({ arn: ARN }),
    'aws_sns_topic_subscription.t': kept({ topic_arn: ARN }),
    'aws_kms_alias.k': kept({ name: 'alias/told', target_key_id: '0a' }),
    'aws_kms_key.k': kept({ key_id: '0a' }),
    'aws_iam_role.r': kept({ name: 'sweeper-role' }),
    'aws_iam_role_policy.r': kept({ role: 'sweeper-role' }),
    'aws_iam_role_policy_attachment.r': kept({ role: 'sweeper-role' }),
    'aws_iam_service_linked_role.c': kept({ aws_service_name: 'config.amazonaws.com' }),
    'aws_cloudwatch_log_group.l': kept({ name: '/aws/lambda/sweeper' }),
  };

  test('when only what may serve others is left', () => {
    expect(view(served).policies.map(({ parts }) => parts.length)).toEqual([Object.keys(served).length]);
    expect(isThere(served)).toEqual([true, false]);
  });

  test.each<[string, Resources, readonly boolean[]]>([
    ['not while its recorder is there', { [RULE]: { before: rule() }, [RECORDER]: kept(recorder('eu-west-1')) }, [true, true]],
    [
      'although the recorder of another module is there',
      { [RULE]: { before: rule() }, [`module.m.${RECORDER}`]: kept(recorder('eu-west-1')) },
      [true, false],
    ],
    ['not while its function is there', { [RULE]: { before: rule() }, [FUNCTION]: kept(sweep()) }, [true, true]],
    [
      'not when it only comes',
      { [RULE]: { after: rule() }, 'aws_iam_service_linked_role.c': kept({ aws_service_name: 'config.amazonaws.com' }) },
      [false, true],
    ],
  ])('%s', (_, resources, expected) => {
    expect(isThere(resources)).toEqual(expected);
  });
});

describe('what only a replacement hides', () => {
  const ROLE = 'aws_iam_role.sweep';
  const boundaryAfter = (references: readonly string[] | undefined, actions: readonly string[]): unknown => {
    const written: Written = {
      before: { name: 'sweeper-role', permissions_boundary: 'arn:aws:iam::111122223333:policy/b' },
      after: { name: 'sweeper-role' },
      unknown: { permissions_boundary: true },
      ...(references && { refers: { permissions_boundary: references } }),
    };
    const topic: Written = { before: { name: 'told' }, after: { name: 'told' }, actions };
    const resources = { [RULE]: kept(rule()), [FUNCTION]: kept(sweep()), [ROLE]: written, 'aws_sns_topic.t': topic };
    return recovered(resources)[0]?.after?.['permissionsBoundaryArn']?.kind;
  };

  test.each<[string, readonly string[] | undefined, readonly string[], string]>([
    ['is as it was when it refers to what is replaced', ['aws_sns_topic.t'], ['delete', 'create'], 'known'],
    ['is as it was when it refers to an attribute of what is replaced', ['aws_sns_topic.t.arn'], ['create', 'delete'], 'known'],
    ['is as it was when it refers to more besides', ['var.x', 'aws_sns_topic.t.arn'], ['create', 'delete'], 'known'],
    ['is not known when that is not replaced', ['aws_sns_topic.t.arn'], ['update'], 'unknown'],
    ['is not known when it refers to something else', ['aws_sns_topic.tt.arn'], ['create', 'delete'], 'unknown'],
    ['is not known when it refers to something in something else', ['module.m.aws_sns_topic.t.'], ['create', 'delete'], 'unknown'],
    ['is not known when it refers to nothing', undefined, ['create', 'delete'], 'unknown'],
  ])('%s', (_, references, actions, expected) => {
    expect(boundaryAfter(references, actions)).toBe(expected);
  });
});

describe('the names of policies', () => {
  const BLOCK = 'aws_config_config_rule.r';
  const named = (name: string, more: Written = {}): Written => ({ ...kept({ ...rule(), name }), ...more });

  test.each<[string, Resources, readonly string[]]>([
    ['are those of their Config rules', { [BLOCK]: named('a') }, ['a']],
    ['are with the module', { [`module.m["x"].${BLOCK}`]: named('a') }, ['module.m["x"]: a']],
    [
      'are with the provider where there are several',
      { [BLOCK]: named('a'), [`module.m.${BLOCK}`]: named('a', { provider: 'aws.us' }) },
      ['a (aws)', 'module.m: a (aws.us)'],
    ],
    [
      'are without the provider where all have the same',
      { [BLOCK]: named('a', { provider: 'aws.us' }), [`module.m.${BLOCK}`]: named('b', { provider: 'aws.us' }) },
      ['a', 'module.m: b'],
    ],
    [
      'are counted where they are made to be alike',
      { [BLOCK]: named('module.m: a'), [`module.m.${BLOCK}`]: named('a'), [`${BLOCK}2`]: named('b') },
      ['module.m: a', 'module.m: a #2', 'b'],
    ],
  ])('%s', (_, resources, ids) => {
    expect(view(resources).policies.map(({ id }) => id)).toEqual(ids);
  });
});

describe('a name that is marked sensitive', () => {
  const idOf = (resources: Resources): readonly string[] => view(resources).policies.map(({ id }) => id);
  const marked = { environment: [{ variables: { POWERTOOLS_SERVICE_NAME: true } }] };

  test.each<[string, Resources, string]>([
    ['is not the id', { [RULE]: kept(rule(), { beforeSensitive: { name: true }, afterSensitive: { name: true } }) }, RULE],
    ['is not the id when it was marked', { [RULE]: kept(rule(), { beforeSensitive: { name: true } }) }, RULE],
    ['is not the id when it gets marked', { [RULE]: kept(rule(), { afterSensitive: { name: true } }) }, RULE],
    ['is not the id, and the key of its block is not either', { [`${RULE}["x"]`]: kept(rule(), { afterSensitive: { name: true } }) }, RULE],
    ['is not the id when the function tells it', { [FUNCTION]: kept(sweep(), { afterSensitive: marked }) }, FUNCTION],
    [
      'is not the id when only the function marks it',
      { [RULE]: kept(rule()), [FUNCTION]: kept(sweep(), { afterSensitive: marked }) },
      FUNCTION,
    ],
    [
      'is only that of the rule',
      {
        [RULE]: kept(rule(), { afterSensitive: { input_parameters: true } }),
        'aws_config_configuration_recorder.r': kept(recorder(), { afterSensitive: { name: true } }),
      },
      'unused-keys',
    ],
    [
      'is only that which the function counts under',
      { [FUNCTION]: kept(sweep(), { afterSensitive: { function_name: true, environment: [{ variables: { POLICY: true } }] } }) },
      'unused-keys',
    ],
  ])('%s', (_, resources, id) => {
    expect(idOf(resources)).toEqual([id]);
  });
});

describe('what else is looked at', () => {
  test('is every recorder by account and region, of whomever', () => {
    const { recorders } = view(
      {
        [`module.a.${RECORDER}`]: kept(recorder()),
        [`module.b.${RECORDER}`]: kept(recorder('us-east-1')),
        [`module.c.${RECORDER}`]: { before: recorder('us-east-1'), after: recorder('eu-west-1') },
        [`module.d.${RECORDER}`]: { after: recorder(), provider: 'aws.audit' },
        [`module.e.${RECORDER}`]: { after: recorder('us-east-1'), unknown: { region: true } },
        'aws_sns_topic.t': kept({ name: 't', region: 'us-east-1' }),
      },
      { aws: inRegion('eu-west-1'), 'aws.audit': inRegion('eu-west-1', 'audit') },
    );
    expect([...recorders].map(([key, parts]) => [key, parts.map(({ address }) => address)])).toEqual([
      ['aws eu-west-1', [`module.a.${RECORDER}`, `module.c.${RECORDER}`]],
      ['aws us-east-1', [`module.b.${RECORDER}`, `module.c.${RECORDER}`]],
      ['aws.audit eu-west-1', [`module.d.${RECORDER}`]],
    ]);
  });

  test('is every access key', () => {
    const { accessKeys, policies } = view({
      'aws_iam_access_key.k': kept({ user: 'robot', status: 'Active' }),
      'aws_sns_topic.t': kept({}),
    });
    expect([accessKeys.map(({ address }) => address), policies]).toEqual([['aws_iam_access_key.k'], []]);
  });

  test('is the floor', () => {
    expect(recover(planOf({}), { maxLimitDays: 45 }).floor).toEqual({ maxLimitDays: 45 });
  });
});

describe('a change of anything else', () => {
  const key = (status: string): Attributes => ({ user: 'robot', status });

  test.each<[string, Resources, number]>([
    ['is counted when it is made', { 'aws_sns_topic.t': { after: {} } }, 1],
    ['is counted when it changes', { 'aws_sns_topic.t': { before: {}, after: { a: 1 } } }, 1],
    ['is counted when it goes', { 'aws_sns_topic.t': { before: {} } }, 1],
    ['is counted when it is replaced', { 'aws_sns_topic.t': kept({}, { actions: ['delete', 'create'] }) }, 1],
    ['is counted when it is of a type that is nothing to us', { 'aws_vpc.v': { after: {} } }, 1],
    ['is not counted when it stays', { 'aws_sns_topic.t': kept({}) }, 0],
    ['is not counted when it is only read', { 'aws_sns_topic.t': { after: {}, actions: ['read'] } }, 0],
    ['is not counted when it is data', { 'aws_sns_topic.t': { after: {}, more: { mode: 'data' } } }, 0],
    ['is not counted when it is left over', { 'aws_sns_topic.t': { before: {}, more: { deposed: '0a' } } }, 0],
    ['is not counted when it is of a policy', { [RULE]: { after: rule() } }, 0],
    ['is counted beside a policy', { [RULE]: { after: rule() }, 'aws_sns_topic.t': { after: {} } }, 1],
    [
      'is not counted when a key is enabled again, which is a finding',
      { 'aws_iam_access_key.k': { before: key('Inactive'), after: key('Active') } },
      0,
    ],
    ['is counted when a key is disabled', { 'aws_iam_access_key.k': { before: key('Active'), after: key('Inactive') } }, 1],
    [
      'is counted when an active key changes',
      { 'aws_iam_access_key.k': { before: key('Active'), after: { ...key('Active'), user: 'x' } } },
      1,
    ],
    [
      'is counted when a disabled key changes',
      { 'aws_iam_access_key.k': { before: key('Inactive'), after: { ...key('Inactive'), user: 'x' } } },
      1,
    ],
    ['is counted when a key is made', { 'aws_iam_access_key.k': { after: key('Active') } }, 1],
    ['is counted when a disabled key goes', { 'aws_iam_access_key.k': { before: key('Inactive') } }, 1],
    ['is counted when something else becomes active', { 'aws_sns_topic.t': { before: key('Inactive'), after: key('Active') } }, 1],
  ])('%s', (_, resources, count) => {
    expect(otherChangesIn(view(resources))).toBe(count);
  });
});
