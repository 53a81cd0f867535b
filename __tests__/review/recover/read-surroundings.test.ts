import {
  inRegion,
  kept,
  known,
  later,
  POLICY,
  rule,
  RULE,
  settingsIn,
  sweep,
  unreadable,
  type Attributes,
  type Resources,
  type Written,
} from './written-plan';

const FUNCTION = 'aws_lambda_function.sweep';
const ROLE = 'aws_iam_role.sweep';
const ROLE_POLICY = 'aws_iam_role_policy.sweep';
const TOPIC = 'aws_sns_topic.told';
const KEY = 'aws_kms_key.alerts';
const ALIAS = 'aws_kms_alias.alerts';
const CHANNEL = 'aws_config_delivery_channel.main';
const EVENTS = 'aws_cloudwatch_event_rule.found';
const ANALYZER = 'aws_accessanalyzer_analyzer.unused';
const GIVEN = 'arn:aws:kms:eu-west-1:111122223333:key/given';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

const events = (region?: string): Attributes => ({
  name: 'found',
  event_pattern: JSON.stringify({ source: ['aws.config'], detail: { configRuleName: ['unused-keys'] } }),
  ...(region !== undefined && { region }),
});
const policyOfFunction: Written = kept(sweep(POLICY));

describe('home', () => {
  const rules = {
    [`${RULE}["eu-west-1"]`]: kept(rule('45', { region: 'eu-west-1' })),
    [`${RULE}["us-east-1"]`]: kept(rule('45', { region: 'us-east-1' })),
  };
  const homeIn = (resources: Resources, providers?: Attributes): unknown =>
    settingsIn({ ...rules, ...resources }, ['homeRegion'], providers)[1]?.['homeRegion'];

  test.each<[string, Resources, unknown]>([
    ['is the first region where nothing stands at home', {}, known(`${RULE}["eu-west-1"]`, 'eu-west-1')],
    ['is where the event rule stands', { [EVENTS]: kept(events('us-east-1')) }, known(EVENTS, 'us-east-1')],
    [
      'is where the function stands, before all else',
      { [EVENTS]: kept(events('us-east-1')), [FUNCTION]: kept(sweep(POLICY, {}, { region: 'eu-north-1' })) },
      known(FUNCTION, 'eu-north-1'),
    ],
    [
      'is not known yet when that is not',
      { [EVENTS]: { before: events('us-east-1'), after: events(), unknown: { region: true } } },
      later(EVENTS, 'the region is known only after apply'),
    ],
  ])('%s', (_, resources, expected) => {
    expect(homeIn(resources)).toEqual(expected);
  });

  test('may not be in the plan', () => {
    expect(homeIn({ [EVENTS]: kept(events(), { unknown: { arn: true } }) }, { aws: { name: 'aws' } })).toEqual({
      kind: 'unknown',
      address: EVENTS,
      cause: 'not-in-plan',
      because: "the provider's region is not in the plan",
    });
  });

  test('is in the region of its provider', () => {
    expect(homeIn({ [EVENTS]: kept(events()) }, { aws: inRegion('eu-south-1') })).toEqual(known(EVENTS, 'eu-south-1'));
  });
});

describe('the analyzer', () => {
  test('is there or not', () => {
    const analyzer = { analyzer_name: 'unused-keys-unused-access', type: 'ACCOUNT_UNUSED_ACCESS' };
    expect(settingsIn({ [RULE]: kept(rule()), [ANALYZER]: { after: analyzer } }, ['accessAnalyzer'])).toEqual([
      { accessAnalyzer: known(RULE, false) },
      { accessAnalyzer: known(ANALYZER, true) },
    ]);
  });
});

describe('the permissions boundary', () => {
  const role = (boundary: unknown): Attributes => ({ name: 'sweeper-role', permissions_boundary: boundary });
  const boundaryIn = (written: Written): unknown =>
    settingsIn({ [FUNCTION]: policyOfFunction, [ROLE]: written }, ['permissionsBoundaryArn']);

  test.each<[string, Written, unknown]>([
    ['is added', { before: role(null), after: role(BOUNDARY) }, [{}, { permissionsBoundaryArn: known(ROLE, BOUNDARY) }]],
    ['is removed', { before: role(BOUNDARY), after: role('') }, [{ permissionsBoundaryArn: known(ROLE, BOUNDARY) }, {}]],
    [
      'is not known yet',
      { before: role(BOUNDARY), after: role(null), unknown: { permissions_boundary: true } },
      [{ permissionsBoundaryArn: known(ROLE, BOUNDARY) }, { permissionsBoundaryArn: later(ROLE) }],
    ],
    [
      'cannot be read',
      { before: role(BOUNDARY), after: role(7) },
      [
        { permissionsBoundaryArn: known(ROLE, BOUNDARY) },
        { permissionsBoundaryArn: unreadable(ROLE, 'permissions_boundary is not what it should be') },
      ],
    ],
  ])('%s', (_, written, expected) => {
    expect(boundaryIn(written)).toEqual(expected);
  });
});

