import type { KeyReading } from '../../../domain/access-key';
import type { ActLedger } from '../../../domain/act-ledger';
import { AccessError } from '../../../domain/errors';
import type { Instant } from '../../../domain/instant';
import type { SweepPolicy } from '../../../domain/sweep-policy';
import type { Ports, UserReading } from '../../../sweep/ports';
import { FakeAccount, seenKeys, seenUser, type Lags } from './account';
import { SimulatedClock, SimulatedTime } from './clock';
import { FakeCredentialReport } from './credential-report';
import { Gate, type Manner } from './gate';
import { FakeGauges, FakeJournal, FakeTopic } from './listeners';
import { FakeTable } from './table';
import type { SweepRun, Watch } from './watch';

/** What some IAM policy or boundary keeps everybody, and so the function, from doing with a user. */
export type Denial = 'reading' | 'writing' | 'use';

/** An account, its memory and the people who hear, in simulated time. */
export class World {
  readonly time: SimulatedTime;
  readonly account: FakeAccount;
  readonly report: FakeCredentialReport;
  readonly table = new FakeTable();
  readonly topic = new FakeTopic();
  /** By user name. */
  readonly denied = new Map<string, Denial>();
  /** Keys whose last use cannot be read, for whatever reason. */
  readonly unreadable = new Set<string>();

  constructor(
    at: Instant,
    lags?: Lags,
    private readonly watch?: Watch,
  ) {
    this.time = new SimulatedTime(at);
    this.account = new FakeAccount(lags);
    this.report = new FakeCredentialReport(this.account);
  }

  /** Prepares a sweep. `skewMs` is how far its clock is ahead. */
  begin(policy: SweepPolicy, manner: Manner = {}, skewMs = 0, lifetimeMs?: number): SweepRun {
    const clock = new SimulatedClock(this.time, skewMs, lifetimeMs);
    return {
      ...{ policy, clock, now: clock.now(), gate: new Gate(manner), journal: new FakeJournal(), gauges: new FakeGauges() },
      ...{ readings: new Map<string, { at: Instant; reading: UserReading }>(), conflicts: new Set<string>(), error: undefined },
    };
  }

  /** Gives the ports of a sweep onto this world. */
  ports(run: SweepRun): Ports {
    const { gate, clock, journal, gauges } = run;
    return {
      report: { read: () => gate.pass('report.read', () => this.report.rows(this.time.at)) },
      users: { read: (userName) => gate.pass('users.read', () => this.readUser(run, userName)) },
      keys: {
        deactivate: (userName, id) => gate.pass('keys.deactivate', () => this.act(run, 'deactivate', userName, id)),
        delete: (userName, id) => gate.pass('keys.delete', () => this.act(run, 'delete', userName, id)),
      },
      memory: this.memory(run),
      teller: {
        publish: (message) =>
          gate.pass('teller.publish', () => {
            this.topic.publish(message);
            this.watch?.onPublished(run, message);
          }),
      },
      clock,
      journal,
      gauges,
    };
  }

  private memory(run: SweepRun): Ports['memory'] {
    const { gate } = run;
    const { table, watch } = this;
    return {
      readAll: () => gate.pass('memory.readAll', () => table.readAll()),
      read: (accessKeyId) => gate.pass('memory.read', () => table.read(accessKeyId)),
      write: (record) =>
        gate.pass('memory.write', () => {
          const result = table.write(record);
          if (result === 'written') watch?.onWrite(run, record);
          else run.conflicts.add(record.accessKeyId);
          return result;
        }),
      readLedger: () => gate.pass('memory.readLedger', () => table.readLedger()),
      writeLedger: (ledger) => gate.pass('memory.writeLedger', () => this.writeLedger(run, ledger)),
      writeResumeAt: (userName) =>
        gate.pass('memory.writeResumeAt', () => {
          table.writeResumeAt(userName);
          watch?.onRemembered(run);
        }),
    };
  }

  private writeLedger(run: SweepRun, ledger: ActLedger): 'written' | 'conflict' {
    const before = this.table.isLedgerSpoiled() ? [] : this.table.readLedger().acts;
    const result = this.table.writeLedger(ledger);
    if (result === 'conflict') return result;
    this.watch?.onRemembered(run);
    const at = ledger.acts.at(-1);
    const isReservation = at !== undefined && ledger.acts.filter((one) => one === at).length > before.filter((one) => one === at).length;
    if (isReservation) this.watch?.onReserved(run, at);
    return result;
  }

  private readUser(run: SweepRun, userName: string): UserReading {
    const denial = this.denied.get(userName);
    if (denial === 'reading') throw new AccessError(`reading ${userName} is denied`);
    const user = this.account.users.get(userName);
    const reading: UserReading =
      user === undefined
        ? { kind: 'gone' }
        : {
            kind: 'found',
            user: seenUser(user),
            keys: seenKeys(user, this.time.at, this.account.lags.useMs).map((key): KeyReading => {
              const { accessKeyId } = key;
              if (denial === 'use') return { kind: 'denied', accessKeyId, because: 'its last use is denied' };
              if (this.unreadable.has(accessKeyId)) return { kind: 'unreadable', accessKeyId, because: 'its last use was throttled' };
              return { kind: 'read', key };
            }),
          };
    run.readings.set(userName, { at: this.time.at, reading });
    return reading;
  }

  private act(run: SweepRun, act: 'deactivate' | 'delete', userName: string, accessKeyId: string): 'done' | 'gone' {
    if (this.denied.get(userName) === 'writing') throw new AccessError(`changing keys of ${userName} is denied`);
    const { account, time } = this;
    const result =
      act === 'deactivate'
        ? account.setStatus(userName, accessKeyId, 'Inactive', time.at)
        : account.deleteKey(userName, accessKeyId, time.at);
    if (result === 'done') this.watch?.onAct(run, act, userName, accessKeyId);
    return result;
  }
}
