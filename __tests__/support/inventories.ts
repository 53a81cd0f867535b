import type { Verdict } from '../../domain/verdict';
import type { Inventory, InventoryKey } from '../../scan/inventory';
import { scanPolicy } from './scanned';
import { ago, ahead, NOW, recordIn } from './world/records';

/** An unused key that was read, with what is out of the ordinary about it. */
export const inventoryKey = (more: Partial<InventoryKey> = {}): InventoryKey => ({
  ...{ userName: 'alice', userArn: 'arn:aws:iam::111122223333:user/alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', slot: 1, verified: true },
  ...{ status: 'Active', createdAt: ago(400), lastUsedAt: ago(120), lastUsedService: 's3', lastUsedRegion: 'ap-southeast-2' },
  ...{ record: 'none', userTags: {}, idleDays: 120, sinceAt: ago(120), verdict: 'unused', step: 'announce', stepAt: NOW },
  ...{ nextStep: 'deactivate', nextStepAt: ahead(7), reason: 'last used 2026-07-27, 120 idle days of 45' },
  ...more,
});

const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };

const COUNTS: Readonly<Record<Verdict, number>> = { unused: 0, undecided: 0, warn: 0, exempt: 0, inactive: 0, 'in-use': 0 };

/** An inventory of some keys, complete unless said otherwise. */
export function inventoryOf(keys: readonly InventoryKey[], more: Partial<Inventory> = {}): Inventory {
  const counts = { ...COUNTS };
  for (const { verdict } of keys) counts[verdict] += 1;
  return {
    ...{ accountId: '111122223333', generatedAt: NOW, policy: scanPolicy(), isComplete: true },
    records: { kind: 'read', because: '1 in the table unused-credentials-keys in eu-west-1', table: TABLE },
    ...{ rootAccessKeys: 0, vanishedUsers: [], filter: { userName: null, verdict: null }, counts, keys, unreadable: [] },
    requests: { total: 3, throttled: 0, byAction: { 'iam:GetUser': 1, 'iam:ListAccessKeys': 2 } },
    against: null,
    ...more,
  };
}

const NEVER = { lastUsedAt: 'never', lastUsedService: null, lastUsedRegion: null } as const;
const NOTHING = { step: 'none', stepAt: null, nextStep: null, nextStepAt: null } as const;

/** A key of each kind that people meet. */
export const KEYS: readonly InventoryKey[] = [
  inventoryKey({
    ...{ userName: 'hidden', accessKeyId: null, slot: 2, verified: false, createdAt: ago(200), idleDays: null, sinceAt: null },
    ...{ record: null, userTags: null, verdict: 'undecided', ...NOTHING, step: 'undecided' },
    reason: 'the user cannot be read: not allowed to read the user hidden: AccessDenied: no (needs iam:GetUser)',
  }),
  inventoryKey({
    ...{ userName: 'unknown', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', slot: null, verified: false, status: null, createdAt: null },
    ...{ lastUsedAt: null, lastUsedService: null, lastUsedRegion: null, idleDays: null, sinceAt: null, record: null, userTags: null },
    ...{ verdict: 'undecided', ...NOTHING, step: 'undecided', reason: 'throttled for too long, Throttling: Rate exceeded' },
  }),
  inventoryKey({
    ...NEVER,
    userName: 'ci.deploy+eu=1_x@example.com',
    idleDays: 400,
    sinceAt: ago(400),
    reason: 'never used, 400 idle days of 45',
  }),
  inventoryKey({
    ...{ userName: 'announced', record: recordIn('announced', 3), step: 'wait', stepAt: null, nextStepAt: ahead(4) },
    reason: 'last used 2026-07-27, 120 idle days of 45; announced 2026-11-21',
  }),
  inventoryKey({
    ...{ userName: 'ours', status: 'Inactive', record: recordIn('deactivated', 3, { deactivatedAt: ago(3) }), verdict: 'inactive' },
    ...{ step: 'keep', stepAt: null, nextStep: 'delete', nextStepAt: ahead(11) },
    reason: 'deactivated 2026-11-21, grace of 14 days until 2026-12-05',
  }),
  inventoryKey({
    userName: 'off',
    status: 'Inactive',
    verdict: 'inactive',
    ...NOTHING,
    step: 'foreign',
    reason: 'it is inactive, and not by us',
  }),
  inventoryKey({
    ...{ userName: 'break-glass-1', userTags: { owner: 'security', 'keep-keys': 'true' }, verdict: 'exempt', ...NOTHING, step: 'spare' },
    reason: 'its name matches break-glass-*',
  }),
  inventoryKey({
    userName: 'warned',
    lastUsedAt: ago(40),
    idleDays: 40,
    sinceAt: ago(40),
    verdict: 'warn',
    reason: 'last used 2026-10-15, 40 idle days of 45',
  }),
  inventoryKey({
    ...{ userName: 'used', accessKeyId: null, verified: false, lastUsedAt: ago(3), idleDays: 3, sinceAt: ago(3), verdict: 'in-use' },
    ...{ record: null, userTags: null, step: 'none', stepAt: null, nextStep: 'announce', nextStepAt: ahead(35) },
    reason: 'last used 2026-11-21, 3 idle days of 45',
  }),
];

const EXEMPT = { userNames: ['break-glass-*'], paths: ['/safe/'], tag: 'keep-keys' };

/** Inventories as people meet them. */
export const INVENTORIES: Readonly<Record<string, Inventory>> = {
  whole: inventoryOf(KEYS.slice(2), { policy: scanPolicy({ exempt: EXEMPT }) }),
  incomplete: inventoryOf(KEYS, {
    isComplete: false,
    records: { kind: 'denied', because: 'not read from the table unused-credentials-keys in eu-west-1: not allowed', table: TABLE },
    rootAccessKeys: 1,
    vanishedUsers: ['renamed', 'deleted'],
    unreadable: [
      {
        userName: 'hidden',
        accessKeyId: null,
        because: 'the user cannot be read: not allowed to read the user hidden: AccessDenied: no (needs iam:GetUser)',
      },
      { userName: 'unknown', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', because: 'throttled for too long, Throttling: Rate exceeded' },
      { userName: null, accessKeyId: null, because: 'how many keys may still be touched today is not known: no' },
    ],
  }),
  nobody: inventoryOf([], { records: { kind: 'absent', because: 'none, as there is no table', table: TABLE } }),
  filtered: inventoryOf(KEYS.slice(2, 4), {
    policy: scanPolicy({ action: 'deactivate', maxKeysPerDay: 1 }),
    filter: { userName: null, verdict: 'unused' },
    counts: { ...COUNTS, unused: 2, 'in-use': 1_000 },
    rootAccessKeys: 2,
    vanishedUsers: ['gone'],
  }),
  'one-user': inventoryOf(KEYS.slice(-1), { policy: scanPolicy({ action: 'notify' }), filter: { userName: 'used', verdict: null } }),
  'no-remediation': inventoryOf([inventoryKey({ ...NOTHING })], {
    policy: scanPolicy({}, false),
    records: { kind: 'not-asked', because: 'none, as there is no remediation', table: null },
  }),
};
