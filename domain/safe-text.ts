/** The longest text of others that is shown, in characters; what is longer is cut, and says so. */
export const MAX_SHOWN = 300;

/** What a terminal or a reader could be fooled with: control, formatting, invisible and half characters, line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Where a line of output could be a command to the machine that runs the job: anywhere, or at the start of a line.
 *
 * @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
const COMMAND = /#(?=#[a-z]*\[)/gi;
const COMMAND_AT_START = /(?<=^|\s)::/g;

/** Writes text of others so that every character of it is seen, on one line, and not too much of it. */
export function visible(text: string): string {
  return withoutCommands(shortened(text));
}

/** Writes text of others so that every character of it is seen, on one line, however long it is. */
export function visibleWhole(text: string): string {
  return withoutCommands(text.replaceAll(UNSEEN, escaped));
}

const withoutCommands = (text: string): string => text.replaceAll(COMMAND, '\\u0023').replaceAll(COMMAND_AT_START, '\\u003A:');

/** Nothing but this is in most texts, and it is all seen: what follows costs more than the rest of a small review. */
export const isPlainAscii = (text: string): boolean => /^[\n\x20-\x7E]*$/.test(text);

/** Writes JSON so that no character in it acts on a terminal or a job; its meaning stays. The line ends of its layout stay too. */
export function visibleJson(json: string): string {
  const seen = isPlainAscii(json) ? json : json.replaceAll(UNSEEN, (character) => (character === '\n' ? character : units(character)));
  return seen.replaceAll(COMMAND, '\\u0023');
}

function shortened(text: string): string {
  if (text.length <= MAX_SHOWN && isPlainAscii(text) && !text.includes('\n')) return text;
  let shown = '';
  let count = 0;
  for (const character of text) {
    const next = character.replace(UNSEEN, escaped);
    if (shown.length + next.length > MAX_SHOWN) return `${shown}… (${String(text.length - count)} more)`;
    shown += next;
    count += character.length;
  }
  return shown;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${hex(code)}}` : units(character);
}

/** Writes each of the one or two units of a character as JSON does. */
function units(character: string): string {
  return Array.from({ length: character.length }, (_, place) => `\\u${hex(character.charCodeAt(place))}`).join('');
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');
