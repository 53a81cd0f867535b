import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { UnusedCredentialsPolicy } from 'iam-unused-credentials';

const HOME_REGION = 'eu-west-1';

class SecurityStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: HOME_REGION });

    const policy = new UnusedCredentialsPolicy(this, 'unused-credentials', {
      regions: [HOME_REGION],
      maxCredentialUsageAgeDays: 45,
      alerts: { emails: ['security@example.com'] },
      tags: { team: 'security' },
    });

    new TerraformOutput(this, 'waiting_for_a_click', { value: policy.pendingConfirmations });
  }
}

const app = new App();
new SecurityStack(app, 'security');
app.synth();
