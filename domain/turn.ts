import { lastSignAt, type AccessKey } from './access-key';
import type { Instant } from './instant';

/** A key that may wait for the cap. */
interface Waiting {
  readonly user: { readonly userName: string };
  readonly key: AccessKey;
  /** Its place among the keys of its user. */
  readonly slot: number;
}

/** A user of whom a key waits. */
interface Turn {
  readonly userName: string;
  /** Since when any active key of the user is without use; infinity without one. */
  readonly sinceAt: Instant;
}

/**
 * The keys that wait for the cap, in the order in which a sweep comes to them: users by their longest unused active key, then by name,
 * and the keys of one user likewise.
 */
export class Line<T extends Waiting> {
  private readonly keysOf = new Map<string, T[]>();
  private readonly usedOf = new Map<string, Instant>();
  private readonly waitingOf = new Map<string, T[]>();
  private readonly turnOf = new Map<string, Turn>();
  private turns: Turn[] = [];

  /**
   * @param all - every key that may wait one day: those of one user decide together whose turn it is
   * @param used - keys that stay in use: an active one decides whose turn it is, too
   */
  constructor(all: readonly T[], used: readonly Omit<Waiting, 'slot'>[]) {
    for (const one of all) addTo(this.keysOf, one);
    for (const { user, key } of used) {
      const sinceAt = lastSignAt(key, undefined);
      this.usedOf.set(user.userName, Math.min(sinceAt, this.usedOf.get(user.userName) ?? Infinity));
    }
  }

  /** The keys that wait. */
  get waiting(): readonly T[] {
    return this.turns.flatMap(({ userName }) => this.waitingOf.get(userName) ?? []);
  }

  /** Lets keys join. */
  join(items: readonly T[]): void {
    const users = new Set(items.map(({ user }) => user.userName));
    for (const item of items) addTo(this.waitingOf, item);
    for (const userName of users) this.waitingOf.get(userName)?.sort(byKey);
    this.turns = merged(this.turns, this.newTurns([...users].filter((userName) => !this.turnOf.has(userName))));
  }

  /** Takes the first so many. */
  take(count: number): readonly T[] {
    const taken: T[] = [];
    let users = 0;
    for (const { userName } of this.turns) {
      if (taken.length === count) break;
      const waiting = this.waitingOf.get(userName) ?? [];
      taken.push(...waiting.splice(0, count - taken.length));
      if (waiting.length > 0) break;
      users += 1;
      this.waitingOf.delete(userName);
      this.turnOf.delete(userName);
    }
    this.turns.splice(0, users);
    return taken;
  }

  /** Says that something was done with keys: the others of their users may have another turn now. */
  acted(items: readonly T[]): void {
    const users = new Set(items.map(({ user }) => user.userName).filter((userName) => this.turnOf.has(userName)));
    if (users.size === 0) return;
    const others = this.turns.filter(({ userName }) => !users.has(userName));
    this.turns = merged(others, this.newTurns([...users]));
  }

  /** Gives users their turns, in order. */
  private newTurns(userNames: readonly string[]): readonly Turn[] {
    const turns = userNames.map((userName) => ({ userName, sinceAt: this.sinceOf(userName) }));
    for (const turn of turns) this.turnOf.set(turn.userName, turn);
    return turns.sort(inOrder);
  }

  private sinceOf(userName: string): Instant {
    let sinceAt = this.usedOf.get(userName) ?? Infinity;
    for (const { key } of this.keysOf.get(userName) ?? [])
      if (key.status === 'Active') sinceAt = Math.min(sinceAt, lastSignAt(key, undefined));
    return sinceAt;
  }
}

/** Puts two orders into one. */
function merged(some: readonly Turn[], others: readonly Turn[]): Turn[] {
  const all: Turn[] = [];
  let at = 0;
  for (const turn of some) {
    for (let other = others[at]; other !== undefined && inOrder(other, turn) < 0; other = others[at]) {
      all.push(other);
      at += 1;
    }
    all.push(turn);
  }
  return all.concat(others.slice(at));
}

function addTo<T extends Waiting>(groups: Map<string, T[]>, item: T): void {
  const group = groups.get(item.user.userName);
  if (group === undefined) groups.set(item.user.userName, [item]);
  else group.push(item);
}

function inOrder(one: Turn, other: Turn): number {
  if (one.sinceAt !== other.sinceAt) return one.sinceAt < other.sinceAt ? -1 : 1;
  if (one.userName === other.userName) return 0;
  return one.userName < other.userName ? -1 : 1;
}

function byKey(one: Waiting, other: Waiting): number {
  const [since, than] = [lastSignAt(one.key, undefined), lastSignAt(other.key, undefined)];
  if (since !== than) return since < than ? -1 : 1;
  if (one.slot !== other.slot) return one.slot - other.slot;
  return one.key.accessKeyId < other.key.accessKeyId ? -1 : 1;
}
