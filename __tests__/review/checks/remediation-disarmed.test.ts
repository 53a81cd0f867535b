import { remediationDisarmed } from '../../../review/checks/remediation-disarmed';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const find = (before: LeafSpec, after: LeafSpec): unknown => remediationDisarmed.find(policyChange(before, after), planView());
const side = (reach: string): LeafSpec => (reach === 'off' ? {} : remediation(reach));

describe('remediation-disarmed', () => {
  it.each([
    ['delete', 'deactivate', 'deleted'],
    ['delete', 'notify', 'deactivated or deleted'],
    ['delete', 'off', 'told of, deactivated or deleted'],
    ['deactivate', 'notify', 'deactivated'],
    ['deactivate', 'off', 'told of or deactivated'],
    ['notify', 'off', 'told of'],
  ])('says what the function no longer does from %s to %s', (from, to, deeds) => {
    expect(find(side(from), side(to))).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: `remediation goes back, from ${from} to ${to}: unused access keys are no longer ${deeds} by the function`,
      },
    ]);
  });

  it.each([
    ['off', 'off'],
    ['off', 'notify'],
    ['notify', 'notify'],
    ['deactivate', 'delete'],
  ])('finds nothing from %s to %s', (from, to) => {
    expect(find(side(from), side(to))).toEqual([]);
  });

  it('finds nothing where how far it goes is not known', () => {
    expect(find(remediation('delete'), { ...remediation('notify'), 'remediation.action': unknownLeaf() })).toEqual([]);
    expect(find(remediation('delete'), { remediation: unknownLeaf() })).toEqual([]);
    expect(find(remediation('delete'), { ...remediation('notify'), remediation: unknownLeaf() })).toEqual([]);
    expect(find(remediation('delete'), { remediation: 'on' })).toEqual([]);
    expect(find({ ...remediation('delete'), 'remediation.action': unknownLeaf() }, {})).toEqual([]);
  });

  it.each([
    [
      'before',
      { kind: 'known', value: 'delete', address: 'aws_lambda_function.one', isSensitive: true },
      'notify',
      '(sensitive) to notify',
    ],
    [
      'after',
      'delete',
      { kind: 'known', value: 'notify', address: 'aws_config_config_rule.one', isSensitive: true },
      'delete to (sensitive)',
    ],
  ])('prints no action that is sensitive %s', (_, from, to, words) => {
    expect(find({ ...remediation('delete'), 'remediation.action': from }, { ...remediation('notify'), 'remediation.action': to })).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: `remediation goes back, from ${words}: the function does less about unused access keys`,
      },
    ]);
  });
});
