import { visible } from '../../domain/safe-text';
import { BOUNDS } from './bounds';
import type { Line } from './document';

/** Writes a line for a terminal or a log: nothing in it acts on one. */
export function plain(line: Line): string {
  return line
    .map((piece): string => {
      if (typeof piece === 'string') return visible(piece);
      if ('strong' in piece) return visible(piece.strong);
      const shown = visible(piece.code);
      // Where it begins and ends would not be seen.
      return shown === '' || /[ ,;]/.test(shown) ? `"${shown}"` : shown;
    })
    .join('');
}

/** Breaks a line at spaces; a word that is longer than a line stays whole. */
export function wrapped(text: string, first = '', next = first): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/ +/)) {
    if (!isEmpty && line.length + 1 + word.length > BOUNDS.textColumns) {
      lines.push(line);
      line = next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** Draws a line below a heading, as wide as it is. */
export function underlined(text: string, stroke = '-'): string {
  const width = Math.max(...text.split('\n').map(({ length }) => length));
  return `${text}\n${stroke.repeat(Math.min(width, BOUNDS.textColumns))}`;
}
