import { strengthened } from '../../../review/checks/strengthened';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, remediation, unknownLeaf, type LeafSpec, type PartSpec } from '../../support/review';

const find = (before: LeafSpec, after: LeafSpec, parts: readonly Part[] = []): unknown =>
  strengthened.find(policyChange(before, after, parts), planView());
const found = (message: string): unknown => [{ address: null, message }];
const hidden = (value: unknown): unknown => ({ kind: 'known', value, address: 'a.b', isSensitive: true });
const ON = remediation('deactivate');
const on = (more: LeafSpec): LeafSpec => ({ ...ON, ...more });

describe('strengthened', () => {
  it.each<[string, LeafSpec, LeafSpec, string]>([
    [
      'a lower limit',
      { maxCredentialUsageAgeDays: 46 },
      {},
      'the limit goes from 46 to 45 days: whoever leaves a password or access key unused is reported 1 day sooner',
    ],
    [
      'a lower limit of which the function only tells',
      { ...remediation('notify'), maxCredentialUsageAgeDays: 90 },
      remediation('notify'),
      'the limit goes from 90 to 45 days: whoever leaves a password or access key unused is reported 45 days sooner',
    ],
    [
      'a lower limit that the function acts on',
      on({ maxCredentialUsageAgeDays: 90 }),
      ON,
      'the limit goes from 90 to 45 days: whoever leaves a password or access key unused is reported 45 days sooner, and access keys are deactivated 45 days sooner',
    ],
    ['a region', {}, { regions: ['eu-west-1', 'us-east-1', 'us-west-2'] }, 'users are judged in us-east-1 and us-west-2 too'],
    [
      'more frequent evaluation',
      { evaluationFrequency: 'TwentyFour_Hours' },
      { evaluationFrequency: 'Twelve_Hours' },
      'users are judged more often, from TwentyFour_Hours to Twelve_Hours',
    ],
    ['alerts', { alerts: 'none' }, { alerts: 'on', 'alerts.emails': ['a@example.com'] }, 'alerts are switched on'],
    [
      'an e-mail address',
      { 'alerts.emails': ['a@example.com'] },
      { 'alerts.emails': ['b@example.com', 'a@example.com'] },
      'b@example.com will be told by e-mail once confirmed',
    ],
    ['a first e-mail address', {}, { 'alerts.emails': ['b@example.com'] }, 'b@example.com will be told by e-mail once confirmed'],
    ['a longer notice', ON, on({ 'remediation.warnDays': 8 }), 'notice goes from 7 to 8 days: owners of access keys hear earlier'],
    ['a longer grace', ON, on({ 'remediation.graceDays': 15 }), 'grace goes from 14 to 15 days: a deactivated access key is kept longer'],
    ['a lower cap', ON, on({ 'remediation.maxKeysPerDay': 9 }), 'the cap goes from 10 to 9 keys: fewer are hit on one day'],
    [
      'fewer exempt',
      on({ 'remediation.exempt.userNames': ['svc-*'], 'remediation.exempt.paths': ['/ci/'], 'remediation.exempt.tag': 'keep' }),
      on({ 'remediation.exempt.userNames': ['svc-a'] }),
      'no longer exempt are users named svc-*, users under /ci/ and users with the tag keep: their access keys may be deactivated that were not',
    ],
    [
      'fewer exempt of whom the function only tells',
      { ...remediation('notify'), 'remediation.exempt.userNames': ['bob'] },
      remediation('notify'),
      'no longer exempt are users named bob: their access keys may be told of',
    ],
    ['an analyzer', { accessAnalyzer: false }, { accessAnalyzer: true }, 'an analyzer reports unused access too'],
    ['a first analyzer', {}, { accessAnalyzer: true }, 'an analyzer reports unused access too'],
    ['rotation', {}, { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 90 }, 'access keys are reported by their age too'],
    [
      'a lower age',
      { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 90 },
      { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 89 },
      'the age of access keys that is reported goes from 90 to 89 days',
    ],
    [
      'a boundary',
      remediation('notify'),
      { ...remediation('notify'), permissionsBoundaryArn: 'arn:b' },
      'a permissions boundary limits the roles',
    ],
  ])('says what %s means', (_, before, after, message) => {
    expect(find(before, after)).toEqual(found(message));
  });

  it('says all in one finding', () => {
    const before = on({ maxCredentialUsageAgeDays: 90, 'remediation.graceDays': 7, accessAnalyzer: false });
    expect(find(before, on({ 'remediation.warnDays': 9, accessAnalyzer: true }))).toEqual(
      found(
        'the limit goes from 90 to 45 days: whoever leaves a password or access key unused is reported 45 days sooner, and access keys are deactivated 45 days sooner; notice goes from 7 to 9 days: owners of access keys hear earlier; grace goes from 7 to 14 days: a deactivated access key is kept longer; an analyzer reports unused access too',
      ),
    );
  });

  it.each<[string, LeafSpec, LeafSpec]>([
    [
      'nothing changes',
      on({ regions: ['a', 'b'], accessAnalyzer: true, rotation: 'on' }),
      on({ regions: ['a', 'b'], accessAnalyzer: true, rotation: 'on' }),
    ],
    ['the limit rises', {}, { maxCredentialUsageAgeDays: 46 }],
    ['a region goes', { regions: ['a', 'b'] }, { regions: ['a'] }],
    ['evaluation is as often', { evaluationFrequency: 'Six_Hours' }, { evaluationFrequency: 'Six_Hours' }],
    ['evaluation is less often', { evaluationFrequency: 'One_Hour' }, { evaluationFrequency: 'Three_Hours' }],
    ['the frequency before is none', { evaluationFrequency: 'Daily' }, { evaluationFrequency: 'One_Hour' }],
    ['the frequency after is none', { evaluationFrequency: 'TwentyFour_Hours' }, { evaluationFrequency: 'Daily' }],
    ['alerts go', { 'alerts.emails': ['a'] }, { alerts: 'none' }],
    ['an address goes', { 'alerts.emails': ['a', 'b'] }, { 'alerts.emails': ['a'] }],
    ['notice, grace and cap weaken', ON, on({ 'remediation.warnDays': 6, 'remediation.graceDays': 13, 'remediation.maxKeysPerDay': 11 })],
    ['more are exempt', ON, on({ 'remediation.exempt.userNames': ['a'] })],
    ['remediation comes', {}, ON],
    ['remediation goes', on({ 'remediation.exempt.userNames': ['a'] }), {}],
    ['the recorder is made now', { recorder: 'existing' }, { recorder: 'create' }],
    [
      'analyzer, rotation and boundary go',
      { accessAnalyzer: true, rotation: 'on', permissionsBoundaryArn: 'b' },
      { accessAnalyzer: false },
    ],
    [
      'the age of a rule that now reports access keys is not known',
      {},
      {
        rotation: 'on',
        'rotation.maxAccessKeyAgeDays': { kind: 'unknown', address: 'a.b', cause: 'unreadable', because: 'c' },
      },
    ],
    ['the age rises', { 'rotation.maxAccessKeyAgeDays': 90 }, { 'rotation.maxAccessKeyAgeDays': 91 }],
    ['a boundary becomes another', { permissionsBoundaryArn: 'a' }, { permissionsBoundaryArn: 'b' }],
  ])('finds nothing when %s', (_, before, after) => {
    expect(find(before, after)).toEqual([]);
  });

  it('finds nothing in what is not known on either side', () => {
    const all: LeafSpec = on({
      maxCredentialUsageAgeDays: 90,
      regions: ['a'],
      evaluationFrequency: 'TwentyFour_Hours',
      alerts: 'none',
      'alerts.emails': [],
      'remediation.exempt.userNames': ['a'],
      'remediation.exempt.paths': ['/a/'],
      'remediation.exempt.tag': 'a',
      accessAnalyzer: false,
    });
    const none = Object.fromEntries([...Object.keys(all), 'rotation', 'permissionsBoundaryArn'].map((path) => [path, unknownLeaf()]));
    const strong: LeafSpec = on({
      maxCredentialUsageAgeDays: 1,
      regions: ['a', 'b'],
      evaluationFrequency: 'One_Hour',
      alerts: 'on',
      'alerts.emails': ['x'],
      accessAnalyzer: true,
      rotation: 'on',
      permissionsBoundaryArn: 'b',
    });
    expect(find(all, none)).toEqual([]);
    expect(find(none, strong)).toEqual([]);
  });

  it('does not take the region that another moves to as added', () => {
    const rule = (address: string, before: string, after: string): Part =>
      part('rule', { address, before: { region: before }, after: { region: after }, actions: ['delete', 'create'] });
    const moved = rule('aws_config_config_rule.one', 'eu-west-1', 'eu-central-1');
    expect(find({}, { regions: ['eu-central-1'] }, [moved])).toEqual([]);
    expect(find({}, { regions: ['eu-central-1', 'us-east-1'] }, [moved])).toEqual(found('users are judged in us-east-1 too'));
    const made = part('rule', { address: 'aws_config_config_rule.two', after: { region: 'us-east-1' } });
    expect(find({}, { regions: ['eu-west-1', 'us-east-1'] }, [made])).toEqual(found('users are judged in us-east-1 too'));
  });

  it.each<[string, PartSpec, readonly string[]]>([
    ['becomes encrypted', { before: { name: 't' }, after: { name: 't', kms_master_key_id: 'alias/a' } }, ['the topic is encrypted']],
    [
      'becomes encrypted inside a replacement',
      { before: { name: 't' }, after: { name: 'u', kms_master_key_id: 'alias/a' }, actions: ['delete', 'create'] },
      ['the topic is encrypted'],
    ],
    ['was encrypted', { before: { kms_master_key_id: 'alias/a' }, after: { kms_master_key_id: 'alias/b' } }, []],
    ['stays in clear', { before: { name: 't' }, after: { name: 't' } }, []],
    ['is made', { after: { kms_master_key_id: 'alias/a' } }, []],
    ['goes', { before: { name: 't' } }, []],
    [
      'has a key that is known only after apply',
      { before: { name: 't' }, after: { name: 't' }, afterUnknown: { kms_master_key_id: true } },
      [],
    ],
  ])('looks at a topic that %s', (_, spec, messages) => {
    expect(find({}, {}, [part('topic', spec)])).toEqual(messages.map((message) => ({ address: null, message })));
  });

  it('prints nothing sensitive, nor what follows from it', () => {
    const before = on({
      maxCredentialUsageAgeDays: hidden(90),
      'remediation.exempt.userNames': hidden(['bob']),
      evaluationFrequency: hidden('TwentyFour_Hours'),
    });
    const after = on({
      regions: hidden(['eu-west-1', 'us-east-1']),
      'alerts.emails': hidden(['a@example.com']),
      evaluationFrequency: 'One_Hour',
      permissionsBoundaryArn: hidden('arn:secret'),
    });
    expect(find(before, after)).toEqual(
      found(
        'the limit goes from (sensitive) to 45 days: whoever leaves a password or access key unused is reported sooner, and access keys are deactivated sooner; users are judged in (sensitive) too; users are judged more often, from (sensitive) to One_Hour; (sensitive) will be told by e-mail once confirmed; no longer exempt are users named (sensitive): their access keys may be deactivated that were not; a permissions boundary limits the roles',
      ),
    );
  });
});
