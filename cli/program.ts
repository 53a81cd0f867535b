import type { Argv } from 'yargs';
import { complaint, SettingError, type ErrorCode, type UnusedCredentialsError } from '../domain/errors';
import { nearest } from '../domain/nearest';
import { visibleWhole } from '../domain/safe-text';
import type { Command } from './commands/command';
import { comment } from './commands/comment';
import { module_ } from './commands/module';
import { policy } from './commands/policy';
import { regions } from './commands/regions';
import { review } from './commands/review';
import { scan } from './commands/scan';
import { synth } from './commands/synth';
import type { Io } from './io';
import { PARSING } from './parsing';
import { plainArguments } from './plain-arguments';
import type { Arguments } from './settings-input';

const NAME = 'iam-unused-credentials';
const COMMANDS: readonly Command[] = [scan, synth, module_, review, policy, comment, regions];
/** Fixed, so that the help is the same everywhere. */
const WIDTH = 110;
const USAGE = 2;
const INCOMPLETE = 3;
/** Exit code of what should not happen. */
export const BUG = 70;

/**
 * Runs the command line and gives its exit code: 0 nothing to decide, 1 findings, 2 wrong usage or unreadable input,
 * 3 incomplete, 70 a bug of ours.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const { version } = io;
  try {
    return await parse(argv, version, io);
  } catch (error) {
    if (isOurs(error)) {
      io.err(`${error.message}\n`);
      if (argv.includes('--debug')) io.err(`${seen(error.stack ?? '')}\n`);
      return error.code === 'ACCESS' || error.code === 'INCOMPLETE' ? INCOMPLETE : USAGE;
    }
    const { stack, message } = asError(error);
    io.err(`This is a bug in ${NAME} ${version}; please report it with the lines below.\n${seen(stack ?? message)}\n`);
    return BUG;
  }
}

/** Lines may quote what was read. */
const seen = (lines: string): string => lines.split('\n').map(visibleWhole).join('\n');

/** Our errors are known by their codes: the bundle that declares has classes of its own. */
function isOurs(error: unknown): error is UnusedCredentialsError {
  const codes: readonly unknown[] = ['SETTING', 'INPUT', 'ACCESS', 'INCOMPLETE'] satisfies ErrorCode[];
  return error instanceof Error && 'code' in error && codes.includes(error.code);
}

/** Thrown to leave the parser with a choice made: next it would lay out a help that nobody asked for. */
class Chosen extends Error {
  constructor(readonly run: () => Promise<number>) {
    super('a command was chosen');
  }
}

/** Begins a word that is no flag, whatever it looks like; no argument of a process can hold it. */
const MARK = '\0';
const COMPLETIONS = '--get-yargs-completions';

/** Parses and runs, without letting the parser print or exit. */
async function parse(typed: readonly string[], version: string, io: Io): Promise<number> {
  const argv = marked(typed);
  const plain = plainArguments(argv, COMMANDS);
  if (plain !== undefined) return plain.command.run(unmarked(plain.args) as Arguments, io);
  const parser = await parserFor(argv, version, (command, parsed) => {
    const args = unmarked(parsed) as Arguments;
    refuseStrangers(command, args);
    throw new Chosen(() => command.run(args, io));
  });
  if (argv.includes(COMPLETIONS)) {
    io.out(completions(parser, argv));
    return 0;
  }
  const { output, first, chosen } = await understood(parser, argv);
  if (chosen !== undefined) return chosen.run();
  if (output === '' && first !== undefined) throw notACommand(String(unmarked(first)));
  io.out(`${output === '' ? await parser.getHelp() : output}\n`);
  return 0;
}

/**
 * Marks lone dashes, of which the parser makes empty texts, and what follows `--`, which it gives to no command. A flag before `--` has no
 * value, as at the end.
 */
function marked(typed: readonly string[]): readonly string[] {
  const end = typed.includes(COMPLETIONS) ? -1 : typed.indexOf('--');
  const dashed = (word: string): string => (word === '-' ? MARK + word : word);
  // The command itself is never behind it.
  if (end < 1) return typed.map(dashed);
  const last = typed[end - 1] ?? '';
  const isFlag = last.startsWith('--');
  const words = typed.slice(end + 1).map((word) => MARK + word);
  return [...typed.slice(0, isFlag ? end - 1 : end).map(dashed), ...words, ...(isFlag ? [last] : [])];
}

/** Takes the marks away. */
function unmarked(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? value.slice(MARK.length) : value;
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unmarked(inner)]));
}

