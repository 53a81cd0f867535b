import { Refusal } from './answer';
import type { Asked } from './asked';
import { ownerOf } from './users';
import type { Served } from './served';

/**
 * Refuses as AWS does when no policy allows an action. The words are those of recorded answers to ListUsers and GetUser, which many a
 * project quotes; the documentation has another code, which IAM does not send. DynamoDB has a code and a status of its own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (read 2026-11)
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function denial(served: Served, asked: Asked): Refusal {
  const action = `${asked.service}:${asked.action}`;
  const message =
    `User: ${callerOf(served)} is not authorized to perform: ${action} on resource: ${resourceOf(served, asked)} ` +
    `because no identity-based policy allows the ${action} action`;
  return asked.service === 'dynamodb' ? new Refusal(400, 'AccessDeniedException', message) : new Refusal(403, 'AccessDenied', message);
}

/** Who asks, whatever signs: nobody in the account. */
export const callerOf = ({ accountId }: Served): string => `arn:aws:iam::${accountId}:user/somebody`;

function resourceOf(served: Served, { service, action, target }: Asked): string {
  const { accountId } = served;
  if (service === 'dynamodb') return `arn:aws:dynamodb:us-east-1:${accountId}:table/${target}`;
  if (action === 'ListUsers') return `arn:aws:iam::${accountId}:user/`;
  if (target === '') return '*';
  const userName = action === 'GetAccessKeyLastUsed' ? ownerOf(served, target)?.userName : target;
  return userName === undefined ? '*' : `user ${userName}`;
}
