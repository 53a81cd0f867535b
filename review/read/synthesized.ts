import { sortedJson } from '../sorted-json';
import type { ConfiguredProvider, ConfiguredResource, Plan, ResourceChange, Values } from '../plan';
import { changesOf, type Sides } from './synthesized-changes';
import { sameDefinitions } from './synthesized-definitions';
import { declaredIn, type Declared, type DeclaredResource, type SynthesizedFile } from './synthesized-file';
import { gapsBetween, identityGaps } from './synthesized-gaps';
import { providerKeyOf, providersOf, usedOnBothSides } from './synthesized-providers';
import { SynthesizedSide } from './synthesized-side';
import { configuredReferencesIn, referencesInValue } from './synthesized-template';

export type { SynthesizedFile } from './synthesized-file';

/**
 * Makes of two configurations in Terraform's JSON syntax what a plan between them would tell, as far as that can be told without
 * Terraform, without credentials and without a state: as if what is declared before stood, whole and unchanged.
 *
 * An expression that cannot be resolved is unknown; nothing is guessed. What is no part of the two sides, such as what a module holds, is
 * a gap, and the plan is then incomplete. Attributes that the provider would fill in are absent. Replacement is
 * told where what a resource is known by is written out on both sides and differs.
 *
 * @param before - the `*.tf.json` files of one folder; none where there was no configuration
 * @param after - the same, as it becomes
 * @param wantedTypes - of the resources to read; all others are only counted
 * @throws InputError when a file is no JSON, no Terraform configuration, or says something twice.
 */
export function planBetween(before: readonly SynthesizedFile[], after: readonly SynthesizedFile[], wantedTypes: ReadonlySet<string>): Plan {
  const [was, becomes] = [declaredIn(before), declaredIn(after)];
  const isLookUp = (address: string): boolean => isSameLookUp(was, becomes, address);
  const sides: Sides = {
    before: new SynthesizedSide(was, isLookUp),
    after: new SynthesizedSide(becomes, isLookUp),
    isSameDefinition: sameDefinitions(was, becomes),
  };
  const pairs = pairsOf(was, becomes);
  const wanted = pairs.filter(({ type }) => wantedTypes.has(type));
  const found = wanted.map((pair) => changesOf(pair, sides));
  const [changes, providers] = withRegions(
    found.flatMap((one) => one.changes),
    { before: was, after: becomes },
    usedOnBothSides(wanted),
  );
  const gaps = [
    ...gapsBetween(was, becomes, wanted, sides.isSameDefinition),
    ...found.flatMap((one) => one.gaps),
    ...changes.flatMap((change) => identityGaps(change)),
  ];
  return {
    changes,
    drift: [],
    deferred: [],
    otherChanges: pairs.filter((pair) => !wantedTypes.has(pair.type) && isOther(pair)).length + changedCalls(was, becomes),
    isRefreshOnly: false,
    isComplete: gaps.length === 0,
    ...(gaps.length > 0 && { gaps: [...new Set(gaps)] }),
    configured: configuredIn(was, becomes, wantedTypes),
    providers,
  };
}

/** Makes of one configuration a plan that makes all of it. */
export function planOf(files: readonly SynthesizedFile[], wantedTypes: ReadonlySet<string>): Plan {
  return planBetween([], files, wantedTypes);
}

/** A block by its type, with the sides on which it is declared. */
interface Pair {
  readonly type: string;
  readonly before: DeclaredResource | undefined;
  readonly after: DeclaredResource | undefined;
}

/** Pairs the blocks by their addresses, in order of these as in a plan. */
function pairsOf({ resources: was }: Declared, { resources: becomes }: Declared): readonly Pair[] {
  return [...new Set([...was.keys(), ...becomes.keys()])].toSorted().map((address) => {
    const [before, after] = [was.get(address), becomes.get(address)];
    return { type: (after ?? before)?.type ?? '', before, after };
  });
}

const isOther = ({ before, after }: Pair): boolean => sortedJson(before?.body) !== sortedJson(after?.body);

