import { MAX_DEPTH } from './json-scanner';

/** Encoders of Go write these as escapes. */
const ESCAPED_BY_GO = /[<>&\u2028\u2029]/g;

/**
 * Reads an object in JSON at once, if that is sure to lose nothing: written again, it is the same text. Then no key stands twice, no
 * number is rounded and no member is moved. Terraform writes such text.
 *
 * Undefined for all else, which a careful reader has to judge.
 */
export function exactJsonOf(bytes: Uint8Array): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\n$/, '');
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    if (depthOf(text) > MAX_DEPTH) return undefined;
    const again = JSON.stringify(value);
    return again === text || again.replace(ESCAPED_BY_GO, escapeOf) === text ? value : undefined;
  } catch {
    // No UTF-8 or no JSON: the careful reader says what it is.
    return undefined;
  }
}

/** Strings, whatever is in them, and all that is no bracket. */
const NO_BRACKETS = /"[^"\\]*(?:\\.[^"\\]*)*"|[^"[\]{}]+/g;

/** Tells how many levels deep some JSON is nested. Brackets alone are few, and this is asked before the engine has made anything fast. */
function depthOf(json: string): number {
  const brackets = json.replace(NO_BRACKETS, '');
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < brackets.length; at += 1) {
    depth += brackets[at] === '{' || brackets[at] === '[' ? 1 : -1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
