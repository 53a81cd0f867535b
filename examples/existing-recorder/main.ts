import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Fn, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { UnusedCredentialsPolicy } from 'iam-unused-credentials';

const HOME_REGION = 'eu-central-1';
const SECURITY_TOPIC = 'arn:aws:sns:eu-central-1:111122223333:security-findings';
const PAGER_TOPIC = 'arn:aws:sns:eu-central-1:111122223333:pager';

class ComplianceStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: HOME_REGION });

    const policy = new UnusedCredentialsPolicy(this, 'unused-credentials', {
      regions: [HOME_REGION],
      // Control Tower or the organization runs AWS Config here already.
      recorder: 'existing',
      alerts: { topicArn: SECURITY_TOPIC, alarmActions: [PAGER_TOPIC] },
      rotation: { maxAccessKeyAgeDays: 90 },
    });

    new TerraformOutput(this, 'topic_policy_statements', {
      description: 'For the owner of the topic to add to its policy: without them no message arrives',
      value: Fn.jsonencode(policy.alerts?.topicPolicyStatements),
    });
  }
}

const app = new App();
new ComplianceStack(app, 'compliance');
app.synth();
