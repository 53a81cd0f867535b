import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { UnusedCredentialsPolicy } from 'iam-unused-credentials';

const HOME_REGION = 'eu-west-1';
const ONE_DAY_SECONDS = 86_400;

class ComplianceStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: HOME_REGION });
    const limit = new TerraformVariable(this, 'max_credential_usage_age_days', {
      description: 'Days without use after which a password or an access key counts as unused',
      type: 'number',
      default: 45,
    });

    const policy = new UnusedCredentialsPolicy(this, 'unused-credentials', {
      regions: [HOME_REGION, 'us-east-1', 'ap-southeast-2'],
      homeRegion: HOME_REGION,
      maxCredentialUsageAgeDays: limit.numberValue,
      alerts: { emails: ['security@example.com'] },
    });

    if (policy.alerts !== undefined) {
      // One user is a leaver; ten on one day are a limit that was lowered, or a broken deployment.
      new CloudwatchMetricAlarm(this, 'many-at-once', {
        alarmName: `${policy.ruleName}-many-at-once`,
        alarmDescription: 'Ten or more users were newly found on one day',
        namespace: 'AWS/Events',
        metricName: 'MatchedEvents',
        dimensions: { RuleName: policy.alerts.eventRelay.eventRule.name },
        statistic: 'Sum',
        period: ONE_DAY_SECONDS,
        evaluationPeriods: 1,
        threshold: 10,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        alarmActions: [policy.alerts.topicArn],
      });
    }
    new TerraformOutput(this, 'topic_arn', { value: policy.topicArn });
    new TerraformOutput(this, 'rule_arns', { description: 'By region', value: policy.ruleArns });
  }
}

const app = new App();
new ComplianceStack(app, 'compliance');
app.synth();