/** What the shell may complete. The parser calls back twice here, the second time with the words. */
function completions(parser: Argv, argv: readonly string[]): string {
  let words = '';
  void parser.parse([...argv], {}, (_error: unknown, _args, output) => {
    words = output;
  });
  return words === '' ? '' : `${words}\n`;
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new TypeError('the parser threw something else', { cause: error });

/** What the parser made of the arguments: the choice of a command, or the rest. */
interface Understood {
  readonly output: string;
  readonly first?: string | undefined;
  readonly chosen?: Chosen;
}

/** Parses; the output is the help, the version or the completion script, where one was asked for. */
async function understood(parser: Argv, argv: readonly string[]): Promise<Understood> {
  try {
    return await new Promise((resolve, reject) => {
      void parser.parse([...argv], {}, (error: unknown, args, output) => {
        if (error === null || error === undefined) resolve({ output, first: args['_'][0]?.toString() });
        else reject(asError(error));
      });
    });
  } catch (error) {
    if (error instanceof Chosen) return { output: '', chosen: error };
    throw isOurs(error) ? error : wrongUsage(error, argv);
  }
}

/** Words the parser's own complaint; commands run after it, so nothing else can have failed. */
function wrongUsage(error: unknown, [name]: readonly string[]): SettingError {
  const command = COMMANDS.find((known) => known.name === name);
  const wanted = command === undefined ? '' : followers(command);
  if (command !== undefined && wanted !== '') {
    return new SettingError(complaint({ name: command.name, accepted: `followed by ${wanted}`, got: undefined, at: 'command line' }));
  }
  return new SettingError(
    complaint({ name: 'the command line', accepted: `as in ${NAME} --help`, got: asError(error).message, at: 'command line' }),
  );
}

/** Loads the parser first, which is not needed where the arguments are plain. */
async function parserFor(argv: readonly string[], version: string, choose: (command: Command, args: Arguments) => never): Promise<Argv> {
  const { wholeParser } = await import('./parser.js');
  const parser = wholeParser([...argv])
    .scriptName(NAME)
    .locale('en')
    .usage(
      '$0 <command>\n\nOne policy against forgotten AWS access keys, as Terraform: watch with AWS Config, tell somebody, keep watching.',
    )
    .parserConfiguration(PARSING)
    .version(version)
    .help()
    .completion('completion', 'Print a script for shell completion; append it to ~/.bashrc or ~/.zshrc')
    .option('debug', { type: 'boolean', description: 'Show where an error comes from' })
    .updateStrings({ string: 'text', array: 'list', boolean: 'switch' })
    .wrap(WIDTH)
    .exitProcess(false)
    .fail(false)
    .epilogue(`Start with: ${NAME} synth --regions eu-west-1`);
  // The parser lays out the help before each run, which costs more than parsing: it gets the flags' texts only to show them.
  const isHelp = argv.some((word) => ['--help', COMPLETIONS].includes(word));
  for (const command of COMMANDS) {
    const usage = `${command.name} ${followers(command)}`.trim();
    parser.command(
      usage,
      command.description,
      (inner) => describe(inner, command, usage, isHelp),
      (args) => {
        choose(command, args);
      },
    );
  }
  return parser;
}

/** What follows a command, as its usage shows it. */
function followers({ positionals }: Command): string {
  return positionals
    .map(({ name, count = 'one' }) => (count === 'one' ? `<${name}>` : count === 'many' ? `<${name}..>` : `[${name}]`))
    .join(' ');
}

function notACommand(typed: string): SettingError {
  const names = COMMANDS.map(({ name }) => name);
  const [guess] = nearest(typed, names, 1);
  const advice = guess === undefined ? undefined : `did you mean ${guess}?`;
  return new SettingError(
    complaint({ name: 'the command', accepted: `one of ${names.join(', ')}`, got: typed, at: 'command line', advice }),
  );
}

/** Refuses what the command does not take: the parser's own check would name it without a guess. */
function refuseStrangers({ name, flags, positionals }: Command, args: Arguments): void {
  const known = [...Object.keys(flags), 'debug', 'help', 'version'];
  const stranger = Object.keys(args).find(
    (key) => !['_', '$0', ...known, ...positionals.map((positional) => positional.name)].includes(key),
  );
  if (stranger !== undefined) {
    const [guess] = nearest(stranger, known, 1);
    const advice = guess === undefined ? `see ${NAME} ${name} --help` : `did you mean --${guess}?`;
    throw new SettingError(
      complaint({ name: 'each flag', accepted: `one that ${name} has`, got: `--${stranger}`, at: 'command line', advice }),
    );
  }
  const [, ...rest] = args['_'] as readonly unknown[];
  if (rest.length === 0) return;
  throw new SettingError(complaint({ name, accepted: 'followed by flags only', got: rest.join(' '), at: 'command line' }));
}

function describe(inner: Argv, { positionals, flags, examples, description }: Command, usage: string, isHelp: boolean): Argv {
  for (const { name, description: text, count } of positionals) {
    const demandOption = count !== 'optional';
    // The parser would show an empty list as the default of what must be given.
    inner.positional(name, { type: 'string', description: text, demandOption, ...(count === 'many' && { default: undefined }) });
  }
  return inner
    .usage(`$0 ${usage}\n\n${description}.`)
    .options(
      isHelp ? { ...flags } : Object.fromEntries(Object.entries(flags).map(([flag, options]) => [flag, { ...options, hidden: true }])),
    )
    .epilogue(
      examples.length === 0
        ? ''
        : ['Examples:', ...examples.flatMap(([command, text]) => [`  # ${text}`, `  ${command.replace('$0', NAME)}`])].join('\n'),
    );
}
