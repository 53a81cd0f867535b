import { Composer, isMap, isScalar, isSeq, Lexer, Parser, type CST, type Node } from 'yaml';
import { embeddedJson } from '../embedded-json';
import { nestsTooDeep } from './template-depth';

/** Deeper than any template that AWS takes. */
const MAX_LEVELS = 100;

/** The most that AWS takes, in bytes; a text has at least as many as it has characters. */
const MAX_LENGTH = 51_200;

/**
 * Reads a template of CloudFormation, in YAML or in JSON, as JSON has it: `!Ref X` becomes `{ Ref: 'X' }`, `!If […]` becomes
 * `{ 'Fn::If': […] }`. Undefined for what is none: what YAML does not allow, and aliases, which CloudFormation does not allow. Where YAML
 * 1.1 and 1.2 differ it is read as 1.2, so that no name or number turns into a truth, a time or another number.
 *
 * It is not part of the review itself, because only a plan with conformance packs needs a reader of YAML.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html (read 2026-11)
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html (read 2026-11)
 */
export function readTemplate(text: string): unknown {
  const json = embeddedJson(text);
  if (json !== undefined) return json;
  try {
    if (text.length > MAX_LENGTH) return undefined;
    const lexemes = [...new Lexer().lex(text)];
    if (nestsTooDeep(text, lexemes)) return undefined;
    const composer = new Composer({ prettyErrors: false, logLevel: 'error', stringKeys: true });
    const [document, ...more] = composer.compose(tokensOf(lexemes), true, text.length);
    if (document === undefined || document.errors.length > 0 || more.length > 0) return undefined;
    return valueOf(document.contents, MAX_LEVELS);
  } catch {
    return undefined;
  }
}

/** What a reader of YAML does with a text, which has gone through the lexer before. */
function* tokensOf(lexemes: readonly string[]): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of lexemes) yield* parser.next(lexeme);
  yield* parser.end();
}

/** @throws RangeError on what is nested too deep, TypeError on an alias; both are told as a template that cannot be read. */
function valueOf(node: Node | null, levels: number): unknown {
  if (levels === 0) throw new RangeError('a template nests too deep');
  if (node === null) return null;
  const value = bare(node, levels);
  const tag = /^!([A-Za-z:]+)$/.exec(node.tag ?? '')?.[1];
  if (tag === undefined) return value;
  const name = tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`;
  // `!GetAtt A.B` is written as a text.
  return { [name]: value };
}

function bare(node: Node, levels: number): unknown {
  if (isScalar(node)) return typeof node.value === 'bigint' ? String(node.value) : node.value;
  if (isSeq<Node | null>(node)) return node.items.map((item) => valueOf(item, levels - 1));
  if (isMap<Node, Node | null>(node)) {
    return Object.fromEntries(node.items.map(({ key, value }) => [keyOf(key), valueOf(value, levels - 1)]));
  }
  throw new TypeError('a template has no aliases');
}

function keyOf(key: Node): string {
  return isScalar(key) ? String(key.value) : '';
}
