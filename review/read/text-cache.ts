/** Turns the bytes of strings in JSON into text, and remembers short ones: a plan repeats the same few keys all over. */
export class TextCache {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private readonly known: (Known | undefined)[] = new Array<Known | undefined>(SLOTS).fill(undefined);

  /**
   * Reads a string with its quotation marks, which stands somewhere in the bytes.
   *
   * @throws TypeError when it is no UTF-8
   */
  textOf(bytes: Uint8Array, from: number, to: number): string {
    if (to - from > MAX_REMEMBERED_BYTES) return this.stringIn(bytes.subarray(from, to));
    const slot = slotOf(bytes, from, to);
    const known = this.known[slot];
    if (known !== undefined && isAt(known.bytes, bytes, from, to)) return known.text;
    const own = bytes.slice(from, to);
    const text = this.stringIn(own);
    this.known[slot] = { bytes: own, text };
    return text;
  }

  /**
   * Reads any value.
   *
   * @throws TypeError when it is no UTF-8
   */
  valueOf(bytes: Uint8Array): unknown {
    return JSON.parse(this.decoder.decode(bytes));
  }

  private stringIn(bytes: Uint8Array): string {
    return bytes.includes(BACKSLASH) ? String(this.valueOf(bytes)) : this.decoder.decode(bytes.subarray(1, -1));
  }
}

interface Known {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const SLOTS = 1024;
const MAX_REMEMBERED_BYTES = 64;
const BACKSLASH = 0x5c;

/** A later text takes the place of an earlier one, so that no input can fill the memory. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isAt(own: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (own.length !== to - from) return false;
  for (let at = from; at < to; at += 1) if (own[at - from] !== bytes[at]) return false;
  return true;
}