describe('the given KMS key', () => {
  const keyIn = (resources: Resources): unknown =>
    settingsIn({ [RULE]: kept(rule()), [FUNCTION]: policyOfFunction, ...resources }, ['kmsKeyArn'])[1]?.['kmsKeyArn'];
  const topic = (key: unknown): Attributes => ({ name: 'told', kms_master_key_id: key });
  const channel = (key: unknown): Attributes => ({ name: 'default', s3_bucket_name: 'b', s3_kms_key_arn: key });
  const key: Attributes = { key_id: '0a1b', arn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b' };
  const REFERS = { kms_master_key_id: [`${KEY}.id`, KEY] };

  test.each<[string, Resources, unknown]>([
    ['is none', {}, undefined],
    ['is none of a topic without one', { [TOPIC]: kept(topic(null)) }, undefined],
    ['is the one of the topic', { [TOPIC]: kept(topic(GIVEN)) }, known(TOPIC, GIVEN)],
    [
      'is the one of the topic before that of the bucket',
      { [TOPIC]: kept(topic(GIVEN)), [CHANNEL]: kept(channel('other')) },
      known(TOPIC, GIVEN),
    ],
    ['is the one of the bucket', { [CHANNEL]: kept(channel(GIVEN)) }, known(CHANNEL, GIVEN)],
    ['is none when the topic has the one made here, by id', { [TOPIC]: kept(topic('0a1b')), [KEY]: kept(key) }, undefined],
    ['is none when the topic has the one made here, by ARN', { [TOPIC]: kept(topic(key['arn'])), [KEY]: kept(key) }, undefined],
    [
      'is none when the topic has the alias made here',
      { [TOPIC]: kept(topic('alias/x')), [ALIAS]: kept({ name: 'alias/x', target_key_id: '0a1b' }) },
      undefined,
    ],
    [
      'is none when the topic refers to the one made here',
      { [TOPIC]: { after: topic(null), unknown: { kms_master_key_id: true }, refers: REFERS }, [KEY]: { after: {} } },
      undefined,
    ],
    [
      'is not known when the topic refers to something else',
      { [TOPIC]: { after: topic(null), unknown: { kms_master_key_id: true }, refers: { kms_master_key_id: ['var.key'] } } },
      later(TOPIC, 'it comes from var.key, which is known only after apply'),
    ],
    [
      'is that of the bucket when the topic has the one made here',
      { [TOPIC]: kept(topic('0a1b')), [KEY]: kept(key), [CHANNEL]: kept(channel(GIVEN)) },
      known(CHANNEL, GIVEN),
    ],
    [
      'is that of the bucket when the topic refers to the one made here',
      {
        [TOPIC]: { after: topic(null), unknown: { kms_master_key_id: true }, refers: REFERS },
        [KEY]: { after: {} },
        [CHANNEL]: kept(channel(GIVEN)),
      },
      known(CHANNEL, GIVEN),
    ],
    [
      'is as it was when only its replacement hides it',
      {
        [TOPIC]: { before: topic(GIVEN), after: topic(null), unknown: { kms_master_key_id: true }, refers: { kms_master_key_id: [ROLE] } },
        [ROLE]: { before: { name: 'sweeper-role' }, after: { name: 'sweeper-role' }, actions: ['create', 'delete'] },
      },
      known(TOPIC, GIVEN),
    ],
  ])('%s', (_, resources, expected) => {
    expect(keyIn(resources)).toEqual(expected);
  });

  const may = (...resources: readonly string[]): Attributes => ({
    role: 'sweeper-role',
    policy: JSON.stringify({ Statement: resources.map((Resource) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource })) }),
  });

  test.each<[string, Written, unknown]>([
    ['is the one that the role may use', kept(may('*', GIVEN)), known(ROLE_POLICY, GIVEN)],
    ['may be sensitive', kept(may(GIVEN), { afterSensitive: { policy: true } }), known(ROLE_POLICY, GIVEN, true)],
    ['is of any partition', kept(may(GIVEN.replace('aws', 'aws-cn'))), known(ROLE_POLICY, GIVEN.replace('aws', 'aws-cn'))],
    ['is none when the role may use every key', kept(may('arn:aws:kms:eu-west-1:111122223333:key/*')), undefined],
    ['is none when the role may use a kind of key', kept(may('arn:aws:kms:eu-west-1:111122223333:key/?')), undefined],
    ['is none when the role may use an alias', kept(may('arn:aws:kms:eu-west-1:111122223333:alias/x')), undefined],
    ['is none of no account', kept(may('arn:aws:kms:eu-west-1:1111222233:key/x')), undefined],
    ['is none of another service', kept(may('arn:aws:sns:eu-west-1:111122223333:key/x')), undefined],
    ['is none that only ends so', kept(may(`x${GIVEN}`)), undefined],
    ['is none when what the role may do is not known', { after: { role: 'sweeper-role' }, unknown: { policy: true } }, undefined],
    ['is none when the role may do nothing', kept({ role: 'sweeper-role', policy: null }), undefined],
  ])('with a given topic: %s', (_, written, expected) => {
    expect(keyIn({ [ROLE_POLICY]: written })).toEqual(expected);
  });

  test('with a given topic: is the one of the first that names one', () => {
    const resources = { [`${ROLE_POLICY}[0]`]: kept(may('*')), [`${ROLE_POLICY}[1]`]: kept(may(GIVEN)) };
    expect(keyIn(resources)).toEqual(known(`${ROLE_POLICY}[1]`, GIVEN));
  });
});
