import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/** An item as DynamoDB spells it. */
export type RawItem = Readonly<Record<string, AttributeValue>>;

/** The items of one account in our table. Reads are consistent. */
export interface Table {
  get(sortKey: string): Promise<RawItem | undefined>;
  all(): Promise<readonly RawItem[]>;
  /** Writes an item whatever is there. */
  put(sortKey: string, item: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes an item that carries its `version`, if the stored one has the version before it; version 1 if there is none. */
  putNext(sortKey: string, item: Versioned): Promise<'written' | 'conflict'>;
}

/** An item that counts its writes, from 1. */
export type Versioned = Readonly<Record<string, unknown>> & { readonly version: number };

/** The names of the two keys of the table. */
const PARTITION_KEY = 'accountId';
const SORT_KEY = 'accessKeyId';

/** Reads and writes the items of one account. */
export function table(dynamo: DynamoDBClient, tableName: string, accountId: string): Table {
  const keyOf = (sortKey: string): Record<string, AttributeValue> => ({ [PARTITION_KEY]: { S: accountId }, [SORT_KEY]: { S: sortKey } });
  const get = async (sortKey: string): Promise<RawItem | undefined> => {
    const command = new GetItemCommand({ TableName: tableName, Key: keyOf(sortKey), ConsistentRead: true });
    return (await dynamo.send(command)).Item;
  };
  const inputOf = (sortKey: string, item: Readonly<Record<string, unknown>>): PutItemCommandInput & { Item: RawItem } => ({
    TableName: tableName,
    Item: { ...(marshall(item, { removeUndefinedValues: true }) as RawItem), ...keyOf(sortKey) },
  });
  return {
    get,
    all: () => queryAll(dynamo, tableName, accountId),
    async put(sortKey, item) {
      await dynamo.send(new PutItemCommand(inputOf(sortKey, item)));
    },
    async putNext(sortKey, item) {
      const input = inputOf(sortKey, item);
      try {
        await dynamo.send(new PutItemCommand({ ...input, ...conditionFor(item.version) }));
        return 'written';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Only a request that was sent again can meet what it wrote itself; else an equal item is another sweep's.
        if ((error.$metadata.attempts ?? 1) < 2) return 'conflict';
        const stored = error.Item ?? (await get(sortKey));
        return stored !== undefined && textOf(stored) === textOf(input.Item) ? 'written' : 'conflict';
      }
    },
  };
}

/** Pages through everything of an account. */
async function queryAll(dynamo: DynamoDBClient, tableName: string, accountId: string): Promise<readonly RawItem[]> {
  const items: RawItem[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: { '#account': PARTITION_KEY },
        ExpressionAttributeValues: { ':account': { S: accountId } },
        ExclusiveStartKey: after,
      }),
    );
    if (Items === undefined) throw new Error('the answer has no items, not even none');
    items.push(...Items);
    after = LastEvaluatedKey;
  } while (after !== undefined);
  return items;
}

/** The condition on what is stored, and the wish to see it when it does not hold. */
function conditionFor(version: number): Partial<PutItemCommandInput> {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
  if (version === 1) {
    const ExpressionAttributeNames = { '#key': SORT_KEY };
    return { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames, ReturnValuesOnConditionCheckFailure };
  }
  return {
    ConditionExpression: '#version = :before',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':before': { N: String(version - 1) } },
    ReturnValuesOnConditionCheckFailure,
  };
}

/** Writes a value in one way only, whatever the order of its names. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
