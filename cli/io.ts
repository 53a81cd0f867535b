/** What a command may touch of the process: streams and the folder that paths are relative to. */
export interface Io {
  readonly cwd: string;
  /** The version of this package. */
  readonly version: string;
  /** Gives a variable of the environment. */
  env(name: string): string | undefined;
  /** Reads standard input, piece by piece. */
  input(): AsyncIterable<Uint8Array>;
  /** Writes a result. */
  out(text: string): void;
  /** Writes everything else. */
  err(text: string): void;
  /** What time it is, in milliseconds since 1970. */
  now(): number;
  /** How many characters a line of the terminal has to which results go; undefined when they go elsewhere. */
  columns(): number | undefined;
  /** The terminal to which everything else goes, for what moves; undefined when it goes elsewhere. */
  terminal(): NodeJS.WriteStream | undefined;
  /** Lets everything that follows use a profile of the AWS configuration, as if the environment had named it: also its endpoints. */
  chooseProfile(profile: string): void;
  /** Aborted when the person at the terminal does not want to wait. From the first call on, the process does not end by itself then. */
  interruption(): AbortSignal;
}
