import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { memory } from '../../../aws/memory';
import { EMPTY_LEDGER } from '../../../domain/act-ledger';
import { MAX_HISTORY, type KeyRecord } from '../../../domain/key-record';
import { ACCOUNT } from '../../policies/emitted';
import { LEDGER, RECORD } from '../../support/adapter-values';
import { TEST_CREDENTIALS, TEST_REGION } from './aws-call';
import { describeWithJudge } from './describe-with-judge';
import { startDynamoDbLocal } from './dynamodb-local';
import { emittedFunction } from './function-emitted';
import { startLosingProxy, type LosingProxy } from './losing-proxy';
import type { Server } from './server';

const { table } = emittedFunction({ action: 'delete' });

/** A record of another key for each number. */
const nth = (at: number): KeyRecord => ({ ...RECORD, accessKeyId: `AKIA${String(at).padStart(16, '0')}` });

const next = (record: KeyRecord, change: Partial<KeyRecord> = {}): KeyRecord => ({ ...record, ...change, version: record.version + 1 });

describeWithJudge('dynamodb-local', 'the memory of the function in DynamoDB Local, in the emitted table', () => {
  let server: Server;
  let proxy: LosingProxy;
  let dynamo: DynamoDBClient;
  let accounts = 100000000000;

  beforeAll(async () => {
    server = await startDynamoDbLocal();
    proxy = await startLosingProxy(server.endpoint);
    dynamo = new DynamoDBClient({ endpoint: proxy.endpoint, region: TEST_REGION, credentials: TEST_CREDENTIALS, maxAttempts: 3 });
    const { KeySchema, AttributeDefinitions, ...rest } = table;
    await dynamo.send(new CreateTableCommand({ ...rest, KeySchema, AttributeDefinitions }));
  });

  afterAll(async () => {
    dynamo.destroy();
    await proxy.close();
    await server.stop();
  });

  /** The memory of an account in which nothing was written yet. */
  const fresh = (): ReturnType<typeof memory> => memory(dynamo, table.TableName, String((accounts += 1)));

  test('takes a first write once, and gives back the whole record', async () => {
    const ours = fresh();
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'none' });
    expect([await ours.write(RECORD), await ours.write(RECORD)]).toEqual(['written', 'conflict']);
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'record', record: RECORD });
    expect(await ours.readAll()).toEqual({ records: [{ kind: 'record', record: RECORD }] });
  });

  test('takes only the version after the stored one', async () => {
    const ours = fresh();
    const second = next(RECORD);
    expect(await ours.write(second)).toBe('conflict');
    expect([await ours.write(RECORD), await ours.write(second), await ours.write(second)]).toEqual(['written', 'written', 'conflict']);
    expect(await ours.write(next(next(second)))).toBe('conflict');
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'record', record: second });
  });

  test('knows its own write again when the answer was lost on the way', async () => {
    const ours = fresh();
    proxy.loseNext();
    expect(await ours.write(RECORD)).toBe('written');
    proxy.loseNext();
    expect(await ours.write(next(RECORD))).toBe('written');
    proxy.loseNext();
    expect(await ours.writeLedger(LEDGER)).toBe('written');
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'record', record: next(RECORD) });
  });

  test('does not take the write of another sweep for its own, though the answer was lost', async () => {
    const ours = fresh();
    await ours.write(RECORD);
    await ours.write(next(RECORD, { isTold: true }));
    proxy.loseNext();
    expect(await ours.write(next(RECORD))).toBe('conflict');
    expect(await ours.read(RECORD.accessKeyId)).toEqual({ kind: 'record', record: next(RECORD, { isTold: true }) });
  });

  test('lets one of many writers in', async () => {
    const ours = fresh();
    const writers = Array.from({ length: 10 }, (_, at) => at);
    const records = await Promise.all(writers.map((at) => ours.write({ ...RECORD, reenabledTimes: at })));
    expect([...records].sort()).toEqual([...Array.from({ length: 9 }, () => 'conflict'), 'written']);
    const ledgers = await Promise.all(writers.map((at) => ours.writeLedger({ version: 1, acts: [at] })));
    expect([...ledgers].sort()).toEqual([...Array.from({ length: 9 }, () => 'conflict'), 'written']);
    expect(await ours.readLedger()).toEqual({ version: 1, acts: [ledgers.indexOf('written')] });
  });

  test('keeps the ledger and where the last sweep stopped apart from the records', async () => {
    const ours = fresh();
    expect([await ours.readLedger(), await ours.readAll()]).toEqual([EMPTY_LEDGER, { records: [] }]);
    await ours.writeLedger(LEDGER);
    await ours.writeResumeAt('ci+deploy=prod,eu@example.com');
    expect([await ours.readLedger(), await ours.readAll()]).toEqual([LEDGER, { records: [], resumeAt: 'ci+deploy=prod,eu@example.com' }]);
    await ours.writeResumeAt(undefined);
    expect(await ours.readAll()).toEqual({ records: [] });
  });

  test('reads all pages of an account whose records have the longest history, and of no other', async () => {
    const [ours, others] = [fresh(), fresh()];
    const history = Array.from({ length: MAX_HISTORY }, (_, at) => ({ ...RECORD.history[at % 2], because: 'because '.repeat(30) }));
    const records = Array.from({ length: 40 }, (_, at) => ({ ...nth(at), history: history as KeyRecord['history'] }));
    await others.write(RECORD);
    for (const record of records) expect(await ours.write(record)).toBe('written');
    const before = proxy.passed.length;
    expect(await ours.readAll()).toEqual({ records: records.map((record) => ({ kind: 'record', record })) });
    // A page ends at 1 MB.
    expect(proxy.passed.slice(before).length).toBeGreaterThan(1);
    expect(new Set(proxy.passed.slice(before))).toEqual(new Set(['Query']));
  });

  test('says of an item that it did not write that it cannot be understood', async () => {
    await dynamo.send(
      new PutItemCommand({
        TableName: table.TableName,
        Item: { accountId: { S: ACCOUNT }, accessKeyId: { S: RECORD.accessKeyId }, userName: { S: 'eve' } },
      }),
    );
    expect(await memory(dynamo, table.TableName, ACCOUNT).readAll()).toEqual({
      records: [
        { kind: 'unreadable', accessKeyId: RECORD.accessKeyId, userName: 'eve', because: 'its record has a strange schemaVersion' },
      ],
    });
  });
});
