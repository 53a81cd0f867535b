import { marshall } from '@aws-sdk/util-dynamodb';
import { meter } from '../../aws/meter';
import { recordsReader } from '../../aws/records';
import { EMPTY_LEDGER, ledgerItemOf } from '../../domain/act-ledger';
import { AccessError, IncompleteError } from '../../domain/errors';
import type { KeyRecord } from '../../domain/key-record';
import { itemOf } from '../../domain/record-item';
import { LEDGER, RECORD } from '../support/adapter-values';
import type { FakeIam, FakeIamOptions } from '../support/fake-iam/fake-iam';
import { useFakeIam } from '../support/fake-iam/faked';
import { withoutWaits } from '../support/scan-waits';
import { FakeAccount } from '../support/world/account';

const faked = useFakeIam();
beforeEach(withoutWaits);

const ACCOUNT = '111122223333';
const TABLE = 'unused-credentials-keys';
const nth = (at: number): KeyRecord => ({ ...RECORD, accessKeyId: `AKIA${String(at).padStart(16, '0')}` });

type Items = NonNullable<FakeIamOptions['items']>[string];
const stored = (item: object, accountId = ACCOUNT): Items[number] => marshall({ accountId, ...item }, { removeUndefinedValues: true });
const recorded = (record: KeyRecord, accountId?: string): Items[number] => stored(itemOf(record), accountId);
const LEDGER_ITEM = stored({ accessKeyId: '#acts', ...ledgerItemOf(LEDGER) });

interface Opened {
  readonly fake: FakeIam;
  readonly records: ReturnType<typeof recordsReader>;
}

/** Opens the table, of which there is none without items. */
async function opened(items: Items | undefined, more: Partial<FakeIamOptions> = {}): Promise<Opened> {
  const { fake, dynamo } = await faked(new FakeAccount(), { items: items === undefined ? {} : { [TABLE]: items }, ...more }, 2);
  const place = { tableName: TABLE, region: 'eu-west-1', accountId: ACCOUNT, isCertain: true };
  return { fake, records: recordsReader(meter().watch(dynamo), place) };
}

const DENIED =
  `AccessDeniedException: User: arn:aws:iam::${ACCOUNT}:user/somebody is not authorized to perform: dynamodb:ACTION on resource: ` +
  `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${TABLE} because no identity-based policy allows the dynamodb:ACTION action (needs dynamodb:ACTION)`;
const denied = (action: string): string => DENIED.replaceAll('ACTION', action);

const ASKED = { name: TABLE, region: 'eu-west-1' };

describe('what is remembered', () => {
  test('is read with all pages, of one account only, without the ledger', async () => {
    const all = [1, 2, 3, 4, 5].map(nth);
    const others = recorded(nth(6), '444455556666');
    const resume = stored({ accessKeyId: '#sweep', resumeAt: 'bob' });
    const { records, fake } = await opened([...all.map((record) => recorded(record)), others, resume, LEDGER_ITEM], { tablePageSize: 2 });
    expect(await records.read()).toEqual({
      kind: 'read',
      because: '5 in the table unused-credentials-keys in eu-west-1',
      table: ASKED,
      memories: { records: all.map((record) => ({ kind: 'record', record })), resumeAt: 'bob' },
    });
    expect(fake.counts()).toEqual({ Query: 4 });
  });

  test('is nothing in an empty table', async () => {
    const { records } = await opened([]);
    expect(await records.read()).toEqual({
      kind: 'read',
      because: '0 in the table unused-credentials-keys in eu-west-1',
      table: ASKED,
      memories: { records: [] },
    });
  });

  test('stays in the list when a record cannot be understood', async () => {
    const { records } = await opened([stored({ ...itemOf(RECORD), state: 'asleep' })]);
    const { accessKeyId, userName } = RECORD;
    expect(await records.read()).toEqual({
      kind: 'read',
      because: '1 in the table unused-credentials-keys in eu-west-1',
      table: ASKED,
      memories: { records: [{ kind: 'unreadable', accessKeyId, userName, because: 'its record has a strange state' }] },
    });
  });

  test('is nothing where there is no table, which is told', async () => {
    const { records } = await opened(undefined);
    expect(await records.read()).toEqual({
      kind: 'absent',
      because: 'none, as there is no table unused-credentials-keys in eu-west-1: no function remembers anything there',
      table: ASKED,
    });
  });

  test('is not known without the permission, which is named', async () => {
    const { records, fake } = await opened([recorded(RECORD)], { denied: (action) => action === 'Query' });
    expect(await records.read()).toEqual({
      kind: 'denied',
      table: ASKED,
      because:
        'not read from the table unused-credentials-keys in eu-west-1, so steps are those of a function that remembers nothing: ' +
        `not allowed to read the records: ${denied('Query')}`,
    });
    expect(fake.counts()).toEqual({ Query: 1 });
  });

  test('is not known when too much is asked for too long', async () => {
    const { records, fake } = await opened([recorded(RECORD)], { throttle: () => true });
    expect(await records.read()).toEqual({
      kind: 'unreadable',
      table: ASKED,
      because:
        'not read from the table unused-credentials-keys in eu-west-1, so steps are those of a function that remembers nothing: ' +
        'could not read the records: throttled for too long, ThrottlingException: Rate exceeded',
    });
    expect(fake.counts()).toEqual({ Query: 2 });
  });

  test('is read all the same when AWS wants it asked again', async () => {
    const { records, fake } = await opened([recorded(RECORD)], { throttle: (_, count) => count === 1 });
    expect(await records.read()).toMatchObject({ kind: 'read', memories: { records: [{ kind: 'record', record: RECORD }] } });
    expect(fake.counts()).toEqual({ Query: 2 });
  });
});

describe('the ledger of acts', () => {
  const failureOf = async ({ records }: Opened): Promise<unknown> => records.readLedger().catch((error: unknown) => error);

  test('is read as it was written', async () => {
    const { records } = await opened([LEDGER_ITEM]);
    expect(await records.readLedger()).toEqual(LEDGER);
  });

  test.each([
    ['an empty table', []],
    ['no table', undefined],
  ])('is empty in %s', async (_, items) => {
    const { records } = await opened(items);
    expect(await records.readLedger()).toEqual(EMPTY_LEDGER);
  });

  test('is not taken for empty when it may not be read', async () => {
    const failure = await failureOf(await opened([LEDGER_ITEM], { denied: (action) => action === 'GetItem' }));
    expect(failure).toBeInstanceOf(AccessError);
    expect((failure as Error).message).toBe(`not allowed to read the ledger of acts: ${denied('GetItem')}`);
  });

  test('is not taken for empty when too much is asked for too long', async () => {
    const failure = await failureOf(await opened([LEDGER_ITEM], { throttle: () => true }));
    expect(failure).toBeInstanceOf(IncompleteError);
    expect((failure as Error).message).toBe(
      'could not read the ledger of acts: throttled for too long, ThrottlingException: Rate exceeded',
    );
  });

  test('is not taken for empty when it cannot be understood', async () => {
    const failure = await failureOf(await opened([stored({ accessKeyId: '#acts', version: 1, acts: 'many' })]));
    expect(failure).toBeInstanceOf(IncompleteError);
    expect((failure as Error).message).toBe('the ledger of acts cannot be understood, so that nothing is done on it');
  });
});
