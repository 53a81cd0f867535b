import { join } from 'node:path';
import { aliasInSlot, type ScannedAccount } from './scan-account';
import { inNewFolder, runProgram } from './scan-program';

/** The shipped command line. */
const SHIPPED = join(__dirname, '..', '..', '..', 'dist', 'iam-unused-credentials.js');

/** What `scan` says of the account. */
export interface OurReport {
  readonly complete: boolean;
  readonly exitCode: number;
  /** By verdict: aliases of the access keys, sorted. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Those that are unused. */
  readonly unused: readonly string[];
}

interface Scanned {
  readonly complete: boolean;
  readonly keys: readonly ScannedLine[];
}

interface ScannedLine {
  readonly userName: string;
  readonly accessKeyId: string | null;
  readonly slot: 1 | 2 | null;
  readonly verdict: string;
}

/** It ends so when keys are unused. */
const FOUND = 1;

/**
 * Runs `scan` from the file that ships.
 *
 * @throws Error when it does not come to its end, or names a key by the id of one and the slot of another.
 */
export function scanOurs(account: ScannedAccount, limitDays: number): Promise<OurReport> {
  return inNewFolder(async (folder) => {
    const { exitCode, stdout } = await runProgram({
      program: process.execPath,
      args: [SHIPPED, 'scan', '--format', 'json', '--max-credential-usage-age-days', String(limitDays)],
      environment: account.environment,
      folder,
      succeedsWith: [0, FOUND],
    });
    const { complete, keys } = JSON.parse(stdout) as Scanned;
    const byVerdict: Record<string, string[]> = {};
    for (const key of keys) (byVerdict[key.verdict] ??= []).push(aliasOf(account, key));
    for (const aliases of Object.values(byVerdict)) aliases.sort();
    return { complete, exitCode, keys: byVerdict, unused: byVerdict['unused'] ?? [] };
  });
}

/** A key is named by its id, by its slot of the credential report, or by both. */
function aliasOf(account: ScannedAccount, { userName, accessKeyId, slot }: ScannedLine): string {
  const named = [
    ...(accessKeyId === null ? [] : [account.aliasOf(userName, accessKeyId)]),
    ...(slot === null ? [] : [aliasInSlot(userName, slot)]),
  ];
  const [alias, other = alias] = named;
  if (alias === undefined || alias !== other) throw new Error(`a key of ${userName} must be named once, got ${named.join(' and ')}`);
  return alias;
}
