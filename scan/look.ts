import type { AccessKey } from '../domain/access-key';
import { agendaOf } from '../domain/agenda';
import type { IamUser } from '../domain/exemption';
import type { Instant } from '../domain/instant';
import { isRoot, slotsOf, type ReportRow } from '../domain/report-row';
import { benchOf, openIn } from '../sweep/bench';
import type { Memories } from '../sweep/ports';
import { survey, type Bench, type JudgedKey, type Seen } from '../sweep/survey';
import { INTERRUPTED, unlessInterrupted } from './interruption';
import type { InventoryKey, Unreadable } from './inventory';
import {
  reportedKeys,
  undecidedKey,
  undecidedKeys,
  verifiedKey,
  type JudgedHere,
  type Judgement,
  type Owner,
  type SlotFor,
} from './key-of';
import type { Caller, RecordsReading, ScanPorts } from './ports';
import type { ScanRequest } from './request';
import { slotOf } from './slot';

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
  const { seen, missing } = await surveyed(users, benchOf(memories.records, policy.sweep, now), ports, request.signal);
  const judgement: Judgement = { policy, now, records: records.kind };
  const sight: Sight = { rowOf: (name) => people.get(name), ownerOf: ownersIn(people, caller), judgement };
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
      ...left.map((name) => ({ userName: name, accessKeyId: null, because: INTERRUPTED_BEFORE })),
    ],
    rootAccessKeys: rows === undefined ? null : activeKeysOf(rows.filter(isRoot)),
    isUserMissing: userName !== undefined && missing.has(userName),
  };
}

function usersIn(rows: readonly ReportRow[], memories: Memories, { policy, verifiesAll }: ScanRequest, now: Instant): readonly string[] {
  const remembered = openIn(memories.records).map((record) => record.userName);
  return agendaOf({ rows, remembered, policy: policy.sweep, now, resumeAt: memories.resumeAt, checksAll: verifiesAll }).users;
}

const activeKeysOf = (rows: readonly ReportRow[]): number => rows.flatMap(slotsOf).filter(({ kind }) => kind === 'active').length;

/** Reads users in order until the signal; also tells who is not there. */
async function surveyed(
  users: readonly string[],
  bench: Bench,
  ports: ScanPorts,
  signal: AbortSignal,
): Promise<{ readonly seen: ReadonlyMap<string, readonly Seen[]>; readonly missing: ReadonlySet<string> }> {
  const seen = new Map<string, readonly Seen[]>();
  const missing = new Set<string>();
  const reader: ScanPorts['users'] = {
    async read(userName) {
      const reading = await ports.users.read(userName);
      if (reading.kind === 'gone') missing.add(userName);
      return reading;
    },
  };
  const steps = survey(users, bench, { users: reader, clock: ports.clock }, () => !signal.aborted);
  ports.progress(0, users.length);
  for (;;) {
    const step = await unlessInterrupted(steps.next(), signal);
    if (step === INTERRUPTED || step.done === true) return { seen, missing };
    seen.set(step.value.userName, step.value.seen);
    ports.progress(seen.size, users.length);
  }
}

/** What turns names and readings into keys. */
interface Sight {
  readonly rowOf: (userName: string) => ReportRow | undefined;
  readonly ownerOf: (userName: string, user?: IamUser) => Owner;
  readonly judgement: Judgement;
}

/** The report gives the ARN; of who is not in it, it is composed. IAM knows a name in whatever case it is asked for. */
function ownersIn(people: ReadonlyMap<string, ReportRow>, { accountId, partition }: Caller): Sight['ownerOf'] {
  return (asked, user) => {
    const { userName, path } = user ?? { userName: asked, path: '/' };
    return { userName, userArn: people.get(asked)?.['arn'] ?? `arn:${partition}:iam::${accountId}:user${path}${userName}` };
  };
}

/** Describes the keys that are there. */
function keysIn(userName: string, seen: readonly Seen[], sight: Sight): readonly InventoryKey[] {
  const { rowOf, ownerOf, judgement } = sight;
  const ofUser = seen.find((one) => one.kind !== 'judged' && one.of === 'user');
  if (ofUser?.kind === 'undecided' || ofUser?.kind === 'blocked') return undecided(userName, ofUser.because, sight);
  const keysOfUser = seen.flatMap(keyIn);
  const slotFor: SlotFor = (key) => slotOf(key, keysOfUser, rowOf(userName));
  return seen.flatMap((one) => {
    if (one.kind !== 'judged') return [undecidedKey(one, slotFor, ownerOf(userName, one.facts?.user))];
    if (!isHere(one)) return [];
    return [verifiedKey(one, slotFor(one.key), ownerOf(userName, one.user === 'gone' ? undefined : one.user), judgement)];
  });
}

const isHere = (one: JudgedKey): one is JudgedHere => one.key !== 'gone';

/** The key that was read, whatever came of it. */
function keyIn(one: Seen): readonly AccessKey[] {
  if (one.kind !== 'judged') return one.facts === undefined ? [] : [one.facts.key];
  return one.key === 'gone' ? [] : [one.key];
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