function changedCalls({ modules: was }: Declared, { modules: becomes }: Declared): number {
  return [...new Set([...was.keys(), ...becomes.keys()])].filter((name) => sortedJson(was.get(name)) !== sortedJson(becomes.get(name)))
    .length;
}

/** A look-up that is declared alike wherever it is declared is the same. */
function isSameLookUp(before: Declared, after: Declared, address: string): boolean {
  const [was, becomes] = [before.definitions.get(address), after.definitions.get(address)];
  if (was === undefined || becomes === undefined) return was !== becomes;
  return sortedJson(was) === sortedJson(becomes) && referencesInValue(becomes).length === 0;
}

/** What the configuration says of each block; of one that goes, what it said. */
function configuredIn(before: Declared, after: Declared, wanted: ReadonlySet<string>): ReadonlyMap<string, ConfiguredResource> {
  const all = new Map([...before.resources, ...after.resources]);
  return new Map(
    [...all]
      .filter(([, { type }]) => wanted.has(type))
      .map(([address, { type, body }]) => {
        const arguments_ = Object.entries(body).map(([name, value]) => [name, configuredReferencesIn(value)] as const);
        const references = new Map(arguments_.filter(([name, found]) => !META.has(name) && found.length > 0));
        return [`/${address}`, { providerKey: providerKeyOf(type, body), references }];
      }),
  );
}

const META: ReadonlySet<string> = new Set(['depends_on', 'lifecycle', 'provider']);

/**
 * Gives the regions of the providers. Where one has another region than before, or a resource one that is not told, each resource gets its
 * own, as version 6 of the provider writes it, and the provider has none that would stand for all.
 */
function withRegions(
  changes: readonly ResourceChange[],
  declared: { readonly before: Declared; readonly after: Declared },
  used: ReadonlySet<string>,
): readonly [changes: readonly ResourceChange[], providers: ReadonlyMap<string, ConfiguredProvider>] {
  const [was, becomes] = [providersOf(declared.before), providersOf(declared.after)];
  const bodyOf = ({ type, name }: ResourceChange, side: Declared): Values => side.resources.get(`${type}.${name}`)?.body ?? {};
  const keyOf = (change: ResourceChange, side: Declared): string => providerKeyOf(change.type, bodyOf(change, side));
  const isUntold = (change: ResourceChange, side: Declared, values: Values | null): boolean =>
    (bodyOf(change, side)['region'] ?? null) !== null && values !== null && values['region'] === undefined;
  const isKept = (key: string): boolean => used.has(key) || (was.has(key) && becomes.has(key));
  const apart = new Set([
    ...[...was.keys(), ...becomes.keys()].filter((key) => isKept(key) && was.get(key)?.region !== becomes.get(key)?.region),
    ...changes.filter((one) => isUntold(one, declared.before, one.before)).map((one) => keyOf(one, declared.before)),
    ...changes.filter((one) => isUntold(one, declared.after, one.after)).map((one) => keyOf(one, declared.after)),
  ]);
  const providers = new Map(
    [...was, ...becomes].map(([key, { region, ...rest }]) => [
      key,
      { ...rest, ...(region !== undefined && !apart.has(key) && { region }) },
    ]),
  );
  const placed = (change: ResourceChange, side: Declared, values: Values | null, regions: typeof was): Values | null => {
    const key = keyOf(change, side);
    const region = regions.get(key)?.region;
    const isGiven = values === null || values['region'] !== undefined || isUntold(change, side, values);
    return isGiven || region === undefined || !apart.has(key) || change.type.startsWith('aws_iam_') ? values : { ...values, region };
  };
  const moved = changes.map((change): ResourceChange => {
    const before = placed(change, declared.before, change.before, was);
    const after = placed(change, declared.after, change.after, becomes);
    const [from, to] = [before?.['region'], after?.['region']];
    const isMoved = typeof from === 'string' && typeof to === 'string' && from !== to;
    return { ...change, before, after, actions: isMoved ? ['delete', 'create'] : change.actions };
  });
  return [moved, providers];
}
