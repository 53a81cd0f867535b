import { namesFor } from '../domain/names';
import { partitionOf } from '../domain/regions';
import type { ScanPolicy } from './inventory';

/**
 * Gives the IAM policy that a scan needs, and nothing more: all of it reads. The account is left open, so that one policy serves all.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html (read 2026-11)
 */
export function neededPolicy({ isRemediating, namePrefix, homeRegion }: ScanPolicy): unknown {
  const partition = partitionOf(homeRegion ?? '');
  const table = `arn:${partition}:dynamodb:${homeRegion ?? '*'}:*:table/${namesFor(namePrefix).keysTable}`;
  return {
    Version: '2012-10-17',
    Statement: [
      allow('ReadsTheReport', ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'], '*'),
      allow('ReadsKeys', ['iam:GetUser', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'], `arn:${partition}:iam::*:user/*`),
      ...(isRemediating ? [allow('ReadsTheRecords', ['dynamodb:Query', 'dynamodb:GetItem'], table)] : []),
    ],
  };
}

const allow = (Sid: string, Action: readonly string[], Resource: string) => ({ Sid, Effect: 'Allow', Action, Resource });
