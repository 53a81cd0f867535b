import { FRAMEWORKS, type Framework } from './world';

/** The stacks that a consumer's app has, from the least to the most. */
export const STACKS = ['few', 'many', 'given'] as const;

/**
 * Writes a consumer's app: settings of every kind, members of every kind, and mistakes that only right types refuse
 * (each `@ts-expect-error` is itself an error where the line below it compiles).
 */
export function consumerApp(framework: Framework): string {
  const { provider, entry } = FRAMEWORKS[framework];
  return `
import { SnsTopicSubscription } from '${provider}/lib/sns-topic-subscription';
import { AwsProvider } from '${provider}/lib/provider';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from '${framework}';
import { SettingError, UnusedCredentialsPolicy, type UnusedCredentialsSettings } from '${entry}';
import schema from 'iam-unused-credentials/policy.schema.json';

const app = new App();
const stackNamed = (name: (typeof names)[number]): TerraformStack => {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  return stack;
};
const names = ${JSON.stringify(STACKS)} as const;

const few = new UnusedCredentialsPolicy(stackNamed('few'), 'policy', { regions: ['eu-west-1'], recorder: 'existing', alerts: 'none' });
const absent: string | undefined = few.topicArn;
if (absent !== undefined) throw new Error('there is no topic');

const many = stackNamed('many');
const limit = new TerraformVariable(many, 'limit', { type: 'number', default: 30 });
const policy = new UnusedCredentialsPolicy(many, 'policy', {
  regions: ['eu-west-1', 'us-east-1'],
  homeRegion: 'us-east-1',
  maxCredentialUsageAgeDays: limit.numberValue,
  serviceLinkedRole: 'create',
  accessAnalyzer: true,
  rotation: { maxAccessKeyAgeDays: 60 },
  bucket: { keyPrefix: 'config', forceDestroy: true },
  alerts: { emails: ['security@example.com'], alarmActions: ['arn:aws:sns:us-east-1:111122223333:pager'] },
  tags: { team: 'security' },
});
if (policy.topicArn !== undefined) new SnsTopicSubscription(many, 'queue', { topicArn: policy.topicArn, protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:q' });
new TerraformOutput(many, 'rule_arns', { value: policy.ruleArns });
new TerraformOutput(many, 'waiting', { value: policy.pendingConfirmations });
policy.recorder?.recorder.addOverride('recording_group.exclusion_by_resource_types', []);

const settings: UnusedCredentialsSettings = {
  regions: ['eu-west-1'],
  recorder: 'existing',
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  alerts: { topicArn: 'arn:aws:sns:eu-west-1:111122223333:given', perUser: false },
};
const given = new UnusedCredentialsPolicy(stackNamed('given'), 'policy', settings);
new TerraformOutput(given, 'statements', { value: given.alerts?.topicPolicyStatements });

export const mistakes: UnusedCredentialsSettings[] = [
  // @ts-expect-error -- one region is a list too
  { regions: 'eu-west-1' },
  // @ts-expect-error -- only AWS's words
  { regions: ['eu-west-1'], evaluationFrequency: 'Daily' },
  // @ts-expect-error -- absent is not undefined
  { regions: ['eu-west-1'], tags: undefined },
  // @ts-expect-error -- no such setting
  { regions: ['eu-west-1'], maxAge: 45 },
];
try {
  new UnusedCredentialsPolicy(new TerraformStack(new App({ outdir: 'refused' }), 'refused'), 'policy', { regions: [], maxCredentialUsageAgeDays: 0 });
} catch (error) {
  if (!(error instanceof SettingError) || error.code !== 'SETTING') throw error;
  console.log(error.message);
}
console.log(schema.title);
app.synth();
`;
}

/** Writes an app with a construct in a stack of the other framework. */
export function mixedApp(stacksOf: Framework, entry: string): string {
  return `
const { App, TerraformStack } = require('${stacksOf}');
const { UnusedCredentialsPolicy } = require('${entry}');
try {
  new UnusedCredentialsPolicy(new TerraformStack(new App(), 'stack'), 'policy', { regions: ['eu-west-1'] });
} catch (error) {
  console.log(JSON.stringify([error.name, error.code, error.message]));
}
`;
}
