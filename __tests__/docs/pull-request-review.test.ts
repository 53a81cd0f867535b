import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { exampleAccount } from './example-account';
import { expectPlanAsMade, typed } from './example-plan';
import { blocksOf, ROOT } from './markdown';
import { scanAgainst } from './scan-against';

const EXAMPLE = 'examples/pull-request-review';
const MOST_BYTES = 250_000;
const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

const fileOf = (name: string): string => join(ROOT, EXAMPLE, name);
const textOf = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** The commands of each block of its README. */
const blocks = blocksOf(`${EXAMPLE}/README.md`).map(({ text }) => text.trimEnd().split('\n'));
const [pipeline = [], terminal = [], [scan = ''] = [], making = []] = blocks;

describe('the example of a review of a pull request', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-'));
    for (const name of ['plan.json', 'scan.json', 'before.json'])
      if (existsSync(fileOf(name))) copyFileSync(fileOf(name), join(folder, name));
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

  test('its scan is what the scan command finds', async () => {
    rmSync(join(folder, 'scan.json'), { force: true });
    const { code } = await scanAgainst(exampleAccount(), folder, scan.split(' ').slice(2));
    const written = readFileSync(join(folder, 'scan.json'), 'utf8');
    if (isUpdate) writeFileSync(fileOf('scan.json'), written);
    expect([code, written]).toEqual([3, textOf('scan.json')]);
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

  test('its workflow runs the version of this package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
    expect([...textOf('workflow.yml').matchAll(/iam-unused-credentials@(\d\S*)/g)].map(({ 1: named }) => named)).toEqual([version]);
  });

  test('it has no file that its README does not name', () => {
    const readme = textOf('README.md');
    expect(readdirSync(fileOf('.')).filter((name) => name !== 'README.md' && !readme.includes(name))).toEqual([]);
  });
});

describeWithTerraform('the plan of the example of a review', () => {
  test('is what the commands in its README make, as far as a review goes', async () => {
    await expectPlanAsMade(fileOf('.'), ['before.json', 'after.json', 'quiet_override.tf.json'], making);
  }, 60_000);
});
