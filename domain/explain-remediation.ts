import { deletionDays } from './deletion-days';
import { days, listed } from './phrases';
import type { Exempt, Policy, Remediation } from './policy';

/**
 * Says in sentences what happens to an access key that is unused: nothing, words, or deeds. Expects values that are known. Where something
 * else may act too, sentences about it come last, and the others claim nothing of it.
 */
export function remediating({ maxCredentialUsageAgeDays: limit, remediation }: Policy, others: readonly string[] = []): readonly string[] {
  const isAlone = others.length === 0;
  if (remediation === undefined) {
    return isAlone ? ['No key is deactivated or deleted: that stays with a person, who deactivates first, waits, then deletes.'] : others;
  }
  const { action, sweepHourUtc } = remediation;
  const hour = `${String(sweepHourUtc).padStart(2, '0')}:00 UTC`;
  const soon = remediation.warnDays === 0 ? '' : ` or will be within ${days(remediation.warnDays)}`;
  const told = `Every day at ${hour} a function tells which active access keys are unused for ${days(limit)}${soon}.`;
  const beside = isAlone ? [] : [...others, 'Notice, grace, cap and exemptions are those of the function: nothing else keeps to them.'];
  switch (action) {
    case 'notify':
      return [
        told,
        isAlone ? 'It only tells: no key is deactivated or deleted.' : 'It only tells.',
        ...sparing(remediation.exempt),
        ...beside,
      ];
    case 'deactivate':
      return [
        told,
        deactivating(remediation),
        isAlone ? 'No key is deleted: that stays with a person.' : 'It deletes no key.',
        ...bounding(remediation, isAlone),
        ...beside,
      ];
    case 'delete':
      return [told, deactivating(remediation), deleting(remediation, isAlone), ...bounding(remediation, isAlone), ...beside];
  }
}

function deactivating({ warnDays }: Remediation): string {
  if (warnDays === 0) return 'Such a key is announced when it is unused, and deactivated by the next sweep.';
  return `Such a key is announced, and deactivated when it is unused and was announced ${days(warnDays)} before.`;
}

/** Deletion is announced at the end of grace minus notice, or by the next sweep where notice is not shorter than grace. */
function deleting({ warnDays, graceDays }: Remediation, isAlone: boolean): string {
  const after = `A key that the function deactivated is deleted ${days(deletionDays({ warnDays, graceDays }).deleted)} later`;
  const before = warnDays === 0 ? ', announced before' : `, announced ${days(warnDays)} before`;
  const never = `one that was used after all, or that somebody else deactivated, never is${isAlone ? '' : ' by the function'}`;
  return `${after}${before}; ${never}.`;
}

function bounding({ maxKeysPerDay, exempt }: Remediation, isAlone: boolean): readonly string[] {
  const keys = maxKeysPerDay === 1 ? '1 key' : `${String(maxKeysPerDay)} keys`;
  const touched = isAlone
    ? `At most ${keys} ${maxKeysPerDay === 1 ? 'is' : 'are'} touched in 24 hours, the longest unused first; passwords never are.`
    : `The function touches at most ${keys} in 24 hours, the longest unused first, and no password.`;
  return [touched, ...sparing(exempt)];
}

function sparing({ userNames, paths, tag }: Exempt): readonly string[] {
  const groups = [
    ...(userNames.length > 0 ? [`users named ${listed(userNames)}`] : []),
    ...(paths.length > 0 ? [`users under ${listed(paths)}`] : []),
    ...(tag === undefined ? [] : [`users with the tag ${tag}`]),
  ];
  return groups.length === 0 ? ['No user is exempt.'] : [`Exempt are ${groups.join('; ')}.`];
}
