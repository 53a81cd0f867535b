import { HeldBytes } from '../../../review/read/held-bytes';
import type { ArrayVisit, ObjectVisit, Visit } from '../../../review/read/json-visit';
import { JsonWalker } from '../../../review/read/json-walker';
import { TextCache } from '../../../review/read/text-cache';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a visit of the member `v` hears, with the text in pieces of so many bytes. */
function heardOf(visit: (heard: unknown[]) => Visit, value: string, size: number): readonly unknown[] {
  const heard: unknown[] = [];
  const member = visit(heard);
  const root: ObjectVisit = {
    kind: 'object',
    isWhole: false,
    begin: () => heard.push('begin'),
    member: (name) => {
      heard.push(name);
      return name === 'v' ? member : { kind: 'skip' };
    },
    end: (whole) => heard.push(['end', whole]),
    refuse: (found) => {
      throw new Error(found);
    },
  };
  const walker = new JsonWalker(
    root,
    (problem, at) => {
      throw new Error(`${problem} at ${String(at)}`);
    },
    0,
  );
  const bytes = encode(`{ "x": [{"v": 1}], "v" : ${value} , "y":"z" }`);
  try {
    for (let at = 0; at < bytes.length; at += size) walker.walk(bytes.slice(at, at + size));
    walker.end();
  } catch (error) {
    return [...heard, String(error)];
  }
  return heard;
}

const around = (...inside: readonly unknown[]): readonly unknown[] => ['begin', 'x', 'v', ...inside, 'y', ['end', undefined]];

const look = (heard: unknown[]): Visit => ({ kind: 'look', look: (found) => heard.push(found) });
const text = (heard: unknown[]): Visit => ({ kind: 'text', text: (found) => heard.push(found) });
const take = (heard: unknown[]): Visit => ({ kind: 'take', take: (found) => heard.push(found) });
const refuse = (found: string): never => {
  throw new Error(`no ${found}`);
};

const list =
  (item: (heard: unknown[]) => Visit) =>
  (heard: unknown[]): ArrayVisit => ({
    kind: 'array',
    begin: () => heard.push('['),
    item: () => item(heard),
    end: () => heard.push(']'),
    refuse,
  });
const object =
  (isWhole: boolean) =>
  (heard: unknown[]): ObjectVisit => ({
    kind: 'object',
    isWhole,
    begin: () => heard.push('{'),
    member: (name) => {
      heard.push(name);
      return text(heard);
    },
    end: (whole) => heard.push(whole),
    refuse,
  });

describe.each([1, 2, 3, 7, 1000])('in pieces of %i bytes', (size) => {
  test.each<[string, (heard: unknown[]) => Visit, string, readonly unknown[]]>([
    ...(
      [
        ['{"v":[]}', 'object'],
        ['[{}]', 'array'],
        ['"a"', 'string'],
        ['-1.5e3', 'number'],
        ['true', 'true'],
        ['false', 'false'],
        ['null', 'null'],
      ] as const
    ).map(([value, kind]) => [`a look at ${value}`, look, value, around(kind)] as [string, (heard: unknown[]) => Visit, string, unknown[]]),
    ['the text of a string', text, '"é \\u00e9\\n"', around('é é\n')],
    ['the text of an empty string', text, '""', around('')],
    ['the text of a number', text, '12', around(undefined)],
    ['the text of an object', text, '{"v":"x"}', around(undefined)],
    ['the text of a list', text, '["x"]', around(undefined)],
    ['a string that is taken', take, '"a\\"b"', around('a"b')],
    ['a number that is taken', take, '12', around(12)],
    ['an object that is taken', take, '{"v":[{"v":"é"}]}', around({ v: [{ v: 'é' }] })],
    ['a list that is taken', take, '[[1],{}]', around([[1], {}])],
    ['the items of a list', list(text), '["a", 1 ,["b"],{},"c"]', around('[', 'a', undefined, undefined, undefined, 'c', ']')],
    ['a list without items', list(text), '[ ]', around('[', ']')],
    ['a list of lists', list(list(text)), '[["a"],[]]', around('[', '[', 'a', ']', '[', ']', ']')],
    ['a list that is none', list(text), '{}', ['begin', 'x', 'v', 'Error: no object']],
    ['an object', object(false), '{"a":"b","c":1}', around('{', 'a', 'b', 'c', undefined, undefined)],
    ['a whole object', object(true), '{"a":"b","c":[1]}', around('{', 'a', 'b', 'c', undefined, { a: 'b', c: [1] })],
    ['whole objects in a list', list(object(true)), '[{"a":"b"} , {}]', around('[', '{', 'a', 'b', { a: 'b' }, '{', {}, ']')],
    ['an object that is none', object(true), '[1]', ['begin', 'x', 'v', 'Error: no array']],
    ['an object that is text', object(true), '"{}"', ['begin', 'x', 'v', 'Error: no string']],
  ])('%s is heard', (_title, visit, value, heard) => {
    expect(heardOf(visit, value, size)).toEqual(heard);
  });
});

