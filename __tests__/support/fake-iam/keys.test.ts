import { GetAccessKeyLastUsedCommand, ListAccessKeysCommand, paginateListAccessKeys } from '@aws-sdk/client-iam';
import { MINUTE_MS } from '../../../domain/instant';
import { FakeAccount } from '../world/account';
import { ago } from '../world/records';
import { accountOf, answerOf, errorOf, useFakeIam } from './faked';

const faked = useFakeIam();

describe('access keys', () => {
  const used = (): { account: FakeAccount; ids: readonly [string, string] } => {
    const account = new FakeAccount();
    account.createUser('alice', ago(400));
    const keys = [account.createKey('alice', ago(300)), account.createKey('alice', ago(200))] as const;
    account.setStatus('alice', keys[1].accessKeyId, 'Inactive', ago(1));
    account.use(keys[0], ago(2) + 61_500);
    return { account, ids: [keys[0].accessKeyId, keys[1].accessKeyId] };
  };

  test('are listed with status and date, in pages too', async () => {
    const { account, ids } = used();
    const { iam } = await faked(account);
    const listed: unknown[] = [];
    for await (const { AccessKeyMetadata = [], IsTruncated } of paginateListAccessKeys(
      { client: iam, pageSize: 1 },
      { UserName: 'alice' },
    )) {
      listed.push(...AccessKeyMetadata.map((metadata) => ({ ...metadata, IsTruncated })));
    }
    const expected = [
      { UserName: 'alice', AccessKeyId: ids[0], Status: 'Active', CreateDate: new Date(ago(300)) },
      { UserName: 'alice', AccessKeyId: ids[1], Status: 'Inactive', CreateDate: new Date(ago(200)) },
    ].sort((one, other) => (one.AccessKeyId < other.AccessKeyId ? -1 : 1));
    expect(listed).toEqual(expected.map((metadata, at) => ({ ...metadata, IsTruncated: at === 0 })));
  });

  test('tell their last use to the minute, and never as such', async () => {
    const { account, ids } = used();
    const { iam } = await faked(account);
    const lastUseOf = (AccessKeyId: string): Promise<unknown> => answerOf(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })));
    expect(await lastUseOf(ids[0])).toEqual({
      UserName: 'alice',
      AccessKeyLastUsed: { LastUsedDate: new Date(ago(2) + MINUTE_MS), ServiceName: 'sts', Region: 'us-east-1' },
    });
    expect(await lastUseOf(ids[1])).toEqual({ UserName: 'alice', AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
  });

  test('that were deleted are not there', async () => {
    const { account, ids } = used();
    account.deleteKey('alice', ids[0], ago(1));
    const { iam } = await faked(account);
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
    expect(AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([ids[1]]);
    const message = `The Access Key with id ${ids[0]} cannot be found.`;
    expect(await errorOf(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: ids[0] })))).toEqual([
      'NoSuchEntityException',
      404,
      message,
    ]);
  });

  test('must be named to tell their last use', async () => {
    const { iam } = await faked(accountOf(1));
    expect(await errorOf(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: undefined })))).toEqual([
      ...['ValidationError', 400],
      "1 validation error detected: Value null at 'accessKeyId' failed to satisfy constraint: Member must not be null",
    ]);
  });
});
