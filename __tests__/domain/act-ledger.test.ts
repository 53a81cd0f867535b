import fc from 'fast-check';
import { EMPTY_LEDGER, ledgerItemOf, ledgerOf, release, reserve, type ActLedger } from '../../domain/act-ledger';
import { DAY_MS, HOUR_MS } from '../../domain/instant';
import { ago, NOW } from '../support/world/records';

const ledger = (...acts: readonly number[]): ActLedger => ({ version: 5, acts });

describe('an act is reserved', () => {
  test('in an account where nothing was done yet', () => {
    expect(EMPTY_LEDGER).toEqual({ version: 0, acts: [] });
    expect(reserve(EMPTY_LEDGER, 1, NOW)).toEqual({ kind: 'reserved', ledger: { version: 1, acts: [NOW] } });
  });

  test('until the cap is reached', () => {
    const two = ledger(NOW - HOUR_MS, NOW - 2 * HOUR_MS);
    expect(reserve(two, 3, NOW)).toEqual({ kind: 'reserved', ledger: { version: 6, acts: [NOW - 2 * HOUR_MS, NOW - HOUR_MS, NOW] } });
    expect(reserve(two, 2, NOW)).toEqual({ kind: 'full', freeAt: NOW + 22 * HOUR_MS });
    expect(reserve(two, 1, NOW)).toEqual({ kind: 'full', freeAt: NOW + 23 * HOUR_MS });
  });

  test('again when an act is 24 hours old, and not a moment before', () => {
    expect(reserve(ledger(ago(1) + 1), 1, NOW)).toEqual({ kind: 'full', freeAt: NOW + 1 });
    expect(reserve(ledger(ago(1)), 1, NOW)).toEqual({ kind: 'reserved', ledger: { version: 6, acts: [NOW] } });
    expect(reserve(ledger(ago(1) - 1), 1, NOW)).toEqual({ kind: 'reserved', ledger: { version: 6, acts: [NOW] } });
  });

  test('and acts of a clock that is ahead of ours count', () => {
    expect(reserve(ledger(NOW + HOUR_MS), 1, NOW)).toEqual({ kind: 'full', freeAt: NOW + DAY_MS + HOUR_MS });
  });

  test('so that no 24 hours ever see more than the cap', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 * DAY_MS }), { maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 4 }), (waits, cap) => {
        let book = EMPTY_LEDGER;
        let now = NOW;
        const done: number[] = [];
        for (const wait of waits) {
          now += wait;
          const reservation = reserve(book, cap, now);
          if (reservation.kind === 'reserved') {
            book = reservation.ledger;
            done.push(now);
          } else {
            expect(reserve(book, cap, reservation.freeAt - 1).kind).toBe('full');
            expect(reserve(book, cap, reservation.freeAt).kind).toBe('reserved');
          }
        }
        for (const at of done) expect(done.filter((other) => other > at - DAY_MS && other <= at).length).toBeLessThanOrEqual(cap);
      }),
    );
  });
});

test('an act that did not happen is given back, once', () => {
  expect(release(ledger(NOW - 1, NOW, NOW), NOW)).toEqual({ version: 6, acts: [NOW - 1, NOW] });
  expect(release(ledger(NOW - 1), NOW)).toEqual({ version: 6, acts: [NOW - 1] });
  expect(release(ledger(NOW, NOW + 1), NOW)).toEqual({ version: 6, acts: [NOW + 1] });
});

describe('the ledger as data', () => {
  test('is what it was', () => {
    const item = ledgerItemOf(ledger(NOW, NOW + 1));
    expect(item).toEqual({ version: 5, acts: ['2026-11-24T06:00:00.000Z', '2026-11-24T06:00:00.001Z'] });
    expect(ledgerOf(item)).toEqual(ledger(NOW, NOW + 1));
    expect(ledgerOf(ledgerItemOf(EMPTY_LEDGER))).toEqual(EMPTY_LEDGER);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['nothing', {}],
    ['a version in words', { version: '5', acts: [] }],
    ['no acts', { version: 5 }],
    ['one act', { version: 5, acts: '2026-11-24T06:00:00.000Z' }],
    ['an act that is no instant', { version: 5, acts: ['2026-11-24T06:00:00.000Z', 'yesterday'] }],
    ['an act as a number', { version: 5, acts: [NOW] }],
  ])('with %s is not understood', (_, item) => {
    expect(ledgerOf(item)).toBeUndefined();
  });
});
