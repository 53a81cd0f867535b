import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/instant';
import { FakeAccount, seenKeys, seenUser, USE_WINDOW_MS, type FakeKey } from './account';
import { NOW } from './records';

const accountWith = (lags = { statusMs: 0, useMs: 0 }): { account: FakeAccount; key: FakeKey } => {
  const account = new FakeAccount(lags);
  account.createUser('alice', NOW);
  return { account, key: account.createKey('alice', NOW) };
};

/** What IAM tells of alice's keys. */
const seen = (account: FakeAccount, at: number): readonly unknown[] => {
  const user = account.users.get('alice');
  return user === undefined ? [] : seenKeys(user, at, account.lags.useMs).map(({ status, lastUsedAt }) => [status, lastUsedAt]);
};

test('a new key is active and was never used', () => {
  const { account, key } = accountWith();
  const user = account.users.get('alice');
  if (user === undefined) throw new Error('there is no alice');
  expect(seenUser(user)).toEqual({ userName: 'alice', path: '/', tags: {} });
  expect(seenKeys(user, NOW, 0)).toEqual([{ accessKeyId: key.accessKeyId, status: 'Active', createdAt: NOW, lastUsedAt: 'never' }]);
});

test('key ids look like those of AWS, differ, and do not sort by age', () => {
  const account = new FakeAccount();
  const ids = Array.from({ length: 200 }, (_, index) => {
    account.createUser(`user-${String(index)}`, NOW);
    return account.createKey(`user-${String(index)}`, NOW).accessKeyId;
  });
  expect(ids.filter((id) => !/^AKIA[A-Z2-7]{8}[0-9]{8}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(200);
  expect([...ids].sort()).not.toEqual(ids);
  expect([...ids].sort().reverse()).not.toEqual(ids);
});

test('a user has at most two keys, and a name is taken in any case', () => {
  const { account, key } = accountWith();
  account.createKey('alice', NOW);
  expect(() => account.createKey('alice', NOW)).toThrow(new Error('LimitExceeded: AccessKeysPerUser'));
  account.deleteKey('alice', key.accessKeyId, NOW);
  expect(account.createKey('alice', NOW).status).toBe('Active');
  expect(() => account.createUser('ALICE', NOW)).toThrow(new Error('EntityAlreadyExists: ALICE'));
  expect(() => account.createKey('bob', NOW)).toThrow(new Error('NoSuchEntity: bob'));
});

describe('a use', () => {
  test('is cut to the minute', () => {
    const { account, key } = accountWith();
    account.use(key, NOW + DAY_MS + 59_999);
    expect(seen(account, NOW + 2 * DAY_MS)).toEqual([['Active', NOW + DAY_MS]]);
  });

  test('is told late, and the one before it until then', () => {
    const { account, key } = accountWith({ statusMs: 0, useMs: 4 * HOUR_MS });
    account.use(key, NOW);
    account.use(key, NOW + HOUR_MS);
    expect(seen(account, NOW + 4 * HOUR_MS - 1)).toEqual([['Active', 'never']]);
    expect(seen(account, NOW + 4 * HOUR_MS)).toEqual([['Active', NOW]]);
    expect(seen(account, NOW + 5 * HOUR_MS - 1)).toEqual([['Active', NOW]]);
    expect(seen(account, NOW + 5 * HOUR_MS)).toEqual([['Active', NOW + HOUR_MS]]);
  });

  test('within 15 minutes of one that is stored is not stored', () => {
    const { account, key } = accountWith();
    account.use(key, NOW);
    account.use(key, NOW + USE_WINDOW_MS - 1);
    expect(seen(account, NOW + HOUR_MS)).toEqual([['Active', NOW]]);
    expect(key.usedAt).toBe(NOW + USE_WINDOW_MS - 1);
    account.use(key, NOW + USE_WINDOW_MS);
    expect(seen(account, NOW + HOUR_MS)).toEqual([['Active', NOW + 15 * MINUTE_MS]]);
  });

  test('of an inactive or deleted key is none', () => {
    const { account, key } = accountWith();
    account.setStatus('alice', key.accessKeyId, 'Inactive', NOW);
    account.use(key, NOW + HOUR_MS);
    expect(seen(account, NOW + DAY_MS)).toEqual([['Inactive', 'never']]);
    account.setStatus('alice', key.accessKeyId, 'Active', NOW);
    account.deleteKey('alice', key.accessKeyId, NOW + DAY_MS);
    account.use(key, NOW + DAY_MS);
    expect(key.usedAt).toBeUndefined();
  });
});

describe('a change of status', () => {
  test('is seen after a while, and is true at once', () => {
    const { account, key } = accountWith({ statusMs: MINUTE_MS, useMs: 0 });
    expect(account.setStatus('alice', key.accessKeyId, 'Inactive', NOW + HOUR_MS)).toBe('done');
    expect(key.status).toBe('Inactive');
    expect(seen(account, NOW + HOUR_MS + MINUTE_MS - 1)).toEqual([['Active', 'never']]);
    expect(seen(account, NOW + HOUR_MS + MINUTE_MS)).toEqual([['Inactive', 'never']]);
  });

  test('to what it is changes nothing', () => {
    const { account, key } = accountWith({ statusMs: MINUTE_MS, useMs: 0 });
    account.setStatus('alice', key.accessKeyId, 'Inactive', NOW);
    account.setStatus('alice', key.accessKeyId, 'Inactive', NOW + HOUR_MS);
    expect(seen(account, NOW + HOUR_MS)).toEqual([['Inactive', 'never']]);
  });

  test('of a key that is not there says so', () => {
    const { account, key } = accountWith();
    expect(account.setStatus('bob', key.accessKeyId, 'Inactive', NOW)).toBe('gone');
    expect(account.setStatus('alice', 'AKIANONE', 'Inactive', NOW)).toBe('gone');
    expect(account.deleteKey('alice', 'AKIANONE', NOW)).toBe('gone');
    expect(account.deleteKey('alice', key.accessKeyId, NOW)).toBe('done');
    expect(account.deleteKey('alice', key.accessKeyId, NOW)).toBe('gone');
  });

  test('by AWS lets a key expire', () => {
    const { account, key } = accountWith();
    account.expire(key);
    expect(seen(account, NOW)).toEqual([['Expired', 'never']]);
  });
});

test('a deleted key is seen for a while as it was', () => {
  const { account, key } = accountWith({ statusMs: MINUTE_MS, useMs: 0 });
  account.deleteKey('alice', key.accessKeyId, NOW + HOUR_MS);
  expect(account.allKeys()).toEqual([]);
  expect(seen(account, NOW + HOUR_MS + MINUTE_MS - 1)).toEqual([['Active', 'never']]);
  expect(seen(account, NOW + HOUR_MS + MINUTE_MS)).toEqual([]);
});

test('a deleted user is gone with all keys', () => {
  const { account } = accountWith();
  account.deleteUser('alice');
  expect([account.allKeys(), seen(account, NOW)]).toEqual([[], []]);
});

test('a renamed user keeps all keys', () => {
  const { account, key } = accountWith();
  account.renameUser('alice', 'alice.b');
  expect(account.allKeys().map(({ userName, accessKeyId }) => [userName, accessKeyId])).toEqual([['alice.b', key.accessKeyId]]);
  expect(account.keyOf('alice.b', key.accessKeyId)).toBe(key);
  expect(account.keyOf('alice', key.accessKeyId)).toBeUndefined();
});
