import { idlenessOf, lastSignAt, MAX_CLOCK_SKEW_MS, type AccessKey, type Idleness } from '../../domain/access-key';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/instant';
import { ago, KEY, NOW } from '../support/world/records';

const known = (sinceAt: number, idleDays: number): Idleness => ({ kind: 'known', sinceAt, idleDays });
const idle = (key: Partial<AccessKey>, reenabledAt?: number): Idleness => idlenessOf({ ...KEY, ...key }, reenabledAt, NOW);

describe('days without use are counted', () => {
  test('from the creation of a key that was never used', () => {
    expect(idle({})).toEqual(known(ago(400), 400));
    expect(idle({ createdAt: ago(45) + 1 })).toEqual(known(ago(45) + 1, 44));
    expect(idle({ createdAt: ago(45) })).toEqual(known(ago(45), 45));
  });

  test('from the last use', () => {
    expect(idle({ lastUsedAt: ago(3) })).toEqual(known(ago(3), 3));
    expect(idle({ lastUsedAt: NOW })).toEqual(known(NOW, 0));
  });

  test('from a re-enabling that we saw, when it is later', () => {
    expect(idle({ lastUsedAt: ago(30) }, ago(10))).toEqual(known(ago(10), 10));
    expect(idle({ lastUsedAt: ago(10) }, ago(30))).toEqual(known(ago(10), 10));
    expect(idle({ createdAt: ago(5) }, ago(30))).toEqual(known(ago(5), 5));
  });

  test('from the creation when the use of that minute is dated before it', () => {
    const createdAt = ago(3) + 30_000;
    expect(idle({ createdAt, lastUsedAt: ago(3) })).toEqual(known(createdAt, 2));
  });

  test('as none when the clock is an hour behind', () => {
    expect(idle({ createdAt: NOW + HOUR_MS })).toEqual(known(NOW + HOUR_MS, 0));
    expect(idle({ lastUsedAt: NOW + HOUR_MS })).toEqual(known(NOW + HOUR_MS, 0));
    expect(MAX_CLOCK_SKEW_MS).toBe(HOUR_MS);
  });
});

describe('what cannot be true is said', () => {
  test.each<[string, Partial<AccessKey>, string]>([
    ['a creation in the future', { createdAt: NOW + HOUR_MS + 1 }, 'it was created in the future, 2026-11-24T07:00:00.001Z'],
    ['a creation in a year', { createdAt: NOW + 365 * DAY_MS, lastUsedAt: NOW }, 'it was created in the future, 2027-11-24T06:00:00.000Z'],
    ['a use in the future', { lastUsedAt: NOW + HOUR_MS + 1 }, 'its last use is in the future, 2026-11-24T07:00:00.001Z'],
    [
      'a use in the minute before the creation',
      { createdAt: ago(3) + MINUTE_MS, lastUsedAt: ago(3) + MINUTE_MS - 1 },
      'its last use 2026-11-21T06:00:59.999Z is before its creation 2026-11-21T06:01:00.000Z',
    ],
    ['a use in 1970', { lastUsedAt: 0 }, 'its last use 1970-01-01T00:00:00.000Z is before its creation 2025-10-20T06:00:00.000Z'],
  ])('%s', (_, key, because) => {
    expect(idle(key)).toEqual({ kind: 'impossible', because });
  });
});

test('the last sign of a key is the latest of creation, use and re-enabling', () => {
  const key = { ...KEY, createdAt: 10, lastUsedAt: 20 };
  expect(lastSignAt(key, undefined)).toBe(20);
  expect(lastSignAt(key, 30)).toBe(30);
  expect(lastSignAt(key, 5)).toBe(20);
  expect(lastSignAt({ ...key, lastUsedAt: 'never' }, undefined)).toBe(10);
  expect(lastSignAt({ ...key, lastUsedAt: 5 }, undefined)).toBe(10);
});
