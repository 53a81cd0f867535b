import { regionMoved } from '../../../review/checks/region-moved';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

function rule(before: string | undefined, after: string | undefined, spec: PartSpec = {}): Part {
  return part('rule', {
    address: 'x.rule',
    before: { region: before },
    after: { region: after },
    regions: { before, after },
    actions: ['delete', 'create'],
    ...spec,
  });
}

function find(...parts: readonly Part[]): readonly Found[] {
  return regionMoved.find(policyChange({}, {}, parts), planView());
}

const found = (from: string, to: string): Found => ({
  address: 'x.rule',
  message: `the Config rule moves from ${from} to ${to}: it is deleted in the one and starts anew in the other`,
});

describe('region-moved', () => {
  it('finds a rule that is replaced into another region', () => {
    expect(find(rule('eu-west-1', 'eu-central-1'))).toEqual([found('eu-west-1', 'eu-central-1')]);
  });

  it('finds each of two rules that change places', () => {
    expect(find(rule('eu-west-1', 'us-east-1'), rule('us-east-1', 'eu-west-1'))).toEqual([
      found('eu-west-1', 'us-east-1'),
      found('us-east-1', 'eu-west-1'),
    ]);
  });

  it.each([
    ['is replaced where it stands', rule('eu-west-1', 'eu-west-1')],
    ['goes to a region known only after apply', rule('eu-west-1', undefined, { afterUnknown: { region: true } })],
    ['comes from a region that is not told', rule(undefined, 'eu-west-1')],
    ['stays', rule('eu-west-1', 'eu-west-1', { actions: ['no-op'] })],
    ['is made', part('rule', { after: {} })],
    ['goes', part('rule', { before: {} })],
    ['is no rule', { ...rule('eu-west-1', 'us-east-1'), kind: 'recorder' as const }],
  ])('says nothing of one that %s', (_, kept) => {
    expect(find(kept)).toEqual([]);
  });

  it('never prints a sensitive region', () => {
    expect(find(rule('eu-west-1', 'us-east-1', { beforeSensitive: { region: true } }))).toEqual([found('(sensitive)', 'us-east-1')]);
    expect(find(rule('eu-west-1', 'us-east-1', { afterSensitive: { region: true } }))).toEqual([found('eu-west-1', '(sensitive)')]);
  });
});
