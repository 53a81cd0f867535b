import type { ReviewResult } from '../review-result';
import { BOUNDS } from './bounds';
import type { Block, Line, Picture } from './document';
import { codeSpan, prose, type Place } from '../../domain/safe-markdown';
import { story } from './story';

/** Writes a review for a comment on GitHub, short enough for one. */
export function renderMarkdown(result: ReviewResult): string {
  for (let most = Math.min(BOUNDS.policies, result.policies.length); ; most -= 1) {
    const text = `${story(result, most).map(written).join('\n\n')}\n`;
    if (text.length <= BOUNDS.markdownCharacters || most === 0) return text;
  }
}

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${line(block.line, 'line')}`;
    case 'paragraph':
      return line(block.line, 'line');
    case 'list':
      return block.items.map((lines) => `- ${lines.map((item) => line(item, 'line')).join('\n  ')}`).join('\n');
    case 'table':
      return [
        row(block.head),
        row(block.head.map(() => '---')),
        ...block.rows.map((cells) => row(cells.map((cell) => line(cell, 'cell')))),
      ].join('\n');
    case 'days':
      return ['```mermaid', 'timeline', ...block.pictures.flatMap(timeline), '```'].join('\n');
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Two code spans side by side would be one, and a line of nothing would be none. */
function line(pieces: Line, place: Place): string {
  const written = pieces
    .map((piece) => {
      if (typeof piece === 'string') return prose(piece, place);
      return 'code' in piece ? codeSpan(piece.code, place) : `**${prose(piece.strong, place)}**`;
    })
    .reduce((start, next) => (start.endsWith('`') && next.startsWith('`') ? `${start} ${next}` : `${start}${next}`), '')
    .trim();
  return written === '' ? '(empty)' : written;
}

/**
 * Draws one side. Days and words are ours, and hold none of the characters that Mermaid splits at.
 *
 * @see https://mermaid.js.org/syntax/timeline.html
 */
function timeline({ title, milestones }: Picture): readonly string[] {
  const days = [...new Set(milestones.map(({ day }) => day))];
  const whatOn = (on: number): string => milestones.flatMap(({ day, what }) => (day === on ? [what] : [])).join(' : ');
  return [`    section ${title}`, ...days.map((day) => `        day ${String(day)} : ${whatOn(day)}`)];
}
