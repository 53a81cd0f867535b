import { at } from './kinds';

/** A part of a template, worked out. */
export type Worked =
  | { readonly kind: 'known'; readonly value: unknown }
  /** Not given: `AWS::NoValue`, or left out. */
  | { readonly kind: 'none' }
  | Unknown;

/** What is not worked out. */
export interface Unknown {
  readonly kind: 'unknown';
  /** Whether it is known after apply. */
  readonly isLater: boolean;
  /** Completes "it is not known, because …". */
  readonly because: string;
}

/** The members of a map. */
export interface Members {
  readonly members: Readonly<Record<string, unknown>>;
  /** Why it is not known which they are. */
  readonly unknown?: Unknown;
}

/** The parameters that a conformance pack gives to its template. */
export interface Given {
  readonly values: ReadonlyMap<string, unknown>;
  /** Those whose values are known only after apply. */
  readonly later: ReadonlySet<string>;
  /** Whether even their names are: any may be given. */
  readonly isAnyLater: boolean;
  /** Whether it is of two configurations, and no plan. */
  readonly isFromFiles?: true;
}

const NONE: Worked = { kind: 'none' };
const known = (value: unknown): Worked => ({ kind: 'known', value });
const unreadable = (because: string): Unknown => ({ kind: 'unknown', isLater: false, because });

/** More than any template of the size that AWS takes needs. */
const MAX_STEPS = 100_000;
const MAX_LEVELS = 100;
/** More of the name of a function or parameter than fits into a sentence. */
const MAX_NAME = 100;

/**
 * Works out the values of a template: parameters and the functions that the templates of AWS use. Of any other it says that it is not
 * known.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformancepack-sample-templates.html (read 2026-11)
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html (read 2026-11)
 */
export class TemplateValues {
  private steps = 0;

  constructor(
    private readonly template: unknown,
    private readonly given: Given,
  ) {}

  /** Works out a value with all that is in it. */
  valueOf(value: unknown, level = 0): Worked {
    this.steps += 1;
    if (this.steps > MAX_STEPS || level > MAX_LEVELS) return unreadable('the template refers to itself, or to too much');
    if (value === undefined || value === null) return NONE;
    if (typeof value !== 'object') return known(value);
    if (Array.isArray(value)) return this.listOf(value, level);
    const called = callIn(value);
    if (called !== undefined) return this.call(called.name, called.argument, level);
    return this.mapOf(value, level);
  }

  /** Gives the members of a map, not yet worked out; none where it is no map. */
  membersOf(value: unknown): Members {
    const chosen = this.chosen(value, 0);
    if (chosen instanceof Undecided) return { members: {}, unknown: chosen.unknown };
    const isMap = typeof chosen === 'object' && chosen !== null && !Array.isArray(chosen);
    return { members: isMap ? (chosen as Members['members']) : {} };
  }

  /** Tells whether a condition of the template holds. */
  holds(name: string, level = 0): boolean | Unknown {
    const condition = at(this.template, 'Conditions', name);
    return condition === undefined ? unreadable(`the template has no condition ${short(name)}`) : this.truthOf(condition, level + 1);
  }

  private listOf(items: readonly unknown[], level: number): Worked {
    const worked = items.map((item) => this.valueOf(item, level + 1));
    const unknown = worked.find((one) => one.kind === 'unknown');
    return unknown ?? known(worked.flatMap((one) => (one.kind === 'known' ? [one.value] : [])));
  }

  private mapOf(value: object, level: number): Worked {
    const entries = Object.entries(value).map(([key, item]) => [key, this.valueOf(item, level + 1)] as const);
    const unknown = entries.map(([, item]) => item).find((item) => item.kind === 'unknown');
    return unknown ?? known(Object.fromEntries(entries.flatMap(([key, item]) => (item.kind === 'known' ? [[key, item.value]] : []))));
  }

  private call(name: string, argument: unknown, level: number): Worked {
    switch (name) {
      case 'Ref':
        return this.referred(argument);
      case 'Fn::If': {
        const chosen = this.branchOf(argument, level);
        return chosen instanceof Undecided ? this.alike(argument, chosen.unknown, level) : this.valueOf(chosen, level + 1);
      }
      case 'Fn::Sub':
        return this.substituted(argument, level);
      case 'Fn::Join':
        return this.joined(argument, level);
      default:
        return unreadable(`${short(name)} in the template is not worked out here`);
    }
  }

  private referred(name: unknown): Worked {
    if (typeof name !== 'string') return unreadable('the template refers to what is no name');
    if (name === 'AWS::NoValue') return NONE;
    if (this.given.values.has(name)) return known(this.given.values.get(name));
    const parameter = at(this.template, 'Parameters', name);
    if (parameter !== undefined) {
      const start = `the parameter ${short(name)} of the template`;
      if (this.given.later.has(name) || this.given.isAnyLater)
        return {
          kind: 'unknown',
          isLater: true,
          because: `${start} ${this.given.isFromFiles === true ? 'is an expression, which only a plan resolves' : 'is known only after apply'}`,
        };
      const usual = at(parameter, 'Default');
      return usual === undefined || usual === null ? unreadable(`${start} has no value`) : known(usual);
    }
    // Config rules are referred to by their names.
    if (at(this.template, 'Resources', name) === undefined) return unreadable(`${short(name)} in the template is not worked out here`);
    const own = at(this.template, 'Resources', name, 'Properties', 'ConfigRuleName');
    return typeof own === 'string' ? known(own) : known(name);
  }

