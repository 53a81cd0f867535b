import { candidatesIn } from '../../../review/recover/candidates';
import { recover } from '../../../review/recover/recover';
import { planOf, rule, type Attributes, type Resources } from './written-plan';

const [A, B] = ['111122223333', '444455556666'];
const topicIn = (account: string): Attributes => ({ arn: `arn:aws:sns:eu-west-1:${account}:t` });
const assuming = (account: string): Attributes => ({
  name: 'aws',
  expressions: { assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }] },
});
const NONE: Attributes = { name: 'aws' };
const GONE = 'aws_sns_topic.gone';

/** The provider of the topic that is not configured any more. */
function providerOf(gone: Attributes, others: Resources, providers: Attributes, module = ''): string | undefined {
  const plan = planOf({ [`${module}${GONE}`]: { before: gone, provider: null }, ...others }, providers);
  return candidatesIn(plan).find(({ change }) => change.name === 'gone')?.provider;
}

describe('the provider of what is configured', () => {
  test('is the one that it names, whatever account its ARN has', () => {
    const plan = planOf(
      {
        'aws_sns_topic.a': { before: topicIn(B), after: topicIn(B), provider: 'aws.a' },
        'aws_sns_topic.b': { before: topicIn(A), after: topicIn(A), provider: 'aws.b' },
      },
      { 'aws.a': assuming(A), 'aws.b': assuming(B) },
    );
    expect(candidatesIn(plan).map(({ provider }) => provider)).toEqual(['aws.a', 'aws.b']);
  });
});

describe('the provider of what is not configured any more', () => {
  const inA = { 'aws_sns_topic.a': { after: {}, provider: 'aws.a' } };
  const inB = { 'aws_sns_topic.b': { after: {}, provider: 'aws.b' } };

  test.each<[string, Attributes, Resources, Attributes, string]>([
    ['is the only one of its module', {}, inA, { 'aws.a': NONE, 'aws.b': NONE }, 'aws.a'],
    ['is the only one of the plan', {}, {}, { aws: NONE }, 'aws'],
    ['is the only one of the plan besides those of others', {}, {}, { aws: NONE, google: { name: 'google' }, 'module.x:awscc': {} }, 'aws'],
    ['is the only one, which a module configures', {}, {}, { 'module.x:aws.audit': NONE, 'xaws.a': NONE }, 'module.x:aws.audit'],
    ['is the only one that resources name', {}, { 'module.m.aws_sns_topic.a': { after: {}, provider: 'aws.a' } }, {}, 'aws.a'],
    ['is the one whose role is of its account', topicIn(B), {}, { 'aws.a': assuming(A), 'aws.b': assuming(B) }, 'aws.b'],
    ['is the first of two whose roles are of its account', topicIn(A), {}, { 'aws.a': assuming(A), 'aws.b': assuming(A) }, 'aws.a'],
    ['is one of two that its module has, by account', topicIn(B), { ...inA, ...inB }, { 'aws.a': NONE, 'aws.b': assuming(B) }, 'aws.b'],
    [
      'is the one of what stands in its account',
      topicIn(B),
      {
        'aws_sns_topic.a': { before: topicIn(A), after: topicIn(A), provider: 'aws.a' },
        'aws_sns_topic.b': { before: topicIn(B), after: topicIn(B), provider: 'aws.b' },
      },
      {},
      'aws.b',
    ],
    [
      'is the one whose role is of its account before what stands there',
      topicIn(B),
      { ...inA, 'aws_sns_topic.b': { before: topicIn(B), after: topicIn(B), provider: 'aws.c' } },
      { 'aws.b': assuming(B) },
      'aws.b',
    ],
    [
      'is the first of two that stand in its account',
      topicIn(B),
      {
        'aws_sns_topic.a': { before: topicIn(B), after: topicIn(B), provider: 'aws.a' },
        'aws_sns_topic.b': { before: topicIn(B), after: topicIn(B), provider: 'aws.b' },
      },
      {},
      'aws.a',
    ],
    ['is named for its account when no provider is of it', topicIn(B), {}, { 'aws.a': NONE, 'aws.c': NONE }, `account ${B}`],
    ['is not told when its account is not either', {}, {}, { 'aws.a': assuming(A), 'aws.b': assuming(B) }, '*'],
    ['is not told without any provider', {}, {}, {}, '*'],
  ])('%s', (_, gone, others, providers, expected) => {
    expect(providerOf(gone, others, providers)).toBe(expected);
  });

  test('is the one of its account, although something of another account stands there', () => {
    const others: Resources = { 'aws_sns_topic.a': { before: topicIn(B), after: topicIn(B), provider: 'aws.a' } };
    expect(providerOf(topicIn(A), others, { 'aws.a': assuming(A), 'aws.b': assuming(B) })).toBe('aws.a');
  });

  test('is the only one whose account is not known, when its own is of no other', () => {
    expect(providerOf(topicIn(B), {}, { 'aws.a': assuming(A), 'aws.c': NONE })).toBe('aws.c');
  });

  const placed = (account: string, region: string): Attributes => ({
    name: 'aws',
    expressions: { ...(assuming(account)['expressions'] as object), region: { constant_value: region } },
  });

  test.each<[string, Attributes, readonly (string | undefined)[]]>([
    ['the only one of its account', { 'aws.a': placed(A, 'eu-west-1'), 'aws.b': placed(B, 'us-east-1') }, ['aws.b', 'us-east-1']],
    [
      'not told by several of its account',
      { 'aws.a': placed(A, 'eu-west-1'), 'aws.b': placed(B, 'us-east-1'), 'aws.c': placed(B, 'us-west-2') },
      ['aws.b', undefined],
    ],
  ])('tells the region: %s', (_, providers, expected) => {
    const used = { 'aws_sns_topic_subscription.gone': { before: { topic_arn: topicIn(B)['arn'] }, provider: null } };
    const [candidate] = candidatesIn(planOf(used, providers));
    expect([candidate?.provider, candidate?.regions.before]).toEqual(expected);
  });

  test('is the one of its own module, not of another', () => {
    const others: Resources = { ...inA, 'module.m.aws_sns_topic.b': { after: {}, provider: 'aws.b' } };
    expect(providerOf({}, others, {}, 'module.m.')).toBe('aws.b');
    expect(providerOf({}, others, {})).toBe('aws.a');
  });

  test.each<[string, Attributes, string]>([
    ['its ARN', { arn: `arn:aws:sns:eu-west-1:${B}:t` }, 'aws.b'],
    ['its role', { role_arn: `arn:aws:iam::${B}:role/r` }, 'aws.b'],
    ['its topic', { topic_arn: `arn:aws-us-gov:sns:us-gov-west-1:${B}:t` }, 'aws.b'],
    ['its id', { id: `arn:aws:sns:eu-west-1:${B}:t:0a1b` }, 'aws.b'],
    ['the first ARN that has one', { arn: 'arn:aws:s3:::bucket', id: `arn:aws:sns:eu-west-1:${B}:t` }, 'aws.b'],
    ['no other attribute', { target: `arn:aws:sns:eu-west-1:${B}:t` }, '*'],
    ['no number', { id: Number(B) }, '*'],
    ['nothing that has an ARN within it', { id: `x arn:aws:sns:eu-west-1:${B}:t` }, '*'],
    ['nothing shorter than an account', { arn: `arn:aws:sns:eu-west-1:${B.slice(1)}:t` }, '*'],
    ['nothing longer than an account', { arn: `arn:aws:sns:eu-west-1:${B}1:t` }, '*'],
  ])('is found by the account in %s', (_, gone, expected) => {
    expect(providerOf(gone, {}, { 'aws.a': assuming(A), 'aws.b': assuming(B) })).toBe(expected);
  });

  test('is found by the account of what it becomes, too', () => {
    const plan = planOf({ [GONE]: { before: {}, after: topicIn(B), provider: null } }, { 'aws.a': assuming(A), 'aws.b': assuming(B) });
    expect(candidatesIn(plan).map(({ provider }) => provider)).toEqual(['aws.b']);
  });

  test('may be any of several accounts, and is then found by what names it', () => {
    const others: Resources = {
      'aws_config_config_rule.r': { before: rule(), after: rule(), provider: 'aws.a' },
      'aws_sqs_queue.q': { after: {}, provider: 'aws.b' },
    };
    const plan = planOf(
      {
        ...others,
        'aws_config_configuration_recorder_status.s': { before: { name: 'default', region: 'eu-west-1' }, provider: null },
      },
      { 'aws.a': assuming(A), 'aws.b': assuming(B) },
    );
    const [policy] = recover(plan, {}).policies;
    expect(policy?.parts.map(({ address }) => address)).toEqual(['aws_config_config_rule.r', 'aws_config_configuration_recorder_status.s']);
  });

  test('is the same as another of its account, which differs by region only', () => {
    const inAccount = (name: string): Attributes => ({
      ...rule('45', { region: name }),
      arn: `arn:aws:config:eu-west-1:${A}:config-rule/${name}`,
    });
    const plan = planOf(
      {
        'aws_config_config_rule.eu': { before: inAccount('eu-west-1'), after: inAccount('eu-west-1'), provider: 'aws' },
        'aws_config_config_rule.us': { before: inAccount('us-east-1'), after: inAccount('us-east-1'), provider: 'aws.us' },
      },
      { aws: NONE, 'aws.us': NONE },
    );
    expect(recover(plan, {}).policies).toHaveLength(1);
  });
});

