import { reasonOf } from '../../../domain/errors';
import { DAY_MS, HOUR_MS, MINUTE_MS, wholeDays } from '../../../domain/instant';
import type { SweepPolicy } from '../../../domain/sweep-policy';
import type { Ports } from '../../../sweep/ports';
import type { Scope } from '../../../sweep/scope';
import { sweep } from '../../../sweep/sweep';
import type { FakeKey, FakeUser } from './account';
import type { Manner } from './gate';
import { isExempt, Laws, LAWS, type Tally } from './laws';
import type { Deed, Habit, KeyDeed, PolicyScript, Script, SweepScript, UserDeed, UserScript, WorldDeed } from './script';
import { turnsOf } from './turns';
import type { SweepRun } from './watch';
import { World } from './world';

/** What a test may put between a sweep and its world, to show that a law can fail. */
export interface Sabotage {
  readonly ports?: (ports: Ports, world: World) => Ports;
  readonly policy?: (policy: SweepPolicy) => SweepPolicy;
}

/** A sweep at six in the morning, from a Thursday on. */
export const BEGINNING = Date.parse('2026-01-01T06:00:00Z');
const ACCOUNT = '111122223333';
const USED = { ageDays: 20, usedDaysAgo: 0, habit: 'used daily' } as const;
const COLLEAGUE: UserScript = { path: '/', tag: 'none', keys: [USED, USED] };
const SECOND_MS = 1000;
const CALL_MS = 20;

/** One script under way. */
export class Play {
  readonly laws: Laws;
  readonly world: World;
  policyScript: PolicyScript;
  keyDays = 0;
  private readonly habits = new Map<string, Habit>();
  private names = 0;

  constructor(
    readonly script: Pick<Script, 'policy' | 'users' | 'lags'> & Partial<Script>,
    tally?: Tally,
    private readonly sabotage: Sabotage = {},
  ) {
    const [useMinutes, statusMinutes] = script.lags;
    this.laws = new Laws(tally);
    this.world = new World(BEGINNING, { useMs: useMinutes * MINUTE_MS, statusMs: statusMinutes * MINUTE_MS }, this.laws);
    this.laws.world = this.world;
    this.policyScript = script.policy;
    for (const user of script.users) this.hire(user);
    for (let count = 0; count < (script.colleagues ?? 0); count += 1) this.hire(COLLEAGUE);
  }

  get policy(): SweepPolicy {
    const { limit, warn, grace, cap, action, exempt } = this.policyScript;
    return {
      ...{ maxCredentialUsageAgeDays: limit, action, warnDays: Math.min(warn, limit - 1), graceDays: grace, maxKeysPerDay: cap },
      exempt: {
        userNames: exempt === 'user-0' ? ['user-0'] : [],
        paths: exempt === 'safe path' ? ['/safe/'] : [],
        ...(exempt === 'tag keep' && { tag: 'keep' }),
      },
    };
  }

  /** Plays the script to its end. */
  async play(): Promise<void> {
    const { days = 0, changes = [], pauses = [], deeds = [], sweeps = [] } = this.script;
    let pausedUntil = 0;
    for (let day = 0; day < days; day += 1) {
      this.passDay(day);
      for (const change of changes) if (change.day === day) this.policyScript = { ...this.policyScript, ...change.change };
      for (const pause of pauses) if (pause.day === day) pausedUntil = day + pause.days;
      for (const { deed, user, key, day: on } of deeds) if (on === day) this.do(deed, user, key);
      if (day >= pausedUntil) await this.sweepAs(sweeps.find((sweep) => sweep.day === day)?.sweep);
      this.check();
    }
  }

  /** Throws when a law was broken. */
  check(): void {
    const { breaches } = this.laws;
    if (breaches.length > 0) throw new Error(breaches.map(({ law, how }) => `law ${String(law)} (${LAWS[law]}): ${how}`).join('\n'));
  }

