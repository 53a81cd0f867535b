import { at } from '../recover/kinds';

/**
 * Tells whether a field of an event pattern may match a text. One that is not there matches everything; of the filters on content,
 * those that are not looked at may match.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (read 2026-11)
 */
export function mayMatch(field: unknown, text: string): boolean {
  if (field === undefined) return true;
  return Array.isArray(field) && field.some((item: unknown) => mayBe(item, text));
}

function mayBe(item: unknown, text: string): boolean {
  if (typeof item !== 'object' || item === null) return item === text;
  const [prefix, excepted] = [at(item, 'prefix'), at(item, 'anything-but')];
  if (typeof prefix === 'string') return text.startsWith(prefix);
  return at(item, 'exists') !== false && ![excepted].flat().includes(text);
}
