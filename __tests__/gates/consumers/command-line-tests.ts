import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DAY_MS } from '../../../domain/instant';
import { startFakeIam } from '../../support/fake-iam/fake-iam';
import { FakeAccount } from '../../support/world/account';
import { filesBelow, readJson } from '../support/folders';
import { describeWithNode } from '../support/nodes';
import { run, runNode, succeed } from '../support/run';
import { ONE_ACCOUNT, counted } from './framework-tests';
import { REPOSITORY, type StackJson, type World } from './world';

const NODES = [20, 22, 24] as const;
const BUNDLE = 'iam-unused-credentials.js';
/** What it loads to declare. */
const DECLARE = 'iam-unused-credentials-declare.js';
/** What it loads to scan. */
const SCAN = 'iam-unused-credentials-scan.js';
/** What few reviews load. */
const ON_DEMAND = 'iam-unused-credentials-on-demand.js';
/** What it loads for help, and for arguments that are not plain. */
const PARSER = 'iam-unused-credentials-parser.js';

/** Declares what somebody sees who has only the bundled command line: its files, in a folder with nothing else. */
export function commandLineTests(world: World): void {
  for (const version of NODES) {
    describeWithNode(version, 'the bundled command line', (node) => {
      test('synth writes root Terraform', async () => {
        const folder = alone(world);
        const { code, stderr } = await runNode(node, [BUNDLE, 'synth', '--regions', 'eu-west-1', '--out', 'out'], folder);
        expect([code, filesBelow(join(folder, 'out'))]).toEqual([
          0,
          ['.checkov.yaml', '.iam-unused-credentials.json', 'main.tf.json', 'outputs.tf.json', 'provider.tf.json', 'versions.tf.json'],
        ]);
        expect(stderr.split('\n').filter((line) => !line.startsWith('Warning: '))).toEqual(['']);
        expect(counted(readJson(join(folder, 'out', 'main.tf.json')) as StackJson)).toEqual(ONE_ACCOUNT);
      });

      test('module writes a module with its papers and tests', async () => {
        const folder = alone(world);
        const { code } = await runNode(node, [BUNDLE, 'module', 'modules/policy'], folder);
        const written = filesBelow(join(folder, 'modules', 'policy'));
        expect([code, written]).toEqual([
          0,
          [
            '.checkov.yaml',
            '.iam-unused-credentials.json',
            'README.md',
            'main.tf.json',
            'outputs.tf.json',
            'tests/policy.tftest.hcl',
            'variables.tf.json',
            'versions.tf.json',
          ],
        ]);
        const main = readJson(join(folder, 'modules', 'policy', 'main.tf.json')) as StackJson;
        expect(counted(main)).toEqual({ ...ONE_ACCOUNT, aws_sns_topic_subscription: 1 });
      });

      test('regions lists where the rule can stand', async () => {
        const { offered } = readJson(join(REPOSITORY, 'domain', 'regions.json')) as { offered: readonly string[] };
        const { code, stdout } = await runNode(node, [BUNDLE, 'regions'], alone(world));
        expect([code, stdout]).toEqual([0, `${offered.join('\n')}\n`]);
      });

      test('regions needs nothing of what declares or scans, so that it starts fast', async () => {
        const folder = alone(world);
        for (const file of [DECLARE, SCAN, ON_DEMAND, PARSER]) rmSync(join(folder, file));
        expect(await runNode(node, [BUNDLE, 'regions'], folder)).toMatchObject({ code: 0 });
      });

      test.each([
        ['a file', (bundle: string) => `"${node}" ${bundle} review plan.json --format markdown`],
        ['standard input', (bundle: string) => `cat plan.json | "${node}" ${bundle} review - --format markdown`],
      ])('review reads a plan from %s, and needs nothing of what declares or scans', async (_, command) => {
        const folder = alone(world);
        const example = join(REPOSITORY, 'examples', 'pull-request-review');
        for (const file of [DECLARE, SCAN, ON_DEMAND, PARSER]) rmSync(join(folder, file));
        copyFileSync(join(example, 'plan.json'), join(folder, 'plan.json'));
        const expected = readFileSync(join(example, 'review.md'), 'utf8').replace(/### Who is affected\n[^]*?(?=### Policy)/, '');
        expect(await run('sh', ['-c', command(BUNDLE)], { cwd: folder })).toMatchObject({ code: 1, stdout: expected, stderr: '' });
      });

      test('review says who is affected, and needs nothing of what declares or scans', async () => {
        const folder = alone(world);
        const example = join(REPOSITORY, 'examples', 'pull-request-review');
        for (const file of [DECLARE, SCAN]) rmSync(join(folder, file));
        const argv = [BUNDLE, 'review', join(example, 'plan.json'), '--inventory', join(example, 'scan.json'), '--format', 'markdown'];
        const { code, stdout, stderr } = await runNode(node, argv, folder);
        const told = stdout.replace(/^- \*\*Caution:\*\* the scan is from 2026-11-24, more than a day ago: .*\n/m, '');
        expect([code, told, stderr]).toEqual([1, readFileSync(join(example, 'review.md'), 'utf8'), '']);
      });

      test('scan looks at an account, and needs nothing of what declares', async () => {
        const folder = alone(world);
        rmSync(join(folder, DECLARE));
        const account = new FakeAccount();
        account.createUser('alice', Date.now() - 500 * DAY_MS);
        account.createKey('alice', Date.now() - 400.5 * DAY_MS);
        const fake = await startFakeIam({ account, now: () => Date.now(), report: { startedTimes: 0 } });
        try {
          const env = { AWS_ENDPOINT_URL: fake.url, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
          const { code, stdout, stderr } = await run(node, [BUNDLE, 'scan', '--format', 'json'], { cwd: folder, env });
          const { keys, complete } = JSON.parse(stdout) as { readonly keys: readonly object[]; readonly complete: boolean };
          expect([code, stderr, complete]).toEqual([1, '', true]);
          expect(keys).toEqual([expect.objectContaining({ userName: 'alice', verdict: 'unused', idleDays: 400, step: 'announce' })]);
        } finally {
          await fake.close();
        }
      });

      test('a reader that stops early is no error', async () => {
        // The reader has gone by the time that we write.
        const pipeline = `{ sleep 0.2; "${node}" ${BUNDLE} synth --help; } | true`;
        expect(await run('sh', ['-c', pipeline], { cwd: alone(world) })).toMatchObject({ code: 0, stderr: '' });
      });

      test('--help lists the commands', async () => {
        const { code, stdout, stderr } = await runNode(node, [BUNDLE, '--help'], alone(world));
        const commands = [...stdout.matchAll(/^ {2}iam-unused-credentials (\w+)/gm)].map(([, name]) => name);
        expect([code, commands, stderr]).toEqual([
          0,
          ['completion', 'scan', 'synth', 'module', 'review', 'policy', 'comment', 'regions'],
          '',
        ]);
      });

      test.each([
        [
          ['synth', '--region', 'eu-west-1'],
          "each flag must be one that synth has, got '--region' (at command line); did you mean --regions?",
        ],
        [
          ['synth', '--regions', 'mars-1'],
          "--regions must be an AWS region that offers the Config rule, such as eu-west-1, got 'mars-1' (at command line)",
        ],
        [
          ['sinth'],
          "the command must be one of scan, synth, module, review, policy, comment, regions, got 'sinth' (at command line); did you mean synth?",
        ],
      ])('%j is wrong usage: exit 2, one line, nothing written', async (args, message) => {
        const folder = alone(world);
        expect(await runNode(node, [BUNDLE, ...args], folder)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
        expect(filesBelow(folder)).toEqual([DECLARE, ON_DEMAND, PARSER, SCAN, BUNDLE]);
      });
    });
  }

  test('is the command that npm installs where there is no framework', async () => {
    const folder = world.emptyFolder();
    await succeed('npm', ['install', '--prefix', folder, '--strict-peer-deps', '--prefer-offline', world.tarball], { cwd: folder });
    const { version } = readJson(join(REPOSITORY, 'package.json')) as { version: string };
    expect(await run('node_modules/.bin/iam-unused-credentials', ['--version'], { cwd: folder })).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
}

function alone(world: World): string {
  const folder = world.emptyFolder();
  for (const file of [BUNDLE, DECLARE, ON_DEMAND, PARSER, SCAN]) copyFileSync(join(dirname(world.commandLine), file), join(folder, file));
  return folder;
}
