import { setTimeout as wait } from 'node:timers/promises';
import { readCaller } from '../aws/caller';
import { meter, type Meter } from '../aws/meter';
import { profilesHere, readingClients, type ReadingClients } from '../aws/reading-clients';
import { recordsReader } from '../aws/records';
import { reportReader } from '../aws/report-reader';
import { userReader } from '../aws/user-reader';
import { complaint, IncompleteError, SettingError } from '../domain/errors';
import { nearest } from '../domain/nearest';
import { EMPTY_LEDGER } from '../domain/act-ledger';
import { MINUTE_MS } from '../domain/instant';
import { namesFor } from '../domain/names';
import type { Verdict } from '../domain/verdict';
import { exitCodeOf } from '../scan/exit-code';
import { INTERRUPTED, unlessInterrupted } from '../scan/interruption';
import type { Inventory, Requests, ScanPolicy } from '../scan/inventory';
import { neededPolicy } from '../scan/needed-policy';
import type { Caller, RecordsReading, ScanPorts } from '../scan/ports';
import { renderCsv } from '../scan/render/csv';
import { renderJson } from '../scan/render/json';
import { renderMarkdown } from '../scan/render/markdown';
import { troublesOf } from '../scan/render/summary';
import { renderTable } from '../scan/render/table';
import { scan } from '../scan/scan';
import type { Io } from './io';
import { progressOn } from './progress';
import { scanPolicyOf } from './scan-settings';
import type { SettingsInput } from './settings-input';
import { checkOutput, writeOutput } from './write-output';

/** What a person asked of a scan. */
export interface ScanCall extends SettingsInput {
  readonly profile: string | undefined;
  readonly userName: string | undefined;
  readonly verdict: Verdict | undefined;
  readonly format: 'table' | 'json' | 'csv' | 'markdown';
  readonly out: string | undefined;
  readonly verifiesAll: boolean;
  /** Settings of another policy, to say what it would mean; undefined for none. */
  readonly against: SettingsInput | undefined;
}

/** How long IAM is given to make a report. Who does not want to wait interrupts. */
const REPORT_BUDGET_MS = 5 * MINUTE_MS;

/** Prints the IAM policy that a scan needs under these settings. */
export function printPolicy(call: ScanCall, io: Io): number {
  give(`${JSON.stringify(neededPolicy(scanPolicyOf(call)), null, 2)}\n`, call, io);
  return 0;
}

/**
 * Scans the account whose credentials are found, and gives the exit code.
 *
 * @throws IncompleteError when the credentials do not work, and what `scan` throws.
 */
export async function scanAccount(call: ScanCall, io: Io): Promise<number> {
  const policy = scanPolicyOf(call);
  const other = call.against && scanPolicyOf(call.against);
  if (call.out !== undefined) checkOutput(call.out, io);
  if (call.profile !== undefined) await chooseProfile(call.profile, io);
  const signal = io.interruption();
  const counted = meter();
  const { profile } = call;
  // Whoever names a profile has chosen.
  const warn = (text: string): void => {
    if (profile === undefined) io.err(`Warning: ${text.replaceAll(/\s+/g, ' ').trim()}\n`);
  };
  const clients = await readingClients({ profile, region: policy.homeRegion, warn }, counted);
  const progress = progressOn(io.terminal(), () => requestsIn(counted));
  try {
    const caller = await unlessInterrupted(readCaller(clients.sts, profile), signal);
    if (caller === INTERRUPTED) throw new IncompleteError('the scan was interrupted before the account was known');
    const ports = portsFor(clients, policy, caller, {
      now: clockOf(caller.clockOffsetMs, io),
      counted,
      told: (read, of) => {
        progress.told(read, of);
      },
    });
    const { userName, verdict, verifiesAll } = call;
    const inventory = await scan(ports, caller, { policy, other, userName, verdict, verifiesAll, signal });
    progress.end();
    tell(inventory, call, io);
    return exitCodeOf(inventory);
  } finally {
    progress.end();
  }
}

