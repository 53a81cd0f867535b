import { InputKindFinder } from '../../../review/read/input-kind';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function kindOf(input: string | Uint8Array, pieceLength = 1 << 20): ReturnType<InputKindFinder['end']> {
  const bytes = typeof input === 'string' ? bytesOf(input) : input;
  const finder = new InputKindFinder();
  for (let at = 0; at < bytes.length; at += pieceLength) finder.feed(bytes.subarray(at, at + pieceLength));
  return finder.end();
}

const INPUTS: readonly (readonly [title: string, input: string, kind: unknown])[] = [
  ['a plan', '{"format_version":"1.2","resource_changes":[]}', 'plan'],
  ['a plan whose changes come first', ' {"resource_changes":[{"context":{}}],"format_version":"1.2"}', 'plan'],
  ['a plan with a mark of UTF-8', '\uFEFF{"planned_values":{}}', 'plan'],
  ['a plan that begins with variables', '{"variables":{"regions":{"value":["eu-west-1"]}},"format_version":"1.2"}', 'plan'],
  ['a plan that is cut off', '{"format_version":"1.2","resource_ch', 'plan'],
  ['a log, which the reader of plans refuses', '{"@level":"info"}\n{"@level":"info"}', 'plan'],
  ['a state, which the reader of plans refuses', '{"version":4,"terraform_version":"1.11.4","serial":1}', 'plan'],
  ['a binary plan, which the reader of plans refuses', 'PK\u0003\u0004 and more', 'plan'],
  ['what the engine synthesizes', '{"//":{"metadata":{}},"provider":{},"resource":{},"terraform":{}}', 'synthesized'],
  ['outputs alone', '{"output":{}}', 'synthesized'],
  ['Terraform JSON that is broken', '{"resource":{,}}', 'synthesized'],
  ['a name that is written with an escape', '{"\\u0072esource":{}}', 'synthesized'],
  ['settings', '{"regions":["eu-west-1"]}', 'settings'],
  ['settings with a comment', '{"//":"ours","regions":["eu-west-1"]}', 'settings'],
  ['settings that are broken', '{\n  "regions": ["eu-west-1"],\n}', 'settings'],
  ['settings with more text after them', '{"alerts":"none"} x', 'settings'],
  ['settings of which one is misspelt', '{"region":["eu-west-1"]}', 'settings'],
  ['a cdktf.json', '{"language":"typescript","app":"node main.js","output":"cdktf.out"}', 'settings'],
  ['a cdktf.json whose output comes first', '{"output":"cdktf.out","context":{}}', 'settings'],
  ['nothing', '', { got: undefined }],
  ['a single letter', 'x', { got: 'text that does not begin with {' }],
  ['white space', ' \n \n ', { got: 'only white space' }],
  ['no JSON', 'resource "aws_sns_topic" "t" {}', { got: 'text that does not begin with {' }],
  ['a list', '[{"regions":[]}]', { got: 'text that does not begin with {' }],
  ['an object without anything', '{}', { got: 'JSON of something else' }],
  ['another object', '{"name":"x","version":"1.0.0","dependencies":{}}', { got: 'JSON of something else' }],
  ['another object that is cut off', '{"name":"x"', { got: 'a text that is cut off' }],
  ['another object that is broken', '{"name":x}', { got: 'text that is not JSON' }],
  ['another object with more after it', '{"name":1} x', { got: 'more text after its end' }],
  ['another object that is too deep', `{"name":${'['.repeat(600)}`, { got: 'JSON nested more than 500 levels deep' }],
];

describe.each(INPUTS)('%s', (_, input, kind) => {
  test.each([1, 3, 1 << 20])('is known in pieces of %i bytes', (pieceLength) => {
    expect(kindOf(input, pieceLength)).toEqual(kind);
  });
});

test('text in UTF-16 is none, and text that is not UTF-8 in a name is none', () => {
  expect(kindOf(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00))).toEqual({ got: 'text in UTF-16' });
  expect(kindOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d))).toEqual({ got: 'text that is not UTF-8' });
});

test('a plan is known as soon as a name says so, and nothing that follows changes it', () => {
  const finder = new InputKindFinder();
  finder.feed(bytesOf('{"a":1,'));
  expect(finder.isPlan).toBe(false);
  finder.feed(bytesOf('"format_version"'));
  expect(finder.isPlan).toBe(true);
  finder.feed(bytesOf('no JSON'));
  expect([finder.isPlan, finder.end()]).toEqual([true, 'plan']);
});

test('of very many names only some are compared with settings, and none that is very long', () => {
  const many = Array.from({ length: 40 }, (_, at) => `"${'x'.repeat(20)}${String(at)}":1`);
  expect(kindOf(`{${[...many.slice(1), '"region":1'].join(',')}}`)).toBe('settings');
  expect(kindOf(`{${[...many, '"region":1'].join(',')}}`)).toEqual({ got: 'JSON of something else' });
  expect(kindOf(`{"${'x'.repeat(100_000)}":1,"region":1}`)).toBe('settings');
});
