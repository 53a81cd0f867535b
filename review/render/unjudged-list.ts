import type { Fate } from '../part';
import type { Unjudged } from '../review-result';
import { BOUNDS } from './bounds';
import { cut } from './cut';
import { joined, paragraph, type Block, type Line } from './document';

/** Lists the resources that change without a word from a check or a setting, by the names of what differs. */
export function unjudgedList(unjudged: readonly Unjudged[]): readonly Block[] {
  if (unjudged.length === 0) return [];
  return [
    paragraph('Changed besides, which no check judges:'),
    { kind: 'list', items: cut(unjudged, BOUNDS.unjudged, (one) => [line(one)], 'resources') },
  ];
}

function line({ address, fate, attributes }: Unjudged): Line {
  const shown = attributes.slice(0, BOUNDS.items).map((code): Line => [{ code }]);
  const rest = attributes.length - shown.length;
  const names = [...joined(shown, ', '), ...(rest === 0 ? [] : [` and ${String(rest)} more`])];
  if (attributes.length === 0) return [{ code: address }, ` (${WORDS[fate]})`];
  return [{ code: address }, fate === 'replaced' ? ' (replaced: ' : ' (', ...names, ')'];
}

const WORDS: Readonly<Record<Fate, string>> = {
  kept: 'kept',
  changed: 'changed',
  replaced: 'replaced, declared as before',
  made: 'made',
  removed: 'removed',
  forgotten: 'stays in AWS, no longer kept by Terraform',
};
