import { complaint, IncompleteError, InputError } from '../domain/errors';
import { refusalOf } from './refusal';

/** How a forge is spoken to, and in whose words its answers are told. */
export interface Speaker {
  /** The name of the forge. */
  readonly name: 'GitHub' | 'GitLab';
  /** Where its interface begins, without a slash at the end. */
  readonly api: string;
  /** The variable that says where that is. */
  readonly apiVariable: string;
  /** The variable that holds the token. */
  readonly tokenVariable: string;
  /** What says who asks, and in which form. */
  readonly headers: Readonly<Record<string, string>>;
  /** What to do when the token may not write. */
  readonly advice: string;
}

/** What is asked. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** After the beginning of the interface, or a whole address on the same server. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What came. */
export interface Told {
  readonly value: unknown;
  /** Whether there is another page after this one. */
  readonly hasNext: boolean;
}

const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 3;

/**
 * Asks a forge one thing, once. A redirection is followed on the same server only, with the same method, because the token goes along.
 *
 * @throws AccessError, InputError or IncompleteError when the answer is no success.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api (read 2026-11)
 */
export async function ask(speaker: Speaker, asked: Asked): Promise<Told> {
  let url = new URL(`${speaker.api}${asked.path}`);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const at = `${asked.method} ${url.href}`;
    const { response, text } = await send(speaker, asked, url, at);
    const next = redirectionOf(response);
    if (next === undefined) return told(speaker, response, text, at);
    url = sameServer(speaker, url, next, at);
  }
  throw unusable(speaker, 'the address itself', `more than ${String(MAX_REDIRECTS)} redirections`, `${asked.method} ${url.href}`);
}

interface Sent {
  readonly response: Response;
  readonly text: string;
}

async function send({ headers, ...speaker }: Speaker, { method, body }: Asked, url: URL, at: string): Promise<Sent> {
  const isJson = body !== undefined;
  try {
    const response = await fetch(url.href, {
      method,
      headers: { ...headers, ...(isJson && { 'content-type': 'application/json' }), 'user-agent': 'iam-unused-credentials' },
      ...(isJson && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw unusable({ headers, ...speaker }, 'an address that answers', reasonFor(error), at, error);
  }
}

/** An error of the network, as far as it is looked at. */
interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly cause?: Failure;
}

/** What the network says stands in the cause of the error that is thrown. */
function reasonFor(error: unknown): string {
  const { name, message, cause } = error as Failure;
  if (name === 'TimeoutError') return `no answer in ${String(TIMEOUT_MS / 1000)} seconds`;
  return typeof cause?.code === 'string' ? cause.code : (cause?.message ?? message ?? String(error));
}

function redirectionOf({ status, headers }: Response): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? (headers.get('location') ?? undefined) : undefined;
}

function sameServer(speaker: Speaker, from: URL, to: string, at: string): URL {
  const next = URL.canParse(to, from.href) ? new URL(to, from.href) : undefined;
  if (next?.origin === from.origin && next.username === '' && next.password === '') return next;
  throw unusable(speaker, 'the address itself: the token is sent to no other', `a redirection to ${next?.origin ?? to}`, at);
}

function told(speaker: Speaker, response: Response, text: string, at: string): Told {
  if (!response.ok) throw refusalOf(speaker, response, text, at);
  try {
    return { value: JSON.parse(text) as unknown, hasNext: /<[^>]*>\s*;[^,]*\brel="?next"?/.test(response.headers.get('link') ?? '') };
  } catch {
    throw unusable(speaker, `the address of the interface of ${speaker.name}`, 'an answer that is no JSON', at);
  }
}

function unusable({ apiVariable: name }: Speaker, accepted: string, got: string, at: string, cause?: unknown): IncompleteError {
  return new IncompleteError(complaint({ name, accepted, got, at }), { cause });
}

/**
 * Gives the beginning of an interface, checked.
 *
 * @throws InputError when it is none; what it holds is not shown, because it may be a password.
 */
export function apiOf(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (isPlain && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new InputError(complaint({ name, accepted: 'an address with https:// and no password', got: 'another', at: 'environment' }));
}
