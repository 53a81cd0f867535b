import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer';
import { askedIn, type Asked } from './asked';

/** Longer than any request of a client here. */
const MAX_BODY_BYTES = 1_000_000;

/**
 * Starts a server on a free port of 127.0.0.1. It keeps connections open, as AWS does.
 *
 * @param maxRequests - a client that never stops is stopped after so many.
 */
export async function startHttp(
  maxRequests: number,
  answer: (asked: Asked) => Promise<Answer>,
  clockAheadMs = 0,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  let count = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    count += 1;
    // Whatever cannot be answered breaks the connection, which no client takes for an answer.
    if (count > maxRequests) response.destroy();
    else
      void serve(request, response.setHeader('date', new Date(Date.now() + clockAheadMs).toUTCString()), answer).catch(() => {
        response.destroy();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Promise<Answer>): Promise<void> {
  const { status, contentType, body } = await answer(askedIn(request.headers, await bodyOf(request)));
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += (piece as Buffer).length;
    if (length > MAX_BODY_BYTES) throw new Error('the request is too long');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}
