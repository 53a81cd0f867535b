import { sortedJson } from '../../review/sorted-json';

describe('a value is written the same', () => {
  test.each<[string, unknown, unknown, string]>([
    ['whatever the order of keys', { b: 1, a: 2, c: 3 }, { c: 3, a: 2, b: 1 }, '{"a":2,"b":1,"c":3}'],
    ['whatever the order of keys inside', [{ b: { d: 1, c: 2 } }], [{ b: { c: 2, d: 1 } }], '[{"b":{"c":2,"d":1}}]'],
    ['whatever the order of texts, as a set of them has none', ['b', 'c', 'a'], ['a', 'b', 'c'], '["a","b","c"]'],
    ['whatever the order of a set inside', { a: ['c', 'b'] }, { a: ['b', 'c'] }, '{"a":["b","c"]}'],
    ['when there is none', undefined, null, 'null'],
  ])('%s', (_, one, other, json) => {
    expect([sortedJson(one), sortedJson(other)]).toEqual([json, json]);
  });
});

describe('a value keeps its order', () => {
  test.each<[string, unknown, string]>([
    ['in a list of numbers', [3, 1, 2], '[3,1,2]'],
    ['in a list of blocks', [{ b: 1 }, { a: 1 }], '[{"b":1},{"a":1}]'],
    ['in a list of which only some are texts', ['b', 1, 'a'], '["b",1,"a"]'],
  ])('%s', (_, value, json) => {
    expect(sortedJson(value)).toBe(json);
  });
});

test('what stands in place of a value may follow from its key; a member of a list has the key of the list, and the whole has none', () => {
  const keyed = (item: unknown, key: string): string => `${key}=${String(item)}`;
  expect(sortedJson({ b: [2, { c: null }], a: 'x' }, keyed)).toBe('{"a":"a=x","b":["b=2",{"c":"c=null"}]}');
  expect(sortedJson(true, keyed)).toBe('"=true"');
});
