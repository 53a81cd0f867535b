import fc from 'fast-check';
import type { Account, AccountKey } from '../../domain/account';
import { DAY_MS, HOUR_MS } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import { accountKey, accountOf } from './foreseen';
import { ago, noticeOf, NOW, recordIn } from './world/records';

const TAG = 'keep';
const tags = fc.constantFrom<AccountKey['userTags']>({}, { [TAG]: 'true' }, { [TAG]: '2026-12-10' }, { [TAG]: 'soon' }, null);

/** What is remembered of a key that was announced or deactivated some days ago. */
function recordOf(kind: string, days: number): AccountKey['record'] {
  switch (kind) {
    case 'announced':
    case 'deactivating':
      return recordIn(kind, days, { notice: noticeOf(days) });
    case 'deactivated':
      return recordIn(kind, days, { deactivatedAt: ago(days), deactivatingAt: ago(days) });
    case 'deletion announced':
      return recordIn('deactivated', days, {
        deactivatedAt: ago(days),
        deactivatingAt: ago(days),
        deletionNotice: noticeOf(Math.min(days, 5)),
      });
    case 'reenabled':
      return recordIn(kind, days, { reenabledAt: ago(days) });
    case 'dropped':
      return recordIn(kind, days);
    case 'strange':
    case 'none':
      return kind;
    default:
      return null;
  }
}

const KINDS = [
  'none',
  'none',
  'none',
  'announced',
  'deactivating',
  'deactivated',
  'deletion announced',
  'reenabled',
  'dropped',
  'strange',
  'not read',
];

/** Composes keys: any use, any state, anything remembered of them, and now and then what cannot be true or was not read. */
const keyOf = (at: number): fc.Arbitrary<AccountKey> =>
  fc
    .record({
      idleHours: fc.nat(80 * 24),
      user: fc.nat(3),
      status: fc.constantFrom('Active' as const, 'Active' as const, 'Inactive' as const, 'Expired' as const),
      kind: fc.constantFrom(...KINDS),
      days: fc.nat(30),
      isUnread: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
      userTags: tags,
      path: fc.constantFrom('/', '/safe/'),
    })
    .map(({ idleHours, user, status, kind, days, isUnread, ...rest }) => {
      const named = {
        userName: `user-${String(user)}`,
        accessKeyId: `AKIA${String(at)}`,
        slot: at % 2 === 0 ? (1 as const) : (2 as const),
      };
      const key = accountKey({ ...named, ...rest, status, lastUsedAt: NOW - idleHours * HOUR_MS, record: recordOf(kind, days) });
      return isUnread ? { ...key, facts: { unknown: 'it was not there' } } : key;
    });

/** Accounts of some users, and the same keys in another order. */
export const ACCOUNTS: fc.Arbitrary<{ readonly account: Account; readonly shuffled: Account }> = fc
  .tuple(...Array.from({ length: 6 }, (_, at) => keyOf(at)))
  .chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length }), fc.nat(DAY_MS - 1)))
  .map(([keys, shuffled, ms]) => ({ account: accountOf(keys, NOW + ms), shuffled: accountOf(shuffled, NOW + ms) }));

/** Policies with limits that such keys reach. */
export const POLICIES: fc.Arbitrary<SweepPolicy> = fc
  .record({
    maxCredentialUsageAgeDays: fc.integer({ min: 1, max: 60 }),
    action: fc.constantFrom<SweepPolicy['action']>('notify', 'deactivate', 'delete'),
    warn: fc.nat(10),
    graceDays: fc.integer({ min: 1, max: 20 }),
    maxKeysPerDay: fc.constantFrom(1, 2, 10),
    exempt: fc.constantFrom<SweepPolicy['exempt']>(
      { userNames: [], paths: [] },
      { userNames: ['user-0'], paths: [] },
      { userNames: [], paths: ['/safe/'] },
      { userNames: [], paths: [], tag: TAG },
    ),
  })
  .map(({ warn, ...policy }) => ({ ...policy, warnDays: Math.min(warn, policy.maxCredentialUsageAgeDays - 1) }));
