import { policyRemoved } from '../../../review/checks/policy-removed';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const find = (before: LeafSpec | null, after: LeafSpec | null, parts: readonly Part[] = []): unknown =>
  policyRemoved.find(policyChange(before, after, parts), planView());
const hidden = (value: unknown): unknown => ({ kind: 'known', value, address: 'aws_config_config_rule.one', isSensitive: true });

const RULE = part('rule', { before: { name: 'r' } });
const FORGOTTEN = part('rule', { address: 'aws_config_config_rule.two', before: { name: 'r' }, actions: ['forget'] });

describe('policy-removed', () => {
  it.each<[string, LeafSpec, string]>([
    ['without remediation', {}, 'it watched for passwords and access keys unused for 45 days in eu-west-1'],
    [
      'with remediation',
      { ...remediation('deactivate'), regions: ['eu-west-1', 'us-east-1'] },
      'it watched for passwords and access keys unused for 45 days in eu-west-1 and us-east-1, and its function went as far as deactivate',
    ],
    [
      'that is not known',
      { maxCredentialUsageAgeDays: unknownLeaf(), regions: unknownLeaf() },
      'it watched for passwords and access keys unused for a number of days that is not known in regions that are not known',
    ],
    [
      'that is sensitive',
      {
        ...remediation('delete'),
        maxCredentialUsageAgeDays: hidden(45),
        regions: hidden(['eu-west-1']),
        'remediation.action': hidden('delete'),
      },
      'it watched for passwords and access keys unused for (sensitive) days in (sensitive), and its function went as far as (sensitive)',
    ],
  ])('says what a policy watched, %s', (_, before, words) => {
    expect(find(before, null, [RULE])).toEqual([{ address: null, message: `the policy goes: ${words}` }]);
  });

  it('says so when all of it is only forgotten, and not when a part is deleted', () => {
    const words = 'it watched for passwords and access keys unused for 45 days in eu-west-1';
    expect(find({}, null, [FORGOTTEN, part('topic', { after: {} })])).toEqual([
      { address: null, message: `the policy is forgotten, which leaves it in AWS without Terraform keeping it: ${words}` },
    ]);
    expect(find({}, null, [FORGOTTEN, RULE])).toEqual([{ address: null, message: `the policy goes: ${words}` }]);
    expect(find({}, null)).toEqual([{ address: null, message: `the policy goes: ${words}` }]);
  });

  it('names no region where there was none', () => {
    const policy = policyChange({}, null);
    const before = new Map(policy.before);
    before.delete('regions');
    expect(policyRemoved.find({ ...policy, before }, planView())).toEqual([
      { address: null, message: 'the policy goes: it watched for passwords and access keys unused for 45 days' },
    ]);
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['stays', {}, {}],
    ['is introduced', null, {}],
    ['was never there', null, null],
  ])('finds nothing when a policy %s', (_, before, after) => {
    expect(find(before, after, [RULE])).toEqual([]);
  });
});
