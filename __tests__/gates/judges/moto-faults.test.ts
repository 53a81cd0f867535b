import { FakedClock } from './faked-clock';
import { FAULTS, seededFaults, startFaultyProxy, type Call, type Fault, type FaultyProxy } from './faulty-proxy';
import { describeWithJudge } from './describe-with-judge';
import { emittedFunction, type EmittedFunction } from './function-emitted';
import { ShippedFunction, type FunctionRun } from './function-process';
import { metricsOf } from './moto-account';
import { IamAccount, startMoto } from './moto';
import type { Server } from './server';
import { StackOnFake } from './stack-on-fake';

/** Another seed gives another life: `FAULTS_SEED=2 npx jest -c jest.gates.config.js moto-faults`. */
const SEED = process.env['FAULTS_SEED'] ?? '1';

const DAY_MS = 24 * 3600 * 1000;
const FIRST_DAY_AT = Date.parse('2026-04-13T06:00:00Z');

/** A minute later each day, so that no count of whole days hangs on how long a process takes to start. */
const instantOn = (day: number): number => FIRST_DAY_AT + day * (DAY_MS + 60_000);

const LIMIT_DAYS = 5;
const WARN_DAYS = 1;
const GRACE_DAYS = 2;
const CAP = 2;

/** What the function is told that it has; on AWS it has a quarter of an hour. */
const ALLOWED_SECONDS = 50;

/** The function as it is emitted, with a limit of days instead of weeks. */
function functionUnderTest(): EmittedFunction {
  const exempt = { userNames: ['break-glass-*'] };
  const settings = { action: 'delete', warnDays: WARN_DAYS, graceDays: GRACE_DAYS, maxKeysPerDay: CAP, exempt };
  const emitted = emittedFunction(settings);
  const policy = JSON.parse(emitted.environment['POLICY'] ?? '') as object;
  const POLICY = JSON.stringify({ ...policy, maxCredentialUsageAgeDays: LIMIT_DAYS });
  return { ...emitted, timeoutSeconds: ALLOWED_SECONDS, environment: { ...emitted.environment, POLICY } };
}

/** A line of a digest that was delivered. */
interface Told {
  readonly at: number;
  readonly matter: string;
  readonly alias: string;
}

/** A record, as far as these tests look at it. */
interface StoredRecord {
  readonly alias: string;
  readonly state: string;
  readonly history: readonly Change[];
}

interface Change {
  readonly state: string;
  readonly at: string;
  readonly facts?: { readonly status: string; readonly createdAt: string; readonly lastUsedAt: string };
}

/** What one sweep left. */
interface Swept {
  readonly run: FunctionRun;
  readonly tookMs: number;
  /** By alias, what IAM says of each key before the sweep and after it. */
  readonly before: Statuses;
  readonly after: Statuses;
  readonly records: Readonly<Record<string, StoredRecord>>;
  /** Everything that was told since the beginning. */
  readonly told: readonly Told[];
}

type Statuses = Readonly<Record<string, string>>;

/** An account on moto that the shipped function sweeps through a faulty network; the tests look at it past that. */
class FaultyAccount {
  readonly iam: IamAccount;
  private readonly shipped = new ShippedFunction();
  private readonly told: Told[] = [];

  private constructor(
    private readonly clock: FakedClock,
    private readonly server: Server,
    private readonly stack: StackOnFake,
    readonly proxy: FaultyProxy,
    private readonly users: Readonly<Record<string, string>>,
  ) {
    this.iam = new IamAccount(server.endpoint);
  }

  /** @param users - by the alias of each access key. All are made before day 0. */
  static async create(users: Readonly<Record<string, string>>): Promise<FaultyAccount> {
    const clock = new FakedClock(new Date(instantOn(-20)).toISOString());
    const server = await startMoto(clock);
    const stack = await StackOnFake.create(server.endpoint, functionUnderTest());
    const account = new FaultyAccount(clock, server, stack, await startFaultyProxy(server.endpoint), users);
    for (const userName of new Set(Object.values(users))) await account.iam.createUser(userName);
    for (const [alias, userName] of Object.entries(users)) await account.iam.createKey(alias, userName);
    return account;
  }

