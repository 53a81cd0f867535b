import { ruleRemoved } from '../../../review/checks/rule-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const ADDRESS = 'aws_config_config_rule.one';

function rule(region: string, spec: PartSpec & { readonly gone?: boolean } = {}): Part {
  return part('rule', { address: `${ADDRESS}["${region}"]`, before: { region }, after: null, ...spec });
}

function find(...parts: readonly Part[]): readonly Found[] {
  return ruleRemoved.find(policyChange({}, {}, parts), planView());
}

const NOBODY = 'nobody looks for unused credentials there any more';

describe('rule-removed', () => {
  it('finds a rule that goes', () => {
    expect(find(rule('eu-west-1'))).toEqual([
      { address: `${ADDRESS}["eu-west-1"]`, message: `the Config rule goes from eu-west-1: ${NOBODY}` },
    ]);
  });

  it('names all regions in one finding', () => {
    expect(find(rule('eu-west-1'), rule('us-east-1'))).toEqual([
      { address: `${ADDRESS}["eu-west-1"]`, message: `the Config rule goes from eu-west-1 and us-east-1: ${NOBODY}` },
    ]);
  });

  it('says of a forgotten rule that it stays in AWS', () => {
    expect(find(rule('eu-west-1', { actions: ['forget'] }))).toEqual([
      {
        address: `${ADDRESS}["eu-west-1"]`,
        message: 'the Config rule in eu-west-1 is forgotten: it stays in AWS, but Terraform no longer keeps it',
      },
    ]);
  });

  it('tells the forgotten from the deleted', () => {
    expect(find(rule('eu-west-1'), rule('us-east-1', { actions: ['forget'] }))).toEqual([
      {
        address: `${ADDRESS}["eu-west-1"]`,
        message: `the Config rule goes from eu-west-1: ${NOBODY}; the Config rule in us-east-1 is forgotten: it stays in AWS, but Terraform no longer keeps it`,
      },
    ]);
  });

  it('finds it in a policy that is removed as a whole', () => {
    expect(ruleRemoved.find(policyChange({}, null, [rule('eu-west-1')]), planView())).toEqual([
      { address: `${ADDRESS}["eu-west-1"]`, message: `the Config rule goes from eu-west-1: ${NOBODY}` },
    ]);
  });

  it('says nothing of a rule that is made at another address in the same region', () => {
    const fresh = (region: string): Part => part('rule', { address: 'module.a.aws_config_config_rule.one', after: { region } });
    expect(find(rule('eu-west-1'), fresh('eu-west-1'))).toEqual([]);
    expect(find(rule('eu-west-1'), fresh('us-east-1'))).toHaveLength(1);
  });

  it('takes one new rule whose region is not told for the successor of one, not of two', () => {
    const fresh = (provider: string): Part =>
      part('rule', {
        address: 'module.a.aws_config_config_rule.one',
        after: {},
        regions: { before: undefined, after: undefined },
        provider,
      });
    expect(find(rule('eu-west-1'), fresh('aws'))).toEqual([]);
    expect(find(rule('eu-west-1'), rule('us-east-1'), fresh('aws'))).toEqual([
      { address: `${ADDRESS}["us-east-1"]`, message: `the Config rule goes from us-east-1: ${NOBODY}` },
    ]);
    expect(find(rule('eu-west-1'), fresh('aws.audit'))).toHaveLength(1);
  });

  it('says so when the region of what goes is not told', () => {
    const placeless = part('rule', { address: ADDRESS, before: {}, regions: { before: undefined, after: undefined } });
    expect(find(placeless, part('rule', { after: { region: 'eu-west-1' } }))).toEqual([
      { address: ADDRESS, message: `the Config rule goes from a region that the plan does not tell: ${NOBODY}` },
    ]);
  });

  it.each([
    ['stays', part('rule', { before: {}, after: {} })],
    ['is replaced', part('rule', { before: { region: 'eu-west-1' }, after: { region: 'us-east-1' }, actions: ['delete', 'create'] })],
    ['is made', part('rule', { after: {} })],
    ['has attributes known only after apply', part('rule', { before: {}, after: {}, afterUnknown: true })],
  ])('says nothing of a rule that %s', (_, kept) => {
    expect(find(kept)).toEqual([]);
  });

  it('says nothing of a policy that has no rule, or is created from nothing', () => {
    expect(find(part('recorder', { before: {} }))).toEqual([]);
    expect(ruleRemoved.find(policyChange(null, {}, [part('rule', { after: {} })]), planView())).toEqual([]);
  });

  it('never prints a sensitive region', () => {
    expect(find(rule('eu-west-1', { beforeSensitive: { region: true } }))).toEqual([
      { address: `${ADDRESS}["eu-west-1"]`, message: `the Config rule goes from (sensitive): ${NOBODY}` },
    ]);
  });
});
