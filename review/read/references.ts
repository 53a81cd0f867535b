import type { Values } from '../plan';

/**
 * Collects what each argument of a block refers to, those of nested blocks under the name of the outermost one.
 *
 * An expression is an object with `references`, a list of addresses; a nested block is an object or a list of objects of expressions.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation (read 2026-11)
 */
export function referencesOf(expressions: unknown): ReadonlyMap<string, readonly string[]> {
  const found = Object.entries(isObject(expressions) ? expressions : {}).map(([name, value]): [string, readonly string[]] => [
    name,
    referencesIn(value),
  ]);
  return new Map(found.filter(([, references]) => references.length > 0));
}

/** Tells whether a value is an object with members. */
export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const { references } = value;
  // A nested block may have an argument of this name, which is then an expression itself.
  if (Array.isArray(references) && references.every((reference) => typeof reference === 'string')) return references;
  return 'constant_value' in value ? [] : Object.values(value).flatMap(referencesIn);
}
