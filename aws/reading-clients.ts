import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { clientOptions, LIMITS } from './clients';
import type { Meter } from './meter';
import { proxyAgents } from './proxy';

/** With whose credentials to ask, and where. */
export interface Access {
  /** A profile of the AWS configuration; without one the SDK looks as it always does: environment, profile, SSO, role. */
  readonly profile: string | undefined;
  /** Undefined when the SDK is to find one. */
  readonly region: string | undefined;
}

/** The clients of a program that only reads, run by a person or a job. */
export interface ReadingClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly dynamo: DynamoDBClient;
  /** The region that was given or found; undefined when there was none. */
  readonly region: string | undefined;
}

/** IAM is one for all regions of a partition, and any of them leads to it. */
const ANY_REGION = 'us-east-1';

/** Makes the clients, whose requests are counted. Endpoints and proxies are those that the environment names. */
export async function readingClients({ profile, region }: Access, meter: Meter): Promise<ReadingClients> {
  const common = { ...clientOptions(LIMITS, proxyAgents()), ...(profile !== undefined && { profile }) };
  const found = region ?? (await regionOf(new IAMClient(common)));
  const options = { ...common, region: found ?? ANY_REGION };
  return {
    iam: meter.watch(new IAMClient(options)),
    sts: meter.watch(new STSClient(options)),
    dynamo: meter.watch(new DynamoDBClient(options)),
    region: found,
  };
}

/** The region of the environment or the profile. Having none is no obstacle: nothing that is asked hangs on it. */
async function regionOf({ config }: IAMClient): Promise<string | undefined> {
  try {
    return await config.region();
  } catch {
    return undefined;
  }
}
