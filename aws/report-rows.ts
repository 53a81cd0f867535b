import { parse } from 'csv-parse/sync';
import { IncompleteError, reasonOf } from '../domain/errors';
import { REQUIRED_COLUMNS, type ReportRow } from '../domain/report-row';

/**
 * Reads the rows of a credential report, by the names of its columns: AWS may add some and move others.
 *
 * @throws IncompleteError when it is not whole: a user who is missing from it would never be looked at.
 */
export function reportRowsOf(content: Uint8Array): readonly ReportRow[] {
  const [header = [], ...records] = recordsIn(content);
  const missing = REQUIRED_COLUMNS.find((column) => !header.includes(column));
  if (missing !== undefined) throw unusable(`it has no column ${missing}`);
  const doubled = firstTwice(header);
  if (doubled !== undefined) throw unusable(`it has two columns ${doubled}`);
  const rows = records.map((record) => Object.fromEntries(header.map((column, at) => [column, record[at] ?? ''])));
  // The root user is in every report.
  if (rows.length === 0) throw unusable('it has no row, not even that of the root user');
  const users = rows.map(({ user }) => user ?? '');
  if (users.includes('')) throw unusable('it has a row without a user');
  const twice = firstTwice(users);
  if (twice !== undefined) throw unusable(`it has two rows of the user ${twice}`);
  return rows;
}

/** Reads the values. Rows are as long as the header, but for those of users with a comma in their name. */
function recordsIn(content: Uint8Array): readonly (readonly string[])[] {
  const [header = [], ...records] = valuesIn(content);
  return [header, ...records.map((record) => (record.length === header.length ? record : withCommas(header, record)))];
}

function valuesIn(content: Uint8Array): readonly (readonly string[])[] {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(content), { relax_column_count: true });
  } catch (cause) {
    throw unusable(reasonOf(cause), { cause });
  }
}

/** Puts together a name that was cut at its commas: nobody says that reports quote them. The ARN, which ends with the name, is cut as often. */
function withCommas(header: readonly string[], record: readonly string[]): readonly string[] {
  const commas = (record.length - header.length) / 2;
  const [user, arn] = [record.slice(0, commas + 1).join(','), record.slice(commas + 1, 2 * commas + 2).join(',')];
  const isWhole = commas > 0 && Number.isInteger(commas) && header[0] === 'user' && header[1] === 'arn' && arn.endsWith(`/${user}`);
  if (!isWhole) throw unusable(`it has a row of ${String(record.length)} values under ${String(header.length)} columns`);
  return [user, arn, ...record.slice(2 * commas + 2)];
}

const unusable = (because: string, options?: ErrorOptions): IncompleteError =>
  new IncompleteError(`the credential report cannot be used: ${because}`, options);

const firstTwice = (values: readonly string[]): string | undefined => {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
};
