import { floorCrossed } from '../../../review/checks/floor-crossed';
import type { Floor } from '../../../review/floor';
import type { Leaf } from '../../../review/leaf';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const find = (after: LeafSpec | null, floor: Floor, before: LeafSpec | null = after): unknown =>
  floorCrossed.find(policyChange(before, after), planView({ floor }));
const ADDRESS = 'aws_config_config_rule.one';
const missing = (cause: 'not-in-plan' | 'unreadable'): Leaf => ({
  kind: 'unknown',
  address: ADDRESS,
  cause,
  because: cause === 'unreadable' ? 'it is no number' : 'no rule is in this plan',
});
const hidden = (value: unknown): unknown => ({ kind: 'known', value, address: ADDRESS, isSensitive: true });

describe('floor-crossed', () => {
  it('finds a limit above the highest, whether or not this plan changes it', () => {
    const found = [{ address: ADDRESS, message: 'the limit is 46 days, and the organization allows 45 days at most' }];
    expect(find({ maxCredentialUsageAgeDays: 46 }, { maxLimitDays: 45 })).toEqual(found);
    expect(find({ maxCredentialUsageAgeDays: 46 }, { maxLimitDays: 45 }, {})).toEqual(found);
    expect(find({ maxCredentialUsageAgeDays: 46 }, { maxLimitDays: 45 }, null)).toEqual(found);
  });

  it.each([45, 44, 1])('allows a limit of %s days under a highest of 45', (limit) => {
    expect(find({ maxCredentialUsageAgeDays: limit }, { maxLimitDays: 45 })).toEqual([]);
  });

  it.each([
    ['notify', 'deactivate'],
    ['notify', 'delete'],
    ['deactivate', 'delete'],
  ] as const)('finds an action beyond %s: %s', (maxAction, action) => {
    expect(find(remediation(action), { maxAction })).toEqual([
      { address: ADDRESS, message: `the action of remediation is ${action}, and the organization allows ${maxAction} at most` },
    ]);
  });

  it.each([
    ['notify', 'notify'],
    ['deactivate', 'notify'],
    ['deactivate', 'deactivate'],
    ['delete', 'delete'],
  ] as const)('allows up to %s the action %s', (maxAction, action) => {
    expect(find(remediation(action), { maxAction })).toEqual([]);
  });

  it.each(['notify', 'deactivate', 'delete'])('finds a grace below the shortest under %s', (action) => {
    expect(find({ ...remediation(action), 'remediation.graceDays': 13 }, { minGraceDays: 14 })).toEqual([
      { address: ADDRESS, message: 'grace is 13 days, and the organization asks for 14 days at least' },
    ]);
    expect(find({ ...remediation(action), 'remediation.graceDays': 14 }, { minGraceDays: 14 })).toEqual([]);
  });

  it('finds all that is crossed', () => {
    const after = { ...remediation('delete'), maxCredentialUsageAgeDays: 90, 'remediation.graceDays': 1 };
    expect(find(after, { maxLimitDays: 1, maxAction: 'notify', minGraceDays: 2 })).toEqual([
      { address: ADDRESS, message: 'the limit is 90 days, and the organization allows 1 day at most' },
      { address: ADDRESS, message: 'the action of remediation is delete, and the organization allows notify at most' },
      { address: ADDRESS, message: 'grace is 1 day, and the organization asks for 2 days at least' },
    ]);
  });

  it('asks nothing of action and grace without remediation, nothing without a floor, nothing of a policy that goes', () => {
    expect(find({}, { maxAction: 'notify', minGraceDays: 365 })).toEqual([]);
    expect(find({ ...remediation('delete'), maxCredentialUsageAgeDays: 365, 'remediation.graceDays': 1 }, {})).toEqual([]);
    expect(find(null, { maxLimitDays: 1, maxAction: 'notify', minGraceDays: 365 }, remediation('delete'))).toEqual([]);
  });

  it('says that what cannot be read may cross it', () => {
    const after = {
      ...remediation('delete'),
      maxCredentialUsageAgeDays: missing('not-in-plan'),
      'remediation.action': missing('unreadable'),
      'remediation.graceDays': missing('unreadable'),
    };
    expect(find(after, { maxLimitDays: 45, maxAction: 'deactivate', minGraceDays: 14 })).toEqual([
      {
        address: ADDRESS,
        message: 'the limit is not known, because no rule is in this plan: it may be more than the 45 days that the organization allows',
      },
      {
        address: ADDRESS,
        message:
          'the action of remediation is not known, because it is no number: it may go further than deactivate, which the organization allows at most',
      },
      {
        address: ADDRESS,
        message: 'grace is not known, because it is no number: it may be less than the 14 days that the organization asks for',
      },
    ]);
    expect(find(after, { maxAction: 'delete' })).toEqual([]);
    expect(find(after, {})).toEqual([]);
  });

  it('says the same where it is not known whether there is remediation', () => {
    const after = { remediation: missing('not-in-plan') };
    expect(find(after, { maxAction: 'notify', minGraceDays: 14 })).toEqual([
      {
        address: ADDRESS,
        message:
          'the action of remediation is not known, because no rule is in this plan: it may go further than notify, which the organization allows at most',
      },
      {
        address: ADDRESS,
        message: 'grace is not known, because no rule is in this plan: it may be less than the 14 days that the organization asks for',
      },
    ]);
  });

  it('judges what is known although it is not known whether there is remediation', () => {
    const after = { ...remediation('delete'), remediation: missing('unreadable'), 'remediation.graceDays': 14 };
    expect(find(after, { minGraceDays: 14 })).toEqual([]);
    expect(find(after, { minGraceDays: 15 })).toEqual([
      { address: ADDRESS, message: 'grace is 14 days, and the organization asks for 15 days at least' },
    ]);
    expect(find(after, { maxAction: 'notify' })).toEqual([
      { address: ADDRESS, message: 'the action of remediation is delete, and the organization allows notify at most' },
    ]);
  });

  it('holds the highest of two limits against the floor', () => {
    const two: Leaf = { kind: 'unknown', address: ADDRESS, cause: 'several', because: 'the function acts first', atMost: 90 };
    expect(find({ maxCredentialUsageAgeDays: two }, { maxLimitDays: 90 })).toEqual([]);
    expect(find({ maxCredentialUsageAgeDays: two }, { maxLimitDays: 89 })).toEqual([
      {
        address: ADDRESS,
        message: 'the limit is not known, because the function acts first: it may be more than the 89 days that the organization allows',
      },
    ]);
  });

  it('leaves what is known only after apply to another check', () => {
    const after = {
      ...remediation('delete'),
      maxCredentialUsageAgeDays: unknownLeaf(),
      'remediation.action': unknownLeaf(),
      'remediation.graceDays': unknownLeaf(),
    };
    expect(find(after, { maxLimitDays: 1, maxAction: 'notify', minGraceDays: 365 })).toEqual([]);
    expect(find({ remediation: unknownLeaf() }, { maxAction: 'notify', minGraceDays: 365 })).toEqual([]);
  });

  it('takes an action that is none, and days that are no number, for crossed', () => {
    const after = {
      ...remediation('obliterate'),
      maxCredentialUsageAgeDays: 'many',
      'remediation.graceDays': 'few',
    };
    expect(find(after, { maxLimitDays: 45, maxAction: 'notify', minGraceDays: 14 })).toEqual([
      { address: ADDRESS, message: 'the limit is many days, and the organization allows 45 days at most' },
      { address: ADDRESS, message: 'the action of remediation is obliterate, and the organization allows notify at most' },
      { address: ADDRESS, message: 'grace is few days, and the organization asks for 14 days at least' },
    ]);
  });

  it('prints nothing sensitive', () => {
    const after = {
      ...remediation('delete'),
      maxCredentialUsageAgeDays: hidden(90),
      'remediation.action': hidden('delete'),
      'remediation.graceDays': hidden(3),
    };
    expect(find(after, { maxLimitDays: 45, maxAction: 'notify', minGraceDays: 14 })).toEqual([
      { address: ADDRESS, message: 'the limit is (sensitive) days, and the organization allows 45 days at most' },
      { address: ADDRESS, message: 'the action of remediation is (sensitive), and the organization allows notify at most' },
      { address: ADDRESS, message: 'grace is (sensitive) days, and the organization asks for 14 days at least' },
    ]);
  });
});
