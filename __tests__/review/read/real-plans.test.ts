import type { Plan } from '../../../review/plan';
import { describeWithTerraform } from '../../support/terraform/describe-with-terraform';
import { Workspace } from '../../support/terraform/terraform';
import { naiveRead } from './naive-reader';
import { readPlan, WANTED } from './reading';

const REQUIRED = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = ">= 6.25, < 7.0" }\n  }\n}\n';
const ALIASES = REQUIRED.replace('< 7.0"', '< 7.0", configuration_aliases = [aws.audit]');

const PROVIDERS = `
variable "region" {
  default = "eu-west-1"
}
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
provider "aws" {
  region = var.region
}
provider "aws" {
  alias               = "north"
  region              = "eu-north-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias  = "made"
  region = "\${var.region}"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/deploy"
  }
}
`;

/** A module with a topic by its own provider, and a module in it with topics by the alias that is handed down. */
const MODULES = {
  'network/main.tf': `${ALIASES}
module "audit" {
  source = "./audit"
  providers = { aws = aws.audit }
}
resource "aws_sns_topic" "own" {
  name = "own"
}`,
  'network/audit/main.tf': `${REQUIRED}
resource "aws_sns_topic" "each" {
  for_each = toset(["a.b", "c\\"d"])
  name = each.key == "a.b" ? "ab" : "cd"
}
resource "aws_sqs_queue" "q" {
  count = 2
  name = "q\${count.index}"
  kms_master_key_id = aws_sns_topic.each["a.b"].arn
}`,
};

const CALL = 'module "network" {\n  source = "./network"\n  providers = { aws = aws, aws.audit = aws.north }\n}\n';
const FIRST = `${REQUIRED}${PROVIDERS}${CALL}
resource "aws_sns_topic" "moved" {
  name = "moved"
}
resource "aws_sns_topic" "removed" {
  name = "removed"
}
resource "aws_sns_topic" "secret" {
  provider     = aws.made
  name         = "secret"
  display_name = var.secret
}
resource "aws_sqs_queue" "gone" {
  name = "gone"
}
data "aws_caller_identity" "me" {}
`;
const SECOND = `${REQUIRED}${PROVIDERS}${CALL}
moved {
  from = aws_sns_topic.moved
  to   = aws_sns_topic.here
}
resource "aws_sns_topic" "here" {
  name = "moved"
}
removed {
  from = aws_sns_topic.removed
  lifecycle {
    destroy = false
  }
}
resource "aws_sns_topic" "secret" {
  provider     = aws.made
  name         = "other"
  display_name = var.secret
}
resource "aws_sns_topic" "unknown" {
  name         = "unknown"
  display_name = aws_sqs_queue.new.arn
}
resource "aws_sqs_queue" "new" {
  name = "new"
}
import {
  to = aws_sns_topic.imported
  id = "arn:aws:sns:eu-west-1:111122223333:imported"
}
resource "aws_sns_topic" "imported" {
  name = "imported"
}
`;

interface Seen {
  readonly plan: Plan;
  /** Actions by address. */
  readonly changes: Readonly<Record<string, string>>;
}

async function planned(workspace: Workspace, ...args: string[]): Promise<Seen> {
  expect(await workspace.plan(...args)).toMatchObject({ code: 0, stderr: '' });
  const { stdout } = await workspace.run('show', '-json', 'saved.tfplan');
  const plan = readPlan(stdout);
  // Of the providers the naive reader knows no account.
  expect({ ...plan, providers: undefined }).toEqual({ ...naiveRead(JSON.parse(stdout), WANTED), providers: undefined });
  return { plan, changes: Object.fromEntries(plan.changes.map(({ address, actions }) => [address, actions.join()])) };
}

const EACH = ['module.network.module.audit.aws_sns_topic.each["a.b"]', 'module.network.module.audit.aws_sns_topic.each["c\\"d"]'] as const;

