import { MAX_DEPTH } from './json-scanner';

/** What stands in the deepest level that is allowed, where each level is one space: whatever is deeper has such a line too. */
const DEEPEST = `\n${' '.repeat(MAX_DEPTH)}`;
/** Encoders of Go write these as escapes. */
const ESCAPED_BY_GO = /[<>&\u2028\u2029]/g;

/**
 * Reads an object in JSON at once, if that is sure to lose nothing: written again, it is the same text. Then no key stands twice, no
 * number is rounded and no member is moved. Terraform, jq and Node write such text.
 *
 * Undefined for all else, which a careful reader has to judge.
 */
export function exactJsonOf(bytes: Uint8Array): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\n$/, '');
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const again = JSON.stringify(value, undefined, text.startsWith('{\n') ? 2 : 0);
    if (again !== text && again.replace(ESCAPED_BY_GO, escapeOf) !== text) return undefined;
    return JSON.stringify(value, undefined, 1).includes(DEEPEST) ? undefined : value;
  } catch {
    // No UTF-8, no JSON, or nested so deep that it cannot be written again: the careful reader says what it is.
    return undefined;
  }
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