  /** Lets all owners be silent, and every sweep plain, until everything that is unused and can be reached must be inactive. */
  async settle(): Promise<void> {
    const { script, world } = this;
    const { account, table } = world;
    this.habits.clear();
    table.spoilLedger(undefined);
    if (this.policyScript.action === 'notify') this.policyScript = { ...this.policyScript, action: 'delete' };
    const longest = Math.max(
      ...[script.policy, ...(script.changes ?? []).map(({ change }) => change)].map(({ limit = 0, warn = 0 }) => Math.max(limit, warn)),
    );
    const { limit, cap, grace, warn } = this.policyScript;
    // Acts of both kinds on every key, by the cap; a day for what was interrupted, one for the announcement, one for rounding.
    // The cap is one of any 24 hours, and sweeps do not start at the same second: now and then a day passes without the last act.
    const queue = Math.ceil((3 * account.allKeys().length) / cap) + 3;
    const ids = new Set(account.allKeys().map(({ accessKeyId }) => accessKeyId));
    const begunAt = world.time.at;
    for (let day = 0; day < limit + longest + queue; day += 1) {
      this.passDay(day);
      await this.sweepAs(undefined);
      this.check();
    }
    for (const key of account.allKeys())
      if (ids.has(key.accessKeyId)) this.checkSettled(key, begunAt, grace + Math.max(warn, grace) + queue);
    this.check();
  }

  private checkSettled(key: FakeKey, begunAt: number, deletionDays: number): void {
    const { world, laws, policy } = this;
    const user = world.account.users.get(key.userName);
    const { accessKeyId, status } = key;
    const isOutOfReach = world.denied.has(key.userName) || world.unreadable.has(accessKeyId) || world.table.isSpoiled(accessKeyId);
    if (user === undefined || isOutOfReach || isExempt(user, policy.exempt, begunAt) || isExempt(user, policy.exempt, world.time.at))
      return;
    if (status === 'Active') laws.breach(10, `${accessKeyId} is active`);
    const record = world.table.stored().find((one) => one.accessKeyId === accessKeyId);
    const deactivatedAt = status === 'Inactive' && policy.action === 'delete' ? record?.deactivatedAt : undefined;
    if (deactivatedAt === undefined) return;
    // Its use was told late, or it was re-enabled shortly before: it is never deleted, and told.
    const sign = Math.max(key.createdAt, key.told ?? 0, record?.reenabledAt ?? 0);
    if (wholeDays(sign, deactivatedAt) < policy.maxCredentialUsageAgeDays) return;
    if (deactivatedAt > begunAt && deactivatedAt < world.time.at - deletionDays * DAY_MS) {
      laws.breach(10, `${accessKeyId} was deactivated ${new Date(deactivatedAt).toISOString()}, and is there`);
    }
  }

  /** Somebody begins to work here, with keys that may be old already. */
  hire({ path, tag, keys }: UserScript): void {
    const { account, time } = this.world;
    const userName = `user-${String(this.names++)}`;
    account.createUser(userName, time.at - 40 * DAY_MS, { path, tags: tagsOf(tag, time.at) });
    for (const { ageDays, usedDaysAgo, habit } of keys) {
      const key = account.createKey(userName, time.at - ageDays * DAY_MS - 5 * HOUR_MS);
      this.habits.set(key.accessKeyId, habit);
      if (usedDaysAgo !== 'never') account.use(key, Math.max(key.createdAt, time.at - usedDaysAgo * DAY_MS - HOUR_MS));
    }
  }

  /** Lets a day pass, with all that people do by habit. */
  passDay(day: number): void {
    const { account, time } = this.world;
    const keys = account.allKeys();
    this.keyDays += keys.length;
    // A schedule keeps the minute, hardly the second.
    const next = Math.floor((time.at - BEGINNING + HOUR_MS) / DAY_MS + 1) * DAY_MS + BEGINNING + ((day * 7919) % 60) * SECOND_MS;
    time.at = next - 2 * HOUR_MS;
    for (const key of keys) this.live(key, day);
    time.at = next;
  }

  private live(key: FakeKey, day: number): void {
    const { account, time } = this.world;
    const { accessKeyId, userName } = key;
    const { limit } = this.policyScript;
    switch (this.habits.get(accessKeyId)) {
      case 'used daily':
        account.use(key, time.at);
        return;
      case 'used rarely':
        if (day % (limit + 2) === 0) account.use(key, time.at);
        return;
      case 'restored':
        if (key.status === 'Inactive' && day % 5 === 0) account.setStatus(userName, accessKeyId, 'Active', time.at);
        return;
      case 'applied daily':
        account.setStatus(userName, accessKeyId, 'Active', time.at);
        return;
      case 'silent':
      case undefined:
        return;
    }
  }

