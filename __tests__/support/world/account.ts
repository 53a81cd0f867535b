import type { AccessKey, KeyStatus } from '../../../domain/access-key';
import type { IamUser } from '../../../domain/exemption';
import { MINUTE_MS, type Instant } from '../../../domain/instant';

/**
 * How many access keys a user can have.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11)
 */
const MAX_KEYS = 2;

/**
 * IAM stores the first use in this time, and no other.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html (recorded answers of real AWS, FACTS 4)
 */
export const USE_WINDOW_MS = 15 * MINUTE_MS;

/** How late IAM shows what happened. */
export interface Lags {
  /** Until a change of status, or a deletion, is seen by those who read. IAM is eventually consistent. */
  readonly statusMs: number;
  /** Until a use is told: a key used seconds ago can still read as never used (FACTS 4). */
  readonly useMs: number;
}

/** An access key as it truly is. */
export interface FakeKey {
  readonly accessKeyId: string;
  userName: string;
  readonly createdAt: Instant;
  /** Where it is used, whenever it is. */
  readonly where: { readonly service: string; readonly region: string };
  status: KeyStatus;
  statusBefore: KeyStatus;
  /** From when on `status` is seen instead of `statusBefore`. */
  statusSeenAt: Instant;
  /** From when on nobody sees it any more; undefined while it exists. */
  goneAt: Instant | undefined;
  /** The true last use, for the laws. */
  usedAt: Instant | undefined;
  /** What IAM tells now, and what it will tell. */
  told: Instant | undefined;
  stored: Instant[];
}

/** An IAM user as it truly is. */
export interface FakeUser {
  userName: string;
  readonly createdAt: Instant;
  path: string;
  tags: Readonly<Record<string, string>>;
  hasPassword: boolean;
  readonly keys: Map<string, FakeKey>;
}

/** One AWS account in memory: its IAM users and access keys, with the rules of IAM that we rely on. */
export class FakeAccount {
  readonly users = new Map<string, FakeUser>();
  lags: Lags;
  private count = 0;

  constructor(lags: Lags = { statusMs: 0, useMs: 0 }) {
    this.lags = lags;
  }

  createUser(userName: string, at: Instant, more: Partial<Pick<FakeUser, 'path' | 'tags' | 'hasPassword'>> = {}): FakeUser {
    const isTaken = [...this.users.keys()].some((name) => name.toLowerCase() === userName.toLowerCase());
    if (isTaken) throw new Error(`EntityAlreadyExists: ${userName}`);
    const user: FakeUser = { userName, createdAt: at, path: '/', tags: {}, hasPassword: false, keys: new Map(), ...more };
    this.users.set(userName, user);
    return user;
  }

  /** Deletes a user with all keys, as consoles and Terraform's `force_destroy` do; IAM alone refuses while there are any. */
  deleteUser(userName: string): void {
    this.users.delete(userName);
  }

  /** Renames a user, as `UpdateUser` does: keys and their ids stay. */
  renameUser(userName: string, newUserName: string): void {
    const user = this.userOf(userName);
    this.users.delete(userName);
    this.users.set(newUserName, user);
    user.userName = newUserName;
    for (const key of user.keys.values()) key.userName = newUserName;
  }

  /** Makes a key. Its id says nothing of its age, so that slots do not follow age either (FACTS 4). */
  createKey(userName: string, at: Instant, where: FakeKey['where'] = { service: 'sts', region: 'us-east-1' }): FakeKey {
    const user = this.userOf(userName);
    if (keysThere(user).length >= MAX_KEYS) throw new Error('LimitExceeded: AccessKeysPerUser');
    const accessKeyId = idOf(this.count++);
    const key: FakeKey = {
      ...{ accessKeyId, userName, createdAt: at, where, status: 'Active', statusBefore: 'Active', statusSeenAt: at },
      ...{ goneAt: undefined, usedAt: undefined, told: undefined, stored: [] },
    };
    user.keys.set(accessKeyId, key);
    return key;
  }

