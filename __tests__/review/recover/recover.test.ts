import fc from 'fast-check';
import type { UnusedCredentialsSettings } from '../../../domain/policy';
import type { Leaves } from '../../../review/leaf';
import { otherChangesIn, recover } from '../../../review/recover/recover';
import { policyJson } from '../../../review/render/policy-json';
import { review } from '../../../review/review';
import { anyPair, anySettings } from '../../support/any-settings';
import { expectedFindings } from '../../support/expected-findings';
import { normalForm } from '../../support/normal-form';
import { readPlan } from '../../support/read-plan';
import { simulatedPlan, type PlanJson } from '../../support/simulated-plan';
import { renderJson } from '../../../review/render/json';
import { renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';

/** LAW_PAIRS=1000 tries more. */
const RUNS = { numRuns: Number(process.env['LAW_PAIRS'] ?? 40), seed: Number(process.env['LAW_SEED'] ?? 5) };
const ONE: UnusedCredentialsSettings = { regions: ['eu-west-1'], remediation: { action: 'delete' } };

const known = (leaves: Leaves | null): unknown => leaves && policyJson(leaves, new Set());

describe('a policy that we declared', () => {
  test('is recovered from a plan as it was and as it becomes', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { policies } = recover(readPlan(simulatedPlan({ before, after })), {});
        expect(policies.map((policy) => [known(policy.before), known(policy.after)])).toEqual([[normalForm(before), normalForm(after)]]);
      }),
      RUNS,
    );
  });

  test('has exactly the findings that a change calls for', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const { findings } = review(readPlan(simulatedPlan({ before, after })), {});
        expect([...new Set(findings.map(({ check }) => check))].sort()).toEqual(expectedFindings(normalForm(before), normalForm(after)));
      }),
      RUNS,
    );
  });

  test('compared with itself has no finding', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { findings, outcome } = review(readPlan(simulatedPlan({ before: settings, after: settings })), {});
        expect([findings, outcome]).toEqual([[], 'ok']);
      }),
      RUNS,
    );
  });

  test.each([
    ['introduced', { before: undefined, after: ONE }, ['policy-introduced']],
    ['removed', { before: ONE, after: undefined }, ['policy-removed', 'rule-removed']],
  ])('that is %s has no finding on a direction', (_, sides, expected) => {
    const { findings } = review(readPlan(simulatedPlan(sides)), {});
    expect(findings.map(({ check }) => check)).toEqual(expected);
  });
});

