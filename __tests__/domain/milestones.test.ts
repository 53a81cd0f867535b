import fc from 'fast-check';
import type { AccessKey } from '../../domain/access-key';
import { DAY_MS, HOUR_MS } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import { milestones, type Schedule } from '../../domain/milestones';
import type { RemediationAction } from '../../domain/policy';
import { stepFor } from '../../domain/step-for';
import type { SweepPolicy } from '../../domain/sweep-policy';
import { changed, toldAgain, withDeletionNotice } from '../../domain/transition';
import { GROUNDS, KEY, NOW } from '../support/world/records';

const schedule = (limit: number, action?: RemediationAction, warnDays = 7, graceDays = 14): Schedule => ({
  maxCredentialUsageAgeDays: limit,
  ...(action && { remediation: { action, warnDays, graceDays } }),
});

const linesOf = (given: Schedule): readonly string[] => milestones(given).map(({ day, by, what }) => `${String(day)} (${by}) ${what}`);

const USED = '0 (nobody) last used';
const REPORTED = '45 (AWS Config) AWS Config reports the user NON_COMPLIANT';

describe('the days of an unused access key', () => {
  test.each<[string, Schedule, readonly string[]]>([
    ['without remediation', schedule(45), [USED, REPORTED]],
    [
      'that is only told of',
      schedule(45, 'notify'),
      [
        USED,
        '38 (the function) the function tells that it will be unused',
        REPORTED,
        '45 (the function) the function tells that it is unused and does nothing',
      ],
    ],
    [
      'that is only told of, without notice',
      schedule(45, 'notify', 0),
      [USED, REPORTED, '45 (the function) the function tells that it is unused and does nothing'],
    ],
    [
      'that is deactivated',
      schedule(45, 'deactivate'),
      [USED, '38 (the function) its deactivation is announced', REPORTED, '45 (the function) it is deactivated'],
    ],
    [
      'that is deactivated without notice',
      schedule(45, 'deactivate', 0),
      [USED, REPORTED, '45 (the function) its deactivation is announced', '46 (the function) it is deactivated by the next sweep'],
    ],
    [
      'that is deleted',
      schedule(45, 'delete'),
      [
        USED,
        '38 (the function) its deactivation is announced',
        REPORTED,
        '45 (the function) it is deactivated',
        '52 (the function) its deletion is announced',
        '59 (the function) it is deleted',
      ],
    ],
    [
      'that is deleted without notice',
      schedule(45, 'delete', 0),
      [
        USED,
        REPORTED,
        '45 (the function) its deactivation is announced',
        '46 (the function) it is deactivated by the next sweep',
        '60 (the function) its deletion is announced',
        '61 (the function) it is deleted by the next sweep',
      ],
    ],
  ])('%s', (_, given, lines) => {
    expect(linesOf(given)).toEqual(lines);
  });

  test.each([
    [6, 46, 52, 'grace is longer'],
    [7, 46, 53, 'both are the same'],
    [8, 46, 54, 'notice is longer'],
  ])('a notice of %i days and a grace of 7: deletion is told on day %i and done on day %i, as %s', (warnDays, told, done) => {
    const days = milestones(schedule(45, 'delete', warnDays, 7)).filter(({ what }) => what.includes('delet'));
    expect(days.map(({ day }) => day)).toEqual([told, done]);
  });

  test('a notice that is longer than the limit is told from the first day, and waited for', () => {
    expect(linesOf(schedule(5, 'deactivate', 9))).toEqual([
      USED,
      '0 (the function) its deactivation is announced',
      '5 (AWS Config) AWS Config reports the user NON_COMPLIANT',
      '9 (the function) it is deactivated',
    ]);
    expect(linesOf(schedule(5, 'notify', 9))[1]).toBe('0 (the function) the function tells that it will be unused');
  });
});

/** Lets one sweep a day look at a key, some hours after the one at which it was used, and gives the day of each thing that it does first. */
function lived(policy: SweepPolicy, until: number, hours: number): Readonly<Record<string, number>> {
  const usedAt = NOW;
  const subject = { accessKeyId: KEY.accessKeyId, userName: 'alice' };
  let key: AccessKey = { ...KEY, lastUsedAt: usedAt };
  let record: KeyRecord | 'none' = 'none';
  const days: Record<string, number> = {};
  for (let now = usedAt + hours * HOUR_MS; now <= usedAt + until * DAY_MS; now += DAY_MS) {
    const step = stepFor({ key, record, exemption: { kind: 'none' }, policy, now });
    days[step.kind] ??= Math.floor((now - usedAt) / DAY_MS);
    if (step.kind === 'announce') {
      const notice = { announcedAt: now, dueAt: step.dueAt, toldAt: now };
      record = changed(record, subject, { state: 'announced', at: now, grounds: GROUNDS, notice });
    } else if (step.kind === 'deactivate') {
      key = { ...key, status: 'Inactive' };
      record = changed(record, subject, { state: 'deactivating', at: now, grounds: GROUNDS });
      record = changed(record, subject, { state: 'deactivated', at: now, grounds: GROUNDS });
    } else if (step.kind === 'announce-deletion' && record !== 'none') {
      record = withDeletionNotice(record, { announcedAt: now, dueAt: step.dueAt, toldAt: now });
    } else if (step.kind === 'delete') {
      return days;
    } else if (record !== 'none') {
      record = toldAgain(record, 0, now);
    }
  }
  return days;
}

test('are those on which the function does it', () => {
  const policies = fc
    .record({ limit: fc.integer({ min: 1, max: 60 }), graceDays: fc.integer({ min: 1, max: 30 }), part: fc.nat(1000), hours: fc.nat(23) })
    .map(({ limit, graceDays, part, hours }) => ({ limit, graceDays, warnDays: part % limit, hours }));
  fc.assert(
    fc.property(policies, ({ limit, graceDays, warnDays, hours }) => {
      const policy: SweepPolicy = {
        maxCredentialUsageAgeDays: limit,
        action: 'delete',
        warnDays,
        graceDays,
        maxKeysPerDay: 10,
        exempt: { userNames: [], paths: [] },
      };
      const ours = milestones(schedule(limit, 'delete', warnDays, graceDays)).filter(({ by }) => by === 'the function');
      const { announce, deactivate, 'announce-deletion': announceDeletion, delete: deleted } = lived(policy, limit + 100, hours);
      expect(ours.map(({ day }) => day)).toEqual([announce, deactivate, announceDeletion, deleted]);
    }),
    { numRuns: 40 },
  );
});
