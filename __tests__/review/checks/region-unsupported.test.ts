import { regionUnsupported } from '../../../review/checks/region-unsupported';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, unknownLeaf, type LeafSpec } from '../../support/review';

function find(before: unknown, after: unknown, parts: readonly Part[] = []): readonly Found[] {
  const side = (value: unknown): LeafSpec | null => (value === null ? null : { regions: value });
  return regionUnsupported.find(policyChange(side(before), side(after), parts), planView());
}

const ADDRESS = 'aws_config_config_rule.one';

const NAMED: Found = {
  address: ADDRESS,
  message: 'the Config rule would stand in eu-south-2, which AWS names as not offering it (list of 2026-11)',
  advice: 'Take a region that offers the rule, such as eu-south-1, eu-north-1 and eu-west-2; one is enough, because IAM is global.',
};

const NOT_KNOWN: Found = {
  address: ADDRESS,
  message: 'the Config rule would stand in eu-west-9, of which we do not know whether it is offered there (list of 2026-11)',
  advice: 'Take a region that offers the rule, such as eu-west-1, eu-west-2 and eu-west-3; one is enough, because IAM is global.',
};

describe('region-unsupported', () => {
  it.each([
    ['one that AWS names as not offering the rule', ['eu-west-1'], ['eu-west-1', 'eu-south-2'], [NAMED]],
    ['one that nobody knows', ['eu-west-1'], ['eu-west-1', 'eu-west-9'], [NOT_KNOWN]],
    ['one of each', ['eu-west-1'], ['eu-west-9', 'eu-south-2'], [NAMED, NOT_KNOWN]],
    ['one that offers it', ['eu-west-1'], ['eu-west-1', 'us-east-1'], []],
    ['one that was there before', ['eu-south-2'], ['eu-south-2', 'eu-west-1'], []],
    ['one that goes', ['eu-south-2'], ['eu-west-1'], []],
  ])('judges %s', (_, before, after, expected) => {
    expect(find(before, after)).toEqual(expected);
  });

  it('names several in one finding', () => {
    expect(find(null, ['eu-south-2', 'eu-central-2'])).toEqual([
      {
        ...NAMED,
        message: 'the Config rule would stand in eu-south-2 and eu-central-2, which AWS names as not offering it (list of 2026-11)',
      },
    ]);
  });

  it('judges a policy that is created from nothing, and none that is destroyed', () => {
    expect(find(null, ['eu-south-2'])).toEqual([NAMED]);
    expect(find(['eu-south-2'], null)).toEqual([]);
  });

  it('finds it where a rule is replaced into the region, and points at the rule', () => {
    const moved = part('rule', {
      address: 'x.rule',
      before: { region: 'eu-west-1' },
      after: { region: 'eu-south-2' },
      actions: ['delete', 'create'],
    });
    expect(find(['eu-west-1'], ['eu-south-2'], [moved])).toEqual([{ ...NAMED, address: 'x.rule' }]);
    const other = part('rule', { address: 'x.other', before: { region: 'us-east-1' }, after: { region: 'us-east-1' } });
    const removed = part('rule', { address: 'x.removed', before: { region: 'eu-west-1' } });
    expect(find(['eu-west-1'], ['us-east-1', 'eu-south-2'], [other, removed, moved])).toEqual([{ ...NAMED, address: 'x.rule' }]);
  });

  it('goes by the rules themselves where the regions before are not told', () => {
    const rule = part('rule', { before: { region: 'eu-south-2' }, after: { region: 'eu-south-2' } });
    expect(find(unknownLeaf(), ['eu-south-2'], [rule])).toEqual([]);
    expect(find(unknownLeaf(), ['eu-south-2'])).toEqual([NAMED]);
    expect(find(unknownLeaf(), ['eu-south-2'], [part('rule', { address: 'x.rule', after: { region: 'eu-south-2' } })])).toEqual([
      { ...NAMED, address: 'x.rule' },
    ]);
  });

  it('says nothing when the regions after are not known', () => {
    expect(find(['eu-west-1'], unknownLeaf())).toEqual([]);
  });

  it('never prints sensitive regions, nor what is near them', () => {
    expect(find(null, { kind: 'known', value: ['eu-south-2'], address: 'x.rule', isSensitive: true })).toEqual([
      { address: 'x.rule', message: 'the Config rule would stand in (sensitive), which AWS names as not offering it (list of 2026-11)' },
    ]);
  });
});
