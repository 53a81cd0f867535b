import { isoOf } from '../../domain/instant';
import { days, listed } from '../../domain/phrases';
import { visible } from '../../domain/safe-text';
import { VERDICTS } from '../../domain/verdict';
import type { Inventory, ScanPolicy, Unreadable } from '../inventory';

/** Says what was scanned and under which policy: what the tables below are to be read with. */
export function openingOf({ accountId, generatedAt, policy, records, filter, rootAccessKeys }: Inventory): readonly string[] {
  return [
    `Access keys of account ${accountId} at ${isoOf(generatedAt)}.`,
    policyWords(policy),
    `Records: ${visible(records.because)}.`,
    ...(filter.userName === null ? [] : [`Only the user ${visible(filter.userName)} was looked at.`]),
    ...(filter.verdict === null ? [] : [`Only keys that are ${filter.verdict} are shown.`]),
    ...rootWords(rootAccessKeys),
  ];
}

function policyWords({ sweep, isRemediating }: ScanPolicy): string {
  const { maxCredentialUsageAgeDays, action, warnDays, graceDays, maxKeysPerDay, exempt } = sweep;
  const limit = `Limit ${days(maxCredentialUsageAgeDays)}`;
  if (!isRemediating) return `${limit}; no remediation: AWS Config reports users, and nothing is done about their keys.`;
  const spared = [...exempt.userNames, ...exempt.paths, ...(exempt.tag === undefined ? [] : [`tag ${exempt.tag}`])];
  const parts = [
    `${limit}; remediation ${action}`,
    `notice ${days(warnDays)}`,
    ...(action === 'delete' ? [`grace ${days(graceDays)}`] : []),
    ...(action === 'notify' ? [] : [`at most ${String(maxKeysPerDay)} keys in 24 hours`]),
    spared.length === 0 ? 'nobody exempt' : `exempt ${visible(listed(spared))}`,
  ];
  return `${parts.join('; ')}.`;
}

function rootWords(keys: Inventory['rootAccessKeys']): readonly string[] {
  if (keys === null || keys === 0) return [];
  return [
    `The root user has ${keys === 1 ? 'an active access key' : `${String(keys)} active access keys`}: no policy of this tool touches it, delete it by hand.`,
  ];
}

/** Counts the keys by verdict, the worst first. */
export function countsIn({ counts }: Inventory): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => `${String(counts[verdict])} ${verdict}`);
  return `${String(total)} access ${total === 1 ? 'key' : 'keys'}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

/** Says of each that could not be read why; the same reason once, with everybody that it is about. */
export function troublesOf({ unreadable }: Inventory): readonly string[] {
  const byReason = new Map<string, readonly string[]>();
  for (const trouble of unreadable) byReason.set(trouble.because, [...(byReason.get(trouble.because) ?? []), whom(trouble)]);
  return [...byReason].map(([because, all]) => `${visible(someOf(all))}: ${visible(because)}`);
}

const MOST_NAMED = 5;

function someOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${String(rest)} more` : names.join(', ');
}

function whom({ userName, accessKeyId }: Unreadable): string {
  if (userName === null) return 'the account';
  return accessKeyId === null ? `user ${userName}` : `access key ${accessKeyId} of user ${userName}`;
}
