import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { EMPTY_LEDGER, ledgerItemOf, ledgerOf, type ActLedger } from '../domain/act-ledger';
import { IncompleteError, reasonOf } from '../domain/errors';
import type { KeyRecord } from '../domain/key-record';
import { itemOf, recordOf, type RecordReading } from '../domain/record-item';
import { asking } from './failure';
import { table, type RawItem } from './table';

/** Where the ledger of acts stands. A sort key that begins with `#` is no access key. */
const LEDGER_KEY = '#acts';
/** Where it stands at whom the next sweep begins. */
const SWEEP_KEY = '#sweep';

type StoredReading = Exclude<RecordReading, { readonly kind: 'none' }>;

/** What is remembered about an account. */
interface Memory {
  readAll(): Promise<{ readonly records: readonly StoredReading[]; readonly resumeAt?: string }>;
  read(accessKeyId: string): Promise<RecordReading>;
  write(record: KeyRecord): Promise<'written' | 'conflict'>;
  readLedger(): Promise<ActLedger>;
  writeLedger(ledger: ActLedger): Promise<'written' | 'conflict'>;
  writeResumeAt(userName: string | undefined): Promise<void>;
}

/** Remembers in a DynamoDB table. */
export function memory(dynamo: DynamoDBClient, tableName: string, accountId: string): Memory {
  const items = table(dynamo, tableName, accountId);
  return {
    async readAll() {
      const all = await asking('read the records', items.all());
      const records = all.filter((item) => !sortKeyOf(item).startsWith('#')).map(readingOf);
      const resumeAt = all.find((item) => sortKeyOf(item) === SWEEP_KEY)?.['resumeAt']?.S;
      return { records, ...(resumeAt !== undefined && { resumeAt }) };
    },
    async read(accessKeyId) {
      const item = await asking(`read the record of ${accessKeyId}`, items.get(accessKeyId));
      return item === undefined ? { kind: 'none' } : readingOf(item);
    },
    async write(record) {
      const item = { ...itemOf(record), version: record.version };
      return asking(`write the record of ${record.accessKeyId}`, items.putNext(record.accessKeyId, item));
    },
    async readLedger() {
      const item = await asking('read the ledger of acts', items.get(LEDGER_KEY));
      return item === undefined ? EMPTY_LEDGER : ledgerIn(item);
    },
    async writeLedger(ledger) {
      const item = { ...ledgerItemOf(ledger), version: ledger.version };
      return asking('write the ledger of acts', items.putNext(LEDGER_KEY, item));
    },
    async writeResumeAt(userName) {
      await asking('write where the next sweep begins', items.put(SWEEP_KEY, { resumeAt: userName }));
    },
  };
}

const sortKeyOf = (item: RawItem): string => item['accessKeyId']?.S ?? '';

/** A record that cannot even be unpacked stands as unreadable, and is never left out. */
function readingOf(item: RawItem): StoredReading {
  const [accessKeyId, userName] = [sortKeyOf(item), item['userName']?.S ?? 'unknown'];
  try {
    const reading = recordOf(unmarshall(item));
    if (reading.kind !== 'none') return reading;
    return { kind: 'unreadable', accessKeyId, userName, because: 'its record says that there is none' };
  } catch (error) {
    return { kind: 'unreadable', accessKeyId, userName, because: `its record cannot be unpacked, ${reasonOf(error)}` };
  }
}

function ledgerIn(item: RawItem): ActLedger {
  const ledger = ledgerOf(unmarshall(item));
  if (ledger === undefined) throw new IncompleteError('the ledger of acts cannot be understood, so that nothing is done on it');
  return ledger;
}
