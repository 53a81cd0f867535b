import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWS_VARIABLES } from './aws-clients';
import { withoutWaits } from './scan-waits';

/** Variables that would lead requests elsewhere. */
const FOREIGN = /^(AWS_|(HTTPS?|ALL|NO)_PROXY$)/i;

/** A folder and an environment that are a test's own. */
export interface OwnEnvironment {
  readonly folder: () => string;
  /** Writes a file there, an object as JSON, and gives its path. */
  readonly write: (name: string, content: string | object) => string;
  /** Gives back a server, which is ended after the test, whatever comes of it. */
  readonly ending: <Server extends { close(): Promise<void> }>(server: Server) => Server;
}

/** Gives each test of a file a new folder, which is its home, and an environment with credentials. Waits between retries are none. */
export function useOwnEnvironment(): OwnEnvironment {
  let folder = '';
  let before: NodeJS.ProcessEnv = {};
  const servers: { close(): Promise<void> }[] = [];
  beforeEach(() => {
    before = { ...process.env };
    folder = mkdtempSync(join(tmpdir(), 'scan-'));
    unset(...Object.keys(process.env).filter((name) => FOREIGN.test(name)));
    Object.assign(process.env, AWS_VARIABLES, { HOME: folder });
    withoutWaits();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    jest.restoreAllMocks();
    unset(...Object.keys(process.env).filter((name) => !(name in before)));
    Object.assign(process.env, before);
    rmSync(folder, { recursive: true });
  });
  return {
    folder: () => folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    ending(server) {
      servers.push(server);
      return server;
    },
  };
}

/** Takes variables out of the environment. */
export function unset(...names: readonly string[]): void {
  for (const name of names) Reflect.deleteProperty(process.env, name);
}

/** Takes the credentials out of the environment. */
export function withoutCredentials(): void {
  unset('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');
}
