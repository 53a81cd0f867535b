import { sortedJson } from '../sorted-json';
import { isObject } from './references';
import { ANYTHING, OUTSIDE } from './synthesized-dependencies';
import type { Declared } from './synthesized-file';
import { REPLACING } from './synthesized-schema';
import { piecesOf, referencesInText, referencesInValue } from './synthesized-template';

/** What AWS answers and only whose it is decides: it stays while the resource stays. */
const IDENTITIES = /^aws_[a-z0-9_]+\.[\w-]+(?:\[[^\]]*\])?\.(?:arn|id|key_id|url|unique_id)$/;

/** Tells whether a text is one reference to what AWS answers and only whose it is decides. */
export function isIdentity(text: string): boolean {
  const [piece, ...more] = piecesOf(text) ?? [];
  return piece?.kind === 'expression' && more.length === 0 && IDENTITIES.test(piece.source);
}

/**
 * Functions whose value is not in the configuration: those that read files, which the same change may touch, and those that never say the
 * same twice.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/file (read 2026-11)
 */
const OUTSIDE_CALL = /\b(?:file\w*|templatefile|abspath|pathexpand|timestamp|plantimestamp|uuid|bcrypt)\s*\(/;

/** Look-ups of the same kind. */
const OUTSIDE_DATA = /^data\.(?:local_\w+|archive_file|template_\w+|external|http)\./;

/** Tells whether a text comes from what is not in the configuration. */
export const comesFromOutside = (text: string): boolean => OUTSIDE_CALL.test(text);

/**
 * Gives a function that tells whether an address says the same on both sides, with all that it comes from: the same expression is the same
 * value then, whatever that is. A variable with another default is another one.
 */
export function sameDefinitions(before: Declared, after: Declared): (reference: string) => boolean {
  const comparison = new Comparison(before, after);
  return (reference) => comparison.isSame(reference);
}

/** Whether something says the same on both sides by itself, and what it comes from. */
interface Compared {
  readonly isAlike: boolean;
  readonly comesFrom: readonly string[];
}

const DIFFERENT: Compared = { isAlike: false, comesFrom: [] };

class Comparison {
  private readonly told = new Map<string, boolean>();

  constructor(
    private readonly before: Declared,
    private readonly after: Declared,
  ) {}

  isSame(reference: string): boolean {
    const key = keyOf(reference);
    if (!this.told.has(key)) this.tell(reference);
    return this.told.get(key) === true;
  }

  /** Tells of all that something comes from: locals may lead to locals for longer than calls may nest. */
  private tell(first: string): void {
    const leadsTo = new Map<string, string[]>();
    const found = new Set<string>();
    const different: string[] = [];
    const open = [first];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const key = keyOf(next);
      if (found.has(key)) continue;
      found.add(key);
      const { isAlike, comesFrom } = this.compared(next);
      if (!isAlike || comesFrom.some((one) => this.told.get(keyOf(one)) === false)) different.push(key);
      for (const one of comesFrom.filter((each) => !this.told.has(keyOf(each)))) {
        leadsTo.set(keyOf(one), [...(leadsTo.get(keyOf(one)) ?? []), key]);
        open.push(one);
      }
    }
    for (const key of found) this.told.set(key, true);
    // What comes from something that differs does too.
    for (let next = different.pop(); next !== undefined; next = different.pop()) {
      if (this.told.get(next) === false) continue;
      this.told.set(next, false);
      different.push(...(leadsTo.get(next) ?? []));
    }
  }

  private compared(reference: string): Compared {
    if (reference === ANYTHING) return this.all();
    if (reference === OUTSIDE || OUTSIDE_DATA.test(reference)) return DIFFERENT;
    const address = definedBy(reference);
    const [was, becomes] = [this.before.definitions.get(address), this.after.definitions.get(address)];
    if (!IDENTITIES.test(reference)) return comparedOf(was, becomes, address.startsWith('data.') ? dependsOn(becomes) : []);
    const [type = ''] = address.split('.', 1);
    return comparedOf(namingIn(type, was), namingIn(type, becomes));
  }

  /** What may refer to anything says the same only if all does. */
  private all(): Compared {
    const [was, becomes] = [this.before, this.after].map(({ definitions, modules }) =>
      sortedJson([Object.fromEntries(definitions), Object.fromEntries(modules)]),
    );
    const isTold = [...this.after.definitions].every(
      ([address, body]) =>
        !OUTSIDE_DATA.test(`${address}.`) && !comesFromOutside(sortedJson(body)) && !referencesInValue(body).includes(OUTSIDE),
    );
    return { isAlike: was === becomes && isTold, comesFrom: [] };
  }
}

function comparedOf(was: unknown, becomes: unknown, more: readonly string[] = []): Compared {
  const text = sortedJson(becomes);
  if (sortedJson(was) !== text || comesFromOutside(text)) return DIFFERENT;
  return { isAlike: true, comesFrom: [...referencesInValue(becomes), ...more] };
}

/** A look-up that waits for something is of what that has become; `depends_on` has addresses as they are. */
function dependsOn(body: unknown): readonly string[] {
  const given = isObject(body) ? body['depends_on'] : undefined;
  return Array.isArray(given) ? given.flatMap((address) => referencesInText(`\${${String(address)}}`)) : [];
}

/** Arguments by which the ids and the ARNs of many types are made. */
const NAMING = /(?:^|(?<!display)_)name(?:_prefix)?$|^(?:bucket|bucket_prefix|prefix|path|region|identifier|user|arn|id|provider)$/;

/** What decides whose a resource is. Where its name comes from what each instance has, that does too. */
function namingIn(type: string, body: unknown): unknown {
  if (!isObject(body)) return body;
  const replacing = Object.hasOwn(REPLACING, type) ? (REPLACING[type] ?? []) : [];
  const naming = Object.fromEntries(Object.entries(body).filter(([name]) => NAMING.test(name) || replacing.includes(name)));
  const isOfEach = referencesInValue(naming).some(isOfInstance);
  return isOfEach ? { ...naming, for_each: body['for_each'] } : naming;
}

/** Tells whether a reference is to what an instance has, other than its key. */
export const isOfInstance = (reference: string): boolean => reference === ANYTHING || reference.startsWith('each.value');

/** What is told once for all references that lead into it. */
function keyOf(reference: string): string {
  if (reference === ANYTHING || reference === OUTSIDE) return reference;
  return IDENTITIES.test(reference) ? `${definedBy(reference)}.id` : definedBy(reference);
}

/** The address of the block, or of the local value, that a reference leads into. */
function definedBy(reference: string): string {
  const steps = reference.split(/[.[]/);
  return steps.slice(0, steps[0] === 'data' ? 3 : 2).join('.');
}
