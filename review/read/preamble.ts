import type { ForeignThing } from './plan-complaints';

/** What the first bytes of an input say: what else it is, or how many bytes come before the text. */
export type Preamble = { readonly kind: 'foreign'; readonly thing: ForeignThing } | { readonly kind: 'text'; readonly markBytes: number };

/** So many bytes are enough to tell. */
export const PREAMBLE_BYTES = 4;

/**
 * Tells what an input is from its first bytes.
 *
 * A plan file is a ZIP archive; Windows PowerShell writes UTF-16 with a mark, and UTF-8 with a mark where it is asked to.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/internal/plans/planfile/writer.go
 */
export function preambleOf(head: Uint8Array): Preamble {
  if (head.length === 0) return { kind: 'foreign', thing: 'nothing' };
  if (starts(head, [0x50, 0x4b, 0x03, 0x04])) return { kind: 'foreign', thing: 'binary' };
  if (UTF16.some((mark) => starts(head, mark))) return { kind: 'foreign', thing: 'utf16' };
  return { kind: 'text', markBytes: starts(head, [0xef, 0xbb, 0xbf]) ? 3 : 0 };
}

/** The two marks, and an opening brace without a mark. */
const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x7b, 0x00],
  [0x00, 0x7b],
];

function starts(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => head[at] === byte);
}
