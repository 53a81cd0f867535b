import columnify from 'columnify';
import { foresightBasis, foresightCautions, foresightCounts, foresightNumbers, foresightRow } from '../../domain/explain-foresight';
import { codeSpan, prose } from '../../domain/safe-markdown';
import { visible } from '../../domain/safe-text';
import type { Inventory } from '../inventory';
import { policyWords } from './summary';

const NOBODY = 'The scan holds no access key.';

/** The most keys of one list. */
const MOST_KEYS = 500;

/** Says in plain text what another policy would mean; nothing when none was asked about. */
export function againstText(inventory: Inventory, width: number | undefined): readonly string[] {
  const told = toldOf(inventory);
  if (told === undefined) return [];
  const table = (rows: readonly Readonly<Record<string, string>>[]): string =>
    columnify(rows as Record<string, string>[], { columnSplitter: '  ', truncateMarker: '', config: widthsWithin(width) }).replaceAll(
      / +$/gm,
      '',
    );
  return [
    '',
    ...told.opening,
    '',
    ...told.cautions.map((caution) => `- Caution: ${visible(caution)}.`),
    ...(told.counts.length === 0 ? [NOBODY] : told.counts.map(({ what, whom }) => `- ${what}: ${whom}.`)),
    ...(told.numbers.length === 0
      ? []
      : ['', table(told.numbers.map(({ what, before, after }) => ({ 'ACCESS KEYS': what, NOW: before, THEN: after })))]),
    ...(told.rows.length === 0
      ? []
      : [
          '',
          table(
            told.rows.map((row) => ({
              USER: visible(row.userName),
              'ACCESS KEY': visible(row.accessKey),
              CHANGE: row.turn,
              NOW: visible(row.before),
              THEN: visible(row.after),
            })),
          ),
        ]),
    ...told.rest,
    '',
  ];
}

/** What stands beside the days: a name, an id and a word, and the gaps. */
const BESIDE = 58;
const LEAST = 24;

/** Breaks the days between words where there is a terminal. */
function widthsWithin(width: number | undefined): Readonly<Record<string, { readonly maxWidth?: number }>> {
  if (width === undefined) return {};
  const maxWidth = Math.max(LEAST, Math.floor((width - BESIDE) / 2));
  return { USER: { maxWidth: 20 }, 'ACCESS KEY': { maxWidth: 20 }, NOW: { maxWidth }, THEN: { maxWidth } };
}

/** Says the same as Markdown. */
export function againstMarkdown(inventory: Inventory): readonly string[] {
  const told = toldOf(inventory);
  if (told === undefined) return [];
  const [first = '', ...more] = told.opening;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0 ? [] : [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')];
  return [
    `### ${prose(first.replace(/[.]$/, ''), 'line')}`,
    ...more.map((one) => prose(one, 'line')),
    ...told.cautions.map((caution) => `- **Caution:** ${prose(caution, 'line')}.`),
    told.counts.length === 0 ? NOBODY : told.counts.map(({ what, whom }) => `- **${what}:** ${whom}.`).join('\n'),
    ...table(
      ['access keys', 'now', 'then'],
      told.numbers.map(({ what, before, after }) => [what, prose(before, 'cell'), prose(after, 'cell')]),
    ),
    ...(told.rows.length === 0
      ? []
      : [
          '<details><summary>The access keys for which something changes, or is not known</summary>',
          ...table(
            ['User', 'Access key', 'Change', 'Now', 'Then'],
            told.rows.map((row) => [
              codeSpan(row.userName, 'cell'),
              codeSpan(row.accessKey, 'cell'),
              row.turn,
              prose(row.before, 'cell'),
              prose(row.after, 'cell'),
            ]),
          ),
          ...told.rest.map((one) => prose(one, 'line')),
          '</details>',
        ]),
  ];
}

function toldOf({ against, accountId, generatedAt, isComplete, unreadable, filter }: Inventory) {
  if (against === null) return undefined;
  // Keys of other verdicts are foreseen too, they are only not shown above.
  const seen = { at: generatedAt, isComplete, unreadable: unreadable.length, filter: { userName: filter.userName, verdict: null } };
  const changed = against.foresight.keys.filter(({ turn }) => turn !== 'same');
  const rest = changed.length - MOST_KEYS;
  return {
    opening: [
      'Under the other policy.',
      policyWords(against.policy),
      `${foresightBasis(accountId, generatedAt, [against.foresight.before, against.foresight.after])}:`,
    ],
    cautions: foresightCautions(seen, generatedAt),
    counts: foresightCounts(against.foresight),
    numbers: foresightNumbers(against.foresight),
    rows: changed.slice(0, MOST_KEYS).map(foresightRow),
    rest: rest > 0 ? [`and ${String(rest)} more, which the JSON form lists`] : [],
  };
}
