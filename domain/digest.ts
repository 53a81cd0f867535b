import { SECTIONS, shownId, type Severity } from './digest-sections';
import { digestText } from './digest-text';
import { isoOf, type Instant } from './instant';
import { MATTERS, type Entry, type Matter } from './matter';
import type { SweepPolicy } from './sweep-policy';

/** What one sweep has to say. */
export interface Findings {
  readonly accountId: string;
  readonly now: Instant;
  readonly policy: SweepPolicy;
  readonly entries: readonly Entry[];
  /** How many users the report cleared without a look at their keys. */
  readonly usersNotDue: number;
  /** True once a week, when what stands unchanged is told too. */
  readonly isWeekly: boolean;
}

/** A message as the topic takes it. */
export interface DigestMessage {
  /** Fewer than 100 characters of ASCII. */
  readonly subject: string;
  /** For people. */
  readonly text: string;
  /** The same for machines. */
  readonly json: string;
  readonly attributes: { readonly account: string; readonly severity: Severity };
}

/** A digest, and which keys it names. */
export interface Digest {
  /** Undefined when there is nothing to tell. */
  readonly message: DigestMessage | undefined;
  /** Keys whose new announcement stands in the message; others must wait for the next one. */
  readonly named: ReadonlySet<string>;
}

/** A section as it is told: those entries that have room, and how many there are in all. */
export interface ToldSection {
  readonly matter: Matter;
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** SNS takes 256 KB with everything; what is left over is for attributes and escapes. */
export const MAX_DIGEST_BYTES = 200_000;

/** Composes the digest of a sweep: worst first, counts complete, lists as long as there is room. */
export function digestOf(findings: Findings): Digest {
  const sections = toldSections(findings);
  const isDue = sections.some(({ matter }) => SECTIONS[matter].told === 'daily' || findings.isWeekly);
  if (!isDue) return { message: undefined, named: new Set() };
  let room = Math.max(...sections.map(({ entries }) => entries.length));
  let [message, shown] = compose(findings, sections, room);
  while (sizeOf(message) > MAX_DIGEST_BYTES && room > 0) {
    room = Math.floor(room * SHRINK);
    [message, shown] = compose(findings, sections, room);
  }
  const named = shown.flatMap(({ entries }) => entries.flatMap(({ accessKeyId }) => accessKeyId ?? []));
  return { message, named: new Set(named) };
}

const SHRINK = 0.8;

/** The sections that have something to tell, worst first; in each what is new first, then by day. */
function toldSections({ entries }: Findings): readonly ToldSection[] {
  return MATTERS.filter((matter) => SECTIONS[matter].told !== 'counted').flatMap((matter) => {
    const own = entries.filter((entry) => entry.matter === matter).sort(byUrgency);
    return own.length === 0 ? [] : [{ matter, entries: own, total: own.length }];
  });
}

function byUrgency(a: Entry, b: Entry): number {
  const order = Number(b.isNew ?? false) - Number(a.isNew ?? false) || (a.at ?? 0) - (b.at ?? 0);
  return order || compareText(a.userName, b.userName) || compareText(a.accessKeyId ?? '', b.accessKeyId ?? '');
}

/** Compares by code units, because a locale would order otherwise elsewhere. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Composes the message with at most `room` entries in each section, so that a long one leaves room for the others. */
function compose(findings: Findings, sections: readonly ToldSection[], room: number): readonly [DigestMessage, readonly ToldSection[]] {
  const shown = sections.map((section) => ({ ...section, entries: section.entries.slice(0, room) }));
  const severity = worst(shown.map(({ matter }) => SECTIONS[matter].severity));
  const counts = countsOf(findings);
  const message = {
    subject: subjectOf(findings.accountId, counts),
    text: digestText(findings, shown, counts),
    json: JSON.stringify(jsonOf(findings, shown, counts, severity)),
    attributes: { account: findings.accountId, severity },
  };
  return [message, shown];
}

const SEVERITIES: readonly Severity[] = ['danger', 'warning', 'info'];

const worst = (severities: readonly Severity[]): Severity => SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';

/** How many keys or users came to each matter; matters that nobody came to are left out. */
export type Counts = Readonly<Partial<Record<Matter, number>>>;

/** Counts all entries by matter, worst first. */
export function countsOf({ entries }: Pick<Findings, 'entries'>): Counts {
  const counted = MATTERS.map((matter) => [matter, entries.filter((entry) => entry.matter === matter).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** The matters that a subject names, in its words. */
const SUBJECT_WORDS: readonly (readonly [Matter, string])[] = [
  ['undecided', 'undecided'],
  ['misjudged', 'in use after all'],
  ['blocked', 'blocked'],
  ['deleted', 'deleted'],
  ['deactivated', 'deactivated'],
  ['will-be-deleted', 'to be deleted'],
  ['will-be-deactivated', 'to be deactivated'],
  ['unused', 'unused'],
];
const MAX_SUBJECT = 99;

function subjectOf(accountId: string, counts: Counts): string {
  const words = SUBJECT_WORDS.flatMap(([matter, word]) => (counts[matter] === undefined ? [] : [`${String(counts[matter])} ${word}`]));
  return `Access keys in ${accountId}: ${words.length === 0 ? 'see inside' : words.join(', ')}`.slice(0, MAX_SUBJECT);
}

function jsonOf(findings: Findings, sections: readonly ToldSection[], counts: Counts, severity: Severity): object {
  return {
    schemaVersion: 1,
    account: findings.accountId,
    at: isoOf(findings.now),
    severity,
    policy: findings.policy,
    counts,
    usersNotDue: findings.usersNotDue,
    sections: sections.map(({ matter, entries, total }) => ({
      matter,
      total,
      omitted: total - entries.length,
      entries: entries.map((entry) => ({
        userName: entry.userName,
        accessKeyId: shownId(entry),
        because: entry.because,
        at: entry.at === undefined ? undefined : isoOf(entry.at),
      })),
    })),
  };
}

/** The bytes of both bodies as they are sent together, escaped in JSON. */
function sizeOf({ text, json }: DigestMessage): number {
  return new TextEncoder().encode(JSON.stringify({ default: json, email: text })).length;
}
