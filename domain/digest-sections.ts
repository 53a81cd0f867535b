import type { Entry, Matter } from './matter';

/** How bad a digest is, for filters on its subscription; the worst of its sections. */
export type Severity = 'danger' | 'warning' | 'info';

/** How a matter is told. */
export interface Section {
  readonly title: string;
  readonly severity: Severity;
  /** `daily` is a reason to send a digest; `weekly` is one once a week, and is told along whenever one is sent; `counted` is only a number. */
  readonly told: 'daily' | 'weekly' | 'counted';
  /** Whether a person must act on the key, and so needs its id in full. */
  readonly needsId: boolean;
  /** What a person can do, for all of them. */
  readonly advice?: string;
  /** The command for one of them. */
  readonly command?: (userName: string, accessKeyId: string) => string;
}

const setStatus =
  (status: 'Active' | 'Inactive') =>
  (userName: string, accessKeyId: string): string =>
    `aws iam update-access-key --user-name ${userName} --access-key-id ${accessKeyId} --status ${status}`;

/** Each matter as the digest tells it. */
export const SECTIONS: Readonly<Record<Matter, Section>> = {
  undecided: {
    title: 'Could not be read, decided or recorded',
    severity: 'danger',
    told: 'daily',
    needsId: true,
    advice: 'The run counts as failed. If it stays so tomorrow, look at the log for the cause.',
  },
  misjudged: {
    title: 'Deactivated although in use: the use was reported late, or the limit was raised',
    severity: 'danger',
    told: 'daily',
    needsId: true,
    advice: 'It will not be deleted. Ask the owner, and activate it again if it is needed:',
    command: setStatus('Active'),
  },
  blocked: {
    title: 'Blocked: a policy or boundary keeps the function from it',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'Lift the denial; where only the act is denied, exempt the user.',
  },
  deleted: { title: 'Deleted', severity: 'warning', told: 'daily', needsId: false },
  'keeps-coming-back': {
    title: 'Something keeps re-enabling it',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'A Terraform aws_iam_access_key without status = "Inactive" does so at every apply. Change it where it is declared.',
  },
  deactivated: {
    title: 'Deactivated',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'To undo, activate it again:',
    command: setStatus('Active'),
  },
  reenabled: {
    title: 'Somebody re-enabled it',
    severity: 'info',
    told: 'daily',
    needsId: false,
    advice: 'Unless the policy only tells, the whole limit counts anew.',
  },
  'will-be-deleted': {
    title: 'Will be deleted, not before that day',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'To keep it, activate it again:',
    command: setStatus('Active'),
  },
  'will-be-deactivated': {
    title: 'Will be deactivated, not before that day',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'To keep it, use it before that day, or exempt its user.',
  },
  unused: {
    title: 'Unused, or soon to be; the policy only tells',
    severity: 'warning',
    told: 'daily',
    needsId: true,
    advice: 'If nobody needs it, deactivate it first, wait, then delete it:',
    command: setStatus('Inactive'),
  },
  'waits-for-cap': {
    title: 'Due, and waits: enough was done in these 24 hours',
    severity: 'info',
    told: 'daily',
    needsId: true,
  },
  'unclear-exemption': {
    title: 'Spared by a tag whose value cannot be understood',
    severity: 'info',
    told: 'daily',
    needsId: false,
    advice: 'The value of the tag may be empty, true, or the last day, such as 2026-12-31.',
  },
  'password-only': {
    title: 'Non-compliant only because of a password, of which a person must take care',
    severity: 'info',
    told: 'weekly',
    needsId: false,
    advice: 'aws iam delete-login-profile --user-name NAME takes the password away.',
  },
  'stays-inactive': { title: 'Deactivated by us, and stays so', severity: 'info', told: 'weekly', needsId: true },
  'not-ours': {
    title: 'Inactive, and not by us: it is never deleted',
    severity: 'info',
    told: 'weekly',
    needsId: false,
  },
  left: {
    title: 'Not looked at for want of time; the next sweep begins there',
    severity: 'danger',
    told: 'daily',
    needsId: false,
  },
  dropped: { title: 'No longer of concern', severity: 'info', told: 'counted', needsId: false },
  spared: { title: 'Spared', severity: 'info', told: 'counted', needsId: false },
  busy: { title: 'Another sweep was at it', severity: 'info', told: 'counted', needsId: false },
  gone: { title: 'Gone', severity: 'info', told: 'counted', needsId: false },
  'in-use': { title: 'In use', severity: 'info', told: 'counted', needsId: false },
};

/** Names a key as a person needs it: in full to act on it, else by its last four characters. */
export function shownId({ matter, accessKeyId }: Entry): string | undefined {
  if (accessKeyId === undefined || SECTIONS[matter].needsId) return accessKeyId;
  return `…${accessKeyId.slice(-4)}`;
}
