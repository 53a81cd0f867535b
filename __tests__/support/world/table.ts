import { EMPTY_LEDGER, ledgerItemOf, ledgerOf, type ActLedger } from '../../../domain/act-ledger';
import type { KeyRecord } from '../../../domain/key-record';
import { recordOf, itemOf, type RecordItem, type RecordReading } from '../../../domain/record-item';
import type { Memories } from '../../../sweep/ports';

/**
 * The table in memory: one item per access key, the ledger of acts, and where the last sweep stopped. Writes are conditional on
 * the version that is stored, as DynamoDB's condition expressions are; reads are consistent.
 */
export class FakeTable {
  /** Records as they were written, and items that somebody else spoiled. */
  private readonly records = new Map<string, KeyRecord>();
  private readonly spoiled = new Map<string, RecordItem>();
  private ledgerItem: Readonly<Record<string, unknown>> | undefined;
  private ledger: ActLedger = EMPTY_LEDGER;
  private resumeAt: string | undefined;

  readAll(): Memories {
    const strange = [...this.spoiled.values()].map(recordOf).filter((reading) => reading.kind !== 'none');
    const records = [...this.records.values()].map((record) => ({ kind: 'record' as const, record }));
    return { records: [...records, ...strange], ...(this.resumeAt !== undefined && { resumeAt: this.resumeAt }) };
  }

  read(accessKeyId: string): RecordReading {
    const item = this.spoiled.get(accessKeyId);
    if (item !== undefined) return recordOf(item);
    const record = this.records.get(accessKeyId);
    return record === undefined ? { kind: 'none' } : { kind: 'record', record };
  }

  write(record: KeyRecord): 'written' | 'conflict' {
    const { accessKeyId } = record;
    const isNext = (this.records.get(accessKeyId)?.version ?? 0) === record.version - 1;
    if (!isNext || this.spoiled.has(accessKeyId)) return 'conflict';
    this.records.set(accessKeyId, record);
    return 'written';
  }

  /** Gives the ledger, or throws what it cannot understand. */
  readLedger(): ActLedger {
    if (this.ledgerItem === undefined) return this.ledger;
    const ledger = ledgerOf(this.ledgerItem);
    if (ledger === undefined) throw new Error('the ledger of acts cannot be understood');
    return ledger;
  }

  writeLedger(ledger: ActLedger): 'written' | 'conflict' {
    if (this.ledgerItem !== undefined || this.ledger.version !== ledger.version - 1) return 'conflict';
    this.ledger = ledger;
    return 'written';
  }

  writeResumeAt(userName: string | undefined): void {
    this.resumeAt = userName;
  }

  /** Puts a record as if sweeps had written it. */
  put(record: KeyRecord): void {
    this.records.set(record.accessKeyId, record);
  }

  /** Somebody loses the table, and makes an empty one. */
  lose(): void {
    this.records.clear();
    this.spoiled.clear();
    this.ledger = EMPTY_LEDGER;
    this.ledgerItem = undefined;
    this.resumeAt = undefined;
  }

  /** Somebody writes into an item. The one who mends it gives `undefined`, and the item is as it was. */
  spoil(accessKeyId: string, changes: RecordItem | undefined): void {
    const record = this.records.get(accessKeyId);
    if (changes === undefined) this.spoiled.delete(accessKeyId);
    else this.spoiled.set(accessKeyId, { ...(record === undefined ? { accessKeyId } : itemOf(record)), ...changes });
  }

  /** Somebody writes into the ledger; `undefined` mends it. */
  spoilLedger(changes: Readonly<Record<string, unknown>> | undefined): void {
    this.ledgerItem = changes === undefined ? undefined : { ...ledgerItemOf(this.ledger), ...changes };
  }

  /** Whether nobody spoiled anything. */
  isClear(): boolean {
    return this.spoiled.size === 0 && this.ledgerItem === undefined;
  }

  isLedgerSpoiled(): boolean {
    return this.ledgerItem !== undefined;
  }

  isSpoiled(accessKeyId: string): boolean {
    return this.spoiled.has(accessKeyId);
  }

  /** The records as they stand, for the laws. */
  stored(): readonly KeyRecord[] {
    return [...this.records.values()];
  }
}
