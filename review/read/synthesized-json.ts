/** What keeps a text from being read as one JSON value that says one thing. */
export type JsonTrouble = { readonly kind: 'broken' } | { readonly kind: 'too-deep' } | { readonly kind: 'twice'; readonly key: string };

/** Strings whole, and what opens, closes and divides; all else says nothing of keys. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/gs;

/** Deeper than any configuration: Terraform's own blocks nest a few levels. */
export const MAX_LEVELS = 100;

/**
 * Reads JSON that a person may have written. A key that stands twice in an object is trouble: readers differ in which one counts.
 */
export function strictJsonOf(text: string): { readonly value: unknown } | JsonTrouble {
  // Windows tools begin a file with a mark.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const trouble = keyTroubleIn(json);
  if (trouble !== undefined) return trouble;
  try {
    return { value: JSON.parse(json) as unknown };
  } catch {
    return { kind: 'broken' };
  }
}

function keyTroubleIn(json: string): JsonTrouble | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    if (open.length > MAX_LEVELS) return { kind: 'too-deep' };
    if (token === '}' || token === ']') open.pop();
    const keys = open.at(-1);
    if (token === ':' && keys !== undefined) {
      const key = keyOf(last);
      if (keys.has(key)) return { kind: 'twice', key };
      keys.add(key);
    }
    last = token;
  }
  return undefined;
}

function keyOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
