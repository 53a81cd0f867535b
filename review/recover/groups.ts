import type { Part, PartKind } from '../part';
import type { Candidate } from './candidates';
import { hearsOfEveryRule, LINKS } from './links';
import { ANY_ACCOUNT } from './providers';
import { namesOf, narrowed } from './narrowed';
import { onlyOn, sidesOf } from './turned';

/** The parts of one policy, on either side. */
export interface Group {
  /** Module with its indexes; empty for the root. */
  readonly module: string;
  readonly provider: string;
  /** The names of its Config rule, which all other names begin with in what we make; the newest last. */
  readonly names: ReadonlySet<string>;
  readonly parts: readonly Part[];
}

/** What makes a policy: any other part only belongs to one. */
const ANCHORS: readonly PartKind[] = ['rule', 'function'];

/** What stands once in a region of an account and serves whoever is there. */
const OF_THE_REGION: readonly PartKind[] = ['recorder', 'recorder-status', 'delivery-channel'];

/** What names no other part, and belongs to the policy of its module. */
const OF_THE_MODULE: readonly PartKind[] = ['rotation-rule', 'analyzer', 'service-linked-role'];

/** The order in which parts are found: what is followed comes before what follows it. Alarms on the topic follow alarms that act on it. */
const ORDER: readonly PartKind[] = [
  ...OF_THE_REGION,
  ...OF_THE_MODULE,
  'event-rule',
  'event-target',
  'automation',
  'schedule',
  'table',
  'log-group',
  'role',
  'role-policy',
  'role-attachment',
  'metric-alarm',
  'metric-alarm',
  'composite-alarm',
  'topic',
  'topic-policy',
  'subscription',
  'kms-alias',
  'kms-key',
  'queue',
  'bucket',
];

interface OpenGroup extends Group {
  readonly names: Set<string>;
  readonly parts: Candidate[];
  /** Under what it is found. */
  readonly keys: Set<string>;
}

/** Sorts candidates into policies. Every step is a look-up, so that the time grows with the resources. */
export function groupsOf(candidates: readonly Candidate[]): readonly Group[] {
  const registry = new Registry();
  const byKind = new Map<PartKind, Candidate[]>();
  for (const candidate of candidates) {
    const alike = byKind.get(candidate.kind);
    if (alike === undefined) byKind.set(candidate.kind, [candidate]);
    else alike.push(candidate);
  }
  for (const kind of ANCHORS) {
    // What may be in any account joins what is known to be in one.
    const [known, any] = [false, true].map((isAny) =>
      (byKind.get(kind) ?? []).filter(({ provider }) => (provider === ANY_ACCOUNT) === isAny),
    );
    for (const candidate of [...(known ?? []), ...(any ?? [])]) registry.anchor(candidate);
  }
  registry.join();
  const attached = new Set<Candidate>();
  for (const kind of ORDER) {
    for (const candidate of byKind.get(kind) ?? []) {
      if (!attached.has(candidate) && registry.attach(candidate)) attached.add(candidate);
    }
  }
  const place = new Map(candidates.map(({ change }, index) => [change, index]));
  const inOrder = (a: Part, b: Part): number => (place.get(a.change) ?? 0) - (place.get(b.change) ?? 0);
  return registry.all().map(({ module, provider, names, parts }) => ({ module, provider, names, parts: [...parts].sort(inOrder) }));
}

/** Knows which policies there are, and what leads to them. */
class Registry {
  private readonly groups = new Set<OpenGroup>();
  private readonly index = new Map<string, Set<OpenGroup>>();

  all(): readonly Group[] {
    return [...this.groups];
  }

  /** Adds a part that makes a policy: to the one of its name in its module, or to a new one. One that is renamed joins both names. */
  anchor(candidate: Candidate): void {
    const own = (LINKS[candidate.kind]?.offers(candidate) ?? []).filter((token) => token.startsWith('rule:'));
    const tokens = own.length === 0 ? [`rule:${candidate.block}`] : own;
    const known = [...new Set(tokens.flatMap((token) => [...this.find(inModule(candidate, token))]))];
    const [first = this.open(candidate), ...others] = known;
    for (const other of others) this.merge(other, first);
    for (const token of tokens) first.names.add(token.slice('rule:'.length));
    this.add(first, candidate, true);
  }

  /**
   * Joins a policy that goes and one that comes from the same block: renamed and moved at once, no rule is on both sides.
   * Names that a block makes side by side stay apart.
   */
  join(): void {
    const turns = new Map<string, { readonly goes: Set<OpenGroup>; readonly comes: Set<OpenGroup> }>();
    for (const group of this.groups) {
      const own = group.parts.filter(({ kind }) => kind === 'rule');
      const isGone = own.every(({ after }) => after === null);
      if (!isGone && !own.every(({ before }) => before === null)) continue;
      for (const part of own) {
        const key = inModule(part, part.block);
        const turn = turns.get(key) ?? { goes: new Set(), comes: new Set() };
        turns.set(key, turn);
        (isGone ? turn.goes : turn.comes).add(group);
      }
    }
    for (const { goes, comes } of turns.values()) {
      const [[old], [renamed]] = [onlyOne(goes), onlyOne(comes)];
      // The newest name stays last.
      if (old !== undefined && renamed !== undefined) this.merge(renamed, old);
    }
  }

  /** Adds a part to the policies that it belongs to; false when it belongs to none. Of one that is turned to another policy, to each its side. */
  attach(candidate: Candidate): boolean {
    const { owners, isOwn } = this.ownersOf(candidate);
    const sides = sidesOf(candidate).map(({ side, only }) => ({ side, owners: this.ownersOf(only).owners }));
    for (const group of owners) {
      const [side, ...others] = sides.filter((one) => one.owners.includes(group)).map((one) => one.side);
      const isTurned = side !== undefined && others.length === 0 && sides.length > 1;
      this.add(group, isTurned ? onlyOn(candidate, side) : candidate, isOwn);
    }
    return owners.length > 0;
  }

