import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useScan } from '../support/scan-command';
import { unset, withoutCredentials } from '../support/scan-environment';
import { inventoryIn } from '../support/scan-inventory';
import { people, remembered } from '../support/scan-people';
import { noticeOf, recordIn } from '../support/world/records';

const bench = useScan();

describe('the policy that a scan needs', () => {
  const reads = (partition: string): readonly object[] => [
    {
      Sid: 'ReadsTheReport',
      Effect: 'Allow',
      Action: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
      Resource: '*',
    },
    {
      Sid: 'ReadsKeys',
      Effect: 'Allow',
      Action: ['iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'],
      Resource: `arn:${partition}:iam::*:user/*`,
    },
  ];
  const records = (Resource: string): object => ({
    Sid: 'ReadsTheRecords',
    Effect: 'Allow',
    Action: ['dynamodb:Query', 'dynamodb:GetItem'],
    Resource,
  });

  test.each<[string, string[], object | undefined, readonly object[]]>([
    ['by default', [], undefined, [...reads('aws'), records('arn:aws:dynamodb:*:*:table/unused-credentials-keys')]],
    [
      'in China',
      ['--home-region', 'cn-north-1'],
      undefined,
      [...reads('aws-cn'), records('arn:aws-cn:dynamodb:cn-north-1:*:table/unused-credentials-keys')],
    ],
    [
      'for a project',
      [],
      { regions: ['us-gov-west-1'], namePrefix: 'watch', remediation: { action: 'deactivate' } },
      [...reads('aws-us-gov'), records('arn:aws-us-gov:dynamodb:us-gov-west-1:*:table/watch-keys')],
    ],
    ['for a project without remediation', [], { regions: ['eu-west-1'] }, reads('aws')],
  ])('is printed %s, without credentials and without asking AWS', async (_, argv, settings, Statement) => {
    if (settings !== undefined) bench.write('cdktf.json', { app: 'node main.js', context: { unusedCredentials: settings } });
    withoutCredentials();
    unset('AWS_REGION');
    const fake = await bench.fake(people().account);
    const { code, out, err } = await bench.scan(['--print-policy', ...argv]);
    expect([code, err, JSON.parse(out)]).toEqual([0, '', { Version: '2012-10-17', Statement }]);
    expect(fake.requests).toEqual([]);
  });

  test('can be written to a file', async () => {
    const { out } = await bench.scan(['--print-policy']);
    expect(await bench.scan(['--print-policy', '--out', 'policy.json'])).toEqual({ code: 0, out: '', err: 'Wrote policy.json\n' });
    expect(readFileSync(join(bench.folder(), 'policy.json'), 'utf8')).toBe(out);
  });

  test('is all that a scan asks for, and no more', async () => {
    const statements = (JSON.parse((await bench.scan(['--print-policy'])).out) as { Statement: { Action: string[] }[] }).Statement;
    const allowed = statements.flatMap(({ Action }) => Action);
    const { account, unused } = people();
    // It was announced, and would be deactivated now: how many may be touched today is asked too.
    const record = { ...recordIn('announced', 8, { notice: noticeOf(8) }), accessKeyId: unused, userName: 'amy' };
    await bench.fake(account, { items: { 'unused-credentials-keys': [remembered(record)] } });
    const { requests } = inventoryIn(await bench.scan(['--verify-all', '--format', 'json']));
    // Nobody can be denied the question who asks.
    const asked = Object.keys(requests.byAction).filter((action) => action !== 'sts:GetCallerIdentity');
    expect(asked.sort()).toEqual(allowed.sort());
  });
});
