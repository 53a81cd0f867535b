import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a client and a server: passes everything on, and can lose an answer on its way back. */
export interface LosingProxy {
  readonly endpoint: string;
  /** The actions that were passed on. */
  readonly passed: readonly string[];
  /** Loses the next answer, after the server did what was asked. */
  readonly loseNext: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a proxy for an API whose actions stand in a header. */
export async function startLosingProxy(endpoint: string): Promise<LosingProxy> {
  const passed: string[] = [];
  let isLosing = false;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { host, connection, 'content-length': length, ...headers } = request.headers as Record<string, string>;
      const answer = await fetch(endpoint, { method: 'POST', headers, body: Buffer.concat(chunks) });
      const body = Buffer.from(await answer.arrayBuffer());
      passed.push(String(headers['x-amz-target']).replace(/^.*\./, ''));
      if (isLosing) {
        isLosing = false;
        response.destroy();
        return;
      }
      // Without its checksum, which is of the body as it was packed.
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    passed,
    loseNext: () => (isLosing = true),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
