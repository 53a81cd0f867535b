/** What a command may touch of the process: streams and the folder that paths are relative to. */
export interface Io {
  readonly cwd: string;
  /** Reads standard input, piece by piece. */
  input(): AsyncIterable<Uint8Array>;
  /** Writes a result. */
  out(text: string): void;
  /** Writes everything else. */
  err(text: string): void;
}
