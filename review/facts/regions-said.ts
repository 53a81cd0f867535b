import { listed } from '../../domain/phrases';
import { factOf, type Part, type Side } from '../part';

/** Lists for a person, each once, the regions that parts stand in. Text of others in it is not yet fit for Markdown or a terminal. */
export function regionsSaid(parts: readonly Part[], side: Side): string {
  return listed([...new Set(parts.map((part) => regionSaid(part, side)))]);
}

/** Writes the region of one part for a person, without what is sensitive. */
export function regionSaid(part: Part, side: Side): string {
  const fact = factOf(part, side, ['region']);
  if (fact.kind === 'known' && fact.isSensitive) return '(sensitive)';
  return part.regions[side] ?? 'a region that the plan does not tell';
}
