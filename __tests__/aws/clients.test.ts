import type { Agent } from 'node:http';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { LIMITS, type Clients } from '../../aws/clients';
import { SHORT, useFakeAws } from '../support/aws-clients';
import { fakeAws, xml } from '../support/fake-aws-http';

const fake = useFakeAws();
const ALICE = xml('GetUser', '<User><UserName>alice</UserName></User>');
const getAlice = async ({ iam }: Clients): Promise<unknown> => (await iam.send(new GetUserCommand({ UserName: 'alice' }))).User;

/** Finds out whom a client would ask, and stops it there. */
async function hostsOf({ iam, dynamo, sns }: Clients): Promise<readonly unknown[]> {
  const hosts: unknown[] = [];
  for (const client of [iam, dynamo, sns]) {
    client.middlewareStack.add(
      () =>
        ({ request }) => {
          hosts.push((request as { readonly hostname: string }).hostname);
          return Promise.reject(new Error('far enough'));
        },
      { step: 'build', name: 'stop' },
    );
  }
  await getAlice({ iam, dynamo, sns }).catch(() => undefined);
  await dynamo.send(new GetItemCommand({ TableName: 't', Key: {} })).catch(() => undefined);
  await sns.send(new PublishCommand({ Message: 'm' })).catch(() => undefined);
  return hosts;
}

test.each([
  ['eu-west-1', ['iam.amazonaws.com', 'dynamodb.eu-west-1.amazonaws.com', 'sns.eu-west-1.amazonaws.com']],
  ['cn-north-1', ['iam.cn-north-1.amazonaws.com.cn', 'dynamodb.cn-north-1.amazonaws.com.cn', 'sns.cn-north-1.amazonaws.com.cn']],
  ['us-gov-west-1', ['iam.us-gov.amazonaws.com', 'dynamodb.us-gov-west-1.amazonaws.com', 'sns.us-gov-west-1.amazonaws.com']],
])('clients in %s ask AWS of that partition', async (region, hosts) => {
  delete process.env['AWS_ENDPOINT_URL'];
  process.env['AWS_REGION'] = region;
  expect(await hostsOf(fake.clients())).toEqual(hosts);
});

test('an endpoint of one service alone goes before the one of all', async () => {
  const other = await fakeAws();
  other.on('GetUser', ALICE);
  process.env['AWS_ENDPOINT_URL_IAM'] = other.url;
  try {
    expect(await getAlice(fake.clients())).toEqual({ UserName: 'alice' });
    expect([other.actions(), fake.aws().actions()]).toEqual([['GetUser'], []]);
  } finally {
    delete process.env['AWS_ENDPOINT_URL_IAM'];
    await other.close();
  }
});

test('a place where nobody listens is an error in time', async () => {
  const gone = await fakeAws();
  await gone.close();
  process.env['AWS_ENDPOINT_URL'] = gone.url;
  await expect(getAlice(fake.clients())).rejects.toMatchObject({
    message: expect.stringContaining('ECONNREFUSED') as string,
    $metadata: { attempts: 2 },
  });
});

test('a request that takes too long is given up, not only warned of', async () => {
  fake.aws().on('GetUser', 'silent');
  const asked = getAlice(fake.clients({ ...SHORT, maxAttempts: 1, requestTimeoutMs: 200 }));
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 1 } });
});

test('waiting for sockets, connections and answers has its limits', async () => {
  fake.aws().on('GetUser', ALICE);
  const { iam } = fake.clients(LIMITS);
  await getAlice({ ...fake.clients(), iam });
  const handler = iam.config.requestHandler as unknown as NodeHttpHandler;
  const { connectionTimeout, requestTimeout, socketTimeout, throwOnRequestTimeout, httpAgent, httpsAgent } = handler.httpHandlerConfigs();
  expect({ connectionTimeout, requestTimeout, socketTimeout, throwOnRequestTimeout }).toEqual({
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    socketTimeout: 5_000,
    throwOnRequestTimeout: true,
  });
  expect([httpAgent, httpsAgent].map((agent) => (agent as Agent | undefined)?.maxSockets)).toEqual([16, 16]);
  expect([await iam.config.maxAttempts(), iam.config.retryMode]).toEqual([5, 'adaptive']);
});
