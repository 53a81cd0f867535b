import { isoOf, type Instant } from '../../../domain/instant';
import type { ReportRow } from '../../../domain/report-row';
import { FakeCredentialReport, REPORT_LIFE_MS } from '../world/credential-report';
import { Refusal, type Fields } from './answer';
import type { Served } from './served';

/** How the credential report comes. */
export interface ReportTraits {
  /**
   * Answers to GenerateCredentialReport before it says that there is a report; with none, one is there from the beginning.
   *
   * @defaultValue 1
   */
  readonly startedTimes?: number;
  /** The text of every report, whatever the account is. */
  readonly content?: string;
  /** Columns that AWS may add, and what stands there for each user. */
  readonly added?: Readonly<Record<string, string>>;
}

/** What IAM answers to the two actions for credential reports. */
export interface ReportActions {
  GenerateCredentialReport(): Fields;
  GetCredentialReport(): Fields;
}

/**
 * Makes the answers. A report is made when it is complete, and is the same for 4 hours; then it has expired and must be generated again.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html (read 2026-11)
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html (read 2026-11)
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html (read 2026-11)
 */
export function reportActions(served: Served, { startedTimes = 1, content, added = {} }: ReportTraits = {}): ReportActions {
  const { now } = served;
  let answersLeft = startedTimes;
  let made: { readonly at: Instant; readonly content: string } | undefined;
  const make = (): void => {
    made = { at: now(), content: content ?? textOf(served, added) };
  };
  const isExpired = (): boolean => made !== undefined && now() - made.at >= REPORT_LIFE_MS;
  if (startedTimes === 0) make();
  return {
    GenerateCredentialReport() {
      if (made !== undefined && !isExpired()) return { State: 'COMPLETE' };
      if (made !== undefined) {
        made = undefined;
        answersLeft = startedTimes;
      }
      if (answersLeft === 0) {
        make();
        return { State: 'COMPLETE' };
      }
      const isFirst = answersLeft === startedTimes;
      answersLeft -= 1;
      return isFirst ? { State: 'STARTED', Description: STARTED } : { State: 'INPROGRESS' };
    },
    GetCredentialReport() {
      if (made === undefined) throw answersLeft === startedTimes ? NOT_PRESENT() : IN_PROGRESS();
      if (isExpired()) throw EXPIRED();
      return { Content: Buffer.from(made.content).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: isoOf(made.at) };
    },
  };
}

const STARTED = 'No report exists. Starting a new report generation task';

/** Status and code of each are of the service model that AWS publishes with its SDKs; the texts are ours. */
const NOT_PRESENT = (): Refusal => new Refusal(410, 'ReportNotPresent', 'No report exists. Use GenerateCredentialReport.');
const IN_PROGRESS = (): Refusal => new Refusal(404, 'ReportInProgress', 'The report is being generated.');
const EXPIRED = (): Refusal => new Refusal(410, 'ReportExpired', 'The most recent report has expired. Use GenerateCredentialReport.');

/** Writes the report as IAM does: lines end with LF, the last one with nothing (FACTS 4). Names with a comma are not quoted; nobody says that they are. */
function textOf({ account, accountId, now }: Served, added: Readonly<Record<string, string>>): string {
  const report = new FakeCredentialReport(account);
  report.added = added;
  const rows = report.rows(now());
  // The root user, who has the first row, has none of the columns that are added.
  const columns = [...new Set([...Object.keys(rows[0] ?? {}), ...Object.keys(added)])];
  const valueIn = (row: ReportRow, column: string): string => (column === 'arn' ? arnIn(row, accountId) : (row[column] ?? 'N/A'));
  return [columns.join(','), ...rows.map((row) => columns.map((column) => valueIn(row, column)).join(','))].join('\n');
}

/** The report of the fake account knows one account only. */
const arnIn = ({ arn = '' }: ReportRow, accountId: string): string => arn.replace(/^arn:aws:iam::[0-9]*:/, `arn:aws:iam::${accountId}:`);
