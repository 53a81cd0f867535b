import { encodedOf } from './synthesized-encoded';
import { ANYTHING } from './synthesized-dependencies';
import type { Declared } from './synthesized-file';
import { piecesOf, referencesInText } from './synthesized-template';
import {
  gathered,
  known,
  marksOf,
  memberOf,
  NO_MARKS,
  referencesOf,
  unresolved,
  type Resolved,
  type Unresolved,
} from './synthesized-value';

/** What `each` and `count` stand for in one instance of a block. */
export interface Instance {
  readonly each?: { readonly key: Resolved; readonly value: Resolved };
  readonly count?: number;
}

/** Resolves the value of another resource's argument; undefined when it has none that is written out. */
export type ArgumentOf = (address: string, index: string | undefined, name: string, instance: Instance) => Resolved | undefined;

/** No chain of references is longer. */
const MAX_STEPS = 50;

/** No text in a configuration is longer; locals that repeat locals could make one. */
const MAX_CHARACTERS = 1_000_000;

/** No value has more in it; lists that repeat lists could make one. */
const MAX_ITEMS = 100_000;

/** Resolves the few expressions that say the same whoever reads them. All others are unresolved: nothing is ever guessed. */
export class Expressions {
  private steps = 0;
  /** Each once, however often it is referred to; undefined while it is being resolved. */
  private readonly locals = new Map<string, Resolved | undefined>();
  private readonly sizes = new WeakMap<object, number>();

  /**
   * @param declared - the side to read
   * @param isLookUp - whether an address is one of a look-up of the account that is declared alike on both sides
   */
  constructor(
    private readonly declared: Declared,
    private readonly isLookUp: (address: string) => boolean,
    private readonly argumentOf: ArgumentOf,
  ) {}

  /** Resolves all texts in a value. */
  valueOf(value: unknown, instance: Instance): Resolved {
    if (typeof value === 'string') return this.textOf(value, instance);
    if (typeof value !== 'object' || value === null) return known(value);
    return Array.isArray(value)
      ? gathered(
          value.map((item: unknown, at) => [at, this.valueOf(item, instance)]),
          true,
        )
      : gathered(
          Object.entries(value).map(([key, item]) => [key, this.valueOf(item, instance)]),
          false,
        );
  }

  private textOf(text: string, instance: Instance): Resolved {
    const pieces = piecesOf(text);
    if (pieces === undefined) return unresolved(text, referencesInText(text));
    const [first, ...more] = pieces;
    if (first?.kind === 'expression' && more.length === 0) return this.resolve(first.source, instance);
    const parts = pieces.map((piece) => (piece.kind === 'text' ? known(piece.text) : this.resolve(piece.source, instance)));
    const texts = parts.map(({ value }) => (isScalar(value) ? String(value) : JSON.stringify(value ?? null)));
    if (texts.reduce((length, part) => length + part.length, 0) > MAX_CHARACTERS) return unresolved(text, referencesInText(text));
    const joined = texts.join('');
    const isKnown = parts.every(({ value, gaps }) => gaps === undefined && isScalar(value));
    if (isKnown) return { value: joined, gaps: undefined, ...(parts.some(({ isOpaque }) => isOpaque) && { isOpaque: true }) };
    const references = [...new Set([...referencesInText(text), ...parts.flatMap(({ gaps }) => referencesOf(gaps))])];
    // What stands for itself must not be taken for an expression, nor the other way round.
    const written = parts.map(({ gaps, isOpaque }, at) => (gaps === undefined && isOpaque !== true ? escaped(texts[at] ?? '') : texts[at]));
    return unresolved(written.join(''), references);
  }

  /** Resolves one expression, bounded in steps. */
  private resolve(source: string, instance: Instance): Resolved {
    if (this.steps >= MAX_STEPS) return whole(source);
    this.steps += 1;
    try {
      return this.literalOf(source, instance) ?? this.encodedOf(source, instance) ?? this.addressOf(source, instance) ?? whole(source);
    } finally {
      this.steps -= 1;
    }
  }

