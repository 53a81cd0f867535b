import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionZip } from '../../constructs/function-zip';
import { App, AwsProvider, TerraformStack, TerraformVariable } from '../../constructs/terraform';
import { UnusedCredentialsPolicy } from '../../constructs/unused-credentials-policy';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { synthesized, type Synthesized } from '../support/synthesized';

const HOME = { regions: ['eu-west-1'], recorder: 'existing' } as const;
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:security';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d';

function newStack(): { readonly stack: TerraformStack; readonly app: App } {
  const app = new App({ outdir: synthesized.folder(), stackTraces: false });
  const stack = new TerraformStack(app, 'stack');
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  return { stack, app };
}

function declare(settings: UnusedCredentialsSettings): { readonly policy: UnusedCredentialsPolicy; readonly json: Synthesized } {
  const { stack } = newStack();
  const policy = new UnusedCredentialsPolicy(stack, 'policy', { ...HOME, ...settings });
  return { policy, json: readable(synthesized.of(stack)) };
}

/** Puts an account where the look-ups stand, so that what is composed can be read. */
function readable(json: Synthesized): Synthesized {
  const text = JSON.stringify(json)
    .replaceAll(/\$\{data\.aws_partition\.[\w-]+\.partition\}/g, 'aws')
    .replaceAll(/\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}/g, '111122223333')
    .replaceAll(/policy_(?:[a-z-]+_)*([a-z-]+)_[0-9A-F]{8}/g, '$1');
  return JSON.parse(text) as Synthesized;
}

