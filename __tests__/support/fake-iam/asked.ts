import type { IncomingHttpHeaders } from 'node:http';

/** The services that the fake serves. */
export type Service = 'iam' | 'sts' | 'dynamodb';

/** One request as it arrived, decoded. */
export interface Asked {
  readonly service: Service;
  readonly action: string;
  /** The parameters. Those of IAM and STS are all texts. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whom or what it is about: a user name, an access key id, the name of a table; empty when it is about the whole account. */
  readonly target: string;
}

const STS_VERSION = '2011-06-15';

/**
 * Decodes a request. DynamoDB names the action in a header and speaks JSON; IAM and STS name it among the parameters of a form,
 * and are told apart by the version of their API.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonParameters.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export function askedIn(headers: IncomingHttpHeaders, body: string): Asked {
  const named = headers['x-amz-target'];
  if (typeof named === 'string') {
    const input = JSON.parse(body) as Asked['input'];
    return { service: 'dynamodb', action: named.split('.')[1] ?? '', input, target: textIn(input, 'TableName') ?? '' };
  }
  const { Action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body));
  const target = input['UserName'] ?? input['AccessKeyId'] ?? '';
  return { service: Version === STS_VERSION ? 'sts' : 'iam', action: Action, input, target };
}

/** Gives a parameter that is a text; undefined when there is none. */
export function textIn(input: Asked['input'], name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}
