import { agendaOf } from '../domain/agenda';
import type { IamUser } from '../domain/exemption';
import type { Instant } from '../domain/instant';
import type { RecordReading } from '../domain/record-item';
import { isRoot, slotsOf, type ReportRow } from '../domain/report-row';
import { benchOf, openIn } from '../sweep/bench';
import type { Memories } from '../sweep/ports';
import { look as lookAt, type Bench, type JudgedKey, type Seen, type Unjudged } from '../sweep/survey';
import { unlessInterrupted } from './interruption';
import type { InventoryKey, Unreadable } from './inventory';
import { isKnown, reportedKeys, undecidedKey, undecidedKeys, verifiedKey, type JudgedHere, type Judgement, type Owner } from './key-of';
import type { Caller, RecordsReading, ScanPorts } from './ports';
import type { ScanRequest } from './request';
import { slotOf, type DatedKey } from './slot';

/** What was read before the users are. */
export interface Ground {
  readonly now: Instant;
  readonly records: RecordsReading;
  /** The credential report; undefined when one user was asked for. */
  readonly rows: readonly ReportRow[] | undefined;
}

/** What was seen of the account. */
export interface Findings {
  readonly keys: readonly InventoryKey[];
  readonly unreadable: readonly Unreadable[];
  /** How many active access keys the root user has; null when no report was read. */
  readonly rootAccessKeys: number | null;
  /** Users of the report who are not there any more: deleted, or renamed. */
  readonly vanishedUsers: readonly string[];
  /** Whether one user was asked for and there is none of that name. */
  readonly isUserMissing: boolean;
}

const NO_MEMORIES: Memories = { records: [] };
const INTERRUPTED_BEFORE = 'the scan was interrupted before it was read';

/** Reads who may need anything as a sweep does, and takes the others from the report. */
export async function look(ports: ScanPorts, caller: Caller, request: ScanRequest, { now, records, rows }: Ground): Promise<Findings> {
  const { policy, userName } = request;
  const memories = records.kind === 'read' ? records.memories : NO_MEMORIES;
  const people = new Map((rows ?? []).filter((row) => !isRoot(row)).map((row) => [row['user'] ?? '', row]));
  const users = userName === undefined ? usersIn([...people.values()], memories, request, now) : [userName];
  const bench = benchOf(memories.records, policy.sweep, now);
  const { seen, missing } = await surveyed(users, bench, ports, request.signal);
  const judgement: Judgement = { policy, now, records: records.kind };
  const sight: Sight = {
    ...{ rowOf: (name) => people.get(name), ownerOf: ownersIn(people, caller), judgement },
    recordOf: (accessKeyId) => (accessKeyId === undefined || !isKnown(records.kind) ? null : recordIn(bench.recordOf(accessKeyId))),
  };
  const left = users.filter((name) => !seen.has(name));
  const wanted = new Set(users);
  const others = [...people.keys()].filter((name) => !wanted.has(name));
  return {
    keys: [
      ...[...seen].flatMap(([name, all]) => keysIn(name, all, sight)),
      ...left.flatMap((name) => undecided(name, INTERRUPTED_BEFORE, sight)),
      ...others.flatMap((name) => reported(name, sight)),
    ],
    unreadable: [
      ...[...seen.values()].flatMap(troublesIn),
      ...unmet(memories.records, userName, seen),
      ...left.map((name) => ({ userName: name, accessKeyId: null, because: INTERRUPTED_BEFORE })),
    ],
    rootAccessKeys: rows === undefined ? null : activeKeysOf(rows.filter(isRoot)),
    vanishedUsers: [...missing].filter((name) => people.has(name)).sort(),
    isUserMissing: userName !== undefined && missing.has(userName),
  };
}

function usersIn(rows: readonly ReportRow[], memories: Memories, { policy, verifiesAll }: ScanRequest, now: Instant): readonly string[] {
  const open = openIn(memories.records).map((record) => record.userName);
  const remembered = [...open, ...memories.records.filter(isUnreadable).map((reading) => reading.userName)];
  return agendaOf({ rows, remembered, policy: policy.sweep, now, resumeAt: memories.resumeAt, checksAll: verifiesAll }).users;
}

type StrangeRecord = Extract<RecordReading, { readonly kind: 'unreadable' }>;

const isUnreadable = (reading: RecordReading): reading is StrangeRecord => reading.kind === 'unreadable';

/** Records that cannot be understood and whose keys nobody met: a sweep says of them too that it is not complete. */
function unmet(
  records: Memories['records'],
  userName: string | undefined,
  seen: ReadonlyMap<string, readonly Seen[]>,
): readonly Unreadable[] {
  const met = new Set([...seen.values()].flat().map(({ accessKeyId }) => accessKeyId));
  return records
    .filter(isUnreadable)
    .filter((record) => !met.has(record.accessKeyId) && (userName === undefined || userName === record.userName))
    .map((record) => ({ userName: record.userName, accessKeyId: record.accessKeyId, because: record.because }));
}

/** What is not clear counts: nobody looks at these keys otherwise. */
const activeKeysOf = (rows: readonly ReportRow[]): number =>
  rows.flatMap(slotsOf).filter(({ kind }) => kind === 'active' || kind === 'unclear').length;

