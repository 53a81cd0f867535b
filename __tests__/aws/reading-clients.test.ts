import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { meter, type Meter } from '../../aws/meter';
import { readingClients, type Access, type ReadingClients } from '../../aws/reading-clients';
import { fakeAws } from '../support/fake-aws-http';
import { unset, useOwnEnvironment, withoutCredentials } from '../support/scan-environment';
import { startProxy } from '../support/scan-proxy';

const environment = useOwnEnvironment();
const made: ReadingClients[] = [];
afterEach(() => {
  for (const { iam, sts, dynamo } of made.splice(0)) for (const client of [iam, sts, dynamo]) client.destroy();
});

async function clients(access: Partial<Access> = {}, counted: Meter = meter()): Promise<ReadingClients> {
  const all = await readingClients({ profile: undefined, region: undefined, warn: () => undefined, ...access }, counted);
  made.push(all);
  return all;
}

const PROFILES = {
  AWS_CONFIG_FILE: '[default]\nregion = eu-west-2\n\n[profile work]\nregion = eu-central-1\n\n[profile bare]\noutput = json\n',
  AWS_SHARED_CREDENTIALS_FILE: '[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = of-the-profile\n',
};

/** Writes profiles, as somebody at a desk has them. */
function withProfiles(): void {
  for (const [name, text] of Object.entries(PROFILES)) process.env[name] = environment.write(name, text);
}

/** The region that is told, and where each service is asked. */
async function placesOf({ region, iam, sts, dynamo }: ReadingClients): Promise<object> {
  return { told: region, asked: await Promise.all([iam, sts, dynamo].map((client) => client.config.region())) };
}

const everywhere = (region: string): object => ({ told: region, asked: [region, region, region] });

describe('the region', () => {
  test('is the one that is asked for, before all others', async () => {
    withProfiles();
    expect(await placesOf(await clients({ region: 'ap-south-1', profile: 'work' }))).toEqual(everywhere('ap-south-1'));
  });

  test('is the one of the environment, before the one of the profile', async () => {
    withProfiles();
    expect(await placesOf(await clients({ profile: 'work' }))).toEqual(everywhere('eu-west-1'));
  });

  test.each([
    ['work', 'eu-central-1'],
    [undefined, 'eu-west-2'],
  ])('is the one of the profile %s where the environment says none', async (profile, region) => {
    withProfiles();
    unset('AWS_REGION');
    expect(await placesOf(await clients({ profile }))).toEqual(everywhere(region));
  });

  test.each([undefined, 'bare'])(
    'is not needed: with the profile %s none is told, and AWS is asked in one all the same',
    async (profile) => {
      if (profile !== undefined) withProfiles();
      unset('AWS_REGION');
      expect(await placesOf(await clients({ profile }))).toEqual({ told: undefined, asked: ['us-east-1', 'us-east-1', 'us-east-1'] });
    },
  );
});

describe('the credentials', () => {
  const idsOf = async (all: ReadingClients): Promise<readonly string[]> =>
    Promise.all([all.iam, all.sts, all.dynamo].map(async ({ config }) => (await config.credentials()).accessKeyId));

  test('are those of the environment', async () => {
    withProfiles();
    expect(new Set(await idsOf(await clients()))).toEqual(new Set(['AKIAFAKEFAKEFAKEFAKE']));
  });

  test.each([
    ['alone', withoutCredentials],
    ['though the environment has some too', () => undefined],
  ])('are those of the profile that is asked for, %s', async (_, prepare) => {
    jest.spyOn(console, 'warn').mockReturnValue(undefined);
    withProfiles();
    prepare();
    expect(new Set(await idsOf(await clients({ profile: 'work' })))).toEqual(new Set(['AKIAWORKWORKWORKWORK']));
  });

  test('are those of the profile that AWS_PROFILE names', async () => {
    withProfiles();
    withoutCredentials();
    process.env['AWS_PROFILE'] = 'work';
    expect(new Set(await idsOf(await clients()))).toEqual(new Set(['AKIAWORKWORKWORKWORK']));
  });
});

test('the requests of all three are counted', async () => {
  const aws = environment.ending(await fakeAws());
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  const counted = meter();
  const { iam, sts, dynamo } = await clients({}, counted);
  await Promise.allSettled([
    iam.send(new GetUserCommand({ UserName: 'alice' })),
    sts.send(new GetCallerIdentityCommand()),
    dynamo.send(new QueryCommand({ TableName: 'keys' })),
  ]);
  expect([...counted.sent].sort()).toEqual([
    ['dynamodb:Query', 1],
    ['iam:GetUser', 1],
    ['sts:GetCallerIdentity', 1],
  ]);
});

test('all three go through the proxy of the environment', async () => {
  const proxy = environment.ending(await startProxy());
  process.env['HTTPS_PROXY'] = proxy.url;
  const { iam, sts, dynamo } = await clients();
  for (const { config } of [iam, sts, dynamo]) config.maxAttempts = () => Promise.resolve(1);
  await Promise.allSettled([
    iam.send(new GetUserCommand({ UserName: 'alice' })),
    sts.send(new GetCallerIdentityCommand()),
    dynamo.send(new QueryCommand({ TableName: 'keys' })),
  ]);
  expect([...new Set(proxy.seen)].sort()).toEqual([
    'CONNECT dynamodb.eu-west-1.amazonaws.com:443',
    'CONNECT iam.amazonaws.com:443',
    'CONNECT sts.eu-west-1.amazonaws.com:443',
  ]);
});

test('requests are tried more often than those of the function, as a person waits for them', async () => {
  const { iam, sts, dynamo } = await clients();
  const limits = await Promise.all([iam, sts, dynamo].map(async ({ config }) => [await config.maxAttempts(), config.retryMode]));
  expect(limits).toEqual(Array.from({ length: 3 }, () => [8, 'adaptive']));
});
