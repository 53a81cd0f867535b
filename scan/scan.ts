import { complaint, IncompleteError, SettingError } from '../domain/errors';
import type { ReportRow } from '../domain/report-row';
import { against } from './against';
import { withinCap } from './cap';
import { INTERRUPTED, unlessInterrupted } from './interruption';
import type { Inventory, InventoryKey, RecordsState, Unreadable } from './inventory';
import { look, type Findings } from './look';
import type { Caller, RecordsReading, ScanPorts } from './ports';
import type { ScanRequest } from './request';
import { worstFirst } from './sorted';

/**
 * Looks at the access keys of an account and judges each as the function would now. The report narrows down, reading decides: a key
 * is unused only after it was read itself.
 *
 * @throws AccessError or IncompleteError when the report cannot be read, without which nobody is known to look at; SettingError when
 * there is no such user as the one that was asked for.
 */
export async function scan(ports: ScanPorts, caller: Caller, request: ScanRequest): Promise<Inventory> {
  const now = ports.clock.now();
  const { policy, userName, verdict, signal } = request;
  const ground = await unlessInterrupted(Promise.all([ports.records.read(), rowsFor(ports, userName, caller)]), signal);
  const [records, rows]: readonly [RecordsReading, readonly ReportRow[] | undefined] =
    ground === INTERRUPTED ? [{ kind: 'not-asked', because: 'the scan was interrupted', table: null }, undefined] : ground;
  const findings = ground === INTERRUPTED ? nothing(userName) : await look(ports, caller, request, { now, records, rows });
  if (findings.isUserMissing) throw noSuchUser(userName, caller);
  const capped = await withinCap(findings.keys, policy, ports.records, now, signal);
  const unreadable = [...troubleWith(records), ...findings.unreadable, ...capped.unreadable];
  const keys = worstFirst(capped.keys);
  const inventory = {
    accountId: caller.accountId,
    generatedAt: now,
    policy,
    isComplete: unreadable.length === 0 && !capped.keys.some(({ verdict }) => verdict === 'undecided'),
    records: { kind: records.kind, because: records.because, table: records.table },
    rootAccessKeys: findings.rootAccessKeys,
    vanishedUsers: findings.vanishedUsers,
    filter: { userName: userName ?? null, verdict: verdict ?? null },
    counts: countsOf(capped.keys),
    keys: keys.filter((key) => verdict === undefined || key.verdict === verdict),
    unreadable,
    requests: ports.requests(),
  };
  return { ...inventory, against: request.other === undefined ? null : against({ ...inventory, keys }, request.other) };
}

function countsOf(keys: readonly InventoryKey[]): Inventory['counts'] {
  const counts = { unused: 0, undecided: 0, warn: 0, exempt: 0, inactive: 0, 'in-use': 0 } satisfies Inventory['counts'];
  for (const { verdict } of keys) counts[verdict] += 1;
  return counts;
}

/** Of one user no report is needed. */
async function rowsFor(
  { report }: ScanPorts,
  userName: string | undefined,
  { accountId }: Caller,
): Promise<readonly ReportRow[] | undefined> {
  const rows = userName === undefined ? await report.read() : undefined;
  const foreign = rows?.find(({ arn = '' }) => /^arn:[^:]*:iam::([0-9]*):/.exec(arn)?.[1] !== accountId);
  if (foreign === undefined) return rows;
  throw new IncompleteError(
    `the credential report cannot be used: it is not of account ${accountId}, but has ${foreign['arn'] ?? 'no ARN'}`,
  );
}

function nothing(userName: string | undefined): Findings {
  const because = 'the scan was interrupted before anything was read';
  const unreadable = [{ userName: userName ?? null, accessKeyId: null, because }];
  return { keys: [], unreadable, rootAccessKeys: null, vanishedUsers: [], isUserMissing: false };
}

/** Not to be allowed to read what is remembered is said, and is no failure; all else may be better the next time. */
function troubleWith({ kind, because }: RecordsState): readonly Unreadable[] {
  return kind === 'unreadable' ? [{ userName: null, accessKeyId: null, because }] : [];
}

function noSuchUser(userName: string | undefined, { accountId }: Caller): SettingError {
  return new SettingError(
    complaint({ name: 'the user', accepted: 'an IAM user of the account', got: userName, at: `account ${accountId}` }),
  );
}