  /** Does something once. */
  do(deed: Deed, userIndex: number, keyIndex: number, agoMs = 3 * HOUR_MS): void {
    if (deed.on === 'world') {
      this.doToWorld(deed);
      return;
    }
    const { account, time } = this.world;
    const user = nth([...account.users.values()], userIndex);
    const keys = user === undefined ? [] : [...user.keys.values()].filter(({ goneAt }) => goneAt === undefined);
    const key = nth(keys, keyIndex);
    if (deed.on === 'user' && user !== undefined) this.doToUser(deed, user, key, time.at - agoMs);
    if (deed.on === 'key' && key !== undefined) this.doToKey(deed, key, time.at - agoMs);
  }

  private doToWorld({ kind }: WorldDeed): void {
    const { account, table, report } = this.world;
    switch (kind) {
      case 'hire':
        if (account.users.size < 8) this.hire({ path: '/', tag: 'none', keys: [{ ageDays: 0, usedDaysAgo: 'never', habit: 'silent' }] });
        return;
      case 'lose the table':
        table.lose();
        this.laws.lost();
        return;
      case 'spoil the ledger':
        table.spoilLedger({ acts: ['yesterday'] });
        return;
      case 'mend the ledger':
        table.spoilLedger(undefined);
        return;
      case 'add a column':
        report.added = { additional_credentials_info: '1' };
        return;
    }
  }

  private doToUser(deed: UserDeed, user: FakeUser, key: FakeKey | undefined, at: number): void {
    const { account, denied, time } = this.world;
    switch (deed.kind) {
      case 'tag':
        user.tags = tagsOf(deed.tag, time.at);
        return;
      case 'move':
        user.path = deed.path;
        return;
      case 'deny':
        if (deed.denial === 'none') denied.delete(user.userName);
        else denied.set(user.userName, deed.denial);
        return;
      case 'rename':
        account.renameUser(user.userName, `user-${String(this.names++)}`);
        return;
      case 'dismiss':
        account.deleteUser(user.userName);
        return;
      case 'replace a key':
        if (key !== undefined) account.deleteKey(user.userName, key.accessKeyId, at);
        account.createKey(user.userName, at);
        return;
    }
  }

  private doToKey({ kind }: KeyDeed, key: FakeKey, at: number): void {
    const { account, table, unreadable } = this.world;
    const { userName, accessKeyId } = key;
    switch (kind) {
      case 'use':
        account.use(key, Math.max(at, key.createdAt));
        return;
      case 'enable':
      case 'disable':
        account.setStatus(userName, accessKeyId, kind === 'enable' ? 'Active' : 'Inactive', at);
        return;
      case 'delete':
        account.deleteKey(userName, accessKeyId, at);
        return;
      case 'expire':
        account.expire(key);
        return;
      case 'spoil':
        table.spoil(accessKeyId, { state: 'retired' });
        return;
      case 'mend':
        table.spoil(accessKeyId, undefined);
        unreadable.delete(accessKeyId);
        return;
      case 'hide use':
        unreadable.add(accessKeyId);
        return;
    }
  }

  private slow(callMs: number): Manner {
    const onCall = (): void => {
      this.world.time.advance(callMs);
    };
    return { onCall };
  }

  private disturbance({ at, deed, user, key }: Extract<SweepScript, { kind: 'disturbed' }>): (index: number) => void {
    return (index) => {
      this.world.time.advance(CALL_MS);
      if (index !== at) return;
      this.do(deed, user, key, 0);
      this.laws.noteStatuses();
    };
  }

  /** One sweep that nothing hinders; each call takes a while. */
  sweep(manner: Manner = this.slow(CALL_MS), skewMs = 0, lifetimeMs?: number): Promise<SweepRun> {
    this.laws.noteStatuses();
    return this.run(this.world.begin(this.policy, manner, skewMs, lifetimeMs));
  }

