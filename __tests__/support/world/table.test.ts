import { EMPTY_LEDGER } from '../../../domain/act-ledger';
import { NOW, recordIn } from './records';
import { FakeTable } from './table';

const FIRST = { ...recordIn('dropped', 1), version: 1 };
const ID = FIRST.accessKeyId;

test('a record is written only after the version before it', () => {
  const table = new FakeTable();
  expect(table.write({ ...FIRST, version: 2 })).toBe('conflict');
  expect(table.read(ID)).toEqual({ kind: 'none' });
  expect(table.write(FIRST)).toBe('written');
  expect(table.write(FIRST)).toBe('conflict');
  expect(table.write({ ...FIRST, version: 3 })).toBe('conflict');
  expect(table.write({ ...FIRST, version: 2, state: 'gone' })).toBe('written');
  expect(table.read(ID)).toEqual({ kind: 'record', record: { ...FIRST, version: 2, state: 'gone' } });
  expect(table.readAll()).toEqual({ records: [{ kind: 'record', record: { ...FIRST, version: 2, state: 'gone' } }] });
});

test('the ledger is written only after the version before it', () => {
  const table = new FakeTable();
  expect(table.readLedger()).toEqual(EMPTY_LEDGER);
  expect(table.writeLedger({ version: 2, acts: [] })).toBe('conflict');
  expect(table.writeLedger({ version: 1, acts: [NOW] })).toBe('written');
  expect(table.writeLedger({ version: 1, acts: [] })).toBe('conflict');
  expect(table.readLedger()).toEqual({ version: 1, acts: [NOW] });
});

test('an item that somebody spoils cannot be understood or written over until it is mended', () => {
  const table = new FakeTable();
  table.write(FIRST);
  table.spoil(ID, { state: 'retired' });
  const unreadable = { kind: 'unreadable', accessKeyId: ID, userName: 'alice', because: 'its record has a strange state' };
  expect([table.read(ID), table.write({ ...FIRST, version: 2 }), table.isSpoiled(ID), table.isClear()]).toEqual([
    unreadable,
    'conflict',
    true,
    false,
  ]);
  table.spoil(ID, undefined);
  expect([table.read(ID).kind, table.write({ ...FIRST, version: 2 }), table.isSpoiled(ID), table.isClear()]).toEqual([
    'record',
    'written',
    false,
    true,
  ]);
});

test('a ledger that somebody spoils is thrown at who reads it', () => {
  const table = new FakeTable();
  table.spoilLedger({ acts: ['yesterday'] });
  expect(() => table.readLedger()).toThrow(new Error('the ledger of acts cannot be understood'));
  expect([table.writeLedger({ version: 1, acts: [] }), table.isLedgerSpoiled()]).toEqual(['conflict', true]);
  table.spoilLedger(undefined);
  expect([table.readLedger(), table.isLedgerSpoiled()]).toEqual([EMPTY_LEDGER, false]);
});

test('a lost table knows nothing', () => {
  const table = new FakeTable();
  table.write(FIRST);
  table.writeLedger({ version: 1, acts: [NOW] });
  table.writeResumeAt('alice');
  table.spoil('AKIALOST', {});
  expect(table.readAll()).toMatchObject({ resumeAt: 'alice', records: [{ kind: 'record' }, { kind: 'unreadable' }] });
  table.lose();
  expect([table.readAll(), table.readLedger(), table.stored()]).toEqual([{ records: [] }, EMPTY_LEDGER, []]);
});
