import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { isThrottlingError } from '@smithy/core/retry';
import { AccessError, IncompleteError, reasonOf } from '../domain/errors';

/**
 * What AWS answers when a policy denies a request. Bad or expired credentials, bad signatures and throttling have other names.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11)
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (read 2026-11)
 */
const DENIALS: readonly string[] = [
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationErrorException',
  'KMSAccessDeniedException',
  'NotAuthorized',
  'UnauthorizedOperation',
];

/** Tells whether AWS denied a request by policy. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && DENIALS.includes(error.name);
}

/** Tells whether AWS says that there is no such user or key. */
export function isNoSuchEntity(error: unknown): boolean {
  return error instanceof NoSuchEntityException;
}

/** Tells whether AWS refused a request because there were too many. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]);
}

/** Tells whether a request was sent more than once before it failed so. */
export function wasRetried(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly attempts?: number } };
  return ($metadata?.attempts ?? 1) > 1;
}

/** What the SDK adds for whoever debugs it. */
const SDK_HINTS = [/^Error: AWS SDK error wrapper for /, /\s*Deserialization error: to see the raw response.*/s];

/** Says why a request failed, in one line. */
export function inOneLine(error: unknown): string {
  const reason = reasonIn(error);
  return isThrottled(error) && wasRetried(error) ? `throttled for too long, ${reason}` : reason;
}

function reasonIn(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined) return `HTTP ${String(status)} without a reason`;
  return withoutHints(reasonOf(error));
}

/** Writes what the SDK says in one line, without what it adds for whoever debugs it. */
export function withoutHints(said: string): string {
  return SDK_HINTS.reduce((text, hint) => text.replace(hint, ''), said)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Says why a request was denied, and what would have to be allowed where the client names its actions. */
export function refusalIn(error: unknown): string {
  const action = actionIn(error);
  return action === undefined ? inOneLine(error) : `${inOneLine(error)} (needs ${action})`;
}

/** Names the action of AWS that failed, such as `iam:GetUser`; undefined unless the client notes it on its errors. */
function actionIn(error: unknown): string | undefined {
  return (error as { readonly action?: string }).action;
}

/** Gives the HTTP status of an answer in which the SDK found no error code. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || error.name !== 'Unknown' || !('$metadata' in error)) return undefined;
  return (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode;
}

/**
 * Awaits a request, and says in its error what was asked.
 *
 * @throws AccessError when a policy denies it, IncompleteError when it failed otherwise; the cause is kept.
 */
export async function asking<T>(what: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    if (isDenied(cause)) throw new AccessError(`not allowed to ${what}: ${refusalIn(cause)}`, { cause });
    throw new IncompleteError(`could not ${what}: ${inOneLine(cause)}`, { cause });
  }
}

/** Awaits a request that may find that there is no such user or key. */
export async function askingWhetherThere<T>(what: string, request: Promise<T>): Promise<T | 'gone'> {
  return asking(
    what,
    request.catch((error: unknown) => {
      if (isNoSuchEntity(error)) return 'gone';
      throw error;
    }),
  );
}
