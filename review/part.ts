import { embeddedJson } from './embedded-json';
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
  /** Of a Config rule in a template, why its limit cannot be read on a side; in words that complete "it is not known, because …". */
  readonly unreadable?: Readonly<Partial<Record<Side, string>>>;
}

/** One attribute on one side. */
export type Fact =
  | { readonly kind: 'known'; readonly value: unknown; readonly isSensitive: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' };

/** Leads from the attributes of a resource to one in them; a number is the place in a list. */
export type AttributePath = readonly (string | number)[];

/**
 * Reads an attribute. Null, an empty string and an empty list are absent, as the provider writes what is not set.
 *
 * @param within - where in the JSON in it the value is that is asked for: of two configurations what stands beside it may not be known
 */
export function factOf(part: Part, side: Side, path: AttributePath, within: AttributePath = []): Fact {
  const values = part[side];
  if (values === null) return { kind: 'absent' };
  const { afterUnknown, beforeUnknown } = part.change;
  // A list or map with one element that is not known is not known as a whole.
  if (isMarked(side === 'after' ? afterUnknown : beforeUnknown, [...path, ...within])) return { kind: 'unknown' };
  const value = path.reduce<unknown>(inner, values);
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return { kind: 'absent' };
  const marks = side === 'after' ? part.change.afterSensitive : part.change.beforeSensitive;
  return { kind: 'known', value, isSensitive: isMarked(marks, path) };
}

/**
 * Tells whether an attribute is compared and never printed: Terraform marks it, or anything in it, as sensitive, or it is a name that files
 * put together from what they do not tell.
 */
export function isHidden(part: Part, side: Side, path: AttributePath): boolean {
  const fact = factOf(part, side, path);
  if (fact.kind !== 'known') return false;
  return fact.isSensitive || (NAMES.has(path.at(-1)) && part.change.isFromFiles === true && expressionIn(fact.value) !== undefined);
}

const NAMES: ReadonlySet<unknown> = new Set(['name', 'POWERTOOLS_SERVICE_NAME']);

/**
 * Gives the first expression in a value that two configurations tell. It stands for whatever it is: it is compared, and is no value. What
 * Terraform looks up of the account alone is named like one, and says nothing else.
 */
export function expressionIn(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  const [, expression] = (text === undefined ? undefined : EXPRESSION.exec(text)) ?? [];
  return expression?.trim();
}

const EXPRESSION = /\$\{(?!\s*data\.aws_(?:partition|caller_identity|region)\.)([^{}]*)\}?/;

/** Gives what stands in an attribute, or in the JSON in it, known or not. */
export function writtenAt(part: Part, side: Side, path: AttributePath, within: AttributePath = []): unknown {
  return insideJson(path.reduce<unknown>(inner, part[side]), within);
}

/** Gives what is inside the JSON in a text; the text, where it is none. */
export function insideJson(text: unknown, within: AttributePath): unknown {
  const whole = within.length === 0 ? undefined : embeddedJson(text);
  return typeof whole === 'object' && whole !== null ? within.reduce<unknown>(inner, whole) : text;
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
