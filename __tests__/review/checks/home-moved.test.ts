import { homeMoved } from '../../../review/checks/home-moved';
import type { Found } from '../../../review/check';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec } from '../../support/review';

const WEST = { homeRegion: 'eu-west-1' };
const CENTRAL = { homeRegion: 'eu-central-1' };
const NONE = { alerts: 'none' };

function find(before: LeafSpec, after: LeafSpec): readonly Found[] {
  return homeMoved.find(policyChange(before, after), planView());
}

const found = (lost: string, from = 'eu-west-1', to = 'eu-central-1'): Found => ({
  address: 'aws_config_config_rule.one',
  message: `home moves from ${from} to ${to}: ${lost}`,
});

const EMAILS = 'e-mail addresses must be confirmed again';
const MEMORY = 'the function starts with an empty memory';

describe('home-moved', () => {
  it('finds that home moves, with the alerts', () => {
    expect(find(WEST, CENTRAL)).toEqual([found(EMAILS)]);
  });

  it('finds that home moves, with alerts and remediation', () => {
    expect(find({ ...WEST, ...remediation('notify') }, { ...CENTRAL, ...remediation('delete') })).toEqual([
      found(`${EMAILS} and ${MEMORY}`),
    ]);
  });

  it('finds that home moves with remediation although the alerts go', () => {
    expect(find({ ...WEST, ...remediation('notify') }, { ...CENTRAL, ...remediation('notify'), ...NONE })).toEqual([found(MEMORY)]);
  });

  it.each([
    ['home stays', WEST, WEST],
    ['neither alerts nor remediation is on', { ...WEST, ...NONE }, { ...CENTRAL, ...NONE }],
    ['alerts come only with the new home', { ...WEST, ...NONE }, CENTRAL],
    ['alerts go with the old home', WEST, { ...CENTRAL, ...NONE }],
    ['remediation comes only with the new home', { ...WEST, ...NONE }, { ...CENTRAL, ...NONE, ...remediation('notify') }],
    ['the new home is not known', WEST, { homeRegion: unknownLeaf() }],
    ['the old home is not known', { homeRegion: unknownLeaf() }, WEST],
    ['it is not known whether alerts are on', WEST, { ...CENTRAL, alerts: unknownLeaf() }],
  ])('says nothing when %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it.each([
    ['created from nothing', null, {}],
    ['destroyed', {}, null],
  ])('says nothing of a policy that is %s', (_, before, after) => {
    expect(homeMoved.find(policyChange(before, after), planView())).toEqual([]);
  });

  it('finds it although all that stands there is replaced', () => {
    const topic = part('topic', { before: { region: 'eu-west-1' }, after: { region: 'eu-central-1' }, actions: ['delete', 'create'] });
    expect(homeMoved.find(policyChange(WEST, CENTRAL, [topic]), planView())).toEqual([found(EMAILS)]);
  });

  it('never prints a sensitive region', () => {
    const hidden = { kind: 'known', value: 'eu-central-1', address: 'aws_config_config_rule.one', isSensitive: true };
    expect(find(WEST, { homeRegion: hidden })).toEqual([found(EMAILS, 'eu-west-1', '(sensitive)')]);
  });
});
