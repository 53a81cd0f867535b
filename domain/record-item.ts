import type { KeyStatus } from './access-key';
import { instantOf, isoOf, type Instant } from './instant';
import { CLOSED_STATES, OPEN_STATES, type Grounds, type HistoryEntry, type KeyRecord, type KeyState, type Notice } from './key-record';

/** A record as plain data: what the table holds, with instants as people read them. */
export type RecordItem = Readonly<Record<string, unknown>>;

/** A record that was looked for: found, absent, or there and not to be understood. */
export type RecordReading =
  | { readonly kind: 'record'; readonly record: KeyRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly accessKeyId: string; readonly userName: string; readonly because: string };

/** How items are laid out. A reader that meets another number understands nothing of it. */
export const RECORD_SCHEMA_VERSION = 1;

/** Writes a record as plain data. */
export function itemOf(record: KeyRecord): RecordItem {
  return { schemaVersion: RECORD_SCHEMA_VERSION, ...(withTexts(record) as object) };
}

/** Instants end in `At`, so that a name tells how a value is written; `at` itself is one too. */
const isInstantName = (name: string): boolean => name === 'at' || name.endsWith('At');

function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, isInstantName(name) && typeof item === 'number' ? isoOf(item) : withTexts(item)]),
  );
}

/** Reads an item of the table. Whatever is missing or strange makes it unreadable: a half-understood record could delete a key. */
export function recordOf(item: RecordItem): RecordReading {
  const accessKeyId = typeof item['accessKeyId'] === 'string' ? item['accessKeyId'] : 'unknown';
  const userName = typeof item['userName'] === 'string' ? item['userName'] : 'unknown';
  try {
    return { kind: 'record', record: parsed(item) };
  } catch (error) {
    if (!(error instanceof Strange)) throw error;
    return { kind: 'unreadable', accessKeyId, userName, because: `its record has a strange ${error.message}` };
  }
}

/** Names what is strange about an item. */
class Strange extends Error {}

function parsed(item: RecordItem): KeyRecord {
  if (item['schemaVersion'] !== RECORD_SCHEMA_VERSION) throw new Strange('schemaVersion');
  const { isTold, history } = item;
  if (typeof isTold !== 'boolean') throw new Strange('isTold');
  if (!Array.isArray(history)) throw new Strange('history');
  const record: KeyRecord = {
    accessKeyId: text(item, 'accessKeyId'),
    userName: text(item, 'userName'),
    version: count(item, 'version'),
    state: stateIn(item),
    stateAt: instant(item, 'stateAt'),
    isTold,
    ...(item['notice'] !== undefined && { notice: noticeIn(item, 'notice') }),
    ...(item['deactivatingAt'] !== undefined && { deactivatingAt: instant(item, 'deactivatingAt') }),
    ...(item['deactivatedAt'] !== undefined && { deactivatedAt: instant(item, 'deactivatedAt') }),
    ...(item['deletionNotice'] !== undefined && { deletionNotice: noticeIn(item, 'deletionNotice') }),
    ...(item['reenabledAt'] !== undefined && { reenabledAt: instant(item, 'reenabledAt') }),
    reenabledTimes: count(item, 'reenabledTimes'),
    history: history.map(entryOf),
  };
  return consistent(record);
}

/** What a state needs to be acted on must be there. */
function consistent(record: KeyRecord): KeyRecord {
  const { state, notice, deactivatedAt } = record;
  if ((state === 'announced' || state === 'deactivating') && notice === undefined) throw new Strange('notice');
  if ((state === 'deactivated' || state === 'deleting') && deactivatedAt === undefined) throw new Strange('deactivatedAt');
  return record;
}

function text(item: RecordItem, name: string): string {
  const value = item[name];
  if (typeof value !== 'string' || value === '') throw new Strange(name);
  return value;
}

function count(item: RecordItem, name: string): number {
  const value = item[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Strange(name);
  return value;
}

function instant(item: RecordItem, name: string): Instant {
  const value = instantOf(item[name]);
  if (value === undefined) throw new Strange(name);
  return value;
}

function stateIn(item: RecordItem): KeyState {
  const state = [...OPEN_STATES, ...CLOSED_STATES].find((known) => known === item['state']);
  if (state === undefined) throw new Strange('state');
  return state;
}

function noticeIn(item: RecordItem, name: string): Notice {
  const value = objectIn(item, name);
  return { announcedAt: instant(value, 'announcedAt'), dueAt: instant(value, 'dueAt'), toldAt: instant(value, 'toldAt') };
}

function objectIn(item: RecordItem, name: string): RecordItem {
  const value = item[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Strange(name);
  return value as RecordItem;
}

/** The history is for people: nothing is decided on it, so only what we wrote is given back. */
function entryOf(value: unknown): HistoryEntry {
  const item = objectIn({ history: value }, 'history');
  const facts = item['facts'] === undefined ? undefined : objectIn(item, 'facts');
  return {
    state: stateIn(item),
    at: instant(item, 'at'),
    because: text(item, 'because'),
    ...(facts && { facts: factsOf(facts) }),
    policy: objectIn(item, 'policy') as unknown as Grounds['policy'],
  };
}

function factsOf(item: RecordItem): NonNullable<Grounds['facts']> {
  return {
    status: text(item, 'status') as KeyStatus,
    createdAt: instant(item, 'createdAt'),
    lastUsedAt: item['lastUsedAt'] === 'never' ? 'never' : instant(item, 'lastUsedAt'),
  };
}
