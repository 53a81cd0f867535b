import fc from 'fast-check';
import { MAX_SHOWN, visible, visibleJson } from '../../domain/safe-text';
import { HOSTILE_TEXT } from '../support/hostile-text';

/** What acts on a terminal or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

describe('text of others', () => {
  test.each([
    ['what can be seen', 'aws_sns_topic.t["a b"] = 名 é 🎉', 'aws_sns_topic.t["a b"] = 名 é 🎉'],
    ['nothing', '', ''],
    ['an escape sequence', '\u001b[31mred\u001b[0m', '\\u001B[31mred\\u001B[0m'],
    ['an escape sequence of one byte', '\u009b31m', '\\u009B31m'],
    ['line ends', 'a\nb\r\nc\u2028d', 'a\\u000Ab\\u000D\\u000Ac\\u2028d'],
    ['a right to left override', '\u202egnp.exe', '\\u202Egnp.exe'],
    ['a zero width space', 'ad\u200bmin', 'ad\\u200Bmin'],
    ['an invisible letter', 'a\u3164b', 'a\\u3164b'],
    ['an invisible tag', 'a\u{e0041}b', 'a\\u{E0041}b'],
    ['half a character', 'a\ud83d', 'a\\uD83D'],
    ['a command to Azure Pipelines', 'x ##vso[task.setvariable variable=a]b', 'x \\u0023#vso[task.setvariable variable=a]b'],
    ['a command to an older runner', '##[add-mask]x', '\\u0023#[add-mask]x'],
    ['a command to TeamCity', "##teamcity[message text='x']", "\\u0023#teamcity[message text='x']"],
    ['a command to GitHub Actions', '::error::x', '\\u003A:error::x'],
    ['one that a broken line begins with', 'a ::add-mask::x', 'a \\u003A:add-mask::x'],
    ['one behind blanks of other kinds', 'a\u00a0::add-mask::x', 'a\u00a0\\u003A:add-mask::x'],
    ['an ARN without region and account', 'arn:aws:s3:::central', 'arn:aws:s3:::central'],
    ['a heading of two signs', '## a [b]', '## a [b]'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each([
    [MAX_SHOWN - 1, 'a'.repeat(MAX_SHOWN - 1)],
    [MAX_SHOWN, 'a'.repeat(MAX_SHOWN)],
    [MAX_SHOWN + 1, `${'a'.repeat(MAX_SHOWN)}… (1 more)`],
    [1_000_000, `${'a'.repeat(MAX_SHOWN)}… (999700 more)`],
  ])('of %i characters', (length, shown) => {
    expect(visible('a'.repeat(length))).toBe(shown);
  });

  test('is not cut within what stands for a character', () => {
    expect(visible(`${'a'.repeat(MAX_SHOWN - 5)}\u0000b`)).toBe(`${'a'.repeat(MAX_SHOWN - 5)}… (2 more)`);
    expect(visible(`${'a'.repeat(MAX_SHOWN - 1)}🎉`)).toBe(`${'a'.repeat(MAX_SHOWN - 1)}… (2 more)`);
  });

  test('is on one line, all of it seen, no command, whatever it is', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        const shown = visible(text);
        expect(UNSEEN.test(shown)).toBe(false);
        expect(/##[a-z]*\[|(?:^| )::/i.test(shown)).toBe(false);
        expect(shown.length).toBeLessThan(MAX_SHOWN * 7 + 40);
      }),
    );
  });
});

describe('JSON', () => {
  test('means the same, whatever is in it, and acts on nothing', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, HOSTILE_TEXT, (key, value) => {
        const json = visibleJson(JSON.stringify({ [key]: [value] }, null, 2));
        expect(JSON.parse(json)).toEqual({ [key]: [value] });
        expect(UNSEEN.test(json.replaceAll('\n', ''))).toBe(false);
        expect(/##[a-z]*\[/i.test(json)).toBe(false);
      }),
    );
  });

  test('is written with escapes', () => {
    expect(visibleJson(JSON.stringify({ a: '\u009b\u{e0041}##[x]' }, null, 2))).toBe('{\n  "a": "\\u009B\\uDB40\\uDC41\\u0023#[x]"\n}');
  });
});
