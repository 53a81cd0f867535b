import { ResourceNotFoundException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EMPTY_LEDGER, type ActLedger } from '../domain/act-ledger';
import { AccessError, reasonOf } from '../domain/errors';
import type { RecordReading } from '../domain/record-item';
import { memory } from './memory';

/** What is remembered, or why that is not known. */
type Reading = { readonly because: string; readonly table: { readonly name: string; readonly region: string } } & (
  { readonly kind: 'read'; readonly memories: Memories } | { readonly kind: 'absent' | 'not-found' | 'denied' | 'unreadable' }
);

interface Memories {
  readonly records: readonly Exclude<RecordReading, { readonly kind: 'none' }>[];
  readonly resumeAt?: string;
}

/** Where the table of records is. */
export interface TablePlace {
  readonly tableName: string;
  readonly region: string;
  readonly accountId: string;
  /** Whether the settings say that it is in that region, or it is only a guess. */
  readonly isCertain: boolean;
}

/** Reads what a function remembers, if there is one: the table may not be there, or not be ours to read. */
export function recordsReader(
  dynamo: DynamoDBClient,
  { tableName, region, accountId, isCertain }: TablePlace,
): { read(): Promise<Reading>; readLedger(): Promise<ActLedger> } {
  const where = `table ${tableName} in ${region}`;
  const table = { name: tableName, region };
  const remembered = memory(dynamo, tableName, accountId);
  return {
    async read() {
      try {
        const memories = await remembered.readAll();
        return { kind: 'read', because: `${String(memories.records.length)} in the ${where}`, table, memories };
      } catch (error) {
        if (isAbsent(error) && !isCertain) {
          const because = `not known, as there is no ${where}, the region of the environment: name the home region with --home-region`;
          return { kind: 'not-found', because, table };
        }
        if (isAbsent(error))
          return { kind: 'absent', because: `none, as there is no ${where}: no function remembers anything there`, table };
        const kind = error instanceof AccessError ? 'denied' : 'unreadable';
        const because = `not read from the ${where}, so steps are those of a function that remembers nothing: ${reasonOf(error)}`;
        return { kind, because, table };
      }
    },
    async readLedger() {
      try {
        return await remembered.readLedger();
      } catch (error) {
        if (isAbsent(error)) return EMPTY_LEDGER;
        throw error;
      }
    },
  };
}

const isAbsent = (error: unknown): boolean => error instanceof Error && error.cause instanceof ResourceNotFoundException;
