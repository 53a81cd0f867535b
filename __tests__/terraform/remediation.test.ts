import { App, AwsProvider, TerraformStack, TerraformVariable } from '../../constructs/terraform';
import { UnusedCredentialsPolicy } from '../../constructs/unused-credentials-policy';
import { declareModule, declareRoot } from '../../constructs/write';
import type { UnusedCredentialsSettings } from '../../domain/policy';
import { emittedBy, type Block } from '../policies/emitted';
import { LITERAL } from '../support/settings';
import { synthesized } from '../support/synthesized';
import { describeWithTerraform } from '../support/terraform/describe-with-terraform';
import { Workspace } from '../support/terraform/terraform';

type Remediation = UnusedCredentialsSettings['remediation'];

const SETTINGS = { regions: ['eu-west-1'], recorder: 'existing', alerts: { emails: ['security@example.com'] } } as const;
const EXEMPT = { userNames: ['deploy', 'svc-*'], paths: ['/break-glass/'] };

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly after: Block | null };
  }[];
}

const root = (remediation: Remediation): Readonly<Record<string, string>> =>
  declareRoot(remediation === undefined ? SETTINGS : { ...SETTINGS, remediation }, LITERAL).files;

async function planOf(workspace: Workspace, ...args: readonly string[]): Promise<Plan> {
  expect(await workspace.plan(...args)).toMatchObject({ code: 0, stderr: '' });
  return (await workspace.showPlan()) as Plan;
}

const after = (plan: Plan, address: string): Block => plan.resource_changes.find((found) => found.address === address)?.change.after ?? {};

const told = (plan: Plan): unknown => {
  const [environment] = after(plan, 'aws_lambda_function.sweep')['environment'] as readonly { variables: Record<string, string> }[];
  return JSON.parse(environment?.variables['POLICY'] ?? '');
};

const statements = (plan: Plan): readonly { readonly Sid: string }[] =>
  (JSON.parse(String(after(plan, 'aws_iam_role_policy.sweep_role_policy')['policy'])) as { Statement: readonly { Sid: string }[] })
    .Statement;

/** Every change of a plan that does something, as its address and what is done. */
const doings = ({ resource_changes: changes }: Plan): readonly string[] =>
  changes
    .filter(({ change }) => change.actions.join() !== 'no-op')
    .map(({ address, change }) => `${change.actions.join(' and ')} ${address}`)
    .sort();

describeWithTerraform('remediation, from one level to the next,', () => {
  const CREATED = [
    'aws_cloudwatch_log_group.sweep_log_group',
    'aws_cloudwatch_metric_alarm.active_unused_keys',
    'aws_cloudwatch_metric_alarm.dead_letters',
    'aws_cloudwatch_metric_alarm.sweep_blocked',
    'aws_cloudwatch_metric_alarm.sweep_failed',
    'aws_cloudwatch_metric_alarm.sweep_silent',
    'aws_dynamodb_table.keys',
    'aws_iam_role.schedule_role',
    'aws_iam_role.sweep_role',
    'aws_iam_role_policy.schedule_role_policy',
    'aws_iam_role_policy.sweep_role_policy',
    'aws_lambda_function.sweep',
    'aws_lambda_function_event_invoke_config.sweep_invoke_config',
    'aws_scheduler_schedule.sweep_schedule',
    'aws_sqs_queue.dead_letter_queue',
  ];
  const UPDATED = ['update aws_iam_role.sweep_role', 'update aws_iam_role_policy.sweep_role_policy', 'update aws_lambda_function.sweep'];

  test('adds what it needs and is then changed in place only', async () => {
    const workspace = new Workspace({ files: root(undefined) });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      const levels: readonly (readonly [Remediation, readonly string[]])[] = [
        [{}, CREATED.map((address) => `create ${address}`)],
        [{ action: 'deactivate' }, UPDATED],
        [{ action: 'delete', exempt: EXEMPT }, UPDATED],
        [{ action: 'notify' }, UPDATED],
        [{ action: 'notify', sweepHourUtc: 7 }, ['update aws_scheduler_schedule.sweep_schedule']],
      ];
      for (const [remediation, expected] of levels) {
        workspace.write(root(remediation));
        expect([remediation, doings(await planOf(workspace))]).toEqual([remediation, expected]);
        expect(await workspace.apply()).toMatchObject({ code: 0, stderr: '' });
      }
    } finally {
      workspace.dispose();
    }
  });
});

