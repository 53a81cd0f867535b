import type { Fate, Part, PartKind } from '../part';
import type { Action, ConfiguredResource, Plan, ResourceChange, Values } from '../plan';
import { at, kindOf } from './kinds';
import type { Pack, Piece } from './packs';
import { providersIn, type Provider } from './providers';

/** A resource that may be a part of a policy, with where it stands in the configuration. */
export interface Candidate extends Part {
  /** Module with its indexes; empty for the root. */
  readonly module: string;
  /** The address of its block in its module, without index. */
  readonly block: string;
}

/** Lists the changes of current objects: left-over ones are not current, and data is only read. */
export function currentChanges(plan: Plan): readonly ResourceChange[] {
  return plan.changes.filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined);
}

/** Lists what may be a part of a policy, in the order of the plan; of a conformance pack what is in it. */
export function candidatesIn(plan: Plan, packs: ReadonlyMap<ResourceChange, Pack> = new Map()): readonly Candidate[] {
  const current = currentChanges(plan);
  const configured = (change: ResourceChange): ConfiguredResource | undefined => plan.configured.get(configuredKey(change));
  const providerOf = providersIn(plan, current, configured);
  return current.flatMap((change) => {
    const pack = packs.get(change);
    const [provider, block] = [providerOf(change), configured(change)];
    if (pack === undefined) return candidatesFor(change, provider, block);
    return pack.pieces.map((piece) => candidateOf(piece, provider, piece.configured(block)));
  });
}

function candidateOf(piece: Piece, provider: Provider, configured: ConfiguredResource | undefined): Candidate {
  const { kind, change, before, after, unreadable } = piece;
  return { ...candidateWith(change, kind, { before, after }, provider, configured), ...(unreadable && { unreadable }) };
}

/** One candidate, or two where a change makes another kind of thing of it. */
function candidatesFor(change: ResourceChange, provider: Provider, configured: ConfiguredResource | undefined): readonly Candidate[] {
  const { type, before, after } = change;
  const was = before === null ? undefined : kindOf(type, before);
  const known = after === null ? undefined : kindOf(type, after);
  const becomes = known ?? (hidesWhatItIs(change) ? was : undefined);
  const one = (kind: PartKind, sides: Sides): Candidate => candidateWith(change, kind, sides, provider, configured);
  if (was === becomes) return was === undefined ? [] : [one(was, { before, after })];
  return [
    ...(was === undefined ? [] : [one(was, { before, after: null })]),
    ...(becomes === undefined ? [] : [one(becomes, { before: null, after })]),
  ];
}

type Sides = Pick<Part, 'before' | 'after'>;

function candidateWith(
  change: ResourceChange,
  kind: PartKind,
  sides: Sides,
  { account: provider, region: providerRegion }: Provider,
  configured: ConfiguredResource | undefined,
): Candidate {
  return {
    kind: kind === 'event-target' && startsSomething(configured) ? 'automation' : kind,
    address: change.address,
    change,
    fate: fateOf(change.actions, sides.before, sides.after),
    ...sides,
    regions: {
      before: sides.before === null ? undefined : (regionIn(sides.before) ?? providerRegion),
      after: sides.after === null || isUnknownRegion(change) ? undefined : (regionIn(sides.after) ?? providerRegion),
    },
    provider,
    isOwn: true,
    ...(configured && { configured }),
    module: change.moduleAddress ?? '',
    block: blockOf(change),
  };
}

/** Tells whether a target whose ARN is not known yet is something that acts. */
function startsSomething(configured: ConfiguredResource | undefined): boolean {
  return (configured?.references.get('arn') ?? []).some((reference) => /^aws_(lambda|sfn|ssm|codebuild|ecs|batch)_/.test(reference));
}

/** Tells whether that by which a resource is known is itself known only after apply: it is then taken for what it was. */
function hidesWhatItIs({ type, afterUnknown }: ResourceChange): boolean {
  const deciding = {
    aws_config_config_rule: ['source'],
    aws_config_organization_managed_rule: ['rule_identifier'],
    aws_lambda_function: ['environment'],
  }[type];
  return deciding !== undefined && at(afterUnknown, ...deciding) !== undefined && at(afterUnknown, ...deciding) !== false;
}

/** Tells what becomes of an object that is there on some sides. */
export function fateOf(actions: readonly Action[], before: Values | null, after: Values | null): Fate {
  if (before === null) return 'made';
  if (after === null) return actions.includes('forget') ? 'forgotten' : 'removed';
  if (actions.length > 1) return 'replaced';
  return actions[0] === 'update' ? 'changed' : 'kept';
}

const isUnknownRegion = ({ afterUnknown }: ResourceChange): boolean => at(afterUnknown, 'region') === true || afterUnknown === true;

/** Version 6 of the provider has the region with each resource; an ARN tells it where AWS has answered. */
function regionIn({ region, arn }: Values): string | undefined {
  if (typeof region === 'string' && region !== '') return region;
  const fromArn = typeof arn === 'string' ? arn.split(':')[3] : undefined;
  return fromArn === '' ? undefined : fromArn;
}

function blockOf({ type, name }: ResourceChange): string {
  return `${type}.${name}`;
}

/** The key of a block in what the configuration says: modules without indexes and without the word. */
function configuredKey(change: ResourceChange): string {
  return `${modulesOf(change.moduleAddress ?? '').join('.')}/${blockOf(change)}`;
}

/** Names the modules of an address such as `module.a["x.y"].module.b[0]`. */
function modulesOf(moduleAddress: string): readonly string[] {
  return [...moduleAddress.matchAll(/module\.([A-Za-z0-9_-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.|$)/g)].map(([, name = '']) => name);
}
