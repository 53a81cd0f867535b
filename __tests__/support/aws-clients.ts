import { clientsOf, type Clients, type Limits } from '../../aws/clients';
import { fakeAws, type FakeAws } from './fake-aws-http';

/** Two tries, so that a test ends soon. */
export const SHORT: Limits = { maxAttempts: 2, connectionTimeoutMs: 2_000, requestTimeoutMs: 2_000 };

/** For answers that never come. */
export const IMPATIENT: Limits = { maxAttempts: 2, connectionTimeoutMs: 400, requestTimeoutMs: 400 };

/** What the SDK reads to know who asks; nothing else on this machine is to be found. */
export const AWS_VARIABLES = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAFAKEFAKEFAKEFAKE',
  AWS_SECRET_ACCESS_KEY: 'nobody-knows-this-secret',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
} as const;

/** The fake of a test file, which the SDK finds by its own variable, and clients that nobody used before. */
export interface Faked {
  readonly aws: () => FakeAws;
  readonly clients: (limits?: Limits) => Clients;
}

/** Starts a fake for the tests of a file, and a forgetful one for each. Waits between retries are none. */
export function useFakeAws(): Faked {
  let aws: FakeAws | undefined;
  const made: Clients[] = [];
  beforeEach(async () => {
    aws = await fakeAws();
    Object.assign(process.env, AWS_VARIABLES, { AWS_ENDPOINT_URL: aws.url });
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const { iam, dynamo, sns } of made.splice(0)) for (const client of [iam, dynamo, sns]) client.destroy();
    await aws?.close();
  });
  return {
    aws: () => {
      if (aws === undefined) throw new Error('no test is under way');
      return aws;
    },
    clients: (limits = SHORT) => {
      const clients = clientsOf(limits);
      made.push(clients);
      return clients;
    },
  };
}
