import { idlenessOf } from '../domain/access-key';
import type { Entry } from '../domain/matter';
import { unusedPassword, type ReportRow } from '../domain/report-row';
import type { Bench, JudgedKey, Seen } from './survey';

/** The keys that were active and unused when they were read, those of exempt users included. */
export function activeUnusedKeys(seen: readonly Seen[], { policy, now }: Bench): readonly JudgedKey[] {
  return seen.filter((one): one is JudgedKey => {
    if (one.kind !== 'judged' || one.key === 'gone' || one.key.status !== 'Active') return false;
    const reenabledAt = one.record === 'none' ? undefined : one.record.reenabledAt;
    const idleness = idlenessOf(one.key, reenabledAt, now);
    return idleness.kind === 'known' && idleness.idleDays >= policy.maxCredentialUsageAgeDays;
  });
}

/** Users whom AWS Config reports only because of a password: none of their keys is unused. */
export function passwordsOnly(rows: readonly ReportRow[], seen: readonly Seen[], bench: Bench): readonly Entry[] {
  const withKeys = new Set(activeUnusedKeys(seen, bench).map(({ userName }) => userName));
  return rows.flatMap((row) => {
    const password = unusedPassword(row, bench.policy.maxCredentialUsageAgeDays, bench.now);
    if (password === undefined || withKeys.has(password.userName)) return [];
    const { userName, idleDays, sinceAt } = password;
    const because = `its password is without use for ${String(idleDays)} days`;
    return [{ matter: 'password-only', userName, because, at: sinceAt } satisfies Entry];
  });
}
