import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { exampleAccount } from './example-account';
import { expectPlanAsMade, typed } from './example-plan';
import { blocksOf, ROOT } from './markdown';
import { scanAgainst } from './scan-against';

const EXAMPLE = 'examples/scan-to-review';
const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

const fileOf = (name: string): string => join(ROOT, EXAMPLE, name);
const textOf = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** The commands of each block of its README. */
const [[scan = ''] = [], making = [], [review = ''] = [], [against = ''] = []] = blocksOf(`${EXAMPLE}/README.md`).map(({ text }) =>
  text.trimEnd().split('\n'),
);

/** The made-up account, scanned with the words of a command. */
const scanned = (folder: string, command: string): ReturnType<typeof scanAgainst> =>
  scanAgainst(exampleAccount(), folder, command.split(' ').slice(2));

describe('the example from a scan to a review', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-'));
    for (const name of ['before.json', 'after.json', 'plan.json', 'scan.json']) {
      if (existsSync(fileOf(name))) cpSync(fileOf(name), join(folder, name));
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('its scan is what the scan command finds', async () => {
    rmSync(join(folder, 'scan.json'), { force: true });
    const { code } = await scanned(folder, scan);
    const written = readFileSync(join(folder, 'scan.json'), 'utf8');
    if (isUpdate) writeFileSync(fileOf('scan.json'), written);
    expect([code, written]).toEqual([3, textOf('scan.json')]);
  });

  test('its review is what the review command writes', async () => {
    expect(await typed(folder, review)).toEqual({ code: 0, out: '', err: 'Wrote review.md\n' });
    const written = readFileSync(join(folder, 'review.md'), 'utf8');
    if (isUpdate) writeFileSync(fileOf('review.md'), written);
    expect(written).toBe(textOf('review.md'));
  });

  test('a scan against the settings of the pull request says the same of the same access keys', async () => {
    const { out: plan } = await runCommand(folder, ['review', 'plan.json', '--inventory', 'scan.json', '--format', 'json']);
    const { out: account } = await scanned(folder, `${against} --format json`);
    const reviewed = JSON.parse(plan) as { readonly affected: { readonly policies: readonly { readonly foresight: unknown }[] } };
    const seen = JSON.parse(account) as { readonly against: { readonly foresight: unknown } };
    expect(reviewed.affected.policies.map(({ foresight }) => foresight)).toEqual([seen.against.foresight]);
    const { out } = await scanned(folder, against);
    expect(out).toContain('Under the other policy.');
  });

  test('it has no file that its README does not name', () => {
    const readme = textOf('README.md');
    expect(readdirSync(fileOf('.')).filter((name) => name !== 'README.md' && !readme.includes(name))).toEqual([]);
  });
});

describeWithTerraform('the plan of the example from a scan to a review', () => {
  test('is what the commands in its README make, as far as a review goes', async () => {
    await expectPlanAsMade(fileOf('.'), ['before.json', 'after.json'], making);
  }, 60_000);
});
