import fc from 'fast-check';
import { lexer, type Token } from 'marked';
import { renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';
import type { ReviewResult } from '../../../review/review-result';
import { unknownLeaf } from '../../support/review';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { acting, finding, policy, RESULTS } from './results';

/** How many texts are tried in whole reviews. */
const RUNS = Number(process.env['TEXT_RUNS'] ?? '60');

/** A review in which every text that can come from others is the given one. */
function filled(text: string): ReviewResult {
  return {
    outcome: 'incomplete',
    policies: [
      policy(
        acting('notify', { 'alerts.emails': [], 'remediation.exempt.userNames': ['before'], 'alerts.topicArn': 'before' }),
        acting('delete', {
          'alerts.emails': [text, text],
          'alerts.topicArn': `${text}!`,
          'remediation.exempt.userNames': [text],
          namePrefix: unknownLeaf(text),
          tags: { [text]: text },
        }),
        text,
      ),
      policy(null, acting('delete', { 'bucket.name': text, 'alerts.emails': [text], 'remediation.exempt.tag': text }), `${text}!`),
    ],
    findings: [
      finding({ policy: text, address: text, message: text, advice: text }),
      finding({ policy: null, address: text, message: text, advice: text }),
    ],
    unjudged: [{ policy: text, address: text, fate: 'changed', attributes: [text, text] }],
    otherChanges: 1,
    incomplete: [text, text],
    affected: null,
  };
}

type Cells = readonly { readonly tokens: readonly Token[] }[];

const WORDS = ['text', 'codespan', 'escape'];

/** The one paragraph of an item is wrapped once more. */
function unwrapped(token: Token): readonly Token[] {
  return token.type === 'text' && 'tokens' in token && token.tokens !== undefined ? token.tokens : [token];
}

/** What a reader sees of Markdown besides words: blocks, cells and what is in them; pieces of words count as none. */
function shapeOf(tokens: readonly Token[]): unknown {
  return tokens
    .flatMap(unwrapped)
    .filter(({ type }) => !WORDS.includes(type) && type !== 'space')
    .map((token) => {
      switch (token.type) {
        case 'table': {
          const { header, rows } = token as { readonly header: Cells; readonly rows: readonly Cells[] };
          const cells = [header, ...rows];
          return { table: cells.map((row) => row.map((cell) => shapeOf(cell.tokens))) };
        }
        case 'list': {
          const items = token.items as readonly { readonly tokens: readonly Token[] }[];
          return { list: items.map((item) => shapeOf(item.tokens)) };
        }
        case 'heading':
          return { heading: token.depth as number, of: shapeOf(token.tokens ?? []) };
        case 'code':
          return { code: String(token.text) };
        default:
          return { [token.type]: shapeOf('tokens' in token ? (token.tokens ?? []) : []) };
      }
    });
}

test('Markdown has the same structure, whatever the text in it', () => {
  const tame = shapeOf(lexer(renderMarkdown(filled('word'))));
  expect(JSON.stringify(tame)).toContain('"table":[[[],[],[]]');
  expect(JSON.stringify(tame)).toContain('"list":[[{"strong":[]}]]');
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      fc.pre(text !== '' && text !== 'before');
      expect(shapeOf(lexer(renderMarkdown(filled(text))))).toEqual(tame);
    }),
    { numRuns: RUNS },
  );
});

test('a structure that differs is seen', () => {
  const tame = shapeOf(lexer('- a `b`\n\n| a |\n| --- |\n| b |'));
  expect(shapeOf(lexer('- a b\n\n| c |\n| --- |\n| `d` |'))).toEqual(tame);
  const others = ['- a [b](c)\n\n| a |\n| --- |\n| b |', '- a\n- b\n\n| a |\n| --- |\n| b |', '- a\n\n| a | b |\n| --- | --- |\n| b | c |'];
  for (const other of others) expect(shapeOf(lexer(other))).not.toEqual(tame);
});

test('a terminal gets no character that acts on it, and no line that is a command to the machine that runs the job', () => {
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      const lines = renderText(filled(text)).split('\n');
      expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.test(line))).toEqual([]);
      expect(lines.filter((line) => /^\s*::|##[a-z]*\[/i.test(line))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('no line of plain text is longer than 100 columns, unless one word is', () => {
  const lines = Object.values(RESULTS).flatMap((result) => renderText(result).split('\n'));
  const isOneWord = (line: string): boolean => /^\s*(?:- |before +|after +|at )?\S+$/.test(line);
  expect(lines.filter((line) => line.length > 100 && !isOneWord(line))).toEqual([]);
});
