import { json, jsonError, type Answer, type Asked, type FakeAws, type Fault } from './fake-aws-http';

type Raw = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A table that a fake of AWS keeps: what our requests rely on, and no more. */
export interface FakeTable {
  readonly items: Map<string, Raw>;
  /** Loses the answers to this many writes, after they were made. */
  loseAnswers(count: number): void;
}

/** The two conditions that we send. */
function holds({ ConditionExpression, ExpressionAttributeValues }: Asked['input'], stored: Raw | undefined): boolean {
  switch (ConditionExpression) {
    case undefined:
      return true;
    case 'attribute_not_exists(#key)':
      return stored === undefined;
    case '#version = :before':
      return stored?.['version']?.['N'] === (ExpressionAttributeValues as Raw)[':before']?.['N'];
    default:
      throw new Error(`the fake does not know ${JSON.stringify(ConditionExpression)}`);
  }
}

const sortKey = (key: unknown): string => (key as Raw)['accessKeyId']?.['S'] as string;

/** Makes a fake of AWS keep a table. A query gives `pageSize` items at a time. */
export function fakeTable(aws: FakeAws, { pageSize = 2, showsOld = true } = {}): FakeTable {
  const items = new Map<string, Raw>();
  let lost = 0;
  aws.on('GetItem', ({ input }) => json({ Item: items.get(sortKey(input['Key'])) }));
  aws.on('PutItem', ({ input }): Answer | Fault => {
    const item = input['Item'] as Raw;
    const stored = items.get(sortKey(item));
    if (!holds(input, stored)) {
      const seen = input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' && showsOld;
      return jsonError(400, 'ConditionalCheckFailedException', seen ? { Item: stored } : {});
    }
    // Nobody promises an order of the names.
    items.set(sortKey(item), Object.fromEntries(Object.entries(item).reverse()));
    lost -= 1;
    return lost >= 0 ? 'reset' : json({});
  });
  aws.on('Query', ({ input }) => {
    const all = [...items.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    const start =
      input['ExclusiveStartKey'] === undefined ? 0 : all.findIndex((item) => sortKey(item) === sortKey(input['ExclusiveStartKey'])) + 1;
    const page = all.slice(start, start + pageSize);
    const last = page.at(-1);
    const more = start + pageSize < all.length && last !== undefined;
    const { accountId, accessKeyId } = last ?? {};
    return json({ Items: page, Count: page.length, ...(more && { LastEvaluatedKey: { accountId, accessKeyId } }) });
  });
  return {
    items,
    loseAnswers: (count) => {
      lost = count;
    },
  };
}
