import { delimiter, join } from 'node:path';
import { judgeFolder } from './describe-with-judge';
import type { ScannedAccount } from './scan-account';
import { inNewFolder, runProgram } from './scan-program';

const LOOP = join(__dirname, '..', '..', '..', 'judges', 'article-loop.sh');

/**
 * Lets the loop of articles go through the account; aliases of the keys that it prints, sorted.
 *
 * @throws Error when a call of it fails, which it would pass over.
 */
export function askArticleLoop(account: ScannedAccount, limitDays: number): Promise<readonly string[]> {
  return inNewFolder(async (folder) => {
    const { environment } = account;
    const path = [join(judgeFolder('awscli'), 'bin'), environment['PATH']].join(delimiter);
    const { stdout, stderr } = await runProgram({
      program: 'bash',
      args: [LOOP, String(limitDays)],
      environment: { ...environment, PATH: path },
      folder,
      succeedsWith: [0],
    });
    if (stderr !== '') throw new Error(`the loop must have nothing to complain of, got: ${stderr.slice(-2000)}`);
    const lines = stdout.split('\n').slice(0, -1);
    return lines.map((line) => account.aliasOf(...fieldsOf(line))).sort();
  });
}

function fieldsOf(line: string): [string, string] {
  const [userName, accessKeyId] = line.split('\t');
  if (userName === undefined || accessKeyId === undefined) throw new Error(`the loop must print two fields, got '${line}'`);
  return [userName, accessKeyId];
}