  /** Signs a request with a key; an inactive key is refused and counts as no use. */
  use(key: FakeKey, at: Instant): void {
    if (key.goneAt !== undefined || key.status !== 'Active') return;
    key.usedAt = at;
    const last = key.stored.at(-1) ?? key.told;
    if (last !== undefined && at - last < USE_WINDOW_MS) return;
    key.stored.push(at);
  }

  /** Changes the status, as `UpdateAccessKey` does; nothing when there is no such key. */
  setStatus(userName: string, accessKeyId: string, status: 'Active' | 'Inactive', at: Instant): 'done' | 'gone' {
    const key = this.keyOf(userName, accessKeyId);
    if (key === undefined) return 'gone';
    if (key.status === status) return 'done';
    key.statusBefore = seenStatus(key, at);
    key.status = status;
    key.statusSeenAt = at + this.lags.statusMs;
    return 'done';
  }

  /** AWS lets a key expire: a third status since 2025 (FACTS 4). */
  expire(key: FakeKey): void {
    key.status = key.statusBefore = 'Expired';
  }

  deleteKey(userName: string, accessKeyId: string, at: Instant): 'done' | 'gone' {
    const key = this.keyOf(userName, accessKeyId);
    if (key === undefined) return 'gone';
    key.statusBefore = seenStatus(key, at);
    key.goneAt = at + this.lags.statusMs;
    return 'done';
  }

  /** Gives a key that exists. */
  keyOf(userName: string, accessKeyId: string): FakeKey | undefined {
    const key = this.users.get(userName)?.keys.get(accessKeyId);
    return key?.goneAt === undefined ? key : undefined;
  }

  /** Gives all keys that exist. */
  allKeys(): readonly FakeKey[] {
    return [...this.users.values()].flatMap(keysThere);
  }

  private userOf(userName: string): FakeUser {
    const user = this.users.get(userName);
    if (user === undefined) throw new Error(`NoSuchEntity: ${userName}`);
    return user;
  }
}

/** Gives a user as `GetUser` and `ListUserTags` tell. */
export function seenUser({ userName, path, tags }: FakeUser): IamUser {
  return { userName, path, tags };
}

/** Gives the keys of a user as `ListAccessKeys` and `GetAccessKeyLastUsed` tell at an instant. */
export function seenKeys(user: FakeUser, now: Instant, useLagMs: number): readonly AccessKey[] {
  const seen: AccessKey[] = [];
  for (const key of user.keys.values()) {
    if (key.goneAt !== undefined && key.goneAt <= now) continue;
    const { accessKeyId, createdAt, where } = key;
    const lastUsedAt = seenUse(key, now, useLagMs);
    const used = lastUsedAt === 'never' ? {} : { lastUsedService: where.service, lastUsedRegion: where.region };
    seen.push({ accessKeyId, createdAt, status: seenStatus(key, now), lastUsedAt, ...used });
  }
  return seen;
}

function seenStatus(key: FakeKey, now: Instant): KeyStatus {
  return now < key.statusSeenAt || key.goneAt !== undefined ? key.statusBefore : key.status;
}

/** Tells the last use late, and cut to the minute (FACTS 4). */
function seenUse(key: FakeKey, now: Instant, useLagMs: number): Instant | 'never' {
  while (key.stored[0] !== undefined && key.stored[0] + useLagMs <= now) key.told = key.stored.shift();
  return key.told === undefined ? 'never' : Math.floor(key.told / MINUTE_MS) * MINUTE_MS;
}

const keysThere = (user: FakeUser): FakeKey[] => [...user.keys.values()].filter(({ goneAt }) => goneAt === undefined);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Makes ids like AWS's that do not sort by age. */
function idOf(count: number): string {
  let rest = (Math.imul(count + 1, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
  let text = '';
  for (let i = 0; i < 8; i++) {
    text += LETTERS[rest & 31] ?? '';
    rest >>>= 5;
  }
  return `AKIA${text}${String(count).padStart(8, '0')}`;
}
