import { factOf, staysThrough, stringOf, valueOf, type AttributePath, type Fact } from '../../review/part';
import { part, type PartSpec } from '../support/review';

const seen = (value: unknown, isSensitive = false): Fact => ({ kind: 'known', value, isSensitive });
const UNKNOWN: Fact = { kind: 'unknown' };
const ABSENT: Fact = { kind: 'absent' };

const NESTED = { environment: [{ variables: { POLICY: '{}', EMPTY: '' } }], list: ['a'], none: [], nothing: null, off: false, zero: 0 };
const POLICY: AttributePath = ['environment', 0, 'variables', 'POLICY'];

describe('an attribute of a part', () => {
  test.each<[string, AttributePath, Fact]>([
    ['is what stands there, however deep', POLICY, seen('{}')],
    ['is a whole block', ['environment', 0], seen({ variables: { POLICY: '{}', EMPTY: '' } })],
    ['is a list', ['list'], seen(['a'])],
    ['may be false', ['off'], seen(false)],
    ['may be zero', ['zero'], seen(0)],
    ['is absent when it is not there', ['other'], ABSENT],
    ['is absent when what holds it is not there', ['other', 0, 'x'], ABSENT],
    ['is absent in a text', ['environment', 0, 'variables', 'POLICY', 'length'], ABSENT],
    ['is absent in null', ['nothing', 'x'], ABSENT],
    ['is absent past the end of a list', ['list', 1], ABSENT],
    ['is absent as an empty text', ['environment', 0, 'variables', 'EMPTY'], ABSENT],
    ['is absent as an empty list', ['none'], ABSENT],
    ['is absent as null', ['nothing'], ABSENT],
    ['is absent when only every object has it', ['toString'], ABSENT],
  ])('%s', (_, path, expected) => {
    const there = part('function', { before: NESTED, after: NESTED });
    expect([factOf(there, 'before', path), factOf(there, 'after', path)]).toEqual([expected, expected]);
  });

  test.each<[string, unknown, AttributePath, Fact]>([
    ['it is marked', { limit: true }, ['limit'], UNKNOWN],
    ['what holds it is marked', { environment: true }, POLICY, UNKNOWN],
    ['an element of what holds it is marked', { environment: [{ variables: true }] }, POLICY, UNKNOWN],
    ['the whole resource is marked', true, POLICY, UNKNOWN],
    ['something in it is marked', { environment: [{ variables: { POLICY: true } }] }, ['environment'], UNKNOWN],
    ['one item of it is marked', { list: [true] }, ['list'], UNKNOWN],
    ['one of several in it is marked', { environment: [{ variables: { POLICY: false, EMPTY: true } }] }, ['environment', 0], UNKNOWN],
    ['nothing in it is there to be marked', { list: [] }, ['list'], seen(['a'])],
    ['what is in it has no mark', { list: [null] }, ['list'], seen(['a'])],
    ['all marks say no', { list: [false], environment: [{ variables: {} }] }, ['list'], seen(['a'])],
    ['another attribute is marked', { zero: true }, ['list'], seen(['a'])],
    ['a neighbour is marked', { environment: [{ variables: { EMPTY: true } }] }, POLICY, seen('{}')],
    ['there are no marks', null, ['list'], seen(['a'])],
    ['a mark is no mark', { list: 'true' }, ['list'], seen(['a'])],
  ])('after, is known or not when %s', (_, afterUnknown, path, expected) => {
    expect(factOf(part('function', { before: NESTED, after: NESTED, afterUnknown }), 'after', path)).toEqual(expected);
  });

  test('was known before whatever becomes of it', () => {
    expect(factOf(part('function', { before: NESTED, after: NESTED, afterUnknown: true }), 'before', ['list'])).toEqual(seen(['a']));
  });

  test.each<[string, unknown, AttributePath, boolean]>([
    ['it is marked', { list: true }, ['list'], true],
    ['something in it is marked', { list: [true] }, ['list'], true],
    ['what holds it is marked', { environment: true }, POLICY, true],
    ['the whole resource is marked', true, ['list'], true],
    ['a neighbour is marked', { environment: [{ variables: { EMPTY: true } }] }, POLICY, false],
    ['nothing is marked', {}, ['list'], false],
  ])('is sensitive or not when %s, each side by its own marks', (_, marks, path, expected) => {
    const value = path === POLICY ? '{}' : ['a'];
    const wasMarked = part('function', { before: NESTED, after: NESTED, beforeSensitive: marks });
    const isMarked = part('function', { before: NESTED, after: NESTED, afterSensitive: marks });
    expect([factOf(wasMarked, 'before', path), factOf(wasMarked, 'after', path)]).toEqual([seen(value, expected), seen(value)]);
    expect([factOf(isMarked, 'before', path), factOf(isMarked, 'after', path)]).toEqual([seen(value), seen(value, expected)]);
  });

  test('is absent on a side where the part is not', () => {
    const made = part('function', { after: NESTED, beforeSensitive: true });
    const removed = part('function', { before: NESTED, afterUnknown: true });
    expect([factOf(made, 'before', ['list']), factOf(removed, 'after', ['list'])]).toEqual([ABSENT, ABSENT]);
  });

  test.each<[string, unknown, PartSpec, unknown, string | undefined]>([
    ['a text', 'x', {}, 'x', 'x'],
    ['a number', 7, {}, 7, undefined],
    ['an empty text', '', {}, undefined, undefined],
    ['what is not known', 'x', { afterUnknown: { a: true } }, undefined, undefined],
  ])('has a value, and a text, of %s', (_, a, more, value, text) => {
    const there = part('topic', { after: { a }, ...more });
    expect([valueOf(there, 'after', ['a']), stringOf(there, 'after', ['a'])]).toEqual([value, text]);
  });
});

test.each([
  ['is there on both sides', { before: {}, after: {} }, true],
  ['is made', { after: {} }, false],
  ['is removed', { before: {} }, false],
])('a part stays through only when it %s', (_, sides, expected) => {
  expect(staysThrough(part('topic', sides))).toBe(expected);
});
