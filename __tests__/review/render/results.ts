import type { Leaf } from '../../../review/leaf';
import type { PolicyChange } from '../../../review/policy-change';
import type { Finding, ReviewResult } from '../../../review/review-result';
import { part, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

/** The rest of a policy that this product declares with its defaults. */
export const WHOLE: LeafSpec = {
  allowRegions: [],
  evaluationFrequency: 'TwentyFour_Hours',
  resourceTypes: ['AWS::IAM::User'],
  serviceLinkedRole: 'existing',
  'bucket.forceDestroy': false,
  'alerts.emails': ['security@example.com'],
  'alerts.alarmActions': [],
  'alerts.perUser': true,
  accessAnalyzer: false,
  tags: {},
};

/** Remediation as a whole, with an action. */
export function acting(action: string, more: LeafSpec = {}): LeafSpec {
  return { ...remediation(action), 'remediation.sweepHourUtc': 6, 'remediation.logRetentionDays': 365, ...more };
}

export const RULE = 'module.unused.aws_config_config_rule.rule["eu-west-1"]';

/** A policy with a Config rule on the sides that are given. */
export function policy(before: LeafSpec | null, after: LeafSpec | null, id = 'module.unused/unused-credentials'): PolicyChange {
  const rule = part('rule', { address: RULE, before: before && {}, after: after && {} });
  const whole = (spec: LeafSpec | null): LeafSpec | null => spec && { ...WHOLE, ...spec };
  return { ...policyChange(whole(before), whole(after), [rule]), id };
}

/** A finding about a policy, as a check words it. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    check: 'limit-raised',
    severity: 'danger',
    policy: 'module.unused/unused-credentials',
    address: RULE,
    message: 'the limit goes from 45 to 90 days: an unused key is found 45 days later',
    advice: 'Keep the limit, or let the owner of the policy say why it goes up',
    ...more,
  };
}

const RESULT: ReviewResult = { outcome: 'ok', policies: [], findings: [], unjudged: [], otherChanges: 0, incomplete: [], affected: null };

/** A setting that Terraform marks as sensitive. */
export function sensitive(value: unknown): Leaf {
  return { kind: 'known', value, address: RULE, isSensitive: true };
}

/** Text that tries everything. */
export const HOSTILE =
  '\u001b[31m`` | <script>alert(1)</script> </details>\n\n# [x](https://evil.example) ![i](//evil.example/i) @org/team #12 GH-7 www.evil.example a@evil.example \u202e:tada: **b** ~~s~~ | --- | ``` \\| 1. - > $$x$$ https://evil.example/ ::error::x ##vso[task.setvariable] 0123456789abcdef0123456789abcdef01234567';

const ARMED: LeafSpec = acting('delete', { 'remediation.graceDays': 7, 'remediation.exempt.userNames': ['ci-*'] });

const DANGER: ReviewResult = {
  ...RESULT,
  outcome: 'danger',
  policies: [
    policy(acting('notify', { 'remediation.exempt.userNames': ['ci-deploy', 'ci-*'] }), {
      ...ARMED,
      maxCredentialUsageAgeDays: 90,
      'alerts.topicArn': 'arn:aws:sns:eu-west-1:111122223333:security',
      'alerts.emails': [],
    }),
  ],
  findings: [
    finding(),
    finding({
      check: 'remediation-armed',
      address: 'module.unused.aws_lambda_function.sweep[0]',
      message: 'remediation goes from notify to delete: from now on the function deactivates and deletes access keys by itself',
      advice: 'Go one step at a time: notify, then deactivate, then delete, each after a look at the digest',
    }),
    finding({
      check: 'alerts-removed',
      severity: 'warning',
      address: 'module.unused.aws_sns_topic_subscription.email["security@example.com"]',
      message: 'security@example.com is not told any more',
      advice: 'Say who hears instead',
    }),
    finding({
      check: 'strengthened',
      severity: 'info',
      address: null,
      message: 'exempt user names no longer hold ci-deploy',
      advice: 'Nothing needs to be done',
    }),
  ],
  otherChanges: 12,
};

const UNUSED = 'module.unused/unused-credentials';
const UNREADABLE: Leaf = {
  kind: 'unknown',
  address: 'module.unused.aws_scheduler_schedule.sweep[0]',
  cause: 'unreadable',
  because: 'schedule_expression is not what it should be',
};

/** What the committed files are made from, by their name. */
export const RESULTS: Readonly<Record<string, ReviewResult>> = {
  'nothing-in-the-plan': { ...RESULT, outcome: 'none', otherChanges: 1 },
  unchanged: { ...RESULT, policies: [policy(acting('delete'), acting('delete'))] },
  introduced: {
    ...RESULT,
    outcome: 'info',
    policies: [policy(null, acting('deactivate'))],
    findings: [
      finding({
        check: 'policy-introduced',
        severity: 'info',
        address: null,
        message: 'a policy is introduced',
        advice: 'Read it as a whole',
      }),
    ],
    otherChanges: 3,
  },
  danger: DANGER,
  touched: {
    ...RESULT,
    policies: [{ ...policy({}, {}), parts: [part('rule', { address: RULE, before: { a: 1 }, after: { a: 2 } })] }],
  },
  unjudged: {
    ...RESULT,
    policies: [
      {
        ...policy(acting('delete'), { ...acting('delete'), 'remediation.sweepHourUtc': UNREADABLE }),
        parts: [part('rule', { address: RULE, before: { a: 1 }, after: { a: 2 } })],
      },
    ],
    unjudged: [
      { policy: UNUSED, address: 'module.unused.aws_lambda_function.sweep[0]', fate: 'changed', attributes: ['handler', 'timeout'] },
      { policy: UNUSED, address: 'module.unused.aws_dynamodb_table.keys[0]', fate: 'replaced', attributes: [] },
      { policy: UNUSED, address: RULE, fate: 'changed', attributes: ['scope'] },
    ],
  },
  removed: {
    ...RESULT,
    outcome: 'danger',
    policies: [policy({}, null)],
    findings: [
      finding({
        check: 'policy-removed',
        address: null,
        message: 'the policy is removed: nobody finds unused credentials any more',
        advice: 'Make sure that another policy watches this account, or keep this one',
      }),
    ],
  },
  'rule-removed': {
    ...RESULT,
    outcome: 'danger',
    policies: [
      {
        ...policy(acting('notify'), { ...acting('notify'), regions: [] }),
        parts: [part('rule', { address: RULE, before: {} }), part('topic', { before: {}, after: {} })],
      },
    ],
    findings: [
      finding({
        check: 'rule-missing',
        address: RULE,
        message: 'no Config rule is left in any region',
        advice: 'Keep the rule in one region at least',
      }),
    ],
  },
  incomplete: {
    ...RESULT,
    outcome: 'incomplete',
    policies: [policy({}, { maxCredentialUsageAgeDays: 90 })],
    findings: [
      finding({
        check: 'check-failed',
        message: 'the check grace-shortened failed and judged nothing: cannot read x',
        advice: 'Report this as a bug',
        address: null,
      }),
      finding(),
    ],
    incomplete: [
      'Terraform put off changes: the plan says complete: false, or lists deferred changes',
      'the check grace-shortened failed and judged nothing: cannot read x',
    ],
    otherChanges: 1234,
  },
  'incomplete-without-a-policy': { ...RESULT, outcome: 'incomplete', incomplete: ['Terraform put off changes'] },
  unknowns: {
    ...RESULT,
    outcome: 'warning',
    policies: [
      policy(acting('delete', { tags: { team: 'security' } }), {
        ...acting('delete', { tags: { team: 'platform', cost: '1' } }),
        maxCredentialUsageAgeDays: unknownLeaf(RULE),
        'alerts.topicArn': unknownLeaf('module.unused.aws_cloudwatch_metric_alarm.new[0]'),
        kmsKeyArn: sensitive('arn:aws:kms:eu-west-1:111122223333:key/secret'),
      }),
    ],
    findings: [
      finding({
        check: 'unknown-until-apply',
        severity: 'warning',
        message: 'the limit is known only after apply: it may go up',
        advice: 'Write the limit as a number, or look again after apply',
      }),
    ],
  },
  hostile: {
    ...RESULT,
    outcome: 'incomplete',
    policies: [
      policy(
        { 'alerts.emails': ['', 'a|b'], 'alerts.topicArn': 'x' },
        { 'alerts.emails': [HOSTILE, '`'], 'alerts.topicArn': HOSTILE, tags: unknownLeaf(HOSTILE) },
        HOSTILE,
      ),
    ],
    findings: [
      finding({ policy: HOSTILE, address: HOSTILE, message: HOSTILE, advice: HOSTILE }),
      finding({ policy: null, address: '', message: '', advice: '' }),
    ],
    unjudged: [{ policy: HOSTILE, address: HOSTILE, fate: 'changed', attributes: [HOSTILE, ''] }],
    incomplete: [HOSTILE],
  },
  'two-policies': {
    ...RESULT,
    outcome: 'warning',
    policies: [
      policy({}, {}, 'module.dev/unused-credentials'),
      policy(
        { maxCredentialUsageAgeDays: 45 },
        { maxCredentialUsageAgeDays: 45, accessAnalyzer: true, 'alerts.alarmActions': [RULE] },
        'audit',
      ),
    ],
    findings: [
      finding({
        policy: 'audit',
        check: 'region-unsupported',
        severity: 'warning',
        message: 'eu-west-9 does not offer the Config rule',
        advice: 'Take another region',
      }),
      finding({
        policy: null,
        check: 'key-reactivated',
        severity: 'warning',
        address: 'aws_iam_access_key.ci',
        message: 'an access key goes from Inactive to Active, whoever disabled it',
        advice: 'Ask who needs it',
      }),
    ],
    otherChanges: 1,
  },
  'three-thousand-policies': {
    ...RESULT,
    outcome: 'danger',
    policies: Array.from({ length: 3000 }, (_, at) =>
      policy({}, at === 1500 || at === 7 ? { maxCredentialUsageAgeDays: 46 + (at % 7) } : {}, `account-${String(at)}`),
    ),
    findings: [finding({ policy: 'account-1500', message: 'the limit goes from 45 to 48 days' })],
    otherChanges: 41_000,
  },
};
