import type { Milestone } from '../../domain/milestones';

/**
 * A piece of a line. A bare string is prose, which may hold text of others and is never trusted; `code` is a name or a value as it is.
 * There is no way to write markup into a document, so no text can.
 */
export type Inline = string | { readonly code: string } | { readonly strong: string };

/** One line of a document. */
export type Line = readonly Inline[];

/** What happens on which day, under a title. */
export interface Picture {
  readonly title: string;
  readonly milestones: readonly Milestone[];
}

/** A piece of what a reviewer reads, before it is Markdown or plain text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  /** Each item is one line or more. */
  | { readonly kind: 'list'; readonly items: readonly (readonly Line[])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: 'days'; readonly pictures: readonly Picture[] }
  /** Shown when somebody opens it. Its title is ours, without anything of others. */
  | { readonly kind: 'folded'; readonly title: string; readonly blocks: readonly Block[] };

/** Makes a paragraph. */
export function paragraph(...line: Line): Block {
  return { kind: 'paragraph', line };
}

/** Puts lines into one, with something between them. */
export function joined(lines: readonly Line[], between: string): Line {
  return lines.flatMap((line, place) => (place === 0 ? line : [between, ...line]));
}
