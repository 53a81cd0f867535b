import { embeddedJson, nestsAtMost } from '../../review/embedded-json';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each<[string, unknown, unknown]>([
  ['an object', '{"a":[1]}', { a: [1] }],
  ['a list', '[]', []],
  ['a number', '1', 1],
  ['100 levels', nested(100), JSON.parse(nested(100))],
  ['101 levels', nested(101), undefined],
  ['more levels than the stack has', nested(100_000), undefined],
  ['no JSON', '{', undefined],
  ['an empty text', '', undefined],
  ['what is no text', 1, undefined],
  ['nothing', undefined, undefined],
])('%s in a text', (_, text, expected) => {
  expect(embeddedJson(text)).toStrictEqual(expected);
});

test.each<[unknown, number, boolean]>([
  ['a', 0, true],
  [null, 0, true],
  [{}, 0, false],
  [{}, 1, true],
  [{ a: [] }, 1, false],
  [[1, { a: [] }], 2, false],
  [[1, { a: 'b' }], 2, true],
])('%j is nested at most %d levels deep: %s', (value, levels, expected) => {
  expect(nestsAtMost(value, levels)).toBe(expected);
});
