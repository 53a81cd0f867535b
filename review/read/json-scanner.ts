import { ACTION, AFTER, CLASS_BITS, CLASS_OF, DONE, LAST_STRING_STATE, NEXT, OPENED, ROLE, ROLE_OF, START } from './json-states';
import type { JsonKind, JsonProblem } from './json-visit';

/** Hears of keys and values that stand directly in a container that it watches. Places are in the bytes being scanned. */
export interface ScanListener {
  /** So many containers, from the outermost one inwards, are watched; what stands deeper is scanned in silence. */
  readonly watchedDepth: number;
  keyBegins(from: number): void;
  keyEnds(to: number): void;
  valueBegins(from: number): void;
  /** A value is a container; the listener may watch it from here on. */
  opens(kind: 'object' | 'array'): void;
  /** The innermost watched container ends, so it is watched no more; that the value ends is told after it. */
  leaves(to: number): void;
  valueEnds(kind: JsonKind, to: number): void;
  /** Throws; the place is counted from the beginning of the input. */
  refuse(problem: JsonProblem, at: number): never;
}

/** We refuse what is nested deeper: no plan is, and it would cost others their stack. */
export const MAX_DEPTH = 500;

const FIRST_ACTION = ACTION.first;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const KIND_OF_ROLE: Readonly<Record<number, JsonKind>> = {
  [ROLE.string]: 'string',
  [ROLE.number]: 'number',
  [ROLE.true]: 'true',
  [ROLE.false]: 'false',
  [ROLE.null]: 'null',
};

/** Scans the bytes of one JSON object, whatever their pieces, and refuses all that is not JSON; only text inside strings may be no UTF-8. */
export class JsonScanner {
  private readonly isObject = new Uint8Array(MAX_DEPTH);
  private state = START;
  private depth = 0;

  /** Takes how many bytes came before those that are scanned. */
  constructor(
    private readonly listener: ScanListener,
    private scannedBytes: number,
  ) {}

  /** Scans the next bytes. */
  scan(bytes: Uint8Array): void {
    // Local names, because the engine looks anew at what a module exports.
    const [nextOf, classOf, { length }] = [NEXT, CLASS_OF, bytes];
    let state = this.state;
    let isWatched = this.depth === this.listener.watchedDepth;
    let at = 0;
    while (at < length) {
      const next = nextOf[(state << CLASS_BITS) | (classOf[bytes[at] ?? 0] ?? 0)] ?? ACTION.refuse;
      if (isWatched || next >= FIRST_ACTION) {
        state = this.step(state, next, at, isWatched);
        isWatched = this.depth === this.listener.watchedDepth;
      } else {
        state = next;
      }
      at += 1;
      // Most of a plan is strings, and most of these are small letters: this is where the time goes.
      while (state <= LAST_STRING_STATE && at < length) {
        const byte = bytes[at] ?? 0;
        if (byte <= BACKSLASH && (byte < SPACE || byte === QUOTE || byte === BACKSLASH)) break;
        at += 1;
      }
    }
    this.state = state;
    this.scannedBytes += length;
  }

  /** Ends the scan; the object must be over. */
  end(): void {
    if (this.state !== DONE) this.listener.refuse('truncated', this.scannedBytes);
  }

  /** Gives the next state where more has to be done than to look it up. */
  private step(state: number, next: number, at: number, isWatched: boolean): number {
    if (next === ACTION.refuse) return this.listener.refuse(problemIn(state), this.scannedBytes + at);
    if (isWatched) this.tell(state, next, at);
    switch (next) {
      case ACTION.openObject:
        return this.open('object', at, isWatched);
      case ACTION.openArray:
        return this.open('array', at, isWatched);
      case ACTION.closeObject:
        return this.close('object', at, isWatched);
      case ACTION.closeArray:
        return this.close('array', at, isWatched);
      default:
        return next;
    }
  }

  private tell(state: number, next: number, at: number): void {
    const role = ROLE_OF[state] ?? ROLE.none;
    const nextRole = ROLE_OF[next] ?? ROLE.none;
    if (role === nextRole) return;
    switch (role) {
      case ROLE.none:
        if (nextRole === ROLE.key) this.listener.keyBegins(at);
        return;
      case ROLE.awaiting:
        if (next !== ACTION.closeArray) this.listener.valueBegins(at);
        return;
      case ROLE.key:
        this.listener.keyEnds(at + 1);
        return;
      case ROLE.number:
        this.listener.valueEnds('number', at);
        return;
      default:
        this.listener.valueEnds(KIND_OF_ROLE[role] ?? 'null', at + 1);
    }
  }

  private open(kind: 'object' | 'array', at: number, isWatched: boolean): number {
    if (this.depth === MAX_DEPTH) return this.listener.refuse('too-deep', this.scannedBytes + at);
    this.isObject[this.depth] = kind === 'object' ? 1 : 0;
    this.depth += 1;
    if (isWatched) this.listener.opens(kind);
    return OPENED[kind];
  }

  private close(kind: 'object' | 'array', at: number, isWatched: boolean): number {
    if (isWatched) this.listener.leaves(at + 1);
    this.depth -= 1;
    if (this.depth === this.listener.watchedDepth) this.listener.valueEnds(kind, at + 1);
    if (this.depth === 0) return DONE;
    return this.isObject[this.depth - 1] === 1 ? AFTER.object : AFTER.array;
  }
}

function problemIn(state: number): JsonProblem {
  if (state === START) return 'no-object';
  return state === DONE ? 'trailing' : 'not-json';
}
