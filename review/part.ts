import type { ConfiguredResource, ResourceChange, Values } from './plan';

/** What a resource is to a policy, by its type and values. */
export type PartKind =
  | 'rule'
  | 'rotation-rule'
  | 'recorder'
  | 'recorder-status'
  | 'delivery-channel'
  | 'service-linked-role'
  | 'bucket'
  | 'analyzer'
  | 'event-rule'
  | 'event-target'
  | 'topic'
  | 'topic-policy'
  | 'subscription'
  | 'kms-key'
  | 'kms-alias'
  | 'queue'
  | 'metric-alarm'
  | 'composite-alarm'
  | 'function'
  | 'table'
  | 'role'
  | 'role-policy'
  | 'role-attachment'
  | 'schedule'
  | 'log-group'
  | 'automation'
  | 'access-key';

/** Which of the two states that a plan is between. */
export type Side = 'before' | 'after';

/** What becomes of a part. Whatever is there on both sides is the same thing, replaced or not. */
export type Fate = 'kept' | 'changed' | 'replaced' | 'made' | 'removed' | 'forgotten';

/** One resource of a policy. */
export interface Part {
  readonly kind: PartKind;
  readonly address: string;
  readonly change: ResourceChange;
  readonly fate: Fate;
  /** Its attributes; null where it is not there, or is not this kind of thing. */
  readonly before: Values | null;
  readonly after: Values | null;
  /** Where it stands on each side; undefined when the plan does not tell, and for what is in no region. */
  readonly regions: { readonly before: string | undefined; readonly after: string | undefined };
  /** The account as far as it can be told apart: the provider's configuration. */
  readonly provider: string;
  /** False for what stands in another module and matters here all the same, such as the recorder of the account. */
  readonly isOwn: boolean;
  /** What the configuration says of its block; absent for what is not configured any more. */
  readonly configured?: ConfiguredResource;
}

/** One attribute on one side. */
export type Fact =
  | { readonly kind: 'known'; readonly value: unknown; readonly isSensitive: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' };

/** Leads from the attributes of a resource to one in them; a number is the place in a list. */
export type AttributePath = readonly (string | number)[];

/** Reads an attribute. Null, an empty string and an empty list are absent, as the provider writes what is not set. */
export function factOf(part: Part, side: Side, path: AttributePath): Fact {
  const values = part[side];
  if (values === null) return { kind: 'absent' };
  const { afterUnknown } = part.change;
  // A list or map with one element that is not known is not known as a whole.
  if (side === 'after' && isMarked(afterUnknown, path)) return { kind: 'unknown' };
  const value = path.reduce<unknown>(inner, values);
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return { kind: 'absent' };
  const marks = side === 'after' ? part.change.afterSensitive : part.change.beforeSensitive;
  return { kind: 'known', value, isSensitive: isMarked(marks, path) };
}

/** Tells whether Terraform marks an attribute, or anything in it, as sensitive: it is compared, never printed. */
export function isHidden(part: Part, side: Side, path: AttributePath): boolean {
  const fact = factOf(part, side, path);
  return fact.kind === 'known' && fact.isSensitive;
}

/** Gives the value of an attribute that is known; undefined otherwise. */
export function valueOf(part: Part, side: Side, path: AttributePath): unknown {
  const fact = factOf(part, side, path);
  return fact.kind === 'known' ? fact.value : undefined;
}

/** Gives a known attribute that is a text; undefined otherwise. */
export function stringOf(part: Part, side: Side, path: AttributePath): string | undefined {
  const value = valueOf(part, side, path);
  return typeof value === 'string' ? value : undefined;
}

/** Tells whether a part is there on both sides. */
export function staysThrough(part: Part): boolean {
  return part.before !== null && part.after !== null;
}

function inner(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

/** Tells whether a value, what holds it, or anything inside it is marked with true. */
function isMarked(marks: unknown, path: AttributePath): boolean {
  let inside = marks;
  for (const key of path) {
    if (inside === true) return true;
    inside = inner(inside, key);
  }
  return holdsMark(inside);
}

/** Tells whether anything inside a value is marked. */
function holdsMark(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(holdsMark);
}
