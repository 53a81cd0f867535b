import { planWith, readPlan } from './reading';

function providersOf(providers: Readonly<Record<string, unknown>>, variables: Readonly<Record<string, unknown>> = {}): object {
  return Object.fromEntries(readPlan(planWith([], { variables, configuration: { provider_config: providers } })).providers);
}

const aws = (expressions: unknown, more: object = {}): object => ({ name: 'aws', expressions, ...more });
const region = (expression: unknown, more: object = {}): Readonly<Record<string, unknown>> => ({ aws: aws({ region: expression }, more) });

describe('the region of a provider', () => {
  const known = { aws: { region: 'eu-north-1', isAmbient: true } };
  const hidden = { aws: { isAmbient: true } };
  const variables = { region: { value: 'eu-north-1' }, part: { value: 'eu-north' }, list: { value: ['eu-north-1'] }, none: {} };

  test.each([
    ['is what is written', region({ constant_value: 'eu-north-1' }), known],
    ['is the value of a variable', region({ references: ['var.region'] }), known],
    ['is the value of a variable, in the root module by name', region({ references: ['var.region'] }, { module_address: '' }), known],
    [
      'is not the value of a variable of the same name inside another module',
      region({ references: ['var.region'] }, { module_address: 'module.a' }),
      hidden,
    ],
    ['is not what an expression makes of a variable', region({ references: ['var.part'] }), hidden],
    ['is not one of two', region({ references: ['var.region', 'var.part'] }), hidden],
    ['is not an item of a variable', region({ references: ['var.list[0]', 'var.list'] }), hidden],
    ['is not a whole list', region({ references: ['var.list'] }), hidden],
    ['is not a variable without a value', region({ references: ['var.none'] }), hidden],
    ['is not an attribute of a variable', region({ references: ['var.region.x'] }), hidden],
    ['is not the value of a variable that only ends like one', region({ references: ['module.var.region'] }), hidden],
    ['is not a local value', region({ references: ['local.region'] }), hidden],
    ['is not nothing', region({ constant_value: '' }), hidden],
    ['is not a number', region({ constant_value: 1 }), hidden],
    ['is not known without expressions', { aws: { name: 'aws' } }, { aws: {} }],
    ['is not known of what is no object', { aws: null }, { aws: {} }],
  ])('%s', (_title, providers, expected) => {
    expect(providersOf(providers, variables)).toStrictEqual(expected);
  });

  test.each(['us-gov-west-1', 'us-iso-east-1', 'cn-north-1', 'eusc-de-east-1', 'ap-southeast-7'])(
    'may come from a variable as %s',
    (value) => {
      expect(providersOf(region({ references: ['var.region'] }), { region: { value } })).toEqual({
        aws: { region: value, isAmbient: true },
      });
    },
  );

  test('comes from a variable whatever the order', () => {
    const [first, ...rest] = Object.entries(
      planWith([], { configuration: { provider_config: region({ references: ['var.region'] }) } }),
    ).reverse();
    const read = readPlan(Object.fromEntries([...(first === undefined ? [] : [first]), ...rest, ['variables', variables]]));
    expect(Object.fromEntries(read.providers)).toEqual(known);
  });
});

describe('a provider is whoever runs Terraform', () => {
  const here = { region: { constant_value: 'eu-north-1' } };
  const isAmbient = (expressions: object): boolean =>
    readPlan(planWith([], { configuration: { provider_config: { aws: aws(expressions) } } })).providers.get('aws')?.isAmbient ?? false;

  test.each([
    ['when it says a region', here, true],
    ['when it says a region that is not in the plan', { region: { references: ['var.none'] } }, true],
    ['when it says tags besides', { ...here, default_tags: [{ tags: { constant_value: { a: 'b' } } }] }, true],
    ['unless it says no region', {}, false],
    ['unless it names a profile', { ...here, profile: { references: ['var.profile'] } }, false],
    ['unless it assumes a role', { ...here, assume_role: [{ role_arn: { references: ['var.role'] } }] }, false],
    ['unless it assumes a role with a token', { ...here, assume_role_with_web_identity: [{}] }, false],
    ['unless it has keys', { ...here, access_key: { references: ['var.key'] } }, false],
    ['unless its account is bounded', { ...here, allowed_account_ids: { references: ['var.accounts'] } }, false],
    ['unless it reads credentials elsewhere', { ...here, shared_credentials_files: { constant_value: ['x'] } }, false],
    ['unless it talks to something else', { ...here, endpoints: [{ iam: { constant_value: 'http://localhost' } }] }, false],
  ])('%s', (_title, expressions, expected) => {
    expect(isAmbient(expressions)).toBe(expected);
  });
});

const role = (account: string): object => ({ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } });
const ids = (...accounts: readonly string[]): object => ({ allowed_account_ids: { constant_value: accounts } });
const [A, B] = ['111122223333', '444455556666'];