  private ownersOf(candidate: Candidate): { readonly owners: readonly OpenGroup[]; readonly isOwn: boolean } {
    if (OF_THE_REGION.includes(candidate.kind)) return this.inRegionOf(candidate);
    if (OF_THE_MODULE.includes(candidate.kind)) return { owners: this.inModuleOf(candidate), isOwn: true };
    const followed = LINKS[candidate.kind]?.follows(candidate) ?? [];
    const near = [...new Set(followed.flatMap((token) => [...this.find(inModule(candidate, token))]))];
    if (near.length > 0) return { owners: candidate.kind === 'role-attachment' ? near : narrowed(near, candidate), isOwn: true };
    const far = [...new Set(followed.flatMap((token) => [...this.find(inAccount(candidate, token))]))];
    if (far.length > 0) return { owners: this.inItsRegions(far, candidate), isOwn: true };
    return { owners: hearsOfEveryRule(candidate) ? onlyOne(this.find(inModule(candidate, 'any'))) : [], isOwn: true };
  }

  /** The one policy of the module; of several, the one with whose name its own begins; else any one of them. */
  private inModuleOf(candidate: Candidate): readonly OpenGroup[] {
    const starts = namesOf(candidate).flatMap((name) => [...name.matchAll(/-|$/g)].map(({ index }) => name.slice(0, index)).reverse());
    const named = starts.map((start) => this.find(inModule(candidate, `rule:${start}`))).find((owners) => owners.size > 0);
    const [first] = named ?? this.find(inModule(candidate, 'any'));
    return first === undefined ? [] : [first];
  }

  private inRegionOf(candidate: Candidate): { readonly owners: readonly OpenGroup[]; readonly isOwn: boolean } {
    const regions = regionsOf(candidate);
    // A region that is not told may be any.
    const tokens = regions.length === 0 ? ['region:*'] : [...regions.map((region) => `region:${region}`), 'region:?'];
    const near = [...new Set(tokens.flatMap((token) => [...this.find(inModule(candidate, token))]))];
    if (near.length > 0) return { owners: narrowed(near, candidate), isOwn: true };
    const here = regions.length === 0 ? onlyOne(this.find(inModule(candidate, 'any'))) : [];
    if (here.length > 0) return { owners: here, isOwn: true };
    return { owners: [...new Set(tokens.flatMap((token) => [...this.find(inAccount(candidate, token))]))], isOwn: false };
  }

  /**
   * Of policies of one name, which stand in a region each, the one in the region of a part; all where that tells none of them. Two of one
   * name in one region there cannot be: what looks so are accounts that the plan does not tell apart, and one of them is enough to judge.
   */
  private inItsRegions(groups: readonly OpenGroup[], candidate: Candidate): readonly OpenGroup[] {
    if (groups.length === 1) return groups;
    const keys = [...regionsOf(candidate), '?'].map((region) => inAccount(candidate, `region:${region}`));
    const there = groups.filter((group) => keys.some((key) => group.keys.has(key)));
    return there.length === 0 ? groups : there.slice(0, 1);
  }

  private open({ module, provider }: Candidate): OpenGroup {
    const group: OpenGroup = { module, provider, names: new Set(), parts: [], keys: new Set() };
    this.groups.add(group);
    return group;
  }

  private merge(from: OpenGroup, into: OpenGroup): void {
    for (const name of from.names) into.names.add(name);
    for (const part of from.parts) this.add(into, part, true);
    this.groups.delete(from);
    for (const key of from.keys) this.index.get(key)?.delete(from);
  }

  private add(group: OpenGroup, candidate: Candidate, isOwn: boolean): void {
    group.parts.push(isOwn ? candidate : { ...candidate, isOwn });
    const offered = LINKS[candidate.kind]?.offers(candidate) ?? [];
    const regions = candidate.kind === 'rule' ? [...regionsOf(candidate), ...(regionsOf(candidate).length === 0 ? ['?'] : []), '*'] : [];
    const tokens = [...offered, ...regions.map((region) => `region:${region}`), `block:${candidate.block}`, 'any'];
    for (const token of tokens) {
      // Found by what may be in any account too.
      for (const place of [candidate, { provider: ANY_ACCOUNT, module: candidate.module }]) {
        this.register(inModule(place, token), group);
        if (isName(token)) this.register(inAccount(place, token), group);
      }
    }
  }

  private register(key: string, group: OpenGroup): void {
    group.keys.add(key);
    const owners = this.index.get(key);
    if (owners === undefined) this.index.set(key, new Set([group]));
    else owners.add(group);
  }

  private find(key: string): ReadonlySet<OpenGroup> {
    return this.index.get(key) ?? NOBODY;
  }
}

const NOBODY: ReadonlySet<OpenGroup> = new Set();

// Terraform writes no control character in the address of a module or the key of a provider.
const inModule = ({ provider, module }: Pick<Candidate, 'provider' | 'module'>, token: string): string =>
  `${provider}\n${module}\n${token}`;
const inAccount = ({ provider }: Pick<Candidate, 'provider'>, token: string): string => `${provider}\n${token}`;

/** Names hold in the whole account; blocks in their module only. */
const isName = (token: string): boolean => !/^(block|uses|any)(:|$)/.test(token);

function onlyOne(groups: ReadonlySet<OpenGroup>): readonly OpenGroup[] {
  return groups.size === 1 ? [...groups] : [];
}

function regionsOf({ regions }: Candidate): readonly string[] {
  return [...new Set([regions.before, regions.after])].filter((region) => region !== undefined);
}
