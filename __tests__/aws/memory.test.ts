import { marshall } from '@aws-sdk/util-dynamodb';
import { memory } from '../../aws/memory';
import { EMPTY_LEDGER } from '../../domain/act-ledger';
import { IncompleteError } from '../../domain/errors';
import type { KeyRecord } from '../../domain/key-record';
import { itemOf } from '../../domain/record-item';
import { LEDGER, RECORD } from '../support/adapter-values';
import { useFakeAws } from '../support/aws-clients';
import { json } from '../support/fake-aws-http';
import { fakeTable, type FakeTable } from '../support/fake-table';

const fake = useFakeAws();
const ACCOUNT = '111122223333';

const store = (): ReturnType<typeof memory> => memory(fake.clients().dynamo, 'unused-credentials-keys', ACCOUNT);

/** Puts something into the table that is not ours. */
function plant(table: FakeTable, accessKeyId: string, item: object): void {
  table.items.set(accessKeyId, marshall({ ...item, accountId: ACCOUNT, accessKeyId }) as never);
}

const nth = (at: number): KeyRecord => ({ ...RECORD, accessKeyId: `AKIA${String(at).padStart(16, '0')}` });

describe('a record', () => {
  test('comes back as it was written', async () => {
    fakeTable(fake.aws());
    const ours = store();
    expect(await ours.write(RECORD)).toBe('written');
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'record', record: RECORD });
  });

  test('stands in the table as people read it, under account and key', async () => {
    const { items } = fakeTable(fake.aws());
    await store().write(RECORD);
    expect(items.get(RECORD.accessKeyId)).toEqual(marshall({ ...itemOf(RECORD), accountId: ACCOUNT }));
    expect(items.get(RECORD.accessKeyId)).toMatchObject({ accountId: { S: ACCOUNT }, deactivatedAt: { S: '2026-11-24T06:00:00.126Z' } });
  });

  test('that nobody wrote is none', async () => {
    fakeTable(fake.aws());
    expect(await store().read(RECORD.accessKeyId)).toEqual({ kind: 'none' });
  });

  test('is read with the last word', async () => {
    fakeTable(fake.aws());
    const ours = store();
    await ours.read(RECORD.accessKeyId);
    await ours.readLedger();
    await ours.readAll();
    expect(fake.aws().asked.map(({ input }) => input['ConsistentRead'])).toEqual([true, true, true]);
  });
});

describe('a write', () => {
  test.each<[string, number | undefined, number, 'written' | 'conflict']>([
    ['the first where there is none', undefined, 1, 'written'],
    ['the first where there is one', 1, 1, 'conflict'],
    ['the second after the first', 1, 2, 'written'],
    ['the second after the second', 2, 2, 'conflict'],
    ['the second where there is none', undefined, 2, 'conflict'],
    ['the third after the first', 1, 3, 'conflict'],
    ['the second after the third', 3, 2, 'conflict'],
  ])('of %s', async (_, stored, version, expected) => {
    const table = fakeTable(fake.aws());
    if (stored !== undefined) {
      plant(table, RECORD.accessKeyId, { ...itemOf(RECORD), version: stored });
      plant(table, '#acts', { version: stored, acts: [] });
    }
    const ours = store();
    expect(await ours.write({ ...RECORD, version })).toBe(expected);
    expect(await ours.writeLedger({ ...LEDGER, version })).toBe(expected);
  });

  test.each([
    ['shows what is there', true],
    ['only says no', false],
  ])('whose answer was lost is ours all the same, when the table %s', async (_, showsOld) => {
    const table = fakeTable(fake.aws(), { showsOld });
    const ours = store();
    table.loseAnswers(1);
    expect(await ours.write(RECORD)).toBe('written');
    table.loseAnswers(1);
    expect(await ours.writeLedger(LEDGER)).toBe('written');
    expect(
      fake
        .aws()
        .actions()
        .filter((action) => action === 'PutItem'),
    ).toHaveLength(4);
  });

  test('whose first try was lost, and that meets what another sweep wrote, is a conflict', async () => {
    const table = fakeTable(fake.aws());
    const reply = (): 'reset' => {
      plant(table, RECORD.accessKeyId, itemOf({ ...RECORD, userName: 'another' }));
      return 'reset';
    };
    let tries = 0;
    const { aws } = fake;
    aws().on('PutItem', () => ((tries += 1) === 1 ? reply() : conflict(table)));
    expect(await store().write(RECORD)).toBe('conflict');
  });

  test('that meets the very same in its first try is a conflict: another sweep wrote that', async () => {
    const table = fakeTable(fake.aws());
    plant(table, RECORD.accessKeyId, itemOf(RECORD));
    plant(table, '#acts', { version: 1, acts: LEDGER.acts.map((at) => new Date(at).toISOString()) });
    expect(await store().write(RECORD)).toBe('conflict');
    expect(await store().writeLedger(LEDGER)).toBe('conflict');
  });

  const conflict = (table: FakeTable) => ({
    status: 400,
    body: JSON.stringify({ __type: 'x#ConditionalCheckFailedException', message: 'no', Item: table.items.get(RECORD.accessKeyId) }),
  });
});

