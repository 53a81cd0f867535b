import { App, AwsProvider, TerraformStack, TerraformVariable } from '../../constructs/terraform';
import { UnusedCredentialsPolicy } from '../../constructs/unused-credentials-policy';
import { declareModule } from '../../constructs/write';
import { LITERAL } from '../support/settings';
import { synthesized } from '../support/synthesized';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace, type TerraformResult } from '../support/terraform/terraform';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:security';

/** A stack of a user's own, whose values come from variables of theirs, which have no bounds. */
function stackOfVariables(): string {
  const stack = new TerraformStack(new App({ outdir: synthesized.folder(), stackTraces: false }), 'stack');
  const variable = (name: string, type: string, fallback: unknown): TerraformVariable =>
    new TerraformVariable(stack, name, { type, default: fallback });
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  new UnusedCredentialsPolicy(stack, 'policy', {
    maxCredentialUsageAgeDays: variable('limit', 'number', 45).numberValue,
    regions: variable('regions', 'list(string)', ['eu-west-1', 'us-east-1']).listValue,
    homeRegion: variable('home', 'string', 'eu-west-1').stringValue,
    evaluationFrequency: variable('frequency', 'string', 'TwentyFour_Hours').stringValue as 'One_Hour',
    namePrefix: variable('prefix', 'string', 'keys').stringValue,
    tags: variable('tags', 'map(string)', { team: 'security' }).value as Record<string, string>,
    bucket: { keyPrefix: variable('key_prefix', 'string', 'prod').stringValue },
    alerts: {
      topicArn: variable('topic', 'string', TOPIC).stringValue,
      alarmActions: variable('actions', 'list(string)', [TOPIC]).listValue,
    },
  });
  return synthesized.textOf(stack);
}

/** Says which resources a plan deletes, alone or to make them anew. */
async function deletions(workspace: Workspace): Promise<readonly string[]> {
  const { code, stderr } = await workspace.plan();
  expect([code, stderr]).toEqual([0, '']);
  const plan = (await workspace.showPlan()) as {
    readonly resource_changes: readonly { readonly address: string; readonly change: { readonly actions: readonly string[] } }[];
  };
  expect(plan.resource_changes.some(({ change }) => change.actions.includes('update'))).toBe(true);
  return plan.resource_changes.filter(({ change }) => change.actions.includes('delete')).map(({ address }) => address);
}

/** Joins the lines that Terraform wraps in its frames. */
const flat = (text: string): string => text.replaceAll(/[│╷╵\s]+/g, ' ');