  /** Sweeps on a day, after what its owners do then; with what else must stand in the environment of the function. */
  async sweepOn(day: number, owners: (iam: IamAccount) => Promise<void> = async () => {}, extra: Statuses = {}): Promise<Swept> {
    await this.clock.moveTo(new Date(instantOn(day)).toISOString(), this.server);
    await owners(this.iam);
    const before = await this.iam.statuses();
    const startedAt = performance.now();
    const environment = { ...this.clock.standing, AWS_ENDPOINT_URL: this.proxy.endpoint, ...extra };
    const run = await this.shipped.run(functionUnderTest(), environment);
    const tookMs = performance.now() - startedAt;
    const after = await this.iam.statuses();
    for (const { message } of await this.stack.delivered()) this.told.push(...this.linesOf(message));
    const items = (await this.stack.items()).filter(({ accessKeyId }) => !String(accessKeyId).startsWith('#'));
    const records = items.map((item) => ({ ...item, alias: this.aliasIn(String(item['accessKeyId'])) })) as unknown as StoredRecord[];
    return {
      run,
      tookMs,
      before,
      after,
      told: [...this.told],
      records: Object.fromEntries(records.map((record) => [record.alias, record])),
    };
  }

  /** The offset of the clock, as it was last moved. */
  get offset(): string {
    return this.clock.standing['FAKETIME'] ?? '';
  }

