import type * as cdktf from 'cdktf';
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
        "scope must be inside a TerraformStack of cdktf, got 'a stack of cdktn' (at stack/policy); import { UnusedCredentialsPolicy } from 'iam-unused-credentials/cdktn'",
    }) as Error,
  );
  expect(stack.node.children.map(({ node }) => node.id)).toEqual(['aws']);
});

test('a stack of a second copy of the same framework is told apart', () => {
  let message = '';
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof cdktf>('cdktf');
    const stack = new copy.TerraformStack(new copy.App({ outdir: synthesized.folder() }), 'stack');
    try {
      new UnusedCredentialsPolicy(stack, 'policy', { regions: ['eu-west-1'] });
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(message).toBe(
    "scope must be inside a TerraformStack of cdktf, got 'a stack of another copy of cdktf' (at stack/policy); npm ls cdktf shows where the copies come from",
  );
});
