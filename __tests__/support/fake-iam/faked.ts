import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { AWS_VARIABLES } from '../aws-clients';
import { FakeAccount } from '../world/account';
import { ago, NOW } from '../world/records';
import { startFakeIam, type FakeIam, type FakeIamOptions } from './fake-iam';

/** A fake, and clients that nobody used before. */
export interface Faked {
  readonly fake: FakeIam;
  readonly iam: IAMClient;
  readonly dynamo: DynamoDBClient;
}

/** Gives what starts fakes for the tests of a file, with clients that try so often; once, unless more is said. Waits between retries are none. */
export function useFakeIam(): (account: FakeAccount, more?: Partial<FakeIamOptions>, maxAttempts?: number) => Promise<Faked> {
  const started: Faked[] = [];
  beforeEach(() => {
    Object.assign(process.env, AWS_VARIABLES);
    // The waits between two tries are a random part of something.
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const { fake, iam, dynamo } of started.splice(0)) {
      for (const client of [iam, dynamo]) client.destroy();
      await fake.close();
    }
  });
  return async (account, more = {}, maxAttempts = 1) => {
    const fake = await startFakeIam({ account, now: () => NOW, ...more });
    const options = { endpoint: fake.url, maxAttempts };
    const faked = { fake, iam: new IAMClient(options), dynamo: new DynamoDBClient(options) };
    started.push(faked);
    return faked;
  };
}

/** Makes an account of so many users: `user-000` and so on. */
export function accountOf(count: number): FakeAccount {
  const account = new FakeAccount();
  // Not in the order of their names.
  for (const name of namesOf(count).toReversed()) account.createUser(name, ago(400));
  return account;
}

/** Names the users of such an account. */
export const namesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `user-${String(number).padStart(3, '0')}`);

/** Gives the error of a request: name, status and message. */
export async function errorOf(request: Promise<unknown>): Promise<readonly unknown[]> {
  try {
    return ['answered', await request];
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode, message];
  }
}

/** Gives an answer without what the client adds. */
export async function answerOf<Output extends { readonly $metadata: unknown }>(
  request: Promise<Output>,
): Promise<Omit<Output, '$metadata'>> {
  const { $metadata, ...answer } = await request;
  return answer;
}
