import type { AccountKey } from '../domain/account';
import { reportingAlone } from '../domain/foresee';
import { foresight, type Foresight, type ForesightSide } from '../domain/foresight';
import { namesFor } from '../domain/names';
import type { Inventory, InventoryKey, ScanPolicy } from './inventory';
import { isKnown } from './key-of';

/** Another policy, and what it would mean for the keys of an account. */
export interface Against {
  readonly policy: ScanPolicy;
  readonly foresight: Foresight;
}

/** Foretells what another policy would mean for the keys that were seen, shown or not, as a review of the change does. */
export function against(inventory: Omit<Inventory, 'against'>, other: ScanPolicy): Against {
  const { generatedAt, policy, records, keys } = inventory;
  const isRemembered = isKnown(records.kind);
  const account = { at: generatedAt, keys: keys.map((key) => accountKey(key, isRemembered)) };
  const asRead = isRemembered ? 'as-read' : 'unknown';
  const [before, after] = [sideOf(policy, asRead), sideOf(other, hasSameTable(inventory, other) ? asRead : 'empty')];
  return { policy: other, foresight: foresight(account, before, after) };
}

function sideOf({ sweep, isRemediating, sweepHourUtc }: ScanPolicy, memory: 'as-read' | 'unknown' | 'empty'): ForesightSide {
  if (!isRemediating) return { kind: 'policy', policy: reportingAlone(sweep.maxCredentialUsageAgeDays), memory: 'empty' };
  return { kind: 'policy', policy: { sweep, isRemediating, sweepHourUtc }, memory };
}

/** A table is made with the function; under another name or at another home it is another. Settings without a region are of any. */
function hasSameTable({ policy, records }: Pick<Inventory, 'policy' | 'records'>, other: ScanPolicy): boolean {
  if (!policy.isRemediating) return false;
  const nameOf = ({ namePrefix }: ScanPolicy): string => namesFor(namePrefix).keysTable;
  const home = policy.homeRegion ?? records.table?.region;
  return nameOf(policy) === nameOf(other) && (home ?? other.homeRegion) === (other.homeRegion ?? home);
}

/** Whoever is remembered was read: of the others it is known that nothing is. What is missing of who was read could not be understood. */
function accountKey(key: InventoryKey, isRemembered: boolean): AccountKey {
  const { userName, userArn, userTags, accessKeyId, slot, record, verified } = key;
  return {
    ...{ userName, path: /:user(\/(?:.*\/)?)/.exec(userArn)?.[1] ?? '/', userTags, accessKeyId, slot, facts: factsOf(key) },
    record: record ?? (!isRemembered ? null : verified ? 'strange' : 'none'),
  };
}

/** The report alone is the word of those only that it shows in use. */
function factsOf({ accessKeyId, status, createdAt, lastUsedAt, verified, verdict, reason }: InventoryKey): AccountKey['facts'] {
  const isRead = verified || (accessKeyId === null && verdict !== 'undecided');
  if (!isRead || status === null || createdAt === null || lastUsedAt === null) return { unknown: reason };
  return { accessKeyId: accessKeyId ?? '', status, createdAt, lastUsedAt };
}
