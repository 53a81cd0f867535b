import type { AccessKey } from '../../../domain/access-key';
import { DAY_MS, type Instant } from '../../../domain/instant';
import type { Grounds, KeyRecord, KeyState, Notice } from '../../../domain/key-record';
import type { SweepPolicy } from '../../../domain/sweep-policy';

/** The instant that the examples are about: a Tuesday. */
export const NOW: Instant = Date.parse('2026-11-24T06:00:00Z');

/** Gives an instant some days before `NOW`. */
export const ago = (days: number): Instant => NOW - days * DAY_MS;

/** Gives an instant some days after `NOW`. */
export const ahead = (days: number): Instant => NOW + days * DAY_MS;

/** The policy of the examples: unused after 45 days, announced 7 days ahead, deleted 14 days after. */
export const POLICY: SweepPolicy = {
  maxCredentialUsageAgeDays: 45,
  action: 'delete',
  warnDays: 7,
  graceDays: 14,
  maxKeysPerDay: 10,
  exempt: { userNames: [], paths: [] },
};

/** An active key, made 400 days ago and never used. */
export const KEY: AccessKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', createdAt: ago(400), lastUsedAt: 'never' };

/** On what changes of the examples were decided. */
export const GROUNDS: Grounds = {
  because: 'never used, 400 idle days of 45',
  facts: { status: 'Active', createdAt: ago(400), lastUsedAt: 'never' },
  policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
};

/** A notice that was given some days ago, told again a day ago, of a day that is `warnDays` after. */
export function noticeOf(announcedDaysAgo: number, more: Partial<Notice> = {}): Notice {
  const announcedAt = ago(announcedDaysAgo);
  return { announcedAt, dueAt: announcedAt + POLICY.warnDays * DAY_MS, toldAt: ago(1), ...more };
}

/** A record in a state since some days, as `changed` would leave it. */
export function recordIn(state: KeyState, stateDaysAgo: number, more: Partial<KeyRecord> = {}): KeyRecord {
  const stateAt = ago(stateDaysAgo);
  return {
    accessKeyId: KEY.accessKeyId,
    userName: 'alice',
    version: 3,
    state,
    stateAt,
    isTold: true,
    reenabledTimes: 0,
    history: [{ state, at: stateAt, ...GROUNDS }],
    ...more,
  };
}
