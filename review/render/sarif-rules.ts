import type { Check } from '../check';
import { CHECKS } from '../checks';
import { CHECK_FAILED_DESCRIPTION } from '../findings';
import type { Severity } from '../severity';
import { INCOMPLETE } from './remarks';

/** The levels of SARIF. */
export const LEVELS: Readonly<Record<Severity, string>> = { danger: 'error', warning: 'warning', info: 'note' };

/**
 * What makes GitHub treat a finding as one of security: "high" and "medium"; what is only said is none. The numbers are ours.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object (read 2026-11)
 */
const SECURITY: Readonly<Record<Severity, object>> = {
  danger: { tags: ['security', 'terraform'], precision: 'high', 'security-severity': '8.0' },
  warning: { tags: ['security', 'terraform'], precision: 'high', 'security-severity': '5.0' },
  info: { tags: ['terraform'], precision: 'high' },
};

type Described = Omit<Check, 'asks' | 'find'>;

const ALL: readonly Described[] = [...CHECKS, CHECK_FAILED_DESCRIPTION, INCOMPLETE];

/** Tells the place of a rule among all; undefined for a name that is none. */
export function ruleIndexOf(check: string): number | undefined {
  const index = ALL.findIndex(({ name }) => name === check);
  return index === -1 ? undefined : index;
}

/** Describes every check as a rule of SARIF. */
export function sarifRules(): readonly object[] {
  return ALL.map(({ name, severity, means, why, example, advice }) => ({
    id: name,
    name: name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: inWords(name) },
    fullDescription: { text: means },
    help: {
      text: `${means}\n\nWhy: ${why}\n\nExample: ${example}\n\nWhat to do: ${advice}`,
      markdown: `${means}\n\n**Why:** ${why}\n\n**Example:** ${example}\n\n**What to do:** ${advice}`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: SECURITY[severity],
  }));
}

/** `limit-raised` as "Limit raised". */
const inWords = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
