import { isPlainAscii, visible } from './safe-text';

/** Where a text stands: a cell of a table ends at a bar, even inside of code. */
export type Place = 'line' | 'cell';

/**
 * GitHub's parser takes a fence of more than 80 backticks for text, and what it encloses for Markdown; a fence is one longer than any run.
 *
 * @see https://github.com/github/cmark-gfm/blob/master/src/inlines.c (MAXBACKTICKS; read 2026-11)
 */
const TOO_MANY_BACKTICKS = /(`{79})`/g;

/**
 * Writes text of others as a code span, in which Markdown means nothing.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string, place: Place): string {
  if (text === '') return '(empty)';
  const seen = visible(text).replaceAll(TOO_MANY_BACKTICKS, '$1\\u0060');
  const shown = place === 'cell' ? withoutBars(seen) : seen;
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const isPadded = /^`|`$|^ .* $/.test(shown) && shown.trim() !== '';
  return isPadded ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/**
 * Writes prose that may hold text of others: plain words stay, every word that could mean anything to Markdown or GitHub (markup, a
 * link, a mention, a reference to an issue or a commit, a picture of a smile) becomes a code span, in which both leave it alone.
 *
 * @see https://github.github.com/gfm/#autolinks-extension-
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function prose(text: string, place: Place): string {
  const words = visible(text).split(/ +/);
  const first = words.findIndex((word) => word !== '');
  return words.map((word, at) => (at > first && isBetween(word) ? word : safeWord(word, place, at === first))).join(' ');
}

/** A dash or arrow alone, which is markup at the start of a line only. */
const isBetween = (word: string): boolean => /^[-–—→]$/.test(word);

const OPENING = /^["'“‘(]*/u;
const CLOSING = /["'”’),.;:!?…%]*$/u;

/** Tells of words with such letters and digits which are plain, and which GitHub takes for more. */
interface Words {
  readonly plain: RegExp;
  /** An issue of a tracker, a commit or, with a period, the start of an address. */
  readonly reference: RegExp;
}

function wordsOf(letter: string, digit: string): Words {
  const either = `[${letter}${digit}]`;
  return {
    plain: new RegExp(`^(?:\\d\\d:\\d\\d|${either}+(?:(?:['’/-]|(?<=[${digit}])[.,](?=[${digit}]))${either}+)*)?$`, 'u'),
    reference: new RegExp(`[${letter}]-[${digit}]|(?<!${either})[0-9a-f]{7,40}(?!${either})|^www$`, 'iu'),
  };
}

const ASCII = wordsOf('A-Za-z', '0-9');
/** Made when it is first needed, as it costs more than the rest of a small review. */
let all: Words | undefined;

function isPlain(word: string): boolean {
  const { plain, reference } = isPlainAscii(word) ? ASCII : (all ??= wordsOf('\\p{L}', '\\p{N}'));
  return plain.test(word) && !reference.test(word);
}

function safeWord(word: string, place: Place, isFirst: boolean): string {
  const [opening = ''] = OPENING.exec(word) ?? [];
  const [closing = ''] = CLOSING.exec(word.slice(opening.length)) ?? [];
  const core = word.slice(opening.length, word.length - closing.length);
  // At the start of a line it is an item of a list.
  if (isFirst && opening === '' && /^[0-9]+$/.test(core) && /^[.)]/.test(closing) && isPlain(core)) return `${core}\\${closing}`;
  return `${opening}${isPlain(core) ? core : codeSpan(core, place)}${closing}`;
}

/** A bar is escaped; behind a backslash parsers disagree on what that means, so it is spelt there. */
function withoutBars(text: string): string {
  return text.replaceAll(/(\\?)\|/g, (_, slash: string) => (slash === '' ? '\\|' : '\\\\u007C'));
}
