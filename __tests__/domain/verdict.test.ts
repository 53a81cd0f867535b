import type { KeyStatus } from '../../domain/access-key';
import { verdictOf, VERDICTS } from '../../domain/verdict';

const verdict = (idleDays: number, status: KeyStatus = 'Active', isExempt = false, warnDays = 7): string =>
  verdictOf({ status, idleDays, isExempt }, { maxCredentialUsageAgeDays: 45, warnDays });

test.each([
  [0, 'in-use'],
  [37, 'in-use'],
  [38, 'warn'],
  [44, 'warn'],
  [45, 'unused'],
  [46, 'unused'],
  [10_000, 'unused'],
])('an active key with %i idle days of 45, seven of them notice, is %s', (idleDays, expected) => {
  expect(verdict(idleDays)).toBe(expected);
});

test('without notice there is no warning', () => {
  expect([44, 45].map((days) => verdict(days, 'Active', false, 0))).toEqual(['in-use', 'unused']);
});

test.each(['Inactive', 'Expired'] as const)(
  'a key that is %s is inactive, however long it is without use and whoever is exempt',
  (status) => {
    expect([0, 45, 400].flatMap((days) => [verdict(days, status), verdict(days, status, true)])).toEqual(Array(6).fill('inactive'));
  },
);

test('whoever is exempt is so where something would be due, and else in use', () => {
  expect([37, 38, 45].map((days) => verdict(days, 'Active', true))).toEqual(['in-use', 'exempt', 'exempt']);
});

test('the worst verdict comes first', () => {
  expect(VERDICTS).toEqual(['unused', 'undecided', 'warn', 'exempt', 'inactive', 'in-use']);
});
