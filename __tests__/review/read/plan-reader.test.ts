import { isDeepStrictEqual } from 'node:util';

import { InputError } from '../../../domain/errors';
import { PlanReader } from '../../../review/read/plan-reader';
import { element, planWith, readInPieces, readPlan, WANTED } from './reading';

const SHOW = 'make a plan with terraform plan -out=FILE, then use terraform show -json FILE';
const AGAIN = 'write it anew with terraform show -json FILE';
const WRAPPER = 'write it with terraform show -json FILE; in GitHub Actions give setup-terraform the input terraform_wrapper: false';
const PLAN = 'the plan must be JSON as terraform show -json FILE writes it, got';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The message, if it is an error of the input; any other one is not caught. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'nothing is refused';
}

function utf16(text: string, mark: readonly number[], isLittle: boolean): Uint8Array {
  const units = Array.from(text).flatMap((character) => (isLittle ? [character.charCodeAt(0), 0] : [0, character.charCodeAt(0)]));
  return Uint8Array.from([...mark, ...units]);
}

/** What came instead of a plan, and the whole text of the error. */
const FOREIGN: readonly (readonly [string, unknown, string])[] = [
  ['nothing', '', `${PLAN} nothing (at plan.json); did the command that should write it fail?`],
  ['white space', ' \r\n\t', `${PLAN} 'only white space' (at plan.json); did the command that should write it fail?`],
  [
    'a mark alone',
    Uint8Array.of(0xef, 0xbb, 0xbf),
    `${PLAN} 'only white space' (at plan.json); did the command that should write it fail?`,
  ],
  [
    'a binary plan',
    Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0xff),
    `${PLAN} 'a binary plan file' (at plan.json); use terraform show -json FILE, with this file`,
  ],
  ...[utf16('{}', [0xff, 0xfe], true), utf16('{}', [0xfe, 0xff], false), utf16('{}', [], true), utf16('{}', [], false)].map(
    (bytes) =>
      [
        'UTF-16',
        bytes,
        `${PLAN} 'text in UTF-16' (at plan.json); Windows PowerShell writes it with >; use terraform show -json FILE | Out-File -Encoding utf8 plan.json`,
      ] as const,
  ),
  [
    'the log of a plan',
    '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info"}\n',
    `${PLAN} 'the log of terraform plan -json' (at plan.json); ${SHOW}`,
  ],
  [
    'a state file',
    { version: 4, terraform_version: '1.11.4', serial: 3, lineage: 'x', resources: [] },
    `${PLAN} 'a state' (at plan.json); ${SHOW}`,
  ],
  [
    'a state as JSON',
    { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: {} } },
    `${PLAN} 'a state' (at plan.json); ${SHOW}`,
  ],
  ['an empty state as JSON', { format_version: '1.0' }, `${PLAN} 'JSON of something else' (at plan.json); ${SHOW}`],
  ['schemas', { format_version: '1.0', provider_schemas: {} }, `${PLAN} 'the schemas of providers' (at plan.json); ${SHOW}`],
  ['a validation', { format_version: '1.0', valid: true, error_count: 0 }, `${PLAN} 'JSON of something else' (at plan.json); ${SHOW}`],
  ['other JSON', { name: 'x' }, `${PLAN} 'JSON of something else' (at plan.json); ${SHOW}`],
  ['a version that is a number', { format_version: 1.2, planned_values: {} }, `${PLAN} 'JSON of something else' (at plan.json); ${SHOW}`],
  ['a list', '[{}]', `${PLAN} 'text that does not begin with {' (at plan.json, byte 0); ${WRAPPER}`],
  ['the readable plan', '\nTerraform will perform', `${PLAN} 'text that does not begin with {' (at plan.json, byte 1); ${WRAPPER}`],
  [
    'what the wrapper prints',
    '[command]/bin/terraform show\n{}',
    `${PLAN} 'text that does not begin with {' (at plan.json, byte 0); ${WRAPPER}`,
  ],
];

