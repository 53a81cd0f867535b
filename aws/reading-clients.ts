import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { loadConfig, loadSharedConfigFiles } from '@smithy/core/config';
import { clientOptions, LIMITS } from './clients';
import type { Meter } from './meter';
import { proxyAgents } from './proxy';

/** With whose credentials to ask, and where. */
export interface Access {
  /** A profile of the AWS configuration; without one the SDK looks as it always does: environment, profile, SSO, role. */
  readonly profile: string | undefined;
  /** Undefined when the SDK is to find one. */
  readonly region: string | undefined;
  /** Told what the SDK warns of, such as of two sources of credentials. */
  readonly warn: (text: string) => void;
}

/** The clients of a program that only reads, run by a person or a job. */
export interface ReadingClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly dynamo: DynamoDBClient;
  /** The region that was given or found; undefined when there was none. */
  readonly region: string | undefined;
}

/** Tries of one request: a person would rather wait than scan again. */
const MAX_ATTEMPTS = 8;

/** Lists the profiles of the AWS configuration on this machine. */
export async function profilesHere(): Promise<readonly string[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  return [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter((name) => !OTHER_SECTIONS.test(name));
}

/** Sections of the configuration that are no profiles, as the SDK names them. */
const OTHER_SECTIONS = /^(sso-session|services)\./;

/** IAM is one for all regions of a partition, and any of them leads to it. */
const ANY_REGION = 'us-east-1';

const SILENT = { debug: () => undefined, info: () => undefined, error: () => undefined };

/** Makes the clients, whose requests are counted. Endpoints and proxies are those that the environment names. */
export async function readingClients({ profile, region, warn }: Access, meter: Meter): Promise<ReadingClients> {
  const options = clientOptions({ ...LIMITS, maxAttempts: MAX_ATTEMPTS }, proxyAgents());
  const chosen = profile === undefined ? {} : { profile };
  // Some of the ways to credentials ask AWS themselves, and would do so directly.
  const credentials = defaultProvider({ ...chosen, clientConfig: options, parentClientConfig: options, logger: { ...SILENT, warn } });
  const common = { ...options, ...chosen, credentials };
  const found = region ?? (await regionOf(chosen));
  const here = { ...common, region: found ?? ANY_REGION };
  return {
    iam: meter.watch(new IAMClient(here)),
    sts: meter.watch(new STSClient(here)),
    dynamo: meter.watch(new DynamoDBClient(here)),
    region: found,
  };
}

/** The region of the environment or the profile, as the AWS CLI finds it. Having none is no obstacle: nothing that is asked hangs on it. */
function regionOf(chosen: { readonly profile?: string }): Promise<string | undefined> {
  return loadConfig<string | undefined>(
    {
      environmentVariableSelector: (variables) => variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'],
      configFileSelector: ({ region }) => region,
      default: undefined,
    },
    chosen,
  )();
}
