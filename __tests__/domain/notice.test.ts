import { DAY_MS } from '../../domain/instant';
import { actableAt, dueIfAnnounced, isAlive, MAX_SILENCE_MS } from '../../domain/notice';
import { ago, ahead, noticeOf, NOW } from '../support/world/records';

test.each([
  [-DAY_MS, true],
  [0, true],
  [7 * DAY_MS - 1, true],
  [7 * DAY_MS, true],
  [7 * DAY_MS + 1, false],
  [365 * DAY_MS, false],
])('a notice told %i milliseconds ago is alive: %s', (ms, alive) => {
  expect(isAlive(noticeOf(30, { toldAt: NOW - ms }), NOW)).toBe(alive);
  expect(MAX_SILENCE_MS).toBe(7 * DAY_MS);
});

test('an act may be done from the latest of the day told, the age of the notice by the policy, and its own day', () => {
  const notice = noticeOf(10, { dueAt: ago(3) });
  expect(actableAt(notice, 7, ago(30))).toBe(ago(3));
  expect(actableAt(notice, 8, ago(30))).toBe(ago(2));
  expect(actableAt(notice, 0, ago(1))).toBe(ago(1));
});

test('an announcement tells the end of the notice, or the day on which the act is due if that is later', () => {
  expect(dueIfAnnounced(NOW, 7, ago(1))).toBe(ahead(7));
  expect(dueIfAnnounced(NOW, 7, ahead(7))).toBe(ahead(7));
  expect(dueIfAnnounced(NOW, 7, ahead(8))).toBe(ahead(8));
  expect(dueIfAnnounced(NOW, 0, ago(1))).toBe(NOW);
});
