import { complaint, InputError } from '../domain/errors';

/** What `review` writes first into every Markdown form: nobody sees it, and it tells the comment from all others. */
const MARKER = /^<!-- iam-unused-credentials review(?:: (?:(?!--)[^\r\n])+)? -->$/;

/**
 * Gives the first line of a text, by which its comment is found again.
 *
 * @throws InputError when the first line is no marker.
 */
export function markerOf(text: string, source: string): string {
  const first = firstLineOf(text);
  if (MARKER.test(first)) return first;
  const advice = 'iam-unused-credentials review --format markdown writes one';
  const accepted = 'a comment that begins with its marker';
  throw new InputError(complaint({ name: 'the file', accepted, got: first, at: source, advice }));
}

/** Gives a text up to its first line end. */
export function firstLineOf(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}