describeWithTerraform('a first plan', () => {
  test('shows all that the function is told, may do and is started by', async () => {
    const workspace = new Workspace({ files: root({ action: 'delete', exempt: EXEMPT }) });
    try {
      expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
      const plan = await planOf(workspace);
      expect(told(plan)).toEqual({
        maxCredentialUsageAgeDays: 45,
        action: 'delete',
        warnDays: 7,
        graceDays: 14,
        maxKeysPerDay: 10,
        exempt: EXEMPT,
      });
      expect(statements(plan).at(-1)).toEqual({
        Sid: 'SparesTheExempt',
        Effect: 'Deny',
        Action: ['iam:UpdateAccessKey', 'iam:DeleteAccessKey'],
        Resource: ['user/deploy', 'user/svc-*', 'user/*/deploy', 'user/*/svc-*', 'user/break-glass/*'].map(
          (name) => `arn:aws:iam::111122223333:${name}`,
        ),
      });
      const [target] = after(plan, 'aws_scheduler_schedule.sweep_schedule')['target'] as readonly Block[];
      expect(target).toMatchObject({
        arn: 'arn:aws:lambda:eu-west-1:111122223333:function:unused-credentials-sweep',
        role_arn: 'arn:aws:iam::111122223333:role/unused-credentials-schedule',
        input: '{}',
      });
    } finally {
      workspace.dispose();
    }
  });
});

describeWithTerraform('a module with remediation', () => {
  const settings = { ...SETTINGS, remediation: { action: 'delete', exempt: EXEMPT } } as const;
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = new Workspace({ files: declareModule(settings, LITERAL).files, env: { AWS_REGION: 'eu-west-1' } });
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => {
    workspace.dispose();
  });
  const policyOf = (door: 'root' | 'module', given: object): unknown =>
    (JSON.parse(String(emittedBy(door, given).of('aws_iam_role_policy')['sweep_role_policy']?.['policy'])) as { Statement: unknown })
      .Statement;

  test('gives the role of the function the same policy as a root configuration', async () => {
    const plan = await planOf(workspace);
    expect(statements(plan)).toEqual(policyOf('root', settings));
    expect(policyOf('module', settings)).toEqual(policyOf('root', settings));
    expect(after(plan, 'aws_lambda_function.sweep')['filename']).toBe('./sweep.zip');
  });

  test('leaves out the statement that denies when the caller exempts nobody', async () => {
    const plan = await planOf(workspace, '-var', 'exempt_user_names=[]', '-var', 'exempt_paths=[]');
    expect(statements(plan).map(({ Sid }) => Sid)).toEqual([
      'ReadsTheReport',
      'ReadsKeys',
      'ChangesKeys',
      'Remembers',
      'Tells',
      'Encrypts',
      'LeavesWhatFailed',
      'Logs',
    ]);
  });

  test.each([
    [[], 7],
    [['-var', 'max_credential_usage_age_days=5'], 4],
    [['-var', 'max_credential_usage_age_days=1'], 0],
    [['-var', 'warn_days=3'], 3],
    [['-var', 'warn_days=0'], 0],
  ])('computes with %j a notice of %p days', async (args, warnDays) => {
    expect(told(await planOf(workspace, ...args))).toMatchObject({ warnDays });
  });
});

