import fc from 'fast-check';
import { covers } from '../../../review/facts/covers';

describe('covers', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    ['*', ''],
    ['*', 'anything'],
    ['*', '*'],
    ['**', 'a?*'],
    ['a*', 'a'],
    ['a*', 'a*'],
    ['a*', 'ab*c'],
    ['*a', 'aba'],
    ['a*c', 'abcbc'],
    ['a?c', 'abc'],
    ['a?c', 'a?c'],
    ['iam:*', 'iam:DeleteUser'],
    ['a*b*c', 'a1b2b3c'],
    ['a.c', 'a.c'],
  ])('%s stands for all that %s stands for', (glob, other) => {
    expect(covers(glob, other)).toBe(true);
  });

  it.each([
    ['', 'a'],
    ['a', ''],
    ['a', 'b'],
    ['a', 'A'],
    ['a', 'ab'],
    ['ab', 'a'],
    ['a?', 'a'],
    ['a?', 'a*'],
    ['?', '*'],
    ['a?c', 'a*c'],
    ['a*c', 'ab'],
    ['iam:Get*', 'iam:*'],
    ['a*b*c', 'a1c2b'],
    ['a.c', 'abc'],
  ])('%s does not stand for all that %s stands for', (glob, other) => {
    expect(covers(glob, other)).toBe(false);
  });

  it('agrees with the regular expression of a glob for every text', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(glob, text, (given, other) => {
        const pattern = new RegExp(`^${given.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(covers(given, other)).toBe(pattern.test(other));
      }),
    );
  });

  it('covers a glob only when it covers every text of it', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(glob, glob, text, (wide, narrow, some) => {
        fc.pre(covers(narrow, some) && covers(wide, narrow));
        expect(covers(wide, some)).toBe(true);
      }),
    );
  });

  it('is done at once with a hostile pattern', () => {
    expect(covers('*a'.repeat(200), `${'a'.repeat(5000)}b`)).toBe(false);
  });
});
