import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { review } from '../../review/review';
import type { ReviewResult, Unjudged } from '../../review/review-result';
import { readPlan } from '../support/read-plan';
import type { ChangeJson, PlanJson } from '../support/simulated-plan';

const EXAMPLE = readFileSync(join(__dirname, '..', '..', 'examples', 'pull-request-review', 'plan.json'), 'utf8');

type Values = Record<string, unknown>;

const example = (): PlanJson => JSON.parse(EXAMPLE) as PlanJson;

/** The example without any change: everything is as it was. */
function quiet(): PlanJson {
  const plan = example();
  for (const { change } of plan.resource_changes) {
    change.actions = ['no-op'];
    change.after = structuredClone(change.before);
  }
  return plan;
}

function changeOf(plan: PlanJson, type: string): ChangeJson {
  const found = plan.resource_changes.find((one) => one.type === type);
  if (found === undefined) throw new Error(`the example has ${type}`);
  return found;
}

/** Reviews the quiet example in which one resource is updated, or what else is said of its change. */
function reviewed(type: string, after: Values, more: Partial<ChangeJson['change']> = {}): ReviewResult {
  const plan = quiet();
  const { change } = changeOf(plan, type);
  Object.assign(change, { actions: ['update'], after: { ...change.after, ...after } }, more);
  return review(readPlan(plan), {});
}

const environment = (variables: Values): Values => {
  const [before] = (changeOf(quiet(), 'aws_lambda_function').change.before?.['environment'] ?? []) as readonly { variables: Values }[];
  return { environment: [{ variables: { ...before?.variables, ...variables } }] };
};

const one = (address: string, attributes: readonly string[], fate: Unjudged['fate'] = 'changed'): readonly Unjudged[] => [
  { policy: 'unused-credentials', address, fate, attributes },
];

const SWEEP = 'aws_lambda_function.sweep';
const RULE = 'aws_config_config_rule.rule["eu-west-1"]';

describe('what changes without a word from a check or a setting is listed', () => {
  test.each<[string, string, Values, readonly Unjudged[]]>([
    ['the code of the function', 'aws_lambda_function', { source_code_hash: 'x' }, one(SWEEP, ['source_code_hash'])],
    ['where its code begins', 'aws_lambda_function', { handler: 'x' }, one(SWEEP, ['handler'])],
    ['where its code begins, beside what a finding tells', 'aws_lambda_function', { timeout: 1, handler: 'x' }, one(SWEEP, ['handler'])],
    ['not its role, of which a finding tells', 'aws_lambda_function', { role: 'arn:aws:iam::111122223333:role/other' }, []],
    ['not its memory, of which a finding tells', 'aws_lambda_function', environment({ TABLE_NAME: 'x' }), []],
    ['a new variable', 'aws_lambda_function', environment({ NEW: 'x' }), one(SWEEP, ['environment.variables.NEW'])],
    [
      'the protection of the table',
      'aws_dynamodb_table',
      { deletion_protection_enabled: false },
      one('aws_dynamodb_table.keys', ['deletion_protection_enabled']),
    ],
    ['the description of the rule', 'aws_config_config_rule', { description: 'x' }, one(RULE, ['description'])],
    ['tags of one resource', 'aws_kms_key', { tags: { a: 'b' } }, one('aws_kms_key.topic_key', ['tags'])],
  ])('%s', (_, type, after, unjudged) => {
    expect(reviewed(type, after).unjudged).toEqual(unjudged);
  });

  test('beside a finding on the same function', () => {
    const policy = JSON.stringify({
      maxCredentialUsageAgeDays: 45,
      action: 'delete',
      warnDays: 7,
      graceDays: 14,
      maxKeysPerDay: 10,
      exempt: { userNames: [], paths: ['/break-glass/'] },
    });
    const { findings, unjudged } = reviewed('aws_lambda_function', { ...environment({ POLICY: policy }), handler: 'x' });
    expect(findings.map(({ check, address }) => [check, address])).toEqual([['remediation-armed', SWEEP]]);
    expect(unjudged).toEqual(one(SWEEP, ['handler']));
  });

  test('a resource that is made anew as it was, and one that somebody else takes or gives', () => {
    expect(reviewed('aws_sqs_queue', {}, { actions: ['delete', 'create'] }).unjudged).toEqual(
      one('aws_sqs_queue.dead_letter_queue', [], 'replaced'),
    );
    const gone = reviewed('aws_sqs_queue', {}, { actions: ['delete'], after: null });
    expect(gone.unjudged).toEqual(one('aws_sqs_queue.dead_letter_queue', [], 'removed'));
    const kept = reviewed('aws_sqs_queue', {}, { actions: ['forget'], after: null });
    expect(kept.unjudged).toEqual(one('aws_sqs_queue.dead_letter_queue', [], 'forgotten'));
  });

  test('what is known only after apply, if the configuration sets it', () => {
    const plan = quiet();
    const { change } = changeOf(plan, 'aws_lambda_function');
    Object.assign(change, { actions: ['update'], after_unknown: { handler: true, last_modified: true } });
    const expressions = { handler: { references: ['var.handler'] } };
    plan.configuration.root_module['resources'] = [
      { address: SWEEP, type: 'aws_lambda_function', name: 'sweep', provider_config_key: 'aws', expressions },
    ];
    expect(review(readPlan(plan), {}).unjudged).toEqual(one(SWEEP, ['handler']));
  });
});

describe('nothing is listed', () => {
  test('of the example and of the example without changes', () => {
    expect([example(), quiet()].map((plan) => review(readPlan(plan), {}).unjudged)).toEqual([[], []]);
  });

  test.each<[string, string, Values]>([
    ['that only follows from tags of the provider', 'aws_kms_key', { tags_all: { a: 'b' } }],
    ['that is another way to write none', 'aws_sns_topic', { display_name: '' }],
    ['that is the same set in another order', 'aws_dynamodb_table', {}],
  ])('%s', (_, type, after) => {
    expect(reviewed(type, after).unjudged).toEqual([]);
  });
});
