import type { Action, ResourceChange } from '../plan';
import { sortedJson } from '../sorted-json';
import { isObject } from './references';
import type { DeclaredResource } from './synthesized-file';
import { comesFromOutside, isIdentity, isOfInstance } from './synthesized-definitions';
import { REPLACING } from './synthesized-schema';
import type { SynthesizedSide } from './synthesized-side';
import { referencesInValue } from './synthesized-template';
import { leafAt, marksOf, memberOf, NO_MARKS, unresolved, Unresolved, type Resolved } from './synthesized-value';
import type { Instance } from './synthesized-expression';

/** One block, on the sides on which it is declared. */
export interface BlockPair {
  readonly before: DeclaredResource | undefined;
  readonly after: DeclaredResource | undefined;
}

/** Both sides, and whether what an expression comes from says the same on both. */
export interface Sides {
  readonly before: SynthesizedSide;
  readonly after: SynthesizedSide;
  readonly isSameDefinition: (reference: string) => boolean;
}

/** The changes of one block, and what of it cannot be told. */
export interface BlockChanges {
  readonly changes: readonly ResourceChange[];
  readonly gaps: readonly string[];
}

/** Compares the instances of one block. */
export function changesOf(pair: BlockPair, sides: Sides): BlockChanges {
  const { type = '', name = '' } = pair.after ?? pair.before ?? {};
  const address = `${type}.${name}`;
  const { indexes, gaps } = indexesOf(pair, sides);
  const found = indexes.map(({ index, before, after }) => {
    const resolved = {
      before: pair.before && before && sides.before.valuesOf(pair.before, before),
      after: pair.after && after && sides.after.valuesOf(pair.after, after),
    };
    const isSameEach = isSameValue(before?.each?.value, after?.each?.value, sides);
    const isAlike = (one: Unresolved | undefined, other: Unresolved | undefined): boolean =>
      isSame(one, other, sides) && (isSameEach || ![one, other].some((leaf) => leaf?.references.some(isOfInstance)));
    return changeOf({ address, type, name, index }, resolved, isAlike);
  });
  return { changes: found.map(({ change }) => change), gaps: [...gaps, ...found.flatMap((one) => one.gaps)] };
}

/** Stands for all instances of a block whose number is not told, as Terraform writes them. */
const ANY_INSTANCE = '*';

interface PairedIndex {
  readonly index: string | number | undefined;
  readonly before: Instance | undefined;
  readonly after: Instance | undefined;
}

function indexesOf(
  { before, after }: BlockPair,
  sides: Sides,
): { readonly indexes: readonly PairedIndex[]; readonly gaps: readonly string[] } {
  const was = before && sides.before.instancesOf(before);
  const becomes = after && sides.after.instancesOf(after);
  const isTold = was?.isKnown !== false && becomes?.isKnown !== false;
  if (isTold) {
    const keys = new Set([...(was?.byIndex.keys() ?? []), ...(becomes?.byIndex.keys() ?? [])]);
    return {
      indexes: [...keys].toSorted(inOrder).map((index) => ({ index, before: was?.byIndex.get(index), after: becomes?.byIndex.get(index) })),
      gaps: [],
    };
  }
  const [wasAny, becomesAny] = [before && anyInstance(before), after && anyInstance(after)];
  const { type, name } = after ?? before ?? { type: '', name: '' };
  const isAlike = wasAny === undefined || becomesAny === undefined || isSame(wasAny.leaf, becomesAny.leaf, sides);
  const gaps = isAlike ? [] : [`how many there are of ${type}.${name} changes, and cannot be told without Terraform`];
  // One side that is told is as near as one gets to the other: what comes and goes is not told, but what changes in each is.
  const keys = [...((was?.isKnown === true ? was.byIndex : becomes?.isKnown === true ? becomes.byIndex : undefined)?.keys() ?? [])];
  const indexes = keys.length === 0 ? [ANY_INSTANCE] : keys;
  return {
    indexes: indexes.map((index) => ({
      index,
      before: was?.isKnown === true ? was.byIndex.get(index) : wasAny?.instance,
      after: becomes?.isKnown === true ? becomes.byIndex.get(index) : becomesAny?.instance,
    })),
    gaps,
  };
}

