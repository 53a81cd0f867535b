import { Lexer } from 'yaml';

/** Deeper than any template that AWS takes. */
const MAX_LEVELS = 100;

/** Further to the right than any template begins a line: each level of a block takes a column. */
const MAX_COLUMN = 200;

/** Indicators of a block one after the other, as in `- - -`, but in a comment. */
const MANY_ON_A_LINE = /^(?![ \t]*#).*(?:[-?:][ \t]+){30}/m;

/** Tags and anchors one after the other. */
const MANY_PROPERTIES = /(?:[&!][^\s,[\]{}]*[ \t]+){30}/;

/**
 * Tells whether a text in YAML nests deeper than any template. A reader of YAML calls itself for each level: whoever reads what is nested
 * thousandfold runs out of stack, which ends the process where that happens while a regular expression is compiled.
 *
 * @param lexemes - what a lexer found in the text
 */
export function nestsTooDeep(text: string, lexemes: Iterable<string> = new Lexer().lex(text)): boolean {
  if (MANY_ON_A_LINE.test(text) || MANY_PROPERTIES.test(text)) return true;
  let levels = 0;
  let column = 0;
  let isAtStart = true;
  for (const lexeme of lexemes) {
    if (lexeme === '[' || lexeme === '{') levels += 1;
    if (lexeme === ']' || lexeme === '}') levels = Math.max(0, levels - 1);
    if (levels > MAX_LEVELS) return true;
    const isBlank = lexeme.trim() === '';
    if (isAtStart && !isBlank && levels === 0 && column > MAX_COLUMN) return true;
    isAtStart = lexeme.endsWith('\n') || (isAtStart && isBlank);
    column = isAtStart ? lexeme.length - lexeme.lastIndexOf('\n') - 1 : column + lexeme.length;
  }
  return false;
}
