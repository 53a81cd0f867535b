import { DAY_MS, dayOf, HOUR_MS, instantOf, isoOf, MINUTE_MS, wholeDays } from '../../domain/instant';

test('minutes, hours and days are told in milliseconds', () => {
  expect([MINUTE_MS, HOUR_MS, DAY_MS]).toEqual([60_000, 3_600_000, 86_400_000]);
});

describe('an instant is read', () => {
  test.each([
    ['2026-11-24T06:00:00Z', Date.UTC(2026, 10, 24, 6)],
    ['2026-11-24T06:00:00.5Z', Date.UTC(2026, 10, 24, 6, 0, 0, 500)],
    ['2026-11-24T06:00:00.123456789Z', Date.UTC(2026, 10, 24, 6, 0, 0, 123)],
    ['2026-11-24T06:00:00+00:00', Date.UTC(2026, 10, 24, 6)],
    ['2026-11-24T06:00:00-05:30', Date.UTC(2026, 10, 24, 11, 30)],
  ])('from %s', (text, at) => {
    expect(instantOf(text)).toBe(at);
  });

  test.each([
    ['nothing', undefined],
    ['a number', 1_700_000_000_000],
    ['N/A', 'N/A'],
    ['an empty text', ''],
    ['a day', '2026-11-24'],
    ['a time without a zone', '2026-11-24T06:00:00'],
    ['a time without seconds', '2026-11-24T06:00Z'],
    ['a zone in words', '2026-11-24T06:00:00 UTC'],
    ['a point without digits', '2026-11-24T06:00:00.Z'],
    ['ten digits of a second', '2026-11-24T06:00:00.1234567890Z'],
    ['a day that is none', '2026-13-24T06:00:00Z'],
    ['something before', ' 2026-11-24T06:00:00Z'],
    ['something after', '2026-11-24T06:00:00Z\n'],
    ['a year of five digits', '+12026-11-24T06:00:00Z'],
    ['a year with a sign', '+012026-11-24T06:00:00Z'],
    ['a remark', '2026-11-24T06:00:00Z (UTC)'],
    ['a list of one instant', ['2026-11-24T06:00:00Z']],
    ['half a zone', '2026-11-24T06:00:00+00'],
  ])('not from %s', (_, text) => {
    expect(instantOf(text)).toBeUndefined();
  });
});

test('an instant and its day are written in UTC', () => {
  const at = Date.UTC(2026, 10, 24, 23, 59, 59, 999);
  expect(isoOf(at)).toBe('2026-11-24T23:59:59.999Z');
  expect(dayOf(at)).toBe('2026-11-24');
  expect(dayOf(at + 1)).toBe('2026-11-25');
});

test.each([
  [-1, 0],
  [0, 0],
  [DAY_MS - 1, 0],
  [DAY_MS, 1],
  [2 * DAY_MS - 1, 1],
  [45 * DAY_MS, 45],
])('%i milliseconds are %i whole days', (ms, days) => {
  expect(wholeDays(1_000, 1_000 + ms)).toBe(days);
});