const all = (json: Synthesized, type: string): readonly Readonly<Record<string, unknown>>[] => Object.values(json.resource[type] ?? {});
const named = (json: Synthesized, type: string, name: string): Readonly<Record<string, unknown>> => json.resource[type]?.[name] ?? {};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements of the policy of a role, by their name. */
function statementsOf(json: Synthesized, role: string): Readonly<Record<string, Statement>> {
  const { Statement } = JSON.parse(String(named(json, 'aws_iam_role_policy', role)['policy'])) as { Statement: readonly Statement[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}

const SERVICES = /lambda|scheduler|dynamodb|iam_role|log_group/;

test('without remediation there is no function, no table, no role, nothing', () => {
  const { json } = declare({});
  expect(Object.keys(json.resource).filter((type) => SERVICES.test(type))).toEqual([]);
  expect(
    Object.keys(declare({ remediation: {} }).json.resource)
      .filter((type) => SERVICES.test(type))
      .sort(),
  ).toEqual([
    'aws_cloudwatch_log_group',
    'aws_dynamodb_table',
    'aws_iam_role',
    'aws_iam_role_policy',
    'aws_lambda_function',
    'aws_lambda_function_event_invoke_config',
    'aws_scheduler_schedule',
  ]);
});

describe('the function', () => {
  test('has the policy in its environment as literal JSON, and what else it must know', () => {
    const { json } = declare({
      maxCredentialUsageAgeDays: 30,
      namePrefix: 'keys',
      tags: { team: 'security' },
      remediation: {
        action: 'deactivate',
        exempt: { userNames: ['svc-*'], paths: ['/break-glass/'], tag: 'keep' },
        reservedConcurrency: 1,
      },
    });
    const { filename, ...rest } = named(json, 'aws_lambda_function', 'sweep');
    expect(filename).toMatch(/^\$\{path\.module\}\/assets\/.*\/sweep\.zip$/);
    expect(rest).toEqual({
      region: 'eu-west-1',
      function_name: 'keys-sweep',
      description: 'Acts once a day on unused access keys, as its POLICY says; keys',
      role: 'arn:aws:iam::111122223333:role/keys-sweep',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      architectures: ['x86_64'],
      timeout: 900,
      memory_size: 512,
      source_code_hash: functionZip().hash,
      environment: {
        variables: {
          POLICY:
            '{"maxCredentialUsageAgeDays":30,"action":"deactivate","warnDays":7,"graceDays":14,"maxKeysPerDay":10,"exempt":{"userNames":["svc-*"],"paths":["/break-glass/"],"tag":"keep"}}',
          ACCOUNT_ID: '111122223333',
          TABLE_NAME: 'keys-keys',
          TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:keys',
          POWERTOOLS_SERVICE_NAME: 'keys',
          POWERTOOLS_METRICS_NAMESPACE: 'UnusedCredentials',
        },
      },
      reserved_concurrent_executions: 1,
      depends_on: ['aws_cloudwatch_log_group.sweep-log-group', 'aws_iam_role.sweep-role', 'aws_iam_role_policy.sweep-role-policy'],
      tags: { team: 'security' },
    });
  });

  test('shares the concurrency of the account by default', () => {
    expect(named(declare({ remediation: {} }).json, 'aws_lambda_function', 'sweep')).not.toHaveProperty('reserved_concurrent_executions');
    const stopped = declare({ remediation: { reservedConcurrency: 0 } }).json;
    expect(named(stopped, 'aws_lambda_function', 'sweep')['reserved_concurrent_executions']).toBe(0);
  });

  test('is copied beside the stack, byte for byte, when the app is synthesized', () => {
    const { stack, app } = newStack();
    new UnusedCredentialsPolicy(stack, 'policy', { ...HOME, remediation: {} });
    const filename = String(all(synthesized.of(stack), 'aws_lambda_function')[0]?.['filename']);
    app.synth();
    const copy = join(app.outdir, 'stacks/stack', filename.replace('${path.module}/', ''));
    expect(existsSync(copy)).toBe(true);
    expect(readFileSync(copy).equals(readFileSync(functionZip().path))).toBe(true);
  });

  test('is told by Terraform what only Terraform knows, the notice included', () => {
    const { stack } = newStack();
    const limit = new TerraformVariable(stack, 'limit', { type: 'number' }).numberValue;
    const names = new TerraformVariable(stack, 'names', { type: 'list(string)' }).listValue;
    const policy = new UnusedCredentialsPolicy(stack, 'policy', {
      ...HOME,
      maxCredentialUsageAgeDays: limit,
      remediation: { exempt: { userNames: names } },
    });
    const environment = all(synthesized.of(stack), 'aws_lambda_function')[0]?.['environment'] as { variables: Record<string, string> };
    expect(environment.variables['POLICY']).toBe(
      '${jsonencode({"maxCredentialUsageAgeDays" = var.limit, "action" = "notify", "warnDays" = min(7, (var.limit - 1)), "graceDays" = 14, "maxKeysPerDay" = 10, "exempt" = {"userNames" = var.names, "paths" = []}})}',
    );
    expect(policy.functionName).toBeDefined();
  });

  test.each([
    ['a known limit', 5, 'coalesce(var.notice, 4)'],
    ['a limit that is not known either', undefined, 'coalesce(var.notice, min(7, (var.limit - 1)))'],
  ])('takes a given notice that may turn out to be null, with %s', (_title, known, expression) => {
    const { stack } = newStack();
    const notice = new TerraformVariable(stack, 'notice', { type: 'number', nullable: true }).numberValue;
    const limit = new TerraformVariable(stack, 'limit', { type: 'number' }).numberValue;
    new UnusedCredentialsPolicy(stack, 'policy', {
      ...HOME,
      maxCredentialUsageAgeDays: known ?? limit,
      remediation: { warnDays: notice },
    });
    const environment = all(synthesized.of(stack), 'aws_lambda_function')[0]?.['environment'] as { variables: Record<string, string> };
    expect(environment.variables['POLICY']).toContain(`"warnDays" = ${expression}, `);
  });

  test('is tried once; what fails goes to a queue that keeps it for 14 days', () => {
    const { json } = declare({ remediation: {} });
    expect(all(json, 'aws_lambda_function_event_invoke_config')).toEqual([
      {
        region: 'eu-west-1',
        function_name: 'unused-credentials-sweep',
        maximum_retry_attempts: 0,
        destination_config: { on_failure: { destination: 'arn:aws:sqs:eu-west-1:111122223333:unused-credentials-dead-letters' } },
        depends_on: ['aws_lambda_function.sweep', 'aws_iam_role_policy.sweep-role-policy', 'aws_sqs_queue.dead-letter-queue'],
      },
    ]);
    expect(named(json, 'aws_sqs_queue', 'dead-letter-queue')).toEqual({
      region: 'eu-west-1',
      name: 'unused-credentials-dead-letters',
      message_retention_seconds: 1209600,
      sqs_managed_sse_enabled: true,
    });
  });

  test('has a log that is kept as long as asked', () => {
    expect(all(declare({ remediation: { logRetentionDays: 90 } }).json, 'aws_cloudwatch_log_group')).toEqual([
      { region: 'eu-west-1', name: '/aws/lambda/unused-credentials-sweep', retention_in_days: 90 },
    ]);
  });

  test('remembers in a table that is encrypted, recoverable and protected', () => {
    expect(all(declare({ remediation: {} }).json, 'aws_dynamodb_table')).toEqual([
      {
        region: 'eu-west-1',
        name: 'unused-credentials-keys',
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'accountId',
        range_key: 'accessKeyId',
        attribute: [
          { name: 'accountId', type: 'S' },
          { name: 'accessKeyId', type: 'S' },
        ],
        server_side_encryption: { enabled: true },
        point_in_time_recovery: { enabled: true },
        deletion_protection_enabled: true,
      },
    ]);
  });
});

test('the schedule starts the function once a day, at the hour in UTC, with a role that can do nothing else', () => {
  const { json } = declare({ remediation: { sweepHourUtc: 0 } });
  const sweep = 'arn:aws:lambda:eu-west-1:111122223333:function:unused-credentials-sweep';
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:unused-credentials-dead-letters';
  expect(all(json, 'aws_scheduler_schedule')).toEqual([
    {
      region: 'eu-west-1',
      name: 'unused-credentials-sweep',
      description: 'Starts the function unused-credentials-sweep once a day',
      schedule_expression: 'cron(0 0 * * ? *)',
      schedule_expression_timezone: 'UTC',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: sweep,
        role_arn: 'arn:aws:iam::111122223333:role/unused-credentials-schedule',
        input: '{}',
        dead_letter_config: { arn: queue },
        retry_policy: { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 3 },
      },
      depends_on: [
        'aws_iam_role.schedule-role',
        'aws_iam_role_policy.schedule-role-policy',
        'aws_lambda_function_event_invoke_config.sweep-invoke-config',
        'aws_sqs_queue.dead-letter-queue',
        'aws_dynamodb_table.keys',
        'aws_sns_topic_policy.topic-policy',
      ],
    },
  ]);
  expect(Object.values(statementsOf(json, 'schedule-role-policy'))).toEqual([
    { Sid: 'Starts', Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: sweep },
    { Sid: 'LeavesWhatFailed', Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: queue },
  ]);
});

describe('the role of the function', () => {
  const allowed = (json: Synthesized): readonly string[] =>
    Object.values(statementsOf(json, 'sweep-role-policy'))
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => Action)
      .filter((action) => /^(iam|dynamodb):/.test(action));
  const READING = [
    'iam:GenerateCredentialReport',
    'iam:GetCredentialReport',
    'iam:GetUser',
    'iam:ListAccessKeys',
    'iam:GetAccessKeyLastUsed',
  ];
  const MEMORY = ['dynamodb:Query', 'dynamodb:GetItem'];

  test.each([
    ['notify', [...READING, ...MEMORY]],
    ['deactivate', [...READING, 'iam:UpdateAccessKey', ...MEMORY, 'dynamodb:PutItem']],
    ['delete', [...READING, 'iam:UpdateAccessKey', 'iam:DeleteAccessKey', ...MEMORY, 'dynamodb:PutItem']],
  ] as const)('may do under %s no more than that needs', (action, actions) => {
    expect(allowed(declare({ remediation: { action } }).json)).toEqual(actions);
  });

  test('is allowed everything on as little as can be named', () => {
    const { json } = declare({ remediation: { action: 'delete' } });
    const resources = Object.entries(statementsOf(json, 'sweep-role-policy')).map(([sid, { Resource, Condition }]) => [
      sid,
      Resource,
      Condition,
    ]);
    expect(resources).toEqual([
      ['ReadsTheReport', '*', undefined],
      ['ReadsKeys', 'arn:aws:iam::111122223333:user/*', undefined],
      ['ChangesKeys', 'arn:aws:iam::111122223333:user/*', undefined],
      ['Remembers', 'arn:aws:dynamodb:eu-west-1:111122223333:table/unused-credentials-keys', undefined],
      ['Tells', 'arn:aws:sns:eu-west-1:111122223333:unused-credentials', undefined],
      [
        'Encrypts',
        'arn:aws:kms:eu-west-1:111122223333:key/*',
        { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/unused-credentials' } },
      ],
      ['LeavesWhatFailed', 'arn:aws:sqs:eu-west-1:111122223333:unused-credentials-dead-letters', undefined],
      ['Logs', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/unused-credentials-sweep:*', undefined],
    ]);
  });

  const exempt = { userNames: ['deploy', 'svc-?'], paths: ['/break-glass/', '/a/b/'], tag: 'keep' };

  test.each(['deactivate', 'delete'] as const)('is denied under %s who is exempt, with and without a path', (action) => {
    const { json } = declare({ remediation: { action, exempt } });
    expect(statementsOf(json, 'sweep-role-policy')['SparesTheExempt']).toEqual({
      Sid: 'SparesTheExempt',
      Effect: 'Deny',
      Action: ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
      Resource: [
        'arn:aws:iam::111122223333:user/deploy',
        'arn:aws:iam::111122223333:user/svc-?',
        'arn:aws:iam::111122223333:user/*/deploy',
        'arn:aws:iam::111122223333:user/*/svc-?',
        'arn:aws:iam::111122223333:user/break-glass/*',
        'arn:aws:iam::111122223333:user/a/b/*',
      ],
    });
  });

  test.each([
    ['nobody is exempt', { action: 'delete' } as const],
    ['who is exempt is known by a tag only', { action: 'delete', exempt: { tag: 'keep' } } as const],
    ['nothing may be changed anyway', { action: 'notify', exempt } as const],
  ])('has no statement that denies when %s', (_title, remediation) => {
    const { json } = declare({ remediation });
    expect(Object.values(statementsOf(json, 'sweep-role-policy')).filter(({ Effect }) => Effect === 'Deny')).toEqual([]);
  });

  test('stays within what IAM takes, with as many exempt as are accepted', () => {
    const userNames = Array.from({ length: 71 }, (_, at) => String(at).padStart(6, 'x'));
    const { json } = declare({ remediation: { action: 'delete', exempt: { userNames } } });
    const text = String(named(json, 'aws_iam_role_policy', 'sweep-role-policy')['policy']);
    expect(text).toContain('user/xxxx70');
    expect(text.replaceAll(':aws:', ':aws-us-gov:').length).toBeLessThanOrEqual(10240);
  });

  test('is taken by its service only, within its boundary, as is that of the schedule', () => {
    const boundary = 'arn:aws:iam::111122223333:policy/boundary';
    const { json } = declare({ remediation: {}, permissionsBoundaryArn: boundary });
    const roles = all(json, 'aws_iam_role').map((role) => [
      role['name'],
      role['permissions_boundary'],
      (JSON.parse(String(role['assume_role_policy'])) as { Statement: unknown }).Statement,
    ]);
    const trust = { Sid: 'TakesTheRole', Effect: 'Allow', Action: 'sts:AssumeRole' };
    expect(roles).toEqual([
      ['unused-credentials-sweep', boundary, [{ ...trust, Principal: { Service: 'lambda.amazonaws.com' } }]],
      [
        'unused-credentials-schedule',
        boundary,
        [
          {
            ...trust,
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          },
        ],
      ],
    ]);
  });

  test('uses a given key by its ARN, and its owner is told to admit the role', () => {
    const { policy, json } = declare({ remediation: {}, kmsKeyArn: KEY });
    expect(statementsOf(json, 'sweep-role-policy')['Encrypts']).toEqual({
      Sid: 'Encrypts',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: KEY,
    });
    expect(policy.keyPolicyStatements.map(({ Sid }) => Sid)).toEqual(['EventRuleEncrypts', 'AlarmsEncrypt', 'SweepEncrypts']);
  });

  test('publishes to a given topic, whose owner is told to admit it, and uses no key of which we do not know', () => {
    const { policy, json } = declare({ remediation: {}, alerts: { topicArn: TOPIC } });
    const { Tells, Encrypts } = statementsOf(json, 'sweep-role-policy');
    expect([Tells?.Resource, Encrypts]).toEqual([TOPIC, undefined]);
    expect(policy.remediation?.topicPolicyStatements.map(({ Sid, Condition }) => [Sid, Object.keys(Condition ?? {})])).toEqual([
      ['SweepPublishes', ['ArnEquals']],
    ]);
    expect(
      statementsOf(declare({ remediation: {}, alerts: { topicArn: TOPIC }, kmsKeyArn: KEY }).json, 'sweep-role-policy')['Encrypts'],
    ).toMatchObject({ Resource: KEY });
  });
});

describe('the alarms on the function', () => {
  const { policy, json } = declare({ namePrefix: 'keys', remediation: {} });
  const alarm = (name: string): Readonly<Record<string, unknown>> => named(json, 'aws_cloudwatch_metric_alarm', name);
  const ACTS = {
    region: 'eu-west-1',
    alarm_actions: ['arn:aws:sns:eu-west-1:111122223333:keys'],
    depends_on: ['aws_sns_topic_policy.topic-policy'],
  };

  test.each([
    ['active-unused-keys', 'ActiveUnusedKeys', 'Access keys are active although unused'],
    ['sweep-blocked', 'Blocked', 'A policy keeps keys-sweep from users or access keys'],
  ])('%s holds from one sweep to the next', (name, metric, description) => {
    expect(alarm(name)).toEqual({
      ...ACTS,
      alarm_name: `keys-${name}`,
      alarm_description: description,
      namespace: 'UnusedCredentials',
      metric_name: metric,
      dimensions: { service: 'keys' },
      statistic: 'Maximum',
      period: 3600,
      evaluation_periods: 26,
      datapoints_to_alarm: 1,
      threshold: 1,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
      treat_missing_data: 'notBreaching',
    });
  });

  test.each([
    ['sweep-failed', { namespace: 'AWS/Lambda', metric_name: 'Errors', dimensions: { FunctionName: 'keys-sweep' }, statistic: 'Sum' }],
    [
      'dead-letters',
      {
        namespace: 'AWS/SQS',
        metric_name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: 'keys-dead-letters' },
        statistic: 'Maximum',
      },
    ],
  ])('%s rises within minutes', (name, metric) => {
    expect(alarm(name)).toMatchObject({ ...ACTS, ...metric, alarm_name: `keys-${name}`, period: 300, evaluation_periods: 1, threshold: 1 });
  });

  test('sweep-silent rises when no hour in 30 saw a sweep completed, hours without data included', () => {
    expect(alarm('sweep-silent')).toEqual({
      ...ACTS,
      alarm_name: 'keys-sweep-silent',
      alarm_description: 'No sweep was completed for 30 hours; as long as none ever was, it is raised too',
      metric_query: [
        {
          id: 'completed',
          metric: {
            namespace: 'UnusedCredentials',
            metric_name: 'SweepsCompleted',
            dimensions: { service: 'keys' },
            period: 3600,
            stat: 'Sum',
          },
          return_data: false,
        },
        { id: 'filled', expression: 'FILL(completed, 0)', label: 'sweeps completed', return_data: true },
      ],
      evaluation_periods: 30,
      datapoints_to_alarm: 30,
      threshold: 1,
      comparison_operator: 'LessThanThreshold',
      treat_missing_data: 'breaching',
    });
  });

  test('are named by the construct, as are the function, its table and its queue', () => {
    expect(Object.keys(policy.alarmNames ?? {})).toEqual([
      'newNonCompliant',
      'alertLost',
      'activeUnusedKeys',
      'sweepFailed',
      'sweepBlocked',
      'sweepSilent',
      'deadLetters',
    ]);
    expect([policy.functionName, policy.tableName, policy.deadLetterQueueUrl].every((value) => typeof value === 'string')).toBe(true);
    expect(Object.keys(declare({}).policy.alarmNames ?? {})).toEqual(['newNonCompliant', 'alertLost']);
  });
});
