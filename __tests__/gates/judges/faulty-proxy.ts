import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pause } from './server';

/** What can become of a call on its way. */
export const FAULTS = [
  /** The service takes no more, as it says itself; with 400 as IAM and DynamoDB do, or with 429. */
  'throttled',
  'too-many',
  /** It fails inside, with 500. */
  'failed',
  /** A policy denies it. */
  'denied',
  /** The connection is reset before the call gets there, or after it was carried out. */
  'reset-before',
  'reset-after',
  /** It is carried out, and half of the answer comes: whole by its length, or cut off. */
  'half',
  'cut-off',
  /** It is carried out, and the answer takes a while; or longer than a client waits. */
  'slow',
  'stuck',
  /** The credential report is not there yet, or no longer. */
  'report-late',
  'report-expired',
] as const;

/** Names what can become of a call. */
export type Fault = (typeof FAULTS)[number];

/** A call as the proxy sees it. */
export interface Call {
  readonly service: 'query' | 'dynamodb';
  readonly action: string;
  readonly body: string;
}

/** Stands between the function and a fake AWS, and injects faults at the HTTP layer. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** Every call that came, with what became of it, in order. */
  readonly calls: readonly (Call & { readonly fault: Fault | undefined })[];
  /** Says from now on what becomes of each call; undefined passes it on. */
  injects: (faultFor: (call: Call) => Fault | undefined) => void;
  close: () => Promise<void>;
}

const SLOW_MS = 2_000;
/** More than the function waits. */
const STUCK_MS = 6_000;

