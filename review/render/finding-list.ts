import type { Finding } from '../review-result';
import type { Severity } from '../severity';
import { cut } from './cut';
import type { Block, Line } from './document';

const WORDS: Readonly<Record<Severity, string>> = { danger: 'Danger', warning: 'Warning', info: 'Info' };

/** Lists findings: what was found, by which check, where, and what to do. Expects the worst first. */
export function findingList(findings: readonly Finding[], most: number): readonly Block[] {
  if (findings.length === 0) return [];
  return [{ kind: 'list', items: cut(findings, most, lines, 'findings') }];
}

function lines({ check, severity, address, message, advice }: Finding): readonly Line[] {
  const where: Line = address === null ? ['.'] : [', at ', { code: address }, '.'];
  return [
    [{ strong: `${WORDS[severity]}:` }, ' ', ...ended(message)],
    ['Check ', { code: check }, ...where],
    ['What to do: ', ...ended(advice)],
  ];
}

/** A sentence with its period. */
const ended = (sentence: string): Line => (/[.!?]$/.test(sentence) ? [sentence] : [sentence, '.']);