describeWithTerraform('a plan of real Terraform', () => {
  test('is read through a life: made, moved, removed, replaced, refreshed and destroyed', async () => {
    const workspace = new Workspace({ files: { 'main.tf': FIRST, ...MODULES } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0 });
      const made = await planned(workspace);
      expect(made.changes).toEqual({
        'aws_sns_topic.moved': 'create',
        'aws_sns_topic.removed': 'create',
        'aws_sns_topic.secret': 'create',
        'module.network.aws_sns_topic.own': 'create',
        [EACH[0]]: 'create',
        [EACH[1]]: 'create',
      });
      expect(made.plan).toMatchObject({ otherChanges: 3, isRefreshOnly: false, isComplete: true, drift: [], deferred: [] });
      expect(made.plan.changes.find(({ address }) => address === EACH[0])).toMatchObject({
        moduleAddress: 'module.network.module.audit',
        index: 'a.b',
        mode: 'managed',
        before: null,
        after: { name: 'ab' },
        afterUnknown: { arn: true },
      });
      expect(made.plan.changes.find(({ name }) => name === 'secret')).toMatchObject({
        after: { display_name: 'hunter2' },
        afterSensitive: { display_name: true },
      });
      expect(Object.fromEntries(made.plan.providers)).toEqual({
        aws: { region: 'eu-west-1', isAmbient: true },
        'aws.north': { region: 'eu-north-1', accountId: '111122223333' },
        'aws.made': { region: 'eu-west-1', accountId: '444455556666' },
      });
      expect(Object.fromEntries([...made.plan.configured].map(([key, { providerKey }]) => [key, providerKey]))).toEqual({
        '/aws_sns_topic.moved': 'aws',
        '/aws_sns_topic.removed': 'aws',
        '/aws_sns_topic.secret': 'aws.made',
        'network/aws_sns_topic.own': 'aws',
        'network.audit/aws_sns_topic.each': 'aws.north',
      });
      expect(made.plan.configured.get('/aws_sns_topic.secret')?.references).toEqual(new Map([['display_name', ['var.secret']]]));
      expect(await workspace.apply()).toMatchObject({ code: 0 });

      workspace.write({ 'main.tf': SECOND });
      const changed = await planned(workspace);
      expect(changed.changes).toEqual({
        'aws_sns_topic.here': 'no-op',
        // The stand-in knows no name of what it imports.
        'aws_sns_topic.imported': 'delete,create',
        'aws_sns_topic.removed': 'forget',
        'aws_sns_topic.secret': 'delete,create',
        'aws_sns_topic.unknown': 'create',
        'module.network.aws_sns_topic.own': 'no-op',
        [EACH[0]]: 'no-op',
        [EACH[1]]: 'no-op',
      });
      expect(changed.plan.otherChanges).toBe(2);
      expect(changed.plan.changes.filter(({ isImported }) => isImported).map(({ name }) => name)).toEqual(['imported']);
      const marks = changed.plan.changes.map(({ name, previousAddress, replacePaths }) => [name, previousAddress ?? replacePaths]);
      expect(Object.fromEntries(marks)).toMatchObject({ here: 'aws_sns_topic.moved', secret: [['name']], unknown: [], own: [] });

      const refreshed = await planned(workspace, '-refresh-only');
      expect(refreshed.plan).toMatchObject({ isRefreshOnly: true, otherChanges: 0 });
      expect(refreshed.plan.drift.map(({ address, actions }) => [address, actions])).toEqual([['aws_sns_topic.here', ['no-op']]]);

      const destroyed = await planned(workspace, '-destroy');
      expect(new Set(Object.values(destroyed.changes))).toEqual(new Set(['delete']));
      expect(destroyed.plan.otherChanges).toBe(3);
    } finally {
      workspace.dispose();
    }
  }, 60_000);

  test('of nothing at all is a plan without changes', async () => {
    const workspace = new Workspace({ files: { 'main.tf': '' } });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0 });
      const { plan } = await planned(workspace);
      expect(plan).toMatchObject({ changes: [], isRefreshOnly: false, isComplete: true, otherChanges: 0 });
      expect([...plan.configured, ...plan.providers]).toEqual([]);
    } finally {
      workspace.dispose();
    }
  }, 60_000);
});
