import type { Part } from '../../../review/part';
import { recover } from '../../../review/recover/recover';
import { kept, planOf, POLICY, rule, sweep, type Attributes, type Resources, type Written } from './written-plan';

const A = 'arn:aws:sns:eu-west-1:111122223333:';
const REPLACED = { actions: ['delete', 'create'] } as const;

/** Two policies, each with all that something can be turned to. */
const policyOf = (name: string): Resources => ({
  [`aws_config_config_rule.${name}`]: kept(rule('45', { name })),
  [`aws_cloudwatch_event_rule.${name}`]: kept({
    name: `${name}-found`,
    event_pattern: JSON.stringify({ source: ['aws.config'], detail: { configRuleName: [name] } }),
  }),
  [`aws_cloudwatch_event_target.${name}`]: kept({ rule: `${name}-found`, arn: `${A}${name}` }),
  [`aws_sns_topic.${name}`]: kept({ name }),
  [`aws_lambda_function.${name}`]: kept(
    sweep(POLICY, { POWERTOOLS_SERVICE_NAME: name }, { function_name: name, role: `arn:aws:iam::111122223333:role/${name}` }),
  ),
  [`aws_iam_role.${name}`]: kept({ name }),
});

interface Belonging {
  readonly policy: string;
  readonly sides: 'before' | 'after' | 'both';
  readonly fate: Part['fate'];
}

/** Where a part belongs in the plan of both policies, and on which sides. */
function belonging(address: string, written: Written): readonly Belonging[] {
  const resources = { ...policyOf('one'), ...policyOf('two'), [address]: written };
  return recover(planOf(resources), {}).policies.flatMap(({ id, parts }) =>
    parts
      .filter((part) => part.address === address)
      .map(({ before, after, fate }) => ({ policy: id, sides: before === null ? 'after' : after === null ? 'before' : 'both', fate })),
  );
}

const subscription = (topic: string): Attributes => ({ topic_arn: `${A}${topic}`, protocol: 'email', endpoint: 'a@example.com' });
const SUBSCRIPTION = 'aws_sns_topic_subscription.s';
const GOES: Belonging = { policy: 'one', sides: 'before', fate: 'removed' };
const COMES: Belonging = { policy: 'one', sides: 'after', fate: 'made' };

