import type { Exempt, Policy } from './policy';
import type { Problem } from './settings-together';
import type { SettingPath } from './settings';
import type { ValuePath } from './value-path';

/** The most bytes that the policy may take in the function's environment, where everything together may have 4 KB. */
export const MAX_POLICY_BYTES = 3072;

/**
 * The most characters that what is exempt may take in the inline policy of the function's role, of 10,240 in all.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11)
 */
export const MAX_EXEMPT_CHARACTERS = 7168;

/** Characters of an ARN in the role's policy besides what is exempt, in the longest partition, with quotes and comma. */
export const ARN_CHARACTERS = 44;

/** The settings that the function's environment holds. */
export const PATHS_IN_ENVIRONMENT = [
  'maxCredentialUsageAgeDays',
  'remediation.action',
  'remediation.warnDays',
  'remediation.graceDays',
  'remediation.maxKeysPerDay',
  'remediation.exempt.userNames',
  'remediation.exempt.paths',
  'remediation.exempt.tag',
] as const satisfies readonly SettingPath[];

/** Checks what remediation needs of other settings: somebody who hears, a notice within the limit, and room for who is exempt. */
export function remediationProblem(
  policy: Policy,
  isKnown: (...paths: SettingPath[]) => boolean,
  nameOf: (path: ValuePath) => string,
): Problem | undefined {
  const { remediation, alerts } = policy;
  if (remediation === undefined) return undefined;
  if (alerts === 'none') {
    return {
      path: ['alerts'],
      accepted: `other than none when ${nameOf(['remediation', 'action'])} is given`,
      got: alerts,
      advice: 'nothing is done to an access key without telling somebody',
    };
  }
  return (
    (isKnown('maxCredentialUsageAgeDays', 'remediation.warnDays') ? noticeProblem(policy, nameOf) : undefined) ??
    (isKnown('remediation.exempt.userNames', 'remediation.exempt.paths') ? roleProblem(remediation.exempt) : undefined) ??
    (isKnown(...PATHS_IN_ENVIRONMENT) ? environmentProblem(policy) : undefined)
  );
}

function noticeProblem(
  { maxCredentialUsageAgeDays: limit, remediation }: Policy,
  nameOf: (path: ValuePath) => string,
): Problem | undefined {
  if (remediation === undefined || remediation.warnDays < limit) return undefined;
  return {
    path: ['remediation', 'warnDays'],
    accepted: `less than ${nameOf(['maxCredentialUsageAgeDays'])} (${String(limit)})`,
    got: remediation.warnDays,
  };
}

function roleProblem({ userNames, paths }: Exempt): Problem | undefined {
  // A name stands there twice: for users without a path, and for those with one.
  const characters = [...userNames, ...userNames, ...paths].reduce((sum, text) => sum + text.length + ARN_CHARACTERS, 0);
  return characters <= MAX_EXEMPT_CHARACTERS
    ? undefined
    : tooLong({ userNames, paths }, "policy of the function's role", characters, MAX_EXEMPT_CHARACTERS);
}

function environmentProblem({ maxCredentialUsageAgeDays, remediation }: Policy): Problem | undefined {
  if (remediation === undefined) return undefined;
  const { sweepHourUtc, logRetentionDays, reservedConcurrency, ...known } = remediation;
  // All of it is ASCII, so that characters are bytes.
  const bytes = JSON.stringify({ maxCredentialUsageAgeDays, ...known }).length;
  return bytes <= MAX_POLICY_BYTES ? undefined : tooLong(known.exempt, "function's environment", bytes, MAX_POLICY_BYTES);
}

const tooLong = ({ userNames }: Exempt, where: string, length: number, most: number): Problem => ({
  path: ['remediation', 'exempt', userNames.length > 0 ? 'userNames' : 'paths'],
  accepted: `short enough for the ${where}, with all that is exempt at most ${String(most)} characters`,
  got: length,
  advice: 'use * and ?, paths, or a tag',
});
