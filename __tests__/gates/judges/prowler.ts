import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeProgram } from './describe-with-judge';
import { aliasInSlot, type ScannedAccount } from './scan-account';
import { inNewFolder, runProgram } from './scan-program';

/**
 * The checks of prowler that are about use, with what they say of a key in a slot of the credential report.
 *
 * @see https://hub.prowler.com/check/iam_user_accesskey_unused (read 2026-11)
 * @see https://hub.prowler.com/check/iam_user_no_setup_initial_access_key (read 2026-11)
 */
const SAYS = {
  iam_user_accesskey_unused: /^User (.+) has not used access key ([12]) in the last /,
  iam_user_no_setup_initial_access_key: /^User (.+) has never used access key ([12])\.$/,
} as const;

type Check = keyof typeof SAYS;

/** The access keys that prowler reports, by check. */
export type ProwlerReport = Readonly<Record<Check, readonly string[]>>;

interface Finding {
  readonly metadata: { readonly event_code: string };
  readonly status_code: string;
  readonly status_detail: string;
}

/** It ends so when it reports something. */
const FAILED = 3;

/**
 * Asks prowler about the account; aliases of keys, sorted.
 *
 * @throws Error when it does not come to its end, or says what we cannot read.
 */
export function askProwler(account: ScannedAccount, limitDays: number): Promise<ProwlerReport> {
  return inNewFolder(async (folder) => {
    writeFileSync(join(folder, 'config.yaml'), `aws:\n  max_unused_access_keys_days: ${String(limitDays)}\n`);
    await runProgram({
      program: judgeProgram('prowler'),
      args: [
        ...['aws', '--checks', ...Object.keys(SAYS), '--region', 'us-east-1', '--config-file', 'config.yaml'],
        ...['--output-formats', 'json-ocsf', '--output-directory', '.', '--output-filename', 'found', '--only-logs'],
      ],
      environment: account.environment,
      folder,
      succeedsWith: [0, FAILED],
    });
    const findings = JSON.parse(readFileSync(join(folder, 'found.ocsf.json'), 'utf8')) as readonly Finding[];
    return {
      iam_user_accesskey_unused: reported(findings, 'iam_user_accesskey_unused'),
      iam_user_no_setup_initial_access_key: reported(findings, 'iam_user_no_setup_initial_access_key'),
    };
  });
}

function reported(findings: readonly Finding[], check: Check): readonly string[] {
  const said = findings.filter(({ metadata }) => metadata.event_code === check);
  if (said.length === 0) throw new Error(`prowler must say something by ${check}, got nothing`);
  return said
    .filter(({ status_code }) => status_code === 'FAIL')
    .map(({ status_detail }) => keyNamedIn(status_detail, SAYS[check]))
    .sort();
}

function keyNamedIn(detail: string, says: RegExp): string {
  const [, userName, slot] = says.exec(detail) ?? [];
  if (userName === undefined) throw new Error(`prowler must name an access key, got '${detail}'`);
  return aliasInSlot(userName, Number(slot));
}
