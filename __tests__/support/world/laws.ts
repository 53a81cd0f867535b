import type { AccessKey, KeyReading } from '../../../domain/access-key';
import type { DigestMessage } from '../../../domain/digest';
import type { IamUser } from '../../../domain/exemption';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../../domain/instant';
import type { KeyRecord } from '../../../domain/key-record';
import type { Exempt } from '../../../domain/policy';
import type { SweepRun, Watch } from './watch';
import type { World } from './world';

/** What no sweep may ever break, numbered as they are told apart in a failure. */
export const LAWS = {
  1: 'a key is deleted only after a recorded announcement, a recorded deactivation, the whole grace and a second announcement',
  2: 'a key that a sweep saw used or re-enabled since its deactivation is not deleted',
  3: 'a key that by today’s facts was in use when it was deactivated is not deleted',
  4: 'a key used within the limit, as far as IAM told, is not touched, nor one re-enabled within it',
  5: 'a key of an exempt user is not touched',
  6: 'an act on one key touches no other',
  7: 'nothing that cannot be read is acted on',
  8: 'no 24 hours see more acts than the cap',
  9: 'nothing happens without its notice, nor before the day that was told',
  10: 'an unused key is deactivated in bounded time',
  11: 'a second sweep at the same instant changes nothing',
  12: 'every key is accounted for exactly once',
  13: 'under notify nothing is written',
  14: 'a sweep to which nothing happened completes, and one to which something did says so',
} as const;
export type Law = keyof typeof LAWS;

/** A law that was broken, and how. */
export interface Breach {
  readonly law: Law;
  readonly how: string;
}

/** How often things happened that the laws are about, so that none of them holds for want of occasion. */
export interface Tally {
  sweeps: number;
  deactivated: number;
  deleted: number;
  reenabled: number;
  resumed: number;
  interrupted: number;
  conflicts: number;
  killed: number;
  failures: number;
  dropped: number;
  withdrawn: number;
  misjudged: number;
  capped: number;
  blocked: number;
  undecided: number;
  spared: number;
  foreign: number;
  busy: number;
  left: number;
  losses: number;
  announcedAnew: number;
}

export const emptyTally = (): Tally => ({
  ...{ sweeps: 0, deactivated: 0, deleted: 0, reenabled: 0, resumed: 0, interrupted: 0, conflicts: 0, killed: 0, failures: 0 },
  ...{ dropped: 0, withdrawn: 0, misjudged: 0, capped: 0, blocked: 0, undecided: 0, spared: 0, foreign: 0, busy: 0, left: 0 },
  ...{ losses: 0, announcedAnew: 0 },
});

/** A telling of a day on which something will happen. `isSure` when the sweep could record it. */
interface Telling {
  readonly at: Instant;
  readonly dueAt: Instant | undefined;
  isSure: boolean;
}

/** What the world knows of one key, from what was written, told and read; never from the record that a sweep decides on. */
interface KeyFile {
  /** When the standing announcements were recorded. */
  announcedAt: Instant | undefined;
  deletionAnnouncedAt: Instant | undefined;
  /** When a deactivation was recorded that stands. */
  deactivatedAt: Instant | undefined;
  /** When it was really made, by the clock of the sweep that made it, recorded or not. */
  actedAt: Instant | undefined;
  isDeactivationTold: boolean;
  /** When a sweep that could record saw it active again, unused since. */
  seenBackAt: Instant | undefined;
  /** The same, or used since; only of the standing deactivation. */
  isBack: boolean;
  writtenBy: { readonly run: SweepRun; readonly record: KeyRecord } | undefined;
  tellings: Telling[];
  deletionTellings: Telling[];
}

const newFile = (): KeyFile => ({
  ...{ announcedAt: undefined, deletionAnnouncedAt: undefined, deactivatedAt: undefined, isDeactivationTold: false },
  ...{ actedAt: undefined, seenBackAt: undefined, isBack: false, writtenBy: undefined, tellings: [], deletionTellings: [] },
});

const MAX_SILENCE_MS = 7 * DAY_MS;
const MAX_SWEEP_MS = 20 * MINUTE_MS;
const MAX_READING_AGE_MS = MINUTE_MS;

