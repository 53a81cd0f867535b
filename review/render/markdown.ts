import type { ReviewResult } from '../review-result';
import { LONG, USUAL, type Bounds } from './bounds';
import { paragraph, type Block, type Line, type Picture } from './document';
import { opening } from './opening';
import { codeSpan, prose, type Place } from '../../domain/safe-markdown';
import { story } from './story';

/** The start of the line by which a comment is found again. */
export const MARKER = '<!-- iam-unused-credentials review';

/** How long Markdown may become, and for whom it is. */
export interface MarkdownOptions {
  /** `comment` has at most 60,000 characters, `summary` at most 1,000,000 bytes. */
  readonly room: 'comment' | 'summary';
  /** Tells several reviews in one pull request apart; letters, digits and a few signs. */
  readonly label?: string | undefined;
}

/**
 * Writes a review as Markdown. What has no room is left out by whole access keys, policies and findings, in this order, and counted.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary (read 2026-11)
 */
export function renderMarkdown(result: ReviewResult, { room, label }: MarkdownOptions = { room: 'comment' }): string {
  const marker = `${MARKER}${label === undefined ? '' : `: ${label}`} -->\n`;
  const isShort = (text: string): boolean =>
    room === 'comment' ? text.length <= COMMENT_CHARACTERS : text.length <= SUMMARY_BYTES / 4 || bytesOf(text) <= SUMMARY_BYTES;
  for (const bounds of lessAndLess(room === 'comment' ? USUAL : LONG, result)) {
    const shown = `${marker}${text(labelled(story(result, bounds), label))}`;
    if (isShort(shown)) return shown;
  }
  return `${marker}${text(labelled([...opening(result), paragraph(TOO_LONG)], label))}`;
}

/** Of several reviews in one place each says which it is. */
function labelled([first, ...rest]: readonly Block[], label: string | undefined): readonly Block[] {
  if (first === undefined || label === undefined || first.kind !== 'heading') return first === undefined ? rest : [first, ...rest];
  return [{ ...first, line: [{ code: label }, ': ', ...first.line] }, ...rest];
}

const TOO_LONG = 'What was found has no room here: the JSON form has all of it.';

/** A comment on GitHub ends at 65,536 characters. */
export const COMMENT_CHARACTERS = 60_000;
/** The summary of a step ends at 1 MiB. */
const SUMMARY_BYTES = 1_000_000;

/** Counts the bytes of a text in UTF-8. */
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const text = (blocks: readonly Block[]): string => `${blocks.map(written).join('\n\n')}\n`;

/** Leaves out more and more. */
function* lessAndLess({ policies, findings, keys }: Bounds, { affected, policies: all }: ReviewResult): Generator<Bounds> {
  if (affected !== null) for (let most = keys; most > 0; most = Math.floor(most / 2)) yield { policies, findings, keys: most };
  for (let most = Math.min(policies, all.length); most >= 0; most -= Math.max(1, Math.floor(most / 20))) {
    yield { policies: most, findings, keys: 0 };
  }
  for (let most = findings; most > 0; most = Math.floor(most / 2)) yield { policies: 1, findings: most, keys: 0 };
  yield { policies: 0, findings: 1, keys: 0 };
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
    case 'folded':
      return [`<details><summary>${block.title}</summary>`, ...block.blocks.map(written), '</details>'].join('\n\n');
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
