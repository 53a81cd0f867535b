import { remediationArmed } from '../../../review/checks/remediation-armed';
import { leaves, planView, policyChange, remediation, unknownLeaf, USUAL, type LeafSpec } from '../../support/review';

const find = (before: LeafSpec, after: LeafSpec): unknown => remediationArmed.find(policyChange(before, after), planView());

const secretly = (value: number): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });

const DEACTIVATES = 'the function deactivates an access key that is unused for 45 days, announced 7 days before';

describe('remediation-armed', () => {
  it.each([
    ['off', 'notify', '', 'the function tells which access keys are unused for 45 days, and deactivates and deletes none'],
    ['off', 'deactivate', ', past notify', `${DEACTIVATES}, and deletes none; at most 10 keys in 24 hours`],
    ['off', 'delete', ', past notify and deactivate', `${DEACTIVATES}, and deletes it 14 days later; at most 10 keys in 24 hours`],
    ['notify', 'deactivate', '', `${DEACTIVATES}, and deletes none; at most 10 keys in 24 hours`],
    ['notify', 'delete', ', past deactivate', `${DEACTIVATES}, and deletes it 14 days later; at most 10 keys in 24 hours`],
    ['deactivate', 'delete', '', `${DEACTIVATES}, and deletes it 14 days later; at most 10 keys in 24 hours`],
  ])('says what the function may do after the step from %s to %s', (from, to, past, then) => {
    expect(find(from === 'off' ? {} : remediation(from), remediation(to))).toEqual([
      { address: 'aws_config_config_rule.one', message: `remediation goes further, from ${from} to ${to}${past}: ${then}` },
    ]);
  });

  it.each([
    ['off', 'off'],
    ['notify', 'notify'],
    ['delete', 'delete'],
    ['delete', 'deactivate'],
    ['notify', 'off'],
  ])('finds nothing from %s to %s', (from, to) => {
    const side = (reach: string): LeafSpec => (reach === 'off' ? {} : remediation(reach));
    expect(find(side(from), side(to))).toEqual([]);
  });

  it('leaves an action that is known only after apply to another check', () => {
    expect(find(remediation('notify'), { ...remediation('delete'), 'remediation.action': unknownLeaf() })).toEqual([]);
    expect(find({ ...remediation('notify'), 'remediation.action': unknownLeaf() }, remediation('delete'))).toEqual([]);
    expect(find({ remediation: unknownLeaf() }, remediation('delete'))).toEqual([]);
  });

  it('says so where the days and the cap are not known, and one key in the singular', () => {
    const after = {
      ...remediation('delete'),
      maxCredentialUsageAgeDays: unknownLeaf(),
      'remediation.warnDays': unknownLeaf(),
      'remediation.graceDays': unknownLeaf(),
      'remediation.maxKeysPerDay': 1,
    };
    expect(find(remediation('deactivate'), after)).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message:
          'remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for a number of days that is not known, announced a number of days that is not known before, and deletes it a number of days that is not known later; at most 1 key in 24 hours',
      },
    ]);
  });

  it('says that a deletion is told a sweep after the deactivation at the earliest, and what no notice means', () => {
    const message = (after: LeafSpec): unknown => find(remediation('deactivate'), { ...remediation('delete'), ...after });
    expect(message({ 'remediation.warnDays': 20, 'remediation.maxKeysPerDay': unknownLeaf() })).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message:
          'remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for 45 days, announced 20 days before, and deletes it 21 days later; how many in 24 hours is not known',
      },
    ]);
    expect(message({ 'remediation.warnDays': 0 })).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message:
          'remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for 45 days, one sweep after it was announced, and deletes it 15 days later; at most 10 keys in 24 hours',
      },
    ]);
  });

  it('prints nothing of a policy that is sensitive', () => {
    const secret = (spec: LeafSpec): LeafSpec =>
      Object.fromEntries(
        [...leaves({ ...USUAL, ...spec })].map(([path, leaf]) => [path, leaf.kind === 'known' ? { ...leaf, isSensitive: true } : leaf]),
      );
    expect(find(secret(remediation('notify')), secret(remediation('delete')))).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: 'remediation goes further, from (sensitive) to (sensitive): how far the function may go is marked sensitive',
      },
    ]);
  });

  it.each<[string, LeafSpec, string]>([
    ['grace alone', { 'remediation.graceDays': secretly(30) }, 'announced 7 days before, and deletes it (sensitive) days later'],
    ['notice alone', { 'remediation.warnDays': secretly(30) }, 'announced (sensitive) days before, and deletes it 14 days later'],
  ])('prints no days from which one could tell a sensitive %s', (_, given, then) => {
    expect(find(remediation('deactivate'), { ...remediation('delete'), ...given })).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: `remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for 45 days, ${then}; at most 10 keys in 24 hours`,
      },
    ]);
  });

  it.each<[string, LeafSpec, string]>([
    [
      'notice',
      { 'remediation.warnDays': unknownLeaf() },
      'announced a number of days that is not known before, and deletes it 14 days later',
    ],
    [
      'grace',
      { 'remediation.graceDays': unknownLeaf() },
      'announced 7 days before, and deletes it a number of days that is not known later',
    ],
  ])('says what it can where %s alone is not known', (_, given, then) => {
    expect(find(remediation('deactivate'), { ...remediation('delete'), ...given })).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message: `remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for 45 days, ${then}; at most 10 keys in 24 hours`,
      },
    ]);
  });

  it('prints no days that are sensitive', () => {
    const hidden = (value: number): unknown => ({ kind: 'known', value, address: 'aws_lambda_function.one', isSensitive: true });
    const after = {
      ...remediation('delete'),
      'remediation.warnDays': hidden(0),
      'remediation.graceDays': hidden(3),
      'remediation.maxKeysPerDay': hidden(70),
    };
    expect(find(remediation('deactivate'), after)).toEqual([
      {
        address: 'aws_config_config_rule.one',
        message:
          'remediation goes further, from deactivate to delete: the function deactivates an access key that is unused for 45 days, announced (sensitive) days before, and deletes it (sensitive) days later; at most (sensitive) keys in 24 hours',
      },
    ]);
  });
});