test('a value that nobody wants any more is not held', () => {
  const heard: unknown[] = [];
  let isWhole = true;
  const visit: ObjectVisit = {
    ...object(true)(heard),
    get isWhole() {
      return isWhole;
    },
    member: () => ({ kind: 'text', text: () => (isWhole = false) }),
  };
  expect(heardOf(() => visit, '{"a":"b","c":"d"}', 4)).toEqual(around());
  expect(heard).toEqual(['{', undefined]);
});

test('a value that is wanted again after some of it has gone is not made up', () => {
  const held = new HeldBytes();
  held.begin(1);
  held.drop();
  held.keep(encode('abc'));
  expect([held.size, held.start]).toEqual([0, undefined]);
});

test('what is held in pieces is given as one, and only from where it began', () => {
  const held = new HeldBytes();
  held.begin(2);
  expect([held.size, held.start]).toEqual([0, 2]);
  held.keep(encode('abcd'));
  expect([held.size, held.start]).toEqual([2, undefined]);
  held.keep(encode('ef'));
  expect(held.size).toBe(4);
  expect(held.end(encode('ghi'), 2)).toEqual(encode('cdefgh'));
  expect([held.size, held.start]).toEqual([0, undefined]);
  held.begin(0);
  expect([held.start, held.end(encode('xyz'), 2)]).toEqual([0, encode('xy')]);
});

describe('the text of a string', () => {
  const textOf = (string: string): string => new TextCache().textOf(encode(string), 0, encode(string).length);

  test.each([62, 63, 1000])('of %i bytes is read', (length) => {
    expect(textOf(`"${'a'.repeat(length)}"`)).toBe('a'.repeat(length));
  });

  test('keeps a byte order mark that it begins with', () => {
    expect([textOf('"\uFEFFa"'), textOf(`"\uFEFF${'a'.repeat(100)}"`)]).toEqual(['\uFEFFa', `\uFEFF${'a'.repeat(100)}`]);
  });

  test('is never that of another one, of which thousands were read before', () => {
    const texts = new TextCache();
    const names = Array.from({ length: 5000 }, (_, at) => `n${String((at * 7919) % 5000)}`);
    const bytes = encode(names.map((name) => `"${name}"`).join(''));
    for (const round of [1, 2]) {
      let at = 0;
      const read = names.map((name) => {
        const from = at;
        at += name.length + 2;
        return texts.textOf(bytes, from, at);
      });
      expect([round, read]).toEqual([round, names]);
    }
  });

  test('is remembered, though the memory that it was read from is used anew', () => {
    const texts = new TextCache();
    const bytes = encode('"ab"');
    expect(texts.textOf(bytes, 0, 4)).toBe('ab');
    bytes.set(encode('"xy"'));
    expect([texts.textOf(bytes, 0, 4), texts.textOf(encode(' "ab" '), 1, 5)]).toEqual(['xy', 'ab']);
  });
});