/** Keys stand in the order of a plan: texts by their letters, numbers by their size. */
function inOrder(one: string | number | undefined, other: string | number | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

/** What an instance is of which nothing is told. */
function anyInstance({ body }: DeclaredResource): { readonly instance: Instance; readonly leaf: Unresolved | undefined } {
  const given = body['for_each'] ?? body['count'];
  const each = (what: string): Resolved => unresolved(`\${each.${what}} of ${JSON.stringify(given)}`, referencesInValue(given));
  const key = each('key');
  return { instance: { each: { key, value: each('value') } }, leaf: leafAt(key.gaps, []) };
}

interface Named {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index: string | number | undefined;
}

interface ResolvedSides {
  readonly before: Resolved | undefined;
  readonly after: Resolved | undefined;
}

function changeOf(
  { address, type, name, index }: Named,
  { before, after }: ResolvedSides,
  isAlike: (one: Unresolved | undefined, other: Unresolved | undefined) => boolean,
): { readonly change: ResourceChange; readonly gaps: readonly string[] } {
  const afterUnknown = marksOf(after?.gaps, (leaf, path) => !isAlike(leafAt(before?.gaps, path), leaf));
  const beforeUnknown = marksOf(before?.gaps, (leaf, path) => !isAlike(leaf, leafAt(after?.gaps, path)));
  const isHidden = afterUnknown !== NO_MARKS;
  const isOther = sortedJson(before?.value) !== sortedJson(after?.value);
  const isGone = !isOther && !isHidden && beforeUnknown !== NO_MARKS;
  const at = `${address}${index === undefined ? '' : index === ANY_INSTANCE ? '[*]' : `[${JSON.stringify(index)}]`}`;
  return {
    change: {
      address: at,
      mode: 'managed',
      type,
      name,
      ...(index !== undefined && index !== ANY_INSTANCE && { index }),
      actions: actionsOf(type, before, after, isOther || isHidden || isGone),
      before: valuesIn(before),
      after: valuesIn(after),
      afterUnknown,
      ...(beforeUnknown !== NO_MARKS && { beforeUnknown }),
      beforeSensitive: {},
      afterSensitive: {},
      replacePaths: [],
      isImported: false,
      isFromFiles: true,
    },
    gaps:
      before && after && (isGone || isLost(before, after))
        ? [`an expression in ${at} goes, and what it was cannot be told without Terraform`]
        : [],
  };
}

/**
 * Tells whether what was an expression is written out or absent now: nobody can then tell what it changes. Whose it is, is known; and of what
 * is only text for people, nothing depends.
 */
function isLost(before: Resolved, after: Resolved): boolean {
  const lost = marksOf(before.gaps, (leaf, path) => {
    const isFact = leaf.isNamed || isIdentity(leaf.text) || FOR_PEOPLE.has(String(path[0]));
    return !isFact && !isHiddenAt(after, path);
  });
  return lost !== NO_MARKS;
}

/** Tells whether a place is not known: itself, or the text in which it stands, where nobody reads what else is in it. */
function isHiddenAt({ value, gaps }: Resolved, path: readonly (string | number)[]): boolean {
  if (leafAt(gaps, path) !== undefined) return true;
  if (READ_INSIDE.has(String(path[0]))) return false;
  let [inside, hidden] = [value, gaps];
  for (const key of path) {
    if (typeof inside !== 'object' || inside === null) break;
    inside = Object.hasOwn(inside, key) ? (inside as Readonly<Record<string | number, unknown>>)[key] : undefined;
    hidden = hidden instanceof Unresolved ? hidden : hidden?.get(key);
  }
  return typeof inside === 'string' && hidden !== undefined;
}

/** Texts whose members are settings, each by itself. */
const READ_INSIDE: ReadonlySet<string> = new Set(['input_parameters', 'environment']);

const FOR_PEOPLE: ReadonlySet<string> = new Set(['description', 'alarm_description', 'tags']);

function actionsOf(type: string, before: Resolved | undefined, after: Resolved | undefined, isOther: boolean): readonly Action[] {
  if (before === undefined) return ['create'];
  if (after === undefined) return ['delete'];
  if (!isOther) return ['no-op'];
  return isReplaced(type, before, after) ? ['delete', 'create'] : ['update'];
}

/** Tells whether something by which a resource is known is known on both sides, and is not the same. */
function isReplaced(type: string, before: Resolved, after: Resolved): boolean {
  const isKnown = (name: string): boolean =>
    [before, after].every((side) => {
      const gaps = memberOf(side, name)?.gaps;
      return gaps === undefined || (gaps instanceof Unresolved && gaps.isNamed);
    });
  const [was, becomes] = [valuesIn(before) ?? {}, valuesIn(after) ?? {}];
  const names = Object.hasOwn(REPLACING, type) ? (REPLACING[type] ?? []) : [];
  const isMoved = typeof was['region'] === 'string' && typeof becomes['region'] === 'string' && was['region'] !== becomes['region'];
  return isMoved || names.some((name) => isKnown(name) && sortedJson(was[name]) !== sortedJson(becomes[name]));
}

const valuesIn = (resolved: Resolved | undefined): ResourceChange['before'] => (isObject(resolved?.value) ? resolved.value : null);

/** Tells whether what an instance has is the same, and all that is not resolved in it too. */
function isSameValue(one: Resolved | undefined, other: Resolved | undefined, sides: Sides): boolean {
  const isLeft = (from: Resolved | undefined, to: Resolved | undefined): boolean =>
    marksOf(from?.gaps, (leaf, path) => !isSame(leaf, leafAt(to?.gaps, path), sides)) !== NO_MARKS;
  return sortedJson(one?.value) === sortedJson(other?.value) && !isLeft(one, other) && !isLeft(other, one);
}

/** The same text means the same if all that it comes from says the same. */
function isSame(one: Unresolved | undefined, other: Unresolved | undefined, { isSameDefinition }: Sides): boolean {
  if (one === undefined || other === undefined || one.text !== other.text || comesFromOutside(one.text)) return false;
  return [...new Set([...one.references, ...other.references])].every(isSameDefinition);
}
