import { marshall } from '@aws-sdk/util-dynamodb';
import type { KeyRecord } from '../../domain/key-record';
import { itemOf } from '../../domain/record-item';
import type { TableItem } from './fake-iam/tables';
import { FakeAccount } from './world/account';
import { ago, noticeOf, recordIn } from './world/records';

/** An account with a key of each kind, and the ids of its keys. */
export interface People {
  readonly account: FakeAccount;
  /** The key of amy, who never used it in 400 days. */
  readonly unused: string;
  /** The keys of bob: one was used 40 days ago, the other the day before yesterday. */
  readonly warned: string;
  readonly used: string;
  /** The key of eve, which somebody deactivated. */
  readonly inactive: string;
}

/** Makes the account; zoe, who uses her key, and tom, who has none, need no look. */
export function people(): People {
  const account = new FakeAccount();
  for (const name of ['amy', 'bob', 'eve', 'tom', 'zoe']) account.createUser(name, ago(500), { path: name === 'eve' ? '/old/' : '/' });
  const unused = account.createKey('amy', ago(400));
  const warned = account.createKey('bob', ago(300));
  const used = account.createKey('bob', ago(200));
  const inactive = account.createKey('eve', ago(100));
  const daily = account.createKey('zoe', ago(90));
  account.use(warned, ago(40));
  account.use(used, ago(2));
  account.use(daily, ago(1));
  account.setStatus('eve', inactive.accessKeyId, 'Inactive', ago(50));
  return {
    account,
    unused: unused.accessKeyId,
    warned: warned.accessKeyId,
    used: used.accessKeyId,
    inactive: inactive.accessKeyId,
  };
}

/** An account of many, and what a function remembers of them. */
export interface Crowd {
  readonly account: FakeAccount;
  /** As DynamoDB spells them. */
  readonly records: readonly TableItem[];
}

/**
 * Makes an account of so many users. Each has a key that was never used, and was announced, and one that is used; the never-used one of
 * the last user is not old enough to be unused.
 */
export function crowd(count: number): Crowd {
  const account = new FakeAccount();
  const records: TableItem[] = [];
  for (let at = 1; at <= count; at += 1) {
    const userName = `user-${String(at).padStart(3, '0')}`;
    account.createUser(userName, ago(500));
    const { accessKeyId } = account.createKey(userName, ago(at === count ? 41 : 200));
    account.use(account.createKey(userName, ago(100)), ago(1));
    records.push(remembered({ ...recordIn('announced', 2, { notice: noticeOf(2) }), accessKeyId, userName }));
  }
  return { account, records };
}

/** Writes a record as it stands in the table. */
export const remembered = (record: KeyRecord): TableItem =>
  marshall({ accountId: '111122223333', ...itemOf(record) }, { removeUndefinedValues: true });
