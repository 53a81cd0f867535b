import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { BindingsPackage } from '../../support/terraform/bindings-source';
import { describeWithTerraform } from '../../support/terraform/describe-with-terraform';
import { Workspace } from '../../support/terraform/terraform';
import { readJson } from '../support/folders';
import { runNode } from '../support/run';
import { EXISTING_RECORDER, ONE_ACCOUNT, REMEDIATION, counted } from './framework-tests';
import { FRAMEWORKS, REPOSITORY, readStack, type Framework, type World } from './world';

const EMAIL = { aws_sns_topic_subscription: 1 } as const;

/** The apps among the examples: framework and resources. `terraform-module` and `pull-request-review` are no apps. */
const APPS: readonly (readonly [name: string, framework: Framework, resources: Readonly<Record<string, number>>])[] = [
  ['one-account', 'cdktf', { ...ONE_ACCOUNT, ...EMAIL }],
  ['existing-recorder', 'cdktf', EXISTING_RECORDER],
  // One alarm is the example's own.
  ['many-regions', 'cdktf', { ...ONE_ACCOUNT, ...EMAIL, aws_cloudwatch_metric_alarm: 6 }],
  ['cdk-terrain', 'cdktn', { ...ONE_ACCOUNT, ...EMAIL }],
  ['staged-remediation', 'cdktf', { ...ONE_ACCOUNT, ...EMAIL, ...REMEDIATION }],
];

const UNRELEASED = '0.0.0';
const FIRST_RELEASE = '0.1.0';

/** Declares that each example runs when it is copied out and the package is installed. */
export function exampleTests(world: World): void {
  test('every example is tested', () => {
    const folders = readdirSync(join(REPOSITORY, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(
      [...APPS.map(([name]) => name), 'terraform-module', 'pull-request-review', 'scan', 'scan-to-review', 'ci'].sort(),
    );
  });

  test.each(APPS)('%s asks for the version that is released with it', (name) => {
    const { version } = readJson(join(REPOSITORY, 'package.json')) as { readonly version: string };
    const { dependencies } = readJson(join(REPOSITORY, 'examples', name, 'package.json')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const [major = '', minor = ''] = (version === UNRELEASED ? FIRST_RELEASE : version).split('.');
    expect(dependencies['iam-unused-credentials']).toBe(`^${major}.${minor}.0`);
  });

  test.each(APPS)('%s compiles and gives its resources', async (name, framework, resources) => {
    const folder = await world.synthesizedExample(framework, name);
    expect(counted(readStack(folder))).toEqual(resources);
  });

  test.each([
    ['pull-request-review', 1],
    ['scan-to-review', 0],
  ])('%s is reviewed by the packed command line as it is committed', async (name, expected) => {
    const folder = join(REPOSITORY, 'examples', name);
    const { code, stdout, stderr } = await runNode(
      process.execPath,
      [world.commandLine, 'review', 'plan.json', '--inventory', 'scan.json', '--format', 'markdown'],
      folder,
    );
    // The scan of an example grows old.
    const told = stdout.replace(/^- \*\*Caution:\*\* the scan is from 2026-11-24, more than a day ago: .*\n/m, '');
    expect([code, told, stderr]).toEqual([expected, readFileSync(join(folder, 'review.md'), 'utf8'), '']);
  });

  describeWithTerraform('real Terraform', () => {
    test.each(APPS)('plans %s', async (name, framework) => {
      const folder = await world.synthesizedExample(framework, name);
      const bindings: BindingsPackage = FRAMEWORKS[framework].provider;
      const stacks = join(folder, 'cdktf.out', 'stacks');
      const [stack = ''] = readdirSync(stacks);
      const planned = await planIn({ 'cdk.tf.json': readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8') }, bindings);
      expect(typesOf(planned)).toEqual(Object.keys(readStack(folder).resource).sort());
    });

    test('plans terraform-module with the module that its README says to generate', async () => {
      const main = readFileSync(join(REPOSITORY, 'examples', 'terraform-module', 'main.tf'), 'utf8');
      const planned = await planIn({ 'main.tf': main }, '@cdktf/provider-aws', async (folder) => {
        const { code } = await runNode(process.execPath, [world.commandLine, 'module', './unused-credentials'], folder);
        expect(code).toBe(0);
      });
      expect(typesOf(planned)).toEqual(Object.keys({ ...ONE_ACCOUNT, ...EMAIL }).sort());
      expect(planned.filter((address) => address.startsWith('module.unused_credentials.aws_config_config_rule.'))).toEqual([
        'module.unused_credentials.aws_config_config_rule.rule["eu-west-1"]',
        'module.unused_credentials.aws_config_config_rule.rule["us-east-1"]',
      ]);
    });
  });
}

interface Plan {
  readonly resource_changes?: readonly { readonly address: string; readonly change: { readonly actions: readonly string[] } }[];
}

/** Plans files in a folder of their own and gives the addresses of what would be created. */
async function planIn(
  files: Readonly<Record<string, string>>,
  bindings: BindingsPackage,
  prepare?: (folder: string) => Promise<void>,
): Promise<readonly string[]> {
  const workspace = new Workspace({ files, bindings });
  try {
    await prepare?.(workspace.folder);
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
    expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
    const { resource_changes: changes = [] } = (await workspace.showPlan()) as Plan;
    return changes.filter(({ change }) => change.actions.join() === 'create').map(({ address }) => address);
  } finally {
    workspace.dispose();
  }
}

function typesOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => /(?:^|\.)(aws_\w+)\./.exec(address)?.[1] ?? address))].sort();
}
