import { DAY_MS, type Instant } from './instant';
import type { Notice } from './key-record';

/** How long a notice lives without being told again: after a longer pause it is made anew. */
export const MAX_SILENCE_MS = 7 * DAY_MS;

/** Tells whether a notice was told again and again until now. */
export function isAlive({ toldAt }: Notice, now: Instant): boolean {
  return now - toldAt <= MAX_SILENCE_MS;
}

/**
 * Gives the instant from which an announced act may be done: not before the day that was told, not before the notice is
 * `warnDays` old by today's policy, and not before the act is due by itself.
 */
export function actableAt({ announcedAt, dueAt }: Notice, warnDays: number, ripeAt: Instant): Instant {
  return Math.max(dueAt, announcedAt + warnDays * DAY_MS, ripeAt);
}

/** Gives the day to tell when an act is announced now. */
export function dueIfAnnounced(now: Instant, warnDays: number, ripeAt: Instant): Instant {
  return Math.max(now + warnDays * DAY_MS, ripeAt);
}
