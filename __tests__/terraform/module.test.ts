import { declareModule } from '../../constructs/write';
import { LITERAL } from '../support/settings';
import { pairwiseStructures } from '../support/structures';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';

describeWithTerraform('real Terraform, with a generated module,', () => {
  test.each(pairwiseStructures())('passes its own tests and those of its bounds for %s', async (_title, settings) => {
    const workspace = new Workspace({ files: declareModule(settings, LITERAL).files });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      const { code, stdout, stderr } = await workspace.test();
      expect({ code, stderr, failed: /(\d+) failed/.exec(stdout)?.[1] }).toEqual({ code: 0, stderr: '', failed: '0' });
    } finally {
      workspace.dispose();
    }
  });
});
