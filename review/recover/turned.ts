import type { PartKind, Side } from '../part';
import type { Candidate } from './candidates';
import { LINKS } from './links';

/** What belongs to a policy by a single name in it, and does nothing for the policy once that name is another one's. */
const TURNABLE: readonly PartKind[] = ['event-target', 'automation', 'role-policy', 'role-attachment', 'topic-policy', 'subscription'];

/** One side of a part, as if there were no other. */
export interface OneSide {
  readonly side: Side;
  readonly only: Candidate;
}

/**
 * Gives both sides of a part that names something else after than before; none where that is not known, and for what is there on one
 * side only.
 */
export function sidesOf(candidate: Candidate): readonly OneSide[] {
  const { kind, before, after } = candidate;
  if (!TURNABLE.includes(kind) || before === null || after === null) return [];
  const sides = (['before', 'after'] as const).map((side) => ({ side, only: unconfigured(onlyOn(candidate, side)) }));
  const [was = '', becomes = ''] = sides.map(({ only }) => LINKS[kind]?.follows(only).join('\n'));
  return was === '' || becomes === '' || was === becomes ? [] : sides;
}

/** A part as one that goes, or one that comes. */
export function onlyOn(candidate: Candidate, side: Side): Candidate {
  const { regions } = candidate;
  return side === 'before'
    ? { ...candidate, after: null, fate: 'removed', regions: { ...regions, after: undefined } }
    : { ...candidate, before: null, fate: 'made', regions: { ...regions, before: undefined } };
}

/** Known names say more than what the configuration refers to, which is what becomes of it. */
function unconfigured(candidate: Candidate): Candidate {
  const { configured: _, ...rest } = candidate;
  return rest;
}
