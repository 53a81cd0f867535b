import { declareRoot } from '../../constructs/write';
import { LITERAL } from '../support/settings';
import { pairwiseStructures } from '../support/structures';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';

const STRUCTURES = pairwiseStructures();

test('every pair of choices stands in at least one of a few structures', () => {
  expect(STRUCTURES.length).toBeGreaterThanOrEqual(16);
  expect(STRUCTURES.length).toBeLessThanOrEqual(26);
});

describeWithTerraform('real Terraform, with literal settings,', () => {
  test.each(STRUCTURES)('takes, applies and then finds nothing to change in %s', async (_title, settings) => {
    const workspace = new Workspace({ files: declareRoot(settings, LITERAL).files });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse((await workspace.validate()).stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
      expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan('-detailed-exitcode')).toMatchObject({ code: 0, stderr: '' });
    } finally {
      workspace.dispose();
    }
  });
});