describe('several policies in one plan', () => {
  test('are told apart by module, however much they are alike', () => {
    const after = { ...ONE, maxCredentialUsageAgeDays: 90 };
    const plan = simulatedPlan(
      { module: 'a', before: ONE, after: ONE },
      { module: 'b', before: ONE, after },
      { module: 'c', before: ONE, after: ONE },
    );
    const { policies } = recover(readPlan(plan), {});
    expect(policies.map(({ id }) => id)).toEqual([
      'module.a: unused-credentials',
      'module.b: unused-credentials',
      'module.c: unused-credentials',
    ]);
    expect(policies.map((policy) => known(policy.after))).toEqual([ONE, after, ONE].map(normalForm));
  });

  test('are told apart by account in one module', () => {
    const other = { ...ONE, maxCredentialUsageAgeDays: 30 };
    const plans = [
      simulatedPlan({ provider: 'aws', before: ONE, after: ONE }),
      simulatedPlan({ provider: 'aws.audit', before: other, after: other }),
    ];
    const [first, second] = plans;
    // Terraform keeps the blocks of one module apart by their names.
    const renamed = JSON.parse(
      JSON.stringify(second)
        .replaceAll(/"(aws_\w+)\.(\w+)/g, '"$1.$2_audit')
        .replaceAll('111122223333', '444455556666'),
    ) as typeof first;
    const plan = {
      ...first,
      resource_changes: [
        ...(first?.resource_changes ?? []),
        ...(renamed?.resource_changes ?? []).map((change) => ({ ...change, name: `${String(change['name'])}_audit` })),
      ],
      configuration: {
        provider_config: { ...first?.configuration.provider_config, ...renamed?.configuration.provider_config },
        root_module: {
          resources: [first, renamed].flatMap((one) => one?.configuration.root_module['resources'] as unknown[]),
        },
      },
    };
    const { policies } = recover(readPlan(plan), {});
    expect(policies.map(({ id }) => id)).toEqual(['unused-credentials (aws)', 'unused-credentials (aws.audit)']);
    expect(policies.map((policy) => known(policy.after))).toEqual([normalForm(ONE), normalForm(other)]);
  });

  test('are told apart by the names of their Config rules in one module', () => {
    const [eu, us]: UnusedCredentialsSettings[] = [
      { regions: ['eu-west-1'], namePrefix: 'keys', rotation: {} },
      {
        regions: ['us-east-1'],
        namePrefix: 'keys-us',
        alerts: 'none',
        recorder: 'existing',
        rotation: { maxAccessKeyAgeDays: 30 },
        accessAnalyzer: true,
      },
    ];
    if (eu === undefined || us === undefined) throw new Error('both are there');
    const first = simulatedPlan({ before: eu, after: eu });
    const second = JSON.parse(
      JSON.stringify(simulatedPlan({ before: us, after: us })).replaceAll(/"(aws_\w+)\.(\w+)/g, '"$1.$2_us'),
    ) as typeof first;
    const { policies } = recover(readPlan({ ...first, resource_changes: [...first.resource_changes, ...second.resource_changes] }), {});
    expect(policies.map(({ id, after }) => [id, known(after)])).toEqual([
      ['keys', normalForm(eu)],
      ['keys-us', normalForm(us)],
    ]);
  });

  test('hundreds are sorted in the time that grows with them', () => {
    const plan = readPlan(simulatedPlan({ module: 'm0', before: ONE, after: ONE }));
    const copies = (count: number): typeof plan => ({
      ...plan,
      changes: Array.from({ length: count }, (_, at) =>
        plan.changes.map((change) => ({ ...change, moduleAddress: `module.m${String(at)}` })),
      ).flat(),
    });
    const secondsFor = (count: number): number => {
      const many = copies(count);
      const start = performance.now();
      expect(recover(many, {}).policies).toHaveLength(count);
      return performance.now() - start;
    };
    secondsFor(50);
    expect(secondsFor(600) / secondsFor(60)).toBeLessThan(40);
  });
});

describe('what is in a plan besides', () => {
  test('a change of anything else is counted, and what does not change is not', () => {
    const plan = simulatedPlan({ before: ONE, after: ONE });
    const other = (type: string, actions: string[], more: object = {}): (typeof plan.resource_changes)[number] => ({
      address: `${type}.x`,
      mode: 'managed',
      type,
      name: 'x',
      change: { actions, before: actions.includes('create') ? null : {}, after: actions.includes('delete') ? null : {}, after_unknown: {} },
      ...more,
    });
    plan.resource_changes.push(
      other('aws_vpc', ['create']),
      other('aws_sns_topic', ['update']),
      other('aws_sns_topic', ['no-op']),
      other('aws_sns_topic', ['delete'], { deposed: '1234' }),
      other('aws_s3_bucket', ['read'], { mode: 'data' }),
      other('aws_iam_access_key', ['create']),
    );
    const view = recover(readPlan(plan), {});
    expect(otherChangesIn(view)).toBe(3);
    expect(view.policies).toHaveLength(1);
  });

  test('a left-over object is no part of a policy', () => {
    const plan = simulatedPlan({ before: undefined, after: ONE });
    const rule = plan.resource_changes.find(({ type }) => type === 'aws_config_config_rule');
    plan.resource_changes = [
      {
        ...rule,
        address: 'aws_config_config_rule.rule["eu-west-1"]',
        type: 'aws_config_config_rule',
        deposed: '1234',
        change: { actions: ['delete'], before: rule?.change.after ?? null, after: null, after_unknown: {} },
      },
    ];
    expect(recover(readPlan(plan), {}).policies).toEqual([]);
  });
});

describe('what is marked sensitive', () => {
  const CANARY = 'canary-1';
  const hidden = (address: string, mark: object): PlanJson => {
    const plan = simulatedPlan({ before: { ...ONE, regions: ['eu-west-1', 'us-east-1'] }, after: ONE });
    for (const { address: own, change } of plan.resource_changes) {
      if (!own.startsWith(address)) continue;
      change['before_sensitive'] = mark;
      change['after_sensitive'] = mark;
      for (const values of [change.before, change.after]) for (const key of Object.keys(mark)) if (values !== null) values[key] = CANARY;
    }
    return plan;
  };

  test.each([
    ['the name of the Config rule', hidden('aws_config_config_rule', { name: true })],
    ['the region of the Config rule', hidden('aws_config_config_rule', { region: true })],
    ['the region of the function', hidden('aws_lambda_function', { region: true })],
    ['the tags', hidden('aws_config_config_rule', { tags: true })],
  ])('is not printed: %s', (_, plan) => {
    const result = review(readPlan(plan), {});
    for (const render of [renderText, renderMarkdown, renderJson]) expect(render(result)).not.toContain(CANARY);
    expect(JSON.stringify(plan)).toContain(CANARY);
  });
});
