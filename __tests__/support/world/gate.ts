import { AccessError } from '../../../domain/errors';

/** Names a call of a sweep on one of its ports that talks to AWS. */
export const CALLS = [
  'report.read',
  'users.read',
  'keys.deactivate',
  'keys.delete',
  'memory.readAll',
  'memory.read',
  'memory.write',
  'memory.readLedger',
  'memory.writeLedger',
  'memory.writeResumeAt',
  'teller.publish',
] as const;
export type CallName = (typeof CALLS)[number];

/** What goes wrong with a call: it is refused, throttled, or it is done and the answer is lost. */
export type Fault = 'denied' | 'throttled' | 'answer-lost';

/** How the calls of one sweep go. */
export interface Manner {
  /** The sweep is killed at its call of this number, counted from 0: that call and every later one fails. */
  readonly crashAt?: number;
  /** The sweep is killed at its first call of this name. */
  readonly crashOn?: CallName;
  /** Whether the call at which it is killed is done all the same. */
  readonly isLastCallDone?: boolean;
  /** Calls that fail: the ones of this name from the `first` on, `times` of them. */
  readonly faults?: readonly { readonly call: CallName; readonly first: number; readonly times: number; readonly how: Fault }[];
  /** What to do at each call: time passes. */
  readonly onCall?: (index: number) => void;
  /** Waits until it is this sweep's turn. */
  readonly turn?: () => Promise<void>;
}

/** Thrown by every call of a sweep that was killed. */
export class Killed extends Error {}

/** Through which all calls of one sweep on AWS go, so that a world can make them fail, end them, or let another sweep go first. */
export class Gate {
  calls = 0;
  /** How many calls failed. A sweep in which none did was healthy. */
  failures = 0;
  isKilled = false;
  private readonly counts = new Map<CallName, number>();

  constructor(private readonly manner: Manner = {}) {}

  async pass<T>(call: CallName, effect: () => T): Promise<T> {
    const { turn, crashAt, crashOn, isLastCallDone = false } = this.manner;
    if (turn !== undefined) await turn();
    this.manner.onCall?.(this.calls);
    if (this.isKilled) throw new Killed('the sweep was killed');
    if (this.calls++ === crashAt || call === crashOn) {
      this.isKilled = true;
      this.failures += 1;
      if (isLastCallDone) effect();
      throw new Killed('the sweep was killed');
    }
    const fault = this.manner.faults === undefined ? undefined : this.faultAt(call);
    if (fault === undefined) return effect();
    this.failures += 1;
    if (fault === 'denied') throw new AccessError(`${call} is denied`);
    if (fault === 'throttled') throw new Error('ThrottlingException: Rate exceeded');
    if (!call.includes('.read')) effect();
    throw new Error('ETIMEDOUT: the answer was lost');
  }

  private faultAt(call: CallName): Fault | undefined {
    const count = this.counts.get(call) ?? 0;
    this.counts.set(call, count + 1);
    return this.manner.faults?.find(({ call: name, first, times }) => name === call && count >= first && count < first + times)?.how;
  }
}