  /** Names what a call is about in a way that is the same at every run of the test: ids come from the server. */
  subjectOf({ action, body }: Call): string {
    if (action === 'Publish') return '';
    const id = /AKIA[A-Z0-9]{16}/.exec(body.replaceAll(/Credential=\S+/g, ''))?.[0];
    return id === undefined ? (/UserName=[^&]+|#(acts|sweep)/.exec(body)?.[0] ?? '') : this.aliasIn(id);
  }

  async dispose(): Promise<void> {
    this.iam.close();
    this.stack.close();
    this.shipped.dispose();
    await this.proxy.close();
    await this.server.stop();
    this.clock.dispose();
  }

  private linesOf(message: string): readonly Told[] {
    const { at, sections } = JSON.parse(message) as {
      readonly at: string;
      readonly sections: readonly { readonly matter: string; readonly entries: readonly { userName: string; accessKeyId?: string }[] }[];
    };
    return sections.flatMap(({ matter, entries }) =>
      entries.map(({ userName, accessKeyId }) => ({
        at: Date.parse(at),
        matter,
        alias: accessKeyId === undefined ? userName : this.iam.aliasOf(userName, accessKeyId),
      })),
    );
  }

  /** Which of our keys has an id. */
  private aliasIn(accessKeyId: string): string {
    const aliases = Object.values(this.users).map((userName) => this.iam.aliasOf(userName, accessKeyId));
    return aliases.find((alias) => alias !== accessKeyId) ?? accessKeyId;
  }
}

/** By alias of the access key: its user. */
const USERS = {
  'stale-1': 'stale-1',
  'stale-2': 'stale-2',
  'stale-3': 'stale-3',
  'stale-later': 'stale-later',
  'two-stale': 'two-keys',
  'two-fresh': 'two-keys',
  'comes-back': 'comes-back',
  denied: 'denied',
  'in-use': 'in-use',
  saved: 'saved',
  'by-name': 'break-glass-1',
  foreign: 'foreign',
  'switched-off': 'switched-off',
};

/** Those that must go in the end, and what must never become of the others. */
const DOOMED = ['stale-1', 'stale-2', 'stale-3', 'stale-later', 'two-stale', 'comes-back', 'denied'];
const UNTOUCHED = { 'two-fresh': 'Active', 'in-use': 'Active', saved: 'Active', 'by-name': 'Active', foreign: 'Inactive' };

/** What the owners do before the sweep of a day. `comes-back` is activated again once, as soon as it is seen inactive. */
const ownersOn =
  (day: number, life: { cameBack: boolean }) =>
  async (iam: IamAccount): Promise<void> => {
    if (day === 0) await iam.setStatus('foreign', 'Inactive');
    if (day === 0) await iam.use('stale-later');
    if (day === 1) await iam.setStatus('switched-off', 'Inactive');
    if (day % 2 === 0) for (const alias of ['in-use', 'two-fresh']) await iam.use(alias);
    if (day % 2 === 1) await iam.use('saved');
    if (!life.cameBack && (await iam.statuses())['comes-back'] === 'Inactive') {
      await iam.setStatus('comes-back', 'Active');
      life.cameBack = true;
    }
  };

const DURING: readonly string[] = ['deactivating', 'deactivated', 'deleting'];

/** What must hold of the account after a sweep, whatever was injected; what does not, in words. */
function broken(swept: Swept): readonly string[] {
  const { before, after, records, told } = swept;
  const isOurs = (alias: string): boolean => !(alias in UNTOUCHED) && alias !== 'switched-off';
  const keys = Object.keys(USERS);
  const inactive = keys.filter((alias) => isOurs(alias) && after[alias] === 'Inactive');
  const gone = keys.filter((alias) => after[alias] === undefined);
  return [
    ...Object.entries(UNTOUCHED).flatMap(([alias, status]) => (after[alias] === status ? [] : [`${alias} is ${String(after[alias])}`])),
    ...(after['switched-off'] === before['switched-off'] || before['switched-off'] === 'Active' ? [] : ['switched-off was touched']),
    ...inactive.flatMap((alias) => (DURING.includes(records[alias]?.state ?? '') ? [] : [`${alias} is inactive and unremembered`])),
    ...gone.flatMap((alias) =>
      ['deleting', 'deleted'].includes(records[alias]?.state ?? '')
        ? []
        : [`${alias} is gone, its record says ${String(records[alias]?.state)}`],
    ),
    ...Object.values(records).flatMap((record) => brokenIn(record, told)),
  ];
}

/** What does not hold of the history of one key. */
function brokenIn({ alias, history }: StoredRecord, told: readonly Told[]): readonly string[] {
  const isTold = (matter: string, fromAt: number, untilAt: number): boolean =>
    told.some((line) => line.alias === alias && line.matter === matter && line.at >= fromAt && line.at <= untilAt);
  return history.flatMap((change, index) => {
    const at = Date.parse(change.at);
    const past = history.slice(0, index);
    const last = past.at(-1);
    const lastAt = (state: string): number => Date.parse(past.findLast((one) => one.state === state)?.at ?? '');
    const must = (holds: boolean, what: string): readonly string[] => (holds ? [] : [`${alias} ${change.state} ${change.at}: ${what}`]);
    switch (change.state) {
      case 'deactivating': {
        const { status, createdAt, lastUsedAt } = change.facts ?? { status: '', createdAt: '', lastUsedAt: '' };
        const signs = [createdAt, lastUsedAt === 'never' ? createdAt : lastUsedAt].map(Date.parse);
        const since = Math.max(...signs, lastAt('reenabled') || 0);
        return [
          ...must(last?.state === 'announced' && at - Date.parse(last.at) >= WARN_DAYS * DAY_MS, 'not announced in time'),
          ...must(isTold('will-be-deactivated', Date.parse(last?.at ?? ''), at - WARN_DAYS * DAY_MS), 'not told in time'),
          ...must(status === 'Active' && at - since >= LIMIT_DAYS * DAY_MS, 'not unused'),
        ];
      }
      case 'deactivated':
        return must(last?.state === 'deactivating', 'not begun');
      case 'deleting':
        return [
          ...must(last?.state === 'deactivated' || last?.state === 'deleting', 'not deactivated by us'),
          ...must(at - lastAt('deactivated') >= GRACE_DAYS * DAY_MS, 'grace not over'),
          ...must(isTold('will-be-deleted', lastAt('deactivated'), at - WARN_DAYS * DAY_MS), 'not told in time'),
        ];
      case 'deleted':
        return must(last?.state === 'deleting', 'not begun');
      default:
        return [];
    }
  });
}

/** How many keys a sweep deactivated or deleted. */
const actsOf = ({ before, after }: Swept): number => Object.keys(before).filter((alias) => before[alias] !== after[alias]).length;

/** The run ended in its time: well, or saying what is missing. */
function endingOf({ run: { outcome }, tookMs }: Swept): string {
  if (tookMs > ALLOWED_SECONDS * 1000) return `after ${String(tookMs)} ms`;
  if (outcome.kind === 'returned') return 'well';
  return /^(IncompleteError|AccessError): [^\n]+$/.test(outcome.error) ? 'loudly' : outcome.error;
}

/** Days of sweeps in a faulty network, now and then less than 24 hours apart; then those in a sound one. */
const FAULTY_DAYS = [0, 1, 2, 2.5, 3, 3.6, 4, 5, 6, 7, 8];
const SOUND_DAYS = [9, 10, 11, 12, 13, 14, 15, 16];

describeWithJudge('moto', 'the shipped function on moto, in a faulty network', () => {
  // Each has an account and a clock of its own, and mostly waits.
  test.concurrent('does nothing too early, too often or unremembered whatever fails, and comes to its end once nothing does', async () => {
    const account = await FaultyAccount.create(USERS);
    const life = { cameBack: false };
    const acts: { readonly day: number; readonly count: number }[] = [];
    const endings: string[] = [];
    const sweepOn = async (day: number): Promise<Swept> => {
      const swept = await account.sweepOn(day, ownersOn(day, life));
      acts.push({ day, count: actsOf(swept) });
      const within24Hours = acts.filter((one) => one.day > day - 1).reduce((sum, { count }) => sum + count, 0);
      const ending = endingOf(swept);
      endings.push(ending);
      expect({ SEED, day, broken: broken(swept), overCap: Math.max(0, within24Hours - CAP), ending }).toEqual({
        SEED,
        day,
        broken: [],
        overCap: 0,
        ending: expect.stringMatching(/^(well|loudly)$/) as string,
      });
      return swept;
    };
    try {
      for (const [sweep, day] of FAULTY_DAYS.entries()) {
        const seeded = seededFaults({ seed: SEED, sweep, subjectOf: (call) => account.subjectOf(call) });
        account.proxy.injects((call) => (isDenied(call) ? 'denied' : seeded(call)));
        await sweepOn(day);
      }
      const injected = countsOf(account.proxy);
      expect({ SEED, missing: FAULTS.filter((fault) => injected[fault] === 0) }).toEqual({ SEED, missing: [] });
      // Neither was it all in vain, nor all well.
      expect({ SEED, endings: [...new Set(endings)].sort() }).toEqual({ SEED, endings: ['loudly', 'well'] });

      account.proxy.injects(() => undefined);
      const sound: Swept[] = [];
      for (const day of SOUND_DAYS) if (DOOMED.some((alias) => alias in (sound.at(-1)?.after ?? USERS))) sound.push(await sweepOn(day));
      expect({ SEED, endings: endings.slice(-sound.length) }).toEqual({ SEED, endings: sound.map(() => 'well') });
      const { after, records, told } = sound.at(-1) ?? (await sweepOn(SOUND_DAYS[0] ?? 0));
      const ends = DOOMED.map((alias) => [alias, after[alias] ?? 'gone', records[alias]?.state, mattersOf(told, alias)]);
      expect({ SEED, ends, cameBack: life.cameBack }).toEqual({
        SEED,
        ends: DOOMED.map((alias) => [alias, 'gone', 'deleted', ['deleted', 'will-be-deactivated', 'will-be-deleted']]),
        cameBack: true,
      });
    } finally {
      await account.dispose();
    }
  });

  test.concurrent('tells a deletion as its own whose answer was lost, and fails aloud when the credential report never comes', async () => {
    const account = await FaultyAccount.create({ stale: 'stale' });
    try {
      for (const day of [0, 1, 2]) expect((await account.sweepOn(day)).run.outcome).toEqual({ kind: 'returned' });
      let deletions = 0;
      account.proxy.injects(({ action }) => (action === 'DeleteAccessKey' && (deletions += 1) === 1 ? 'reset-after' : undefined));
      const { run, before, after, records, told } = await account.sweepOn(3.5);
      const today = told.filter(({ at }) => at >= instantOn(3.5)).map(({ matter, alias }) => [matter, alias]);
      expect([run.outcome, deletions, before, after, records['stale']?.state, today, metricsOf(run)['Deleted']]).toEqual([
        { kind: 'returned' },
        2,
        { stale: 'Inactive' },
        {},
        'deleted',
        [['deleted', 'stale']],
        1,
      ]);

      account.proxy.injects(({ action }) => (action === 'GenerateCredentialReport' ? 'report-late' : undefined));
      // A minute of the function's clock in each second, as it waits for minutes.
      const endless = await account.sweepOn(4.5, undefined, { FAKETIME: `${account.offset} x60` });
      expect(endless.run.outcome).toEqual({
        kind: 'failed',
        error: 'IncompleteError: the credential report did not come within 300 s; the last answer was INPROGRESS',
      });
    } finally {
      await account.dispose();
    }
  });
});

/** One user is out of reach of every act. */
const isDenied = ({ action, body }: Call): boolean => /^(Update|Delete)AccessKey$/.test(action) && /UserName=denied(&|$)/.test(body);

function countsOf({ calls }: FaultyProxy): Readonly<Record<Fault, number>> {
  return Object.fromEntries(FAULTS.map((fault) => [fault, calls.filter((call) => call.fault === fault).length])) as Record<Fault, number>;
}

/** What was told of a key of what lies ahead and of its end; of what was done on the way a later notice may tell too. */
function mattersOf(told: readonly Told[], alias: string): readonly string[] {
  const matters = told.filter((line) => line.alias === alias).map(({ matter }) => matter);
  return [...new Set(matters)].filter((matter) => ['deleted', 'will-be-deactivated', 'will-be-deleted'].includes(matter)).sort();
}
