import { terraformGate, describeWithTerraform } from './describe-with-terraform';
import { Workspace, type WorkspaceOptions } from './terraform';

interface Change {
  readonly actions: readonly string[];
  readonly before: { readonly [name: string]: unknown } | null;
  readonly after: { readonly [name: string]: unknown } | null;
  readonly after_unknown: unknown;
  readonly replace_paths?: unknown;
}
interface Plan {
  readonly planned_values: { readonly outputs?: { readonly [name: string]: { readonly value?: unknown } } };
  readonly resource_changes?: readonly { readonly address: string; readonly change: Change }[];
}

const HEAD = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = ">= 6.25, < 7.0" }\n  }\n}\n';

const opened: Workspace[] = [];
afterEach(() => {
  for (const workspace of opened.splice(0)) {
    workspace.dispose();
  }
});

function open(main: string, options: Partial<WorkspaceOptions> = {}): Workspace {
  const workspace = new Workspace({ ...options, files: { 'main.tf': HEAD + main, ...options.files } });
  opened.push(workspace);
  return workspace;
}

async function ready(main: string, options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
  const workspace = open(main, options);
  expect(await workspace.init()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
  return workspace;
}

async function planned(workspace: Workspace): Promise<Plan> {
  expect(await workspace.plan()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
  return (await workspace.showPlan()) as Plan;
}

async function applied(workspace: Workspace): Promise<void> {
  expect(await workspace.apply()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
}

function actions(plan: Plan): Record<string, string> {
  return Object.fromEntries((plan.resource_changes ?? []).map(({ address, change }) => [address, change.actions.join()]));
}

function outputs(plan: Plan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(plan.planned_values.outputs ?? {}).map(([name, output]) => [name, output.value]));
}

const topic = (body: string): string => `resource "aws_sns_topic" "t" {\n${body}\n}\n`;

describe('tests that need Terraform', () => {
  test.each([
    ['/bin/terraform', undefined, 'run'],
    ['/bin/terraform', 'true', 'run'],
    [undefined, undefined, 'skip'],
    [undefined, 'false', 'skip'],
    [undefined, 'true', 'fail'],
  ])('with program %s and CI=%s they %s', (path, ci, expected) => {
    expect(terraformGate(path, ci)).toBe(expected);
  });
});

describeWithTerraform('validate against the stand-in', () => {
  test.each([
    ['an argument nobody knows', topic('name = "t"\n  nam = "t"'), 'Unsupported argument'],
    ['an argument only AWS can set', topic('arn = "t"'), 'Value for unconfigurable attribute'],
    ['a missing argument', 'resource "aws_config_config_rule" "r" {\n  source { owner = "AWS" }\n}', 'Missing required argument'],
    ['a missing block', 'resource "aws_config_config_rule" "r" {\n  name = "r"\n}', 'Insufficient source blocks'],
    [
      'a second block where one is allowed',
      'resource "aws_config_config_rule" "r" {\n  name = "r"\n  source { owner = "AWS" }\n  source { owner = "AWS" }\n}',
      'Too many source blocks',
    ],
    ['a wrong type', topic('tags = "x"'), 'Incorrect attribute value type'],
    ['a reference to nothing', topic('name = aws_sqs_queue.q.name'), 'Reference to undeclared resource'],
    ['an attribute that does not exist', `${topic('name = "t"')}output "x" { value = aws_sns_topic.t.topic }`, 'Unsupported attribute'],
    ['an unknown type', 'resource "aws_sns_topics" "t" {}', 'Invalid resource type'],
  ])('refuses %s', async (_, main, summary) => {
    const workspace = await ready(main);
    const { code, stdout } = await workspace.validate();
    expect(code).toBe(1);
    const found = JSON.parse(stdout) as { diagnostics: readonly { summary: string }[] };
    expect(found.diagnostics.map((diagnostic) => diagnostic.summary)).toEqual([summary]);
  });

  test('accepts what is right', async () => {
    const workspace = await ready(topic('name = "t"\n  tags = { a = "b" }'));
    const { code, stdout } = await workspace.validate();
    expect([code, (JSON.parse(stdout) as { diagnostics: unknown }).diagnostics]).toEqual([0, []]);
  });
});

describeWithTerraform('init against the stand-in', () => {
  test('a version outside the range is refused', async () => {
    const workspace = open(topic('name = "t"'), { version: '5.100.0' });
    const { code, stderr } = await workspace.init();
    expect([code, stderr]).toEqual([1, expect.stringContaining('no available releases match')]);
  });

  test('another provider does not exist', async () => {
    const workspace = open('resource "random_id" "r" {\n  byte_length = 1\n}');
    const { code, stderr } = await workspace.init();
    expect([code, stderr]).toEqual([1, expect.stringContaining('hashicorp/random')]);
  });

  test('the living fork offers its own version', async () => {
    const workspace = await ready(topic('name = "t"'), { bindings: '@cdktn/provider-aws' });
    expect(actions(await planned(workspace))).toEqual({ 'aws_sns_topic.t': 'create' });
  });
});

describeWithTerraform('a run of Terraform', () => {
  test('that takes too long is ended', async () => {
    const workspace = open(topic('name = "t"'), { timeoutMs: 1 });
    expect((await workspace.init()).code).toBe(124);
  });
});

describeWithTerraform('life of a resource', () => {
  test.each([
    ['running already', false],
    ['started for each command', true],
  ])('with a provider %s it is created, unchanged, updated in place, replaced in another region, destroyed', async (_, startsProvider) => {
    const workspace = await ready(topic('name = "t"\n  display_name = "one"'), { startsProvider });
    const created = (await planned(workspace)).resource_changes?.[0]?.change;
    expect(created).toEqual(expect.objectContaining({ actions: ['create'], before: null }));
    expect(created?.after).toEqual(expect.objectContaining({ name: 't', region: 'us-east-1', fifo_topic: false }));
    expect(created?.after_unknown).toEqual(expect.objectContaining({ arn: true, id: true }));
    await applied(workspace);
    expect(actions(await planned(workspace))).toEqual({ 'aws_sns_topic.t': 'no-op' });

    workspace.write({ 'main.tf': HEAD + topic('name = "t"\n  display_name = "two"') });
    const updated = (await planned(workspace)).resource_changes?.[0]?.change;
    expect([updated?.actions, updated?.before?.['arn'], updated?.after?.['arn']]).toEqual([
      ['update'],
      'arn:aws:sns:us-east-1:111122223333:t',
      'arn:aws:sns:us-east-1:111122223333:t',
    ]);
    await applied(workspace);

    workspace.write({ 'main.tf': HEAD + topic('name = "t"\n  display_name = "two"\n  region = "eu-central-1"') });
    const moved = (await planned(workspace)).resource_changes?.[0]?.change;
    expect([moved?.actions, moved?.replace_paths]).toEqual([['delete', 'create'], [['region']]]);
    await applied(workspace);
    expect(actions(await planned(workspace))).toEqual({ 'aws_sns_topic.t': 'no-op' });
    expect(await workspace.destroy()).toEqual(expect.objectContaining({ code: 0, stderr: '' }));
    expect((await workspace.run('state', 'list')).stdout).toBe('');
  });

  test('a new name replaces, and default tags reach tags_all', async () => {
    const main = 'provider "aws" {\n  region = "eu-west-1"\n  default_tags { tags = { team = "x" } }\n}\n';
    const workspace = await ready(main + topic('name = "one"\n  tags = { a = "b" }'));
    await applied(workspace);
    workspace.write({ 'main.tf': HEAD + main + topic('name = "two"\n  tags = { a = "b" }') });
    const change = (await planned(workspace)).resource_changes?.[0]?.change;
    expect([change?.actions, change?.replace_paths]).toEqual([['delete', 'create'], [['name']]]);
    expect([change?.after?.['region'], change?.after?.['tags_all']]).toEqual(['eu-west-1', { a: 'b', team: 'x' }]);
  });

  test('a subscription by mail waits for its confirmation', async () => {
    const workspace = await ready(
      `${topic('name = "t"')}resource "aws_sns_topic_subscription" "s" {\n  topic_arn = aws_sns_topic.t.arn\n  protocol = "email"\n  endpoint = "a@example.com"\n}
output "waits" { value = [aws_sns_topic_subscription.s.pending_confirmation, aws_sns_topic_subscription.s.confirmation_was_authenticated] }`,
    );
    await applied(workspace);
    expect(outputs(await planned(workspace))).toEqual({ waits: [true, false] });
  });

  test('an existing resource can be imported with its region', async () => {
    const workspace = await ready(`${topic('name = "t"')}import {\n  to = aws_sns_topic.t\n  id = "t@eu-west-1"\n}`);
    const plan = await planned(workspace);
    expect(plan.resource_changes?.[0]?.change.before).toEqual(expect.objectContaining({ id: 't', region: 'eu-west-1' }));
  });
});

describeWithTerraform('data sources', () => {
  const main = `
data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
data "aws_region" "here" {}
output "all" { value = join(" ", [data.aws_caller_identity.me.account_id, data.aws_partition.here.partition, data.aws_partition.here.dns_suffix, data.aws_region.here.region]) }
`;
  test.each([
    [{}, '111122223333 aws amazonaws.com us-east-1'],
    [
      { STANDIN_PARTITION: 'aws-cn', STANDIN_ACCOUNT_ID: '444455556666', AWS_REGION: 'cn-north-1' },
      '444455556666 aws-cn amazonaws.com.cn cn-north-1',
    ],
  ])('answer for the account, partition and region set by %j', async (env, expected) => {
    expect(outputs(await planned(await ready(main, { env })))).toEqual({ all: expected });
  });

  test('answer two runs at once, each for its own region', async () => {
    const regions = ['eu-west-1', 'ap-south-1'];
    const answers = regions.map(async (region) =>
      outputs(await planned(await ready(`provider "aws" {\n  region = "${region}"\n}\n${main}`))),
    );
    expect(await Promise.all(answers)).toEqual(regions.map((region) => ({ all: `111122223333 aws amazonaws.com ${region}` })));
  });

  test('a policy document becomes JSON', async () => {
    const statement = 'statement {\n    actions = ["sns:Publish"]\n    resources = ["*"]\n  }';
    const workspace = await ready(
      `data "aws_iam_policy_document" "d" {\n  ${statement}\n}\noutput "json" { value = data.aws_iam_policy_document.d.minified_json }`,
    );
    expect(outputs(await planned(workspace))).toEqual({
      json: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}',
    });
  });
});

describeWithTerraform('modules', () => {
  const files = { 'inner/main.tf': `${HEAD}data "aws_region" "here" {}\n${topic('name = "t-${data.aws_region.here.region}"')}` };

  test('a module that depends on a resource still plans, its data read later', async () => {
    const workspace = await ready(
      'resource "aws_sqs_queue" "q" {}\nmodule "m" {\n  source = "./inner"\n  depends_on = [aws_sqs_queue.q]\n}',
      { files },
    );
    expect(actions(await planned(workspace))).toEqual({
      'aws_sqs_queue.q': 'create',
      'module.m.aws_sns_topic.t': 'create',
      'module.m.data.aws_region.here': 'read',
    });
  });

  test.each([
    ['t', 0, '1 passed, 0 failed'],
    ['x', 1, '0 passed, 1 failed'],
  ])('terraform test with command = plan compares with %s', async (name, expectedCode, summary) => {
    const check = `run "named" {\n  command = plan\n  assert {\n    condition     = aws_sns_topic.t.name == "${name}"\n    error_message = "wrong name"\n  }\n}\n`;
    const workspace = await ready(topic('name = "t"'), { files: { 'main.tftest.hcl': check } });
    const { code, stdout } = await workspace.test();
    expect([code, stdout]).toEqual([expectedCode, expect.stringContaining(summary)]);
  });
});
