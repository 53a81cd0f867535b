import { recorderRemoved } from '../../../review/checks/recorder-removed';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const rule = (region: string): Part => part('rule', { before: { region }, after: { region } });

function recorder(region: string, spec: PartSpec = {}): Part {
  return part('recorder', { address: `aws_config_configuration_recorder.one["${region}"]`, before: { region }, ...spec });
}

function find(...parts: readonly Part[]): readonly Found[] {
  return recorderRemoved.find(policyChange({}, {}, parts), planView());
}

const found = (where: string, rest = ''): Found => ({
  address: 'aws_config_configuration_recorder.one["eu-west-1"]',
  message: `the recorder goes from ${where} and the Config rule stays there without one: AWS Config no longer knows which users there are${rest}`,
});

describe('recorder-removed', () => {
  it('finds that the recorder goes while the rule stays', () => {
    expect(find(rule('eu-west-1'), recorder('eu-west-1'))).toEqual([found('eu-west-1')]);
  });

  it('names all regions in one finding', () => {
    const parts = [rule('eu-west-1'), rule('us-east-1'), recorder('eu-west-1'), recorder('us-east-1')];
    expect(find(...parts)).toEqual([found('eu-west-1 and us-east-1')]);
  });

  it('says of a forgotten recorder that it stays in AWS', () => {
    const rest =
      '; aws_config_configuration_recorder.one["eu-west-1"] is only forgotten: it stays in AWS, but Terraform no longer keeps it';
    expect(find(rule('eu-west-1'), recorder('eu-west-1', { actions: ['forget'] }))).toEqual([found('eu-west-1', rest)]);
  });

  it.each([
    ['of the rule', part('rule', { before: {}, after: {}, regions: { before: undefined, after: undefined } }), recorder('eu-west-1')],
    ['of the recorder', rule('eu-west-1'), recorder('eu-west-1', { before: {}, regions: { before: undefined, after: undefined } })],
  ])('takes a region %s that is not told for the same', (_, ofRule, ofRecorder) => {
    expect(find(ofRule, ofRecorder)).toHaveLength(1);
  });

  it('finds the recorder of the account that stands in another module', () => {
    expect(find(rule('eu-west-1'), recorder('eu-west-1', { isOwn: false }))).toEqual([found('eu-west-1')]);
  });

  it.each([
    ['the rule stands in another region', [rule('us-east-1'), recorder('eu-west-1')]],
    ['the rule goes too', [part('rule', { before: {} }), recorder('eu-west-1')]],
    ['the recorder stays', [rule('eu-west-1'), recorder('eu-west-1', { after: {} })]],
    ['the recorder is replaced', [rule('eu-west-1'), recorder('eu-west-1', { after: { name: 'b' }, actions: ['delete', 'create'] })]],
    ['the recorder is known only after apply', [rule('eu-west-1'), recorder('eu-west-1', { after: {}, afterUnknown: true })]],
    ['the recorder is made', [rule('eu-west-1'), part('recorder', { after: {} })]],
    ['there is no recorder', [rule('eu-west-1')]],
    ['another recorder of the policy takes its place', [rule('eu-west-1'), recorder('eu-west-1'), part('recorder', { after: {} })]],
  ])('says nothing when %s', (_, parts) => {
    expect(find(...parts)).toEqual([]);
  });

  it('says nothing when a recorder of somebody else takes its place in the same account', () => {
    const policy = policyChange({}, {}, [rule('eu-west-1'), recorder('eu-west-1')]);
    const others = (provider: string): ReadonlyMap<string, readonly Part[]> =>
      new Map([['aws eu-west-1', [part('recorder', { address: 'x.y', after: {}, provider })]]]);
    expect(recorderRemoved.find(policy, planView({ recorders: others('aws') }))).toEqual([]);
    expect(recorderRemoved.find(policy, planView({ recorders: others('aws.audit') }))).toEqual([found('eu-west-1')]);
  });

  it('never prints a sensitive region', () => {
    expect(find(rule('eu-west-1'), recorder('eu-west-1', { beforeSensitive: { region: true } }))).toEqual([found('(sensitive)')]);
  });
});
