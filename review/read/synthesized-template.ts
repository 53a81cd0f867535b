import { dependenciesIn } from './synthesized-dependencies';

/** A part of a text in Terraform's JSON syntax: itself, or an expression whose value stands in its place. */
export type TemplatePiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'expression'; readonly source: string };

const MARKS = /(?<!\$)\$+\{|(?<!%)%+\{/g;
const IN_EXPRESSION = /["{}\\]|\$\$\{|%%\{|\$\{|%\{/g;

/**
 * Takes a text apart into what stands for itself and what is an expression; undefined for one with a directive, or that does not end,
 * or where more than two marks stand before a brace, of which readers differ in which are an escape.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences (`$${` and `%%{`, read 2026-11)
 */
export function piecesOf(text: string): readonly TemplatePiece[] | undefined {
  const pieces: TemplatePiece[] = [];
  let literal = '';
  let from = 0;
  for (const { index, 0: mark } of text.matchAll(MARKS)) {
    if (index < from) continue;
    literal += text.slice(from, index);
    if (mark === '%{' || mark.length > 3) return undefined;
    if (mark === '${') {
      const end = endOf(text, index + mark.length);
      if (end === undefined) return undefined;
      if (literal !== '') pieces.push({ kind: 'text', text: literal });
      pieces.push({ kind: 'expression', source: text.slice(index + mark.length, end).trim() });
      literal = '';
      from = end + 1;
    } else {
      literal += mark.slice(1);
      from = index + mark.length;
    }
  }
  literal += text.slice(from);
  if (literal !== '' || pieces.length === 0) pieces.push({ kind: 'text', text: literal });
  return pieces;
}

/** Finds the brace that ends an expression: there are texts in it, and expressions in these. */
function endOf(text: string, from: number): number | undefined {
  const open: ('brace' | 'text')[] = ['brace'];
  const tokens = new RegExp(IN_EXPRESSION);
  tokens.lastIndex = from;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token] = found;
    const isInText = open.at(-1) === 'text';
    if (token === '"') {
      if (isInText) open.pop();
      else open.push('text');
    } else if (token === '\\') {
      if (isInText) tokens.lastIndex += 1;
    } else if (token === '}') {
      if (!isInText) open.pop();
      if (open.length === 0) return found.index;
    } else if (token === '${' || token === '%{' || (token === '{' && !isInText)) {
      open.push('brace');
    }
  }
  return undefined;
}

/** Lists what a text depends on: the longest addresses that are written out, or that it may be anything. */
export const referencesInText = (text: string): readonly string[] => dependenciesIn(text);

/** Lists what anything in a value depends on. */
export function referencesInValue(value: unknown): readonly string[] {
  if (typeof value === 'string') return referencesInText(value);
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(referencesInValue))];
}

/** Addresses of Terraform's language, and none of what a `for` names. */
const ADDRESS = /^(?:data\.[A-Za-z_][\w-]*|(?:var|local|module|each|count|path|terraform)|[a-z][a-z0-9]*_[\w-]*)\.[A-Za-z_][\w-]*/;

/**
 * Lists what anything in a value refers to as the configuration in a plan does: each address as far as nothing chooses in it, and what leads
 * to it, as `aws_sns_topic.t.arn` and `aws_sns_topic.t`.
 */
export function configuredReferencesIn(value: unknown): readonly string[] {
  return [...new Set(referencesInValue(value).flatMap((address) => (ADDRESS.test(address) ? leadingTo(address) : [])))];
}

/** An address and those that lead to it, the longest first; the shortest is the block. */
function leadingTo(address: string): readonly string[] {
  const steps = address.replace(/\[\?\].*$/s, '').match(/^[^.[]+|\.[^.[]+|\["[^"]*"\]|\[\d+\]/g) ?? [];
  const shortest = address.startsWith('data.') ? 3 : 2;
  return steps.map((_, at) => steps.slice(0, steps.length - at).join('')).filter((_, at) => steps.length - at >= shortest);
}
