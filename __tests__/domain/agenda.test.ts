import { agendaOf, isWeekly, type Agenda, type AgendaInput } from '../../domain/agenda';
import { DAY_MS } from '../../domain/instant';
import type { ReportRow } from '../../domain/report-row';
import { ago, NOW, POLICY } from '../support/world/records';

const reportTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/** A row of a user with one active key that was never used, made some days ago. */
const row = (user: string, createdDaysAgo: number): ReportRow => ({
  ...{ user, arn: `arn:aws:iam::111122223333:user/${user}` },
  ...{ access_key_1_active: 'true', access_key_1_last_rotated: reportTime(ago(createdDaysAgo)), access_key_1_last_used_date: 'N/A' },
  ...{ access_key_2_active: 'false', access_key_2_last_rotated: 'N/A', access_key_2_last_used_date: 'N/A' },
});
const ROOT: ReportRow = { ...row('<root_account>', 900) };
const SUNDAY = Date.parse('2026-11-29T06:00:00Z');

const agenda = (more: Partial<AgendaInput>): { users: readonly string[]; checked: readonly string[]; usersNotDue: number } => {
  const made: Agenda = agendaOf({ rows: [], remembered: [], policy: POLICY, now: NOW, resumeAt: undefined, checksAll: false, ...more });
  return { ...made, checked: [...made.checked] };
};

const ROWS = [ROOT, row('young', 1), row('old', 300), row('older', 400), row('near', 40), row('fresh', 0)];

test('who may need anything is looked at, the longest unused first, and never the root user', () => {
  expect(agenda({ rows: ROWS })).toEqual({ users: ['older', 'old', 'near'], checked: [], usersNotDue: 2 });
  expect(agenda({ rows: [ROOT] })).toEqual({ users: [], checked: [], usersNotDue: 0 });
});

test('users of the same instant come by their name', () => {
  const rows = [row('b', 50), row('a', 50), row('c', 60), row('B', 50)];
  expect(agenda({ rows }).users).toEqual(['c', 'B', 'a', 'b']);
  expect(agenda({ rows: [...rows].reverse() }).users).toEqual(['c', 'B', 'a', 'b']);
});

test('users without an active key come last', () => {
  const inactive = { ...row('inactive', 500), access_key_1_active: 'false' };
  expect(agenda({ rows: [inactive, row('old', 300)] }).users).toEqual(['old', 'inactive']);
});

test('users in open records are looked at too, those whom the report does not know first', () => {
  expect(agenda({ rows: ROWS, remembered: ['young', 'zoe', 'gone', 'zoe', 'old'] })).toEqual({
    users: ['gone', 'zoe', 'older', 'old', 'near', 'young'],
    checked: [],
    usersNotDue: 1,
  });
});

test('a remembered user who is written otherwise in upper and lower case is the one of the report', () => {
  expect(agenda({ rows: ROWS, remembered: ['YOUNG'] })).toEqual({ users: ['older', 'old', 'near', 'young'], checked: [], usersNotDue: 1 });
});

test.each([
  ['2026-11-28T23:59:59Z', false],
  ['2026-11-29T00:00:00Z', true],
  ['2026-11-29T23:59:59Z', true],
  ['2026-11-30T00:00:00Z', false],
])('at %s it is the sweep of the week: %s', (text, weekly) => {
  expect(isWeekly(Date.parse(text))).toBe(weekly);
});

test('once a week everybody is looked at, to check the report', () => {
  expect(agenda({ rows: ROWS, now: SUNDAY, checksAll: true })).toEqual({
    users: ['older', 'old', 'near', 'young', 'fresh'],
    checked: ['young', 'fresh'],
    usersNotDue: 0,
  });
});

describe('after a sweep that ran out of time', () => {
  test('the user at whom it stopped comes first', () => {
    expect(agenda({ rows: ROWS, resumeAt: 'old' })).toEqual({ users: ['old', 'near', 'older'], checked: [], usersNotDue: 2 });
    expect(agenda({ rows: ROWS, resumeAt: 'older' }).users).toEqual(['older', 'old', 'near']);
  });

  test('the check of the week goes on where it stopped, after who may need anything', () => {
    expect(agenda({ rows: [...ROWS, row('new', 2)], resumeAt: 'fresh' })).toEqual({
      users: ['older', 'old', 'near', 'fresh', 'new'],
      checked: ['fresh', 'new'],
      usersNotDue: 1,
    });
    expect(agenda({ rows: ROWS, now: SUNDAY, checksAll: true, resumeAt: 'fresh' })).toEqual({
      users: ['older', 'old', 'near', 'fresh', 'young'],
      checked: ['young', 'fresh'],
      usersNotDue: 0,
    });
  });

  test('a user whom nobody knows any more is looked past', () => {
    expect(agenda({ rows: ROWS, now: SUNDAY, checksAll: true, resumeAt: 'nobody' }).users).toEqual([
      'older',
      'old',
      'near',
      'young',
      'fresh',
    ]);
    expect(agenda({ rows: ROWS, resumeAt: 'nobody' }).users.slice(0, 3)).toEqual(['older', 'old', 'near']);
  });
});

test('under notify each day begins elsewhere, so that a sweep that runs out of time misses nobody for long', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((user, index) => row(user, 400 - index));
  const policy = { ...POLICY, action: 'notify' } as const;
  const first = Math.floor(NOW / DAY_MS) % 8;
  const firsts = Array.from({ length: 8 }, (_, day) => agenda({ rows, policy, now: NOW + (day - first) * DAY_MS }).users);
  expect(firsts.map(([name]) => name).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  expect(firsts.map((users) => users.join(''))).toContain('abcdefgh');
  expect(firsts.map((users) => users.join(''))).toContain('efghabcd');
  const at = (day: number): string | undefined => firsts[(day + 16) % 8]?.[0];
  const offsets = Array.from({ length: 8 }, (_, day) => at(day));
  expect(offsets).toEqual(['a', 'e', 'c', 'g', 'b', 'f', 'd', 'h']);
  expect(agenda({ rows: [], policy }).users).toEqual([]);
});
