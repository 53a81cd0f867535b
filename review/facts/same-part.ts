import type { Part } from '../part';

/** Tells whether two parts are the same resource; one may be looked at from another policy. */
export function isSamePart(one: Part, other: Part): boolean {
  return one.change === other.change;
}