/** Starts a proxy that passes everything on, until it is told what to inject. */
export async function startFaultyProxy(endpoint: string): Promise<FaultyProxy> {
  const calls: (Call & { readonly fault: Fault | undefined })[] = [];
  let faultFor: (call: Call) => Fault | undefined = () => undefined;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = callOf(request, Buffer.concat(chunks).toString());
    const fault = faultFor(call);
    calls.push({ ...call, fault });
    await become(fault, call, response, () => passOn(endpoint, request, call.body));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls,
    injects: (next) => (faultFor = next),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function callOf({ headers }: IncomingMessage, body: string): Call {
  const target = headers['x-amz-target'];
  return target === undefined
    ? { service: 'query', action: new URLSearchParams(body).get('Action') ?? '', body }
    : { service: 'dynamodb', action: String(target).replace(/^.*\./, ''), body };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function passOn(endpoint: string, request: IncomingMessage, sent: string): Promise<Answer> {
  const { host, connection, 'content-length': length, ...headers } = request.headers as Record<string, string>;
  const answer = await fetch(endpoint, { method: 'POST', headers, body: sent });
  const body = Buffer.from(await answer.arrayBuffer());
  // Without its checksum, which is of the body as it was packed; with the date, which is of the faked clock.
  const kept = ['content-type', 'date', 'x-amzn-requestid'].map((name) => [name, answer.headers.get(name)] as const);
  return { status: answer.status, headers: Object.fromEntries(kept.filter(([, value]) => value !== null)) as Record<string, string>, body };
}

async function become(fault: Fault | undefined, call: Call, response: ServerResponse, pass: () => Promise<Answer>): Promise<void> {
  if (fault === 'reset-before') {
    response.socket?.resetAndDestroy();
    return;
  }
  const own = fault === undefined ? undefined : refusalOf(fault, call);
  const { status, headers, body } = own ?? (await pass());
  if (fault === 'reset-after') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault === 'slow' || fault === 'stuck') await pause(fault === 'slow' ? SLOW_MS : STUCK_MS);
  response.sendDate = false;
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (fault === 'cut-off') {
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.write(half, () => response.socket?.destroy());
    return;
  }
  const shown = fault === 'half' ? half : body;
  response.writeHead(status, { ...headers, 'content-length': shown.length }).end(shown);
}

/**
 * What a service answers by itself when it refuses; undefined for what the network does.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html (read 2026-11)
 */
function refusalOf(fault: Fault, call: Call): Answer | undefined {
  switch (fault) {
    case 'throttled':
      return refused(call, 400, { query: 'Throttling', dynamodb: 'ThrottlingException' });
    case 'too-many':
      return refused(call, 429, { query: 'Throttling', dynamodb: 'ThrottlingException' });
    case 'failed':
      return refused(call, 500, { query: 'ServiceFailure', dynamodb: 'InternalServerError' });
    case 'denied':
      return refused(call, 403, { query: 'AccessDenied', dynamodb: 'AccessDeniedException' });
    case 'report-expired':
      return refused(call, 410, { query: 'ReportExpired', dynamodb: '' });
    case 'report-late':
      return call.action === 'GetCredentialReport' ? refused(call, 404, { query: 'ReportInProgress', dynamodb: '' }) : inProgress();
    case 'reset-before':
    case 'reset-after':
    case 'half':
    case 'cut-off':
    case 'slow':
    case 'stuck':
      return undefined;
  }
}

function refused({ service }: Call, status: number, codes: Readonly<Record<Call['service'], string>>): Answer {
  const code = codes[service];
  if (service === 'dynamodb') {
    const type =
      code === 'ThrottlingException' || code === 'AccessDeniedException' ? 'com.amazon.coral.service' : 'com.amazonaws.dynamodb.v20120810';
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { status, headers, body: Buffer.from(JSON.stringify({ __type: `${type}#${code}`, message: 'injected' })) };
  }
  const who = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${who}</Type><Code>${code}</Code><Message>injected</Message></Error>`;
  return xml(status, `<ErrorResponse xmlns="${IAM}">${error}<RequestId>0</RequestId></ErrorResponse>`);
}

const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';

function inProgress(): Answer {
  const result = '<GenerateCredentialReportResult><State>INPROGRESS</State></GenerateCredentialReportResult>';
  return xml(200, `<GenerateCredentialReportResponse xmlns="${IAM}">${result}</GenerateCredentialReportResponse>`);
}

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) });

/** Of what is asked, the part that fails at every try of one sweep; and of single tries, the parts that fail in other ways. */
const PARTS = { lasting: 0.025, report: 0.4, throttling: 0.003, long: 0.004, passing: 0.085 };

/** Those that a sweep can meet at every try and still end in the time of the tests. */
const LASTING: readonly Fault[] = ['failed', 'reset-before', 'reset-after', 'reset-after', 'half', 'cut-off'];
/** The SDK sends again what is throttled, more slowly from then on; so few of these go a long way. */
const THROTTLING: readonly Fault[] = ['throttled', 'too-many'];
const LONG: readonly Fault[] = ['slow', 'stuck'];
/** Mostly what a client can mend by sending again: half an answer is an answer to it. */
const PASSING: readonly Fault[] = [
  ...['failed', 'reset-before', 'reset-after'].flatMap((one) => [one, one, one, one] as Fault[]),
  'half',
  'cut-off',
];

/** What is rare by chance: the first user whom a sweep reads meets one of these, in turn. */
const IN_TURN: readonly Fault[] = ['stuck', 'half', 'throttled', 'cut-off', 'slow', 'reset-before', 'reset-after', 'failed', 'too-many'];

/** Which sweep it is, and what a call is about: the same in each run of a test. */
export interface Life {
  readonly seed: string;
  readonly sweep: number;
  readonly subjectOf: (call: Call) => string;
}

/**
 * Chooses the faults of one sweep by a seed: for the same action on the same subject at the same try it is always the same one,
 * whatever is under way beside it.
 */
export function seededFaults({ seed, sweep, subjectOf }: Life): (call: Call) => Fault | undefined {
  const tries = new Map<string, number>();
  let isUserRead = false;
  return (call) => {
    if (!isUserRead && call.action === 'GetUser') {
      isUserRead = true;
      return IN_TURN[sweep % IN_TURN.length];
    }
    const what = `${seed} ${String(sweep)} ${call.action} ${subjectOf(call)}`;
    const nth = (tries.get(what) ?? 0) + 1;
    tries.set(what, nth);
    const draw = (name: string): number => shareOf(`${what} ${name}`);
    const pick = (faults: readonly Fault[], name: string): Fault | undefined => faults[Math.floor(draw(name) * faults.length)];
    const happens = (part: keyof typeof PARTS, at: string): boolean => draw(`${part} ${at}`) < PARTS[part];
    const at = String(nth);
    if (call.action.endsWith('CredentialReport') && nth === 1 && happens('report', at)) {
      return pick(call.action.startsWith('Get') ? ['report-late', 'report-expired'] : ['report-late'], `report answer ${at}`);
    }
    if (happens('lasting', '')) return pick(LASTING, 'which lasts');
    if (happens('throttling', at)) return pick(THROTTLING, `which throttling ${at}`);
    if (happens('long', at)) return pick(LONG, `which long ${at}`);
    return happens('passing', at) ? pick(PASSING, `which passes ${at}`) : undefined;
  };
}

/** A number from 0 to 1 that hangs on the text alone. */
const shareOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