  private literalOf(source: string, instance: Instance): Resolved | undefined {
    if (!/^["[{\d-]|^(?:true|false|null)$/.test(source) || /^[[{]\s*for\s/.test(source)) return undefined;
    // The keys of an object are set off by = where JSON has a colon.
    const json = source.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|=/gs, (token) => (token === '=' ? ':' : token));
    try {
      return this.valueOf(JSON.parse(json) as unknown, instance);
    } catch {
      return undefined;
    }
  }

  private encodedOf(source: string, instance: Instance): Resolved | undefined {
    return encodedOf(source, (member) => this.resolve(member, instance));
  }

  private addressOf(source: string, instance: Instance): Resolved | undefined {
    const [, head = '', rest = ''] = HEAD.exec(source) ?? [];
    const steps = stepsIn(rest);
    if (head === '' || steps === undefined) return undefined;
    if (head === 'count.index') return instance.count !== undefined && rest === '' ? known(instance.count) : whole(source);
    if (head.startsWith('each.')) return inside(instance.each?.[head === 'each.key' ? 'key' : 'value'], steps, source);
    if (head.startsWith('var.')) return whole(source);
    if (head.startsWith('local.')) return inside(this.localOf(head), steps, source);
    if (head.startsWith('data.')) return this.lookUpOf(source, head);
    return this.argumentIn(source, head, rest, instance);
  }

  /** A local value knows no instance. One that leads to itself has no value. */
  private localOf(head: string): Resolved | undefined {
    const { definitions } = this.declared;
    if (this.locals.has(head) || !definitions.has(head)) return this.locals.get(head);
    this.locals.set(head, undefined);
    const resolved = this.valueOf(definitions.get(head), {});
    const found = this.sizeOf(resolved.value) + this.sizeOf(resolved.gaps) > MAX_ITEMS ? undefined : resolved;
    this.locals.set(head, found);
    return found;
  }

  /** Counts what is in a value, however often it is in it; of what was counted before only once. */
  private sizeOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1;
    const counted = this.sizes.get(value);
    if (counted !== undefined) return counted;
    const size = Object.values(value).reduce<number>((sum, item) => sum + this.sizeOf(item), 1);
    this.sizes.set(value, size);
    return size;
  }

  /** A look-up of the account stands for itself: the same text is the same thing, and nothing reads more in it. */
  private lookUpOf(source: string, head: string): Resolved {
    const isPlain = LOOK_UP.test(source) && this.isLookUp(head);
    return isPlain ? { value: `\${${source}}`, gaps: undefined, isOpaque: true } : whole(source);
  }

  private argumentIn(source: string, address: string, rest: string, instance: Instance): Resolved {
    const [, index, name = '', more = ''] = /^(?:\[([^\]]*)\])?\.([A-Za-z_][\w-]*)(.*)$/s.exec(rest) ?? [];
    const steps = stepsIn(more);
    if (name === '' || steps === undefined) return whole(source);
    const found = this.argumentOf(address, index, name, instance);
    // What is not resolved of what another instance has would be taken for what this one has.
    return found === undefined || isOfItsInstance(found) ? whole(source) : inside(found, steps, source);
  }
}

const HEAD =
  /^((?:each\.(?:key|value)|count\.index|(?:var|local)\.[A-Za-z_][\w-]*|data\.[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*|(?!(?:each|count|path|module|self|terraform)\.)[a-z][a-z0-9]*_\w*\.[A-Za-z_][\w-]*))((?:[.[].*)?)$/s;
const LOOK_UP =
  /^data\.(?:aws_partition\.[\w-]+(?:\[0\])?\.partition|aws_caller_identity\.[\w-]+(?:\[0\])?\.account_id|aws_region\.[\w-]+(?:\[0\])?\.(?:region|name|id))$/;

/** Reads steps into a value, `.name`, `["key"]` or `[0]`; undefined when there is anything else. */
function stepsIn(rest: string): readonly (string | number)[] | undefined {
  const steps = rest.match(/\.[A-Za-z_][\w-]*|\["[^"$%\\]*"\]|\[\d+\]|\[each\.(?:key|value)\]|\[count\.index\]/g) ?? [];
  if (steps.join('') !== rest) return undefined;
  return steps.map((step) => {
    if (step.startsWith('.')) return step.slice(1);
    return step.startsWith('["') ? step.slice(2, -2) : step.slice(1, -1);
  });
}

function inside(found: Resolved | undefined, steps: readonly (string | number)[], source: string): Resolved {
  const inner = steps.reduce<Resolved | undefined>((all, step) => (all === undefined ? undefined : memberOf(all, step)), found);
  return inner ?? whole(source);
}

/** Writes a text so that it stands for itself. */
const escaped = (text: string): string => text.replaceAll(/[$%](?=[$%]*\{)/g, '$&$&');

/** Tells whether something unresolved comes from what only one instance has. */
function isOfItsInstance({ gaps }: Resolved): boolean {
  const counts = ({ references }: Unresolved): boolean => references.some((one) => one === ANYTHING || /^(?:each|count)\./.test(one));
  return marksOf(gaps, counts) !== NO_MARKS;
}

/** An expression that is not resolved, as the text it stands in. */
function whole(source: string): Resolved {
  const text = `\${${source}}`;
  return unresolved(text, referencesInText(text));
}

const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
