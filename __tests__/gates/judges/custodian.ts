import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeProgram } from './describe-with-judge';
import { aliasInSlot, type ScannedAccount } from './scan-account';
import { inNewFolder, runProgram } from './scan-program';

const POLICIES = join(__dirname, '..', '..', '..', 'judges', 'custodian', 'unused-access-keys.yml');
const NAMES = ['used-long-ago', 'never-used'];
const LIMIT = /\bvalue: 45\b/g;

/** A key as Custodian takes it from the credential report, without its slot. */
type ReportedKey = Readonly<Record<string, unknown>>;

interface MatchedUser {
  readonly UserName: string;
  readonly 'c7n:credential-report': { readonly access_keys: readonly ReportedKey[] };
  readonly 'c7n:matched-keys': readonly ReportedKey[];
}

/**
 * Asks Cloud Custodian about the account; aliases of the keys that one of the policies matches, sorted.
 *
 * It can match a user of whom one key meets one condition and the other key another; only a key that meets all of them is a match
 * here, as it is for Custodian's own action on access keys.
 *
 * @see https://cloudcustodian.io/docs/aws/resources/iam-user.html (read 2026-11)
 * @throws Error when it does not come to its end.
 */
export function askCustodian(account: ScannedAccount, limitDays: number): Promise<readonly string[]> {
  return inNewFolder(async (folder) => {
    writeFileSync(join(folder, 'policies.yml'), policiesWith(limitDays));
    await runProgram({
      program: judgeProgram('custodian'),
      args: ['run', '--cache-period', '0', '--region', 'us-east-1', '--output-dir', 'found', 'policies.yml'],
      environment: account.environment,
      folder,
      succeedsWith: [0],
    });
    const users = NAMES.flatMap(
      (name) => JSON.parse(readFileSync(join(folder, 'found', name, 'resources.json'), 'utf8')) as readonly MatchedUser[],
    );
    return [...new Set(users.flatMap(keysOf))].sort();
  });
}

function policiesWith(limitDays: number): string {
  const policies = readFileSync(POLICIES, 'utf8');
  const found = policies.match(LIMIT)?.length;
  if (found !== NAMES.length) throw new Error(`each policy must hold the limit once, got ${String(found)}`);
  return policies.replace(LIMIT, `value: ${String(limitDays)}`);
}

/** The slot is told only by the order, in which no slot before a used one is empty on moto. */
function keysOf(user: MatchedUser): readonly string[] {
  const matched = new Set(user['c7n:matched-keys'].map(written));
  return user['c7n:credential-report'].access_keys.flatMap((key, at) =>
    matched.has(written(key)) ? [aliasInSlot(user.UserName, at + 1)] : [],
  );
}

const written = (key: ReportedKey): string => JSON.stringify(Object.entries(key).sort());
