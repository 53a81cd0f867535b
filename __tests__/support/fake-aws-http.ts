import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived: the action and what it asked, decoded. */
export interface Asked {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A whole answer. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** What can go wrong on the way. */
export type Fault =
  /** The connection breaks before a byte of the answer. */
  | 'reset'
  /** It breaks in the middle of the body. */
  | 'half'
  /** No answer ever. */
  | 'silent'
  /** The answer stops in the middle of the body, and the connection stays. */
  | 'stalled'
  /** The body is cut, and nothing on the way notices. */
  | { readonly cut: string };

/** An answer, a fault, or an answer made of the request. */
export type Reply = Answer | Fault | ((asked: Asked) => Answer | Fault);

/** A fake of AWS on this machine, which says what it was told to say, and remembers what it was asked. */
export interface FakeAws {
  readonly url: string;
  readonly asked: Asked[];
  /** Sets the replies to an action, in order; the last one is given again and again. */
  on(action: string, ...replies: readonly Reply[]): void;
  /** Names the actions that were asked, in order. */
  actions(): readonly string[];
  close(): Promise<void>;
}

/** Nothing here asks more often: a client that never stops is stopped. */
const MAX_REQUESTS = 2_000;

/** Starts a fake; it knows no action until it is told. */
export async function fakeAws(): Promise<FakeAws> {
  const asked: Asked[] = [];
  const replies = new Map<string, readonly Reply[]>();
  const counts = new Map<string, number>();
  const next = (request: Asked): Answer | Fault => {
    if (asked.push(request) > MAX_REQUESTS) return 'reset';
    const known = replies.get(request.action) ?? [];
    const count = counts.get(request.action) ?? 0;
    counts.set(request.action, count + 1);
    const reply = known[Math.min(count, known.length - 1)] ?? { status: 400, body: `nobody told the fake of ${request.action}` };
    return typeof reply === 'function' ? reply(request) : reply;
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      give(response, next(askedIn(request, body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    on(action, ...given) {
      replies.set(action, given);
      counts.delete(action);
    },
    actions: () => asked.map(({ action }) => action),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** DynamoDB names the action in a header and speaks JSON; IAM and SNS speak the query protocol. */
function askedIn({ headers }: IncomingMessage, body: string): Asked {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { action: target.split('.')[1] ?? '', input: JSON.parse(body) as Asked['input'] };
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body));
  return { action: Action, input };
}

function give(response: ServerResponse, reply: Answer | Fault): void {
  const whole = typeof reply === 'string' ? HALF_SAID : 'cut' in reply ? reply.cut.slice(0, reply.cut.length / 2) : reply.body;
  if (reply === 'silent') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  const status = typeof reply === 'object' && 'status' in reply ? (reply.status ?? 200) : 200;
  if (typeof reply === 'object') {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(whole);
    return;
  }
  response.writeHead(status, { 'content-length': String(2 * whole.length) }).write(whole, () => {
    if (reply === 'half') response.destroy();
  });
}

const HALF_SAID = '<HalfResponse><HalfRes';

/** Writes an answer in the query protocol. */
export function xml(action: string, result: string): Answer {
  return {
    body:
      `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>0d3bb1a5-0000-4000-8000-000000000000</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** Writes an answer in JSON. */
export function json(value: unknown): Answer {
  return { body: JSON.stringify(value) };
}

/** Writes an error as IAM and SNS do. */
export function xmlError(status: number, code: string, message = 'said the fake'): Answer {
  return {
    status,
    body:
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>` +
      `<RequestId>0d3bb1a5-0000-4000-8000-000000000000</RequestId></ErrorResponse>`,
  };
}

/** Writes an error as DynamoDB does. */
export function jsonError(status: number, code: string, more: object = {}): Answer {
  return { status, body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'said the fake', ...more }) };
}
