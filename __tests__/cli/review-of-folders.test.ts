import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand, type Ran } from '../support/command';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

/** A rule that reports keys after so many days. */
const ruleOf = (days: string): string =>
  JSON.stringify({
    resource: {
      aws_config_config_rule: {
        r: {
          name: 'unused',
          source: [{ owner: 'AWS', source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' }],
          input_parameters: JSON.stringify({ maxCredentialUsageAge: days }),
        },
      },
    },
  });

const RULE = ruleOf('45');
const LAX = ruleOf('365');

function given(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
}

const review = (before: string, after: string, ...argv: readonly string[]): Promise<Ran> =>
  runCommand(cwd, ['review', '--before', before, '--after', after, ...argv]);

interface Told {
  readonly outcome: string;
  readonly incomplete: readonly string[];
}

/** The exit code, and what was said in the result and beside it. */
async function told(before = 'b', after = 'a'): Promise<readonly unknown[]> {
  const { code, out, err } = await review(before, after, '--format', 'json');
  const { outcome, incomplete } = JSON.parse(out) as Told;
  return [code, outcome, incomplete, err];
}

describe('what Terraform does not load', () => {
  test.each(['.x_override.tf.json', '.m.tf.json', '.tf.json', 'm.tf.json~', '#m_override.tf.json#', '.x_override.tf'])(
    'changes nothing: the file %s',
    async (name) => {
      given({ 'b/m.tf.json': RULE, 'a/m.tf.json': LAX, [`a/${name}`]: RULE });
      expect(await told()).toEqual([1, 'danger', [], '']);
    },
  );

  test('changes nothing: a folder with the name of a file', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': LAX, 'a/x_override.tf.json/y.tf.json': RULE, 'a/x.tf/y': '', 'a/x.tfvars/y': '' });
    expect(await told()).toEqual([1, 'danger', [], '']);
  });

  test('is no configuration by itself', async () => {
    given({ 'b/.m.tf.json': RULE, 'a/m.tf.json': RULE });
    expect((await review('b', 'a')).err).toMatch(/^--before must be a folder with files \*\.tf\.json, got 'b'/);
  });
});

describe('values of variables', () => {
  const VALUES = 'a variable may have another value';

  test.each(['terraform.tfvars', 'terraform.tfvars.json', 'x.auto.tfvars', '.x.auto.tfvars.json', 'prod.tfvars'])(
    'in %s are a gap where they differ, come or go, and nothing where they are the same',
    async (name) => {
      given({ 'b/m.tf.json': ruleOf('${var.limit}'), 'a/m.tf.json': ruleOf('${var.limit}') });
      expect(await told()).toEqual([0, 'ok', [], '']);
      given({ [`a/${name}`]: 'limit = 365\n' });
      expect(await told()).toEqual([3, 'incomplete', [`a/${name} is new and is not read: ${VALUES}`], '']);
      expect(await told('a', 'b')).toEqual([3, 'incomplete', [`a/${name} is gone and is not read: ${VALUES}`], '']);
      given({ [`b/${name}`]: 'limit = 45\n' });
      expect(await told()).toEqual([3, 'incomplete', [`a/${name} differs from b/${name} and is not read: ${VALUES}`], '']);
      given({ [`b/${name}`]: 'limit = 365\n' });
      expect(await told()).toEqual([0, 'ok', [], '']);
    },
  );

  test('are not looked at beside a single file', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE, 'a/terraform.tfvars': 'x = 1\n', 'a/main.tf': '' });
    expect(await told('b/m.tf.json', 'a/m.tf.json')).toEqual([0, 'ok', [], '']);
    expect(await told('b/m.tf.json', 'a')).toEqual([0, 'ok', [], 'Warning: a/main.tf is not read: only files *.tf.json are\n']);
  });
});

