import { readFileSync } from 'node:fs';
import { App } from '../../../constructs/terraform';
import { PolicyStack } from '../../../constructs/policy-stack';
import { declareModule } from '../../../constructs/write';
import type { UnusedCredentialsSettings } from '../../../domain/policy';
import { InputError } from '../../../domain/errors';
import type { Plan, ResourceChange } from '../../../review/plan';
import { planBetween, planOf } from '../../../review/read/synthesized';
import { MAX_LEVELS } from '../../../review/read/synthesized-json';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { recover } from '../../../review/recover/recover';
import { policyJson } from '../../../review/render/policy-json';
import { review } from '../../../review/review';
import { normalForm } from '../../support/normal-form';
import { fileOf, synthesizedFiles } from '../../support/synthesized-files';
import { synthesized } from '../../support/synthesized';

const ONE: UnusedCredentialsSettings = {
  regions: ['eu-west-1', 'us-east-1'],
  alerts: { emails: ['a@example.com'] },
  remediation: { action: 'delete' },
};

const between = (before: object, after: object): Plan => planBetween([fileOf(before)], [fileOf(after)], WANTED_TYPES);
const of = (blocks: object): Plan => planOf([fileOf(blocks)], WANTED_TYPES);

/** A Config rule with some arguments. */
const rule = (more: object = {}): object => ({
  aws_config_config_rule: {
    unused: {
      name: 'unused',
      source: { owner: 'AWS', source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' },
      input_parameters: '{"maxCredentialUsageAge":"45"}',
      ...more,
    },
  },
});

const topic = (name: unknown, more: object = {}): object => ({ aws_sns_topic: { t: { name, ...more } } });

const sides = ({ actions, before, after, afterUnknown, beforeUnknown }: ResourceChange): unknown => ({
  actions,
  before,
  after,
  afterUnknown,
  ...(beforeUnknown !== undefined && { beforeUnknown }),
});

describe('what stands on both sides', () => {
  test('is as a plan has it: blocks are lists, and texts have the type of their argument', () => {
    const alarm = {
      alarm_name: 'a',
      threshold: '1',
      actions_enabled: 'false',
      dimensions: { RuleName: 'x' },
      metric_query: { id: 'm', metric: { period: '60' } },
    };
    const { changes } = of({ resource: { aws_cloudwatch_metric_alarm: { a: alarm } } });
    expect(changes.map(sides)).toEqual([
      {
        actions: ['create'],
        before: null,
        after: {
          alarm_name: 'a',
          threshold: 1,
          actions_enabled: false,
          dimensions: { RuleName: 'x' },
          metric_query: [{ id: 'm', metric: [{ period: 60 }] }],
        },
        afterUnknown: {},
      },
    ]);
  });

  test('is made, changed, kept, made anew or removed', () => {
    const fates = (before: object, after: object): unknown =>
      between({ resource: before }, { resource: after }).changes.map(({ address, actions }) => [address, actions.join()]);
    expect(fates({}, topic('a'))).toEqual([['aws_sns_topic.t', 'create']]);
    expect(fates(topic('a'), topic('a', { '//': 'a comment' }))).toEqual([['aws_sns_topic.t', 'no-op']]);
    expect(fates(topic('a'), topic('a', { kms_master_key_id: 'alias/a' }))).toEqual([['aws_sns_topic.t', 'update']]);
    expect(fates(topic('a'), topic('b'))).toEqual([['aws_sns_topic.t', 'delete,create']]);
    expect(fates(topic('a', { region: 'eu-west-1' }), topic('a', { region: 'us-east-1' }))).toEqual([['aws_sns_topic.t', 'delete,create']]);
    expect(fates(topic('a'), {})).toEqual([['aws_sns_topic.t', 'delete']]);
  });

  test('of another type is only counted', () => {
    const vpc = (cidr: string): object => ({ resource: { aws_vpc: { v: { cidr_block: cidr } }, ...topic('a') } });
    expect(between(vpc('10.0.0.0/16'), vpc('10.1.0.0/16'))).toMatchObject({ otherChanges: 1, changes: [{ actions: ['no-op'] }] });
    expect(between(vpc('10.0.0.0/16'), vpc('10.0.0.0/16'))).toMatchObject({ otherChanges: 0, isComplete: true });
  });

  test('names its provider, of which region and account are told', () => {
    const { configured, providers } = of({
      provider: { aws: [{ region: 'eu-west-1' }, { alias: 'audit', region: '${var.region}', allowed_account_ids: ['111122223333'] }] },
      resource: { ...topic('a'), aws_sqs_queue: { q: { name: 'q', provider: 'aws.audit', kms_master_key_id: '${aws_kms_key.k.arn}' } } },
    });
    expect([...providers]).toEqual([
      ['aws', { region: 'eu-west-1', isAmbient: true }],
      ['aws.audit', { accountId: '111122223333' }],
    ]);
    expect([...configured]).toEqual([
      ['/aws_sns_topic.t', { providerKey: 'aws', references: new Map() }],
      [
        '/aws_sqs_queue.q',
        { providerKey: 'aws.audit', references: new Map([['kms_master_key_id', ['aws_kms_key.k.arn', 'aws_kms_key.k']]]) },
      ],
    ]);
  });

  test('stands in the region of its own side, when the provider goes to another', () => {
    const at = (region: string): object => ({
      provider: { aws: { region } },
      resource: { ...topic('a'), aws_iam_role: { r: { name: 'r' } } },
    });
    const plan = between(at('eu-west-1'), at('us-east-1'));
    expect(plan.changes.map(({ type, actions, before, after }) => [type, actions.join(), before?.['region'], after?.['region']])).toEqual([
      ['aws_iam_role', 'no-op', undefined, undefined],
      ['aws_sns_topic', 'delete,create', 'eu-west-1', 'us-east-1'],
    ]);
    expect([...plan.providers]).toEqual([['aws', { isAmbient: true }]]);
  });
});

describe('several files of one folder', () => {
  test('are one configuration, with what overrides laid over it', () => {
    const files = [
      fileOf({ resource: rule({ input_parameters: '{"maxCredentialUsageAge":"90"}' }) }, 'a/quiet_override.tf.json'),
      fileOf({ resource: rule() }, 'a/main.tf.json'),
      fileOf({ locals: { x: 1 } }, 'a/locals.tf.json'),
    ];
    expect(planOf(files, WANTED_TYPES).changes[0]?.after).toMatchObject({
      name: 'unused',
      input_parameters: '{"maxCredentialUsageAge":"90"}',
    });
  });

  test.each([
    [
      'twice the same block',
      [fileOf({ resource: rule() }), fileOf({ resource: rule() }, 'b.tf.json')],
      "each block once, got 'aws_config_config_rule.unused' (at b.tf.json)",
    ],
    [
      'what overrides nothing',
      [fileOf({ resource: rule() }, 'override.tf.json')],
      "overriding only what is declared, got 'aws_config_config_rule.unused' (at override.tf.json)",
    ],
  ])('%s is refused', (_, files, message) => {
    expect(() => planOf(files, WANTED_TYPES)).toThrow(new InputError(`the configuration must be Terraform JSON with ${message}`));
  });
});

const ACCEPTED = 'the configuration must be Terraform JSON, as synth, module, CDKTF and CDK Terrain write it';

describe('what is no configuration', () => {
  test.each([
    [
      'a plan',
      '{"format_version":"1.2","planned_values":{},"resource_changes":[]}',
      "'a plan' (at x.tf.json); review it alone: review FILE, without --before and --after",
    ],
    ['a state', '{"version":4,"serial":1,"lineage":"x"}', "'a state' (at x.tf.json); give the configuration that was synthesized"],
    [
      'a manifest',
      '{"stacks":{},"version":"0.21.0"}',
      "'CDKTF\\u0027s manifest' (at x.tf.json); give stacks/NAME/cdk.tf.json".replace('\\u0027', "'"),
    ],
    ['anything else', '{"regions":["eu-west-1"]}', "'the key regions' (at x.tf.json)"],
    ['a list', '[]', "'JSON that is no object' (at x.tf.json)"],
    ['HCL', 'resource "a" "b" {}', "'text that is not JSON' (at x.tf.json); only files *.tf.json are read, not those in HCL"],
    ['nothing', '', 'nothing (at x.tf.json); only files *.tf.json are read, not those in HCL'],
    ['a key that stands twice', '{"locals":{"a":1,"\\u0061":2}}', "'the key a twice in one object' (at x.tf.json)"],
    ['endless nesting', '['.repeat(100_000), `'more than ${String(MAX_LEVELS)} levels' (at x.tf.json)`],
  ])('%s is refused in one line', (_, text, got) => {
    expect(() => planOf([{ name: 'x.tf.json', text }], WANTED_TYPES)).toThrow(new InputError(`${ACCEPTED}, got ${got}`));
  });

  test('a name that is none is refused', () => {
    expect(() => of({ resource: { aws_sns_topic: { 'a"]': {} } } })).toThrow(
      new InputError(`the configuration must be Terraform JSON with names of letters, digits, _ and -, got 'a"]' (at main.tf.json)`),
    );
  });
});

describe('what two configurations do not tell', () => {
  const call = (more: object): object => ({ module: { policy: more } });
  test.each([
    [
      'a module that comes',
      {},
      call({ source: './m' }),
      ['the call of module.policy is added, and what a module holds is not read: review its own folder, or a plan'],
    ],
    [
      'a module that goes',
      call({ source: 'x/y/aws' }),
      {},
      ['the call of module.policy is removed, and what a module holds is not read: review its own folder, or a plan'],
    ],
    [
      'a module that is called otherwise',
      call({ source: 'x/y/aws', grace_days: 14 }),
      call({ source: 'x/y/aws', grace_days: 1 }),
      ['the call of module.policy changes, and what a module holds is not read: review its own folder, or a plan'],
    ],
    [
      'a module of the same repository',
      call({ source: '../m' }),
      call({ source: '../m' }),
      ['the call of module.policy is of a local folder, and what a module holds is not read: review its own folder, or a plan'],
    ],
    [
      'an object that is moved',
      {},
      { moved: [{ from: 'aws_sns_topic.a', to: 'aws_sns_topic.b' }] },
      ['there is a new block moved, and what it does cannot be told without a state'],
    ],
    [
      'a provider of another account',
      { provider: { aws: { region: 'eu-west-1', profile: 'a' } } },
      { provider: { aws: { region: 'eu-west-1', profile: 'b' } } },
      ['the provider aws is configured otherwise, so that it may be of another account or region'],
    ],
    [
      'a provider of a variable that changes',
      { provider: { aws: { region: '${var.r}' } }, variable: { r: { default: 'a' } } },
      { provider: { aws: { region: '${var.r}' } }, variable: { r: { default: 'b' } } },
      ['the provider aws is configured otherwise, so that it may be of another account or region'],
    ],
    [
      'a provider that goes',
      { provider: { aws: { region: 'eu-west-1' } }, resource: topic('a') },
      { resource: topic('a') },
      ['the provider aws is configured no more, so that it may be of another account or region'],
    ],
    [
      'a provider that comes',
      { resource: topic('a') },
      { provider: { aws: { region: 'eu-west-1' } }, resource: topic('a') },
      ['the provider aws is configured now, and was not before, so that it may be of another account or region'],
    ],
    [
      'a resource that goes to another provider',
      { resource: topic('a') },
      { resource: topic('a', { provider: 'aws.audit' }) },
      ['aws_sns_topic.t goes from provider aws to aws.audit, which may be of another account'],
    ],
    [
      'a number of instances that changes',
      { resource: rule({ for_each: '${toset(["a"])}' }) },
      { resource: rule({ for_each: '${toset(var.regions)}' }) },
      ['how many there are of aws_config_config_rule.unused changes, and cannot be told without Terraform'],
    ],
    [
      'a rule of which it is not known which it is',
      { resource: rule({ source: { source_identifier: '${var.which}' } }) },
      { resource: rule({ source: { source_identifier: '${var.which}' } }) },
      ['whether aws_config_config_rule.unused is part of a policy cannot be told without Terraform'],
    ],
    [
      'a region that is no longer an expression',
      { resource: topic('a', { region: '${var.r}' }) },
      { resource: topic('a') },
      ['an expression in aws_sns_topic.t goes, and what it was cannot be told without Terraform'],
    ],
    [
      'a limit that is no longer an expression',
      { resource: rule({ input_parameters: '{"maxCredentialUsageAge":"${var.d}"}' }) },
      { resource: rule({ input_parameters: '{"maxCredentialUsageAge":"90"}' }) },
      ['an expression in aws_config_config_rule.unused goes, and what it was cannot be told without Terraform'],
    ],
    [
      'a limit that is no longer an expression, beside one that stays',
      { resource: rule({ input_parameters: '${jsonencode({maxCredentialUsageAge = var.d, more = var.x})}' }) },
      { resource: rule({ input_parameters: '${jsonencode({maxCredentialUsageAge = 90, more = var.x})}' }) },
      ['an expression in aws_config_config_rule.unused goes, and what it was cannot be told without Terraform'],
    ],
    [
      'an argument that was an expression and goes',
      { resource: { aws_lambda_function: { f: { function_name: 'f', timeout: '${var.t}' } } } },
      { resource: { aws_lambda_function: { f: { function_name: 'f' } } } },
      ['an expression in aws_lambda_function.f goes, and what it was cannot be told without Terraform'],
    ],
  ])('is said, and the review is incomplete: %s', (_, before, after, gaps) => {
    const plan = between(before, after);
    expect([plan.gaps, plan.isComplete, review(plan, {}).outcome]).toEqual([gaps, false, 'incomplete']);
  });

  test.each([
    ['a module of a registry that is called as before', call({ source: 'x/y/aws', version: '1.0.0' })],
    ['an object that was moved before', { moved: [{ from: 'aws_sns_topic.a', to: 'aws_sns_topic.b' }] }],
    [
      'a rule of its own with a function',
      { resource: rule({ source: { owner: 'CUSTOM_LAMBDA', source_identifier: '${aws_lambda_function.f.arn}' } }) },
    ],
    ['a resource without provider, as a module has it', { resource: topic('a') }],
    ['a number of instances that stays', { resource: rule({ for_each: '${toset(var.regions)}' }) }],
  ])('is not said of %s', (_, same) => {
    const plan = between(same, same);
    expect([plan.gaps, plan.isComplete, plan.changes.flatMap(({ actions }) => actions)]).toEqual([
      undefined,
      true,
      plan.changes.map(() => 'no-op'),
    ]);
  });
});

test('is not said of a provider that comes or goes with all that is in it, nor of expressions that decide nothing', () => {
  const audit = { provider: { aws: [{ region: 'eu-west-1' }, { alias: 'audit', region: 'us-east-1' }] } };
  const queue = { aws_sqs_queue: { q: { name: 'q', provider: 'aws.audit' } } };
  const plain = { provider: { aws: [{ region: 'eu-west-1' }] }, resource: topic('a') };
  const both = { ...audit, resource: { ...topic('a'), ...queue } };
  expect([between(plain, both).gaps, between(both, plain).gaps]).toEqual([undefined, undefined]);
  const key = { aws_kms_key: { k: { description: 'd' } } };
  const of2 = (more: object): object => ({ resource: { ...topic('a', more), ...key } });
  const gapsOf = (was: object, is: object): unknown => between(of2(was), of2(is)).gaps;
  expect(gapsOf({ kms_master_key_id: '${aws_kms_key.k.arn}' }, { kms_master_key_id: 'arn:aws:kms:eu-west-1:111122223333:key/k' })).toBe(
    undefined,
  );
  expect(gapsOf({ tags: { a: '${var.x}' } }, { tags: { a: 'x' } })).toBe(undefined);
  const policy = (statements: string): object => ({ policy: `\${jsonencode({Statement = ${statements}})}` });
  expect(gapsOf(policy('[{Sid = "a"}, {Sid = var.x}]'), policy('[{Sid = var.x}]'))).toBe(undefined);
  expect(gapsOf(policy('[{Sid = var.x}]'), policy('[{Sid = "x"}]'))).toHaveLength(1);
});

test('a resource has no region where its provider says none any more', () => {
  const plan = between({ provider: { aws: { region: 'eu-west-1' } }, resource: rule() }, { resource: rule() });
  const [policy] = recover(plan, {}).policies;
  expect([policy?.before?.get('regions'), policy?.after?.get('regions')]).toEqual([
    { kind: 'known', value: ['eu-west-1'], address: 'aws_config_config_rule.unused', isSensitive: false },
    {
      kind: 'unknown',
      address: 'aws_config_config_rule.unused',
      cause: 'not-in-plan',
      because: "the provider's region is not in the files",
    },
  ]);
});

describe('a module that we wrote', () => {
  const files = (settings: UnusedCredentialsSettings): ReturnType<typeof synthesizedFiles> => synthesizedFiles(settings, declareModule);

  test('is one policy with all its parts, and nothing changes when nothing does', () => {
    const result = review(planBetween(files(ONE), files(ONE), WANTED_TYPES), {});
    expect([result.outcome, result.findings, result.unjudged, result.otherChanges]).toEqual(['ok', [], [], 0]);
    const [policy, ...others] = recover(planOf(files(ONE), WANTED_TYPES), {}).policies;
    expect([policy?.after?.get('alerts'), others]).toMatchObject([{ value: 'on' }, []]);
    expect(policy?.after?.get('maxCredentialUsageAgeDays')).toMatchObject({
      kind: 'unknown',
      because: expect.stringContaining('var.max_credential_usage_age_days') as string,
    });
  });

  test('that goes from telling to deleting is a danger', () => {
    const [before, after] = [files(ONE), files({ ...ONE, remediation: { action: 'notify' } })];
    const { findings } = review(planBetween(after, before, WANTED_TYPES), {});
    expect(
      findings.filter(({ check }) => check === 'remediation-armed').map(({ severity, message }) => [severity, message.slice(0, 65)]),
    ).toEqual([['danger', 'remediation goes further, from notify to delete, past deactivate:']]);
  });

  test('has no expression where a value belongs, in what is shown', () => {
    const [before, after] = [files(ONE), files({ ...ONE, remediation: { action: 'notify' } })];
    for (const plan of [planBetween(before, before, WANTED_TYPES), planBetween(after, before, WANTED_TYPES)]) {
      const { policies } = recover(plan, {});
      expect(policies.map(({ id }) => id)).toEqual(['aws_config_config_rule.rule']);
      const values = policies.flatMap((policy) => [policy.before, policy.after]).map((side) => side && policyJson(side, new Set()));
      expect(JSON.stringify(values)).not.toContain('${');
      expect(policies[0]?.after?.get('evaluationFrequency')).toEqual({
        kind: 'unknown',
        address: 'aws_config_config_rule.rule[*]',
        cause: 'not-in-plan',
        because: 'it comes from var.evaluation_frequency, which is not told',
      });
    }
  });

  test('whose default changes says that the limit is not known', () => {
    const { findings } = review(planBetween(files(ONE), files({ ...ONE, maxCredentialUsageAgeDays: 90 }), WANTED_TYPES), {});
    expect(findings.filter(({ message }) => message.startsWith('maxCredentialUsageAgeDays')).map(({ check }) => check)).toEqual([
      'unknown-until-apply',
    ]);
  });
});

test('what the engine writes, with its metadata, is the policy that was declared', () => {
  const app = new App({ outdir: synthesized.folder(), stackTraces: false });
  new PolicyStack(app, 'policy', ONE);
  app.synth();
  const text = readFileSync(`${app.outdir}/stacks/policy/cdk.tf.json`, 'utf8');
  const plan = planOf([{ name: 'cdk.tf.json', text }], WANTED_TYPES);
  expect(text).toContain('"//"');
  expect([plan.gaps, recover(plan, {}).policies.map(({ after }) => after && policyJson(after, new Set()))]).toEqual([
    undefined,
    [normalForm(ONE)],
  ]);
});

describe('hostile text', () => {
  test('names of what every object has are names like others', () => {
    const text =
      '{"resource":{"aws_sns_topic":{"__proto__":{"name":"a"},"constructor":{"name":"${aws_sns_topic.__proto__.name}","tags":{"__proto__":"x"}}}}}';
    const { changes } = planOf([{ name: 'x', text }], WANTED_TYPES);
    expect(changes.map(({ address, after }) => [address, after?.['name'], JSON.stringify(after?.['tags'])])).toEqual([
      ['aws_sns_topic.__proto__', 'a', undefined],
      ['aws_sns_topic.constructor', 'a', '{"__proto__":"x"}'],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each(['"', '${', '${"', '$${', '\\', '["', 'a.b["', '${aws_a.b["', '${local.a[', '{', 'data.a.b'])(
    'a long text of %j takes no time',
    (part) => {
      const long = part.repeat(100_000 / part.length);
      const start = performance.now();
      const { changes } = of({ resource: { ...topic(long), aws_sqs_queue: { q: { name: `\${"${long}"}` } } } });
      expect(changes).toHaveLength(2);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );

  test('locals that double each other, or lead to themselves, are unknown', () => {
    const locals = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`l${String(at)}`, `\${local.l${String(at + 1)}}\${local.l${String(at + 1)}}`]),
    );
    const { changes } = of({
      locals: { ...locals, round: '${local.round}' },
      resource: { ...topic('${local.l0}'), aws_sqs_queue: { q: { name: '${local.round}' } } },
    });
    expect(changes.map(({ afterUnknown }) => afterUnknown)).toEqual([{ name: true }, { name: true }]);
  });
});
