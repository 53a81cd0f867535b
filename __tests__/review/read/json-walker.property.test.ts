import fc from 'fast-check';

import { isJsonObject, problemOf } from './json-problem';

test('any text of few characters that is JSON by our grammar is JSON for everybody, and the other way round', () => {
  const seen = { right: 0, wrong: 0 };
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"a"',
    '""',
    '0',
    '12',
    '-',
    '.5',
    'e3',
    'true',
    'null',
    ' ',
    '"\\u00',
    '\\',
    '"',
  );
  const value = fc.json({ maxDepth: 2 });
  const text = fc.tuple(value, fc.nat(), fc.nat(5), fc.array(token, { maxLength: 2 })).map(([json, at, length, tokens]) => {
    const whole = `{"k":${json}}`;
    const place = at % whole.length;
    return whole.slice(0, place) + tokens.join('') + whole.slice(place + length);
  });
  fc.assert(
    fc.property(text, (mangled) => {
      const isRight = isJsonObject(mangled);
      seen[isRight ? 'right' : 'wrong'] += 1;
      expect(problemOf(mangled) === 'none').toBe(isRight);
    }),
    { numRuns: 1500, seed: 5 },
  );
  expect(Object.values(seen).filter((count) => count < 200)).toEqual([]);
});
