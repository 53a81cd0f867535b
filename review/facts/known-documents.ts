/** A document of AWS Systems Manager Automation that acts on IAM users. */
export interface KnownDocument {
  /** What it does, in words that complete "which". */
  readonly does: string;
  /** The parameter with which it has a limit of its own, and what that is when nobody sets it. */
  readonly limit?: { readonly parameter: string; readonly default: string };
}

/**
 * What the documents of AWS that act on IAM users do; of any other we do not know.
 *
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-revoke-iam-user.html (read 2026-11)
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-delete-iam-user.html (read 2026-11)
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-user-policies.html (read 2026-11)
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/delete-iam-inline-policy.html (read 2026-11)
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-publishsnsnotification.html (read 2026-11)
 */
export const KNOWN_DOCUMENTS: ReadonlyMap<string, KnownDocument> = new Map([
  [
    'AWSConfigRemediation-RevokeUnusedIAMUserCredentials',
    {
      does: 'deactivates the access keys and deletes the password of a user that were not used',
      limit: { parameter: 'MaxCredentialUsageAge', default: '90 days' },
    },
  ],
  ['AWSConfigRemediation-DeleteIAMUser', { does: 'deletes the user with its access keys, password and MFA devices' }],
  ['AWSConfigRemediation-RemoveUserPolicies', { does: 'deletes and detaches the IAM policies of the user' }],
  ['AWS-DeleteIAMInlinePolicy', { does: 'deletes the inline IAM policies of the user' }],
  ['AWS-PublishSNSNotification', { does: 'publishes a message and changes nothing' }],
]);
