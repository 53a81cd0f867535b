/**
 * The grammar of JSON as a table: by state and class of the next byte, the next state or an action.
 *
 * The states inside an object and inside a list are apart, so that only brackets need to look at the stack.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export const NEXT = new Uint8Array(4096);

/** How far a state is shifted to the left in {@link NEXT}: so many bits tell the classes of bytes apart. */
export const CLASS_BITS = 5;

/** The class of each byte. */
export const CLASS_OF = new Uint8Array(256);

/** What is no state: a bracket, or a byte that no JSON has there. */
export const ACTION = { first: 128, openObject: 128, openArray: 129, closeObject: 130, closeArray: 131, refuse: 132 } as const;

/** What a state can be part of, for whoever wants to know where a key or a value begins and ends. */
export const ROLE = { none: 0, awaiting: 1, key: 2, string: 3, number: 4, true: 5, false: 6, null: 7 } as const;

/** The {@link ROLE} of each state; none for an action. */
export const ROLE_OF = new Uint8Array(256);

/** States up to this one are inside a string, with no escape begun. */
export const LAST_STRING_STATE = 2;

const NAMES = ['key string', 'object string', 'array string'];
const SPACE = ' \t\n\r';
const NONZERO = '123456789';
const DIGITS = `0${NONZERO}`;
/** Bytes that the grammar never tells apart share a class. The other bytes are class 0, other control characters class 1. */
const CLASSES = [' ', '\t\n\r', ...Array.from('{}[]:,"\\/-+.0'), NONZERO, 'E', 'ABCDF', 'a', 'b', 'cd', ...Array.from('eflnrstu')];

CLASS_OF.fill(1, 0, 0x20);
CLASSES.forEach((characters, at) => {
  for (const character of characters) CLASS_OF[character.charCodeAt(0)] = at + 2;
});
NEXT.fill(ACTION.refuse);

/** Before anything but white space. */
export const START = state('start');
/** After the end of the outermost object. */
export const DONE = state('done');
/** After an opening bracket. */
export const OPENED = { object: state('object opened'), array: state('array opened') } as const;
/** After a value inside an object or a list. */
export const AFTER = { object: state('after object'), array: state('after array') } as const;

addContainers();

/** Gives the number of a state by its name. */
function state(name: string): number {
  const at = NAMES.indexOf(name);
  return at === -1 ? NAMES.push(name) - 1 : at;
}

function on(from: string, characters: string, next: number | string): void {
  const to = typeof next === 'number' ? next : state(next);
  for (const character of characters) NEXT[(state(from) << CLASS_BITS) | (CLASS_OF[character.charCodeAt(0)] ?? 0)] = to;
}

function addContainers(): void {
  on('start', SPACE, 'start');
  on('start', '{', ACTION.openObject);
  on('done', SPACE, 'done');
  for (const name of ['object opened', 'key awaited']) {
    on(name, SPACE, name);
    on(name, '"', 'key string');
  }
  on('object opened', '}', ACTION.closeObject);
  on('colon awaited', SPACE, 'colon awaited');
  on('colon awaited', ':', 'object value');
  addString('key', 'colon awaited');
  addValue('object value', 'object');
  addValue('array value', 'array');
  addValue('array opened', 'array');
  on('array opened', ']', ACTION.closeArray);
  ROLE_OF[START] = ROLE.awaiting;
  for (const inside of ['object', 'array'] as const) {
    addAfter(`after ${inside}`, inside);
    addString(inside, `after ${inside}`);
    addNumber(inside);
    for (const word of ['true', 'false', 'null'] as const) addWord(word, inside);
  }
}

/** What may stand where a value is awaited. */
function addValue(name: string, inside: string): void {
  on(name, SPACE, name);
  on(name, '{', ACTION.openObject);
  on(name, '[', ACTION.openArray);
  on(name, '"', `${inside} string`);
  on(name, '-', `${inside} minus`);
  on(name, '0', `${inside} zero`);
  on(name, NONZERO, `${inside} integer`);
  for (const word of ['true', 'false', 'null']) on(name, word.charAt(0), `${inside} ${word} 1`);
  ROLE_OF[state(name)] = ROLE.awaiting;
}

/** What may stand after a value; a number is over only then. */
function addAfter(name: string, inside: 'object' | 'array'): void {
  on(name, SPACE, `after ${inside}`);
  on(name, ',', inside === 'object' ? 'key awaited' : 'array value');
  if (inside === 'object') on(name, '}', ACTION.closeObject);
  else on(name, ']', ACTION.closeArray);
}

/** The text of a string: all but control characters, a quotation mark and what follows a backslash. */
function addString(inside: 'key' | 'object' | 'array', after: string): void {
  const name = `${inside} string`;
  const at = state(name) << CLASS_BITS;
  NEXT.fill(state(name), at, at + (1 << CLASS_BITS));
  on(name, '\u0000\t', ACTION.refuse);
  on(name, '"', after);
  on(name, '\\', `${inside} escape`);
  on(`${inside} escape`, '"\\/bfnrt', name);
  on(`${inside} escape`, 'u', `${inside} hex 1`);
  for (const digit of [1, 2, 3, 4]) {
    on(`${inside} hex ${String(digit)}`, `${DIGITS}abcdefABCDEF`, digit === 4 ? name : `${inside} hex ${String(digit + 1)}`);
  }
  const parts = ['string', 'escape', 'hex 1', 'hex 2', 'hex 3', 'hex 4'];
  for (const part of parts) ROLE_OF[state(`${inside} ${part}`)] = inside === 'key' ? ROLE.key : ROLE.string;
}

function addNumber(inside: 'object' | 'array'): void {
  const part = (name: string): string => `${inside} ${name}`;
  on(part('minus'), '0', part('zero'));
  on(part('minus'), NONZERO, part('integer'));
  on(part('integer'), DIGITS, part('integer'));
  for (const name of ['zero', 'integer']) on(part(name), '.', part('point'));
  for (const name of ['point', 'fraction']) on(part(name), DIGITS, part('fraction'));
  for (const name of ['zero', 'integer', 'fraction']) on(part(name), 'eE', part('exponent'));
  on(part('exponent'), '+-', part('sign'));
  for (const name of ['exponent', 'sign', 'power']) on(part(name), DIGITS, part('power'));
  for (const name of ['zero', 'integer', 'fraction', 'power']) addAfter(part(name), inside);
  const all = ['minus', 'zero', 'integer', 'point', 'fraction', 'exponent', 'sign', 'power'];
  for (const name of all) ROLE_OF[state(part(name))] = ROLE.number;
}

function addWord(word: 'true' | 'false' | 'null', inside: 'object' | 'array'): void {
  for (let at = 1; at < word.length; at += 1) {
    const name = `${inside} ${word} ${String(at)}`;
    on(name, word.charAt(at), at === word.length - 1 ? `after ${inside}` : `${inside} ${word} ${String(at + 1)}`);
    ROLE_OF[state(name)] = ROLE[word];
  }
}
