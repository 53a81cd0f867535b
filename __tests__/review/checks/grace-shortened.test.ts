import { graceShortened } from '../../../review/checks/grace-shortened';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const grace = (value: unknown, action = 'delete'): LeafSpec => ({ ...remediation(action), 'remediation.graceDays': value });
const find = (before: LeafSpec, after: LeafSpec): unknown => graceShortened.find(policyChange(before, after), planView());
const hidden = (value: number): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });

describe('grace-shortened', () => {
  it.each([
    [14, 13, 'from 14 to 13 days: a deactivated access key is deleted up to 1 day sooner'],
    [14, 1, 'from 14 to 1 day: a deactivated access key is deleted up to 13 days sooner'],
  ])('says that a key is deleted sooner, from %s to %s days', (from, to, words) => {
    expect(find(grace(from), grace(to))).toEqual([{ address: 'aws_config_config_rule.one', message: `grace goes ${words}` }]);
  });

  it.each(['notify', 'deactivate'])('says that nothing is deleted yet under %s', (action) => {
    expect(find(grace(14, action), grace(3, action))).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: 'grace goes from 14 to 3 days: no access key is deleted yet, and once the function may, it is up to 11 days sooner',
      },
    ]);
  });

  it.each<[string, LeafSpec, LeafSpec]>([
    ['stays', grace(14), grace(14)],
    ['grows', grace(14), grace(15)],
    ['is known only after apply', grace(14), grace(unknownLeaf())],
    ['was not known', grace(unknownLeaf()), grace(3)],
    ['comes with remediation', {}, grace(3)],
    ['goes with remediation', grace(14), {}],
  ])('finds nothing when grace %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it('prints neither sensitive days nor their difference', () => {
    expect(find(grace(14), grace(hidden(3)))).toEqual([
      {
        address: 'aws_lambda_function.one',
        message: 'grace goes from 14 to (sensitive) days: a deactivated access key is deleted sooner',
      },
    ]);
    expect(find(grace(hidden(14)), grace(3))).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: 'grace goes from (sensitive) to 3 days: a deactivated access key is deleted sooner',
      },
    ]);
  });
});
