import { AccessError, complaint, IncompleteError, InputError, type UnusedCredentialsError } from '../domain/errors';
import { visible } from '../domain/safe-text';
import { memberOf, textOf } from './json';
import type { Speaker } from './request';

/**
 * Says what an answer without success means, and what to do.
 *
 * A limit on requests comes as 403 too, and then says when to ask again, or only in words.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (read 2026-11)
 * @see https://docs.gitlab.com/api/rest/troubleshooting/ (read 2026-11)
 */
export function refusalOf(speaker: Speaker, { status, headers }: Response, text: string, at: string): UnusedCredentialsError {
  const { name: forge, tokenVariable } = speaker;
  const got = `${String(status)} ${messageOf(text)}`.trimEnd();
  if (status === 429 || (status === 403 && isLimited(headers, text))) {
    const accepted = `asked less often: the token, or all of ${forge}, is at a limit`;
    return new IncompleteError(complaint({ name: forge, accepted, got, at, advice: whenAgain(headers) }));
  }
  if (status === 401) {
    return new AccessError(complaint({ name: tokenVariable, accepted: `a token that ${forge} knows`, got, at, advice: speaker.advice }));
  }
  if (status === 403) {
    const accepted = 'a token that may write comments';
    return new AccessError(complaint({ name: tokenVariable, accepted, got, at, advice: speaker.advice }));
  }
  if (status === 404) {
    const accepted = 'a token that sees the repository, the pull request and the comment';
    return new AccessError(complaint({ name: tokenVariable, accepted, got, at, advice: `${forge} says the same of what is not there` }));
  }
  if ([400, 413, 422].includes(status)) {
    const advice = 'iam-unused-credentials review --format markdown stays within 60,000 characters';
    return new InputError(complaint({ name: 'the file', accepted: `a comment that ${forge} takes`, got, at, advice }));
  }
  return new IncompleteError(complaint({ name: forge, accepted: 'able to answer', got, at, advice: 'try again' }));
}

function isLimited(headers: Headers, text: string): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || /rate limit|abuse/i.test(messageOf(text));
}

function whenAgain(headers: Headers): string {
  const seconds = headers.get('retry-after');
  if (seconds !== null) return /^\d+$/.test(seconds) ? `try again in ${seconds} seconds` : `try again after ${visible(seconds)}`;
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? NaN);
  const isInstant = reset > 0 && reset < MAX_EPOCH_SECONDS;
  return isInstant ? `try again after ${new Date(reset * 1000).toISOString()}` : 'try again in a minute';
}

/** The end of the year 9999. */
const MAX_EPOCH_SECONDS = 253_402_300_800;

/** GitHub says the reason beside its message, GitLab in an object or under `error`. */
function messageOf(text: string): string {
  const value = parsed(text);
  const message = memberOf(value, 'message');
  const first = textOf(memberOf(memberOf(memberOf(value, 'errors'), '0'), 'message'));
  const said = textOf(message) ?? textOf(memberOf(value, 'error_description')) ?? textOf(memberOf(value, 'error'));
  if (said !== undefined) return first === undefined ? said : `${said}: ${first}`;
  return message === undefined ? '' : JSON.stringify(message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
