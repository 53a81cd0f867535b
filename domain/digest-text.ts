import type { Counts, Findings, ToldSection } from './digest';
import { SECTIONS, shownId } from './digest-sections';
import { dayOf, isoOf } from './instant';
import type { Entry, Matter } from './matter';
import type { SweepPolicy } from './sweep-policy';

/** Writes the digest as plain text for an e-mail. */
export function digestText({ accountId, now, policy, usersNotDue }: Findings, sections: readonly ToldSection[], counts: Counts): string {
  return [
    `Access keys in account ${accountId}, sweep of ${isoOf(now).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC`,
    policyLine(policy),
    ...sections.map(sectionText),
    `All counts: ${countsText(counts)}${String(usersNotDue)} users have nothing due by the credential report.`,
    'The whole list, with the facts and the reason of each decision, is in the log of the function.',
  ].join('\n\n');
}

function policyLine({ action, maxCredentialUsageAgeDays, warnDays, graceDays, maxKeysPerDay }: SweepPolicy): string {
  const limit = `Policy: a key is unused after ${days(maxCredentialUsageAgeDays)}`;
  if (action === 'notify') return `${limit}; nothing is done but telling.`;
  const deletion = action === 'delete' ? `, deleted ${days(graceDays)} after that` : ', never deleted';
  return `${limit}; it is announced ${days(warnDays)} ahead, deactivated${deletion}; at most ${String(maxKeysPerDay)} in 24 hours.`;
}

function sectionText({ matter, entries, total }: ToldSection): string {
  const { title, advice, command } = SECTIONS[matter];
  const omitted = total - entries.length;
  return [
    `${title} (${String(total)})`,
    ...entries.map(line),
    ...(omitted > 0 ? [`- and ${String(omitted)} more, all in the log`] : []),
    ...(advice === undefined ? [] : [`  ${advice}`]),
    ...(command === undefined ? [] : entries.flatMap(({ userName, accessKeyId = '' }) => `  ${command(userName, accessKeyId)}`)),
  ].join('\n');
}

function line(entry: Entry): string {
  const id = shownId(entry);
  const day = entry.at === undefined ? '' : `${dayOf(entry.at)}  `;
  return `- ${day}${entry.userName}${id === undefined ? '' : `  ${id}`}  ${entry.because}`;
}

function countsText(counts: Counts): string {
  return Object.entries(counts)
    .map(([matter, count]) => `${String(count)} ${WORDS[matter as Matter] ?? matter.replaceAll('-', ' ')}, `)
    .join('');
}

/** Matters whose name is no phrase. */
const WORDS: Readonly<Partial<Record<Matter, string>>> = {
  'waits-for-cap': 'wait for the cap',
  'stays-inactive': 'stay inactive',
  'unclear-exemption': 'spared by an unclear tag',
  'password-only': 'users with an unused password only',
  left: 'users left for the next sweep',
};

const days = (count: number): string => `${String(count)} ${count === 1 ? 'day' : 'days'}`;
