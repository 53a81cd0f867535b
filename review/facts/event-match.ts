import { covers } from './covers';
import { at } from '../recover/kinds';

/** Whether a field of an event pattern matches a text; `maybe` where that hangs on a filter that is not looked at. */
export type Match = 'yes' | 'maybe' | 'no';

/**
 * Tells whether a field of an event pattern matches a text. One that is not there matches everything.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (read 2026-11)
 */
export function matchOf(field: unknown, text: string): Match {
  if (field === undefined) return 'yes';
  const matches: readonly Match[] = Array.isArray(field) ? field.map((item: unknown) => matchOfItem(item, text)) : [];
  return ORDER.find((match) => matches.includes(match)) ?? 'no';
}

/** Any one item that matches is enough. */
const ORDER: readonly Match[] = ['yes', 'maybe', 'no'];

function matchOfItem(item: unknown, text: string): Match {
  if (typeof item !== 'object' || item === null) return said(item === text);
  const [operator, ...others] = Object.keys(item);
  if (operator === undefined || others.length > 0) return 'maybe';
  return matchBy(operator, at(item, operator), text);
}

function matchBy(operator: string, operand: unknown, text: string): Match {
  switch (operator) {
    case 'exists':
      return said(operand !== false);
    case 'anything-but':
      return opposite(operand, text);
    case 'numeric':
    case 'cidr':
      return 'no';
    case 'wildcard':
      return typeof operand === 'string' ? wild(operand, text) : 'maybe';
    case 'equals-ignore-case':
      return typeof operand === 'string' ? said(operand.toLowerCase() === text.toLowerCase()) : 'maybe';
    case 'prefix':
    case 'suffix':
      return atAnEnd(operator, operand, text);
    default:
      return 'maybe';
  }
}

function atAnEnd(operator: 'prefix' | 'suffix', operand: unknown, text: string): Match {
  const whole = at(operand, 'equals-ignore-case');
  if (typeof whole === 'string') return atAnEnd(operator, whole.toLowerCase(), text.toLowerCase());
  if (typeof operand !== 'string') return 'maybe';
  return said(operator === 'prefix' ? text.startsWith(operand) : text.endsWith(operand));
}

/** In a wildcard only a star stands for others; what is written with a backslash is not looked at. */
function wild(pattern: string, text: string): Match {
  return /[?\\]/.test(pattern) ? 'maybe' : said(covers(pattern, text));
}

/** Excepted are texts, or what one filter matches. */
function opposite(excepted: unknown, text: string): Match {
  const items = Array.isArray(excepted) ? excepted : [excepted];
  const match = matchOf(items, text);
  return match === 'maybe' ? 'maybe' : said(match === 'no');
}

function said(isSo: boolean): Match {
  return isSo ? 'yes' : 'no';
}
