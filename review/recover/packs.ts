import type { Part, Side } from '../part';
import type { ConfiguredResource, Plan, ResourceChange, Values } from '../plan';
import { currentChanges } from './candidates';
import { PACK_TYPES } from './kinds';
import { TemplateReader, type ReadTemplate, type Told } from './pack-templates';
import { resourcesIn, unsureIn, type TemplateResource } from './template-rules';

/** The Config rule in a conformance pack, or a remediation of it, as if it were a resource of its own at the address of the pack. */
export interface Piece extends Pick<Part, 'before' | 'after' | 'unreadable'> {
  readonly kind: TemplateResource['kind'];
  /** The change of the pack, with the attributes of the piece. */
  readonly change: ResourceChange;
  /** What its attributes refer to: what the template and its parameters do. */
  readonly configured: (pack: ConfiguredResource | undefined) => ConfiguredResource | undefined;
}

/** A conformance pack, as far as it is told what is in it. */
export interface Pack {
  readonly pieces: readonly Piece[];
  /**
   * Why it is not told whether it holds the rule, on the sides on which it is there, in words that complete "the template …"; empty where
   * that is told, or where it holds the rule on the other side.
   */
  readonly untold: Readonly<Partial<Record<Side, string>>>;
}

/** Reads the conformance packs of a plan, each template once. */
export function packsIn(plan: Plan, read: ReadTemplate): ReadonlyMap<ResourceChange, Pack> {
  const reader = new TemplateReader(read);
  const packs = currentChanges(plan).filter(({ type }) => PACK_TYPES.has(type));
  return new Map(packs.map((change) => [change, packOf(change, reader)]));
}

const SIDES: readonly Side[] = ['before', 'after'];

function packOf(change: ResourceChange, reader: TemplateReader): Pack {
  const [was, is] = [certain(reader.told(change, 'before')), certain(reader.told(change, 'after'))];
  const [before, after] = [was, is].map((told) => (told?.kind === 'read' ? resourcesIn(told.template, told.given) : []));
  const pairs = pairsOf(before ?? [], after ?? []);
  const pieces = pairs.map(([one, other]) => pieceOf(change, { before: sideOf(one, other, was), after: sideOf(other, one, is) }));
  const untold: Pack['untold'] = Object.fromEntries(
    [was, is].flatMap((told, place) => (told?.kind === 'untold' ? [[SIDES[place] ?? 'after', told.because] as const] : [])),
  );
  if (!pieces.some(({ kind }) => kind === 'rule')) return { pieces, untold };
  // What the rule was, the pack alone told.
  const { before: unseen } = untold;
  return { pieces, untold: unseen !== undefined ? { before: unseen } : {} };
}

/** A template may name a rule, and no other, by what is not worked out. */
function certain(told: Told | undefined): Told | undefined {
  if (told?.kind !== 'read') return told;
  const unsure = unsureIn(told.template, told.given);
  if (unsure === undefined) return told;
  const { isLater } = unsure;
  const because = `names a Config rule by what is ${isLater ? 'known only after apply' : 'not worked out here'}`;
  return { kind: 'untold', because, isLater, isSecret: told.isSecret };
}

type Pair = readonly [before: TemplateResource | undefined, after: TemplateResource | undefined];

