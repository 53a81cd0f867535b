import { planBetween } from '../../../review/read/synthesized';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { recover } from '../../../review/recover/recover';
import { changesOf, settingsOf } from '../../../review/render/changes';
import { untoldOf } from '../../../review/render/untold';
import type { PolicyChange } from '../../../review/policy-change';
import { fileOf } from '../../support/synthesized-files';
import { part, policyChange, unknownLeaf } from '../../support/review';

const rule = (more: object): object => ({
  provider: { aws: { region: 'eu-west-1' } },
  resource: {
    aws_config_config_rule: {
      r: {
        name: 'unused',
        source: { owner: 'AWS', source_identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK' },
        input_parameters: '{"maxCredentialUsageAge":"45"}',
        ...more,
      },
    },
  },
});

function between(before: object, after: object): PolicyChange {
  const [policy] = recover(planBetween([fileOf(rule(before))], [fileOf(rule(after))], WANTED_TYPES), {}).policies;
  return policy ?? policyChange(null, null);
}

const ADDRESS = 'aws_config_config_rule.r';

describe('what is shown of two configurations', () => {
  test('has no expression in the place of a value, and says that it is not told', () => {
    const same = { maximum_execution_frequency: '${var.how_often}', tags: { team: '${var.team}' } };
    const policy = between(same, same);
    expect(settingsOf(policy).map(({ path }) => path)).not.toContain('evaluationFrequency');
    expect([changesOf(policy), untoldOf(policy)]).toEqual([
      [],
      [
        { setting: 'evaluationFrequency', address: ADDRESS, because: 'it comes from var.how_often, which is not told' },
        { setting: 'tags', address: ADDRESS, because: 'it comes from var.team, which is not told' },
      ],
    ]);
  });

  test('has what stays an expression among values that change as not told', () => {
    const policy = between({ tags: { team: '${var.team}', a: 'b' } }, { tags: { team: '${var.team}', a: 'c' } });
    expect(changesOf(policy)).toEqual([
      {
        path: 'tags',
        before: [{ code: 'team=(not told)' }, ', ', { code: 'a=b' }],
        after: [{ code: 'team=(not told)' }, ', ', { code: 'a=c' }],
      },
    ]);
  });

  test('says of what was an expression and is a value that nobody knows what it was', () => {
    const policy = between({ input_parameters: '{"maxCredentialUsageAge":"${var.d}"}' }, {});
    expect([changesOf(policy), untoldOf(policy)]).toEqual([
      [{ path: 'maxCredentialUsageAgeDays', before: ['not known'], after: ['45 days'] }],
      [
        {
          setting: 'maxCredentialUsageAgeDays',
          address: ADDRESS,
          because: 'before, it comes from var.d, which only a plan resolves',
        },
      ],
    ]);
  });

  test('says so too of what has no value any more, and says what is not told as it becomes by that alone', () => {
    const was = { kmsKeyArn: unknownLeaf('a.b') };
    const ofPlan = part('rule', { before: {}, after: {} });
    const parts = [{ ...ofPlan, change: { ...ofPlan.change, isFromFiles: true as const } }];
    expect(untoldOf(policyChange(was, {}, [ofPlan]))).toEqual([]);
    expect(untoldOf(policyChange(was, {}, parts))).toEqual([
      { setting: 'kmsKeyArn', address: 'a.b', because: 'before, it is known only after apply' },
    ]);
    expect(untoldOf(policyChange(was, { kmsKeyArn: unknownLeaf('c.d') }, parts))).toEqual([
      { setting: 'kmsKeyArn', address: 'c.d', because: 'it is known only after apply' },
    ]);
    expect(untoldOf(policyChange(was, null, parts))).toEqual([
      { setting: 'kmsKeyArn', address: 'a.b', because: 'it is known only after apply' },
    ]);
  });

  test('names an expression of any length in few words', () => {
    const same = { maximum_execution_frequency: `\${upper("${'x'.repeat(100_000)}")}` };
    expect(untoldOf(between(same, same))).toEqual([
      { setting: 'evaluationFrequency', address: ADDRESS, because: 'it comes from an expression, which is not told' },
    ]);
  });
});
