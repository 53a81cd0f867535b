/** Deeper than any document that AWS takes. */
const MAX_LEVELS = 100;

/**
 * Reads JSON that stands in a text of a plan, such as an IAM policy or an event pattern. Undefined for what is none, and for what is
 * nested deeper than any such document: whoever walks through it would run out of stack.
 */
export function embeddedJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return nestsAtMost(value, MAX_LEVELS) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether a value is nested at most so many levels deep; one that holds no other is on none. */
export function nestsAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => nestsAtMost(inner, levels - 1));
}
