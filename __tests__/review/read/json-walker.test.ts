import fc from 'fast-check';

import type { JsonProblem, Visit } from '../../../review/read/json-visit';
import { JsonWalker } from '../../../review/read/json-walker';

/** How many texts are tried at random. */
const RUNS = Number(process.env['JSON_RUNS'] ?? '1500');

/** Tells what is wrong with a JSON object by our grammar. */
function problemOf(text: string): JsonProblem | 'none' {
  const found: JsonProblem[] = [];
  const visit: Visit = { kind: 'skip' };
  const walker = new JsonWalker(
    visit,
    (problem) => {
      found.push(problem);
      throw new Error(problem);
    },
    0,
  );
  try {
    walker.walk(new TextEncoder().encode(text));
    walker.end();
  } catch (error) {
    if (found.length === 0) throw error;
  }
  return found[0] ?? 'none';
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const VALUES = [
  ...['0', '-0', '10', '-1', '1.5', '0.0', '1e5', '1E+05', '1e-0', '0e1', '-1.25e+10'],
  ...['00', '01', '+1', '-', '.5', '1.', '1.e1', '1e', '1e+', '1e+-1', '0x1', '1_0', '--1', '1 2', '1.2.3', '1e1.5'],
  ...['true', 'false', 'null', 'tru', 'truee', 'True', 'fals', 'nul', 'nulll', 'undefined', 'Infinity', 'truefalse'],
  ...['""', '"a"', '"\\""', '"\\\\"', '"\\/\\b\\f\\n\\r\\t"', '"\\u00e9"', '"\\uD83D\\uDE00"', '"\\ud800"', '"é😀"', '"\u007f"'],
  ...['"\\x41"', '"\\u12"', '"\\u12g4"', '"\\U0041"', '"\\', '"\n"', '"\t"', '"\u0000"', '"\u001f"', "'a'", '"', '"\\"', '"\\a"'],
  ...['[]', '[1]', '[1,2]', '[[]]', '[ ]', '[,]', '[1,]', '[,1]', '[1 2]', '[1', ']', '[}', '[1:2]', '[1,,2]'],
  ...[
    '{}',
    '{"a":1}',
    '{"a":1,"b":2}',
    '{ }',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a" 1}',
    '{a:1}',
    '{1:1}',
    '{"a":1 "b":2}',
    '{"a":1]',
    '{"a"::1}',
  ],
  ...['', ' ', '1/**/', '//', '\u00a01', '\uFEFF1', '1\u000b', '\f1'],
];

describe('what is JSON by our grammar is JSON for everybody:', () => {
  test.each(VALUES)('%j', (value) => {
    const inObject = ['{"k":', '}'].join(value);
    const inList = ['{"k":[', ']}'].join(value);
    const spaced = ['{ "k" :\r\n', '\t, "l" : [ 1 ,', ' ] }'];
    for (const text of [inObject, inList, spaced.join(value), `{"a":1${value}}`, `{"a":"x"${value}}`]) {
      expect([text, problemOf(text) === 'none']).toEqual([text, isJsonObject(text)]);
    }
  });

  test('any text of few characters', () => {
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
      { numRuns: RUNS, seed: 5 },
    );
    expect(Object.values(seen).filter((count) => count < RUNS / 8)).toEqual([]);
  });
});
