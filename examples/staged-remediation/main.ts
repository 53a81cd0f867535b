import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { UnusedCredentialsPolicy, type UnusedCredentialsSettings } from 'iam-unused-credentials';

type Remediation = NonNullable<UnusedCredentialsSettings['remediation']>;

const HOME_REGION = 'eu-west-1';

/** How far the function may go in each account. A change here is one step forward, or back; move one account at a time. */
const STAGES: Readonly<Record<string, Remediation>> = {
  sandbox: { action: 'delete', graceDays: 14 },
  staging: { action: 'deactivate', maxKeysPerDay: 2 },
  production: { action: 'notify' },
};

/** Spared in every account, so that no step can forget them. */
const EXEMPT = { paths: ['/break-glass/'], tag: 'key-may-idle-until' };

class SecurityStack extends TerraformStack {
  constructor(scope: Construct, id: string, stage: Remediation) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: HOME_REGION });

    const policy = new UnusedCredentialsPolicy(this, 'unused-credentials', {
      regions: [HOME_REGION],
      alerts: { emails: ['security@example.com'] },
      remediation: { ...stage, exempt: EXEMPT },
    });

    new TerraformOutput(this, 'function_name', { description: 'To run a sweep by hand, or to stop all', value: policy.functionName });
    new TerraformOutput(this, 'table_name', { description: 'What was announced and done, and why', value: policy.tableName });
    new TerraformOutput(this, 'waiting_for_a_click', { value: policy.pendingConfirmations });
  }
}

const app = new App();
const environment = String(app.node.tryGetContext('environment') ?? 'production');
const stage = STAGES[environment];
if (stage === undefined) {
  throw new Error(`context environment must be one of ${Object.keys(STAGES).join(', ')}, got '${environment}' (at cdktf.json)`);
}
new SecurityStack(app, 'security', stage);
app.synth();