describe('the account of a provider', () => {
  test.each([
    ['is that of the role to assume', { assume_role: [role(A)] }, { accountId: A }],
    ['is that of the last of several roles', { assume_role: [role(B), role(A)] }, { accountId: A }],
    [
      'is that of the role in another partition',
      { assume_role: { role_arn: { constant_value: `arn:aws-us-gov:iam::${A}:role/x/y` } } },
      { accountId: A },
    ],
    ['is the only one that is allowed', ids(A), { accountId: A }],
    ['is the same by both', { assume_role: [role(A)], ...ids(A) }, { accountId: A }],
    ['is that of the role when several are allowed', { assume_role: [role(A)], ...ids(A, B) }, { accountId: A }],
    ['is not known when both disagree', { assume_role: [role(A)], ...ids(B) }, {}],
    ['is not known when several are allowed', ids(A, B), {}],
    ['is not known when none is allowed', ids(), {}],
    ['is not known of a role by reference', { assume_role: [{ role_arn: { references: ['var.role'] } }] }, {}],
    ['is not known of what is no role', { assume_role: [{ role_arn: { constant_value: `arn:aws:iam::${A}:user/x` } }] }, {}],
    ['is not known of a list of roles', { assume_role: [{ role_arn: { constant_value: [`arn:aws:iam::${A}:role/x`] } }] }, {}],
    ['is not known of what only ends like a role', { assume_role: [{ role_arn: { constant_value: `x arn:aws:iam::${A}:role/x` } }] }, {}],
    ['is not known of what only begins like an account', ids(`${A}0`), {}],
    ['is not known of what only ends like an account', ids(`0${A}`), {}],
    ['is not known of what is no account', ids('12345678901'), {}],
    ['is not a number', { allowed_account_ids: { constant_value: [111122223333] } }, {}],
  ])('%s', (_title, expressions, expected) => {
    expect(providersOf({ aws: aws(expressions) })).toStrictEqual({ aws: expected });
  });
});

const block = (key: string, more: object = {}): object => ({
  address: 'aws_sns_topic.t',
  type: 'aws_sns_topic',
  provider_config_key: key,
  ...more,
});

/** The provider of a topic in the module network.audit. */
function keyIn(key: string, configured: readonly string[]): string | undefined {
  const inner = { module_calls: { audit: { module: { resources: [block(key)] } } } };
  const provider_config = Object.fromEntries(configured.map((name) => [name, aws({})]));
  const read = readPlan(
    planWith([], { configuration: { root_module: { module_calls: { network: { module: inner } } }, provider_config } }),
  );
  expect([...read.configured.keys()]).toEqual(['network.audit/aws_sns_topic.t']);
  return read.configured.get('network.audit/aws_sns_topic.t')?.providerKey;
}

describe('the provider of a resource in a module', () => {
  const own = 'module.network.module.audit:aws.x';

  test.each([
    ['is the one it names', 'aws.y', ['aws.y', 'aws.x'], 'aws.y'],
    ['is its own', own, ['aws.x', 'module.network:aws.x', own], own],
    ['is that of the module around it', own, ['aws.x', 'module.network:aws.x'], 'module.network:aws.x'],
    ['is that of the root', own, ['aws.x', 'aws'], 'aws.x'],
    ['is one that is nowhere configured', own, [], 'aws.x'],
    ['is written as earlier versions did', 'network.audit:aws.x', ['network:aws.x'], 'network:aws.x'],
    ['is written as earlier versions did, and nowhere configured', 'audit:aws', [], 'aws'],
  ])('%s', (_title, key, configured, expected) => {
    expect(keyIn(key, configured)).toBe(expected);
  });
});

test.each([
  ['none', undefined],
  ['null', null],
  ['a number', 7],
])('a resource whose provider is %s has none', (_title, key) => {
  const resources = [{ ...block('aws'), provider_config_key: key }];
  const { configured } = readPlan(planWith([], { configuration: { root_module: { resources } } }));
  expect(configured.get('/aws_sns_topic.t')).toStrictEqual({ references: new Map() });
});

describe('what a resource refers to', () => {
  function referencesOf(expressions: unknown): unknown {
    const resources = [block('aws', { expressions })];
    const found = readPlan(planWith([], { configuration: { root_module: { resources } } })).configured.get('/aws_sns_topic.t');
    return found && Object.fromEntries(found.references);
  }

  test.each([
    ['is told for each argument', { a: { references: ['x.y.arn', 'x.y'] }, b: { references: ['z'] } }, { a: ['x.y.arn', 'x.y'], b: ['z'] }],
    [
      'is told of nested blocks under the name of the outermost',
      { a: [{ b: { references: ['x'] } }, { c: [{ d: { references: ['y'] } }] }] },
      { a: ['x', 'y'] },
    ],
    ['is told of one nested block', { a: { b: { references: ['x'] } } }, { a: ['x'] }],
    ['may be in an argument that has the name itself', { a: [{ references: { references: ['x'] } }] }, { a: ['x'] }],
    ['is never what stands in a value', { a: { constant_value: { references: ['x'] } }, b: { constant_value: 'x' } }, {}],
    ['is never what is no text', { a: { references: [1] }, b: { references: ['x', 1] }, c: { references: 'x' } }, {}],
    ['is nothing in an empty expression', { a: {}, b: [], c: null, d: 7 }, {}],
    ['is nothing where expressions are none', [1], {}],
    ['is nothing without expressions', undefined, {}],
  ])('%s', (_title, expressions, expected) => {
    expect(referencesOf(expressions)).toEqual(expected);
  });
});

test('only resources of wanted types are kept, of every module', () => {
  const module = {
    resources: [block('aws'), { address: 'aws_sqs_queue.q', type: 'aws_sqs_queue' }, { type: 'aws_sqs_queue', address: 'aws_sns_topic.t' }],
  };
  const configuration = {
    root_module: { ...module, module_calls: { a: { module: { ...module, module_calls: { b: { module } } } }, c: {} } },
  };
  const topic = { providerKey: 'aws', references: new Map() };
  expect(readPlan(planWith([], { configuration })).configured).toEqual(
    new Map(['/', 'a/', 'a.b/'].map((path) => [`${path}aws_sns_topic.t`, topic])),
  );
});