/** What names `one` or another, each on one side. */
const TURNED: readonly (readonly [string, string, (name: string) => Attributes])[] = [
  ['a subscription', SUBSCRIPTION, subscription],
  ['a target of an event rule', 'aws_cloudwatch_event_target.t', (name) => ({ rule: `${name}-found`, arn: `${A}else` })],
  [
    'a target of an event rule that acts',
    'aws_cloudwatch_event_target.l',
    (name) => ({ rule: `${name}-found`, arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f' }),
  ],
  ['a remediation of AWS Config', 'aws_config_remediation_configuration.r', (name) => ({ config_rule_name: name })],
  ['the policy of a topic', 'aws_sns_topic_policy.p', (name) => ({ arn: `${A}${name}` })],
  ['an IAM policy of a role', 'aws_iam_role_policy.p', (name) => ({ role: name })],
  ['what is attached to a role', 'aws_iam_role_policy_attachment.a', (name) => ({ role: name })],
  ['what is attached to several roles', 'aws_iam_policy_attachment.a', (name) => ({ roles: ['ci', name] })],
];

describe.each(TURNED)('%s', (_, address, naming) => {
  test('that is turned away from a policy goes from it', () => {
    expect(belonging(address, { before: naming('one'), after: naming('other'), ...REPLACED })).toStrictEqual([GOES]);
    expect(belonging(address, { before: naming('one'), after: naming('other') })).toStrictEqual([GOES]);
  });

  test('that is turned to a policy comes to it', () => {
    expect(belonging(address, { before: naming('other'), after: naming('one'), ...REPLACED })).toStrictEqual([COMES]);
  });

  test('that is turned from one policy to another goes and comes', () => {
    expect(belonging(address, { before: naming('one'), after: naming('two') })).toStrictEqual([
      GOES,
      { policy: 'two', sides: 'after', fate: 'made' },
    ]);
  });

  test('that stays is there on both sides', () => {
    expect(belonging(address, kept(naming('one')))).toStrictEqual([{ policy: 'one', sides: 'both', fate: 'kept' }]);
  });
});

test('what names something else only after apply stays where it was', () => {
  const { topic_arn: _, ...after } = subscription('');
  expect(belonging(SUBSCRIPTION, { before: subscription('one'), after, unknown: { topic_arn: true } })).toStrictEqual([
    { policy: 'one', sides: 'both', fate: 'changed' },
  ]);
});

test('what follows something that is renamed stays with it', () => {
  const resources: Resources = {
    ...policyOf('one'),
    'aws_sns_topic.one': { before: { name: 'one' }, after: { name: 'new' }, ...REPLACED },
    [SUBSCRIPTION]: { before: subscription('one'), after: subscription('new'), ...REPLACED },
  };
  const parts = recover(planOf(resources), {}).policies.flatMap((policy) => policy.parts);
  expect(parts.filter(({ address }) => address === SUBSCRIPTION).map(({ fate }) => fate)).toStrictEqual(['replaced']);
});

test('what the configuration refers to does not outweigh what is named', () => {
  const turned: Written = {
    before: subscription('one'),
    after: subscription('other'),
    refers: { topic_arn: ['aws_sns_topic.one.arn', 'aws_sns_topic.one'] },
  };
  expect(belonging(SUBSCRIPTION, turned)).toStrictEqual([GOES]);
});

test('what goes has no region after, what comes none before', () => {
  const regions = (before: string, after: string): unknown =>
    recover(planOf({ ...policyOf('one'), [SUBSCRIPTION]: { before: subscription(before), after: subscription(after) } }), {})
      .policies.flatMap(({ parts }) => parts)
      .find(({ address }) => address === SUBSCRIPTION)?.regions;
  expect(regions('one', 'other')).toStrictEqual({ before: 'eu-west-1', after: undefined });
  expect(regions('other', 'one')).toStrictEqual({ before: undefined, after: 'eu-west-1' });
});

describe('what hangs on a role that is made anew under another name', () => {
  const role: Resources = { 'aws_iam_role.one': { before: { name: 'one' }, after: { name: 'new' }, ...REPLACED } };
  const later: Resources = {
    'aws_lambda_function.one': {
      before: sweep(POLICY, { POWERTOOLS_SERVICE_NAME: 'one' }, { function_name: 'one', role: 'arn:aws:iam::111122223333:role/one' }),
      after: sweep(POLICY, { POWERTOOLS_SERVICE_NAME: 'one' }, { function_name: 'one', role: undefined }),
      unknown: { role: true },
      refers: { role: ['aws_iam_role.one.arn', 'aws_iam_role.one'] },
    },
  };
  const fatesOf = (address: string, written: Written): readonly string[] =>
    recover(planOf({ ...policyOf('one'), ...role, ...later, [address]: written }), {}).policies.flatMap(({ parts }) =>
      parts.filter((part) => part.address === address).map(({ fate }) => fate),
    );

  test.each<[string, Attributes, object, readonly string[]]>([
    ['by its name', { role: 'new' }, {}, ['aws_iam_role.one.name', 'aws_iam_role.one']],
    ['by its id', {}, { role: true }, ['aws_iam_role.one.id', 'aws_iam_role.one']],
    ['by a text', { role: 'new' }, {}, []],
  ])('stays with it: %s', (_, after, unknown, references) => {
    const written: Written = { before: { role: 'one' }, after, unknown, ...REPLACED, refers: { role: references } };
    expect(fatesOf('aws_iam_role_policy.p', written)).toStrictEqual(['replaced']);
    expect(fatesOf('aws_iam_role_policy_attachment.a', written)).toStrictEqual(['replaced']);
  });

  test('is found by a text at a new address too', () => {
    const made: Resources = { 'aws_iam_role.one': { before: { name: 'one' } }, 'aws_iam_role.made': { after: { name: 'made' } } };
    const taken: Resources = {
      'aws_lambda_function.one': { ...later['aws_lambda_function.one'], refers: { role: ['aws_iam_role.made.arn', 'aws_iam_role.made'] } },
    };
    const policy: Resources = { 'aws_iam_role_policy.p': { after: { role: 'made' } } };
    const [found] = recover(planOf({ ...policyOf('one'), ...made, ...taken, ...policy }), {}).policies;
    expect(found?.parts.map(({ address }) => address)).toContain('aws_iam_role_policy.p');
  });
});
