import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Ran } from '../support/command';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';
import { blocksOf, ROOT } from './markdown';

const EXAMPLE = 'examples/pull-request-review';
const MOST_BYTES = 250_000;
const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

const fileOf = (name: string): string => join(ROOT, EXAMPLE, name);
const textOf = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** The commands of each block of its README. */
const blocks = blocksOf(`${EXAMPLE}/README.md`).map(({ text }) => text.trimEnd().split('\n'));
const [pipeline = [], terminal = [], making = []] = blocks;

/** Types one of our commands in a folder. */
async function typed(folder: string, command: string): Promise<Ran> {
  const [npx, name, ...argv] = command.split(' ');
  expect([npx, name]).toEqual(['npx', 'iam-unused-credentials']);
  return await runCommand(folder, argv);
}

describe('the example of a review of a pull request', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-'));
    copyFileSync(fileOf('plan.json'), join(folder, 'plan.json'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('the two commands of its pipeline write review.md as it is committed, and stop the pipeline', async () => {
    const [show, review = ''] = pipeline;
    expect(show).toBe('terraform show -json plan.out > plan.json');
    expect(await typed(folder, review)).toEqual({ code: 1, out: '', err: 'Wrote review.md\n' });
    const written = readFileSync(join(folder, 'review.md'), 'utf8');
    if (isUpdate) writeFileSync(fileOf('review.md'), written);
    expect(written).toBe(textOf('review.md'));
  });

  test('the command for the terminal says the same', async () => {
    const [review = ''] = terminal;
    const { code, out, err } = await typed(folder, review);
    expect([code, err]).toEqual([1, '']);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(/^## (.*)$/m.exec(textOf('review.md'))?.[1]);
  });

  test('it finds what its README tells of', async () => {
    const { out } = await runCommand(folder, ['review', 'plan.json', '--format', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly { readonly check: string; readonly address: string }[] };
    expect(findings.map(({ check, address }) => [check, address])).toEqual([
      ['limit-raised', 'aws_config_config_rule.rule["eu-west-1"]'],
      ['remediation-armed', 'aws_lambda_function.sweep'],
      ['grace-shortened', 'aws_lambda_function.sweep'],
      ['alarm-weakened', 'aws_cloudwatch_metric_alarm.sweep_silent'],
    ]);
  });

  test('its plan is small enough to look into', () => {
    expect(statSync(fileOf('plan.json')).size).toBeLessThan(MOST_BYTES);
  });

  test('it has no file that its README does not name', () => {
    const readme = textOf('README.md');
    expect(readdirSync(fileOf('.')).filter((name) => name !== 'README.md' && !readme.includes(name))).toEqual([]);
  });
});

/** What is long in a plan and says nothing to a review. */
function cutDown(plan: object): object {
  const whole = new Map<string, unknown>(Object.entries(plan));
  whole.delete('prior_state');
  whole.set('planned_values', { root_module: {} });
  return Object.fromEntries(whole);
}

/** Carries out a line of the block that tells how the plan was made. */
async function carriedOut(workspace: Workspace, line: string): Promise<void> {
  if (line.startsWith('npx ')) {
    expect(await typed(workspace.folder, line)).toMatchObject({ code: 0 });
    return;
  }
  const [program, ...argv] = line.split(' ');
  if (program === 'cp') {
    const [from = '', to = ''] = argv;
    copyFileSync(join(workspace.folder, from), join(workspace.folder, to, from));
    return;
  }
  expect(program).toBe('terraform');
  const into = argv.indexOf('>');
  const args = into < 0 ? argv : argv.slice(0, into);
  const { code, stdout, stderr } = await workspace.run(...args, ...(args.at(-1) === 'apply' ? ['-auto-approve'] : []));
  expect([line, code, stderr]).toEqual([line, 0, '']);
  if (into >= 0) writeFileSync(join(workspace.folder, argv[into + 1] ?? ''), stdout);
}

describeWithTerraform('the plan of the example of a review', () => {
  test('is what the commands in its README make, as far as a review goes', async () => {
    const files = Object.fromEntries(['before.json', 'after.json', 'quiet_override.tf.json'].map((name) => [name, textOf(name)]));
    const workspace = new Workspace({ files, startsProvider: true });
    try {
      for (const line of making) await carriedOut(workspace, line);
      const plan = JSON.parse(readFileSync(join(workspace.folder, 'plan.json'), 'utf8')) as object;
      if (isUpdate) writeFileSync(fileOf('plan.json'), `${JSON.stringify(cutDown(plan))}\n`);
      const told = async (folder: string): Promise<unknown> => {
        const { out } = await runCommand(folder, ['review', 'plan.json', '--format', 'json']);
        return JSON.parse(out) as unknown;
      };
      expect(await told(workspace.folder)).toEqual(await told(fileOf('.')));
      expect(cutDown(JSON.parse(textOf('plan.json')) as object)).toEqual(JSON.parse(textOf('plan.json')));
    } finally {
      workspace.dispose();
    }
  }, 60_000);
});