function recordIn(reading: RecordReading): InventoryKey['record'] {
  switch (reading.kind) {
    case 'record':
      return reading.record;
    case 'none':
      return 'none';
    case 'unreadable':
      return null;
  }
}

/** How many users are read at once. */
const READERS = 8;

/** What was read of users. */
interface Surveyed {
  readonly seen: ReadonlyMap<string, readonly Seen[]>;
  /** Who is not there. */
  readonly missing: ReadonlySet<string>;
}

/** Reads users until the signal; whatever was read by then counts, in the order of the users. */
async function surveyed(users: readonly string[], bench: Bench, ports: ScanPorts, signal: AbortSignal): Promise<Surveyed> {
  const seen = new Map<string, readonly Seen[]>();
  const missing = new Set<string>();
  const reader: ScanPorts['users'] = {
    async read(userName) {
      const reading = await ports.users.read(userName);
      if (reading.kind === 'gone') missing.add(userName);
      return reading;
    },
  };
  const waiting = users[Symbol.iterator]();
  const isOver = (): boolean => signal.aborted;
  const readOn = async (): Promise<void> => {
    for (const userName of waiting) {
      if (isOver()) return;
      const all = await lookAt(userName, bench, { users: reader, clock: ports.clock });
      if (isOver()) return;
      seen.set(userName, all);
      ports.progress(seen.size, users.length);
    }
  };
  ports.progress(0, users.length);
  await unlessInterrupted(Promise.all(Array.from({ length: READERS }, readOn)), signal);
  return { seen: new Map(users.flatMap((name) => entryIn(seen, name))), missing };
}

function entryIn<Value>(map: ReadonlyMap<string, Value>, name: string): readonly (readonly [string, Value])[] {
  const value = map.get(name);
  return value === undefined ? [] : [[name, value]];
}

/** What turns names and readings into keys. */
interface Sight {
  readonly rowOf: (userName: string) => ReportRow | undefined;
  readonly ownerOf: (userName: string, user?: IamUser) => Owner;
  readonly judgement: Judgement;
  /** What is remembered of a key that could not be judged; null when that was not read. */
  readonly recordOf: (accessKeyId: string | undefined) => InventoryKey['record'];
}

/** The report gives the ARN of who is not read. Of who is, it is composed: name and path may have changed since the report was made. */
function ownersIn(people: ReadonlyMap<string, ReportRow>, { accountId, partition }: Caller): Sight['ownerOf'] {
  return (asked, user) => {
    const { userName, path } = user ?? { userName: asked, path: '/' };
    const reported = user === undefined ? people.get(asked)?.['arn'] : undefined;
    return { userName, userArn: reported ?? `arn:${partition}:iam::${accountId}:user${path}${userName}` };
  };
}

/** Describes the keys that are there. */
function keysIn(userName: string, seen: readonly Seen[], sight: Sight): readonly InventoryKey[] {
  const { rowOf, ownerOf, judgement, recordOf } = sight;
  const ofUser = seen.find((one): one is Unjudged => one.kind !== 'judged' && one.of === 'user');
  if (ofUser !== undefined) return undecided(userName, ofUser.because, sight);
  const keysOfUser = seen.flatMap(datedIn);
  const slotFor = (one: Seen): InventoryKey['slot'] => {
    const [key] = datedIn(one);
    return key === undefined ? null : slotOf(key, keysOfUser, rowOf(userName));
  };
  return seen.flatMap((one) => {
    if (one.kind !== 'judged') return [undecidedKey(one, slotFor(one), ownerOf(userName, one.facts?.user), recordOf(one.accessKeyId))];
    return isHere(one) ? [verifiedKey(one, slotFor(one), ownerOf(userName, one.user === 'gone' ? undefined : one.user), judgement)] : [];
  });
}

const isHere = (one: JudgedKey): one is JudgedHere => one.key !== 'gone';

/** The key that was read or listed, whatever came of it. */
function datedIn(one: Seen): readonly DatedKey[] {
  if (one.kind === 'judged') return one.key === 'gone' ? [] : [one.key];
  const { accessKeyId, facts } = one;
  const createdAt = facts?.key.createdAt;
  return accessKeyId === undefined || createdAt === undefined ? [] : [{ accessKeyId, createdAt }];
}

/** Of a user who was not read, the report still says that there are keys. */
function undecided(userName: string, because: string, { rowOf, ownerOf }: Sight): readonly InventoryKey[] {
  const row = rowOf(userName);
  return row === undefined ? [] : undecidedKeys(row, ownerOf(userName), because);
}

function reported(userName: string, { rowOf, ownerOf, judgement }: Sight): readonly InventoryKey[] {
  const row = rowOf(userName);
  return row === undefined ? [] : reportedKeys(row, ownerOf(userName), judgement);
}

/** What could not be read; of a user once, however many keys are remembered. */
function troublesIn(seen: readonly Seen[]): readonly Unreadable[] {
  const unknown = seen.filter((one) => one.kind !== 'judged');
  const ofUser = unknown.find((one) => one.of === 'user');
  const told = ofUser === undefined ? unknown : [{ ...ofUser, accessKeyId: undefined }];
  return told.map(({ userName, accessKeyId = null, because }) => ({ userName, accessKeyId, because }));
}
