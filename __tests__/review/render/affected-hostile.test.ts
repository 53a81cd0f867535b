import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { affectedBy } from '../../../review/foresight/affected';
import type { PolicyChange } from '../../../review/policy-change';
import { renderMarkdown } from '../../../review/render/markdown';
import type { ReviewResult } from '../../../review/review-result';
import { accountKey, unreadKey } from '../../support/foreseen';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { part, planView, policyChange, unknownLeaf, type LeafSpec } from '../../support/review';
import { NOW } from '../../support/world/records';
import { acting, finding, HOSTILE, WHOLE } from './results';

const RUNS = Number(process.env['TEXT_RUNS'] ?? '60');
const HERE = '111122223333';
const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };
const ROOMS = ['comment', 'summary'] as const;

/** Texts that have ended, opened or filled what they stood in, somewhere. */
const NASTY: readonly string[] = [
  ...['</details>', '`</details>`', '\n\n</details>\n\n# x', '</summary></details><script>alert(1)</script>', '<details open><summary>x'],
  ...['<!-- iam-unused-credentials review -->', '-->', '<!--', '<img src=x onerror=alert(1)>', '<input type=checkbox>', '&lt;a&gt;'],
  ...['`|', '|`', '\\|', '\\`|', '``', '` `', 'a`b|c', 'a\\', '| a |\n| --- |\n| b |', '```mermaid\ngraph\n```', '- [ ] x', '> [!NOTE]'],
  ...['@org/team', '#1', 'GH-1', 'www.evil.example', 'a@evil.example', '[x](//evil.example)', '![x](//evil.example)', '[^1]', '$`x`$'],
  ...['\u001b[31m', '\u202eevil', '\u2028', '\u00a0', '\u0000', HOSTILE],
  ...['|', '`', '<', '@', '</details>', '<!-- ', '#1 ', '\u202e', '\\|', '` '].map((piece) => piece.repeat(100_000 / piece.length)),
];

const change = (before: LeafSpec | null, after: LeafSpec | null, id: string): PolicyChange => {
  const values = { environment: [{ variables: { TABLE_NAME: TABLE.name, ACCOUNT_ID: HERE } }] };
  const whole = (spec: LeafSpec | null): LeafSpec | null => spec && { ...WHOLE, ...spec };
  return { ...policyChange(whole(before), whole(after), [part('function', { before: before && values, after: after && values })]), id };
};

/** A review with a scan in which every text that can come from others is one of the given, in turn. */
function filled(...texts: readonly string[]): ReviewResult {
  let at = 0;
  const next = (): string => texts[at++ % texts.length] ?? '';
  const armed = acting('delete', { 'remediation.exempt.tag': 'keep-keys' });
  const unread = { kind: 'unknown', address: next(), cause: 'unreadable', because: next() } as const;
  const policies = [
    change(acting('notify'), { ...armed, namePrefix: unknownLeaf(next()) }, `${next()}1`),
    change({}, { maxCredentialUsageAgeDays: unread }, `${next()}2`),
  ];
  const keys = [
    accountKey({ idle: 60, userName: next(), accessKeyId: next() }),
    accountKey({ idle: 60, userName: next(), userTags: { 'keep-keys': next() } }),
    unreadKey(next(), { userName: next(), accessKeyId: null }),
    unreadKey(next(), { userName: next(), accessKeyId: next() }),
  ];
  const filter = { userName: next(), verdict: null };
  const account = { accountId: HERE, at: NOW, isComplete: false, unreadable: 1, filter, table: TABLE, keys };
  const affected = affectedBy({ ...planView(), policies }, [], account, NOW);
  return {
    outcome: 'incomplete',
    policies,
    findings: [finding({ policy: policies[0]?.id ?? null, address: next(), message: next(), advice: next() })],
    unjudged: [],
    otherChanges: 1,
    incomplete: [next()],
    affected: {
      ...affected,
      cautions: [...affected.cautions, next()],
      policies: affected.policies.map((policy) => ({ ...policy, notes: [...policy.notes, next()] })),
    },
  };
}

/** What is words to a reader. A tag that Markdown knows, and a link, are none, and so is what would be a check box. */
const isWords = ({ type }: Token): boolean => type === 'text' || type === 'codespan' || type === 'escape';

interface Table {
  readonly header: readonly unknown[];
  readonly rows: readonly (readonly unknown[])[];
}

