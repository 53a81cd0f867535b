import { embeddedJson } from '../embedded-json';
import type { SettingPath } from '../../domain/settings';
import type { Leaf, Leaves } from '../leaf';
import { factOf, type AttributePath, type Part, type PartKind, type Side } from '../part';

/** What is said of a setting that a plan does not tell. */
const LATER = 'it is known only after apply';

/** Reads one side of a policy, setting by setting. */
export class Reading {
  private readonly found = new Map<SettingPath, Leaf>();

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
    if (leaf !== undefined) this.found.set(path, leaf);
  }

  /** Sets what the existence of a part decides. */
  say(path: SettingPath, value: unknown, part: Part | undefined): void {
    this.set(path, { kind: 'known', value, address: part?.address ?? this.parts[0]?.address ?? '', isSensitive: false });
  }

  /** Reads an attribute of a part; `read` gives undefined for what it cannot be. Absent gives what `absent` says. */
  leaf(part: Part, path: AttributePath, read: (value: unknown) => unknown, absent?: unknown): Leaf | undefined {
    const fact = factOf(part, this.side, path);
    const { address } = part;
    switch (fact.kind) {
      case 'unknown':
        return { kind: 'unknown', address, cause: 'apply', because: becauseOf(part, path) };
      case 'absent':
        return absent === undefined ? undefined : { kind: 'known', value: absent, address, isSensitive: false };
      case 'known': {
        const value = read(fact.value);
        if (value === undefined)
          return { kind: 'unknown', address, cause: 'unreadable', because: `${nameOf(path)} is not what it should be` };
        return { kind: 'known', value, address, isSensitive: fact.isSensitive };
      }
    }
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

/** Tells whether an argument of a part refers to a block among some parts. */
export function refersTo(part: Part, attribute: string, others: readonly Part[]): boolean {
  const references = part.configured?.references.get(attribute) ?? [];
  const blocks = others.map(({ change }) => `${change.type}.${change.name}`);
  return references.some((reference) => blocks.some((block) => reference === block || reference.startsWith(`${block}.`)));
}

function becauseOf(part: Part, path: AttributePath): string {
  // Of what is inside a block, the references do not tell which is whose.
  const references = path.length > 1 ? [] : (part.configured?.references.get(String(path[0])) ?? []);
  const [shortest] = [...references].sort((a, b) => a.length - b.length);
  return shortest === undefined ? LATER : `it comes from ${shortest}, which is known only after apply`;
}

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
