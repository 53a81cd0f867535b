import { HeldBytes } from './held-bytes';
import { JsonScanner, type ScanListener } from './json-scanner';
import { SKIP, type ArrayVisit, type JsonKind, type JsonProblem, type ObjectVisit, type Visit } from './json-visit';
import { TextCache } from './text-cache';

/** No value that we want whole is anywhere near: a policy has a few KiB in a resource. We bound it so that no input can fill the memory. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/**
 * Walks through one JSON object as its bytes come, and asks visits what they want of it.
 *
 * It holds in memory only what a visit wants, and reads only that.
 */
export class JsonWalker implements ScanListener {
  /** How many containers are watched: those of the frames. */
  watchedDepth = 0;
  private readonly scanner: JsonScanner;
  private readonly texts = new TextCache();
  private readonly frames: Frame[] = [];
  /** Of a key or a value without members; of these there is never more than one. */
  private readonly token = new HeldBytes();
  private whole: HeldBytes | undefined;
  private chunk: Uint8Array = new Uint8Array(0);
  private walkedBytes: number;

  /** Takes what is wanted of the object, how to refuse what is no JSON, and how many bytes came before. */
  constructor(
    private visit: Visit,
    readonly refuse: (problem: JsonProblem, at: number) => never,
    skippedBytes: number,
  ) {
    this.walkedBytes = skippedBytes;
    this.scanner = new JsonScanner(this, skippedBytes);
  }

  /** Walks through the next bytes. */
  walk(chunk: Uint8Array): void {
    this.chunk = chunk;
    this.scanner.scan(chunk);
    this.keep(this.token);
    for (const { visit, held } of this.frames) {
      if (visit.kind === 'object' && visit.isWhole) this.keep(held);
      else held?.drop();
    }
    this.walkedBytes += chunk.length;
  }

  /** Ends the walk; the object must be over. */
  end(): void {
    this.scanner.end();
  }

  keyBegins(from: number): void {
    this.token.begin(from);
  }

  keyEnds(to: number): void {
    const name = this.textOf(to);
    const { visit } = this.frame();
    this.visit = visit.kind === 'object' ? visit.member(name) : SKIP;
  }

  valueBegins(from: number): void {
    const parent = this.frames.at(-1)?.visit;
    if (parent?.kind === 'array') this.visit = parent.item();
    const { visit } = this;
    if (visit.kind === 'text' || visit.kind === 'take') this.token.begin(from);
    if (visit.kind === 'object') {
      this.whole = new HeldBytes();
      this.whole.begin(from);
    }
  }

  opens(kind: 'object' | 'array'): void {
    const { visit } = this;
    if (visit.kind === 'text') this.token.drop();
    if (visit.kind !== kind) return;
    this.frames.push({ visit, held: this.whole });
    this.whole = undefined;
    this.watchedDepth += 1;
    visit.begin();
  }

  leaves(to: number): void {
    const { visit, held } = this.frame();
    this.frames.pop();
    this.watchedDepth -= 1;
    if (visit.kind === 'array') visit.end();
    else visit.end(visit.isWhole && held !== undefined ? this.valueOf(held, to) : undefined);
    this.visit = SKIP;
  }

  valueEnds(kind: JsonKind, to: number): void {
    const { visit } = this;
    switch (visit.kind) {
      case 'skip':
        return;
      case 'look':
        visit.look(kind);
        return;
      case 'text':
        visit.text(kind === 'string' ? this.textOf(to) : undefined);
        this.token.drop();
        return;
      case 'take':
        visit.take(this.valueOf(this.token, to));
        return;
      case 'object':
      case 'array':
        visit.refuse(kind);
    }
  }

  private frame(): Frame {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new Error('a key must stand in an object');
    return frame;
  }

  private keep(held: HeldBytes | undefined): void {
    held?.keep(this.chunk);
    if (held !== undefined && held.size > MAX_HELD_BYTES) this.refuse('too-large', this.walkedBytes + this.chunk.length);
  }

  private textOf(to: number): string {
    const from = this.token.start;
    if (from === undefined) {
      const bytes = this.token.end(this.chunk, to);
      return this.orRefuse(to, () => this.texts.textOf(bytes, 0, bytes.length));
    }
    // Without a view of its own, which costs more than the reading.
    this.token.drop();
    return this.orRefuse(to, () => this.texts.textOf(this.chunk, from, to));
  }

  private valueOf(held: HeldBytes, to: number): unknown {
    const bytes = held.end(this.chunk, to);
    if (bytes.length > MAX_HELD_BYTES) return this.refuse('too-large', this.walkedBytes + to);
    return this.orRefuse(to, () => this.texts.valueOf(bytes));
  }

  /** The grammar has been checked, so that only text that is no UTF-8 can fail. */
  private orRefuse<T>(to: number, read: () => T): T {
    try {
      return read();
    } catch {
      return this.refuse('not-utf-8', this.walkedBytes + to);
    }
  }
}

interface Frame {
  readonly visit: ObjectVisit | ArrayVisit;
  readonly held: HeldBytes | undefined;
}