const widthsOf = ({ header, rows }: Table): readonly number[] => [header, ...rows].map(({ length }) => length);

/** All that Markdown makes of a text besides words, as it comes: HTML and diagrams as they are, tables by their width. */
function shapeOf(markdown: string): readonly string[] {
  const shape: string[] = [];
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === 'html') shape.push(`html ${token.raw.trim()}`);
    else if (token.type === 'code') shape.push(`code ${token.raw}`);
    else if (token.type === 'table') shape.push(`table ${JSON.stringify(widthsOf(token as Table))}`);
    else if (token.type === 'list_item') shape.push(token.task === true ? 'task' : 'item');
    else if (!isWords(token) && token.type !== 'space') shape.push(token.type);
  });
  return shape;
}

describe.each(ROOMS)('who is affected, for a %s', (room) => {
  const shapeFor = (...texts: readonly string[]): readonly string[] => shapeOf(renderMarkdown(filled(...texts), { room }));
  const tame = shapeFor('word');

  test('has no HTML but its marker and two folded lists, one after the other', () => {
    expect(tame.filter((piece) => piece.startsWith('html'))).toEqual([
      'html <!-- iam-unused-credentials review -->',
      'html <details><summary>The 4 access keys for which something changes, or is not known</summary>',
      'html </details>',
      'html <details><summary>The 4 access keys for which something changes, or is not known</summary>',
      'html </details>',
    ]);
    expect(tame.filter((piece) => piece.startsWith('table'))).toEqual([
      'table [3,3,3,3,3,3]',
      'table [5,5,5,5,5]',
      'table [5,5,5,5,5]',
      'table [3,3,3,3]',
      'table [3,3]',
    ]);
  });

  test.each(NASTY.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))('is the same for %s but for words', (_, text) => {
    expect(shapeFor(text)).toEqual(tame);
    expect(shapeFor('word', text)).toEqual(tame);
  });

  test('is the same whatever texts stand beside each other, but for words', () => {
    const texts = fc.array(
      HOSTILE_TEXT.filter((text) => text !== ''),
      { minLength: 1, maxLength: 7 },
    );
    fc.assert(
      fc.property(texts, (some) => {
        expect(shapeFor(...some)).toEqual(tame);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what GitHub reads otherwise than other parsers', () => {
  /**
   * GitHub's parser takes more than 80 backticks for text, and what stands between two such runs for Markdown.
   *
   * @see https://github.com/github/cmark-gfm/blob/master/src/inlines.c (MAXBACKTICKS; read 2026-11)
   */
  const MOST_BACKTICKS = 80;
  const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

  test.each([78, 79, 80, 81, 200, 100_000])('a text with %d backticks stays code', (count) => {
    const text = `${'`'.repeat(count)} </details> [x](//evil.example) @org/team`;
    const runs = ROOMS.map((room) => longestRun(renderMarkdown(filled(text, `x${text}`), { room })));
    expect(runs.filter((run) => run < Math.min(count, MOST_BACKTICKS - 1) || run > MOST_BACKTICKS)).toEqual([]);
  });

  test('a line that begins with a number links to no commit', () => {
    const items = (...incomplete: readonly string[]): readonly string[] =>
      renderMarkdown({ ...filled('word'), incomplete })
        .split('\n')
        .filter((line) => /^- .*word/.test(line))
        .slice(0, incomplete.length);
    expect(items('123456. word', '1234567. word', '12121212121212) word')).toEqual([
      '- 123456\\. word',
      '- `1234567`. word',
      '- `12121212121212`) word',
    ]);
  });
});

describe('the shape of Markdown', () => {
  const OTHERS = ['</details>', '<b>', '[x](//evil.example)', '![x](//evil.example)', 'https://evil.example', '**b**', '~~b~~'];
  test.each([...OTHERS, 'b\n- c', '[ ] b', '```\nb\n```'])('differs by %j', (text) => {
    expect(shapeOf('- b')).toEqual(shapeOf('- `b` c'));
    expect(shapeOf(`- ${text}`)).not.toEqual(shapeOf('- b'));
  });

  test('differs by a cell', () => {
    expect(shapeOf('| a |\n| --- |\n| b |')).toEqual(shapeOf('| a |\n| --- |\n| `b\\|` |'));
    expect(shapeOf('| a |\n| --- |\n| b |')).not.toEqual(shapeOf('| a | b |\n| --- | --- |\n| b | |'));
  });
});
