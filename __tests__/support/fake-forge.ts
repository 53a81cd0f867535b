import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment of the fake. */
export interface FakeComment {
  readonly id: number;
  readonly author: string;
  body: string;
  /** What GitLab notes down by itself. */
  readonly system?: boolean;
}

/** What can be wrong with an answer. */
export type ForgeFault =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks before a byte of the answer. */
  | 'reset'
  /** No answer ever. */
  | 'silent';

/** A request as it came. */
export interface AskedForge {
  /** Method and path, with the query. */
  readonly line: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** A fake of both forges on this machine, with one pull request and one merge request, which share their comments. */
export interface FakeForge {
  readonly url: string;
  readonly comments: FakeComment[];
  readonly asked: AskedForge[];
  /** Lists the requests in short, in order. */
  lines(): readonly string[];
  /** Adds comments of an author. */
  add(author: string, ...bodies: readonly string[]): void;
  /** Answers the requests whose line matches with a fault instead. */
  fail(line: RegExp, fault: ForgeFault): void;
  close(): Promise<void>;
}

/** Whom each token belongs to, and what it may. */
const TOKENS: Readonly<Record<string, { readonly login: string; readonly id: number; readonly writes: boolean }>> = {
  'token-of-the-job': { login: 'github-actions[bot]', id: 41898282, writes: true },
  'token-that-reads': { login: 'github-actions[bot]', id: 41898282, writes: false },
  'token-of-alice': { login: 'alice', id: 7, writes: true },
};

/** A token that may write. */
export const WRITING = 'token-of-the-job';
/** A token as a pull request from a fork has it. */
export const READING = 'token-that-reads';
/** What the writing token is called. */
export const BOT = 'github-actions[bot]';

/** As GitHub has it. */
const MAX_BODY = 65_536;
/** As GitLab has it. */
const MAX_NOTE = 1_000_000;
const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 100;
/** Nothing here asks more often: a client that never stops is stopped. */
const MAX_REQUESTS = 300;
/** Nothing here takes longer. */
const MAX_LIFE_MS = 120_000;

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** Starts a fake, which ends by itself when nobody ends it. */
export async function startFakeForge(): Promise<FakeForge> {
  const state = { comments: [] as FakeComment[], base: '' };
  const asked: AskedForge[] = [];
  const faults: { readonly line: RegExp; readonly fault: ForgeFault }[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const call = callOf(request, body);
      const line = `${call.method} ${call.url.pathname}${call.url.search}`;
      if (asked.push({ line, token: call.token, body: call.body }) > MAX_REQUESTS) request.socket.destroy();
      const fault = faults.find((known) => known.line.test(line))?.fault;
      if (fault === 'reset') request.socket.destroy();
      else if (fault !== 'silent') answer(response, fault ?? replyTo(call, state.comments, state.base));
    });
  });
  const end = setTimeout(() => {
    server.closeAllConnections();
    server.close();
  }, MAX_LIFE_MS);
  end.unref();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  state.base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: state.base,
    comments: state.comments,
    asked,
    lines: () => asked.map(({ line }) => line),
    add(author, ...bodies) {
      for (const body of bodies) add(state.comments, author, body);
    },
    fail: (line, fault) => void faults.push({ line, fault }),
    close: () =>
      new Promise((resolve) => {
        clearTimeout(end);
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += (piece as Buffer).toString('utf8');
  return body;
}

function callOf({ method = '', url = '/', headers }: IncomingMessage, body: string): Call {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const token = bearer ?? headers['private-token']?.toString();
  return { method, url: new URL(url, 'http://fake.invalid'), token, body: body === '' ? undefined : (JSON.parse(body) as unknown) };
}

function answer(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function replyTo(call: Call, comments: FakeComment[], base: string): Reply {
  return call.url.pathname.startsWith('/api/v4/') ? gitLabReply(call, comments, base) : gitHubReply(call, comments, base);
}

const GITHUB_DOCUMENTS = 'https://docs.github.com/rest';

/**
 * Answers as GitHub does.
 *
 * @see https://docs.github.com/en/rest/issues/comments (read 2026-11)
 */
function gitHubReply({ method, url, token, body }: Call, comments: FakeComment[], base: string): Reply {
  // A server of one's own has its interface at /api/v3, and GraphQL beside it.
  const path = url.pathname.replace(/^\/api\/v3(?=\/repos\/)|^\/api(?=\/graphql$)/, '');
  const refused = (status: number, message: string, more: object = {}): Reply => ({
    status,
    body: { message, ...more, documentation_url: GITHUB_DOCUMENTS, status: String(status) },
  });
  const owner = TOKENS[token ?? ''];
  if (owner === undefined) return refused(401, 'Bad credentials');
  if (path === '/graphql' && method === 'POST') return { status: 200, body: { data: { viewer: { login: owner.login } } } };
  // The token of a job belongs to an app, which is no user.
  if (path === '/user') return refused(403, 'Resource not accessible by integration');
  const told = ({ id, author, body: text }: FakeComment): object => ({
    id,
    html_url: `${base}/acme/infra/pull/12#issuecomment-${String(id)}`,
    user: { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' },
    body: text,
  });
  const isList = path === '/repos/acme/infra/issues/12/comments';
  if (isList && method === 'GET') return page(comments.map(told), url, base);
  const id = /^\/repos\/acme\/infra\/issues\/comments\/(\d+)$/.exec(path)?.[1];
  const old = comments.find((comment) => String(comment.id) === id);
  const writes = (isList && method === 'POST') || (old !== undefined && method === 'PATCH');
  if (!writes) return refused(404, 'Not Found');
  if (!owner.writes || (old !== undefined && old.author !== owner.login)) return refused(403, 'Resource not accessible by integration');
  const text = (body as { readonly body: string }).body;
  if (text.length > MAX_BODY) {
    const message = `Body is too long (maximum is ${String(MAX_BODY)} characters)`;
    return refused(422, 'Validation Failed', {
      errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }],
    });
  }
  return old === undefined
    ? { status: 201, body: told(add(comments, owner.login, text)) }
    : { status: 200, body: told(Object.assign(old, { body: text })) };
}

/**
 * Answers as GitLab does.
 *
 * @see https://docs.gitlab.com/api/notes/#merge-requests (read 2026-11)
 */
function gitLabReply({ method, url, token, body }: Call, comments: FakeComment[], base: string): Reply {
  const owner = TOKENS[token ?? ''];
  if (owner === undefined) return { status: 401, body: { message: '401 Unauthorized' } };
  const idOf = (author: string): number => Object.values(TOKENS).find(({ login }) => login === author)?.id ?? 1;
  if (url.pathname === '/api/v4/user') return { status: 200, body: { id: owner.id, username: owner.login } };
  const told = ({ id, author, body: text, system = false }: FakeComment): object => ({
    id,
    author: { id: idOf(author), username: author },
    body: text,
    system,
  });
  const notes = /^\/api\/v4\/projects\/(?:42|acme%2Finfra)\/merge_requests\/3\/notes(?:\/(\d+))?$/.exec(url.pathname);
  if (notes === null) return { status: 404, body: { message: '404 Project Not Found' } };
  const old = comments.find((comment) => String(comment.id) === notes[1]);
  if (notes[1] === undefined && method === 'GET') {
    const sorted = url.searchParams.get('sort') === 'asc' ? [...comments] : [...comments].reverse();
    return page(sorted.map(told), url, base);
  }
  const writes = (notes[1] === undefined && method === 'POST') || (old !== undefined && method === 'PUT');
  if (!writes) return { status: 404, body: { message: '404 Note Not Found' } };
  if (!owner.writes)
    return { status: 403, body: { error: 'insufficient_scope', error_description: 'The request requires higher privileges' } };
  if (old !== undefined && old.author !== owner.login) return { status: 403, body: { message: '403 Forbidden' } };
  const text = (body as { readonly body: string }).body;
  if (text.length > MAX_NOTE)
    return { status: 400, body: { message: { note: [`is too long (maximum is ${String(MAX_NOTE)} characters)`] } } };
  return old === undefined
    ? { status: 201, body: told(add(comments, owner.login, text)) }
    : { status: 200, body: told(Object.assign(old, { body: text })) };
}

function add(comments: FakeComment[], author: string, body: string): FakeComment {
  const comment = { id: 3_000_000_001 + comments.length, author, body };
  comments.push(comment);
  return comment;
}

/** One page, with where the others are, as both forges say it. */
function page(entries: readonly object[], url: URL, base: string): Reply {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? DEFAULT_PER_PAGE), MAX_PER_PAGE);
  const number = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(entries.length / size));
  const link = (to: number, rel: string): string => {
    const at = new URL(`${base}${url.pathname}${url.search}`);
    at.searchParams.set('page', String(to));
    return `<${at.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next')] : []),
    link(last, 'last'),
  ];
  return { status: 200, body: entries.slice((number - 1) * size, number * size), headers: { link: links.join(', ') } };
}
