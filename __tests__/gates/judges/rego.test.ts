import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding, ReviewResult } from '../../../review/review-result';
import { part, policyChange } from '../../support/review';
import { describeWithJudge } from './describe-with-judge';
import { regoFindings, unsaid, type RegoFinding } from './rego';

const RULE = 'aws_config_config_rule.unused';
const RECORDER = 'aws_config_configuration_recorder.main';
const STATUS = 'aws_config_configuration_recorder_status.main';
const EVENT_RULE = 'aws_cloudwatch_event_rule.found';
const ALARM = 'aws_cloudwatch_metric_alarm.found';
const TOPIC = 'aws_sns_topic.alerts';
const FUNCTION = 'aws_lambda_function.sweep';
const TABLE = 'aws_dynamodb_table.keys';
const KEY = 'aws_iam_access_key.deploy';

type Values = Readonly<Record<string, unknown>>;
/** All resources of one side of a plan, by address. */
type State = Readonly<Record<string, Values>>;

const region = 'eu-west-1';
const topicArn = `arn:aws:sns:${region}:111122223333:alerts`;

const rule = (parameters: string | null, more: Values = {}): State => ({
  [RULE]: {
    name: 'unused',
    region,
    source: [{ owner: 'AWS', source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' }],
    input_parameters: parameters,
    ...more,
  },
});
const limit = (days: number): State => rule(JSON.stringify({ maxCredentialUsageAge: String(days) }));

const sweep = (settings: Values, more: Values = {}): State => ({
  [FUNCTION]: {
    function_name: 'sweep',
    region,
    environment: [
      {
        variables: {
          POLICY: JSON.stringify({
            maxCredentialUsageAgeDays: 45,
            action: 'delete',
            warnDays: 7,
            graceDays: 14,
            maxKeysPerDay: 10,
            exempt: { userNames: ['deploy'], paths: [] },
            ...settings,
          }),
          TABLE_NAME: 'keys',
        },
      },
    ],
    ...more,
  },
});

const alarm = (more: Values): State => ({
  [ALARM]: {
    alarm_name: 'found',
    region,
    namespace: 'AWS/Events',
    metric_name: 'TriggeredRules',
    dimensions: { RuleName: 'found' },
    comparison_operator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treat_missing_data: 'notBreaching',
    actions_enabled: true,
    alarm_actions: [topicArn],
    ...more,
  },
});

const recorder = (address: string, more: Values = {}): State => ({ [address]: { name: 'main', region, ...more } });
const status = (isEnabled: boolean): State => ({ [STATUS]: { name: 'main', region, is_enabled: isEnabled } });
const eventRule = (more: Values = {}): State => ({
  [EVENT_RULE]: {
    name: 'found',
    region,
    event_pattern: JSON.stringify({ source: ['aws.config'], detail: { configRuleName: ['unused'] } }),
    ...more,
  },
});
const topic = (key: string | null): State => ({ [TOPIC]: { name: 'alerts', region, arn: topicArn, kms_master_key_id: key } });
const table: State = { [TABLE]: { name: 'keys', region, hash_key: 'accountId', range_key: 'accessKeyId' } };
const accessKey = (state: string): State => ({ [KEY]: { user: 'deploy', status: state } });

/** A whole policy, in one region. */
const POLICY: State = {
  ...limit(45),
  ...recorder(RECORDER),
  ...status(true),
  ...eventRule(),
  ...alarm({}),
  ...topic('alias/alerts'),
  ...sweep({}),
  ...table,
};

const without = (state: State, ...addresses: readonly string[]): State =>
  Object.fromEntries(Object.entries(state).filter(([address]) => !addresses.includes(address)));

/** The plan that leads from one state to another; what is unknown is said by address. */
function planOf(before: State, after: State, unknown: Readonly<Record<string, Values>> = {}): unknown {
  const addresses = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return {
    format_version: '1.2',
    resource_changes: addresses.map((address) => ({
      address,
      mode: 'managed',
      type: address.split('.')[0],
      change: {
        actions: actionsOf(before[address], after[address], unknown[address]),
        before: before[address] ?? null,
        after: after[address] ?? null,
        after_unknown: unknown[address] ?? {},
      },
    })),
    configuration: { provider_config: { aws: { name: 'aws' } } },
  };
}

function actionsOf(before: Values | undefined, after: Values | undefined, unknown: Values | undefined): readonly string[] {
  if (before === undefined) return ['create'];
  if (after === undefined) return ['delete'];
  if (before['region'] !== after['region']) return ['delete', 'create'];
  return JSON.stringify(before) === JSON.stringify(after) && unknown === undefined ? ['no-op'] : ['update'];
}

/** A plan that changes some of the policy. */
const changed = (after: State, before: State = {}): unknown => planOf({ ...POLICY, ...before }, { ...POLICY, ...after });

const CASES: Readonly<Record<string, readonly [plan: unknown, ...found: (readonly [check: string, address: string])[]]>> = {
  'a policy that stays as it is': [changed({})],
  'a policy that becomes stricter': [
    changed({ ...limit(30), ...sweep({ action: 'deactivate', warnDays: 8, maxKeysPerDay: 9, exempt: { userNames: [], paths: [] } }) }),
  ],
  'a plan of something else': [planOf({ ...accessKey('Active'), ...topic('alias/x') }, { ...accessKey('Active'), ...topic(null) })],
  'a policy that is introduced': [planOf({}, POLICY), ['policy-introduced', RULE]],
  'a policy that is removed': [planOf(POLICY, {}), ['policy-removed', RULE], ['rule-removed', RULE]],
  'a rule that goes alone': [
    planOf(POLICY, without(POLICY, RULE)),
    ['rule-missing', EVENT_RULE],
    ['rule-missing', FUNCTION],
    ['rule-removed', RULE],
  ],
  'a rule that comes back under another address': [
    planOf(POLICY, { ...without(POLICY, RULE), 'aws_config_config_rule.other': limit(45)[RULE] ?? {} }),
  ],
  'a rule that becomes another': [
    changed(rule(null, { source: [{ owner: 'AWS', source_identifier: 'ACCESS_KEYS_ROTATED' }] })),
    ['rule-missing', EVENT_RULE],
    ['rule-missing', FUNCTION],
    ['rule-removed', RULE],
  ],
  'a rule that goes from one of two regions': [
    planOf({ ...POLICY, 'aws_config_config_rule.second': { ...limit(45)[RULE], region: 'us-east-1' } }, POLICY),
    ['region-removed', 'aws_config_config_rule.second'],
    ['rule-removed', 'aws_config_config_rule.second'],
  ],
  'a rule that moves to another region': [changed(rule('{"maxCredentialUsageAge":"45"}', { region: 'us-east-1' })), ['region-moved', RULE]],
  'a limit one day higher': [changed(limit(46)), ['limit-raised', RULE]],
  'a limit that is not given any more, which is 90 at AWS': [changed(rule(null)), ['limit-raised', RULE]],
  'a limit of 90 that is not given any more': [changed(rule(null), limit(90))],
  'a limit that is known after apply': [
    planOf(POLICY, { ...POLICY, ...rule(null) }, { [RULE]: { input_parameters: true } }),
    ['unknown-until-apply', RULE],
  ],
  'parameters that are no JSON': [changed(rule('{'))],
  'a recorder that goes': [planOf(POLICY, without(POLICY, RECORDER, STATUS)), ['recorder-removed', RECORDER]],
  'a recorder that is stopped': [changed(status(false)), ['recorder-stopped', STATUS]],
  'a recorder besides the one that is there': [
    changed(recorder('aws_config_configuration_recorder.second', { name: 'second' })),
    ['second-recorder', 'aws_config_configuration_recorder.second'],
  ],
  'a recorder besides two that are there': [
    changed(
      {
        ...recorder('aws_config_configuration_recorder.second', { name: 'second' }),
        ...recorder('aws_config_configuration_recorder.third', { name: 'third' }),
      },
      recorder('aws_config_configuration_recorder.second', { name: 'second' }),
    ),
  ],
  'a recorder that goes from beside another': [
    planOf({ ...POLICY, ...recorder('aws_config_configuration_recorder.second', { name: 'second' }) }, POLICY),
  ],
  'a recorder in another region': [changed(recorder('aws_config_configuration_recorder.second', { name: 'second', region: 'us-east-1' }))],
  'alerts that go': [planOf(POLICY, without(POLICY, EVENT_RULE, ALARM, TOPIC)), ['alerts-removed', EVENT_RULE]],
  'an alarm that goes': [planOf(POLICY, without(POLICY, ALARM)), ['alarm-weakened', ALARM]],
  'an alarm that does not act': [changed(alarm({ actions_enabled: false })), ['alarm-weakened', ALARM]],
  'an alarm without actions': [changed(alarm({ alarm_actions: [] })), ['alarm-weakened', ALARM]],
  'an alarm that rises later': [changed(alarm({ threshold: 2 })), ['alarm-weakened', ALARM]],
  'an alarm that rises earlier': [changed(alarm({ threshold: 1 }), alarm({ threshold: 2 }))],
  'an alarm that takes silence for good': [
    changed(alarm({ treat_missing_data: 'notBreaching' }), alarm({ treat_missing_data: 'breaching' })),
    ['alarm-weakened', ALARM],
  ],
  'an alarm on something else': [planOf({ ...POLICY, ...alarm({ dimensions: { RuleName: 'other' } }) }, without(POLICY, ALARM))],
  'a topic without its key': [changed(topic(null)), ['topic-unencrypted', TOPIC]],
  'a topic with another key': [changed(topic('alias/other'))],
  'remediation that comes': [planOf(without(POLICY, FUNCTION), POLICY), ['remediation-armed', FUNCTION]],
  'remediation that does more': [changed(sweep({}), sweep({ action: 'deactivate' })), ['remediation-armed', FUNCTION]],
  'grace a day shorter': [changed(sweep({ graceDays: 13 })), ['grace-shortened', FUNCTION]],
  'notice a day shorter': [changed(sweep({ warnDays: 6 })), ['notice-shortened', FUNCTION]],
  'one more key a day': [changed(sweep({ maxKeysPerDay: 11 })), ['cap-raised', FUNCTION]],
  'one more who is exempt': [changed(sweep({ exempt: { userNames: ['deploy', 'ci'], paths: [] } })), ['exemption-widened', FUNCTION]],
  'others who are exempt': [changed(sweep({ exempt: { userNames: ['ci'], paths: [] } }))],
  'one more who was exempt by a pattern': [
    changed(sweep({ exempt: { userNames: ['d*', 'deploy'], paths: [] } }), sweep({ exempt: { userNames: ['d*'], paths: [] } })),
  ],
  'a function that moves': [changed(sweep({}, { region: 'us-east-1' })), ['home-moved', FUNCTION]],
  'a table that goes': [planOf(POLICY, without(POLICY, TABLE)), ['memory-removed', TABLE]],
  'an automation on the same rule': [
    changed({ 'aws_config_remediation_configuration.foreign': { config_rule_name: 'unused', region } }),
    ['foreign-remediation', 'aws_config_remediation_configuration.foreign'],
  ],
  'an automation on another rule': [changed({ 'aws_config_remediation_configuration.foreign': { config_rule_name: 'other', region } })],
  'an access key that is activated again': [planOf(accessKey('Inactive'), accessKey('Active')), ['key-reactivated', KEY]],
  'an access key that is disabled': [planOf(accessKey('Active'), accessKey('Inactive'))],
  'what is no plan at all': [[1, null]],
  'resources that are no resources': [{ resource_changes: [1, null, { mode: 'managed', type: 'aws_config_config_rule', change: 7 }] }],
};

describeWithJudge('rego', 'the policy in rego', () => {
  let folder: string;
  const asked = async (...plans: readonly unknown[]): Promise<readonly (readonly RegoFinding[])[]> => {
    const paths = plans.map((plan, at) => {
      const path = join(folder, `${String(at)}.json`);
      writeFileSync(path, typeof plan === 'string' ? plan : JSON.stringify(plan));
      return path;
    });
    return await regoFindings(paths);
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rego-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('finds what is in each plan, and nothing else', async () => {
    const found = await asked(...Object.values(CASES).map(([plan]) => plan));
    expect(Object.fromEntries(Object.keys(CASES).map((title, at) => [title, found[at]]))).toEqual(
      Object.fromEntries(
        Object.entries(CASES).map(([title, [, ...expected]]) => [title, expected.map(([check, address]) => ({ check, address }))]),
      ),
    );
  });

  test('has no check that is not among these', () => {
    const rego = readFileSync(join(__dirname, '..', '..', '..', 'judges', 'plan-review', 'policy.rego'), 'utf8');
    const checks = new Set([...rego.matchAll(/finding\("([a-z-]+)"/g)].map(([, check]) => check));
    expect([...checks].sort()).toEqual([...new Set(Object.values(CASES).flatMap(([, ...found]) => found.map(([check]) => check)))].sort());
  });

  test('does not take for harmless what is no JSON', async () => {
    await expect(asked('{"resource_changes": [')).rejects.toThrow(
      /^rego must be able to judge the plan, got 'EOF while parsing .*0\.json\)$/s,
    );
  });
});

describe('what a review leaves unsaid', () => {
  const address = 'aws_config_config_rule.two';
  const policy = policyChange({}, {}, [part('rule', { address: 'aws_config_config_rule.one' }), part('rule', { address })]);
  const said = (finding: Partial<Finding>): ReviewResult => ({
    outcome: 'danger',
    policies: [policy],
    findings: [{ check: 'limit-raised', severity: 'danger', policy: policy.id, address: null, message: '', advice: '', ...finding }],
    unjudged: [],
    otherChanges: 0,
    incomplete: [],
    affected: null,
  });

  test.each([
    ['nothing, when it is said of the resource', { policy: null, address }, []],
    ['nothing, when it is said of the policy', {}, []],
    ['nothing, when it is said of the same policy elsewhere', { address: 'aws_config_config_rule.one' }, []],
    ['the finding, when another check says it', { check: 'rule-removed', address }, ['limit-raised']],
    ['the finding, when it is said of another policy', { policy: 'other' }, ['limit-raised']],
    ['the finding, when it is said of no policy', { policy: null }, ['limit-raised']],
  ])('is %s', (_title, finding, checks) => {
    expect(unsaid([{ check: 'limit-raised', address }], said(finding)).map(({ check }) => check)).toEqual(checks);
  });
});
