import { exactJsonOf } from '../../../review/read/exact-json';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (levels: number): string => `{"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

/** What Terraform writes, and others who leave no space. */
const EXACT: readonly (readonly [string, string, object])[] = [
  ['text without a space', '{"a":[1,true,null,{"b":"c"}]}', { a: [1, true, null, { b: 'c' }] }],
  ['the same with a line end', '{"a":-1.5}\n', { a: -1.5 }],
  ['nothing', '{}', {}],
  ['letters of any kind', '{"é😀":"\u2028"}', { 'é😀': '\u2028' }],
  ['what Go escapes', '{"a":"\\u003cb\\u003e \\u0026 \\u2028\\u2029"}', { a: '<b> & \u2028\u2029' }],
  ['what everybody escapes', '{"a":"\\"\\\\\\n\\t\\u001b"}', { a: '"\\\n\t\u001b' }],
  ['brackets that only stand in texts', JSON.stringify({ '[{': '['.repeat(1000), b: '\\"[{' }), { '[{': '['.repeat(1000), b: '\\"[{' }],
  ['a long text', JSON.stringify({ a: '\\'.repeat(500_000) }), { a: '\\'.repeat(500_000) }],
  ['500 levels', nested(500), JSON.parse(nested(500)) as object],
];

/** What a careful reader has to judge. */
const OTHER: readonly (readonly [string, Uint8Array])[] = [
  ['nothing at all', new Uint8Array(0)],
  ['a list', encode('[]')],
  ['null', encode('null')],
  ['a string', encode('"{}"')],
  ['no JSON', encode('{"a":1,}')],
  ['text after the end', encode('{}{}')],
  ['text that is cut off', encode('{"a":1')],
  ['a key that stands twice', encode('{"a":1,"a":1}')],
  ['a key that stands twice, deep in it', encode('{"a":[{"b":1,"b":2}]}')],
  ['a key that is moved', encode('{"b":1,"0":2}')],
  ['a number that is rounded', encode('{"a":12345678901234567890}')],
  ['a number that is written otherwise', encode('{"a":1.0}')],
  ['an escape that need not be', encode('{"a":"\\u0061"}')],
  ['only some of what Go escapes', encode('{"a":"\\u003c>"}')],
  ['text that is laid out', encode('{\n  "a": [\n    1\n  ]\n}\n')],
  ['another layout', encode('{ "a":1}')],
  ['space before it', encode(' {}')],
  ['a line too many after it', encode('{}\n\n')],
  ['a space of another kind after it', encode('{}\u00a0')],
  ['a mark before it', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
  ['a binary plan', Uint8Array.of(0x50, 0x4b, 3, 4, 0)],
  ['no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ['501 levels', encode(nested(501))],
  ['more levels than anybody can walk through', encode(nested(100_000))],
];

test.each(EXACT)('%s is read at once', (_title, text, value) => {
  expect(exactJsonOf(encode(text))).toEqual(value);
});

test.each(OTHER)('%s is not', (_title, bytes) => {
  expect(exactJsonOf(bytes)).toBeUndefined();
});