describe('providers that are whoever runs Terraform', () => {
  const there = (region: string): Attributes => ({ name: 'aws', expressions: { region: { constant_value: region } } });
  const providers = { aws: there('eu-west-1'), 'aws.us': there('us-east-1'), 'aws.b': assuming(B) };
  const rules = (more: Attributes = {}): Resources => ({
    'aws_config_config_rule.eu': { after: { ...rule(), ...more } },
    'aws_config_config_rule.us': { after: rule(), provider: 'aws.us' },
    'aws_config_config_rule.b': { after: rule(), provider: 'aws.b' },
  });
  const accountsOf = (resources: Resources): readonly string[] =>
    candidatesIn(planOf(resources, providers)).map(({ provider }) => provider);

  test('are of one account, whatever their regions', () => {
    expect(accountsOf(rules())).toEqual(['aws', 'aws', 'aws.b']);
    expect(recover(planOf(rules(), providers), {}).policies.map(({ id, parts }) => [id, parts.length])).toEqual([
      ['unused-keys (aws)', 2],
      ['unused-keys (aws.b)', 1],
    ]);
  });

  test('are of the account that the ARN of anything of theirs tells', () => {
    expect(accountsOf(rules({ arn: `arn:aws:config:eu-west-1:${B}:config-rule/x` }))).toEqual(['aws', 'aws', 'aws']);
  });

  test('are not taken for one where ARNs tell several accounts', () => {
    const resources: Resources = {
      'aws_sns_topic.a': { after: topicIn(A) },
      'aws_sns_topic.b': { after: topicIn(B), provider: 'aws.us' },
    };
    expect(accountsOf(resources)).toEqual(['aws', 'aws.us']);
  });
});
