import { lastSignAt, type AccessKey, type KeyReading } from '../domain/access-key';
import { AccessError, reasonOf } from '../domain/errors';
import { exemptionOf, type Exemption, type IamUser } from '../domain/exemption';
import type { Instant } from '../domain/instant';
import type { KeyRecord } from '../domain/key-record';
import type { RecordReading } from '../domain/record-item';
import type { Step } from '../domain/step';
import { stepFor } from '../domain/step-for';
import type { SweepPolicy } from '../domain/sweep-policy';
import type { Ports, UserReading } from './ports';

/** One access key with all that its step was decided on. */
export interface JudgedKey {
  readonly kind: 'judged';
  readonly userName: string;
  readonly accessKeyId: string;
  readonly key: AccessKey | 'gone';
  readonly user: IamUser | 'gone';
  readonly exemption: Exemption;
  readonly record: KeyRecord | 'none';
  readonly step: Step;
  /** When it was read: an act long after wants a new reading. */
  readonly readAt: Instant;
}

/** A key, or a user of whom no key is known, about whom too little could be read. */
export interface Unjudged {
  readonly kind: 'undecided' | 'blocked';
  /** Whether one key or all of the user could not be read. */
  readonly of: 'key' | 'user';
  readonly userName: string;
  readonly accessKeyId?: string;
  /** What was read of it all the same. */
  readonly facts?: { readonly user: IamUser; readonly key: Partial<AccessKey> };
  readonly because: string;
}

/** What was seen of one key or user. */
export type Seen = JudgedKey | Unjudged;

/** What a judgement needs besides the reading. */
export interface Bench {
  readonly policy: SweepPolicy;
  readonly now: Instant;
  /** What is remembered of a key. */
  readonly recordOf: (accessKeyId: string) => RecordReading;
  /** The keys with an open record that is in the name of a user. */
  readonly rememberedOf: (userName: string) => readonly string[];
}

/** What it takes to look at a user. */
export interface Lookout {
  readonly users: Ports['users'];
  readonly clock: Pick<Ports['clock'], 'now'>;
}

/** How many users are read ahead of the one that is acted on. */
const READ_AHEAD = 8;

/**
 * Reads users in order, some ahead, and judges their keys. Ends early when `mayGoOn` says so; whoever is not given was not read.
 * One user's failure never stops the next.
 */
export async function* survey(
  users: readonly string[],
  bench: Bench,
  ports: Lookout,
  mayGoOn: () => boolean,
): AsyncGenerator<{ readonly userName: string; readonly seen: readonly Seen[] }> {
  const reading: { readonly userName: string; readonly seen: Promise<readonly Seen[]> }[] = [];
  const waiting = [...users];
  for (;;) {
    while (reading.length < READ_AHEAD && waiting.length > 0 && mayGoOn()) {
      const userName = waiting.shift() ?? '';
      reading.push({ userName, seen: look(userName, bench, ports) });
    }
    const next = reading.shift();
    if (next === undefined) return;
    yield { userName: next.userName, seen: await next.seen };
  }
}

/** Reads one user now and judges each key. Never throws: what cannot be read is what was seen. */
export async function look(userName: string, bench: Bench, { users, clock }: Lookout): Promise<readonly Seen[]> {
  try {
    const reading = await users.read(userName);
    return judged(userName, reading, bench, clock.now());
  } catch (error) {
    const kind = error instanceof AccessError ? 'blocked' : 'undecided';
    const remembered = bench.rememberedOf(userName);
    const because = `the user cannot be read: ${reasonOf(error)}`;
    return remembered.length === 0
      ? [{ kind, of: 'user', userName, because }]
      : remembered.map((accessKeyId) => ({ kind, of: 'user', userName, accessKeyId, because }));
  }
}

/** Judges the keys that were listed, and those that are remembered and were not. */
function judged(userName: string, reading: UserReading, bench: Bench, readAt: Instant): readonly Seen[] {
  const listed = reading.kind === 'found' ? reading.keys.toSorted(byLastSign) : [];
  const ids = listed.map(idOf);
  const user = reading.kind === 'found' ? reading.user : 'gone';
  const exemption = user === 'gone' ? NOBODY : exemptionOf(user, bench.policy.exempt, bench.now);
  const judge = (accessKeyId: string, key: AccessKey | 'gone'): Seen =>
    judgeOne({ userName, accessKeyId, key, user, exemption, readAt }, bench);
  const unread = (kind: Unjudged['kind'], { accessKeyId, because, listed: known }: Exclude<KeyReading, { kind: 'read' }>): Seen => ({
    ...{ kind, of: 'key', userName, accessKeyId, because },
    ...(user !== 'gone' && { facts: { user, key: known ?? {} } }),
  });
  const seen = listed.map((key): Seen => {
    switch (key.kind) {
      case 'read':
        return judge(key.key.accessKeyId, key.key);
      case 'denied':
        return unread('blocked', key);
      case 'unreadable':
        return unread('undecided', key);
    }
  });
  const missing = bench.rememberedOf(userName).filter((id) => !ids.includes(id));
  return [...seen, ...missing.map((id) => judge(id, 'gone'))];
}

/** The longest unused first, as users come; IAM does not say in which order it lists keys. */
function byLastSign(one: KeyReading, other: KeyReading): number {
  const [since, than] = [lastSignOf(one), lastSignOf(other)];
  if (since !== than) return since < than ? -1 : 1;
  return idOf(one) < idOf(other) ? -1 : 1;
}

const idOf = (reading: KeyReading): string => (reading.kind === 'read' ? reading.key.accessKeyId : reading.accessKeyId);

const lastSignOf = (reading: KeyReading): Instant => (reading.kind === 'read' ? lastSignAt(reading.key, undefined) : Infinity);

/** A user who is gone is not exempt either. */
const NOBODY: Exemption = { kind: 'none' };

function judgeOne(found: Omit<JudgedKey, 'kind' | 'record' | 'step'>, bench: Bench): Seen {
  const { userName, accessKeyId, key, user, exemption } = found;
  const reading = bench.recordOf(accessKeyId);
  if (reading.kind === 'unreadable') {
    const facts = key === 'gone' || user === 'gone' ? {} : { facts: { key, user } };
    return { kind: 'undecided', of: 'key', userName, accessKeyId, because: reading.because, ...facts };
  }
  const record = reading.kind === 'none' ? 'none' : reading.record;
  const step = stepFor({ key, exemption, record, policy: bench.policy, now: bench.now });
  return { kind: 'judged', ...found, record, step };
}
