import * as cdktn from 'cdktn';
import { AwsProvider } from '@cdktn/provider-aws/lib/provider';
import { UnusedCredentialsPolicy } from '../constructs/unused-credentials-policy';
import { synthesized } from './support/synthesized';

test('a stack of the other framework is refused with the import that fits it', () => {
  const stack = new cdktn.TerraformStack(new cdktn.App({ outdir: synthesized.folder() }), 'stack');
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  expect(() => new UnusedCredentialsPolicy(stack, 'policy', { regions: ['eu-west-1'] })).toThrow(
    expect.objectContaining({
      code: 'SETTING',
      message:
        "scope must be inside a TerraformStack of cdktf, got 'a stack of another framework' (at stack/policy); for cdktn, import { UnusedCredentialsPolicy } from 'iam-unused-credentials/cdktn'; if the app uses cdktf only, two copies of it are installed: see npm ls cdktf",
    }) as Error,
  );
  expect(stack.node.children.map(({ node }) => node.id)).toEqual(['aws']);
});
