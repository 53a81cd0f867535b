import { capRaised } from '../../../review/checks/cap-raised';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const cap = (value: unknown): LeafSpec => ({ ...remediation('deactivate'), 'remediation.maxKeysPerDay': value });
const find = (before: LeafSpec, after: LeafSpec): unknown => capRaised.find(policyChange(before, after), planView());
const hidden = (value: number): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });

describe('cap-raised', () => {
  it.each([
    ['10 to 11', 10, 11],
    ['1 to 1000', 1, 1000],
  ])('finds that more keys may be hit on one day, from %s', (words, from, to) => {
    expect(find(cap(from), cap(to))).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: `the cap goes from ${words} keys: so many access keys may be deactivated or deleted in 24 hours`,
      },
    ]);
  });

  it.each<[string, LeafSpec, LeafSpec]>([
    ['stays', cap(10), cap(10)],
    ['falls', cap(10), cap(9)],
    ['is known only after apply', cap(10), cap(unknownLeaf())],
    ['was not known', cap(unknownLeaf()), cap(1000)],
    ['comes with remediation', {}, cap(1000)],
    ['goes with remediation', cap(10), {}],
  ])('finds nothing when the cap %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it('prints no cap that is sensitive', () => {
    expect(find(cap(10), cap(hidden(77)))).toEqual([
      {
        address: 'aws_lambda_function.one',
        message: 'the cap goes from 10 to (sensitive) keys: so many access keys may be deactivated or deleted in 24 hours',
      },
    ]);
  });
});
