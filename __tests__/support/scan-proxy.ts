import { createServer as createHttpServer, request as ask, type Server } from 'node:http';
import { createServer, type AddressInfo, type Server as PlainServer, type Socket } from 'node:net';

/** A proxy on this machine that passes on what comes in clear, and refuses tunnels after it has noted where to. */
export interface FakeProxy {
  readonly url: string;
  /** What came, in order: `CONNECT host:port` or `POST http://…`. */
  readonly seen: readonly string[];
  /** Who said to be asking, of each. */
  readonly authorizations: readonly (string | undefined)[];
  /** With which access key, for which region and service each request in clear was signed. */
  readonly signed: readonly string[];
  close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. */
export async function startProxy(): Promise<FakeProxy> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const signed: string[] = [];
  const server = createHttpServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    authorizations.push(request.headers['proxy-authorization']);
    signed.push(scopeIn(request.headers.authorization));
    const { host: _, ...headers } = request.headers;
    const onward = ask(request.url ?? '', { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url ?? ''}`);
    authorizations.push(request.headers['proxy-authorization']);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  return { url: await started(server), seen, authorizations, signed, close: () => ended(server) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html (read 2026-11) */
function scopeIn(authorization = ''): string {
  const [, accessKeyId = 'nobody', region = '', service = ''] = /Credential=([^/]+)\/[0-9]+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  return [accessKeyId, region, service].join(' ');
}

/** What listens where a secure connection is expected. It notes how each begins, and ends it. */
export interface FakeSecure {
  readonly port: number;
  /** Whether each connection began as TLS does. */
  readonly beginnings: readonly boolean[];
  close(): Promise<void>;
}

/** The first byte of a TLS connection: a record of the handshake. */
const HANDSHAKE = 22;

/** Starts one on a free port of 127.0.0.1. */
export async function startSecure(): Promise<FakeSecure> {
  const beginnings: boolean[] = [];
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      beginnings.push(bytes[0] === HANDSHAKE);
      socket.destroy();
    });
  });
  await started(server);
  return { port: (server.address() as AddressInfo).port, beginnings, close: () => ended(server) };
}

async function started(server: PlainServer | Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function ended(server: PlainServer | Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
