import { policyIntroduced } from '../../../review/checks/policy-introduced';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const find = (before: LeafSpec | null, after: LeafSpec | null): unknown => policyIntroduced.find(policyChange(before, after), planView());
const hidden = (value: unknown): unknown => ({ kind: 'known', value, address: 'aws_config_config_rule.one', isSensitive: true });

describe('policy-introduced', () => {
  it.each<[string, LeafSpec, string]>([
    [
      'without remediation',
      {},
      'a password or access key is unused after 45 days, and judged in eu-west-1; no function tells of, deactivates or deletes an access key',
    ],
    [
      'with remediation in two regions',
      { ...remediation('delete'), regions: ['eu-west-1', 'us-east-1'], maxCredentialUsageAgeDays: 1, 'remediation.warnDays': 0 },
      'a password or access key is unused after 1 day, and judged in eu-west-1 and us-east-1; the function deactivates an access key that is unused for 1 day, one sweep after it was announced, and deletes it 14 days later; at most 10 keys in 24 hours',
    ],
    [
      'with what is not known',
      { maxCredentialUsageAgeDays: unknownLeaf(), regions: unknownLeaf(), remediation: unknownLeaf() },
      'a password or access key is unused after a number of days that is not known, and judged in regions that are not known; how far the function may go is not known',
    ],
    [
      'with what is sensitive',
      { maxCredentialUsageAgeDays: hidden(45), regions: hidden(['eu-west-1']) },
      'a password or access key is unused after (sensitive) days, and judged in (sensitive); no function tells of, deactivates or deletes an access key',
    ],
  ])('says what a new policy does, %s', (_, after, words) => {
    expect(find(null, after)).toEqual([{ address: null, message: `a policy is introduced: ${words}` }]);
  });

  it('says so when no region is there', () => {
    const policy = policyChange(null, {});
    const after = new Map(policy.after);
    after.delete('regions');
    expect(policyIntroduced.find({ ...policy, after }, planView())).toEqual([
      {
        address: null,
        message:
          'a policy is introduced: a password or access key is unused after 45 days, and judged in no region; no function tells of, deactivates or deletes an access key',
      },
    ]);
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['stays', {}, {}],
    ['changes', {}, remediation('delete')],
    ['goes', {}, null],
    ['was never there', null, null],
  ])('finds nothing when a policy %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });
});