/** Watches over the laws in one world. */
export class Laws implements Watch {
  readonly breaches: Breach[] = [];
  private readonly files = new Map<string, KeyFile>();
  private acts: Instant[] = [];
  private readonly slots = new Map<SweepRun, Instant>();
  private readonly statuses = new Map<string, string>();
  private readonly told = new Map<SweepRun, Set<string>>();
  private readonly counts = new Map<SweepRun, Readonly<Record<string, number>>>();
  world: World | undefined;

  constructor(readonly tally: Tally = emptyTally()) {}

  /** The table was lost: what was announced and done before does not count any more. */
  lost(): void {
    this.tally.losses += 1;
    this.acts = [];
    this.slots.clear();
    this.files.clear();
  }

  breach(law: Law, how: string): void {
    if (this.breaches.length < 5) this.breaches.push({ law, how });
  }

  private file(accessKeyId: string): KeyFile {
    let file = this.files.get(accessKeyId);
    if (file === undefined) this.files.set(accessKeyId, (file = newFile()));
    return file;
  }

  onWrite(run: SweepRun, record: KeyRecord): void {
    if (run.policy.action === 'notify') this.breach(13, `a record in state ${record.state} was written`);
    const file = this.file(record.accessKeyId);
    const before = file.writtenBy?.record;
    file.writtenBy = { run, record };
    this.count(record, before);
    const { state, notice, deletionNotice } = record;
    file.announcedAt = state === 'announced' || state === 'deactivating' ? notice?.announcedAt : undefined;
    file.deletionAnnouncedAt = state === 'deactivated' || state === 'deleting' ? deletionNotice?.announcedAt : undefined;
    if (state === 'deactivating') file.actedAt = undefined;
    if (state === 'deactivated') {
      if (file.deactivatedAt !== record.stateAt) {
        Object.assign(file, {
          deactivatedAt: record.stateAt,
          isBack: false,
          isDeactivationTold: false,
          tellings: [],
          deletionTellings: [],
        });
      }
    } else if (state !== 'deleting') {
      file.deactivatedAt = undefined;
      if (state !== 'announced' && state !== 'deactivating') file.tellings = [];
    }
    if (deletionNotice === undefined && before?.deletionNotice !== undefined) file.deletionTellings = [];
  }

  private count(record: KeyRecord, before: KeyRecord | undefined): void {
    const { tally } = this;
    if (record.state === 'announced' && before?.state === 'announced' && record.stateAt !== before.stateAt) tally.announcedAnew += 1;
    if (record.deletionNotice === undefined && before?.deletionNotice !== undefined && record.state === 'deactivated') tally.withdrawn += 1;
  }

  onReserved(run: SweepRun, at: Instant): void {
    this.slots.set(run, at);
  }

  onRemembered(run: SweepRun): void {
    if (run.policy.action === 'notify') this.breach(13, 'the ledger or the place to resume at was written');
  }

  onAct(run: SweepRun, act: 'deactivate' | 'delete', userName: string, accessKeyId: string): void {
    const file = this.file(accessKeyId);
    const say = (law: Law, how: string): void => {
      this.breach(law, `${act} ${accessKeyId} of ${userName}: ${how}`);
    };
    if (run.policy.action === 'notify') say(13, 'under notify');
    this.checkCap(run, say);
    this.checkOthers(act, accessKeyId, say);
    const during = act === 'deactivate' ? 'deactivating' : 'deleting';
    const { writtenBy } = file;
    if (writtenBy?.run !== run || writtenBy.record.state !== during || writtenBy.record.userName !== userName) {
      say(6, `the record of this very key does not say ${during} by this sweep`);
    }
    const user = userRead(run, userName);
    const key = readable(accessKeyId, run, userName, this.world, say);
    if (key === undefined || user === undefined) return;
    if (isExempt(user, run.policy.exempt, run.now)) say(5, 'its user is exempt');
    if (act === 'deactivate') checkDeactivation(file, key, run, say);
    else checkDeletion(file, key, run, say);
    if (act === 'deactivate') this.tally.deactivated += 1;
    else this.tally.deleted += 1;
    if (act === 'deactivate') Object.assign(file, { tellings: [], announcedAt: undefined, actedAt: run.clock.now() });
  }

  private checkCap(run: SweepRun, say: (law: Law, how: string) => void): void {
    const at = this.slots.get(run) ?? run.clock.now();
    this.slots.delete(run);
    this.acts.push(at);
    this.acts = this.acts.filter((one) => one > at - 30 * DAY_MS);
    const recent = this.acts.filter((one) => one > at - DAY_MS).length;
    if (recent > run.policy.maxKeysPerDay) say(8, `${String(recent)} acts in 24 hours, ${String(run.policy.maxKeysPerDay)} are allowed`);
  }

