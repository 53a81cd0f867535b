import fc from 'fast-check';
import type { Command } from '../../cli/commands/command';
import { module_ } from '../../cli/commands/module';
import { policy } from '../../cli/commands/policy';
import { regions } from '../../cli/commands/regions';
import { review } from '../../cli/commands/review';
import { scan } from '../../cli/commands/scan';
import { synth } from '../../cli/commands/synth';
import { plainArguments } from '../../cli/plain-arguments';
import type { Io } from '../../cli/io';
import { main } from '../../cli/program';
import type { Arguments } from '../../cli/settings-input';

const COMMANDS = [scan, synth, module_, review, policy, regions];

/** What a command is run with, or what is said instead. */
type Outcome = { readonly name: string; readonly args: Arguments } | { readonly code: number; readonly said: string };

/** Runs the command line with commands that only tell what they are given. */
async function outcomeOf(argv: readonly string[]): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const tells = (command: Command): jest.SpyInstance =>
    jest.spyOn(command, 'run').mockImplementation((args) => {
      const { debug: _, ...rest } = args;
      outcome = { name: command.name, args: { ...rest, $0: undefined } };
      return Promise.resolve(0);
    });
  const spies = COMMANDS.map(tells);
  let said = '';
  const say = (text: string): void => {
    said += text;
  };
  const io: Io = {
    ...{ cwd: '/', version: '0.0.0', env: () => undefined, input: () => [] as never, out: say, err: say },
    ...{
      now: () => 0,
      columns: () => undefined,
      terminal: () => undefined,
      chooseProfile: () => undefined,
      interruption: () => new AbortController().signal,
    },
  };
  const code = await main(argv, io).finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  // With --debug there is more below.
  return outcome ?? { code, said: said.split('\n')[0] ?? '' };
}

const WORD = fc.oneof(
  fc.constantFrom('-', '', 'plan.json', 'review', '45', '1e3', '0x10', 'true', 'a,b', 'k=v', 'é', '\\', "'"),
  fc.constantFrom(
    '--out',
    '--format',
    '--fail-on',
    '--max-limit-days',
    '--config',
    '--regions',
    '--emails',
    '--tags',
    '--force',
    '--recorder',
  ),
  fc.constantFrom('--out=x', '--format=', '--max-limit-days=045', '--regions=a', '--tags=k=v', '--fail-on=never'),
  {
    weight: 1,
    arbitrary: fc.constantFrom('--', '-x', '--no-force', '--Out', '--outt', '-5', '--max-limit-days=-5', '--a.b', '---out', '--o-u-t'),
  },
);
const ARGV = fc
  .tuple(fc.constantFrom('synth', 'module', 'review', 'regions'), fc.array(WORD, { maxLength: 6 }))
  .map(([name, words]) => [name, ...words]);

test('plain arguments are read as the whole parser reads them', async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(ARGV, async (argv) => {
      if (plainArguments(argv, COMMANDS) !== undefined) plain += 1;
      // What is not plain goes to the whole parser: here, a flag that all commands have.
      const whole = [argv[0] ?? '', '--debug=true', ...argv.slice(1)];
      expect(plainArguments(whole, COMMANDS)).toBeUndefined();
      expect(await outcomeOf(argv)).toEqual(await outcomeOf(whole));
    }),
    { numRuns: 400, seed: 11 },
  );
  expect(plain).toBeGreaterThan(40);
});

test.each([
  ['nothing', []],
  ['no command', ['revew', 'plan.json']],
  ['a call for help', ['review', '--help']],
  ['a call for the version', ['--version']],
  ['a flag that it does not have', ['review', 'plan.json', '--regions', 'x']],
  ['too little', ['review']],
  ['too much', ['review', 'a', 'b']],
  ['a flag of one letter', ['review', 'plan.json', '-f']],
  ['a value that looks like a flag', ['review', 'plan.json', '--max-limit-days', '-5']],
  ['the end of flags', ['review', '--', 'plan.json']],
])('%s is not plain', (_, argv) => {
  expect(plainArguments(argv, COMMANDS)).toBeUndefined();
});

test.each<[string, readonly string[], Arguments]>([
  ['a plan', ['review', '--', 'plan.json'], { plan: 'plan.json' }],
  ['standard input', ['review', '--', '-'], { plan: '-' }],
  ['what looks like a flag', ['review', '--format', 'json', '--', '--help'], { format: 'json', plan: '--help' }],
  ['another end', ['review', '--', '--'], { plan: '--' }],
  ['several files, with one before', ['policy', 'a', '--', '-b', 'c'], { file: ['a', '-b', 'c'] }],
  ['a file, which is no value of the flag before', ['policy', '--out', '--', 'a'], { file: ['a'], out: '' }],
])('after the end of flags stands %s', async (_, argv, args) => {
  const outcome = { name: argv[0] ?? '', args: { _: [argv[0]], ...args, $0: undefined } };
  expect(await outcomeOf(argv)).toEqual(outcome);
  // The whole parser reads it so too.
  expect(await outcomeOf([argv[0] ?? '', '--debug=true', ...argv.slice(1)])).toEqual(outcome);
});

test('too much after the end of flags is refused as it was typed', async () => {
  expect(await outcomeOf(['review', 'a', '--', '--b'])).toEqual({
    code: 2,
    said: "review must be followed by flags only, got '--b' (at command line)",
  });
});
