import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';
import { blocksIn, blocksOf } from './markdown';
import { runCommand } from '../support/command';

const blocks = blocksIn('hcl');
const callers = blocks.filter(({ text }) => text.includes('module "'));

/** The trust policy of the page on scans, which its Terraform reads from a file. */
const TRUST = blocksOf('docs/scan.md').find(({ text }) => text.includes('sts:AssumeRoleWithWebIdentity'))?.text ?? '';

/** Plans a configuration, beside the files that pages tell to write, and gives the addresses of what it would make. */
async function planned(text: string): Promise<readonly string[]> {
  const workspace = new Workspace({ files: { 'main.tf': text, 'trust.json': TRUST } });
  try {
    expect(await runCommand(workspace.folder, ['scan', '--print-policy', '--out', 'scan-policy.json'])).toMatchObject({ code: 0 });
    const argv = ['module', './modules/unused-credentials'];
    const { code } = await runCommand(workspace.folder, argv);
    expect(code).toBe(0);
    expect(await workspace.init()).toEqual(expect.objectContaining({ code: 0 }));
    expect(await workspace.plan()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
    const plan = (await workspace.showPlan()) as { readonly resource_changes: readonly { readonly address: string }[] };
    return plan.resource_changes.map(({ address }) => address);
  } finally {
    workspace.dispose();
  }
}

describeWithTerraform('Terraform in the documentation', () => {
  test.each(callers)('$page:$line plans the policy', async ({ text }) => {
    expect(await planned(text)).toEqual(
      expect.arrayContaining([
        'module.unused_credentials.aws_config_config_rule.rule["eu-west-1"]',
        'module.unused_credentials.aws_sns_topic_subscription.email["security@example.com"]',
      ]),
    );
  });

  test.each(blocks.filter((block) => !callers.includes(block)))('$page:$line plans every resource that it shows', async ({ text }) => {
    const shown = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(({ 1: type = '', 2: name = '' }) => `${type}.${name}`);
    expect(shown).not.toEqual([]);
    expect([...(await planned(text))].sort()).toEqual([...shown].sort());
  });
});