  /** Remembers the state of all keys, so that an act can be held against it. */
  noteStatuses(): void {
    this.statuses.clear();
    for (const { accessKeyId, status } of this.world?.account.allKeys() ?? []) this.statuses.set(accessKeyId, status);
  }

  private checkOthers(act: string, accessKeyId: string, say: (law: Law, how: string) => void): void {
    const now = new Map((this.world?.account.allKeys() ?? []).map((key) => [key.accessKeyId, key.status]));
    for (const [id, status] of this.statuses) {
      if (id !== accessKeyId && now.get(id) !== status) say(6, `${id} was ${status}, and is ${now.get(id) ?? 'gone'} by ${act}`);
    }
    this.noteStatuses();
  }

  onPublished(run: SweepRun, { json }: DigestMessage): void {
    const digest = JSON.parse(json) as DigestJson;
    this.counts.set(run, digest.counts);
    const told = this.toldBy(run);
    for (const { matter, entries, total, omitted } of digest.sections) {
      if (total !== digest.counts[matter] || entries.length + omitted !== total) this.breach(12, `${matter} does not add up in the digest`);
      for (const { accessKeyId, at } of entries) {
        if (accessKeyId === undefined || accessKeyId.startsWith('…')) continue;
        const file = this.file(accessKeyId);
        const telling = { at: run.now, dueAt: at === undefined ? undefined : Date.parse(at), isSure: false };
        if (matter === 'will-be-deactivated') file.tellings.push(telling);
        if (matter === 'will-be-deleted') file.deletionTellings.push(telling);
        if (matter === 'waits-for-cap' || matter === 'blocked') {
          for (const list of [file.tellings, file.deletionTellings]) if (list.length > 0) list.push({ ...telling, dueAt: undefined });
        }
        if (matter === 'deactivated' || matter === 'will-be-deleted') file.isDeactivationTold = true;
        told.add(accessKeyId);
      }
    }
  }

  private toldBy(run: SweepRun): Set<string> {
    let told = this.told.get(run);
    if (told === undefined) this.told.set(run, (told = new Set()));
    return told;
  }

  onEnd(run: SweepRun): void {
    const { tally } = this;
    tally.sweeps += 1;
    tally.conflicts += run.conflicts.size;
    tally.failures += run.gate.failures;
    if (run.gate.isKilled) tally.killed += 1;
    for (const { matter, verdict, reason } of run.journal.decisions) {
      countMatter(tally, matter as string, verdict as string);
      if (typeof reason === 'string' && reason.startsWith('a deactivation was interrupted, ')) tally.interrupted += 1;
    }
    if (run.gate.failures === 0) this.learn(run);
    if (!run.gate.isKilled) this.checkAccount(run);
    this.told.delete(run);
    this.counts.delete(run);
  }

  /** What a sweep that nothing hindered saw, it could have recorded. */
  private learn(run: SweepRun): void {
    if (run.policy.action === 'notify') return;
    for (const { reading } of run.readings.values()) {
      if (reading.kind === 'gone') continue;
      for (const one of reading.keys) {
        const id = idOf(one);
        if (one.kind !== 'read' || run.conflicts.has(id) || this.world?.table.isSpoiled(id) === true) continue;
        if (run.journal.decisions.some((line) => line['accessKeyId'] === id && IGNORANT.includes(line['matter'] as string))) continue;
        this.learnOf(this.file(id), one.key, reading.user, run);
      }
    }
  }

  private learnOf(file: KeyFile, key: AccessKey, user: IamUser, run: SweepRun): void {
    const isTold = this.toldBy(run).has(key.accessKeyId);
    if (file.writtenBy?.run === run) {
      for (const telling of [...file.tellings, ...file.deletionTellings]) if (telling.at === run.now) telling.isSure = true;
    }
    const { maxCredentialUsageAgeDays: limit, warnDays, exempt, action } = run.policy;
    const isNear = idleDays(key, run.now) >= limit - warnDays;
    if ((key.status === 'Active' && !isNear) || isExempt(user, exempt, run.now)) {
      if (!isTold) Object.assign(file, { tellings: [], deletionTellings: [] });
    }
    if (key.status === 'Inactive' && action !== 'delete' && !isTold) file.deletionTellings = [];
    const since = file.deactivatedAt;
    if (since === undefined || file.writtenBy?.run === run) return;
    const isUsed = key.lastUsedAt !== 'never' && key.lastUsedAt > since;
    const isActive = key.status === 'Active' && run.now >= since + MAX_SWEEP_MS;
    if (isUsed || isActive) file.isBack = true;
    if (isActive && !isUsed) file.seenBackAt = run.now;
  }

