import type { SettingPath } from '../../../domain/settings';
import type { Leaf } from '../../../review/leaf';
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
} from './written-plan';

const LIMIT: readonly SettingPath[] = ['maxCredentialUsageAgeDays'];
const FUNCTION = 'aws_lambda_function.sweep';
const NO_LIMIT = unreadable(RULE, 'input_parameters has no whole number maxCredentialUsageAge');

describe('the limit', () => {
  test.each<[string, Attributes, unknown]>([
    ['a number in a text', rule('45'), known(RULE, 45)],
    ['a number', rule(90), known(RULE, 90)],
    ['no number', rule('many'), NO_LIMIT],
    ['a part of a day', rule(1.5), NO_LIMIT],
    ['less than nothing', rule(-1), NO_LIMIT],
    ['nothing', rule(0), known(RULE, 0)],
    ['a number with a sign', rule('+45'), NO_LIMIT],
    ['a number among other text', rule('45 days'), NO_LIMIT],
    ['a number after other text', rule('limit 45'), NO_LIMIT],
    ['more digits than any number of days has', rule('1234567890'), NO_LIMIT],
    ['no parameter', { ...rule(), input_parameters: '{}' }, NO_LIMIT],
    ['no parameters', { ...rule(), input_parameters: null }, NO_LIMIT],
    ['no JSON', { ...rule(), input_parameters: '{' }, NO_LIMIT],
    ['null as JSON', { ...rule(), input_parameters: 'null' }, NO_LIMIT],
    ['a list as JSON', { ...rule(), input_parameters: '[{"maxCredentialUsageAge":"45"}]' }, NO_LIMIT],
    ['a text as JSON', { ...rule(), input_parameters: '"45"' }, NO_LIMIT],
    ['no text', { ...rule(), input_parameters: { maxCredentialUsageAge: '45' } }, NO_LIMIT],
  ])('of a rule may be %s', (_, values, leaf) => {
    expect(settingsIn({ [RULE]: kept(values) }, LIMIT)).toEqual([{ maxCredentialUsageAgeDays: leaf }, { maxCredentialUsageAgeDays: leaf }]);
  });

  test.each<[string, readonly string[], string]>([
    ['of which nothing more is said', [], 'it is known only after apply'],
    [
      'that comes from elsewhere',
      ['terraform_data.limit.output', 'terraform_data.limit'],
      'it comes from terraform_data.limit, which is known only after apply',
    ],
    ['that comes from a variable', ['var.l'], 'it comes from var.l, which is known only after apply'],
  ])('may be one %s', (_, references, because) => {
    const hidden = {
      before: rule('45'),
      after: { ...rule(), input_parameters: null },
      unknown: { input_parameters: true },
      refers: { input_parameters: references, name: ['x'] },
    };
    expect(settingsIn({ [RULE]: hidden }, LIMIT)).toEqual([
      { maxCredentialUsageAgeDays: known(RULE, 45) },
      { maxCredentialUsageAgeDays: later(RULE, because) },
    ]);
  });

  test('may be sensitive on one side', () => {
    const raised = { before: rule('45'), after: rule('90'), afterSensitive: { input_parameters: true } };
    expect(settingsIn({ [RULE]: raised }, LIMIT)).toEqual([
      { maxCredentialUsageAgeDays: known(RULE, 45) },
      { maxCredentialUsageAgeDays: known(RULE, 90, true) },
    ]);
  });

  const two = (address: string, because: string, atMost: number): Leaf => ({ kind: 'unknown', address, cause: 'several', because, atMost });

  const several = (...limits: readonly (string | undefined)[]): Resources =>
    Object.fromEntries(
      limits.map((limit, at) => [
        `${RULE}[${String(at)}]`,
        limit === undefined
          ? { after: { ...rule(), input_parameters: null }, unknown: { input_parameters: true } }
          : { after: rule(limit) },
      ]),
    );

  test.each<[string, Resources, unknown]>([
    ['of several rules the highest', several('45', '90', '60'), known(`${RULE}[1]`, 90)],
    ['of several rules that are alike the first', several('45', '45'), known(`${RULE}[0]`, 45)],
    ['not known as soon as one of several is not', several('45', undefined, '60'), later(`${RULE}[1]`)],
    [
      "the function's, when that is higher",
      { [RULE]: { after: rule('45') }, [FUNCTION]: { after: sweep({ ...POLICY, maxCredentialUsageAgeDays: 60 }) } },
      known(FUNCTION, 60),
    ],
    [
      'not one, when the function acts before the rule reports',
      { [RULE]: { after: rule('45') }, [FUNCTION]: { after: sweep({ ...POLICY, maxCredentialUsageAgeDays: 44 }) } },
      two(FUNCTION, 'the function acts after 44 days without use, and the Config rule reports after 45 days', 45),
    ],
    [
      'not one, when the function acts before any of several rules reports',
      { ...several('90', '60'), [FUNCTION]: { after: sweep({ ...POLICY, maxCredentialUsageAgeDays: 1 }) } },
      two(FUNCTION, 'the function acts after 1 day without use, and the Config rule reports after 60 days', 90),
    ],
    [
      'the highest, when the function acts with the first of several rules that report',
      { ...several('90', '45'), [FUNCTION]: { after: sweep() } },
      known(`${RULE}[0]`, 90),
    ],
    [
      'not printed when it is sensitive, of the function',
      {
        [RULE]: { after: rule('45') },
        [FUNCTION]: { after: sweep({ ...POLICY, maxCredentialUsageAgeDays: 30 }), afterSensitive: { environment: true } },
      },
      two(FUNCTION, 'the function acts before the Config rule reports', 45),
    ],
    [
      'not printed when it is sensitive, of the rule',
      {
        [RULE]: { after: rule('45'), afterSensitive: { input_parameters: true } },
        [FUNCTION]: { after: sweep({ ...POLICY, maxCredentialUsageAgeDays: 30 }) },
      },
      two(FUNCTION, 'the function acts before the Config rule reports', 45),
    ],
    [
      "not the function's, when that cannot be read",
      { [RULE]: { after: rule('45') }, [FUNCTION]: { after: sweep('{}') } },
      known(RULE, 45),
    ],
    [
      "not known, when the function's is not",
      { [RULE]: { after: rule('45') }, [FUNCTION]: { after: sweep(), unknown: { environment: [{ variables: { POLICY: true } }] } } },
      later(FUNCTION),
    ],
    ["the function's, when there is no rule", { [FUNCTION]: { after: sweep() } }, known(FUNCTION, 45)],
  ])('is %s', (_, resources, leaf) => {
    expect(settingsIn(resources, LIMIT)).toEqual([null, { maxCredentialUsageAgeDays: leaf }]);
  });

  test('is nowhere when there is no rule and the function does not tell', () => {
    expect(settingsIn({ [FUNCTION]: { after: sweep('{}') } }, LIMIT)).toEqual([null, {}]);
  });
});

