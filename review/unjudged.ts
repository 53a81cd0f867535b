import { days } from '../domain/phrases';
import type { SettingPath } from '../domain/settings';
import { changedSettings } from './changed-settings';
import { sortedJson } from './sorted-json';
import { differencesOf, type Difference } from './differences';
import { numberOf, textOf, type Leaves } from './leaf';
import type { Part } from './part';
import type { PolicyChange } from './policy-change';
import type { Finding, Unjudged } from './review-result';
import { DECIDING, HELD, LOOKED_AT_BY, LOOKED_AT_IN_PART } from './settings-in-parts';

/** Lists what changes in policies that stay and is told nowhere else: no finding is about it, and no setting that changes stands in it. */
export function unjudgedIn(policies: readonly PolicyChange[], findings: readonly Finding[]): readonly Unjudged[] {
  const found = new Map<string | null, readonly string[]>();
  for (const { address, check } of findings) found.set(address, [...(found.get(address) ?? []), check]);
  return policies.flatMap((policy) => {
    const { before, after } = policy;
    const parts = policy.parts.filter(({ fate }) => fate !== 'kept');
    if (before === null || after === null || parts.length === 0) return [];
    const context = { before, after, changed: changedSettings(before, after), parts };
    return parts.flatMap((part) => {
      const attributes = untoldAttributes(part, context, found.get(part.address) ?? []);
      return attributes === undefined ? [] : [{ policy: policy.id, address: part.address, fate: part.fate, attributes }];
    });
  });
}

/** What a change in one part may follow from. */
interface Context {
  readonly before: Leaves;
  readonly after: Leaves;
  readonly changed: ReadonlySet<SettingPath>;
  /** The parts that change. */
  readonly parts: readonly Part[];
}

/** Names the attributes whose change is told nowhere; none for a part that comes or goes; undefined when there is nothing to say. */
function untoldAttributes(part: Part, context: Context, checks: readonly string[]): readonly string[] | undefined {
  const { changed } = context;
  const isFound = checks.length > 0;
  if (part.before === null || part.after === null) {
    const isDecided = [...NAMING, ...(DECIDING[part.kind] ?? [])].some((path) => changed.has(path));
    return isFound || isDecided ? undefined : [];
  }
  const isInPart = LOOKED_AT_IN_PART.has(part.kind);
  if (isFound && !isInPart) return undefined;
  const all = differencesOf(part);
  // Made anew although it is declared as before: nothing in it says so.
  if (all.length === 0) return part.fate === 'replaced' && !isFound ? [] : undefined;
  const seen = isFound ? [...Object.keys(HELD[part.kind] ?? {}), ...checks.flatMap((check) => LOOKED_AT_BY[check] ?? [])] : [];
  const left = all.filter((one) => !seen.includes(one.name) && !follows(part, one, context));
  return left.length === 0 ? undefined : left.map(({ name }) => name).toSorted();
}

/** Settings that stand in the names of everything. */
const NAMING: readonly SettingPath[] = ['namePrefix', 'homeRegion'];

/** What stands in every part because of settings. */
const EVERYWHERE: Readonly<Record<string, readonly SettingPath[]>> = { tags: ['tags'], region: ['regions', 'homeRegion'] };

/** Tells whether a difference follows from a setting that changes, and so is told with it. */
function follows(part: Part, one: Difference, context: Context): boolean {
  const paths = { ...EVERYWHERE, ...HELD[part.kind] }[one.name] ?? [];
  if (paths.some((path) => context.changed.has(path))) return true;
  if (one.isHidden) return NAMING.some((path) => context.changed.has(path)) || refersToNew(part, one.argument, context.parts);
  return isCarriedOver(one, part, context);
}

/** Tells whether an argument refers to something that this plan makes. */
function refersToNew(part: Part, argument: string, parts: readonly Part[]): boolean {
  const made = parts.filter(({ fate }) => fate === 'made' || fate === 'replaced').map(({ change }) => `${change.type}.${change.name}`);
  const references = part.configured?.references.get(argument) ?? [];
  return references.some((reference) => made.some((block) => reference === block || reference.startsWith(`${block}.`)));
}

/** Tells whether nothing but names, regions and the limit in a value changed. */
function isCarriedOver(one: Difference, part: Part, { before, after, changed }: Context): boolean {
  const text = (path: SettingPath): readonly (string | undefined)[] =>
    changed.has(path) ? [textOf(before, path), textOf(after, path)] : [];
  const limits = ['maxCredentialUsageAgeDays' as const].flatMap((path) =>
    changed.has(path) ? [numberOf(before, path), numberOf(after, path)] : [],
  );
  const texts = [
    ...text('namePrefix'),
    ...text('homeRegion'),
    ...(changed.has('regions') ? [part.regions.before, part.regions.after] : []),
    ...limits.flatMap((limit) => (limit === undefined ? [] : [` ${String(limit)} days`, ` ${days(limit)}`])),
  ];
  const known = texts.filter((item) => item !== undefined && item !== '').toSorted((name = '', other = '') => other.length - name.length);
  const blank = (item: unknown, key: string): unknown => {
    if (typeof item === 'string') return known.reduce<string>((all, name = '') => all.replaceAll(name, BLANK), item);
    return key === 'unused_access_age' && limits.some((limit) => limit === item) ? BLANK : item;
  };
  return sortedJson(one.before, blank) === sortedJson(one.after, blank);
}

/** Stands in the place of what is told elsewhere; no value of a plan holds it by chance. */
const BLANK = '\u0000';
