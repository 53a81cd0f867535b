import { isObject } from './references';
import { gathered, Unresolved, type Resolved } from './synthesized-value';

/** Nobody writes more levels by hand, and whoever generates them is not us. */
const MAX_DEPTH = 50;

/**
 * Reads `jsonencode(…)` of an object or a list that is written out: each member that can be resolved is, and the others are gaps inside the
 * text, by their keys. Undefined for anything else.
 *
 * @param resolve - resolves one expression
 * @see https://developer.hashicorp.com/terraform/language/functions/jsonencode (read 2026-11)
 * @see https://developer.hashicorp.com/terraform/language/expressions/types#maps-objects (read 2026-11)
 */
export function encodedOf(source: string, resolve: (source: string) => Resolved): Resolved | undefined {
  const [, argument] = /^jsonencode\s*\((.*)\)$/s.exec(source) ?? [];
  if (argument === undefined) return undefined;
  const reader = new Reader(argument, resolve);
  const read = reader.whole();
  if (read === undefined || read.gaps instanceof Unresolved) return undefined;
  return { ...read, value: JSON.stringify(read.value, inOrder) };
}

/** Terraform writes the keys of an object in order. */
function inOrder(_: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) : value;
}

type Entry = readonly [key: string | number, value: Resolved];

const SPACE = /\s*/y;
const KEY = /(?:([A-Za-z_][\w-]*)|("[^"\\$%]*"))[ \t]*[=:](?!=)/y;
const GENERATED = /[[{]\s*for\s/y;
/** What sets the members of an object off: a comma, the end of a line, or both. */
const BETWEEN = /[ \t\r]*(?:,|\n)\s*/y;

/** Reads a value of Terraform's language; undefined as soon as there is anything that it does not know. */
class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly resolve: (source: string) => Resolved,
  ) {}

  whole(): Resolved | undefined {
    this.take(SPACE);
    const value = this.value(0, ',');
    this.take(SPACE);
    return this.at === this.text.length ? value : undefined;
  }

  private value(depth: number, ends: string): Resolved | undefined {
    const first = this.text[this.at];
    const isWrittenOut = (first === '{' || first === '[') && this.peek(GENERATED) === undefined;
    if (!isWrittenOut) return this.expression(ends);
    if (depth >= MAX_DEPTH) return undefined;
    this.at += 1;
    return first === '{' ? this.object(depth + 1) : this.list(depth + 1);
  }

  private object(depth: number): Resolved | undefined {
    const entries = new Map<string, Resolved>();
    this.take(SPACE);
    while (this.text[this.at] !== '}') {
      const [, name, quoted] = this.take(KEY) ?? [];
      const key = name ?? quoted?.slice(1, -1);
      this.take(SPACE);
      const value = key === undefined || entries.has(key) ? undefined : this.value(depth, ',\n');
      if (key === undefined || value === undefined) return undefined;
      entries.set(key, value);
      if (this.take(BETWEEN) === undefined && this.textAfterSpace() !== '}') return undefined;
    }
    this.at += 1;
    return gathered([...entries], false);
  }

  private list(depth: number): Resolved | undefined {
    const entries: Entry[] = [];
    while (this.textAfterSpace() !== ']') {
      const value = this.value(depth, ',');
      if (value === undefined) return undefined;
      entries.push([entries.length, value]);
      const next = this.textAfterSpace();
      if (next === ',') this.at += 1;
      else if (next !== ']') return undefined;
    }
    this.at += 1;
    return gathered(entries, true);
  }

  /** Takes an expression whole, up to what ends it outside of its own texts and brackets. */
  private expression(ends: string): Resolved | undefined {
    const from = this.at;
    const end = endOfExpression(this.text, from, ends);
    if (end === undefined) return undefined;
    this.at = end;
    const source = this.text.slice(from, end).trim();
    return source === '' ? undefined : this.resolve(source);
  }

  private textAfterSpace(): string | undefined {
    this.take(SPACE);
    return this.text[this.at];
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.peek(pattern);
    this.at += found?.[0].length ?? 0;
    return found;
  }

  private peek(pattern: RegExp): RegExpExecArray | undefined {
    const here = new RegExp(pattern);
    here.lastIndex = this.at;
    return here.exec(this.text) ?? undefined;
  }
}

const TOKENS = /["\\#]|\/[/*]|\$\$\{|%%\{|\$\{|%\{|[{}()[\],\n]/g;

const COMMENT: ReadonlySet<string> = new Set(['#', '//', '/*']);

/** Finds where an expression ends; undefined where there is a comment, in which anything may stand. */
function endOfExpression(text: string, from: number, ends: string): number | undefined {
  const open: ('text' | 'bracket')[] = [];
  const tokens = new RegExp(TOKENS);
  tokens.lastIndex = from;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token] = found;
    if (open.at(-1) === 'text') {
      if (token === '"') open.pop();
      else if (token === '\\') tokens.lastIndex += 1;
      else if (token === '${' || token === '%{') open.push('bracket');
    } else if (token === '"') {
      open.push('text');
    } else if (COMMENT.has(token)) {
      return undefined;
    } else if (open.length === 0 && (ends.includes(token) || /[)}\]]/.test(token))) {
      return found.index;
    } else if (/[)}\]]/.test(token)) {
      open.pop();
    } else if (/[({[]$/.test(token)) {
      open.push('bracket');
    }
  }
  return text.length;
}
