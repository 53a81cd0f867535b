import { isJsonObject, problemOf } from './json-problem';

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
});
