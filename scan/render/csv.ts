import { stringify } from 'csv-stringify/sync';
import { isoOf, type Instant } from '../../domain/instant';
import { visibleWhole } from '../../domain/safe-text';
import type { Inventory, InventoryKey } from '../inventory';

/** What stands in each column. Times are in UTC; an empty cell is not known, or does not apply. */
const COLUMNS: Readonly<Record<string, (key: InventoryKey) => string | number | boolean | null>> = {
  userName: ({ userName }) => userName,
  userArn: ({ userArn }) => userArn,
  accessKeyId: ({ accessKeyId }) => accessKeyId,
  slot: ({ slot }) => slot,
  verified: ({ verified }) => (verified ? 'yes' : 'no'),
  status: ({ status }) => status,
  createdAt: ({ createdAt }) => iso(createdAt),
  lastUsedAt: ({ lastUsedAt }) => (lastUsedAt === 'never' ? 'never' : iso(lastUsedAt)),
  lastUsedService: ({ lastUsedService }) => lastUsedService,
  lastUsedRegion: ({ lastUsedRegion }) => lastUsedRegion,
  record: ({ record }) => (record === null || record === 'none' ? record : record.state),
  userTags: ({ userTags }) => userTags && JSON.stringify(userTags),
  idleDays: ({ idleDays }) => idleDays,
  since: ({ sinceAt }) => iso(sinceAt),
  verdict: ({ verdict }) => verdict,
  step: ({ step }) => step,
  stepAt: ({ stepAt }) => iso(stepAt),
  nextStep: ({ nextStep }) => nextStep,
  nextStepAt: ({ nextStepAt }) => iso(nextStepAt),
  reason: ({ reason }) => reason,
};

/**
 * Writes the keys as comma-separated values for a spreadsheet: text that it would take for a formula begins with an apostrophe.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function renderCsv({ keys }: Inventory): string {
  const columns = Object.entries(COLUMNS);
  const rows = keys.map((key) => columns.map(([, cell]) => seen(cell(key))));
  return stringify([columns.map(([name]) => name), ...rows], { escape_formulas: true });
}

const seen = (cell: string | number | boolean | null): string | number | boolean | null =>
  typeof cell === 'string' ? visibleWhole(cell) : cell;

const iso = (at: Instant | null): string | null => (at === null ? null : isoOf(at));
