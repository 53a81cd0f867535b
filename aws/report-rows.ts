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
  const users = rows.map(({ user }) => user ?? '');
  if (users.includes('')) throw unusable('it has a row without a user');
  const twice = firstTwice(users);
  if (twice !== undefined) throw unusable(`it has two rows of the user ${twice}`);
  return rows;
}

/** Reads the values; rows of different lengths are refused. */
function recordsIn(content: Uint8Array): readonly (readonly string[])[] {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (cause) {
    throw unusable(reasonOf(cause), { cause });
  }
}

const unusable = (because: string, options?: ErrorOptions): IncompleteError =>
  new IncompleteError(`the credential report cannot be used: ${because}`, options);

const firstTwice = (values: readonly string[]): string | undefined => {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
};
