/** A whole answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What AWS refuses, with the code by which clients know it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What an answer in XML holds, by element. What is undefined is left out. */
export interface Fields {
  readonly [element: string]: string | boolean | undefined | Fields | readonly Fields[];
}

/** The namespaces of the two services that speak the query protocol; those of the service models that AWS publishes with its SDKs. */
export const NAMESPACES = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const;

/**
 * Writes an answer of the query protocol: the result stands in an element of its own, and lists have a `member` for each item.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function xmlAnswer(service: keyof typeof NAMESPACES, action: string, result: Fields, requestId: string): Answer {
  const body = elements({ [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } });
  return xml(200, `<${action}Response xmlns="${NAMESPACES[service]}">${body}</${action}Response>`);
}

/**
 * Writes an error of the query protocol.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function xmlRefusal(service: keyof typeof NAMESPACES, { status, code, message }: Refusal, requestId: string): Answer {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  const body = elements({ Error: error, RequestId: requestId });
  return xml(status, `<ErrorResponse xmlns="${NAMESPACES[service]}">${body}</ErrorResponse>`);
}

/** Writes an answer of DynamoDB. */
export function jsonAnswer(result: object): Answer {
  return { status: 200, contentType: 'application/x-amz-json-1.0', body: JSON.stringify(result) };
}

/**
 * Writes an error of DynamoDB. Errors of all services of AWS come from another namespace than its own.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * @see https://github.com/guregu/dynamo/issues/68 (a recorded answer with an expired token; read 2026-11)
 */
export function jsonRefusal({ status, code, message }: Refusal): Answer {
  const namespace = code === 'ResourceNotFoundException' ? 'com.amazonaws.dynamodb.v20120810' : 'com.amazon.coral.service';
  const body = JSON.stringify({ __type: `${namespace}#${code}`, message });
  return { status, contentType: 'application/x-amz-json-1.0', body };
}

const xml = (status: number, body: string): Answer => ({ status, contentType: 'text/xml', body });

function elements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${contentOf(value)}</${name}>`))
    .join('');
}

function contentOf(value: string | boolean | Fields | readonly Fields[]): string {
  if (typeof value !== 'object') return escaped(String(value));
  return isList(value) ? value.map((item) => elements({ member: item })).join('') : elements(value);
}

const isList = (value: Fields | readonly Fields[]): value is readonly Fields[] => Array.isArray(value);

/** As text between elements. A parser would make a line feed of a carriage return that stands there as it is. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}
