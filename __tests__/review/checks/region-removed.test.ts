import { regionRemoved } from '../../../review/checks/region-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { leaves, part, planView, policyChange, unknownLeaf, type LeafSpec } from '../../support/review';

const gone = (region: string): Part => part('rule', { address: `x.rule["${region}"]`, before: { region } });

function find(before: unknown, after: unknown, parts: readonly Part[] = []): readonly Found[] {
  const regions = (value: unknown): LeafSpec => ({ regions: value });
  return regionRemoved.find(policyChange(regions(before), regions(after), parts), planView());
}

const found = (regions: string, address = 'aws_config_config_rule.one'): Found => ({
  address,
  message: `the policy leaves ${regions}: the Config rule reports nothing there any more`,
});

describe('region-removed', () => {
  it.each([
    ['lost', ['eu-west-1', 'us-east-1'], ['eu-west-1'], [found('us-east-1')]],
    ['lost twice', ['eu-west-1', 'us-east-1', 'us-west-2'], ['eu-west-1'], [found('us-east-1 and us-west-2')]],
    ['exchanged', ['eu-west-1'], ['us-east-1'], [found('eu-west-1')]],
    ['kept', ['eu-west-1'], ['eu-west-1'], []],
    ['put in another order', ['eu-west-1', 'us-east-1'], ['us-east-1', 'eu-west-1'], []],
    ['added', ['eu-west-1'], ['eu-west-1', 'us-east-1'], []],
  ])('judges regions that are %s', (_, before, after, expected) => {
    expect(find(before, after)).toEqual(expected);
  });

  it('leaves it to rule-missing where no region is left', () => {
    expect(find(['eu-west-1'], [])).toEqual([]);
  });

  it('points at the rule that goes, among others', () => {
    const kept = part('rule', { address: 'x.kept', before: { region: 'eu-west-1' }, after: { region: 'eu-west-1' } });
    const made = part('rule', { address: 'x.made', after: { region: 'us-east-1' } });
    const parts = [kept, made, gone('us-east-1')];
    expect(find(['eu-west-1', 'us-east-1'], ['eu-west-1'], parts)).toEqual([found('us-east-1', 'x.rule["us-east-1"]')]);
  });

  it('leaves to region-moved the region that moves, not another', () => {
    const moved = part('rule', {
      address: 'x.moved',
      before: { region: 'eu-west-1' },
      after: { region: 'us-west-2' },
      actions: ['delete', 'create'],
    });
    const parts = [moved, gone('us-east-1')];
    expect(find(['eu-west-1', 'us-east-1'], ['us-west-2'], parts)).toEqual([found('us-east-1', 'x.rule["us-east-1"]')]);
  });

  it('points at the rule that goes', () => {
    expect(find(['eu-west-1', 'us-east-1'], ['eu-west-1'], [gone('us-east-1')])).toEqual([found('us-east-1', 'x.rule["us-east-1"]')]);
  });

  it('leaves it to region-moved where a rule is replaced into another region', () => {
    const to = (region: string | undefined): Part =>
      part('rule', {
        address: 'x.rule',
        before: {},
        after: {},
        actions: ['delete', 'create'],
        regions: { before: 'eu-west-1', after: region },
      });
    expect(find(['eu-west-1'], ['us-east-1'], [to('us-east-1')])).toEqual([]);
    expect(find(['eu-west-1'], ['us-east-1'], [to('eu-west-1')])).toEqual([found('eu-west-1', 'x.rule')]);
    expect(find(['eu-west-1'], ['us-east-1'], [to(undefined)])).toEqual([found('eu-west-1', 'x.rule')]);
  });

  it.each([
    ['after', ['eu-west-1'], unknownLeaf()],
    ['before', unknownLeaf(), ['eu-west-1']],
  ])('says nothing when the regions %s are not known', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it.each([
    ['created from nothing', null, {}],
    ['destroyed', {}, null],
  ])('says nothing of a policy that is %s', (_, before, after) => {
    expect(regionRemoved.find(policyChange(before, after, [gone('eu-west-1')]), planView())).toEqual([]);
  });

  it('never prints sensitive regions', () => {
    const hidden = { kind: 'known', value: ['eu-west-1', 'us-east-1'], address: 'x.rule', isSensitive: true };
    expect(find(hidden, ['eu-west-1'])).toEqual([found('(sensitive)', 'x.rule')]);
    expect(find(['eu-west-1', 'us-east-1'], { ...hidden, value: ['eu-west-1'] })).toEqual([found('(sensitive)')]);
    expect(leaves({ regions: hidden }).get('regions')).toEqual(hidden);
  });
});
