import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { documentsIn, type Statement } from '../../policies/documents';
import { DOORS, emittedBy, type Door } from '../../policies/emitted';
import type { ScanPolicy } from '../../../scan/inventory';
import { neededPolicy } from '../../../scan/needed-policy';
import { STRUCTURES } from '../../policies/structures';
import { scanPolicy } from '../../support/scanned';
import { describeWithJudge, judgeProgram } from './describe-with-judge';

/** What parliament has against each of the documents that it has something against: `address: issue`, once each. */
function ask(documents: Readonly<Record<string, readonly Statement[]>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'parliament-'));
  try {
    for (const [name, statements] of Object.entries(documents)) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Version: '2012-10-17', Statement: statements }));
    }
    const { stdout, stderr, status } = spawnSync(judgeProgram('parliament'), ['--json', '--directory', folder], { encoding: 'utf8' });
    // It ends with 1 when it has found something.
    if (status !== 0 && status !== 1) throw new Error(`parliament must end with 0 or 1, got ${String(status)}: ${stderr}`);
    const findings = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly issue: string; readonly location: { readonly filepath: string } });
    return [
      ...new Set(findings.map(({ issue, location }) => `${basename(location.filepath, '.json').replace(/-\d+$/, '')}: ${issue}`)),
    ].sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every document of all structures, each once, by its address and a number; who may take a role is beyond parliament, which asks for a resource. */
function emittedDocuments(): Readonly<Record<string, readonly Statement[]>> {
  const documents = (Object.keys(DOORS) as Door[]).flatMap((door) =>
    Object.values(STRUCTURES).flatMap((settings) => documentsIn(emittedBy(door, settings)).filter(({ holder }) => holder !== 'trust')),
  );
  const unique = [...new Map(documents.map((document) => [JSON.stringify(document), document])).values()];
  return Object.fromEntries(unique.map(({ address, statements }, at) => [`${address}-${String(at)}`, statements]));
}

describeWithJudge('parliament', 'parliament', () => {
  // kms:ResourceAliases is a condition key of the key, which parliament does not look at; the tests of the documents do.
  test('has two things against our policies: that `*` stands for the key in the policy of a key, where nothing else can, and a condition that it does not know', () => {
    expect(ask(emittedDocuments())).toEqual([
      'aws_iam_role_policy.sweep_role_policy.policy: UNKNOWN_CONDITION_FOR_ACTION',
      'aws_kms_key.topic_key.policy: RESOURCE_STAR',
      'output.kms_key_policy_statements: RESOURCE_STAR',
    ]);
  });

  test('has nothing against the policy that a scan needs', () => {
    const statementsOf = (policy: ScanPolicy): readonly Statement[] =>
      (neededPolicy(policy) as { readonly Statement: readonly Statement[] }).Statement;
    const china = { ...scanPolicy(), homeRegion: 'cn-north-1' };
    expect(ask({ scan: statementsOf(scanPolicy()), without: statementsOf(scanPolicy({}, false)), china: statementsOf(china) })).toEqual([]);
  });

  test('finds what is wrong in a broken policy', () => {
    const statement: Statement = {
      Effect: 'Allow',
      Principal: { Service: 'config.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::b/*',
    };
    expect(
      ask({
        sound: [statement],
        'unknown-action': [{ ...statement, Action: 's3:PutObjekt' }],
        'wrong-resource': [{ ...statement, Resource: 'arn:aws:s3:::b' }],
        'unknown-condition': [{ ...statement, Condition: { StringEquals: { 's3:x-amz-acll': 'private' } } }],
      }),
    ).toEqual(['unknown-action: UNKNOWN_ACTION', 'unknown-condition: UNKNOWN_CONDITION_FOR_ACTION', 'wrong-resource: RESOURCE_MISMATCH']);
  });
});
