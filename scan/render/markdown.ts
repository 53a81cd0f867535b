import { codeSpan, prose } from '../../domain/safe-markdown';
import type { Inventory, InventoryKey } from '../inventory';
import { againstMarkdown } from './against';
import { cellsOf, COLUMNS, type Column } from './cells';
import { countsIn, openingOf, reasonsOf, troublesOf } from './summary';

/** The most rows of one table, so that the whole has room in the summary of a job. */
const MOST_ROWS = 500;

const TITLES: Readonly<Record<Column, string>> = {
  ...{ USER: 'User', 'ACCESS KEY': 'Access key', STATUS: 'Status' },
  ...{ 'LAST USED': 'Last used', VERDICT: 'Verdict', STEP: 'Step' },
};

/** Writes an inventory as Markdown; keys that are in use are folded. */
export function renderMarkdown(inventory: Inventory): string {
  const { keys, isComplete } = inventory;
  const [first = '', ...opening] = openingOf(inventory);
  const folded = inventory.filter.verdict === 'in-use' ? [] : keys.filter(({ verdict }) => verdict === 'in-use');
  const open = folded.length === 0 ? keys : keys.filter(({ verdict }) => verdict !== 'in-use');
  const [reasons, troubles] = [reasonsOf(inventory), troublesOf(inventory)];
  const blocks = [
    `### ${prose(first.replace(/[.]$/, ''), 'line')}`,
    `**${countsIn(inventory)}**`,
    listOf(opening),
    ...(isComplete ? [] : ['**Incomplete: not everything could be read.**', listOf(troubles)]),
    ...tableOf(open, inventory),
    ...(reasons.length === 0 ? [] : ['Why:', listOf(reasons)]),
    ...(folded.length === 0 ? [] : ['<details><summary>In use</summary>', ...tableOf(folded, inventory), '</details>']),
    ...againstMarkdown(inventory),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const listOf = (lines: readonly string[]): string => lines.map((one) => `- ${prose(one, 'line')}`).join('\n');

function tableOf(keys: readonly InventoryKey[], { generatedAt }: Inventory): readonly string[] {
  if (keys.length === 0) return [];
  const rest = keys.length - MOST_ROWS;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = keys.slice(0, MOST_ROWS).map((key) => {
    const cells = cellsOf(key, generatedAt);
    return line(
      COLUMNS.map((column) =>
        column === 'USER' || column === 'ACCESS KEY' ? codeSpan(cells[column], 'cell') : prose(cells[column], 'cell'),
      ),
    );
  });
  const table = [line(COLUMNS.map((column) => TITLES[column])), line(COLUMNS.map(() => '---')), ...rows].join('\n');
  return rest > 0 ? [table, `and ${String(rest)} more, which the JSON form lists`] : [table];
}