  private checkAccount(run: SweepRun): void {
    // That a password is unused is said besides what came of the keys.
    const lines = run.journal.decisions.filter(({ matter }) => matter !== 'password-only');
    const names = lines.map(({ userName, accessKeyId = '' }) => `${userName as string}/${accessKeyId as string}`);
    if (new Set(names).size !== names.length) this.breach(12, `a key has two lines: ${names.join(', ')}`);
    const known = new Set(names);
    for (const [userName, { reading }] of run.readings) {
      if (reading.kind === 'gone') continue;
      for (const one of reading.keys) {
        const isThere = known.has(`${userName}/${idOf(one)}`) || known.has(`${userName}/`);
        if (!isThere && !hasCondition(run)) this.breach(12, `no line says what came of ${idOf(one)} of ${userName}`);
      }
    }
    const counts = this.counts.get(run);
    for (const matter of counts === undefined ? [] : new Set(lines.map((line) => line['matter'] as string))) {
      const own = lines.filter((line) => line['matter'] === matter).length;
      const told = counts?.[matter] ?? 0;
      if (told !== own) this.breach(12, `${String(own)} lines say ${matter}, and the digest ${String(told)}`);
    }
    const isAmiss = lines.some(({ matter }) => ['undecided', 'left'].includes(matter as string));
    if (isAmiss && run.error === undefined) this.breach(14, 'something was not decided, and the sweep completed');
  }
}

const hasCondition = (run: SweepRun): boolean => run.error !== undefined && run.journal.decisions.length === 0;

/** Matters after which a sweep knows nothing of a key. */
const IGNORANT = ['undecided', 'blocked', 'left', 'busy'];

interface DigestJson {
  readonly counts: Readonly<Record<string, number>>;
  readonly sections: readonly {
    readonly matter: string;
    readonly total: number;
    readonly omitted: number;
    readonly entries: readonly { readonly userName: string; readonly accessKeyId?: string; readonly at?: string }[];
  }[];
}

const idOf = (reading: KeyReading): string => (reading.kind === 'read' ? reading.key.accessKeyId : reading.accessKeyId);

/** Gives the facts that an act may stand on, or says why there are none. */
function readable(
  accessKeyId: string,
  run: SweepRun,
  userName: string,
  world: World | undefined,
  say: (law: Law, how: string) => void,
): AccessKey | undefined {
  const read = run.readings.get(userName);
  const own = read?.reading.kind === 'found' ? read.reading.keys.find((one) => idOf(one) === accessKeyId) : undefined;
  if (read === undefined || own?.kind !== 'read') {
    say(7, own === undefined ? 'this sweep has not read it' : 'its facts could not be read');
    return undefined;
  }
  const { key } = own;
  if ((world?.time.at ?? 0) - read.at > MAX_READING_AGE_MS) say(4, 'its reading is old');
  if (world?.table.isSpoiled(key.accessKeyId) === true) say(7, 'its record cannot be understood');
  if (world?.table.isLedgerSpoiled() === true) say(7, 'the ledger cannot be understood');
  const early = Math.floor(key.createdAt / MINUTE_MS) * MINUTE_MS;
  const isImpossible =
    key.createdAt > run.now + HOUR_MS || (key.lastUsedAt !== 'never' && (key.lastUsedAt > run.now + HOUR_MS || key.lastUsedAt < early));
  if (isImpossible) say(7, 'its facts cannot be true');
  return key;
}

function userRead(run: SweepRun, userName: string): IamUser | undefined {
  const reading = run.readings.get(userName)?.reading;
  return reading?.kind === 'found' ? reading.user : undefined;
}

const signOf = ({ createdAt, lastUsedAt }: AccessKey): Instant => (lastUsedAt === 'never' ? createdAt : Math.max(createdAt, lastUsedAt));
const daysBetween = (from: Instant, to: Instant): number => Math.floor((to - from) / DAY_MS);
const idleDays = (key: AccessKey, now: Instant): number => daysBetween(signOf(key), now);

