import { inRegion, kept, POLICY, recovered, rule, sweep, type Attributes, type Resources, type Written } from './written-plan';

const A = 'arn:aws:sns:eu-west-1:111122223333:';
const BLOCK = 'aws_config_config_rule.unused';
const RECORDER = 'aws_config_configuration_recorder.main';

const named = (name: string, region?: string): Attributes => rule('45', { name, ...(region !== undefined && { region }) });
const events = (...names: readonly string[]): Attributes => ({
  name: `${names.join('-')}-found`,
  event_pattern: JSON.stringify({ source: ['aws.config'], detail: { configRuleName: names } }),
});
const everything: Attributes = {
  name: 'all',
  event_pattern: JSON.stringify({ source: ['aws.config'], 'detail-type': ['Config Rules Compliance Change'] }),
};
const target = (name: string, topic = 'told'): Attributes => ({ rule: `${name}-found`, arn: `${A}${topic}` });
const functionOf = (name: string, more: Attributes = {}): Attributes => sweep(POLICY, { POWERTOOLS_SERVICE_NAME: name }, more);

/** Each policy with its parts. */
const policiesIn = (resources: Resources, providers?: Attributes): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(recovered(resources, providers).map(({ id, parts }) => [id, parts]));

/** Two policies in one module, in a region each. */
const TWO: Resources = {
  'aws_config_config_rule.keys': kept(named('keys', 'eu-west-1')),
  'aws_config_config_rule.us': kept(named('keys-us', 'us-east-1')),
};
const KEYS = 'aws_config_config_rule.keys';
const US = 'aws_config_config_rule.us';

