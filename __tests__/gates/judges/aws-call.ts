/** A call of an AWS API whose client we have no need for otherwise. */
export interface AwsCall {
  readonly endpoint: string;
  readonly service: string;
  readonly body: object;
  /** For the services that are told by a header what to do, such as `AmazonSQS.CreateQueue`. */
  readonly target?: string;
  /** For the others, method and path. */
  readonly method?: 'POST' | 'PUT';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The key that signs for the tests; nobody checks it. */
export const TEST_CREDENTIALS = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'test' };

const TIMEOUT_MS = 30_000;

/**
 * Calls an AWS API on this machine.
 *
 * @throws Error with the answer when it is not a success.
 */
export async function callAws({ endpoint, service, body, target, method = 'POST', path = '/', headers = {} }: AwsCall): Promise<unknown> {
  const response = await fetch(`${endpoint}${path}`, {
    method,
    headers: {
      ...headers,
      'content-type': target === undefined ? 'application/json' : 'application/x-amz-json-1.0',
      ...(target !== undefined && { 'x-amz-target': target }),
      authorization: `AWS4-HMAC-SHA256 Credential=${TEST_CREDENTIALS.accessKeyId}/20260101/${TEST_REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target ?? path} must succeed, got ${String(response.status)}: ${text}`);
  return text === '' ? {} : (JSON.parse(text) as unknown);
}

/** The home region of the tests. */
export const TEST_REGION = 'eu-west-1';
