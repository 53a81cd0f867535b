import parse from 'yargs-parser';
import type { Command } from './commands/command';
import { PARSING } from './parsing';
import type { Arguments } from './settings-input';

/** A command with its arguments. */
export interface PlainCall {
  readonly command: Command;
  readonly args: Arguments;
}

/**
 * Reads arguments that leave nothing to say: a command, what must follow it, and flags that it has. Undefined for all else, which the
 * whole parser has to judge: it gives the same, but costs more than a small review.
 */
export function plainArguments(argv: readonly string[], commands: readonly Command[]): PlainCall | undefined {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command === undefined) return undefined;
  const { flags, positionals } = command;
  const isKnown = (word: string): boolean =>
    !word.startsWith('-') || Object.hasOwn(flags, /^--([a-z][a-z-]*)(?:=|$)/.exec(word)?.[1] ?? '');
  if (!argv.every(isKnown)) return undefined;
  const names = Object.keys(flags);
  const {
    _: [, ...rest],
    ...given
  } = parse([...argv], {
    string: [...names, '_'],
    array: names.filter((name) => flags[name]?.array === true),
    configuration: PARSING,
  });
  const [many] = positionals.filter(({ count }) => count === 'many');
  if (many === undefined ? rest.length !== positionals.length : rest.length === 0) return undefined;
  const words = rest.map(String);
  const followed: Arguments =
    many === undefined ? Object.fromEntries(positionals.map(({ name }, at) => [name, words[at]])) : { [many.name]: words };
  return { command, args: { _: [command.name], ...given, ...followed } };
}
