import { foresightJson } from '../../domain/explain-foresight';
import { isoOf, type Instant } from '../../domain/instant';
import { itemOf } from '../../domain/record-item';
import { visibleJson } from '../../domain/safe-text';
import type { Inventory, InventoryKey, ScanPolicy } from '../inventory';

/** Writes an inventory for programs, as `inventory.schema.json` describes it; nothing is cut. */
export function renderJson(inventory: Inventory): string {
  const {
    accountId,
    generatedAt,
    policy,
    isComplete,
    records,
    rootAccessKeys,
    vanishedUsers,
    filter,
    counts,
    keys,
    unreadable,
    requests,
    against,
  } = inventory;
  const document = {
    schemaVersion: 1,
    accountId,
    generatedAt: isoOf(generatedAt),
    policy: policyJson(policy),
    complete: isComplete,
    records: { state: records.kind, because: records.because, table: records.table },
    rootAccessKeys,
    vanishedUsers,
    filter,
    counts,
    keys: keys.map(keyJson),
    unreadable,
    requests,
    against: against && { policy: policyJson(against.policy), foresight: foresightJson(against.foresight) },
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

/** Names and nests the settings as a settings file does. */
function policyJson({ sweep, isRemediating, namePrefix, homeRegion }: ScanPolicy): unknown {
  const { maxCredentialUsageAgeDays, ...remediation } = sweep;
  const { warnDays } = sweep;
  return {
    maxCredentialUsageAgeDays,
    warnDays,
    homeRegion: homeRegion ?? null,
    namePrefix,
    remediation: isRemediating ? remediation : null,
  };
}

function keyJson(key: InventoryKey): unknown {
  const { record } = key;
  return {
    userName: key.userName,
    userArn: key.userArn,
    accessKeyId: key.accessKeyId,
    slot: key.slot,
    verified: key.verified,
    status: key.status,
    createdAt: isoOrNull(key.createdAt),
    lastUsedAt: key.lastUsedAt === 'never' ? null : isoOrNull(key.lastUsedAt),
    lastUsedService: key.lastUsedService,
    lastUsedRegion: key.lastUsedRegion,
    // As in the table, so that whoever reads it reads both in one way.
    record: record === null ? null : record === 'none' ? { state: 'none' } : itemOf(record),
    userTags: key.userTags,
    idleDays: key.idleDays,
    since: isoOrNull(key.sinceAt),
    verdict: key.verdict,
    step: key.step,
    stepAt: isoOrNull(key.stepAt),
    nextStep: key.nextStep,
    nextStepAt: isoOrNull(key.nextStepAt),
    reason: key.reason,
  };
}

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : isoOf(at));
