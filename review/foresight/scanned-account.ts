import type { AccessKey, KeyStatus } from '../../domain/access-key';
import type { Account, AccountKey } from '../../domain/account';
import { complaint, InputError } from '../../domain/errors';
import { instantOf } from '../../domain/instant';
import { recordOf, type RecordItem } from '../../domain/record-item';
import { valueAt } from '../../domain/value-path';
import { checkInventory, type InventoryError } from '../generated/check-inventory';

/** An account as a scan found it: the facts of its inventory, none of its verdicts. */
export interface ScannedAccount extends Account {
  readonly accountId: string;
  readonly isComplete: boolean;
  /** How many users or keys could not be read. */
  readonly unreadable: number;
  /** What of the account is in the inventory, where it is not all. */
  readonly filter: { readonly userName: string | null; readonly verdict: string | null };
  /** The table whose records were read, or that is not there; null when it is not known what the function remembers. */
  readonly table: { readonly name: string; readonly region: string } | null;
}

/** The members of an inventory that facts are taken from; its schema holds. */
interface InventoryJson {
  readonly accountId: string;
  readonly generatedAt: string;
  readonly complete: boolean;
  readonly records: { readonly state: string; readonly table: { readonly name: string; readonly region: string } | null };
  readonly filter: { readonly userName: string | null; readonly verdict: string | null };
  readonly keys: readonly KeyJson[];
  readonly unreadable: readonly { readonly userName: string | null; readonly accessKeyId: string | null; readonly because: string }[];
}

interface KeyJson {
  readonly userName: string;
  readonly userArn: string;
  readonly accessKeyId: string | null;
  readonly slot: 1 | 2 | null;
  readonly verified: boolean;
  readonly status: KeyStatus | null;
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
  readonly record: RecordItem | null;
  readonly userTags: Readonly<Record<string, string>> | null;
}

/**
 * Reads an inventory as `scan --format json` writes it.
 *
 * @throws InputError when the text is not JSON, or not such an inventory.
 */
export function scannedAccount(text: string, file: string): ScannedAccount {
  const inventory = parsed(text, file);
  const at = instantOf(inventory.generatedAt);
  if (at === undefined) throw refused(inventory.generatedAt, `${file}, at generatedAt`);
  refuseContradictions(inventory, file);
  const unread = whatWasUnread(inventory);
  const isRemembered = ['read', 'absent'].includes(inventory.records.state);
  return {
    at,
    accountId: inventory.accountId,
    isComplete: inventory.complete,
    unreadable: inventory.unreadable.length,
    filter: inventory.filter,
    table: isRemembered ? inventory.records.table : null,
    keys: inventory.keys.map((key) => keyIn(key, unread(key), isRemembered)),
  };
}

function parsed(text: string, file: string): InventoryJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(text.slice(0, SHOWN), file);
  }
  if (checkInventory(value)) return value as InventoryJson;
  const [error] = checkInventory.errors ?? [];
  throw error === undefined ? refused(value, file) : wrongAt(error, value, file);
}

/** Shows what stands where something else must, or that nothing does. */
function wrongAt({ instancePath, keyword, params }: InventoryError, value: unknown, file: string): InputError {
  const path = instancePath.split('/').slice(1);
  // The names that it has say what else it is.
  if (path.length === 0 && typeof value === 'object' && value !== null) return refused(Object.keys(value), file);
  const missing = keyword === 'required' ? params['missingProperty'] : undefined;
  const names = typeof missing === 'string' ? [...path, missing] : path;
  return refused(valueAt(value, names), names.length === 0 ? file : `${file}, at ${names.join('.')}`);
}

/** The first characters of what is no JSON. */
const SHOWN = 40;

function refused(got: unknown, at: string): InputError {
  return new InputError(complaint({ name: '--inventory', accepted: 'what iam-unused-credentials scan --format json writes', got, at }));
}

/** What was joined by hand, or mangled, is not taken for an account. */
function refuseContradictions({ accountId, keys }: InventoryJson, file: string): void {
  const seen = new Set<string>();
  keys.forEach(({ accessKeyId, userName, userArn, slot }, at) => {
    const place = `${file}, at keys.${String(at)}`;
    const account = /^arn:[^:]*:iam::([0-9]+):/.exec(userArn)?.[1];
    if (account !== undefined && account !== accountId) throw refused(userArn, `${place}.userArn`);
    const which = accessKeyId ?? slot;
    const key = `${userName.toLowerCase()} ${String(which)}`;
    if (which !== null && seen.has(key)) throw refused(`${String(which)} of ${userName} twice`, place);
    seen.add(key);
  });
}

/** Why a key, or all of its user, was not read, as far as that is told. */
function whatWasUnread({ unreadable }: InventoryJson): (key: KeyJson) => string | undefined {
  const ofKey = new Map(unreadable.flatMap(({ accessKeyId, because }) => (accessKeyId === null ? [] : [[accessKeyId, because]])));
  const ofUser = new Map(
    unreadable.flatMap(({ userName, accessKeyId, because }) => (userName === null || accessKeyId !== null ? [] : [[userName, because]])),
  );
  return ({ userName, accessKeyId }) => (accessKeyId === null ? undefined : ofKey.get(accessKeyId)) ?? ofUser.get(userName);
}

function keyIn(key: KeyJson, because: string | undefined, isRemembered: boolean): AccountKey {
  const { userName, userArn, accessKeyId, slot, userTags } = key;
  const path = /:user(\/(?:.*\/)?)/.exec(userArn)?.[1] ?? '/';
  return { userName, path, userTags, accessKeyId, slot, facts: factsIn(key, because), record: recordIn(key, isRemembered) };
}

/** Whoever is remembered is read by a scan: of the others it is known that nothing is. What is missing of who was read could not be understood. */
function recordIn({ record, verified, accessKeyId }: KeyJson, isRemembered: boolean): AccountKey['record'] {
  if (record === null) return !isRemembered ? null : verified ? 'strange' : 'none';
  if (record['state'] === 'none') return 'none';
  const reading = recordOf(record);
  return reading.kind === 'record' && reading.record.accessKeyId === accessKeyId ? reading.record : 'strange';
}

/** What is null was never used, or not read: the report, which gives no ids, tells of every key whether it was. */
function factsIn({ accessKeyId, verified, status, createdAt, lastUsedAt }: KeyJson, because: string | undefined): AccountKey['facts'] {
  const created = instantOf(createdAt);
  const used = lastUsedAt === null ? 'never' : instantOf(lastUsedAt);
  const isUseKnown = verified || accessKeyId === null || lastUsedAt !== null;
  if (status === null || created === undefined || used === undefined || !isUseKnown) return { unknown: because ?? 'it could not be read' };
  const facts: AccessKey = { accessKeyId: accessKeyId ?? '', status, createdAt: created, lastUsedAt: used };
  // The function would not act on the word of the report either.
  return because !== undefined && !verified ? { unknown: because } : facts;
}
