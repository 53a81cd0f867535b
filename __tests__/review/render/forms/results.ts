import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesIn, type Places } from '../../../../review/places';
import type { ReviewResult } from '../../../../review/review-result';
import { part, policyChange } from '../../../support/review';
import { finding, RESULTS } from '../results';

/** What the command line hands over. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** A part of what CDKTF wrote for a stack of this package. */
export const STACK: Places = placesIn([
  {
    name: 'cdktf.out/stacks/security/cdk.tf.json',
    text: readFileSync(join(__dirname, 'fixtures', 'synthesized', 'cdk.tf.json'), 'utf8'),
  },
]);

/** The call of the module of which the other results tell. */
export const MODULE: Places = placesIn([
  { name: 'infra/main.tf.json', text: '{\n  "module": {\n    "unused": { "source": "./unused" }\n  }\n}\n' },
]);

/** A review without anything in it. */
export const EMPTY: ReviewResult = {
  outcome: 'ok',
  policies: [],
  findings: [],
  unjudged: [],
  otherChanges: 0,
  incomplete: [],
  affected: null,
};

export const RULE = 'aws_config_config_rule.unused-credentials_rule_6043BE32["eu-west-1"]';
export const SWEEP = 'aws_lambda_function.unused-credentials_remediation_function_sweep_0A85FAD2';
export const GONE = 'aws_cloudwatch_event_rule.unused-credentials_alerts_event-rule_12345678';

/** A policy of a stack: some of it stands in the synthesized file, its event rule goes. */
export const OF_STACK: ReviewResult = {
  ...EMPTY,
  outcome: 'danger',
  policies: [
    {
      ...policyChange({}, { maxCredentialUsageAgeDays: 90 }, [
        part('event-rule', { address: GONE, before: {} }),
        part('function', { address: SWEEP, before: {}, after: {} }),
        part('rule', { address: RULE, before: {}, after: {} }),
      ]),
      id: 'unused-credentials',
    },
  ],
  findings: [
    finding({ policy: 'unused-credentials', address: RULE }),
    finding({ policy: 'unused-credentials', address: GONE, check: 'alerts-removed', message: 'nobody hears of findings any more' }),
    finding({
      policy: 'unused-credentials',
      address: SWEEP,
      check: 'remediation-armed',
      message: 'remediation goes from notify to delete',
    }),
    finding({
      policy: 'unused-credentials',
      address: null,
      check: 'cap-raised',
      severity: 'warning',
      message: 'the cap goes from 10 to 99',
    }),
    finding({ policy: null, address: 'aws_iam_access_key.ci', check: 'key-reactivated', message: 'a key becomes active again' }),
    finding({ policy: 'unused-credentials', address: SWEEP, check: 'strengthened', severity: 'info', message: 'warn days go from 3 to 7' }),
  ],
};

interface Case {
  readonly result: ReviewResult;
  readonly places: Places | undefined;
}

const NAMES = [
  'nothing-in-the-plan',
  'unchanged',
  'danger',
  'removed',
  'incomplete',
  'incomplete-without-a-policy',
  'hostile',
  'two-policies',
];

/** What the committed files are made from, by their name. */
export const FORMS: readonly (readonly [string, Case])[] = [
  ['stack', { result: OF_STACK, places: STACK }],
  ['stack-without-places', { result: OF_STACK, places: undefined }],
  ...NAMES.map((name) => [name, { result: RESULTS[name] ?? EMPTY, places: MODULE }] as const),
];