/** A name that is not there would lead to whatever credentials are found elsewhere. */
async function chooseProfile(profile: string, io: Io): Promise<void> {
  const profiles = await profilesHere();
  if (!profiles.includes(profile)) {
    const [guess] = nearest(profile, profiles, 1);
    const advice = guess === undefined ? undefined : `did you mean ${guess}?`;
    const accepted = 'a profile of the AWS configuration here';
    throw new SettingError(complaint({ name: '--profile', accepted, got: profile, at: 'command line', advice }));
  }
  io.chooseProfile(profile);
}

/** Days are counted by the clock of AWS, which dated everything that is read. */
function clockOf(offsetMs: number, io: Io): () => number {
  if (offsetMs !== 0) {
    const minutes = String(Math.round(Math.abs(offsetMs) / MINUTE_MS));
    io.err(
      `Warning: the clock here is ${minutes} minutes ${offsetMs < 0 ? 'ahead of' : 'behind'} that of AWS, by which days are counted\n`,
    );
  }
  return () => io.now() + offsetMs;
}

/** What ports need besides the clients. */
interface Around {
  readonly now: () => number;
  readonly counted: Meter;
  readonly told: ScanPorts['progress'];
}

function portsFor(clients: ReadingClients, policy: ScanPolicy, caller: Caller, { now, counted, told }: Around): ScanPorts {
  return {
    report: reportReader(clients.iam, { now, wait, budgetMs: REPORT_BUDGET_MS }),
    users: userReader(clients.iam),
    records: recordsFor(clients, policy, caller),
    clock: { now },
    requests: () => requestsIn(counted),
    progress: told,
  };
}

/** Without a region nobody knows where the table is, and without remediation there is none. */
function recordsFor(
  { dynamo, region }: ReadingClients,
  { isRemediating, namePrefix, homeRegion }: ScanPolicy,
  { accountId }: Caller,
): ScanPorts['records'] {
  const notAsked = (because: string): ScanPorts['records'] => ({
    read: (): Promise<RecordsReading> => Promise.resolve({ kind: 'not-asked', because, table: null }),
    readLedger: () => Promise.resolve(EMPTY_LEDGER),
  });
  if (!isRemediating) return notAsked('none, as there is no remediation');
  if (region === undefined) {
    return notAsked(
      'not asked for, as no region is known: name the home region with --home-region, else steps are those of a function that remembers nothing',
    );
  }
  const isCertain = homeRegion !== undefined;
  return recordsReader(dynamo, { tableName: namesFor(namePrefix).keysTable, region, accountId, isCertain });
}

function requestsIn({ sent, throttled }: Meter): Requests {
  const byAction = Object.fromEntries([...sent].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { total: Object.values(byAction).reduce((sum, count) => sum + count, 0), throttled: throttled(), byAction };
}

/** What a program or a file takes in without a word is also said to whoever looks on. */
function tell(inventory: Inventory, call: ScanCall, io: Io): void {
  give(rendered(inventory, call, io), call, io);
  const isSeen = call.out === undefined && (call.format === 'table' || call.format === 'markdown');
  if (inventory.isComplete || isSeen) return;
  io.err('The scan is incomplete: not everything could be read.\n');
  for (const trouble of troublesOf(inventory)) io.err(`- ${trouble}\n`);
}

function rendered(inventory: Inventory, { format, out }: ScanCall, io: Io): string {
  switch (format) {
    case 'table':
      return renderTable(inventory, out === undefined ? io.columns() : undefined);
    case 'json':
      return renderJson(inventory);
    case 'csv':
      return renderCsv(inventory);
    case 'markdown':
      return renderMarkdown(inventory);
  }
}

/** What was read is not lost because a file cannot be written. */
function give(text: string, { out }: ScanCall, io: Io): void {
  if (out === undefined) {
    io.out(text);
    return;
  }
  try {
    writeOutput(out, text, io);
  } catch (error) {
    io.out(text);
    throw error;
  }
}