describeWithTerraform('a construct with values from variables', () => {
  let workspace: Workspace;
  const planWith = (name: string, value: unknown): Promise<TerraformResult> =>
    workspace.plan('-var', `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);

  beforeAll(async () => {
    workspace = new Workspace({ files: { 'main.tf.json': stackOfVariables() } });
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => {
    workspace.dispose();
  });

  test('plans, with every value in its place', async () => {
    expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
    const plan = (await workspace.showPlan()) as {
      readonly resource_changes: readonly {
        readonly type: string;
        readonly index?: string;
        readonly change: { readonly after: Record<string, unknown> };
      }[];
    };
    const rules = plan.resource_changes.filter(({ type }) => type === 'aws_config_config_rule');
    expect(rules.map(({ index, change: { after } }) => [index, after['name'], after['input_parameters'], after['tags']])).toEqual(
      ['eu-west-1', 'us-east-1'].map((region) => [region, 'keys', '{"maxCredentialUsageAge":"45"}', { team: 'security' }]),
    );
  });

  test.each<[string, unknown, string]>([
    ['limit', 0, 'maxCredentialUsageAgeDays must be a whole number from 1 to 365.'],
    ['limit', 366, 'maxCredentialUsageAgeDays must be a whole number from 1 to 365.'],
    ['limit', 1.5, 'maxCredentialUsageAgeDays must be a whole number from 1 to 365.'],
    ['regions', [], 'regions must be a list of one or more different AWS regions.'],
    ['regions', ['eu-west-1', 'eu-west-1'], 'regions must be a list of one or more different AWS regions.'],
    [
      'regions',
      ['eu-west-1', 'eu-wst-1'],
      'regions must be AWS regions that offer the Config rule, got eu-west-1, eu-wst-1; a region where AWS offers it by now goes into allowRegions.',
    ],
    ['regions', ['eu-west-1', 'eu-central-2'], 'regions must be AWS regions that offer the Config rule, got eu-west-1, eu-central-2;'],
    ['regions', ['eu-west-1', 'cn-north-1'], 'regions must be in one partition, got eu-west-1, cn-north-1.'],
    ['home', 'eu-west-2', 'homeRegion must be one of regions (eu-west-1, us-east-1), got eu-west-2.'],
    ['frequency', 'Daily', 'evaluationFrequency must be one of One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours.'],
    ['prefix', 'unused keys', 'namePrefix must be 2 to 26 lower-case letters, digits and hyphens'],
    ['tags', { 'aws:team': 'x' }, 'tags must be at most 40 tags'],
    ['tags', { team: '$' }, 'tags must be at most 40 tags'],
    ['key_prefix', 'AWSLogs', 'bucket.keyPrefix must be a key prefix of at most 200 letters'],
    ['topic', 'security', 'alerts.topicArn must be the ARN of a standard SNS topic in the home region.'],
    ['topic', TOPIC.replace('eu-west-1', 'us-east-1'), 'alerts.topicArn must be in the home region eu-west-1.'],
    ['actions', [TOPIC.replace('eu-west-1', 'us-east-1')], 'alerts.alarmActions must be in the home region eu-west-1.'],
  ])('refuses %s = %j when it plans', async (name, value, message) => {
    const { code, stderr } = await planWith(name, value);
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(message);
  });
});

describeWithTerraform('a generated module', () => {
  const remediation = { action: 'delete', exempt: { userNames: ['deploy'], paths: ['/break-glass/'] } };
  const { files } = declareModule({ alerts: { emails: ['security@example.com'] }, remediation }, LITERAL);
  const module = Object.fromEntries(Object.entries(files).map(([file, text]) => [`unused-credentials/${file}`, text]));

  test('still plans and applies when it is called with depends_on', async () => {
    const caller = `
      provider "aws" { region = "eu-west-1" }
      resource "aws_sns_topic" "other" { name = "other" }
      module "unused_credentials" {
        source     = "./unused-credentials"
        regions    = ["eu-west-1", "us-east-1"]
        depends_on = [aws_sns_topic.other]
      }
      output "pending" { value = module.unused_credentials.pending_confirmations }`;
    const workspace = new Workspace({ files: { 'main.tf': caller, ...module } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      expect((await workspace.run('output', '-json', 'pending')).stdout.trim()).toBe('["security@example.com"]');
    } finally {
      workspace.dispose();
    }
  });

  test('makes nothing anew when a resource changes that it depends on or acts on', async () => {
    const caller = (tag: string): string => `
      provider "aws" { region = "eu-west-1" }
      resource "aws_sns_topic" "pager" {
        name = "pager"
        tags = { tag = "${tag}" }
      }
      module "acts_on" {
        source        = "./unused-credentials"
        regions       = ["eu-west-1"]
        name_prefix   = "acts-on"
        alarm_actions = [aws_sns_topic.pager.arn]
      }
      module "depends_on" {
        source     = "./unused-credentials"
        regions    = ["eu-west-1"]
        depends_on = [aws_sns_topic.pager]
      }`;
    const workspace = new Workspace({ files: { 'main.tf': caller('before'), ...module } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      workspace.write({ 'main.tf': caller('after') });
      expect(await deletions(workspace)).toEqual([]);
    } finally {
      workspace.dispose();
    }
  });

  test('takes a KMS key whose policy has the statements that the module asks for', async () => {
    const given = declareModule({ kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b' }, LITERAL).files;
    const caller = `
      provider "aws" { region = "eu-west-1" }
      resource "aws_kms_key" "key" { policy = module.unused_credentials.kms_key_policy_statements }
      module "unused_credentials" {
        source      = "./unused-credentials"
        regions     = ["eu-west-1"]
        kms_key_arn = aws_kms_key.key.arn
      }`;
    const files = Object.fromEntries(Object.entries(given).map(([file, text]) => [`unused-credentials/${file}`, text]));
    const workspace = new Workspace({ files: { 'main.tf': caller, ...files } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
    } finally {
      workspace.dispose();
    }
  });

  test('is called as its README says', async () => {
    const block = /```hcl\n(.*?)```/s.exec(files['README.md'] ?? '')?.[1] ?? '';
    const workspace = new Workspace({ files: { 'main.tf': block, ...module } });
    try {
      expect(block).toContain('source = "./unused-credentials"');
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan('-detailed-exitcode')).toMatchObject({ code: 0, stderr: '' });
    } finally {
      workspace.dispose();
    }
  });

  test('composes the ARNs, the console and the principals of China', async () => {
    const caller = `provider "aws" { region = "cn-north-1" }
      module "unused_credentials" {
        source  = "./unused-credentials"
        regions = ["cn-north-1"]
      }`;
    const workspace = new Workspace({ files: { 'main.tf': caller, ...module }, env: { STANDIN_PARTITION: 'aws-cn' } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.plan()).toMatchObject({ code: 0, stderr: '' });
      const text = JSON.stringify(((await workspace.showPlan()) as { readonly planned_values: unknown }).planned_values);
      expect(text).toContain('arn:aws-cn:sns:cn-north-1:111122223333:unused-credentials');
      expect(text).toContain('https://console.amazonaws.cn/config/home');
      expect(text).not.toContain('arn:aws:');
      expect(text).not.toContain('aws.amazon.com');
    } finally {
      workspace.dispose();
    }
  });
});