describe('the regions', () => {
  const WHERE: readonly SettingPath[] = ['regions', 'allowRegions', 'homeRegion'];
  const at = (...regions: readonly string[]): Resources =>
    Object.fromEntries(regions.map((region) => [`${RULE}["${region}"]`, { after: rule('45', { region }) }]));

  test.each<[string, Resources, Attributes | undefined, unknown]>([
    [
      "are the provider's",
      { [RULE]: { after: rule() } },
      undefined,
      { regions: known(RULE, ['eu-west-1']), allowRegions: known(RULE, []), homeRegion: known(RULE, 'eu-west-1') },
    ],
    [
      'are those of all rules, sorted, each once',
      { ...at('us-east-1', 'eu-west-1'), 'aws_config_config_rule.other': { after: rule('45', { region: 'us-east-1' }) } },
      undefined,
      {
        regions: known(`${RULE}["us-east-1"]`, ['eu-west-1', 'us-east-1']),
        allowRegions: known(`${RULE}["us-east-1"]`, []),
        homeRegion: known(`${RULE}["us-east-1"]`, 'eu-west-1'),
      },
    ],
    [
      'may be without the rule on offer',
      at('eu-west-1', 'ap-southeast-7'),
      undefined,
      {
        regions: known(`${RULE}["eu-west-1"]`, ['ap-southeast-7', 'eu-west-1']),
        allowRegions: known(`${RULE}["eu-west-1"]`, ['ap-southeast-7']),
        homeRegion: known(`${RULE}["eu-west-1"]`, 'ap-southeast-7'),
      },
    ],
    [
      'may not be in the plan, whatever else is known only after apply',
      { [RULE]: { after: rule(), unknown: { arn: true } } },
      { aws: { name: 'aws' } },
      {
        regions: { kind: 'unknown', address: RULE, cause: 'not-in-plan', because: "the provider's region is not in the plan" },
        allowRegions: known(RULE, []),
        homeRegion: { kind: 'unknown', address: RULE, cause: 'not-in-plan', because: "the provider's region is not in the plan" },
      },
    ],
    [
      'may be known only after apply, as soon as one of them is',
      { ...at('eu-west-1'), [`${RULE}["x"]`]: { after: rule(), unknown: { region: true } } },
      undefined,
      {
        regions: later(`${RULE}["x"]`, 'the region is known only after apply'),
        allowRegions: known(`${RULE}["eu-west-1"]`, []),
        homeRegion: later(`${RULE}["x"]`, 'the region is known only after apply'),
      },
    ],
    [
      'are none without a rule',
      { [FUNCTION]: { after: sweep() } },
      undefined,
      { regions: known('', []), allowRegions: known(FUNCTION, []), homeRegion: known(FUNCTION, 'eu-west-1') },
    ],
  ])('%s', (_, resources, providers, expected) => {
    expect(settingsIn(resources, WHERE, providers)).toEqual([null, expected]);
  });

  test.each<[string, Resources, Resources[string], boolean]>([
    ['as soon as one of them is', at('us-east-1'), { after: rule('45', { region: 'eu-west-1' }), afterSensitive: { region: true } }, true],
    ['not when something else is', at('us-east-1'), { after: rule('45', { region: 'eu-west-1' }), afterSensitive: { tags: true } }, false],
    ['not when none is said', at('us-east-1'), { after: rule(), afterSensitive: { region: true } }, false],
  ])('are sensitive: %s', (_, others, written, isSensitive) => {
    const [, after] = settingsIn({ [RULE]: written, ...others }, ['regions']);
    expect(after).toEqual({ regions: known(RULE, ['eu-west-1', 'us-east-1'], isSensitive) });
  });

  test('are each of their own provider', () => {
    const providers = { aws: inRegion('eu-west-1') };
    const moved = { before: rule('45', { region: 'eu-west-2' }), after: rule() };
    expect(settingsIn({ [RULE]: moved }, ['regions'], providers)).toEqual([
      { regions: known(RULE, ['eu-west-2']) },
      { regions: known(RULE, ['eu-west-1']) },
    ]);
  });
});