/** Pairs what has one name on both sides, then the rest of a kind in order: a new name in the template makes no other rule of it. */
function pairsOf(before: readonly TemplateResource[], after: readonly TemplateResource[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const left = [...after];
  const take = (isIt: (one: TemplateResource) => boolean): TemplateResource | undefined => {
    const place = left.findIndex(isIt);
    return place < 0 ? undefined : left.splice(place, 1)[0];
  };
  const named = before.map((one) => take(({ kind, id }) => kind === one.kind && id === one.id));
  before.forEach((one, place) => pairs.push([one, named[place] ?? take(({ kind }) => kind === one.kind)]));
  return [...pairs, ...left.map((one): Pair => [undefined, one])];
}

/** One side of a piece. */
interface PieceSide {
  readonly resource: Pick<TemplateResource, 'kind' | 'values' | 'later'>;
  readonly because: string | undefined;
  readonly isSecret: boolean;
}

/** A rule that is told on the other side only is taken to be there, and nothing of it is known. */
function sideOf(one: TemplateResource | undefined, other: TemplateResource | undefined, told: Told | undefined): PieceSide | undefined {
  if (told === undefined) return undefined;
  const { isSecret } = told;
  // Names in a template that is sensitive are too.
  if (one !== undefined) return { resource: one, because: isSecret && one.because !== undefined ? SECRET : one.because, isSecret };
  if (told.kind === 'read' || other?.kind !== 'rule') return undefined;
  const values = { input_parameters: null, maximum_execution_frequency: false };
  return {
    resource: { kind: 'rule', values, later: told.isLater ? Object.keys(values) : [] },
    because: `the template of the conformance pack ${told.because}`,
    isSecret,
  };
}

const SECRET = 'the template, which is sensitive, does not tell it';

/** What a pack holds in its template, in whatever way that is given. */
const OF_TEMPLATE: readonly string[] = ['template_body', 'template_s3_uri', 'template_ssm_document_details', 'input_parameter'];

/** Where a pack is. The rest of it is told with the rule. */
const PLACE: readonly string[] = ['name', 'region', 'arn'];

function pieceOf(change: ResourceChange, sides: Readonly<Record<Side, PieceSide | undefined>>): Piece {
  const kind = (sides.after ?? sides.before)?.resource.kind ?? 'rule';
  const isOf = (name: string): boolean => (kind === 'rule' ? !OF_TEMPLATE.includes(name) : PLACE.includes(name));
  const own = (side: Side): Values | null => {
    const one = sides[side];
    return one === undefined ? null : { ...chosen(change[side], isOf), ...one.resource.values };
  };
  const secrets = (side: Side, marks: unknown): unknown => {
    const one = sides[side];
    return one?.isSecret === true && marks !== true ? { ...chosen(marks, isOf), ...marked(Object.keys(one.resource.values)) } : marks;
  };
  const [before, after] = [own('before'), own('after')];
  const unreadable = Object.fromEntries(SIDES.flatMap((side) => (sides[side]?.because === undefined ? [] : [[side, sides[side].because]])));
  const [earlier, later] = [sides.before?.resource.later ?? [], sides.after?.resource.later ?? []];
  const wasUnknown = { ...chosen(change.beforeUnknown, isOf), ...marked(earlier) };
  return {
    kind,
    before,
    after,
    ...(Object.keys(unreadable).length > 0 && { unreadable }),
    change: {
      ...withoutUnknown(change),
      before,
      after,
      afterUnknown: change.afterUnknown === true ? true : { ...chosen(change.afterUnknown, isOf), ...marked(later) },
      ...(Object.keys(wasUnknown).length > 0 && { beforeUnknown: wasUnknown }),
      beforeSensitive: secrets('before', change.beforeSensitive),
      afterSensitive: secrets('after', change.afterSensitive),
    },
    configured: (pack) => pack && withReferences(pack, Object.keys({ ...before, ...after })),
  };
}

/** What was not known of the pack is not what was not known of the piece. */
function withoutUnknown({ beforeUnknown: _, ...change }: ResourceChange): ResourceChange {
  return change;
}

function chosen(value: unknown, isChosen: (name: string) => boolean): Values {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(entries.filter(([name]) => isChosen(name)));
}

const marked = (names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, true]));

/** What stands in the template refers to whatever the template refers to. */
function withReferences(pack: ConfiguredResource, names: readonly string[]): ConfiguredResource {
  const all = OF_TEMPLATE.flatMap((name) => pack.references.get(name) ?? []);
  if (all.length === 0) return pack;
  const added = names.filter((name) => !pack.references.has(name)).map((name) => [name, all] as const);
  return { ...pack, references: new Map([...pack.references, ...added]) };
}
