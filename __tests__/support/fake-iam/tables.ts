import { Refusal } from './answer';
import { textIn, type Asked } from './asked';

/** An item as DynamoDB spells it: each value under the name of its type. */
export type TableItem = Readonly<Record<string, object>>;

/** The tables, by name. A table that is not here does not exist. */
export type Tables = Readonly<Record<string, readonly TableItem[]>>;

const PARTITION_KEY = 'accountId';
const SORT_KEY = 'accessKeyId';
/** What a query may ask here; what else DynamoDB knows must not be taken for an answer to it. */
const KNOWN = [
  ...['TableName', 'KeyConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  ...['ExclusiveStartKey', 'Limit', 'ConsistentRead', 'Key'],
];

/** What DynamoDB answers to the actions that read, for tables with the keys of ours. */
export interface TableActions {
  Query(input: Asked['input']): object;
  GetItem(input: Asked['input']): object;
}

/**
 * Makes the answers. What is said of a table that is not there is what moto says too.
 *
 * @param pageSize - items that a query gives at a time at most; DynamoDB counts bytes, 1 MB, which would take thousands. A page of that
 * size tells where the next one begins, though that one may be empty.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html (read 2026-11)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html (read 2026-11)
 */
export function tableActions(tables: Tables, pageSize: number): TableActions {
  const itemsOf = (input: Asked['input']): readonly TableItem[] => {
    const items = tables[textIn(input, 'TableName') ?? ''];
    if (items === undefined) throw new Refusal(400, 'ResourceNotFoundException', 'Requested resource not found');
    return items;
  };
  return {
    Query(input) {
      const partition = partitionIn(input);
      const start = input['ExclusiveStartKey'] as TableItem | undefined;
      const rest = itemsOf(input)
        .filter((item) => valueOf(item, PARTITION_KEY) === partition && (start === undefined || sortKeyOf(item) > sortKeyOf(start)))
        .sort((one, other) => (sortKeyOf(one) < sortKeyOf(other) ? -1 : 1));
      const { Limit = pageSize } = input as { readonly Limit?: number };
      const size = Math.min(Limit, pageSize);
      const page = rest.slice(0, size);
      const last = page.at(-1);
      // DynamoDB stops at the size, and has not looked whether anything comes after.
      const isStopped = page.length === size && last !== undefined;
      const counts = { Count: page.length, ScannedCount: page.length };
      return { Items: page, ...counts, ...(isStopped && { LastEvaluatedKey: keyOf(last) }) };
    },
    GetItem(input) {
      refuseUnknown(input);
      const wanted = input['Key'] as TableItem;
      const item = itemsOf(input).find((one) => same(one, wanted, PARTITION_KEY) && same(one, wanted, SORT_KEY));
      return item === undefined ? {} : { Item: item };
    },
  };
}

/** The one condition that is known: that the partition key equals a value. */
function partitionIn(input: Asked['input']): string | undefined {
  refuseUnknown(input);
  const [, name = '', value = ''] = /^\s*(#?\w+)\s*=\s*(:\w+)\s*$/.exec(textIn(input, 'KeyConditionExpression') ?? '') ?? [];
  const names = (input['ExpressionAttributeNames'] ?? {}) as Readonly<Record<string, string>>;
  if ((names[name] ?? name) !== PARTITION_KEY) throw unknown(`the condition ${String(input['KeyConditionExpression'])}`);
  return valueOf((input['ExpressionAttributeValues'] ?? {}) as TableItem, value);
}

function refuseUnknown(input: Asked['input']): void {
  const other = Object.keys(input).find((name) => !KNOWN.includes(name));
  if (other !== undefined) throw unknown(`the parameter ${other}`);
}

const unknown = (what: string): Refusal => new Refusal(400, 'ValidationException', `the fake does not know ${what}`);

const keyOf = (item: TableItem): TableItem => Object.fromEntries([PARTITION_KEY, SORT_KEY].map((name) => [name, item[name] ?? {}]));

const same = (one: TableItem, other: TableItem, name: string): boolean => valueOf(one, name) === valueOf(other, name);

/** Both keys are texts. */
const valueOf = (item: TableItem, name: string): string | undefined => (item[name] as { readonly S?: string } | undefined)?.S;

const sortKeyOf = (item: TableItem): string => valueOf(item, SORT_KEY) ?? '';
