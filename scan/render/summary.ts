import { isoOf } from '../../domain/instant';
import { days, listed } from '../../domain/phrases';
import { visible } from '../../domain/safe-text';
import { VERDICTS } from '../../domain/verdict';
import type { StepName } from '../../domain/outlook';
import type { Inventory, InventoryKey, ScanPolicy, Unreadable } from '../inventory';
import { words } from './cells';

/** Says what was scanned and under which policy: what the tables below are to be read with. */
export function openingOf({
  accountId,
  generatedAt,
  policy,
  records,
  filter,
  rootAccessKeys,
  vanishedUsers,
}: Inventory): readonly string[] {
  return [
    `Access keys of account ${accountId} at ${isoOf(generatedAt)}.`,
    policyWords(policy),
    `Records: ${visible(records.because)}.`,
    ...(filter.userName === null ? [] : [`Only the user ${visible(filter.userName)} was looked at${othersFirst(policy)}.`]),
    ...(filter.verdict === null ? [] : [`Only keys that are ${filter.verdict} are shown.`]),
    ...rootWords(rootAccessKeys),
    ...vanishedWords(vanishedUsers),
  ];
}

const othersFirst = ({ isRemediating, sweep }: ScanPolicy): string =>
  isRemediating && sweep.action !== 'notify' ? '; others may come first when the cap is reached' : '';

function vanishedWords(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [
    `Of the report, ${visible(someOf(names))} ${names.length === 1 ? 'is' : 'are'} not there any more: deleted, or renamed since it was made, at most 4 hours ago. Who was renamed is in the next one.`,
  ];
}

/** Says what a policy is. */
export function policyWords({ sweep, isRemediating }: ScanPolicy): string {
  const { maxCredentialUsageAgeDays, action, warnDays, graceDays, maxKeysPerDay, exempt } = sweep;
  const limit = `Limit ${days(maxCredentialUsageAgeDays)}`;
  if (!isRemediating) {
    return `${limit}; no remediation: AWS Config reports users, and nothing is done about their keys. Those of the last ${days(warnDays)} before it are warn.`;
  }
  const spared = [...exempt.userNames, ...exempt.paths, ...(exempt.tag === undefined ? [] : [`tag ${exempt.tag}`])];
  const parts = [
    `${limit}; remediation ${action}`,
    `notice ${days(warnDays)}`,
    ...(action === 'delete' ? [`grace ${days(graceDays)}`] : []),
    ...(action === 'notify' ? [] : [`at most ${String(maxKeysPerDay)} ${maxKeysPerDay === 1 ? 'key' : 'keys'} in 24 hours`]),
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

/** Steps of which people ask why. That something could not be read is said apart. */
const EXPLAINED: readonly StepName[] = ['spare', 'misjudged', 'keep', 'foreign', 'busy', 'reenabled', 'drop', 'wait-for-cap', 'resume'];

/** Says why some keys are treated otherwise than by their idle days. */
export function reasonsOf({ keys, unreadable }: Inventory): readonly string[] {
  const told = new Set(unreadable.map(({ because }) => because));
  const isAsked = ({ step, reason }: InventoryKey): boolean => EXPLAINED.includes(step) || (step === 'undecided' && !told.has(reason));
  return byReason(
    keys.filter(isAsked).map((key) => ({ because: `${words(key.step)}, ${key.reason}`, whom: whom(key), userName: key.userName })),
  );
}

/** What AWS calls credentials that have ended. */
const ENDED = /\b(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)\b/;

/** Says of all that could not be read why, and what to do where that is known. */
export function troublesOf({ unreadable }: Inventory): readonly string[] {
  const advice = unreadable.some(({ because }) => ENDED.test(because))
    ? ['the credentials have expired meanwhile: sign in again, such as with aws sso login, and scan anew']
    : [];
  return [...advice, ...reasonsIn(unreadable)];
}

function reasonsIn(unreadable: readonly Unreadable[]): readonly string[] {
  return byReason(unreadable.map((trouble) => ({ because: trouble.because, whom: whom(trouble), userName: trouble.userName })));
}

/** The most reasons that are told, and the most that are named of whom one is about. */
const MOST_REASONS = 100;
const MOST_NAMED = 5;

/** The same reason once, with everybody that it is about. */
function byReason(
  all: readonly { readonly because: string; readonly whom: string; readonly userName: string | null }[],
): readonly string[] {
  const grouped = new Map<string, { readonly because: string; readonly names: string[] }>();
  for (const { because, whom, userName } of all) {
    // The first stands for all whose reasons differ in the name only.
    const kind = userName === null ? because : because.replaceAll(userName, '\0');
    const group = grouped.get(kind) ?? { because, names: [] };
    group.names.push(whom);
    grouped.set(kind, group);
  }
  const told = [...grouped.values()].map(({ because, names }) => `${visible(someOf(names))}: ${visible(because)}`);
  const rest = told.length - MOST_REASONS;
  return rest > 0 ? [...told.slice(0, MOST_REASONS), `and ${String(rest)} more reasons, which the JSON form lists`] : told;
}

function someOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${String(rest)} more` : names.join(', ');
}

function whom({ userName, accessKeyId }: Pick<Unreadable, 'userName' | 'accessKeyId'>): string {
  if (userName === null) return 'the account';
  return accessKeyId === null ? `user ${userName}` : `access key ${accessKeyId} of user ${userName}`;
}
