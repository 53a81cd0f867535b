import type { ReviewResult } from '../review-result';
import { BOUNDS, USUAL } from './bounds';
import type { Block, Picture } from './document';
import { story } from './story';
import { plain, underlined, wrapped } from './text-lines';

/** Writes a review for a terminal or a log: no colours, nothing that a terminal acts on. */
export function renderText(result: ReviewResult): string {
  return `${story(result, USUAL).map(written).join('\n\n')}\n`;
}

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? wrapped(plain(block.line)) : underlined(wrapped(plain(block.line)));
    case 'paragraph':
      return wrapped(plain(block.line));
    case 'list':
      return block.items.map((lines) => lines.map((item, at) => wrapped(plain(item), at === 0 ? '- ' : '  ', '  ')).join('\n')).join('\n');
    case 'table':
      return table(
        block.head,
        block.rows.map((cells) => cells.map(plain)),
      );
    case 'days':
      return days(block.pictures);
    case 'folded':
      return [`${block.title}:`, ...block.blocks.map(written)].join('\n\n');
  }
}

/** Aligns the cells, or puts them below each other where a row would be too wide. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const total = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  if (total <= BOUNDS.textColumns) {
    return all.map((cells) => `${GAP}${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP)}`.trimEnd()).join('\n');
  }
  const [, ...names] = head;
  const width = Math.max(...names.map(({ length }) => length));
  return rows
    .map(([setting = '', ...cells]) => {
      const below = cells.map((cell, at) => wrapped(cell, `    ${(names[at] ?? '').padEnd(width)}  `, ' '.repeat(width + 6)));
      return [`${GAP}${setting}`, ...below].join('\n');
    })
    .join('\n');
}

const GAP = '  ';

function days(pictures: readonly Picture[]): string {
  const width = Math.max(...pictures.flatMap(({ milestones }) => milestones.map(({ day }) => String(day).length)));
  return pictures
    .map(({ title, milestones }) =>
      [`${GAP}${title}`, ...milestones.map(({ day, what }) => `${GAP}${GAP}day ${String(day).padStart(width)}  ${what}`)].join('\n'),
    )
    .join('\n');
}