describe('what else a rule tells', () => {
  const REST: readonly SettingPath[] = ['evaluationFrequency', 'namePrefix', 'tags', 'rotation', 'rotation.maxAccessKeyAgeDays'];

  test.each<[string, Attributes, object]>([
    [
      'how often, under which name, with which tags',
      rule('45', { maximum_execution_frequency: 'Six_Hours', tags: { team: 'security' } }),
      { evaluationFrequency: known(RULE, 'Six_Hours'), namePrefix: known(RULE, 'unused-keys'), tags: known(RULE, { team: 'security' }) },
    ],
    [
      "AWS's own frequency and no tags, when nothing is said",
      rule(),
      { evaluationFrequency: known(RULE, 'TwentyFour_Hours'), namePrefix: known(RULE, 'unused-keys'), tags: known(RULE, {}) },
    ],
    [
      'what cannot be',
      rule('45', { maximum_execution_frequency: 7, tags: ['team'] }),
      {
        evaluationFrequency: unreadable(RULE, 'maximum_execution_frequency is not what it should be'),
        namePrefix: known(RULE, 'unused-keys'),
        tags: unreadable(RULE, 'tags is not what it should be'),
      },
    ],
    [
      'tags that are no map, and no name',
      { ...rule('45', { tags: 'team' }), name: null },
      { evaluationFrequency: known(RULE, 'TwentyFour_Hours'), tags: unreadable(RULE, 'tags is not what it should be') },
    ],
  ])('is %s', (_, values, expected) => {
    expect(settingsIn({ [RULE]: { after: values } }, REST)).toEqual([null, expected]);
  });

  test('is of the first of several rules', () => {
    const resources = {
      [`${RULE}[0]`]: { after: rule('45', { tags: { first: '1' } }) },
      [`${RULE}[1]`]: { after: rule('45', { tags: { second: '2' } }) },
    };
    expect(settingsIn(resources, ['tags'])).toEqual([null, { tags: known(`${RULE}[0]`, { first: '1' }) }]);
  });

  test('is nothing without a rule', () => {
    expect(settingsIn({ [FUNCTION]: { after: sweep() } }, REST)).toEqual([null, {}]);
  });

  const rotation = (age: unknown): Attributes => ({
    name: 'rotated',
    source: [{ source_identifier: 'ACCESS_KEYS_ROTATED' }],
    input_parameters: JSON.stringify({ maxAccessKeyAge: age }),
  });
  const ROTATION = 'aws_config_config_rule.rotated';

  test.each<[string, Resources, object]>([
    ['no companion', {}, {}],
    [
      'its companion with the age of keys',
      { [ROTATION]: { after: rotation('90') } },
      { rotation: known(ROTATION, 'on'), 'rotation.maxAccessKeyAgeDays': known(ROTATION, 90) },
    ],
    [
      'the highest age of several',
      { [`${ROTATION}[0]`]: { after: rotation(60) }, [`${ROTATION}[1]`]: { after: rotation(90) } },
      { rotation: known(`${ROTATION}[0]`, 'on'), 'rotation.maxAccessKeyAgeDays': known(`${ROTATION}[1]`, 90) },
    ],
    [
      'a companion that cannot be read',
      { [ROTATION]: { after: rotation('x') } },
      {
        rotation: known(ROTATION, 'on'),
        'rotation.maxAccessKeyAgeDays': unreadable(ROTATION, 'input_parameters has no whole number maxAccessKeyAge'),
      },
    ],
    ['no companion that goes', { [ROTATION]: { before: rotation('90') } }, {}],
  ])('is %s', (_, resources, expected) => {
    const [, after] = settingsIn({ [RULE]: { after: rule() }, ...resources }, ['rotation', 'rotation.maxAccessKeyAgeDays']);
    expect(after).toEqual(expected);
  });
});
