import { GenerateCredentialReportCommand, GetCredentialReportCommand, type IAMClient } from '@aws-sdk/client-iam';
import { IncompleteError } from '../domain/errors';
import type { Instant } from '../domain/instant';
import type { ReportRow } from '../domain/report-row';
import { asking } from './failure';
import { reportRowsOf } from './report-rows';

/** How long a report is waited for. */
export interface Patience {
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<void>;
  /** Milliseconds until a report that still does not come is given up. */
  readonly budgetMs: number;
}

/** Milliseconds between the first two questions; doubled each time. */
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 15_000;

/** What IAM answers instead of a report that there is not yet, or no longer. */
const NOT_THERE: readonly string[] = [
  'CredentialReportNotPresentException',
  'CredentialReportExpiredException',
  'CredentialReportNotReadyException',
];
/** What it answers when too many ask for one. */
const TOO_MANY: readonly string[] = ['LimitExceededException'];

/**
 * Reads the credential report. `COMPLETE` means that there is one at most 4 hours old, and is believed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html (read 2026-11)
 */
export function reportReader(iam: IAMClient, { now, wait, budgetMs }: Patience): { read(): Promise<readonly ReportRow[]> } {
  return {
    async read() {
      const endAt = now() + budgetMs;
      for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, MAX_DELAY_MS)) {
        const answer = await askFor(iam);
        if (answer.kind === 'report') return reportRowsOf(answer.content);
        if (now() + delayMs > endAt) throw tooLate(budgetMs, answer.said);
        await wait(delayMs);
      }
    },
  };
}

type Answer = { readonly kind: 'report'; readonly content: Uint8Array } | { readonly kind: 'not yet'; readonly said: string };

async function askFor(iam: IAMClient): Promise<Answer> {
  const state = await asking('have IAM generate the credential report', generated(iam));
  return state === 'COMPLETE' ? asking('get the credential report', got(iam)) : { kind: 'not yet', said: state };
}

async function generated(iam: IAMClient): Promise<string> {
  try {
    const { State } = await iam.send(new GenerateCredentialReportCommand());
    return State ?? 'no state';
  } catch (error) {
    return nameIn(TOO_MANY, error);
  }
}

async function got(iam: IAMClient): Promise<Answer> {
  try {
    const { Content } = await iam.send(new GetCredentialReportCommand());
    return Content === undefined ? { kind: 'not yet', said: 'an empty answer' } : { kind: 'report', content: Content };
  } catch (error) {
    return { kind: 'not yet', said: nameIn(NOT_THERE, error) };
  }
}

/** Gives the name of an error that only means to ask again; throws any other. */
function nameIn(names: readonly string[], error: unknown): string {
  if (error instanceof Error && names.includes(error.name)) return error.name;
  throw error;
}

function tooLate(budgetMs: number, said: string): IncompleteError {
  return new IncompleteError(`the credential report did not come within ${String(budgetMs / 1000)} s; the last answer was ${said}`);
}
