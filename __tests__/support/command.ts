import { main } from '../../cli/program';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What is around a command. */
export interface Around {
  readonly stdin?: string;
  readonly version?: string;
  readonly pieceLength?: number;
  readonly now?: () => number;
  /** The width of the terminal; without it there is none. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** The environment; empty without it. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the command line in a folder, with standard input in pieces of the given length. */
export async function runCommand(
  cwd: string,
  argv: readonly string[],
  {
    stdin = '',
    version = '0.0.0',
    pieceLength = 1000,
    now = () => 0,
    columns,
    signal = new AbortController().signal,
    environment = {},
  }: Around = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const bytes = new TextEncoder().encode(stdin);
  async function* input(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceLength) yield await Promise.resolve(bytes.subarray(at, at + pieceLength));
  }
  const code = await main(argv, {
    ...{
      cwd,
      version,
      env: (name: string) => environment[name],
      input,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    },
    ...{ now, columns: () => columns, terminal: () => undefined, interruption: () => signal },
    chooseProfile: (profile) => void (process.env['AWS_PROFILE'] = profile),
  });
  return { code, out, err };
}
