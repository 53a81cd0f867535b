import { Refusal } from './answer';
import { textIn, type Asked } from './asked';

/** How many items IAM gives at a time when nothing else is asked. */
const DEFAULT_ITEMS = 100;
const MAX_ITEMS = 1000;

/** One page, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/**
 * Cuts a page of a list, in the order of the names, after the item that the marker tells of. AWS promises no order, and says nothing of
 * what is in a marker: ours holds the name of the last item, so that a list that changes between two pages leaves out nobody who stays.
 *
 * @param most - items of a page, however many are asked; IAM may give fewer than asked, and says then that there are more.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html (read 2026-11)
 */
export function pageOf<Item>(input: Asked['input'], all: readonly Item[], nameOf: (item: Item) => string, most = MAX_ITEMS): Page<Item> {
  const size = Math.min(sizeAsked(input), most);
  const after = nameBefore(input);
  const rest = all
    .map((item) => ({ item, name: nameOf(item) }))
    .filter(({ name }) => after === undefined || name > after)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const isTruncated = rest.length > page.length && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    next: isTruncated ? { IsTruncated: true, Marker: Buffer.from(last.name).toString('base64url') } : { IsTruncated: false },
  };
}

/** IAM's bounds, in the words that all its services have for them. */
function sizeAsked(input: Asked['input']): number {
  const text = textIn(input, 'MaxItems');
  if (text === undefined) return DEFAULT_ITEMS;
  const size = Number(text);
  if (!Number.isInteger(size)) throw invalid(text, 'Member must be an integer');
  if (size < 1) throw invalid(text, 'Member must have value greater than or equal to 1');
  if (size > MAX_ITEMS) throw invalid(text, `Member must have value less than or equal to ${String(MAX_ITEMS)}`);
  return size;
}

const invalid = (value: string, constraint: string): Refusal =>
  new Refusal(
    400,
    'ValidationError',
    `1 validation error detected: Value '${value}' at 'maxItems' failed to satisfy constraint: ${constraint}`,
  );

/** A marker that we did not give is refused; what AWS says then is not documented. */
function nameBefore(input: Asked['input']): string | undefined {
  const marker = textIn(input, 'Marker');
  if (marker === undefined) return undefined;
  const name = Buffer.from(marker, 'base64url').toString('utf8');
  if (name === '' || Buffer.from(name).toString('base64url') !== marker) throw new Refusal(400, 'ValidationError', 'Invalid Marker.');
  return name;
}
