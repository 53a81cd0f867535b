import { marshall } from '@aws-sdk/util-dynamodb';
import { idleWords } from '../../domain/access-key';
import { wholeDays } from '../../domain/instant';
import type { Grounds, KeyRecord, KeyState } from '../../domain/key-record';
import { namesFor } from '../../domain/names';
import { itemOf } from '../../domain/record-item';
import type { FakeIamOptions } from '../support/fake-iam/fake-iam';
import { FakeAccount, type FakeKey } from '../support/world/account';
import { ago, noticeOf, NOW, recordIn } from '../support/world/records';

const ACCOUNT_ID = '111122223333';
const { keysTable } = namesFor('unused-credentials');

/** The account that the documentation scans, all of which can be read: a made-up one with a key for nearly every verdict and step. */
export function readableAccount(): FakeIamOptions {
  const account = new FakeAccount();
  return serving(account, recordsIn(account));
}

/** The same with one key more, whose record nobody understands: a later version of the function may have written it. */
export function exampleAccount(): FakeIamOptions {
  const account = new FakeAccount();
  const records = recordsIn(account);
  const key = keyOf(account, 'heidi', { createdDaysAgo: 80, usedDaysAgo: 55 });
  return serving(account, [...records, { ...remembered(key, 'announced', 2, { notice: noticeOf(2) }), schemaVersion: 2 }]);
}

type Item = Readonly<Record<string, unknown>>;

function serving(account: FakeAccount, records: readonly Item[]): FakeIamOptions {
  const items = records.map((record) => marshall({ accountId: ACCOUNT_ID, ...record }, { removeUndefinedValues: true }));
  return { account, now: () => NOW, accountId: ACCOUNT_ID, report: { startedTimes: 0 }, items: { [keysTable]: items } };
}

/** Fills the account, and gives what the function remembers of it. */
const recordsIn = (account: FakeAccount): readonly Item[] => [
  ...keysInUse(account),
  ...keysNearTheLimit(account),
  ...unusedKeys(account),
  ...deactivatedKeys(account),
];

function keysInUse(account: FakeAccount): readonly Item[] {
  keyOf(account, 'alice', { createdDaysAgo: 120, usedDaysAgo: 0.2 });
  keyOf(account, 'deploy', { createdDaysAgo: 30, usedDaysAgo: 0.1 });
  const former = keyOf(account, 'deploy', { createdDaysAgo: 390, usedDaysAgo: 31 });
  account.setStatus('deploy', former.accessKeyId, 'Inactive', ago(29));
  // Somebody used it after it was announced.
  const returned = keyOf(account, 'carol', { createdDaysAgo: 200, usedDaysAgo: 43 });
  const record = remembered(returned, 'announced', 3, { notice: noticeOf(3) });
  account.use(returned, ago(2));
  return [record];
}

function keysNearTheLimit(account: FakeAccount): readonly Item[] {
  keyOf(account, 'bob', { createdDaysAgo: 300, usedDaysAgo: 39 });
  const announced = keyOf(account, 'dave', { createdDaysAgo: 250, usedDaysAgo: 42.5 });
  return [remembered(announced, 'announced', 4, { notice: noticeOf(4) })];
}

function unusedKeys(account: FakeAccount): readonly Item[] {
  keyOf(account, 'rescue', { createdDaysAgo: 700 });
  keyOf(account, 'agency', { createdDaysAgo: 160, usedDaysAgo: 120.3 });
  const announced = keyOf(account, 'laptop', { createdDaysAgo: 412 });
  const reenabled = keyOf(account, 'frank', { createdDaysAgo: 365, usedDaysAgo: 75 });
  return [
    remembered(announced, 'announced', 8, { notice: noticeOf(8) }),
    remembered(reenabled, 'deactivated', 20, { deactivatingAt: ago(20), deactivatedAt: ago(20) }),
  ];
}

function deactivatedKeys(account: FakeAccount): readonly Item[] {
  const deactivated = (userName: string, daysAgo: number, more: Partial<KeyRecord> = {}): Item => {
    const key = keyOf(account, userName, { createdDaysAgo: 500, usedDaysAgo: 70 + daysAgo });
    account.setStatus(userName, key.accessKeyId, 'Inactive', ago(daysAgo));
    return remembered(key, 'deactivated', daysAgo, { deactivatingAt: ago(daysAgo), deactivatedAt: ago(daysAgo), ...more });
  };
  return [
    deactivated('backup', 3),
    deactivated('exporter', 9),
    deactivated('grafana', 16, { deletionNotice: noticeOf(8) }),
    deactivated('jenkins', 15, { deletionNotice: noticeOf(8) }),
  ];
}

/** How old a key is, in days before the scan. */
interface Age {
  readonly createdDaysAgo: number;
  /** Undefined when it was never used. */
  readonly usedDaysAgo?: number;
}

/** Where people use keys: each key of the account in the next of these. */
const PLACES = [
  { service: 's3', region: 'eu-west-1' },
  { service: 'ecr', region: 'eu-central-1' },
  { service: 'sts', region: 'us-east-1' },
] as const;

function keyOf(account: FakeAccount, userName: string, { createdDaysAgo, usedDaysAgo }: Age): FakeKey {
  if (!account.users.has(userName)) account.createUser(userName, ago(createdDaysAgo));
  const key = account.createKey(userName, ago(createdDaysAgo), PLACES[account.allKeys().length % PLACES.length]);
  if (usedDaysAgo !== undefined) account.use(key, ago(usedDaysAgo));
  return key;
}

/** What the function remembers of a key that it saw as it is now. */
function remembered(key: FakeKey, state: KeyState, daysAgo: number, more: Partial<KeyRecord>): Item {
  const { accessKeyId, userName } = key;
  return itemOf({
    ...recordIn(state, daysAgo, more),
    accessKeyId,
    userName,
    history: [{ state, at: ago(daysAgo), ...groundsFor(key, daysAgo) }],
  });
}

function groundsFor({ createdAt, usedAt }: FakeKey, daysAgo: number): Grounds {
  const lastUsedAt = usedAt ?? 'never';
  const idleDays = wholeDays(usedAt ?? createdAt, ago(daysAgo));
  return {
    because: idleWords(lastUsedAt, idleDays, 45),
    facts: { status: 'Active', createdAt, lastUsedAt },
    policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
  };
}
