import { policyIntroduced } from '../../../review/checks/policy-introduced';
import type { Severity } from '../../../review/severity';
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
      'with a function that only tells',
      remediation('notify'),
      'a password or access key is unused after 45 days, and judged in eu-west-1; the function tells which access keys are unused for 45 days, and deactivates and deletes none',
    ],
    [
      'with what is sensitive',
      { maxCredentialUsageAgeDays: hidden(45), regions: hidden(['eu-west-1']) },
      'a password or access key is unused after (sensitive) days, and judged in (sensitive); no function tells of, deactivates or deletes an access key',
    ],
  ])('says what a new policy does, %s', (_, after, words) => {
    expect(find(null, after)).toEqual([{ address: null, message: `a policy is introduced: ${words}` }]);
  });

  const STEPS =
    'Begin with notify, look at which keys the function tells of, agree with their owners, and take one step at a time: deactivate, then delete.';

  it.each<[string, Severity, LeafSpec, string]>([
    [
      'deletes from the start',
      'danger',
      { ...remediation('delete'), regions: ['eu-west-1', 'us-east-1'], maxCredentialUsageAgeDays: 1, 'remediation.warnDays': 0 },
      ' with remediation at delete from the start, past notify and deactivate: a password or access key is unused after 1 day, and judged in eu-west-1 and us-east-1; the function deactivates an access key that is unused for 1 day, one sweep after it was announced, and deletes it 15 days later; at most 10 keys in 24 hours',
    ],
    [
      'deactivates from the start',
      'danger',
      remediation('deactivate'),
      ' with remediation at deactivate from the start, past notify: a password or access key is unused after 45 days, and judged in eu-west-1; the function deactivates an access key that is unused for 45 days, announced 7 days before, and deletes none; at most 10 keys in 24 hours',
    ],
    [
      'acts from the start, and how is sensitive',
      'danger',
      { ...remediation('delete'), 'remediation.action': hidden('delete') },
      ' with remediation at (sensitive) from the start: a password or access key is unused after 45 days, and judged in eu-west-1; how far the function may go is marked sensitive',
    ],
    [
      'may act, which is not known',
      'warning',
      { maxCredentialUsageAgeDays: unknownLeaf(), regions: unknownLeaf(), remediation: unknownLeaf() },
      ', and nobody can say that it only tells: a password or access key is unused after a number of days that is not known, and judged in regions that are not known; how far the function may go is not known',
    ],
    [
      'may act, as an action that is not known',
      'warning',
      { ...remediation('notify'), 'remediation.action': unknownLeaf() },
      ', and nobody can say that it only tells: a password or access key is unused after 45 days, and judged in eu-west-1; how far the function may go is not known',
    ],
  ])('a new policy that %s is a %s', (_, severity, after, words) => {
    expect(find(null, after)).toEqual([{ address: null, message: `a policy is introduced${words}`, severity, advice: STEPS }]);
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