/** A stack of a user's own, whose values come from variables of theirs, which have no bounds. */
function stackOfVariables(): string {
  const stack = new TerraformStack(new App({ outdir: synthesized.folder(), stackTraces: false }), 'stack');
  const variable = (name: string, type: string, fallback: unknown): TerraformVariable =>
    new TerraformVariable(stack, name, { type, default: fallback });
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  new UnusedCredentialsPolicy(stack, 'policy', {
    ...SETTINGS,
    maxCredentialUsageAgeDays: variable('limit', 'number', 45).numberValue,
    permissionsBoundaryArn: variable('boundary', 'string', 'arn:aws:iam::111122223333:policy/boundary').stringValue,
    remediation: {
      action: 'deactivate',
      warnDays: variable('notice', 'number', 7).numberValue,
      graceDays: variable('grace', 'number', 14).numberValue,
      maxKeysPerDay: variable('cap', 'number', 10).numberValue,
      exempt: {
        userNames: variable('names', 'list(string)', EXEMPT.userNames).listValue,
        paths: variable('paths', 'list(string)', EXEMPT.paths).listValue,
        tag: variable('tag', 'string', 'keep').stringValue,
      },
      sweepHourUtc: variable('hour', 'number', 6).numberValue,
      logRetentionDays: variable('logs', 'number', 365).numberValue,
      reservedConcurrency: variable('concurrency', 'number', 1).numberValue,
    },
  });
  return synthesized.textOf(stack);
}

/** Joins the lines that Terraform wraps in its frames. */
const flat = (text: string): string => text.replaceAll(/[│╷╵\s]+/g, ' ');

describeWithTerraform('remediation with values from variables', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = new Workspace({ files: { 'main.tf.json': stackOfVariables() } });
    expect(await workspace.init()).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => {
    workspace.dispose();
  });
  const longNames = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(at).padStart(6, 'x'));
  const longPaths = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `/${String(at).padStart(500, 'p')}/`);

  test('plans, with every value in its place', async () => {
    const plan = await planOf(workspace, '-var', 'notice=3', '-var', 'hour=23');
    const text = JSON.stringify(plan);
    expect(text).toContain('cron(0 23 * * ? *)');
    expect(text).toContain(String.raw`\"exempt\":{\"paths\":[\"/break-glass/\"],\"tag\":\"keep\",\"userNames\":[\"deploy\",\"svc-*\"]}`);
    expect(text).toContain(String.raw`\"warnDays\":3}`);
  });

  test.each<[string, unknown, string]>([
    ['notice', 45, 'remediation.warnDays must be less than maxCredentialUsageAgeDays (45), got 45.'],
    ['limit', 7, 'remediation.warnDays must be less than maxCredentialUsageAgeDays (7), got 7.'],
    ['notice', -1, 'remediation.warnDays must be a whole number from 0 to 364.'],
    ['grace', 0, 'remediation.graceDays must be a whole number from 1 to 365.'],
    ['cap', 1001, 'remediation.maxKeysPerDay must be a whole number from 1 to 1000.'],
    ['names', ['a b'], 'remediation.exempt.userNames must be a list of different user names'],
    ['names', ['a', 'a'], 'remediation.exempt.userNames must be a list of different user names'],
    ['paths', ['/'], 'remediation.exempt.paths must be a list of different paths'],
    ['tag', 'aws:x', 'remediation.exempt.tag must be a tag key'],
    ['hour', 24, 'remediation.sweepHourUtc must be a whole number from 0 to 23.'],
    ['logs', 2, 'remediation.logRetentionDays must be one of 1, 3, 5,'],
    ['concurrency', 101, 'remediation.reservedConcurrency must be a whole number from 0 to 100.'],
    ['boundary', 'boundary', 'permissionsBoundaryArn must be the ARN of an IAM policy.'],
  ])('refuses %s = %j when it plans', async (name, value, message) => {
    const { code, stderr } = await workspace.plan('-var', `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(message);
  });

  test.each([
    ['names', 71, 80, "policy of the function's role, with all that is exempt at most 7168 characters."],
    ['paths', 5, 6, "function's environment, with all that is exempt at most 3072 characters."],
  ])('takes %s up to %p long ones, but not %p', async (name, most, tooMany, message) => {
    const given = (count: number): readonly string[] => [
      '-var',
      `${name}=${JSON.stringify(name === 'names' ? longNames(count) : longPaths(count))}`,
      ...(name === 'names' ? ['-var', 'paths=[]'] : []),
    ];
    expect(await workspace.plan(...given(most))).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await workspace.plan(...given(tooMany));
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(`remediation.exempt.userNames and remediation.exempt.paths must be short enough for the ${message}`);
  });
});
