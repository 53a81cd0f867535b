import columnify from 'columnify';
import type { Inventory } from '../inventory';
import { againstText } from './against';
import { cellsOf, COLUMNS, type Column } from './cells';
import { countsIn, openingOf, reasonsOf, troublesOf } from './summary';

/** The least that a column needs for its longest word, in characters; together with the gaps they make the narrowest table. */
const LEAST: Readonly<Record<Column, number>> = { USER: 8, 'ACCESS KEY': 20, STATUS: 8, 'LAST USED': 14, VERDICT: 10, STEP: 10 };
const GAP = '  ';

/** The narrowest terminal that is made for, in characters. */
export const NARROWEST = 80;

/** Who gets the room that is left, in order: first what reads well, then all that is wanted. */
const BY_NEED: readonly (readonly [Column, number])[] = [
  ...([
    ['USER', 20],
    ['STEP', 21],
    ['VERDICT', 16],
  ] as const),
  ...(['USER', 'STEP', 'VERDICT', 'LAST USED', 'STATUS', 'ACCESS KEY'] as const).map((column) => [column, Infinity] as const),
];

/** Writes an inventory as a table for people. Within a width in characters cells are broken between words; without one each key is a line. */
export function renderTable(inventory: Inventory, width: number | undefined): string {
  const rows = inventory.keys.map((key) => cellsOf(key, inventory.generatedAt));
  const [reasons, troubles] = [reasonsOf(inventory), troublesOf(inventory)];
  return [
    ...openingOf(inventory),
    '',
    ...(rows.length === 0 ? [] : [tableOf(rows, width), '']),
    ...(reasons.length === 0 ? [] : ['Why:', ...reasons.map((reason) => `- ${reason}`), '']),
    countsIn(inventory),
    ...(inventory.isComplete ? [] : ['INCOMPLETE: not everything could be read.', ...troubles.map((trouble) => `- ${trouble}`)]),
    ...againstText(inventory, width),
    '',
  ].join('\n');
}

function tableOf(rows: readonly Readonly<Record<Column, string>>[], width: number | undefined): string {
  const widths = width === undefined ? undefined : widthsWithin(rows, Math.max(width, NARROWEST));
  const text = columnify(rows as Record<Column, string>[], {
    columns: [...COLUMNS],
    columnSplitter: GAP,
    // Nothing is cut: a word that is too long goes on in the next line.
    truncateMarker: '',
    config: Object.fromEntries(COLUMNS.map((column) => [column, widths === undefined ? {} : { maxWidth: widths[column] }])),
  });
  return text.replaceAll(/ +$/gm, '');
}

/** Gives each column what it needs, as far as there is room. */
function widthsWithin(rows: readonly Readonly<Record<Column, string>>[], width: number): Readonly<Record<Column, number>> {
  const wanted = (column: Column): number => rows.reduce((most, cells) => Math.max(most, cells[column].length), column.length);
  const widths = Object.fromEntries(COLUMNS.map((column) => [column, Math.min(LEAST[column], wanted(column))])) as Record<Column, number>;
  let room = width - GAP.length * (COLUMNS.length - 1) - COLUMNS.reduce((sum, column) => sum + widths[column], 0);
  for (const [column, most] of BY_NEED) {
    const more = Math.min(Math.max(room, 0), Math.max(Math.min(wanted(column), most) - widths[column], 0));
    widths[column] += more;
    room -= more;
  }
  return widths;
}
