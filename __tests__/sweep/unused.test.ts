import type { AccessKey } from '../../domain/access-key';
import { DAY_MS, isoOf } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import type { ReportRow } from '../../domain/report-row';
import type { Bench, JudgedKey, Seen } from '../../sweep/survey';
import { activeUnusedKeys, passwordsOnly } from '../../sweep/unused';
import { ago, KEY, NOW, POLICY, recordIn } from '../support/world/records';

const bench: Bench = { policy: POLICY, now: NOW, recordOf: () => ({ kind: 'none' }), rememberedOf: () => [] };
const judged = (key: AccessKey | 'gone', record: KeyRecord | 'none' = 'none', userName = 'alice'): JudgedKey => ({
  ...{ kind: 'judged', userName, accessKeyId: KEY.accessKeyId, key, user: 'gone', record, readAt: NOW },
  ...{ exemption: { kind: 'none' }, step: { kind: 'in-use', because: 'of nothing' } },
});
const isActiveUnused = (seen: Seen): boolean => activeUnusedKeys([seen], bench).length === 1;

describe('a key is active and unused', () => {
  test.each<[string, Seen, boolean]>([
    ['never used since long', judged(KEY), true],
    ['without use for the whole limit', judged({ ...KEY, lastUsedAt: ago(45) }), true],
    ['without use for a moment less', judged({ ...KEY, lastUsedAt: ago(45) + 1 }), false],
    ['exempt', { ...judged(KEY), exemption: { kind: 'exempt', because: 'of its name', isUnclear: false } }, true],
    ['inactive', judged({ ...KEY, status: 'Inactive' }), false],
    ['gone', judged('gone'), false],
    ['re-enabled within the limit', judged(KEY, recordIn('reenabled', 3, { reenabledAt: ago(3) })), false],
    ['re-enabled long ago', judged(KEY, recordIn('reenabled', 45, { reenabledAt: ago(45) })), true],
    ['remembered for something else', judged(KEY, recordIn('announced', 3)), true],
    ['of facts that cannot be', judged({ ...KEY, lastUsedAt: ago(401) }), false],
    ['not read', { kind: 'undecided', of: 'key', userName: 'alice', because: 'of a throttle' }, false],
  ])('%s', (_, seen, expected) => {
    expect(isActiveUnused(seen)).toBe(expected);
  });
});

describe('users who are non-compliant only because of a password', () => {
  const row = (user: string, usedDaysAgo: number): ReportRow => ({
    ...{ user, password_enabled: 'true', password_last_used: isoOf(NOW - usedDaysAgo * DAY_MS) },
  });

  test('are those without an unused key', () => {
    const rows = [row('alice', 60), row('bob', 60), row('carol', 3), { user: 'dave', password_enabled: 'false' }];
    expect(passwordsOnly(rows, [judged(KEY), judged({ ...KEY, lastUsedAt: ago(1) }, 'none', 'bob')], bench)).toEqual([
      { matter: 'password-only', userName: 'bob', because: 'its password is without use for 60 days', at: ago(60) },
    ]);
  });
});
