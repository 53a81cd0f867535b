import type { PlanCheck } from '../check';
import { CHECK_FAILED } from '../findings';
import type { Finding, ReviewResult } from '../review-result';
import { visibleWhole } from '../../domain/safe-text';

/** What forms that are read finding by finding say of a plan without a policy, so that it never looks like a pass. */
export const NOTHING = 'No policy against unused credentials is in this plan: there was nothing to review';

/** What such forms say of a plan that could not be judged whole, as a check describes itself. */
export const INCOMPLETE: Omit<PlanCheck, 'asks' | 'find'> = {
  name: 'incomplete',
  severity: 'danger',
  means: 'The plan could not be judged whole: Terraform put off changes, or it only takes over what was changed outside of it.',
  why: 'What was not judged may hold anything, and a review without findings would look like a pass.',
  example: 'The plan says `complete: false`, or lists deferred changes.',
  advice: 'Do not take this for a pass: make a plan that is whole, and review that.',
};

/** Lists what forms say that are read finding by finding: first why a plan could not be judged whole, then the findings, the worst first. */
export function remarksOf({ findings, incomplete }: ReviewResult): readonly Finding[] {
  const failed = findings.filter(({ check }) => check === CHECK_FAILED);
  const said = new Set(failed.map(({ message }) => message));
  const { name: check, severity, advice } = INCOMPLETE;
  const reasons = incomplete
    .filter((reason) => !said.has(reason))
    .map((message): Finding => ({ check, severity, policy: null, address: null, message, advice }));
  return [...reasons, ...failed, ...findings.filter((finding) => finding.check !== CHECK_FAILED)];
}

/** The most characters of each part; all of them together stay below what GitHub shows of an annotation. */
const MOST = { message: 2_000, advice: 700, address: 400, policy: 400 } as const;

/** Says a finding in sentences: what was found, what to do, and where. */
export function sentencesOf({ message, advice, address, policy }: Finding): readonly string[] {
  const where = [
    ...(address === null ? [] : [`at ${bounded(address, MOST.address)}`]),
    ...(policy === null ? [] : [`policy ${bounded(policy, MOST.policy)}`]),
  ].join(', ');
  return [
    ended(bounded(message, MOST.message)),
    `What to do: ${ended(bounded(advice, MOST.advice))}`,
    ...(where === '' ? [] : [`Where: ${where}.`]),
  ];
}

const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** Writes text of others so that every character of it is seen, on one line, and cuts what is longer, visibly. */
export function bounded(text: string, most: number): string {
  const shown = visibleWhole(text);
  if (shown.length <= most) return shown;
  // Not within a character of two units.
  const start = shown.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}… (${String(shown.length - start.length)} more characters)`;
}
