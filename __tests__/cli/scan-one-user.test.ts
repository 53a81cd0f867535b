import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fakeAws, xml } from '../support/fake-aws-http';
import { useScan } from '../support/scan-command';
import { inventoryIn, keysIn } from '../support/scan-inventory';
import { people } from '../support/scan-people';

const bench = useScan();

describe('one user', () => {
  test('is looked at without the report, and nobody else', async () => {
    const { account, warned, used } = people();
    const fake = await bench.fake(account);
    const ran = await bench.scan(['--user', 'bob', '--format', 'json']);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(keysIn(ran)).toEqual([`bob ${warned} warn`, `bob ${used} in-use`]);
    expect(fake.counts()).toEqual({ GetCallerIdentity: 1, Query: 1, GetUser: 1, ListAccessKeys: 1, GetAccessKeyLastUsed: 2 });
  });

  test('is known by the path too', async () => {
    await bench.fake(people().account);
    const { keys } = inventoryIn(await bench.scan(['--user=eve', '--format=json']));
    expect(keys.map(({ userArn }) => userArn)).toEqual(['arn:aws:iam::111122223333:user/old/eve']);
  });

  test('without keys has none', async () => {
    await bench.fake(people().account);
    const { code, out, err } = await bench.scan(['--user', 'tom']);
    expect([code, err, out.split('\n').slice(-4)]).toEqual([
      0,
      '',
      ['Only the user tom was looked at; others may come first when the cap is reached.', '', '0 access keys.', ''],
    ]);
  });

  test('who does not exist is wrong usage', async () => {
    await bench.fake(people().account);
    expect(await bench.scan(['--user', 'nobody', '--format', 'json', '--out', 'x.json'])).toEqual({
      code: 2,
      out: '',
      err: "the user must be an IAM user of the account, got 'nobody' (at account 111122223333)\n",
    });
    expect(existsSync(join(bench.folder(), 'x.json'))).toBe(false);
  });

  test('whom IAM knows in other upper and lower case is told under the name that IAM has', async () => {
    const aws = bench.ending(await fakeAws());
    process.env['AWS_ENDPOINT_URL'] = aws.url;
    const created = '<CreateDate>2025-10-20T06:00:00Z</CreateDate>';
    aws.on('GetCallerIdentity', xml('GetCallerIdentity', '<Arn>arn:aws:iam::111122223333:root</Arn><Account>111122223333</Account>'));
    aws.on('Query', { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}' });
    aws.on(
      'GetUser',
      xml('GetUser', `<User><Path>/</Path><UserName>amy</UserName><Arn>arn:aws:iam::111122223333:user/amy</Arn>${created}</User>`),
    );
    const listed = `<UserName>amy</UserName><AccessKeyId>AKIAAMY</AccessKeyId><Status>Active</Status>${created}`;
    aws.on('ListAccessKeys', xml('ListAccessKeys', `<AccessKeyMetadata><member>${listed}</member></AccessKeyMetadata>`));
    const never = '<AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName></AccessKeyLastUsed>';
    aws.on('GetAccessKeyLastUsed', xml('GetAccessKeyLastUsed', `<UserName>amy</UserName>${never}`));
    const ran = await bench.scan(['--user', 'Amy', '--format', 'json']);
    expect([ran.code, keysIn(ran)]).toEqual([1, ['amy AKIAAMY unused']]);
    expect(inventoryIn(ran).keys.map(({ userArn }) => userArn)).toEqual(['arn:aws:iam::111122223333:user/amy']);
  });
});
