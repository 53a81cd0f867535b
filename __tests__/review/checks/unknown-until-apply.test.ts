import { unknownUntilApply } from '../../../review/checks/unknown-until-apply';
import type { Floor } from '../../../review/floor';
import type { SettingPath } from '../../../domain/settings';
import { planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const find = (after: LeafSpec | null, floor: Floor = {}, before: LeafSpec | null = {}): unknown =>
  unknownUntilApply.find(policyChange(before, after), planView({ floor }));
const ADDRESS = 'aws_config_config_rule.one';
const FLOOR: Floor = { maxLimitDays: 45, maxAction: 'deactivate', minGraceDays: 14 };

describe('unknown-until-apply', () => {
  it('names the setting and why', () => {
    expect(find({ maxCredentialUsageAgeDays: unknownLeaf() })).toEqual([
      { address: ADDRESS, message: 'maxCredentialUsageAgeDays is not known, because it is known only after apply' },
    ]);
  });

  it('finds each setting, also of a policy that is introduced', () => {
    const after = { ...remediation('delete'), regions: unknownLeaf('a.b'), 'remediation.warnDays': unknownLeaf('c.d') };
    const found = [
      { address: 'a.b', message: 'regions is not known, because it is known only after apply' },
      { address: 'c.d', message: 'remediation.warnDays is not known, because it is known only after apply' },
    ];
    expect(find(after)).toEqual(found);
    expect(find(after, FLOOR, null)).toEqual(found);
  });

  it.each<[SettingPath, string]>([
    ['maxCredentialUsageAgeDays', '45 days at most'],
    ['remediation', 'deactivate at most and 14 days of grace at least'],
    ['remediation.action', 'deactivate at most'],
    ['remediation.graceDays', '14 days of grace at least'],
  ])('is a danger where a floor bounds %s', (path, bound) => {
    const message = `${path} is not known, because it is known only after apply`;
    expect(find({ [path]: unknownLeaf() }, FLOOR)).toEqual([
      { address: ADDRESS, severity: 'danger', message: `${message}: it may cross the floor of ${bound}` },
    ]);
    expect(find({ [path]: unknownLeaf() })).toEqual([{ address: ADDRESS, message }]);
  });

  it('is a warning where the floor bounds something else', () => {
    const after = { 'remediation.action': unknownLeaf(), remediation: unknownLeaf() };
    const words = (path: string): string => `${path} is not known, because it is known only after apply`;
    expect(find(after, { maxLimitDays: 45, maxAction: 'delete' })).toEqual([
      { address: ADDRESS, message: words('remediation.action') },
      { address: ADDRESS, message: words('remediation') },
    ]);
    expect(find(after, { minGraceDays: 1 })).toEqual([
      { address: ADDRESS, message: words('remediation.action') },
      { address: ADDRESS, severity: 'danger', message: `${words('remediation')}: it may cross the floor of 1 day of grace at least` },
    ]);
  });

  it.each<[string, LeafSpec | null, LeafSpec | null]>([
    ['is known', {}, remediation('delete')],
    ['is sensitive', {}, { maxCredentialUsageAgeDays: { kind: 'known', value: 7, address: ADDRESS, isSensitive: true } }],
    ['was not known before', { maxCredentialUsageAgeDays: unknownLeaf() }, {}],
    [
      'is nowhere in the plan',
      {},
      { maxCredentialUsageAgeDays: { kind: 'unknown', address: ADDRESS, cause: 'not-in-plan', because: 'b' } },
    ],
    ['is unreadable', {}, { maxCredentialUsageAgeDays: { kind: 'unknown', address: ADDRESS, cause: 'unreadable', because: 'b' } }],
    ['goes with the policy', { maxCredentialUsageAgeDays: unknownLeaf() }, null],
    ['is of no policy', null, null],
  ])('finds nothing when a setting %s', (_, before, after) => {
    expect(find(after, FLOOR, before)).toEqual([]);
  });
});
