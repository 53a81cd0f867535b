import type { Options } from 'yargs';
import type { Io } from '../io';
import type { Arguments } from '../settings-input';

/** What follows a command without a flag. */
export interface Positional {
  readonly name: string;
  readonly description: string;
  /** How often it stands there: `optional` at most once, `many` once or more, as a list. Once by default. */
  readonly count?: 'one' | 'optional' | 'many';
}

/** One command of the command line, as data for the parser. */
export interface Command {
  readonly name: string;
  /** Names of what follows the command without a flag, in order. */
  readonly positionals: readonly Positional[];
  readonly description: string;
  readonly flags: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, description: string])[];
  /** Does the work and gives the exit code. */
  run(args: Arguments, io: Io): Promise<number>;
}
