import { visibleWhole } from './safe-text';

/** Names the kinds of failure that a caller can act on; anything else is a bug of ours. */
export type ErrorCode = 'SETTING' | 'INPUT' | 'ACCESS' | 'INCOMPLETE';

/** Written out, because a bundle shortens the names of classes. */
const NAMES: Readonly<Record<ErrorCode, string>> = {
  SETTING: 'SettingError',
  INPUT: 'InputError',
  ACCESS: 'AccessError',
  INCOMPLETE: 'IncompleteError',
};

/** The base of every failure that this package means to happen. Its message is one line made for the person who reads it. */
export class UnusedCredentialsError extends Error {
  /** Stable across versions; the message is not. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = NAMES[code];
    this.code = code;
  }
}

/** Thrown when a setting, flag or construct is not what it must be: the caller can mend it. */
export class SettingError extends UnusedCredentialsError {
  constructor(message: string, options?: ErrorOptions) {
    super('SETTING', message, options);
  }
}

/** Thrown when a file or standard input cannot be read as what it should be. */
export class InputError extends UnusedCredentialsError {
  constructor(message: string, options?: ErrorOptions) {
    super('INPUT', message, options);
  }
}

/** Thrown when AWS refuses a call because a policy or a boundary denies it. The cause is kept. */
export class AccessError extends UnusedCredentialsError {
  constructor(message: string, options?: ErrorOptions) {
    super('ACCESS', message, options);
  }
}

/** Thrown when not everything could be seen, told or recorded: what was done stands, and the rest is named. */
export class IncompleteError extends UnusedCredentialsError {
  constructor(message: string, options?: ErrorOptions) {
    super('INCOMPLETE', message, options);
  }
}

/** Says in words why something failed, whatever was thrown. Our own messages say it all by themselves. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnusedCredentialsError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Holds the parts of a message in our form. */
export interface Complaint {
  /** The name as the caller typed it. */
  readonly name: string;
  /** What is accepted, to be read after "must be". */
  readonly accepted: string;
  /** What came; shown shortened, with control characters escaped. */
  readonly got: unknown;
  /** Construct path, flag or file and line. */
  readonly at: string;
  /** What to do, when the rest does not say it. */
  readonly advice?: string | undefined;
}

/**
 * Writes a complaint as one line: `<name> must be <accepted>, got <what came> (at <where>); <advice>`.
 *
 * Any part may hold text of others, as the name of a file does: none of it ends the line, acts on a terminal or is a command to a job.
 */
export function complaint({ name, accepted, got, at, advice }: Complaint): string {
  return visibleWhole(`${name} must be ${accepted}, got ${shown(got)} (at ${at})${advice === undefined ? '' : `; ${advice}`}`);
}

const MAX_SHOWN_CHARACTERS = 80;

/** Shows a value in a message: short, in one line, strings in single quotes. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"')}'` : jsonOf(value);
  const printable = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return printable.length > MAX_SHOWN_CHARACTERS ? `${printable.slice(0, MAX_SHOWN_CHARACTERS)}…` : printable;
}

/** A function or a symbol has no JSON, and a big integer throws. */
function jsonOf(value: unknown): string {
  const hasJson = !['function', 'symbol', 'bigint'].includes(typeof value);
  return hasJson ? JSON.stringify(value) : typeof value;
}
