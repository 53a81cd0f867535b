import type { Construct } from 'constructs';
import type { UnusedCredentialsSettings } from '../domain/policy';
import { addOutputs } from './outputs';
import { countResources } from './resources';
import { AwsProvider, LocalBackend, TerraformStack } from './terraform';
import { UnusedCredentialsPolicy } from './unused-credentials-policy';
import { TERRAFORM_BLOCK } from './versions';

/** Defines a whole stack around one policy: provider, state beside `cdktf.json`, versions and outputs. */
export class PolicyStack extends TerraformStack {
  readonly declared: UnusedCredentialsPolicy;

  constructor(scope: Construct, id: string, settings: UnusedCredentialsSettings) {
    super(scope, id);
    this.declared = new UnusedCredentialsPolicy(this, 'policy', settings);
    new AwsProvider(this, 'aws', { region: this.declared.policy.homeRegion });
    // Where the engine puts it by default, said relative to the stack's folder, so that no absolute path is written.
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    this.addOverride('terraform.required_version', TERRAFORM_BLOCK.required_version);
    this.addOverride('terraform.required_providers.aws.version', TERRAFORM_BLOCK.required_providers.aws.version);
    addOutputs(this, this.declared);
  }

  /** Counts what was declared, by type. */
  get resources(): Readonly<Record<string, number>> {
    return countResources(this.toTerraform() as Parameters<typeof countResources>[0]);
  }
}