  private async run(run: SweepRun): Promise<SweepRun> {
    const { world, sabotage } = this;
    const ports = world.ports(run);
    const scope: Scope = { accountId: ACCOUNT, policy: sabotage.policy?.(run.policy) ?? run.policy };
    try {
      await sweep(sabotage.ports?.(ports, world) ?? ports, scope);
    } catch (error) {
      run.error = error;
    }
    this.laws.onEnd(run);
    return run;
  }

  /** A sweep as the script says. */
  async sweepAs(script: SweepScript | undefined): Promise<void> {
    switch (script?.kind) {
      case undefined: {
        this.checkComplete(await this.sweep());
        return;
      }
      case 'none':
        return;
      case 'killed':
        await this.sweep({ crashAt: script.at, isLastCallDone: script.isLastCallDone });
        return;
      case 'killed during':
        await this.sweep({ crashOn: script.call, isLastCallDone: script.isLastCallDone });
        return;
      case 'disturbed':
        await this.sweep({ onCall: this.disturbance(script) });
        return;
      case 'faulty':
        this.checkFaulty(await this.sweep({ faults: [script] }));
        return;
      case 'skewed':
        await this.sweep(this.slow(CALL_MS), script.minutes * MINUTE_MS);
        return;
      case 'hurried':
        await this.sweep(this.slow(SECOND_MS), 0, script.seconds * SECOND_MS);
        return;
      case 'pair':
        await this.pair(script.turns, script.killAt);
        return;
      case 'twice':
        await this.twice();
        return;
    }
  }

  private async pair(turns: readonly boolean[], killAt: number): Promise<void> {
    this.laws.noteStatuses();
    const order = turnsOf(turns);
    const runs = [order.first, order.second].map((turn, index) =>
      this.world.begin(this.policy, { turn, ...(index === 0 && killAt < 40 && { crashAt: killAt }) }),
    );
    await order.play(runs.map((run) => () => this.run(run)));
  }

  /** Law 11: the second of two sweeps at one instant changes nothing. */
  private async twice(): Promise<void> {
    const { at } = this.world.time;
    const first = await this.sweep({});
    // Without notice, what the first announces the second does; and after waiting for the cap it is another instant.
    if (first.error !== undefined || this.policy.warnDays === 0 || this.world.time.at !== at) return;
    const before = this.state();
    await this.sweep({});
    const after = this.state();
    for (const [id, state] of after) {
      if (before.get(id) !== state) this.laws.breach(11, `${id} was ${before.get(id) ?? 'nothing'}, and is ${state}`);
    }
    for (const id of before.keys()) if (!after.has(id)) this.laws.breach(11, `${id} is gone`);
  }

  private state(): Map<string, string> {
    const { account, table } = this.world;
    const keys = account.allKeys().map(({ accessKeyId, status }): [string, string] => [accessKeyId, status]);
    return new Map([...keys, ...table.stored().map(({ accessKeyId, state }): [string, string] => [`record of ${accessKeyId}`, state])]);
  }

  private checkComplete(run: SweepRun): void {
    const { denied, unreadable, table } = this.world;
    const isClear = denied.size + unreadable.size === 0 && table.isClear();
    if (isClear && run.error !== undefined) this.laws.breach(14, `nothing happened to it, and it said ${reasonOf(run.error)}`);
  }

  private checkFaulty(run: SweepRun): void {
    const { error, gate, journal } = run;
    const isBlocked = journal.decisions.some(({ matter }) => matter === 'blocked');
    const isHeard = error !== undefined || isBlocked;
    if (gate.failures > 0 && !isHeard) this.laws.breach(14, 'a call failed, and nothing says so');
  }
}

/** Gives one of a list, whatever the number. */
const nth = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

function tagsOf(tag: UserScript['tag'], now: number): Readonly<Record<string, string>> {
  switch (tag) {
    case 'none':
      return { team: 'a' };
    case 'true':
      return { keep: 'True' };
    case 'junk':
      return { keep: 'for ever' };
    case 'soon over':
      return { keep: new Date(now + 9 * DAY_MS).toISOString().slice(0, 10) };
  }
}
