import { differencesOf, type Difference } from '../../review/differences';
import type { PartKind } from '../../review/part';
import type { Values } from '../../review/plan';
import { part, type PartSpec } from '../support/review';

/** The names of what differs; what can be seen to differ is there by itself. */
function namesOf(kind: PartKind, before: Values, after: Values, more: PartSpec = {}): readonly string[] {
  return differencesOf(part(kind, { before, after, ...more })).map(({ name, isHidden }) => (isHidden ? `${name} is hidden` : name));
}

const SET = { references: { rule: ['var.rule'] } };

describe('an attribute differs', () => {
  test.each<[string, Values, Values, readonly string[]]>([
    ['with another value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['b']],
    ['when it comes', {}, { a: 1 }, ['a']],
    ['when it goes', { a: 1 }, {}, ['a']],
    ['not by another way to write none', { a: null, b: '', c: [] }, { a: [], b: null }, []],
    ['not by the order of a set', { a: ['x', 'y'] }, { a: ['y', 'x'] }, []],
    ['not when it follows from everything else', { id: 1, arn: 1, tags_all: { a: 1 } }, { id: 2, arn: 2, tags_all: {} }, []],
  ])('%s', (_, before, after, names) => {
    expect(namesOf('table', before, after)).toEqual(names);
  });

  test('never of a resource that comes or goes', () => {
    expect([{ after: { a: 1 } }, { before: { a: 1 } }].flatMap((sides) => differencesOf(part('table', sides)))).toEqual([]);
  });
});

describe('of what is known only after apply', () => {
  const OTHER = { references: { other: ['var.rule'] } };

  test.each<[string, Values, Values, unknown, PartSpec, readonly string[]]>([
    ['an attribute differs if the configuration sets it', { rule: 'x' }, {}, true, SET, ['rule is hidden']],
    ['an attribute differs if it was not there', {}, {}, true, SET, ['rule is hidden']],
    ['an attribute does not differ that only the provider computes', { rule: 'x' }, {}, true, OTHER, []],
    ['an attribute does not differ of a block that is not in the configuration', { rule: 'x' }, {}, true, {}, []],
    [
      'a block differs in what is hidden of it',
      { rule: [{ a: 1, b: 2 }] },
      { rule: [{ a: 1 }] },
      [{ a: false, b: true }],
      SET,
      ['rule is hidden'],
    ],
    ['a block differs in what is seen of it', { rule: [{ a: 1, b: 2 }] }, { rule: [{ a: 3 }] }, [{ b: true }], SET, ['rule']],
    ['a block differs that was not there', {}, { rule: [{ a: 1 }] }, [{ b: true }], SET, ['rule']],
    ['a block differs that was none', { rule: null }, { rule: [{ a: 1 }] }, [{ b: true }], SET, ['rule']],
    ['an empty list differs in the member that it gets', { rule: [] }, { rule: [null] }, [true], SET, ['rule is hidden']],
    ['a set differs in nothing when no member is marked', { rule: ['a', 'b'] }, { rule: ['b', 'a'] }, [false, false], SET, []],
    ['a block differs in nothing when no mark says so', { rule: [{ a: 1 }] }, { rule: [{ a: 1 }] }, [{ a: false }, null], SET, []],
  ])('%s', (_, before, after, marks, more, names) => {
    expect(namesOf('table', before, after, { afterUnknown: { rule: marks }, ...more })).toEqual(names);
  });

  test('what is seen of both sides is given without the rest', () => {
    const spec = { afterUnknown: { rule: [{ b: true }] }, ...SET };
    expect(differencesOf(part('table', { before: { rule: [{ a: 1, b: 2 }] }, after: { rule: [{ a: 3 }] }, ...spec }))).toEqual<
      Difference[]
    >([{ name: 'rule', argument: 'rule', before: { 0: { a: 1 } }, after: { 0: { a: 3 } }, isHidden: false }]);
  });
});

describe('the environment of the function', () => {
  const holding = (variables: unknown): Values => ({ environment: [{ variables }] });
  const ONE = 'environment.variables.ONE';
  const hides = (marks: unknown): PartSpec => ({
    afterUnknown: { environment: marks },
    references: { environment: ['var.one'] },
  });

  test.each<[string, Values, Values, PartSpec, readonly string[]]>([
    ['one that changes', holding({ ONE: '1', TWO: '2' }), holding({ ONE: '3', TWO: '2' }), {}, [ONE]],
    ['one that comes', holding({}), holding({ ONE: '1' }), {}, [ONE]],
    ['one that comes where none were', holding(null), holding({ ONE: '1' }), {}, [ONE]],
    ['one that comes with the environment', { environment: null }, holding({ ONE: '1' }), {}, [ONE]],
    ['one that goes', holding({ ONE: '1' }), holding({}), {}, [ONE]],
    ['one that goes with the environment', holding({ ONE: '1' }), { environment: [] }, {}, [ONE]],
    [
      'one that is hidden',
      holding({ ONE: '1', TWO: '2' }),
      holding({ TWO: '2' }),
      hides([{ variables: { ONE: true } }]),
      [`${ONE} is hidden`],
    ],
    ['one that comes and is hidden', holding({}), holding({}), hides([{ variables: { ONE: true } }]), [`${ONE} is hidden`]],
    ['each when all are hidden', holding({ ONE: '1' }), { environment: [{}] }, hides([{ variables: true }]), [`${ONE} is hidden`]],
    ['each when the environment is hidden', holding({ ONE: '1' }), {}, hides(true), [`${ONE} is hidden`]],
    ['none when there were none, only itself', { environment: [] }, {}, hides(true), ['environment is hidden']],
  ])('differs by its variables: %s', (_, before, after, more, names) => {
    expect(namesOf('function', before, after, more)).toEqual(names);
  });

  test('is the only argument that is taken apart, and only of a function', () => {
    const [before, after] = [[{ variables: { ONE: '1' } }], [{ variables: { ONE: '2' } }]];
    expect(namesOf('function', { other: before }, { other: after })).toEqual(['other']);
    expect(namesOf('automation', { environment: before }, { environment: after })).toEqual(['environment']);
  });

  test('is where a variable stands', () => {
    expect(differencesOf(part('function', { before: holding({ ONE: '1' }), after: holding({ ONE: '2' }) }))).toEqual<Difference[]>([
      { name: ONE, argument: 'environment', before: '1', after: '2', isHidden: false },
    ]);
  });
});
