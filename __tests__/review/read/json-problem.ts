import type { JsonProblem, Visit } from '../../../review/read/json-visit';
import { JsonWalker } from '../../../review/read/json-walker';

/** Tells what is wrong with a JSON object by our grammar. */
export function problemOf(text: string): JsonProblem | 'none' {
  const found: JsonProblem[] = [];
  const visit: Visit = { kind: 'skip' };
  const walker = new JsonWalker(
    visit,
    (problem) => {
      found.push(problem);
      throw new Error(problem);
    },
    0,
  );
  try {
    walker.walk(new TextEncoder().encode(text));
    walker.end();
  } catch (error) {
    if (found.length === 0) throw error;
  }
  return found[0] ?? 'none';
}

/** Tells whether a text is a JSON object by what everybody uses. */
export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
