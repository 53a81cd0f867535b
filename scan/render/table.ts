import columnify from 'columnify';
import type { Inventory } from '../inventory';
import { cellsOf, COLUMNS, type Column } from './cells';
import { countsIn, openingOf, troublesOf } from './summary';

/** The least that a column needs for its longest word, in characters; together with the gaps they make the narrowest table. */
const LEAST: Readonly<Record<Column, number>> = { USER: 8, 'ACCESS KEY': 20, STATUS: 8, 'LAST USED': 14, VERDICT: 10, STEP: 10 };
const GAP = '  ';

/** The narrowest terminal that is made for, in characters. */
export const NARROWEST = 80;

/** In which order columns get more than the least. */
const BY_NEED: readonly Column[] = ['STEP', 'USER', 'VERDICT', 'LAST USED', 'STATUS', 'ACCESS KEY'];

/** Writes an inventory as a table for people. Within a width in characters cells are broken between words; without one each key is a line. */
export function renderTable(inventory: Inventory, width: number | undefined): string {
  const rows = inventory.keys.map((key) => cellsOf(key, inventory.generatedAt));
  const troubles = troublesOf(inventory);
  return [
    ...openingOf(inventory),
    '',
    ...(rows.length === 0 ? [] : [tableOf(rows, width), '']),
    countsIn(inventory),
    ...(inventory.isComplete ? [] : ['INCOMPLETE: a key may be missing or undecided.', ...troubles.map((trouble) => `- ${trouble}`)]),
    '',
  ].join('\n');
}

function tableOf(rows: readonly Readonly<Record<Column, string>>[], width: number | undefined): string {
  const widths = width === undefined ? undefined : widthsWithin(rows, Math.max(width, NARROWEST));
  const text = columnify(rows as Record<Column, string>[], {
    columns: [...COLUMNS],
    columnSplitter: GAP,
    config: Object.fromEntries(COLUMNS.map((column) => [column, widths === undefined ? {} : { maxWidth: widths[column] }])),
  });
  return text.replaceAll(/ +$/gm, '');
}

/** Gives each column what it needs, as far as there is room. */
function widthsWithin(rows: readonly Readonly<Record<Column, string>>[], width: number): Readonly<Record<Column, number>> {
  const wanted = (column: Column): number => rows.reduce((most, cells) => Math.max(most, cells[column].length), column.length);
  const widths = Object.fromEntries(COLUMNS.map((column) => [column, Math.min(LEAST[column], wanted(column))])) as Record<Column, number>;
  let room = width - GAP.length * (COLUMNS.length - 1) - COLUMNS.reduce((sum, column) => sum + widths[column], 0);
  for (const column of BY_NEED) {
    const more = Math.min(Math.max(room, 0), wanted(column) - widths[column]);
    widths[column] += more;
    room -= more;
  }
  return widths;
}