/** Who is exempt, told once more in few words; globs are not needed here. */
export function isExempt({ userName, path, tags }: IamUser, { userNames, paths, tag }: Exempt, now: Instant): boolean {
  if (userNames.includes(userName) || paths.some((start) => path.startsWith(start))) return true;
  const value = tag === undefined ? undefined : tags[tag];
  if (value === undefined) return false;
  const day = Date.parse(`${value}T00:00:00Z`);
  return !(value.length === 10 && !Number.isNaN(day) && now >= day + DAY_MS);
}

function checkDeactivation(file: KeyFile, key: AccessKey, run: SweepRun, say: (law: Law, how: string) => void): void {
  const { maxCredentialUsageAgeDays: limit, warnDays } = run.policy;
  if (key.status !== 'Active') say(4, `it is ${key.status}`);
  if (idleDays(key, run.now) < limit) say(4, `it is idle for ${String(idleDays(key, run.now))} days of ${String(limit)}`);
  if (file.seenBackAt !== undefined && daysBetween(file.seenBackAt, run.now) < limit) say(4, 'it was seen re-enabled within the limit');
  checkNotice(file.announcedAt, file.tellings, warnDays, run, say);
}

function checkDeletion(file: KeyFile, key: AccessKey, run: SweepRun, say: (law: Law, how: string) => void): void {
  const { maxCredentialUsageAgeDays: limit, warnDays, graceDays } = run.policy;
  const { deactivatedAt, deletionAnnouncedAt } = file;
  if (run.policy.action !== 'delete') say(1, `the policy says ${run.policy.action}`);
  if (key.status !== 'Inactive') say(2, `it is ${key.status}`);
  if (deactivatedAt === undefined) {
    say(1, 'no deactivation is recorded');
    return;
  }
  const days = daysBetween(deactivatedAt, run.now);
  if (days < graceDays) say(1, `${String(days)} days after its deactivation, the grace is ${String(graceDays)}`);
  if (deletionAnnouncedAt === undefined || deletionAnnouncedAt < deactivatedAt - HOUR_MS) say(1, 'no deletion was announced since');
  if (!file.isDeactivationTold) say(1, 'nobody was told of the deactivation');
  if (file.isBack) say(2, 'a sweep saw it used or re-enabled since');
  if (signOf(key) > deactivatedAt) say(2, 'it was used since');
  if (daysBetween(signOf(key), file.actedAt ?? deactivatedAt) < limit) say(3, 'it was in use when it was deactivated');
  checkNotice(deletionAnnouncedAt, file.deletionTellings, warnDays, run, say);
}

/** Recorded and told `warnDays` before, told again with no gap over seven days, never before a day that was told. */
function checkNotice(
  announcedAt: Instant | undefined,
  tellings: readonly Telling[],
  warnDays: number,
  run: SweepRun,
  say: (law: Law, how: string) => void,
): void {
  if (announcedAt === undefined) say(9, 'no announcement is recorded');
  else if (run.now < announcedAt + warnDays * DAY_MS) say(9, 'the announcement is younger than the notice');
  let heard = run.now;
  for (const { at } of [...tellings].reverse()) {
    if (heard - at > MAX_SILENCE_MS) break;
    heard = Math.min(heard, at);
  }
  if (tellings.length === 0) say(9, 'nobody was told');
  else if (run.now < heard + warnDays * DAY_MS) say(9, `told without a gap only since ${String(daysBetween(heard, run.now))} days`);
  const late = tellings.find(({ at, dueAt, isSure }) => isSure && at >= (announcedAt ?? 0) && dueAt !== undefined && dueAt > run.now);
  if (late !== undefined) say(9, `${new Date(late.dueAt ?? 0).toISOString()} was told as the day`);
}

function countMatter(tally: Tally, matter: string, verdict: string): void {
  if (verdict === 'reenabled') tally.reenabled += 1;
  if (verdict === 'resume') tally.resumed += 1;
  if (verdict === 'misjudged') tally.misjudged += 1;
  if (verdict === 'foreign') tally.foreign += 1;
  if (verdict === 'spare') tally.spared += 1;
  if (verdict === 'drop') tally.dropped += 1;
  if (matter === 'waits-for-cap') tally.capped += 1;
  if (matter === 'blocked') tally.blocked += 1;
  if (matter === 'undecided') tally.undecided += 1;
  if (matter === 'busy') tally.busy += 1;
  if (matter === 'left') tally.left += 1;
}
