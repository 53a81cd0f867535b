import { embeddedJson } from '../embedded-json';
import { sortedJson } from '../sorted-json';
import type { SettingPath } from '../../domain/settings';
import type { KnownLeaf, Leaf, Leaves, UnknownLeaf } from '../leaf';
import { expressionIn, factOf, insideJson, writtenAt, type AttributePath, type Part, type PartKind, type Side } from '../part';

/** What is said of a setting that a plan does not tell. */
const LATER = 'it is known only after apply';

/** The same where there is no plan. */
const EXPRESSION = 'it is an expression, which only a plan resolves';

/** Reads one side of a policy, setting by setting. */
export class Reading {
  private readonly found = new Map<SettingPath, Leaf>();
  /** Why what was read is no value: it is an expression of files, alike on both sides. It links parts, and no setting is it. */
  private readonly expressions = new WeakMap<Leaf, string>();

  /**
   * @param parts - of the policy, on both sides
   * @param side - the one that is read
   * @param other - the leaves of the side before, when this is after: what only a replacement hides is taken to be as before
   */
  constructor(
    private readonly parts: readonly Part[],
    readonly side: Side,
    private readonly other: Leaves | null,
  ) {}

  get leaves(): Leaves {
    return this.found;
  }

  /** The policy's own parts of a kind that are there on this side. */
  own(kind: PartKind): readonly Part[] {
    return this.parts.filter((part) => part.kind === kind && part.isOwn && part[this.side] !== null);
  }

  set(path: SettingPath, leaf: Leaf | undefined): void {
    const because = leaf && this.expressions.get(leaf);
    if (leaf !== undefined)
      this.found.set(path, because === undefined ? leaf : { kind: 'unknown', address: leaf.address, cause: 'not-in-plan', because });
  }

  /** Sets what the existence of a part decides. */
  say(path: SettingPath, value: unknown, part: Part | undefined): void {
    this.set(path, { kind: 'known', value, address: part?.address ?? this.parts[0]?.address ?? '', isSensitive: false });
  }

  /**
   * Reads an attribute of a part; `read` gives undefined for what it cannot be. Absent gives what `absent` says, and `within` says where in
   * the JSON in it the value stands.
   */
  leaf(
    part: Part,
    path: AttributePath,
    read: (value: unknown) => unknown,
    { absent, within = [] }: { readonly absent?: unknown; readonly within?: readonly string[] } = {},
  ): Leaf | undefined {
    const fact = factOf(part, this.side, path, within);
    const { address } = part;
    switch (fact.kind) {
      case 'unknown':
        return { kind: 'unknown', address, cause: 'apply', because: becauseOf(part, this.side, path, within) };
      case 'absent':
        return absent === undefined ? undefined : { kind: 'known', value: absent, address, isSensitive: false };
      case 'known': {
        const value = read(fact.value);
        if (value === undefined)
          return { kind: 'unknown', address, ...whyUnread(fact.isSensitive ? undefined : insideJson(fact.value, within), path) };
        return this.noted({ kind: 'known', value, address, isSensitive: fact.isSensitive }, part, path, within);
      }
    }
  }

  /** Tells whether what was read is an expression, alike on both sides. */
  isExpression(leaf: Leaf): boolean {
    return this.expressions.has(leaf);
  }

  /** Gives what is left of a leaf. */
  rest(leaf: KnownLeaf, value: readonly string[]): KnownLeaf {
    const left = { ...leaf, value };
    const because = this.expressions.get(leaf);
    if (because !== undefined && expressionIn(value) !== undefined) this.expressions.set(left, because);
    return left;
  }

  private noted(leaf: KnownLeaf, part: Part, path: AttributePath, within: AttributePath): KnownLeaf {
    const expression = part.change.isFromFiles === true ? expressionIn(leaf.value) : undefined;
    if (expression === undefined || !isAlike(part, path, within)) return leaf;
    this.expressions.set(leaf, untold(expression));
    return leaf;
  }

  /** Drops an unknown that only follows from a replacement, or from what is made here: it is as it was, or nothing given. */
  identity(path: SettingPath, leaf: Leaf | undefined, part: Part, attribute: string, isMadeHere: boolean): void {
    const isHidden = leaf?.kind === 'unknown' && leaf.cause === 'apply';
    if (isHidden && isMadeHere) return;
    const before = this.other?.get(path);
    this.set(path, isHidden && this.isReplaced(part, attribute) ? before : leaf);
  }

  /** Tells whether an argument refers to something of the policy that is replaced in this plan. */
  private isReplaced(part: Part, attribute: string): boolean {
    const references = part.configured?.references.get(attribute) ?? [];
    const replaced = this.parts.filter(({ fate }) => fate === 'replaced').map(({ change }) => `${change.type}.${change.name}`);
    return references.some((reference) => replaced.some((block) => reference === block || reference.startsWith(`${block}.`)));
  }
}

/** Tells whether the same is written on both sides. */
export function isAlike(part: Part, path: AttributePath, within: AttributePath = []): boolean {
  const [was, is] = [writtenAt(part, 'before', path, within), writtenAt(part, 'after', path, within)];
  return sortedJson(was) === sortedJson(is);
}

/** Tells whether an argument of a part refers to a block among some parts. */
export function refersTo(part: Part, attribute: string, others: readonly Part[]): boolean {
  const references = part.configured?.references.get(attribute) ?? [];
  const blocks = others.map(({ change }) => `${change.type}.${change.name}`);
  return references.some((reference) => blocks.some((block) => reference === block || reference.startsWith(`${block}.`)));
}

function becauseOf(part: Part, side: Side, path: AttributePath, within: AttributePath): string {
  // Of what is inside a block, the references do not tell which is whose.
  const references = path.length > 1 ? [] : (part.configured?.references.get(String(path[0])) ?? []);
  const [shortest] = [...references].sort((a, b) => a.length - b.length);
  if (part.change.isFromFiles === true) {
    const from = expressionIn(writtenAt(part, side, path, within)) ?? (side === 'after' ? shortest : undefined);
    return from === undefined ? EXPRESSION : `it comes from ${shown(from)}, which only a plan resolves`;
  }
  return shortest === undefined ? LATER : `it comes from ${shortest}, which is known only after apply`;
}

/** Two synthesized files hold expressions as they are written: that is no mistake in them. */
function whyUnread(value: unknown, path: AttributePath): Pick<UnknownLeaf, 'cause' | 'because'> {
  const [, expression] = /\$\{([^{}]*)\}/.exec(JSON.stringify(value ?? null)) ?? [];
  return expression === undefined
    ? { cause: 'unreadable', because: `${nameOf(path)} is not what it should be` }
    : { cause: 'not-in-plan', because: untold(expression.trim()) };
}

/** Nobody reads a longer one. */
const MOST_CHARACTERS = 100;

const shown = (expression: string): string => (expression === '' || expression.length > MOST_CHARACTERS ? 'an expression' : expression);
const untold = (expression: string): string => `it comes from ${shown(expression)}, which is not told`;

const nameOf = (path: AttributePath): string => path.filter((key) => typeof key === 'string').join('.');

/** Takes a text that is not empty. */
export const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Takes a whole number, also written as text, as AWS Config wants it. */
export function asWhole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Takes a list of texts, sorted: the order of a set says nothing. */
export function asSorted(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...value].sort() : undefined;
}

/** Takes what is written as JSON in a text. */
export function asJson(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const parsed = embeddedJson(value);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Readonly<Record<string, unknown>>)
    : undefined;
}