describe('what is not read', () => {
  const ONLY = 'only files *.tf.json are';

  test.each(['main.tf', 'main.tofu', 'other.tofu.json'])(
    'is a gap where it differs, comes or goes, and a warning else: %s',
    async (name) => {
      given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE, [`a/${name}`]: 'one' });
      expect(await told()).toEqual([3, 'incomplete', [`a/${name} is new and is not read: ${ONLY}`], '']);
      expect(await told('a', 'b')).toEqual([3, 'incomplete', [`a/${name} is gone and is not read: ${ONLY}`], '']);
      given({ [`b/${name}`]: 'two' });
      expect(await told()).toEqual([3, 'incomplete', [`a/${name} differs from b/${name} and is not read: ${ONLY}`], '']);
      given({ [`b/${name}`]: 'one' });
      const warnings = ['b', 'a'].map((side) => `Warning: ${side}/${name} is not read: ${ONLY}\n`).join('');
      expect(await told()).toEqual([0, 'ok', [], warnings]);
    },
  );

  test('differs by its bytes, even where they are no text', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE });
    for (const [side, byte] of [
      ['b', 0xfe],
      ['a', 0xff],
    ] as const)
      writeFileSync(join(cwd, side, 'main.tf'), Uint8Array.of(byte));
    expect(await told()).toEqual([3, 'incomplete', [`a/main.tf differs from b/main.tf and is not read: ${ONLY}`], '']);
  });

  test('is said in Markdown, with the name that others chose as text', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE, 'a/`<b>`\n::error::x @me.tf': '' });
    const { code, out, err } = await review('b', 'a', '--format', 'markdown');
    expect([code, err]).toEqual([3, '']);
    expect(out.split('\n')[3]).toBe('- ``a/`<b>`\\u000A::error::x`` `@me.tf` is new and is not read: only files `*.tf.json` are');
  });

  test('is a gap where OpenTofu reads it instead of what is read', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE, 'a/m.tofu.json': LAX });
    const gap = (side: string): string => `${side}/m.tofu.json is not read, and OpenTofu reads it instead of ${side}/m.tf.json`;
    expect(await told()).toEqual([3, 'incomplete', [gap('a')], '']);
    given({ 'b/m.tofu.json': LAX });
    expect(await told()).toEqual([3, 'incomplete', [gap('b'), gap('a')], '']);
    const policy = await runCommand(cwd, ['policy', 'a']);
    expect([policy.code, policy.err]).toEqual([3, '']);
    expect(policy.out.replaceAll('\n', ' ')).toContain(`Not all of it is told: ${gap('a')}.`);
  });

  test('has one gap where it overrides, however the sides differ', async () => {
    given({ 'b/m.tf.json': RULE, 'a/m.tf.json': RULE, 'b/x_override.tf': 'one', 'a/x_override.tf': 'two' });
    expect(await told()).toEqual([
      3,
      'incomplete',
      ['b', 'a'].map((side) => `${side}/x_override.tf overrides some of it and is not read`),
      '',
    ]);
  });
});

describe('the name of a file', () => {
  const HOSTILE = 'a\n::add-mask::x\n##[error]y\u001b[31m.tf.json';
  const SEEN = 'a\\u000A::add-mask::x\\u000A\\u0023#[error]y\\u001B[31m.tf.json';
  beforeEach(() => {
    given({ 'b/m.tf.json': RULE, [`a/${HOSTILE}`]: '{', [`w/stacks/${HOSTILE}/m.tf.json`]: '{', [HOSTILE]: '{' });
  });

  test.each<readonly [string, readonly string[], string]>([
    ['of a configuration', ['review', '--before', 'b', '--after', 'a'], `(at a/${SEEN}`],
    ['of a policy', ['policy', 'a'], `(at a/${SEEN}`],
    ['of a stack', ['policy', 'w'], `(at w/stacks/${SEEN}/m.tf.json`],
    ['of a plan', ['review', HOSTILE], `(at ${SEEN}`],
    ['of a plan that is not there', ['review', `x${HOSTILE}`], `(at x${SEEN})`],
    ['of a review', ['comment', HOSTILE, '--forge', 'github'], `(at ${SEEN}`],
  ])('%s is one line of an error, and no command', async (_, argv, at) => {
    const { code, out, err } = await runCommand(cwd, argv);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    expect(err).toContain(at);
    expect(err.match(/(?!\n)\p{Cc}|##\[|^\s*::/gmu)).toBeNull();
  });
});
