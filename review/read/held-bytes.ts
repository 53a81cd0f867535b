/** Holds the bytes of one value that may begin in one chunk and end in another. Copies only what crosses a border. */
export class HeldBytes {
  private from = NONE;
  private pieces: Uint8Array[] = [];
  private heldBytes = 0;

  /** How many bytes it keeps from earlier chunks. */
  get size(): number {
    return this.heldBytes;
  }

  /** Where it began, as long as all of it is in the present chunk. */
  get start(): number | undefined {
    return this.heldBytes === 0 && this.from !== NONE ? this.from : undefined;
  }

  /** Begins to hold at a place in the chunk. */
  begin(from: number): void {
    this.drop();
    this.from = from;
  }

  /** Keeps what it holds of a chunk that is over, whose memory may then be used anew. */
  keep(chunk: Uint8Array): void {
    if (this.from === NONE) return;
    this.pieces.push(chunk.slice(this.from));
    this.heldBytes += chunk.length - this.from;
    this.from = 0;
  }

  /** Gives all that was held, up to a place in the chunk, and holds nothing any more. */
  end(chunk: Uint8Array, to: number): Uint8Array {
    const tail = chunk.subarray(this.from, to);
    const held = this.pieces.length === 0 ? tail : joined([...this.pieces, tail], this.heldBytes + tail.length);
    this.drop();
    return held;
  }

  /** Holds nothing any more. */
  drop(): void {
    if (this.heldBytes > 0) {
      this.pieces = [];
      this.heldBytes = 0;
    }
    this.from = NONE;
  }
}

const NONE = -1;

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
