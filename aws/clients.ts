import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';

/** How long and how often a request is tried. */
export interface Limits {
  /** Tries of one request, the first included. */
  readonly maxAttempts: number;
  readonly connectionTimeoutMs: number;
  /** Until an answer begins; and between two pieces of it. */
  readonly requestTimeoutMs: number;
}

/** Limits under which a throttled sweep goes on, and one request ends well within the time that a sweep keeps for telling. */
export const LIMITS: Limits = { maxAttempts: 5, connectionTimeoutMs: 3_000, requestTimeoutMs: 5_000 };

/** Connections to one service at once. A sweep has a handful of requests under way. */
export const MAX_SOCKETS = 16;

/** The clients of the services that a sweep talks to. Region, endpoints and credentials are the SDK's to find, in any partition. */
export interface Clients {
  readonly iam: IAMClient;
  readonly dynamo: DynamoDBClient;
  readonly sns: SNSClient;
}

/** Makes the clients; none of them sends anything yet. */
export function clientsOf(limits: Limits = LIMITS): Clients {
  const options = clientOptions(limits);
  return { iam: new IAMClient(options), dynamo: new DynamoDBClient(options), sns: new SNSClient(options) };
}

/** What is the same for all our clients. */
type ClientOptions = Required<Pick<IAMClientConfig, 'retryMode' | 'maxAttempts' | 'requestHandler'>>;

/** What opens connections otherwise than directly. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpAgent | HttpsAgent;
}

/**
 * Gives the options of a client. Adaptive: once throttled, it sends no faster than AWS takes.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html (read 2026-11)
 */
export function clientOptions({ maxAttempts, connectionTimeoutMs, requestTimeoutMs }: Limits, agents: Partial<Agents> = {}): ClientOptions {
  return {
    retryMode: 'adaptive',
    maxAttempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Else a request that takes too long is only warned of.
      throwOnRequestTimeout: true,
      // The request's own ends with the first bytes of an answer.
      socketTimeout: requestTimeoutMs,
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      ...agents,
    },
  };
}
