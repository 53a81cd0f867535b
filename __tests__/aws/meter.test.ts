import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetUserCommand, ListAccessKeysCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOptions } from '../../aws/clients';
import { meter, type Meter } from '../../aws/meter';
import { SHORT, useFakeAws } from '../support/aws-clients';
import { json, jsonError, xml, xmlError, type Reply } from '../support/fake-aws-http';
import { withoutWaits } from '../support/scan-waits';

const fake = useFakeAws();
beforeEach(withoutWaits);

const ALICE = xml('GetUser', '<User><UserName>alice</UserName></User>');

/** Asks for alice with a watched client; gives the answer or the error. */
async function getAlice(counted: Meter): Promise<unknown> {
  const iam = counted.watch(fake.clients().iam);
  return iam.send(new GetUserCommand({ UserName: 'alice' })).catch((error: unknown) => error);
}

const countsOf = ({ sent, throttled }: Meter): object => ({ sent: Object.fromEntries(sent), throttled: throttled() });

test('nothing is counted before anything is sent', () => {
  expect(countsOf(meter())).toEqual({ sent: {}, throttled: 0 });
});

test('requests of several clients are counted together, by action', async () => {
  const aws = fake.aws();
  aws.on('GetUser', ALICE);
  aws.on('ListAccessKeys', xml('ListAccessKeys', '<AccessKeyMetadata></AccessKeyMetadata>'));
  aws.on('GetCallerIdentity', xml('GetCallerIdentity', '<Account>111122223333</Account>'));
  aws.on('Query', json({ Items: [] }));
  const counted = meter();
  const { iam, dynamo } = fake.clients();
  const sts = new STSClient(clientOptions(SHORT));
  for (const client of [iam, dynamo, sts]) counted.watch(client);
  await iam.send(new GetUserCommand({ UserName: 'alice' }));
  await iam.send(new GetUserCommand({ UserName: 'bob' }));
  await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
  await sts.send(new GetCallerIdentityCommand());
  await dynamo.send(new QueryCommand({ TableName: 'keys' }));
  sts.destroy();
  expect(countsOf(counted)).toEqual({
    sent: { 'iam:GetUser': 2, 'iam:ListAccessKeys': 1, 'sts:GetCallerIdentity': 1, 'dynamodb:Query': 1 },
    throttled: 0,
  });
});

test.each<[string, Reply, number]>([
  ['that AWS failed to answer', xmlError(500, 'InternalFailure'), 0],
  ['whose connection broke', 'reset', 0],
  ['whose answer broke off', 'half', 0],
  ['that was throttled', xmlError(400, 'Throttling'), 1],
  ['that was throttled in other words', xmlError(503, 'RequestLimitExceeded'), 1],
  ['that was throttled without words', { status: 429, body: '' }, 1],
])('a request %s counts once more when it is sent again', async (_, reply, throttled) => {
  fake.aws().on('GetUser', reply, ALICE);
  const counted = meter();
  expect(await getAlice(counted)).toMatchObject({ User: { UserName: 'alice' }, $metadata: { attempts: 2 } });
  expect(fake.aws().actions()).toEqual(['GetUser', 'GetUser']);
  expect(countsOf(counted)).toEqual({ sent: { 'iam:GetUser': 2 }, throttled });
});

test('each try of a request that is throttled to the end counts as throttled', async () => {
  fake.aws().on('GetUser', xmlError(400, 'Throttling'));
  const counted = meter();
  expect(await getAlice(counted)).toMatchObject({ name: 'Throttling', action: 'iam:GetUser', $metadata: { attempts: 2 } });
  expect(countsOf(counted)).toEqual({ sent: { 'iam:GetUser': 2 }, throttled: 2 });
});

test('a request that is denied counts once, and its error says which action failed', async () => {
  fake.aws().on('Query', jsonError(400, 'AccessDeniedException'));
  const counted = meter();
  const dynamo = counted.watch(fake.clients().dynamo);
  const asked = dynamo.send(new QueryCommand({ TableName: 'keys' }));
  await expect(asked).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'said the fake', action: 'dynamodb:Query' });
  expect(countsOf(counted)).toEqual({ sent: { 'dynamodb:Query': 1 }, throttled: 0 });
});

test('an error stays what it is', async () => {
  fake.aws().on('GetUser', xmlError(404, 'NoSuchEntity'));
  const error = await getAlice(meter());
  expect(error).toBeInstanceOf(NoSuchEntityException);
  expect(error).toMatchObject({ message: 'said the fake', action: 'iam:GetUser', $metadata: { httpStatusCode: 404, attempts: 1 } });
});

test('what was not sent for want of credentials is not counted', async () => {
  const counted = meter();
  const sts = counted.watch(
    new STSClient({ ...clientOptions(SHORT), credentials: () => Promise.reject(new Error('there are no credentials')) }),
  );
  const asked = sts.send(new GetCallerIdentityCommand());
  await expect(asked).rejects.toMatchObject({ message: 'there are no credentials', action: 'sts:GetCallerIdentity' });
  sts.destroy();
  expect(countsOf(counted)).toEqual({ sent: {}, throttled: 0 });
  expect(fake.aws().actions()).toEqual([]);
});

test('what a watched client asks and answers is the same as without', async () => {
  const aws = fake.aws();
  aws.on('GetUser', ALICE);
  const without = await fake.clients().iam.send(new GetUserCommand({ UserName: 'alice' }));
  expect(await getAlice(meter())).toEqual(without);
  expect(aws.asked).toEqual(Array.from({ length: 2 }, () => ({ action: 'GetUser', input: { UserName: 'alice' } })));
});
