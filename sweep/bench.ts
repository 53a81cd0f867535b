import type { Instant } from '../domain/instant';
import { isOpen, type KeyRecord } from '../domain/key-record';
import type { RecordReading } from '../domain/record-item';
import type { SweepPolicy } from '../domain/sweep-policy';
import type { Memories } from './ports';
import type { Bench } from './survey';

/** Prepares a judgement: the policy, the instant, and what is remembered by key and by user. */
export function benchOf(records: Memories['records'], policy: SweepPolicy, now: Instant): Bench {
  const byKey = new Map(records.map((reading) => [reading.kind === 'record' ? reading.record.accessKeyId : reading.accessKeyId, reading]));
  const byUser = new Map<string, readonly string[]>();
  for (const { userName, accessKeyId } of openIn(records)) {
    const name = userName.toLowerCase();
    byUser.set(name, [...(byUser.get(name) ?? []), accessKeyId]);
  }
  return {
    policy,
    now,
    recordOf: (accessKeyId): RecordReading => byKey.get(accessKeyId) ?? { kind: 'none' },
    // Names that differ in upper and lower case only are of one user.
    rememberedOf: (userName) => byUser.get(userName.toLowerCase()) ?? [],
  };
}

/** Gives the records in which something is still to be done. */
export function openIn(records: Memories['records']): readonly KeyRecord[] {
  return records
    .filter((reading) => reading.kind === 'record')
    .map(({ record }) => record)
    .filter(isOpen);
}
