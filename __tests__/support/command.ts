import { main } from '../../cli/program';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a folder, with standard input in pieces of the given length. */
export async function runCommand(
  cwd: string,
  argv: readonly string[],
  {
    stdin = '',
    version = '0.0.0',
    pieceLength = 1000,
  }: { readonly stdin?: string; readonly version?: string; readonly pieceLength?: number } = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const bytes = new TextEncoder().encode(stdin);
  async function* input(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceLength) yield await Promise.resolve(bytes.subarray(at, at + pieceLength));
  }
  const code = await main(argv, version, { cwd, input, out: (text) => void (out += text), err: (text) => void (err += text) });
  return { code, out, err };
}
