import { main } from '../../cli/program';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';
import { blocksIn } from './markdown';

describeWithTerraform('Terraform in the documentation', () => {
  test.each(blocksIn('hcl'))('$page:$line plans', async ({ text }) => {
    const workspace = new Workspace({ files: { 'main.tf': text } });
    try {
      const argv = ['module', './modules/unused-credentials'];
      const code = await main(argv, '0.0.0', { cwd: workspace.folder, out: () => undefined, err: () => undefined });
      expect(code).toBe(0);
      expect(await workspace.init()).toEqual(expect.objectContaining({ code: 0 }));
      expect(await workspace.plan()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
      const plan = (await workspace.showPlan()) as { readonly resource_changes: readonly { readonly address: string }[] };
      expect(plan.resource_changes.map(({ address }) => address)).toEqual(
        expect.arrayContaining([
          'module.unused_credentials.aws_config_config_rule.rule["eu-west-1"]',
          'module.unused_credentials.aws_sns_topic_subscription.email["security@example.com"]',
        ]),
      );
    } finally {
      workspace.dispose();
    }
  });
});