describe('everything', () => {
  test('is read page by page, without our own items', async () => {
    const table = fakeTable(fake.aws(), { pageSize: 2 });
    const ours = store();
    for (const at of [1, 2, 3, 4, 5]) await ours.write(nth(at));
    await ours.writeLedger(LEDGER);
    await ours.writeResumeAt('zoë+1');
    plant(table, '#later', { anything: true });
    const records = [1, 2, 3, 4, 5].map((at) => ({ kind: 'record', record: nth(at) }));
    expect(await ours.readAll()).toEqual({ records, resumeAt: 'zoë+1' });
    expect(
      fake
        .aws()
        .actions()
        .filter((action) => action === 'Query'),
    ).toHaveLength(4);
  });

  test('is nothing in a new table', async () => {
    fakeTable(fake.aws());
    expect(await store().readAll()).toEqual({ records: [] });
  });

  test('goes on past a page that is empty', async () => {
    const last = { accountId: { S: ACCOUNT }, accessKeyId: { S: 'AKIA' } };
    fake
      .aws()
      .on('Query', json({ Items: [], LastEvaluatedKey: last }), json({ Items: [marshall({ ...itemOf(RECORD), accountId: ACCOUNT })] }));
    expect(await store().readAll()).toEqual({ records: [{ kind: 'record', record: RECORD }] });
    expect(fake.aws().asked.map(({ input }) => input['ExclusiveStartKey'])).toEqual([undefined, last]);
  });

  test('does not count when a page has no list', async () => {
    fake.aws().on('Query', json({}));
    const message = 'could not read the records: Error: the answer has no items, not even none';
    await expect(store().readAll()).rejects.toEqual(new IncompleteError(message));
  });

  test.each<[string, object, string, string]>([
    ['a word for a version', { ...itemOf(RECORD), version: 'one' }, RECORD.userName, 'its record has a strange version'],
    ['nothing but its key', {}, 'unknown', 'its record has a strange schemaVersion'],
    ['a layout from the future', { ...itemOf(RECORD), schemaVersion: 2 }, RECORD.userName, 'its record has a strange schemaVersion'],
    ['a number that is too large', { ...itemOf(RECORD), version: 2n ** 64n }, RECORD.userName, 'its record has a strange version'],
  ])('holds a record with %s as unreadable', async (_, item, userName, because) => {
    const table = fakeTable(fake.aws());
    plant(table, RECORD.accessKeyId, item);
    const reading = { kind: 'unreadable', accessKeyId: RECORD.accessKeyId, userName, because };
    expect(await store().readAll()).toEqual({ records: [reading] });
    expect(await store().read(RECORD.accessKeyId)).toEqual(reading);
  });

  test('holds a record of a kind that cannot be unpacked as unreadable', async () => {
    const { items } = fakeTable(fake.aws());
    items.set('AKIAX', { accountId: { S: ACCOUNT }, accessKeyId: { S: 'AKIAX' }, version: { Q: '1' } });
    const { records } = await store().readAll();
    expect(records).toEqual([
      { kind: 'unreadable', accessKeyId: 'AKIAX', userName: 'unknown', because: expect.stringMatching(/^its record /) as string },
    ]);
  });
});

describe('the ledger of acts', () => {
  test('comes back as it was written', async () => {
    fakeTable(fake.aws());
    const ours = store();
    await ours.writeLedger(LEDGER);
    expect(await ours.readLedger()).toEqual(LEDGER);
  });

  test('is empty where there is none', async () => {
    fakeTable(fake.aws());
    expect(await store().readLedger()).toEqual(EMPTY_LEDGER);
  });

  test.each([
    ['acts that are no instants', { version: 1, acts: ['yesterday'] }],
    ['no acts', { version: 1 }],
    ['no version', { acts: [] }],
  ])('with %s is not believed', async (_, item) => {
    plant(fakeTable(fake.aws()), '#acts', item);
    const message = 'the ledger of acts cannot be understood, so that nothing is done on it';
    await expect(store().readLedger()).rejects.toEqual(new IncompleteError(message));
  });
});

describe('where the next sweep begins', () => {
  test('is forgotten after a sweep that came to its end', async () => {
    fakeTable(fake.aws());
    const ours = store();
    await ours.writeResumeAt('alice');
    expect(await ours.readAll()).toEqual({ records: [], resumeAt: 'alice' });
    await ours.writeResumeAt(undefined);
    expect(await ours.readAll()).toEqual({ records: [] });
  });

  test('is at the start when it is strange', async () => {
    plant(fakeTable(fake.aws()), '#sweep', { resumeAt: 7 });
    expect(await store().readAll()).toEqual({ records: [] });
  });
});