const BROKEN: readonly (readonly [string, unknown, string])[] = [
  [
    'text after its end',
    `${JSON.stringify(planWith([]))}\n::debug::x`,
    `${PLAN} 'more text after its end' (at plan.json, byte 83); ${WRAPPER}`,
  ],
  ['two plans', '{}{}', `${PLAN} 'more text after its end' (at plan.json, byte 2); ${WRAPPER}`],
  [
    'a plan without its end',
    '{"format_version":"1.',
    `the plan must be whole, got 'a text that is cut off' (at plan.json, byte 21); ${AGAIN}`,
  ],
  ['one byte', '{', `the plan must be whole, got 'a text that is cut off' (at plan.json, byte 1); ${AGAIN}`],
  ['a byte more than JSON', '{"a":1,}', `${PLAN} 'text that is not JSON' (at plan.json, byte 7); ${AGAIN}`],
  ['a single quotation mark', "{'a':1}", `${PLAN} 'text that is not JSON' (at plan.json, byte 1); ${AGAIN}`],
  ['a word that JSON does not have', '{"a":NaN}', `${PLAN} 'text that is not JSON' (at plan.json, byte 5); ${AGAIN}`],
  ['a control character in a string', '{"a":"\u001b[1m"}', `${PLAN} 'text that is not JSON' (at plan.json, byte 6); ${AGAIN}`],
  ['brackets of two kinds', '{"a":[}', `${PLAN} 'text that is not JSON' (at plan.json, byte 6); ${AGAIN}`],
  ['a place counted with the mark', '\uFEFF{x', `${PLAN} 'text that is not JSON' (at plan.json, byte 4); ${AGAIN}`],
  [
    'a key that is no UTF-8',
    Uint8Array.from([...encode('{"'), 0xff, ...encode('":1}')]),
    `${PLAN} 'text that is not UTF-8' (at plan.json, byte 4); ${AGAIN}`,
  ],
  [
    'a change of ours that is no UTF-8',
    Uint8Array.from([...encode('{"resource_changes":[{"type":"aws_sns_topic","x":"'), 0xff, ...encode('"}]}')]),
    `${PLAN} 'text that is not UTF-8' (at plan.json, byte 53); ${AGAIN}`,
  ],
  [
    '501 levels',
    nested(501),
    `the plan must be JSON nested at most 500 levels deep, got 'more levels' (at plan.json, byte 2500); ${AGAIN}`,
  ],
];

function nested(levels: number): string {
  return `${'{"x":'.repeat(levels - 1)}[`;
}

const AT = 'plan.json, resource_changes[1]';
const FIRST = element('aws_sqs_queue');
const inSecond = (second: unknown): unknown => planWith([FIRST, second]);

