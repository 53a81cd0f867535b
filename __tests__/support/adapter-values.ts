import type { ActLedger } from '../../domain/act-ledger';
import type { DigestMessage } from '../../domain/digest';
import type { HistoryEntry, KeyRecord } from '../../domain/key-record';

const AT = Date.parse('2026-11-24T06:00:00.123Z');

const ENTRY: HistoryEntry = {
  state: 'announced',
  at: AT,
  because: 'unused for 45 days',
  facts: { status: 'Active', createdAt: AT - 9e9, lastUsedAt: 'never' },
  policy: { maxCredentialUsageAgeDays: 45, action: 'delete', warnDays: 7, graceDays: 14 },
};

/** A record with everything that one can have. */
export const RECORD: KeyRecord = {
  accessKeyId: 'AKIAAAAAAAAAAAAAAAA1',
  userName: 'ci+deploy=prod,eu@example.com',
  version: 1,
  state: 'deactivated',
  stateAt: AT,
  isTold: false,
  notice: { announcedAt: AT, dueAt: AT + 1, toldAt: AT + 2 },
  deactivatedAt: AT + 3,
  deletionNotice: { announcedAt: AT + 4, dueAt: AT + 5, toldAt: AT + 6 },
  reenabledAt: AT - 7,
  reenabledTimes: 2,
  history: [ENTRY, { ...ENTRY, facts: { status: 'Active', createdAt: AT - 9e9, lastUsedAt: AT - 8e9 } }],
};

/** A ledger of two acts. */
export const LEDGER: ActLedger = { version: 1, acts: [AT, AT + 1] };

/** A message as a sweep composes it. */
export const MESSAGE: DigestMessage = {
  subject: 'Access keys in 111122223333: 1 unused',
  text: 'For people.\nOn two lines.',
  json: '{"for":"machines"}',
  attributes: { account: '111122223333', severity: 'warning' },
};
