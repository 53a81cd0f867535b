/** Milliseconds since 1970 in UTC. The clock is never asked here: what time it is comes in as a value. */
export type Instant = number;

/** A minute, in milliseconds. */
export const MINUTE_MS = 60_000;

/** An hour, in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;

/** A day of 24 hours, in milliseconds; in UTC all days have as many. */
export const DAY_MS = 24 * HOUR_MS;

const ISO_INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/;

/** Reads an instant in ISO 8601 with its zone, as AWS and our records write it; undefined when the text is none. */
export function instantOf(text: unknown): Instant | undefined {
  if (typeof text !== 'string' || !ISO_INSTANT.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** Writes an instant in ISO 8601, in UTC, to the millisecond. */
export function isoOf(at: Instant): string {
  return new Date(at).toISOString();
}

/** Writes the day of an instant in UTC, such as `2026-11-24`. */
export function dayOf(at: Instant): string {
  return isoOf(at).slice(0, 'YYYY-MM-DD'.length);
}

/** Counts the whole days from one instant to a later one; none when it is not later. */
export function wholeDays(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor((to - from) / DAY_MS));
}