  /** A choice that cannot be made makes no difference where both are the same. */
  private alike(argument: unknown, unknown: Unknown, level: number): Worked {
    if (!Array.isArray(argument) || argument.length !== 3) return unknown;
    const [one, other] = [this.valueOf(argument[1], level + 1), this.valueOf(argument[2], level + 1)];
    return one.kind !== 'unknown' && JSON.stringify(one) === JSON.stringify(other) ? one : unknown;
  }

  private substituted(argument: unknown, level: number): Worked {
    const [text, more] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
    if (typeof text !== 'string') return unreadable('Fn::Sub in the template has no text');
    const filled = text.split(/(\$\{[^}]*\})/).map((piece): Worked => {
      const name = /^\$\{([^}]*)\}$/.exec(piece)?.[1]?.trim();
      if (name === undefined) return known(piece);
      if (name.startsWith('!')) return known(`\${${name.slice(1)}}`);
      const own = at(more, name);
      return own === undefined ? this.referred(name) : this.valueOf(own, level + 1);
    });
    return asOne(filled, '');
  }

  private joined(argument: unknown, level: number): Worked {
    const [separator, items] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
    if (typeof separator !== 'string' || !Array.isArray(items)) return unreadable('Fn::Join in the template has no list');
    return asOne(
      items.map((item) => this.valueOf(item, level + 1)),
      separator,
    );
  }

  private chosen(value: unknown, level: number): unknown {
    const called = typeof value === 'object' && value !== null ? callIn(value) : undefined;
    if (called === undefined || level > MAX_LEVELS) return value;
    if (called.name === 'Fn::If') {
      const branch = this.branchOf(called.argument, level);
      return branch instanceof Undecided ? branch : this.chosen(branch, level + 1);
    }
    if (called.name === 'Ref' && called.argument === 'AWS::NoValue') return undefined;
    return new Undecided(unreadable(`${short(called.name)} in the template is not worked out here`));
  }

  private branchOf(argument: unknown, level: number): unknown {
    if (!Array.isArray(argument) || typeof argument[0] !== 'string')
      return new Undecided(unreadable('Fn::If in the template has no condition'));
    const truth = this.holds(argument[0], level);
    return typeof truth === 'boolean' ? (argument[truth ? 1 : 2] as unknown) : new Undecided(truth);
  }

  private truthOf(condition: unknown, level: number): boolean | Unknown {
    this.steps += 1;
    const called = typeof condition === 'object' && condition !== null ? callIn(condition) : undefined;
    if (called === undefined || this.steps > MAX_STEPS || level > MAX_LEVELS)
      return unreadable('a condition of the template cannot be read');
    const { name, argument } = called;
    const items: readonly unknown[] = Array.isArray(argument) ? argument : [];
    switch (name) {
      case 'Condition':
        return this.holds(String(argument), level);
      case 'Fn::Equals': {
        const [one, other] = [this.valueOf(items[0], level + 1), this.valueOf(items[1], level + 1)];
        if (one.kind === 'unknown') return one;
        return other.kind === 'unknown' ? other : textIn(one) === textIn(other);
      }
      case 'Fn::Not': {
        const truth = this.truthOf(items[0], level + 1);
        return typeof truth === 'boolean' ? !truth : truth;
      }
      case 'Fn::And':
      case 'Fn::Or': {
        const truths = items.map((item) => this.truthOf(item, level + 1));
        const deciding = name === 'Fn::Or';
        if (truths.includes(deciding)) return deciding;
        return truths.find((truth) => typeof truth !== 'boolean') ?? !deciding;
      }
      default:
        return unreadable(`${short(name)} in a condition of the template is not worked out here`);
    }
  }
}

/** Stands for what cannot be chosen; no value of a template is one. */
class Undecided {
  constructor(readonly unknown: Unknown) {}
}

function callIn(value: object): { readonly name: string; readonly argument: unknown } | undefined {
  const entries = Object.entries(value);
  const [first] = entries;
  return first !== undefined && entries.length === 1 && /^(Ref|Condition|Fn::.*)$/.test(first[0])
    ? { name: first[0], argument: first[1] as unknown }
    : undefined;
}

function asOne(pieces: readonly Worked[], separator: string): Worked {
  const unknown = pieces.find((piece) => piece.kind === 'unknown');
  return unknown ?? known(pieces.flatMap((piece) => (piece.kind === 'known' ? [textIn(piece)] : [])).join(separator));
}

/** CloudFormation compares texts. */
function textIn(worked: Worked): string {
  if (worked.kind !== 'known') return '';
  return typeof worked.value === 'string' ? worked.value : JSON.stringify(worked.value);
}

const short = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name);