describe('Config rules', () => {
  test.each<[string, Resources, Readonly<Record<string, readonly string[]>>]>([
    [
      'of one name are one policy',
      {
        [`${BLOCK}["a"]`]: kept(named('keys')),
        [`${BLOCK}["b"]`]: { after: named('keys') },
        'aws_config_config_rule.other': kept(named('keys')),
      },
      { keys: [`${BLOCK}["a"]`, `${BLOCK}["b"]`, 'aws_config_config_rule.other'] },
    ],
    [
      'of two names are two, also of one block',
      { [`${BLOCK}["a"]`]: kept(named('a')), [`${BLOCK}["b"]`]: kept(named('b')) },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`] },
    ],
    [
      'of one name in two modules are two',
      { [`module.a.${BLOCK}`]: kept(named('keys')), [`module.b.${BLOCK}`]: kept(named('keys')) },
      { 'module.a: keys': [`module.a.${BLOCK}`], 'module.b: keys': [`module.b.${BLOCK}`] },
    ],
    [
      'of one name in two instances of a module are two',
      { [`module.a[0].${BLOCK}`]: kept(named('keys')), [`module.a[1].${BLOCK}`]: kept(named('keys')) },
      { 'module.a[0]: keys': [`module.a[0].${BLOCK}`], 'module.a[1]: keys': [`module.a[1].${BLOCK}`] },
    ],
    [
      'of one name in two accounts are two',
      { [BLOCK]: kept(named('keys')), 'aws_config_config_rule.audit': kept(named('keys'), { provider: 'aws.audit' }) },
      { 'keys (aws)': [BLOCK], 'keys (aws.audit)': ['aws_config_config_rule.audit'] },
    ],
    [
      'whose names are not known are a policy each, named for their blocks',
      { [BLOCK]: { after: { ...rule(), name: null } }, 'aws_config_config_rule.other': { after: { ...rule(), name: '' } } },
      { [BLOCK]: [BLOCK], 'aws_config_config_rule.other': ['aws_config_config_rule.other'] },
    ],
    ['that are renamed are one', { [BLOCK]: { before: named('old'), after: named('new') } }, { new: [BLOCK] }],
    [
      'that are renamed after others were are one',
      {
        [`${BLOCK}["a"]`]: { after: named('new') },
        [`${BLOCK}["b"]`]: { before: named('old') },
        [`${BLOCK}["c"]`]: { before: named('old'), after: named('new') },
      },
      { new: [`${BLOCK}["a"]`, `${BLOCK}["b"]`, `${BLOCK}["c"]`] },
    ],
    [
      'that are renamed and moved to another region at once are one',
      { [`${BLOCK}["eu-west-1"]`]: { before: named('old', 'eu-west-1') }, [`${BLOCK}["us-east-1"]`]: { after: named('new', 'us-east-1') } },
      { new: [`${BLOCK}["eu-west-1"]`, `${BLOCK}["us-east-1"]`] },
    ],
    [
      'that are renamed and moved at once are one in each module',
      {
        [`module.a.${BLOCK}["x"]`]: { before: named('old') },
        [`module.a.${BLOCK}["y"]`]: { after: named('new') },
        [`module.b.${BLOCK}["x"]`]: { before: named('old') },
        [`module.b.${BLOCK}["y"]`]: { after: named('newer') },
      },
      {
        'module.a: new': [`module.a.${BLOCK}["x"]`, `module.a.${BLOCK}["y"]`],
        'module.b: newer': [`module.b.${BLOCK}["x"]`, `module.b.${BLOCK}["y"]`],
      },
    ],
    [
      'of which one goes and one comes in another block are two',
      { [BLOCK]: { before: named('old') }, 'aws_config_config_rule.other': { after: named('new') } },
      { old: [BLOCK], new: ['aws_config_config_rule.other'] },
    ],
    [
      'of which two go and one comes in a block are three',
      { [`${BLOCK}["a"]`]: { before: named('a') }, [`${BLOCK}["b"]`]: { before: named('b') }, [`${BLOCK}["c"]`]: { after: named('c') } },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`], c: [`${BLOCK}["c"]`] },
    ],
    [
      'of which one goes and two come in a block are three',
      { [`${BLOCK}["a"]`]: { before: named('a') }, [`${BLOCK}["b"]`]: { after: named('b') }, [`${BLOCK}["c"]`]: { after: named('c') } },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`], c: [`${BLOCK}["c"]`] },
    ],
    [
      'of which one goes beside one that stays in a block are two',
      { [`${BLOCK}["a"]`]: { before: named('a') }, [`${BLOCK}["b"]`]: kept(named('b')) },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`] },
    ],
    [
      'of which one comes beside one that stays in a block are two',
      { [`${BLOCK}["a"]`]: kept(named('a')), [`${BLOCK}["b"]`]: { after: named('b') } },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`] },
    ],
    [
      'of which one goes beside one that stays and comes in a block are two',
      { [`${BLOCK}["a"]`]: { before: named('a') }, [`${BLOCK}["b"]`]: kept(named('b')), [`${BLOCK}["c"]`]: { after: named('b') } },
      { a: [`${BLOCK}["a"]`], b: [`${BLOCK}["b"]`, `${BLOCK}["c"]`] },
    ],
    [
      'that are renamed and moved at once are one, although the function keeps the name',
      {
        [`${BLOCK}["a"]`]: { before: named('old') },
        [`${BLOCK}["b"]`]: { after: named('new') },
        'aws_lambda_function.f': kept(sweep(POLICY, { POWERTOOLS_SERVICE_NAME: 'old' })),
      },
      { new: [`${BLOCK}["a"]`, `${BLOCK}["b"]`, 'aws_lambda_function.f'] },
    ],
    [
      'of which one goes in one region only are one',
      { [`${BLOCK}["a"]`]: { before: named('a') }, [`${BLOCK}["b"]`]: kept(named('a')), [`${BLOCK}["c"]`]: { after: named('c') } },
      { a: [`${BLOCK}["a"]`, `${BLOCK}["b"]`], c: [`${BLOCK}["c"]`] },
    ],
  ])('%s', (_, resources, expected) => {
    expect(policiesIn(resources)).toEqual(expected);
  });

  test('that are renamed and moved take everything with them', () => {
    const resources: Resources = {
      [`${BLOCK}["eu-west-1"]`]: { before: named('old', 'eu-west-1') },
      [`${BLOCK}["us-east-1"]`]: { after: named('new', 'us-east-1') },
      'aws_cloudwatch_event_rule.found': { before: events('old'), after: events('new') },
      'aws_cloudwatch_event_target.tell': { before: target('old'), after: target('new') },
      'aws_sns_topic.told': kept({ name: 'told' }),
    };
    expect(policiesIn(resources)).toEqual({ new: Object.keys(resources) });
  });
});

describe('a function', () => {
  const FUNCTION = 'aws_lambda_function.sweep';

  test.each<[string, Resources, Readonly<Record<string, readonly string[]>>]>([
    ['alone is a policy, by the name that it counts under', { [FUNCTION]: kept(functionOf('keys')) }, { keys: [FUNCTION] }],
    ['alone that does not tell a name is one, by its block', { [FUNCTION]: kept(functionOf('')) }, { [FUNCTION]: [FUNCTION] }],
    ['belongs to the rule of its name', { ...TWO, [FUNCTION]: kept(functionOf('keys-us')) }, { keys: [KEYS], 'keys-us': [US, FUNCTION] }],
    [
      'is a policy of its own beside a rule of another name',
      { [KEYS]: kept(named('keys')), [FUNCTION]: kept(functionOf('x')) },
      { keys: [KEYS], x: [FUNCTION] },
    ],
    [
      'that is renamed joins both names',
      {
        [KEYS]: { before: named('keys') },
        [US]: { after: named('new') },
        [FUNCTION]: { before: functionOf('keys'), after: functionOf('new') },
      },
      { new: [KEYS, US, FUNCTION] },
    ],
  ])('%s', (_, resources, expected) => {
    expect(policiesIn(resources)).toEqual(expected);
  });
});

describe('what several policies may have', () => {
  const events2: Resources = {
    'aws_cloudwatch_event_rule.keys': kept(events('keys')),
    'aws_cloudwatch_event_rule.us': kept(events('keys-us')),
    'aws_cloudwatch_event_target.keys': kept(target('keys')),
    'aws_cloudwatch_event_target.us': kept(target('keys-us')),
  };
  /** The policies that have it. */
  const ownersOf = (address: string, resources: Resources, providers?: Attributes): readonly string[] =>
    Object.entries(policiesIn(resources, providers))
      .filter(([, parts]) => parts.some((part) => part === address || part === `(${address})`))
      .map(([id, parts]) => (parts.includes(address) ? id : `(${id})`));
  const TOPIC = 'aws_sns_topic.t';

  test('are all those that use a topic', () => {
    expect(ownersOf(TOPIC, { ...TWO, ...events2, [TOPIC]: kept({ name: 'told' }) })).toEqual(['keys', 'keys-us']);
  });

  const both = 'aws_cloudwatch_event_rule.both';
  test.each<[string, string, readonly string[]]>([
    ['those whose name its own begins with', 'keys-alerts', ['keys']],
    ['the one of the longest name', 'keys-us-alerts', ['keys-us']],
    ['the one of its very name', 'keys-us', ['keys-us']],
    ['the one of its very name, which is shorter', 'keys', ['keys']],
    ['all when its name begins with none', 'alerts-keys', ['keys', 'keys-us']],
    ['all when its name only continues another', 'keysmith', ['keys', 'keys-us']],
  ])('are %s', (_, name, owners) => {
    const resources = { ...TWO, [both]: kept({ ...events('keys', 'keys-us'), name }) };
    expect(ownersOf(both, resources)).toEqual(owners);
  });

  test('are told apart by the name of an alarm', () => {
    const alarm = kept({ alarm_name: 'keys-us-lost', dimensions: { TopicName: 'told' } });
    const resources = { ...TWO, ...events2, [TOPIC]: kept({ name: 'told' }), 'aws_cloudwatch_metric_alarm.a': alarm };
    expect(ownersOf('aws_cloudwatch_metric_alarm.a', resources)).toEqual(['keys-us']);
  });

  test('are told apart by a name that it had', () => {
    const renamed = {
      before: { ...events('keys', 'keys-us'), name: 'keys-found' },
      after: { ...events('keys', 'keys-us'), name: 'found' },
    };
    expect(ownersOf(both, { ...TWO, [both]: renamed })).toEqual(['keys']);
  });

  test.each<[string, Resources, readonly string[]]>([
    ['only one can be, of one module', { [KEYS]: kept(named('keys')) }, ['keys']],
    ['none is of two', TWO, []],
    ['none is of another module', { [`module.m.${KEYS}`]: kept(named('keys')) }, []],
  ])('hear of every Config rule: %s', (_, rules, owners) => {
    const address = 'aws_cloudwatch_event_rule.all';
    expect(ownersOf(address, { ...rules, [address]: kept(everything) })).toEqual(owners);
  });

  const inModule = (module: string, { provider = 'aws', region }: { provider?: string; region?: string } = {}): Resources => ({
    [`module.${module}.${KEYS}`]: kept(named(module, region), { provider }),
    [`module.${module}.aws_cloudwatch_event_rule.found`]: kept(events(module), { provider }),
    [`module.${module}.aws_cloudwatch_event_target.tell`]: kept(target(module), { provider }),
  });

  test.each<[string, Resources, readonly string[]]>([
    ['is the one of another module that names it', inModule('a'), ['module.a: a']],
    ['is the one of the first of other modules that name it in one region', { ...inModule('a'), ...inModule('b') }, ['module.a: a']],
    [
      'is that of the one in its region, of several modules that name it',
      { ...inModule('a', { region: 'us-east-1' }), ...inModule('b', { region: 'eu-west-1' }), ...inModule('c', { region: 'us-west-2' }) },
      ['module.b: b'],
    ],
    [
      'is that of all modules that name it, where none is in its region',
      { ...inModule('a', { region: 'us-east-1' }), ...inModule('b', { region: 'us-west-2' }) },
      ['module.a: a', 'module.b: b'],
    ],
    ['is none of another account that names it', inModule('a', { provider: 'aws.audit' }), []],
    [
      'is the one of its own module before any other',
      {
        ...inModule('a'),
        [KEYS]: kept(named('keys')),
        'aws_cloudwatch_event_rule.k': kept(events('keys')),
        'aws_cloudwatch_event_target.k': kept(target('keys')),
      },
      ['keys'],
    ],
  ])('has a topic outside: %s', (_, policies, owners) => {
    const ids = ownersOf(TOPIC, { ...policies, [TOPIC]: kept({ name: 'told' }) }).map((id) => id.replace(/ \(.*\)$/, ''));
    expect(ids).toEqual(owners);
  });

  test('follow one another over an alarm that comes later in the plan', () => {
    const resources: Resources = {
      'aws_cloudwatch_metric_alarm.lost': kept({ alarm_name: 'lost', dimensions: { TopicName: 'told' } }),
      'aws_cloudwatch_metric_alarm.found': kept({
        alarm_name: 'found',
        dimensions: { RuleName: 'keys-found' },
        alarm_actions: [`${A}told`],
      }),
      'aws_cloudwatch_event_rule.found': kept(events('keys')),
      [KEYS]: kept(named('keys')),
    };
    expect(policiesIn(resources)).toEqual({ keys: Object.keys(resources) });
  });

  const analyzer = (name: unknown): Attributes => ({ analyzer_name: name, type: 'ACCOUNT_UNUSED_ACCESS' });
  test.each<[string, Resources, string, Written, readonly string[]]>([
    ['an analyzer of its name', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer('keys-us-unused-access')), ['keys-us']],
    ['an analyzer of its very name', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer('keys-us')), ['keys-us']],
    ['an analyzer of the shorter name', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer('keys-usa')), ['keys']],
    ['an analyzer of no such name: any one', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer('central')), ['keys']],
    ['an analyzer without a name: any one', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer(7)), ['keys']],
    [
      'a companion rule of its name',
      TWO,
      'aws_config_config_rule.rotated',
      kept({ name: 'keys-us-rotation', source: [{ source_identifier: 'ACCESS_KEYS_ROTATED' }] }),
      ['keys-us'],
    ],
    ['a role of AWS Config: any one', TWO, 'aws_iam_service_linked_role.r', kept({ aws_service_name: 'config.amazonaws.com' }), ['keys']],
    ['no analyzer of another module', TWO, 'module.m.aws_accessanalyzer_analyzer.a', kept(analyzer('keys-x')), []],
    ['no analyzer of another account', TWO, 'aws_accessanalyzer_analyzer.a', kept(analyzer('keys-x'), { provider: 'aws.audit' }), []],
  ])('may be %s', (_, rules, address, written, owners) => {
    expect(ownersOf(address, { ...rules, [address]: written })).toEqual(owners);
  });

  const recorder = (region?: string, name = 'default'): Attributes => ({ name, ...(region !== undefined && { region }) });
  const sameRegion: Resources = { [KEYS]: kept(named('keys', 'eu-west-1')), [US]: kept(named('keys-us', 'eu-west-1')) };

  test.each<[string, Resources, string, Written, readonly string[]]>([
    ['the recorder of its region', TWO, RECORDER, kept(recorder('us-east-1')), ['keys-us']],
    [
      'the recorder of both regions, which moves',
      TWO,
      RECORDER,
      { before: recorder('us-east-1'), after: recorder('eu-west-1') },
      ['keys', 'keys-us'],
    ],
    ['the recorder of a region that both share', sameRegion, RECORDER, kept(recorder('eu-west-1')), ['keys', 'keys-us']],
    [
      'the recorder of its name in a region that both share',
      sameRegion,
      RECORDER,
      kept(recorder('eu-west-1', 'keys-us-recorder')),
      ['keys-us'],
    ],
    ['no recorder of a region where no rule stands', TWO, RECORDER, kept(recorder('sa-east-1')), []],
    ['not its own recorder, in another module', TWO, `module.m.${RECORDER}`, kept(recorder('us-east-1')), ['(keys-us)']],
    ['not its own recorder, which both share', sameRegion, `module.m.${RECORDER}`, kept(recorder('eu-west-1')), ['(keys)', '(keys-us)']],
    ['no recorder of another module in a region where no rule stands', TWO, `module.m.${RECORDER}`, kept(recorder('sa-east-1')), []],
    ['its switch', TWO, 'aws_config_configuration_recorder_status.s', kept(recorder('us-east-1')), ['keys-us']],
    ['its delivery channel', TWO, 'aws_config_delivery_channel.c', kept(recorder('us-east-1')), ['keys-us']],
  ])('has %s', (_, rules, address, written, owners) => {
    expect(ownersOf(address, { ...rules, [address]: written })).toEqual(owners);
  });

  test.each<[string, Resources, string, readonly string[]]>([
    ['is its own when there is one policy', { [KEYS]: kept(named('keys')) }, RECORDER, ['keys']],
    ['may be of either when there are two', { [KEYS]: kept(named('keys')), [US]: kept(named('keys-us')) }, RECORDER, ['keys', 'keys-us']],
    ['may be the one of the account in another module', { [KEYS]: kept(named('keys')) }, `module.m.${RECORDER}`, ['(keys)']],
  ])('has a recorder whose region is not in the plan: %s', (_, rules, address, owners) => {
    expect(ownersOf(address, { ...rules, [address]: kept(recorder()) }, { aws: { name: 'aws' } })).toEqual(owners);
  });

  test('has no recorder of another account', () => {
    const resources = {
      [KEYS]: kept(named('keys', 'eu-west-1')),
      [`module.m.${RECORDER}`]: kept(recorder('eu-west-1'), { provider: 'aws.audit' }),
    };
    expect(
      ownersOf(`module.m.${RECORDER}`, resources, { aws: inRegion('eu-west-1'), 'aws.audit': inRegion('eu-west-1', 'audit') }),
    ).toEqual([]);
  });

  test('has the recorder under another provider of the same account', () => {
    const resources = {
      [KEYS]: kept(named('keys', 'eu-west-1')),
      [`module.m.${RECORDER}`]: kept(recorder('eu-west-1'), { provider: 'aws.recorders' }),
    };
    const providers = { aws: inRegion('eu-west-1'), 'aws.recorders': inRegion('eu-west-1') };
    expect(ownersOf(`module.m.${RECORDER}`, resources, providers)).toEqual(['(keys)']);
  });

  test('stand in a region by their rules only', () => {
    const resources = {
      [KEYS]: kept(named('keys', 'eu-west-1')),
      'aws_lambda_function.f': kept(functionOf('keys', { region: 'us-east-1' })),
      [RECORDER]: kept(recorder('us-east-1')),
    };
    expect(ownersOf(RECORDER, resources)).toEqual([]);
  });
});
