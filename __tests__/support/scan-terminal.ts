import { Writable } from 'node:stream';

/** A terminal of one line, which shows what a person would see there. */
export interface FakeTerminal {
  readonly stream: NodeJS.WriteStream;
  /** What stands on the line now. */
  line(): string;
  /** Every line that could be seen, without repetitions, in order. */
  readonly lines: readonly string[];
  /** Whether the cursor can be seen, and long lines are broken, as it was before. */
  isAsBefore(): boolean;
  /** How much was written, in characters. */
  written(): number;
}

/** What a stream of a terminal has besides. */
const TRAITS = { isTTY: true, columns: 120, rows: 24 };

/** Control sequences, or text without any. Those of cli-progress and of Node's readline are known, and no others. */
const PIECES = /\x1B(?:[78]|\[(?<numbers>[0-9;?]*)(?<letter>[A-Za-z]))|[^\x1B]+/g;

/** Makes a terminal. */
export function fakeTerminal(): FakeTerminal {
  const seen: string[] = [];
  const modes = new Map([
    ['?25', true],
    ['?7', true],
  ]);
  let [line, at, written] = ['', 0, 0];
  const clear = (numbers: string): void => {
    line = numbers === '2' ? '' : line.slice(0, at);
  };
  const control: Readonly<Record<string, (numbers: string) => void>> = {
    G: (numbers) => (at = Number(numbers) - 1),
    K: clear,
    J: clear,
    h: (mode) => modes.set(mode, true),
    l: (mode) => modes.set(mode, false),
  };
  const show = (text: string): void => {
    written += text.length;
    for (const { 0: piece, groups } of text.matchAll(PIECES)) {
      const { numbers = '', letter } = groups ?? {};
      const act = letter === undefined ? undefined : control[letter];
      if (letter !== undefined && act === undefined) throw new Error(`the terminal does not know ${JSON.stringify(piece)}`);
      act?.(numbers);
      if (piece === '\x1B8') at = 0;
      if (piece.startsWith('\x1B')) continue;
      if (/[\r\n]/.test(piece)) throw new Error('the terminal has one line only');
      line = line.slice(0, at) + piece + line.slice(at + piece.length);
      at += piece.length;
    }
    if (line !== (seen.at(-1) ?? '')) seen.push(line);
  };
  const stream = new Writable({
    write(bytes: Buffer, _, done) {
      show(bytes.toString('utf8'));
      done();
    },
  });
  return {
    stream: Object.assign(stream, TRAITS) as unknown as NodeJS.WriteStream,
    line: () => line,
    lines: seen,
    isAsBefore: () => [...modes.values()].every(Boolean),
    written: () => written,
  };
}
