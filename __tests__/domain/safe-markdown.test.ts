import fc from 'fast-check';
import { lexer, type Token } from 'marked';
import { visible } from '../../domain/safe-text';
import { codeSpan, prose } from '../../domain/safe-markdown';
import { HOSTILE_TEXT } from '../support/hostile-text';

const unescaped = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

const spanned = (token: Token | undefined): string => (token?.type === 'codespan' ? unescaped(String(token.text)) : 'no code');

/** The pieces of the one paragraph that a text is. */
function pieces(markdown: string): readonly Token[] {
  const [paragraph, ...more] = lexer(markdown);
  expect([paragraph?.type, more]).toEqual(['paragraph', []]);
  return paragraph?.type === 'paragraph' ? (paragraph.tokens ?? []) : [];
}

/** The pieces of the second cell of the one row of a table. */
function cellPieces(markdown: string): readonly Token[] {
  const [table, ...more] = lexer(`| a | b | c |\n| --- | --- | --- |\n| x | ${markdown} | y |\n`);
  expect(more).toEqual([]);
  if (table?.type !== 'table') throw new Error('it is no table');
  const { rows } = table as { readonly rows: readonly (readonly { readonly text: string; readonly tokens: readonly Token[] }[])[] };
  expect(rows.map((row) => row.map(({ text }) => text)).map(([first, , third]) => [first, third])).toEqual([['x', 'y']]);
  return rows[0]?.[1]?.tokens ?? [];
}

/** What is seen of a text: of a run of backticks that GitHub would not take for a fence, one in 80 is spelt. */
const fenced = (text: string): string => visible(text).replaceAll(/(`{79})`/g, '$1\\u0060');

describe('a code span', () => {
  test.each([
    ['plain', 'aws_sns_topic.t', '`aws_sns_topic.t`'],
    ['nothing', '', '(empty)'],
    ['a backtick', '`', '`` ` ``'],
    ['backticks inside', 'a``b', '```a``b```'],
    ['spaces at both ends', ' a ', '`  a  `'],
    ['spaces at both ends of more', ' ab ', '`  ab  `'],
    ['a space at one end', ' a', '` a`'],
    ['spaces at the start and inside', ' a b', '` a b`'],
    ['spaces inside and at the end', 'a b ', '`a b `'],
    ['spaces only', '  ', '`  `'],
    ['a bar', 'a|b', '`a|b`'],
    ['a line end', 'a\n\nb', '`a\\u000A\\u000Ab`'],
  ])('of %s', (_, text, markdown) => {
    expect(codeSpan(text, 'line')).toBe(markdown);
  });

  test.each([
    ['a bar', 'a|b', '`a\\|b`'],
    ['bars', '||', '`\\|\\|`'],
    ['a bar behind a backslash', 'a\\|b', '`a\\\\u007Cb`'],
    ['a backslash', 'a\\', '`a\\`'],
  ])('of %s in a table', (_, text, markdown) => {
    expect(codeSpan(text, 'cell')).toBe(markdown);
  });

  test('holds the text as it is, whatever it is', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        fc.pre(text !== '' && visible(text).trim() !== '');
        const [code, ...more] = pieces(codeSpan(text, 'line'));
        expect(more).toEqual([]);
        expect(spanned(code)).toBe(fenced(text));
      }),
    );
  });

  test('stays in the cell of a table, whatever it is', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        fc.pre(text !== '' && visible(text).trim() !== '');
        const [code, ...more] = cellPieces(codeSpan(text, 'cell'));
        expect(more).toEqual([]);
        expect(spanned(code)).toBe(fenced(text).replaceAll('\\|', '\\\\u007C'));
      }),
    );
  });
});

describe('prose', () => {
  test.each([
    ['the limit goes from 45 to 90 days', 'the limit goes from 45 to 90 days'],
    ["it doesn't (yet), says 1,000 of 2.5 and/or 90%: so!", "it doesn't (yet), says 1,000 of 2.5 and/or 90%: so!"],
    ['every day at 06:00 UTC in eu-west-1', 'every day at 06:00 UTC in `eu-west-1`'],
    ['from a → b - c', 'from a → b - c'],
    ['is NON_COMPLIANT', 'is `NON_COMPLIANT`'],
    ['told at a@example.com, or not', 'told at `a@example.com`, or not'],
    ['@org/team #12 GH-12 a/b#1', '`@org/team` `#12` `GH-12` `a/b#1`'],
    ['see (https://evil.example).', 'see (`https://evil.example`).'],
    ['www.evil.example www. www', '`www.evil.example` `www`. `www`'],
    ['**b** _i_ ~~s~~ <b> &amp; [a](b)', '`**b**` `_i_` `~~s~~` `<b>` `&amp`; `[a](b`)'],
    [':tada: 1:100:', '`:tada`: `1:100`:'],
    ['0123456 012345g up-to-0123abc', '`0123456` 012345g `up-to-0123abc`'],
    ['- no list', '`-` no list'],
    ['1. no list', '1\\. no list'],
    ['2) no list', '2\\) no list'],
    ['12. no list', '12\\. no list'],
    ['  1. no list', ' 1\\. no list'],
    ['is 1.', 'is 1.'],
    ['v1. is plain', 'v1. is plain'],
    ['1a. is plain', '1a. is plain'],
    ['(1) is plain', '(1) is plain'],
    ['1?) is plain', '1?) is plain'],
    ['a " alone and ""', 'a " alone and ""'],
    ['größer als 7½, 名前 und «so»', 'größer als 7½, 名前 und `«so»`'],
    ['É-1 é-é 名-٣ ٣-٤ ٣,٤', '`É-1` é-é `名-٣` ٣-٤ ٣,٤'],
    ['0123abc… 名0123abc é-0123abc', '`0123abc`… 名0123abc `é-0123abc`'],
    ['    no   code', ' no code'],
    ['', ''],
  ])('%s', (text, markdown) => {
    expect(prose(text, 'line')).toBe(markdown);
  });

  const MEANS_SOMETHING = /@\w|#\w|www\.|:\/\/|\bGH-\d|\b[A-Z]+-\d|[<>*_~[\]|]|:\w+:(?!\d)|\b[0-9a-f]{7,40}\b/i;

  test('is words and code only, whatever it is', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        for (const tokens of [pieces(`So ${prose(text, 'line')}`), cellPieces(`So ${prose(text, 'cell')}`)]) {
          expect(tokens.filter(({ type }) => !['text', 'codespan', 'escape'].includes(type))).toEqual([]);
          const words = tokens.filter(({ type }) => type === 'text').map(({ raw }) => raw);
          expect(words.filter((word) => MEANS_SOMETHING.test(word))).toEqual([]);
        }
      }),
    );
  });

  test('is a paragraph at the start of a line too', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        fc.pre(visible(text).trim() !== '');
        const tokens = pieces(prose(text, 'line').trim());
        expect(tokens.filter(({ type }) => !['text', 'codespan', 'escape'].includes(type))).toEqual([]);
      }),
    );
  });
});
