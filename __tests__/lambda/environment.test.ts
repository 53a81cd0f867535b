import { SettingError } from '../../domain/errors';
import { handler } from '../../lambda/handler';
import { readEnvironment } from '../../lambda/environment';
import { useFakeAws } from '../support/aws-clients';
import { ENVIRONMENT } from '../support/function-environment';

const fake = useFakeAws();
const NAMES = Object.keys(ENVIRONMENT);

afterEach(() => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
});

/** Starts the function in an environment; gives why it refuses, and how often it asked AWS before. */
async function refusal(variables: Readonly<Record<string, string | undefined>>): Promise<readonly unknown[]> {
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] = value;
  const error: unknown = await handler({}, { getRemainingTimeInMillis: () => 0 }).catch((thrown: unknown) => thrown);
  return [error instanceof SettingError, error instanceof Error && error.message, fake.aws().asked.length];
}

const without = (name: string): Readonly<Record<string, string | undefined>> => ({ ...ENVIRONMENT, [name]: undefined });

test('an environment that is whole is read', () => {
  const { policy, ...rest } = readEnvironment(ENVIRONMENT);
  expect(policy).toEqual(JSON.parse(ENVIRONMENT.POLICY));
  expect(rest).toEqual({
    accountId: '111122223333',
    tableName: 'unused-credentials-keys',
    topicArn: 'arn:aws:sns:eu-west-1:111122223333:unused-credentials',
    serviceName: 'unused-credentials',
  });
});

test.each(['arn:aws-cn:sns:cn-north-1:111122223333:t', 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:T_1-2'])(
  'a topic may be %s',
  (topicArn) => {
    expect(readEnvironment({ ...ENVIRONMENT, TOPIC_ARN: topicArn })).toMatchObject({ topicArn });
  },
);

const ACCEPTED: Readonly<Record<string, string>> = {
  POLICY: 'a policy as JSON',
  ACCOUNT_ID: 'an account id of 12 digits',
  TABLE_NAME: 'the name of a DynamoDB table',
  TOPIC_ARN: 'the ARN of a standard SNS topic',
  POWERTOOLS_SERVICE_NAME: 'the name prefix of the policy',
  POWERTOOLS_METRICS_NAMESPACE: "'UnusedCredentials'",
};

test.each(NAMES)('without %s the function asks AWS nothing and fails', async (name) => {
  expect(await refusal(without(name))).toEqual([true, `${name} must be ${String(ACCEPTED[name])}, got nothing (at environment)`, 0]);
});

test.each([
  ['ACCOUNT_ID', '11112222333'],
  ['ACCOUNT_ID', '1111222233334'],
  ['ACCOUNT_ID', '11112222333x'],
  ['ACCOUNT_ID', '111122223333\n'],
  ['TABLE_NAME', 'ab'],
  ['TABLE_NAME', 'a/b'],
  ['TABLE_NAME', 'x'.repeat(256)],
  ['TOPIC_ARN', 'unused-credentials'],
  ['TOPIC_ARN', 'arn:aws:sqs:eu-west-1:111122223333:q'],
  ['TOPIC_ARN', 'arn:aws:sns:eu-west-1:111122223333:topic.fifo'],
  ['POWERTOOLS_SERVICE_NAME', ''],
  ['POWERTOOLS_SERVICE_NAME', 'Unused'],
  ['POWERTOOLS_METRICS_NAMESPACE', 'unusedcredentials'],
  ['POWERTOOLS_METRICS_NAMESPACE', 'UnusedCredentials2'],
  ['POLICY', '{'],
  ['POLICY', '[]'],
])('with %s=%j the function asks AWS nothing and fails', async (name, value) => {
  const [isSetting, message, asked] = await refusal({ ...ENVIRONMENT, [name]: value });
  expect([isSetting, asked]).toEqual([true, 0]);
  expect(String(message)).toMatch(new RegExp(`^${name} must be ${String(ACCEPTED[name])}, got '.*'?…? \\(at environment\\)$`));
});

test.each(Object.keys(JSON.parse(ENVIRONMENT.POLICY) as object))(
  'with a policy without %s the function asks AWS nothing and fails',
  async (name) => {
    const policy = { ...(JSON.parse(ENVIRONMENT.POLICY) as object), [name]: undefined };
    const [isSetting, message, asked] = await refusal({ ...ENVIRONMENT, POLICY: JSON.stringify(policy) });
    expect([isSetting, asked]).toEqual([true, 0]);
    expect(String(message)).toContain(`POLICY must be a policy with ${name}, got `);
  },
);