const MALFORMED: readonly (readonly [string, unknown, string])[] = [
  [
    'a plan of a later format',
    { format_version: '2.0', resource_changes: [] },
    `the plan must be in format 0.x or 1.x, got '2.0' (at plan.json); a later version of iam-unused-credentials may read it`,
  ],
  [
    'a format that nobody has',
    { format_version: 'x\u001b', planned_values: {} },
    `the plan must be in format 0.x or 1.x, got 'x\\u001b' (at plan.json); a later version of iam-unused-credentials may read it`,
  ],
  ...['11.2', 'v1.2', '1', '1.', '1.2-beta'].map(
    (version) =>
      [
        `the format ${version}`,
        { format_version: version, planned_values: {} },
        `the plan must be in format 0.x or 1.x, got '${version}' (at plan.json); a later version of iam-unused-credentials may read it`,
      ] as const,
  ),
  [
    'an errored plan',
    planWith([], { errored: true }),
    `the plan must be one that Terraform could finish, got 'a plan that is errored' (at plan.json); mend what terraform plan complains of, and plan again`,
  ],
  [
    'a flag that is text',
    planWith([], { complete: 'false' }),
    `the plan must be JSON with true or false here, got 'a string' (at plan.json, complete); ${AGAIN}`,
  ],
  [
    'a flag that is null',
    planWith([], { errored: null }),
    `the plan must be JSON with true or false here, got 'null' (at plan.json, errored); ${AGAIN}`,
  ],
  [
    'a key twice',
    '{"format_version":"1.2","planned_values":{},"planned_values":{}}',
    `the plan must be JSON with each key once, got 'planned_values twice' (at plan.json); ${AGAIN}`,
  ],
  [
    'a key twice, once in another spelling',
    '{"resource_changes":[],"resource\\u005fchanges":[]}',
    `the plan must be JSON with each key once, got 'resource_changes twice' (at plan.json); ${AGAIN}`,
  ],
  [
    'a mangled key in place of the changes',
    { format_version: '1.2', planned_values: {}, resource_chamges: [] },
    `the plan must be with resource_changes, or with no key that is not known, got 'resource_chamges' (at plan.json); if Terraform wrote it, a later version of iam-unused-credentials may read it`,
  ],
  [
    'changes that are no list',
    planWith([], { resource_changes: {} }),
    `the plan must be JSON with a list here, got 'an object' (at plan.json, resource_changes); ${AGAIN}`,
  ],
  [
    'changes that are null',
    planWith([], { resource_changes: null }),
    `the plan must be JSON with a list here, got 'null' (at plan.json, resource_changes); ${AGAIN}`,
  ],
  [
    'drift that is no list',
    planWith([], { resource_drift: 'x' }),
    `the plan must be JSON with a list here, got 'a string' (at plan.json, resource_drift); ${AGAIN}`,
  ],
  [
    'a configuration that is no object',
    planWith([], { configuration: [] }),
    `the plan must be JSON with an object here, got 'a list' (at plan.json, configuration); ${AGAIN}`,
  ],
  [
    'variables that are no object',
    planWith([], { variables: true }),
    `the plan must be JSON with an object here, got 'true' (at plan.json, variables); ${AGAIN}`,
  ],
  ['a change that is a number', inSecond(7), `the plan must be JSON with a change as an object here, got 'a number' (at ${AT}); ${AGAIN}`],
  [
    'a change without an address',
    inSecond({ ...FIRST, address: undefined }),
    `the plan must be JSON with an address here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'an address that is null',
    inSecond({ ...FIRST, address: null }),
    `the plan must be JSON with an address here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a change without a type',
    inSecond({ ...FIRST, type: undefined }),
    `the plan must be JSON with a type here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a type that is a list',
    inSecond({ ...FIRST, type: [] }),
    `the plan must be JSON with a type here, got 'something else' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a change without actions',
    inSecond({ ...FIRST, change: {} }),
    `the plan must be JSON with change.actions here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a change without any action',
    inSecond(element('aws_sqs_queue', {}, { actions: [] })),
    `the plan must be JSON with change.actions here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'an action that is no text',
    inSecond(element('aws_sqs_queue', {}, { actions: [1] })),
    `the plan must be JSON with change.actions here, got 'something else' (at ${AT}); ${AGAIN}`,
  ],
  [
    'actions that are no list',
    inSecond(element('aws_sqs_queue', {}, { actions: 'create' })),
    `the plan must be JSON with change.actions as a list here, got 'something else' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a change that is nothing',
    inSecond({ ...FIRST, change: null }),
    `the plan must be JSON with a change as an object here, got 'null' (at ${AT}); ${AGAIN}`,
  ],
  [
    'a key of a change twice',
    `{"resource_changes":[${JSON.stringify(FIRST)},{"type":"aws_sqs_queue","type":"aws_sns_topic"}]}`,
    `the plan must be JSON with each key once, got 'type twice' (at ${AT}); ${AGAIN}`,
  ],
  [
    'an unknown action on one of ours',
    inSecond(element('aws_sns_topic', {}, { actions: ['melt'] })),
    `the plan must be JSON with change.actions of no-op, create, read, update, delete, forget here, got 'melt' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours in an unknown mode',
    inSecond(element('aws_sns_topic', { mode: 'ephemeral' })),
    `the plan must be JSON with mode managed or data here, got 'ephemeral' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours without a mode',
    inSecond(element('aws_sns_topic', { mode: undefined })),
    `the plan must be JSON with mode managed or data here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours without a name',
    inSecond(element('aws_sns_topic', { name: undefined })),
    `the plan must be JSON with a name here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours with a strange index',
    inSecond(element('aws_sns_topic', { index: true })),
    `the plan must be JSON with index as a string or a number here, got 'a boolean' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours with a strange module',
    inSecond(element('aws_sns_topic', { module_address: [] })),
    `the plan must be JSON with module_address as a string here, got 'a list' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours that was a string',
    inSecond(element('aws_sns_topic', {}, { before: 'x' })),
    `the plan must be JSON with before as an object here, got 'a string' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours without what it was',
    inSecond(element('aws_sns_topic', {}, { before: null })),
    `the plan must be JSON with change.before here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours without what it becomes',
    inSecond(element('aws_sns_topic', {}, { after: undefined })),
    `the plan must be JSON with change.after here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours that is replaced, without what it was',
    inSecond(element('aws_sns_topic', {}, { actions: ['delete', 'create'], before: null })),
    `the plan must be JSON with change.before here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours that is replaced, without what it becomes',
    inSecond(element('aws_sns_topic', {}, { actions: ['delete', 'create'], after: null })),
    `the plan must be JSON with change.after here, got 'nothing' (at ${AT}); ${AGAIN}`,
  ],
  [
    'one of ours with strange paths',
    inSecond(element('aws_sns_topic', {}, { replace_paths: {} })),
    `the plan must be JSON with replace_paths as a list here, got 'an object' (at ${AT}); ${AGAIN}`,
  ],
  [
    'what is put off without its change',
    planWith([], { deferred_changes: [{ reason: 'x' }] }),
    `the plan must be JSON with resource_change here, got 'nothing' (at plan.json, deferred_changes[0]); ${AGAIN}`,
  ],
  [
    'what is put off and no object',
    planWith([], { deferred_changes: [null] }),
    `the plan must be JSON with a deferred change as an object here, got 'null' (at plan.json, deferred_changes[0]); ${AGAIN}`,
  ],
  [
    'a resource of the configuration without a type',
    planWith([], { configuration: { root_module: { resources: [{ address: 'a.b' }] } } }),
    `the plan must be JSON with a type here, got 'nothing' (at plan.json, a resource in configuration, number 1 of its module); ${AGAIN}`,
  ],
];

const RESOURCE = '{"address":"a.b","type":"a"}';
const QUEUE = JSON.stringify(FIRST);
const inModule = (json: string): string => `"configuration":{"root_module":{${json}}}`;
const numbered = (count: number): string => `a resource in configuration, number ${String(count)} of its module`;

/** A part of a plan as JSON, the key that stands twice in it, and where. */
const TWICE: readonly (readonly [string, string, string])[] = [
  ['"configuration":{"provider_config":{"aws":{},"aws.x":{},"aws":{}}}', 'aws', 'configuration.provider_config'],
  ['"configuration":{"provider_config":{},"provider_config":{}}', 'provider_config', 'configuration'],
  [inModule('"resources":[],"resources":[]'), 'resources', 'configuration'],
  [inModule('"module_calls":{"a":{},"a":{}}'), 'a', 'configuration'],
  [inModule('"module_calls":{"a":{"module":{},"module":{}}}'), 'module', 'configuration'],
  [inModule(`"resources":[${RESOURCE},{"type":"a","type":"b"}]`), 'type', numbered(2)],
  ['"variables":{"a":{},"b":{},"a":{}}', 'a', 'variables'],
  ['"variables":{"a":{"value":1,"value":2}}', 'value', 'variables'],
  [`"deferred_changes":[{"resource_change":${QUEUE},"resource_change":${QUEUE}}]`, 'resource_change', 'deferred_changes[0]'],
];

/** A part of a plan as JSON, what must stand in it, what does, and where. */
const OTHERWISE: readonly (readonly [string, string, string, string])[] = [
  ['"configuration":{"provider_config":[]}', 'an object', 'a list', 'configuration.provider_config'],
  ['"configuration":{"root_module":null}', 'an object', 'null', 'configuration'],
  [inModule('"module_calls":[]'), 'an object', 'a list', 'configuration'],
  [inModule('"module_calls":{"a":7}'), 'an object', 'a number', 'configuration'],
  [inModule('"module_calls":{"a":{"module":false}}'), 'an object', 'false', 'configuration'],
  [inModule('"resources":{}'), 'resources as a list', 'an object', 'configuration'],
  [inModule(`"resources":[${RESOURCE},7]`), 'a resource as an object', 'a number', numbered(2)],
  [inModule(`"resources":[${RESOURCE},{"type":"a"}]`), 'an address', 'nothing', numbered(2)],
  [inModule(`"resources":[${RESOURCE},{"address":null,"type":"a"}]`), 'an address', 'nothing', numbered(2)],
  [inModule(`"resources":[${RESOURCE},{"address":"a.b"}]`), 'a type', 'nothing', numbered(2)],
  [inModule('"resources":[{"address":"a.b","type":7}]'), 'a type', 'nothing', numbered(1)],
  [
    inModule(`"module_calls":{"a":{"module":{"resources":[${RESOURCE}]}},"b":{"module":{"resources":[7]}}}`),
    'a resource as an object',
    'a number',
    numbered(1),
  ],
  ['"variables":{"a":"x"}', 'an object', 'a string', 'variables'],
  ['"deferred_changes":[{"resource_change":7}]', 'a change as an object', 'a number', 'deferred_changes[0]'],
  [`"deferred_changes":[{"resource_change":${QUEUE}},{}]`, 'resource_change', 'nothing', 'deferred_changes[1]'],
];

const inPlan = (json: string): string => `{"format_version":"1.2","planned_values":{},${json}}`;
const PARTS: readonly (readonly [string, unknown, string])[] = [
  ...TWICE.map(
    ([json, key, where]) =>
      [json, inPlan(json), `the plan must be JSON with each key once, got '${key} twice' (at plan.json, ${where}); ${AGAIN}`] as const,
  ),
  ...OTHERWISE.map(
    ([json, accepted, got, where]) =>
      [json, inPlan(json), `the plan must be JSON with ${accepted} here, got '${got}' (at plan.json, ${where}); ${AGAIN}`] as const,
  ),
];

describe('an input that is no readable plan is refused in one line:', () => {
  test.each([...FOREIGN, ...BROKEN, ...MALFORMED, ...PARTS])('%s', (_title, input, message) => {
    expect(refusalOf(() => readPlan(input))).toBe(message);
    const bytes = input instanceof Uint8Array ? input : encode(typeof input === 'string' ? input : JSON.stringify(input));
    expect(refusalOf(() => readInPieces(bytes, [...bytes.keys()]))).toBe(message);
  });

  test('whoever goes on after that is told the same again', () => {
    const reader = new PlanReader(WANTED, 'plan.json', 0);
    const refusals = [
      refusalOf(() => {
        reader.feed(encode('nonsense'));
      }),
      refusalOf(() => {
        reader.feed(encode(JSON.stringify(planWith([]))));
      }),
      refusalOf(() => reader.end()),
    ];
    const message = `${PLAN} 'text that does not begin with {' (at plan.json, byte 0); ${WRAPPER}`;
    expect(refusals).toEqual([message, message, message]);
  });

  test('a small one only at its end, and then again', () => {
    const reader = new PlanReader(WANTED, 'plan.json');
    reader.feed(encode('nonsense'));
    const message = `${PLAN} 'text that does not begin with {' (at plan.json, byte 0); ${WRAPPER}`;
    expect([refusalOf(() => reader.end()), refusalOf(() => reader.end())]).toEqual([message, message]);
  });

  test('a large one as soon as it is sure', () => {
    const reader = new PlanReader(WANTED, 'plan.json');
    reader.feed(encode('nonsense'.padEnd(1024 * 1024 - 1)));
    expect(
      refusalOf(() => {
        reader.feed(encode(' '));
      }),
    ).toBe(`${PLAN} 'text that does not begin with {' (at plan.json, byte 0); ${WRAPPER}`);
  });
});

const NOTHING = {
  changes: [],
  drift: [],
  deferred: [],
  otherChanges: 0,
  isRefreshOnly: false,
  isComplete: true,
  configured: new Map(),
  providers: new Map(),
};
const TOPIC = {
  address: 'aws_sns_topic.one',
  mode: 'managed',
  type: 'aws_sns_topic',
  name: 'one',
  actions: ['update'],
  before: { name: 'a' },
  after: { name: 'b' },
  afterUnknown: {},
  beforeSensitive: {},
  afterSensitive: {},
  replacePaths: [],
  isImported: false,
};

describe('a plan', () => {
  test.each([
    ['without changes', { format_version: '1.2', planned_values: {} }],
    ['of the first format', { format_version: '0.1', planned_values: {}, proposed_unknown: {}, prior_state: {}, configuration: {} }],
    [
      'that is not applyable, because nothing changes',
      { format_version: '1.2', planned_values: {}, applyable: false, complete: true, errored: false },
    ],
    ['of the format 1.10', { format_version: '1.10', planned_values: {} }],
    ['without planned values', { format_version: '1.2', resource_changes: [] }],
    ['with a key that we do not know', planWith([], { news: [1] })],
    ['500 levels deep', `{"format_version":"1.2","planned_values":${'['.repeat(499)}${']'.repeat(499)}}`],
    ['with a mark before it', `\uFEFF${JSON.stringify(planWith([]))}`],
    ['with space around all of it', JSON.stringify(planWith([]), undefined, '\t').replaceAll('\n', ' \r\n')],
  ])('%s is read', (_title, plan) => {
    expect(readPlan(plan)).toEqual(NOTHING);
  });

  test.each([
    ['says that it is not complete', { complete: false }, NOTHING],
    [
      'puts off a change of another type',
      { deferred_changes: [{ reason: 'unknown', resource_change: element('aws_sqs_queue') }] },
      NOTHING,
    ],
    [
      'puts off a change of ours',
      {
        deferred_changes: [
          { reason: 'unknown', resource_change: element('aws_sns_topic', {}, { actions: ['create'], before: null, after: null }) },
        ],
      },
      { ...NOTHING, deferred: [{ ...TOPIC, actions: ['create'], before: null, after: null }] },
    ],
  ])('that %s is not complete', (_title, more, expected) => {
    expect(readPlan(planWith([], more))).toEqual({ ...expected, isComplete: false });
  });

  test('has what changed outside Terraform apart from what will change', () => {
    const read = readPlan(planWith([element('aws_sqs_queue')], { resource_drift: [element('aws_sns_topic'), element('aws_sqs_queue')] }));
    expect(read).toEqual({ ...NOTHING, drift: [TOPIC], otherChanges: 1 });
  });

  test('is what a plan is about that changes nothing else', () => {
    const drift = [element('aws_sns_topic'), element('aws_sqs_queue')];
    const expected = { ...NOTHING, changes: [TOPIC], drift: [TOPIC], otherChanges: 1, isRefreshOnly: true };
    expect(readPlan(planWith([], { resource_drift: drift }))).toEqual(expected);
    expect(readPlan({ format_version: '1.2', planned_values: {}, resource_drift: drift })).toEqual(expected);
  });
});

describe('a change of ours', () => {
  test('has all that Terraform says of it', () => {
    const full = element(
      'aws_sns_topic',
      {
        address: 'module.a["x"].aws_sns_topic.one[0]',
        module_address: 'module.a["x"]',
        previous_address: 'aws_sns_topic.old',
        index: 0,
        deposed: '0a1b',
      },
      {
        actions: ['delete', 'create'],
        after_unknown: { arn: true },
        before_sensitive: true,
        after_sensitive: { name: true },
        replace_paths: [['name']],
        importing: { id: 'x' },
      },
    );
    const expected = {
      ...TOPIC,
      address: 'module.a["x"].aws_sns_topic.one[0]',
      moduleAddress: 'module.a["x"]',
      previousAddress: 'aws_sns_topic.old',
      index: 0,
      deposed: '0a1b',
      actions: ['delete', 'create'],
      afterUnknown: { arn: true },
      beforeSensitive: true,
      afterSensitive: { name: true },
      replacePaths: [['name']],
      isImported: true,
    };
    expect(readPlan(planWith([full]))).toEqual({ ...NOTHING, changes: [expected] });
  });

  test.each([
    ['create', null, { name: 'b' }],
    ['read', null, { name: 'b' }],
    ['delete', { name: 'a' }, null],
    ['forget', { name: 'a' }, null],
    ['no-op', { name: 'a' }, { name: 'a' }],
  ])('may be %s', (action, before, after) => {
    const read = readPlan(planWith([element('aws_sns_topic', {}, { actions: [action], before, after })]));
    expect(read.changes).toEqual([{ ...TOPIC, actions: [action], before, after }]);
  });

  test.each([
    ['a data source', { mode: 'data' }],
    ['one of several by number', { index: 3 }],
    ['one of several by text', { index: 'a' }],
    ['left over', { deposed: '0a1b' }],
  ])('may be %s', (_title, more) => {
    expect(readPlan(planWith([element('aws_sns_topic', more)])).changes).toEqual([{ ...TOPIC, ...more }]);
  });

  test('is found whatever its place, its spelling and the order of its keys', () => {
    const { type, ...rest } = element('aws_sns_topic') as Record<string, unknown>;
    const last = { ...rest, type };
    const spelt = JSON.stringify(element('aws_sns_topic'))
      .replace('"type"', '"t\\u0079pe"')
      .replace('"aws_sns_topic",', '"aws\\u005fsns_topic",');
    const text = JSON.stringify(planWith([element('aws_sqs_queue'), last, 'SPELT', element('aws_sqs_queue')])).replace('"SPELT"', spelt);
    expect(text).toContain('\\u005f');
    expect(readPlan(text)).toEqual({ ...NOTHING, changes: [TOPIC, TOPIC], otherChanges: 2 });
  });
});

describe('changes of other types', () => {
  test.each([
    ['updated', {}, {}, 1],
    ['created', {}, { actions: ['create'] }, 1],
    ['replaced', {}, { actions: ['create', 'delete'] }, 1],
    ['forgotten', {}, { actions: ['forget'] }, 1],
    ['changed in a way of later versions', {}, { actions: ['open'] }, 1],
    ['left as it is', {}, { actions: ['no-op'] }, 0],
    ['read', {}, { actions: ['read'] }, 0],
    ['read and then changed', {}, { actions: ['read', 'update'] }, 1],
    ['left over and deleted', { deposed: '0a1b2c3d' }, { actions: ['delete'] }, 0],
    ['not left over', { deposed: null }, { actions: ['delete'] }, 1],
    ['a data source', { mode: 'data' }, { actions: ['update'] }, 0],
    ['in a mode of later versions', { mode: 'ephemeral' }, { actions: ['update'] }, 0],
  ])('count when a resource is %s', (_title, more, change, count) => {
    const read = readPlan(planWith([element('aws_sqs_queue', more, change)]));
    expect(read).toEqual({ ...NOTHING, otherChanges: count });
  });

  test('are fooled by no text of a key in a value, at any depth', () => {
    const trap = {
      type: 'aws_sns_topic',
      change: { actions: ['delete'], type: 'aws_sns_topic' },
      resource_changes: [element('aws_sns_topic')],
    };
    const text = JSON.stringify(trap);
    const queue = element(
      'aws_sqs_queue',
      { tricks: trap, name: `","type":"aws_sns_topic` },
      { actions: ['no-op'], before: trap, after: { [text]: text, actions: ['delete'] } },
    );
    const read = readPlan({ prior_state: trap, note: `"resource_changes":[${text}]`, ...planWith([queue]), planned_values: trap });
    expect(read).toEqual({ ...NOTHING });
  });
});

test('text that nobody wants is not read, so that it may be no UTF-8', () => {
  const plan = planWith([element('aws_sqs_queue', { tricks: '?' }), element('aws_sns_topic')], {
    news: '?',
    variables: { region: { value: 'eu-north-1', news: '?' }, '#': { news: '?' } },
    configuration: {
      news: '?',
      provider_config: {},
      root_module: { news: '?', resources: [{ address: 'a', type: 'a', news: '?' }], module_calls: { a: { news: '?' } } },
    },
    deferred_changes: [{ reason: '?', resource_change: element('aws_sqs_queue', { tricks: '?' }) }],
  });
  const bytes = encode(JSON.stringify(plan)).map((byte) => (byte === 0x3f ? 0xff : byte));
  const expected = { ...NOTHING, changes: [TOPIC], otherChanges: 1, isComplete: false };
  expect(readInPieces(bytes, [])).toEqual(expected);
  expect(readInPieces(bytes, [...bytes.keys()])).toEqual(expected);
});

/** A plan is cut at every place; at fewer of them for a quick look, such as `PIECE_STEP=40`. */
const STEP = Number(process.env['PIECE_STEP'] ?? '1');

test('any pieces give the same plan, and the memory of a piece may be used anew', () => {
  const plan = planWith([element('aws_sqs_queue'), element('aws_sns_topic', { name: 'é😀\n' })], {
    variables: { region: { value: 'eu-north-1' } },
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { references: ['var.region'] } } } },
      root_module: { resources: [{ address: 'aws_sns_topic.one', type: 'aws_sns_topic', provider_config_key: 'aws' }] },
    },
    complete: false,
  });
  const bytes = encode(JSON.stringify(plan));
  const expected = {
    ...NOTHING,
    changes: [{ ...TOPIC, name: 'é😀\n' }],
    otherChanges: 1,
    isComplete: false,
    configured: new Map([['/aws_sns_topic.one', { providerKey: 'aws', references: new Map() }]]),
    providers: new Map([['aws', { region: 'eu-north-1', isAmbient: true }]]),
  };
  expect(readInPieces(bytes, [])).toEqual(expected);
  expect(readInPieces(bytes, [...bytes.keys()])).toEqual(expected);
  expect([...bytes.keys()].filter((at) => at % STEP === 0 && !isDeepStrictEqual(readInPieces(bytes, [at]), expected))).toEqual([]);
});
