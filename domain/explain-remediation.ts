import { days, listed } from './phrases';
import type { Exempt, Policy, Remediation } from './policy';

/** Says in sentences what happens to an access key that is unused: nothing, words, or deeds. Expects values that are known. */
export function remediating({ maxCredentialUsageAgeDays: limit, remediation }: Policy): readonly string[] {
  if (remediation === undefined) {
    return ['No key is deactivated or deleted: that stays with a person, who deactivates first, waits, then deletes.'];
  }
  const { action, sweepHourUtc } = remediation;
  const hour = `${String(sweepHourUtc).padStart(2, '0')}:00 UTC`;
  const soon = remediation.warnDays === 0 ? '' : ` or will be within ${days(remediation.warnDays)}`;
  const told = `Every day at ${hour} a function tells which active access keys are unused for ${days(limit)}${soon}.`;
  switch (action) {
    case 'notify':
      return [told, 'It only tells: no key is deactivated or deleted.', ...sparing(remediation.exempt)];
    case 'deactivate':
      return [told, deactivating(remediation), 'No key is deleted: that stays with a person.', ...bounding(remediation)];
    case 'delete':
      return [told, deactivating(remediation), deleting(remediation), ...bounding(remediation)];
  }
}

function deactivating({ warnDays }: Remediation): string {
  if (warnDays === 0) return 'Such a key is announced when it is unused, and deactivated by the next sweep.';
  return `Such a key is announced, and deactivated when it is unused and was announced ${days(warnDays)} before.`;
}

/** Deletion is announced at the end of grace minus notice, or at once where notice is longer than grace. */
function deleting({ warnDays, graceDays }: Remediation): string {
  const after = `A key that the function deactivated is deleted ${days(Math.max(graceDays, warnDays))} later`;
  const before = warnDays === 0 ? ', announced before' : `, announced ${days(warnDays)} before`;
  return `${after}${before}; one that was used after all, or that somebody else deactivated, never is.`;
}

function bounding({ maxKeysPerDay, exempt }: Remediation): readonly string[] {
  const keys = maxKeysPerDay === 1 ? '1 key is' : `${String(maxKeysPerDay)} keys are`;
  return [`At most ${keys} touched in 24 hours, the longest unused first; passwords never are.`, ...sparing(exempt)];
}

function sparing({ userNames, paths, tag }: Exempt): readonly string[] {
  const groups = [
    ...(userNames.length > 0 ? [`users named ${listed(userNames)}`] : []),
    ...(paths.length > 0 ? [`users under ${listed(paths)}`] : []),
    ...(tag === undefined ? [] : [`users with the tag ${tag}`]),
  ];
  return groups.length === 0 ? ['No user is exempt.'] : [`Exempt are ${groups.join('; ')}.`];
}
