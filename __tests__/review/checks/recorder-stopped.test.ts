import { recorderStopped } from '../../../review/checks/recorder-stopped';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const rule = (region = 'eu-west-1'): Part => part('rule', { before: { region }, after: { region } });
const recorder = part('recorder', { before: {}, after: {} });

function find(...parts: readonly Part[]): readonly Found[] {
  return recorderStopped.find(policyChange({}, {}, parts), planView());
}

function status(spec: PartSpec): Part {
  return part('recorder-status', { address: 'aws_config_configuration_recorder_status.one', ...spec });
}

const STATUS = 'aws_config_configuration_recorder_status.one';
const on = { is_enabled: true };
const off = { is_enabled: false };

describe('recorder-stopped: the switch', () => {
  const STOPPED: Found = { address: STATUS, message: 'the recorder in eu-west-1 is stopped: it records no users' };

  it.each([
    ['is switched off', { before: on, after: off }, [STOPPED]],
    ['is made switched off', { after: off }, [STOPPED]],
    ['is switched off inside a replacement', { before: on, after: off, actions: ['delete', 'create'] }, [STOPPED]],
    ['was not told before', { before: {}, after: off }, [STOPPED]],
    ['was off already', { before: off, after: off }, []],
    ['is switched on', { before: off, after: on }, []],
    ['is made switched on', { after: on }, []],
    ['stays on', { before: on, after: on }, []],
    ['is known only after apply', { before: on, after: {}, afterUnknown: { is_enabled: true } }, []],
  ] as const)('judges a switch that %s', (_, spec: PartSpec, expected) => {
    expect(find(rule(), recorder, status(spec))).toEqual(expected);
  });

  it('names all regions in one finding', () => {
    const there = status({ address: 'x.there', before: { ...on, region: 'us-east-1' }, after: { ...off, region: 'us-east-1' } });
    expect(find(rule(), rule('us-east-1'), status({ before: on, after: off }), there)).toEqual([
      { address: STATUS, message: 'the recorder in eu-west-1 and us-east-1 is stopped: it records no users' },
    ]);
  });

  it('says nothing where no rule stands after', () => {
    expect(find(rule('us-east-1'), status({ before: on, after: off }))).toEqual([]);
    expect(find(part('rule', { before: {} }), status({ before: on, after: off }))).toEqual([]);
  });

  it('finds it in a policy that is created from nothing, and nothing in one that is destroyed', () => {
    const made = policyChange(null, {}, [part('rule', { after: {} }), status({ after: off })]);
    expect(recorderStopped.find(made, planView())).toEqual([STOPPED]);
    const destroyed = policyChange({}, null, [part('rule', { before: {} }), part('recorder', { before: {} }), status({ before: on })]);
    expect(recorderStopped.find(destroyed, planView())).toEqual([]);
  });

  it('takes what is not configured any more, and may be of any account, for one of its own', () => {
    const gone = status({ before: on, provider: '*' });
    expect(find(rule(), recorder, gone)).toEqual([
      { address: STATUS, message: 'what starts the recorder in eu-west-1 goes and the recorder stays: it records no users any more' },
    ]);
    expect(find(rule(), recorder, status({ before: on, provider: 'aws.audit' }))).toEqual([]);
  });

  it('never prints a sensitive region', () => {
    const hidden = status({ before: on, after: { ...off, region: 'eu-west-1' }, afterSensitive: { region: true } });
    expect(find(rule(), hidden)).toEqual([{ address: STATUS, message: 'the recorder in (sensitive) is stopped: it records no users' }]);
  });
});

describe('recorder-stopped: what starts it', () => {
  const GONE = 'what starts the recorder in eu-west-1 goes and the recorder stays: it records no users any more';

  it('finds that it goes while the recorder stays', () => {
    expect(find(rule(), recorder, status({ before: on }))).toEqual([{ address: STATUS, message: GONE }]);
  });

  it('is not taken for one made at another address, where another stays in a region that may be the same', () => {
    const nowhere = { regions: { before: undefined, after: undefined } };
    const other = status({ address: 'x.other', before: on, after: on, ...nowhere });
    expect(find(rule(), recorder, status({ before: on }), other)).toEqual([{ address: STATUS, message: GONE }]);
  });

  it('finds that it goes while the recorder is replaced', () => {
    const replaced = part('recorder', { before: { name: 'a' }, after: { name: 'b' }, actions: ['delete', 'create'] });
    expect(find(rule(), replaced, status({ before: on }))).toEqual([{ address: STATUS, message: GONE }]);
  });

  it('says when it is only forgotten', () => {
    expect(find(rule(), recorder, status({ before: on, actions: ['forget'] }))).toEqual([
      { address: STATUS, message: `${GONE}; ${STATUS} is only forgotten: it stays in AWS, but Terraform no longer keeps it` },
    ]);
  });

  it('warns of the order when it goes at one address and comes at another', () => {
    expect(find(rule(), recorder, status({ before: on }), status({ address: 'x.new', after: on }))).toEqual([
      {
        address: STATUS,
        message:
          'what starts the recorder in eu-west-1 goes at one address and is made at another: Terraform knows no order between them, and the recorder may end up stopped',
      },
    ]);
  });

  it('says both when the new switch is off', () => {
    const made = status({ address: 'x.new', after: off });
    expect(find(rule(), recorder, status({ before: on }), made)).toEqual([
      { address: 'x.new', message: 'the recorder in eu-west-1 is stopped: it records no users' },
      { address: STATUS, message: GONE },
    ]);
  });

  it.each([
    ['the recorder goes too', [part('recorder', { before: {} }), status({ before: on })]],
    ['it was off', [recorder, status({ before: off })]],
    [
      'recorder and switch are both made anew at other addresses',
      [
        part('recorder', { before: {} }),
        part('recorder', { address: 'x.r', after: {} }),
        status({ before: on }),
        status({ address: 'x.new', after: on }),
      ],
    ],
    ['it stood in another account', [recorder, status({ before: on, provider: 'aws.audit' })]],
    ['there is none', [recorder]],
  ])('says nothing when %s', (_, parts) => {
    expect(find(rule(), ...parts)).toEqual([]);
  });
});

describe('recorder-stopped: the delivery channel', () => {
  const channel = (spec: PartSpec): Part => part('delivery-channel', { address: 'aws_config_delivery_channel.one', ...spec });

  it('finds that it goes while the recorder stays', () => {
    expect(find(rule(), recorder, channel({ before: {} }))).toEqual([
      {
        address: 'aws_config_delivery_channel.one',
        message: 'the delivery channel in eu-west-1 goes and the recorder stays: a recorder without one cannot run',
      },
    ]);
  });

  it.each([
    ['the recorder goes too', [part('recorder', { before: {} }), channel({ before: {} })]],
    ['it is replaced', [recorder, channel({ before: { name: 'a' }, after: { name: 'b' }, actions: ['delete', 'create'] })]],
    ['another one is there', [recorder, channel({ before: {} }), channel({ address: 'x.c', after: {} })]],
    ['it is made', [recorder, channel({ after: {} })]],
  ])('says nothing when %s', (_, parts) => {
    expect(find(rule(), ...parts)).toEqual([]);
  });
});

describe('recorder-stopped: what is recorded', () => {
  const BLIND: Found = { address: 'aws_recorder.one', message: 'the recorder in eu-west-1 no longer records AWS::IAM::User' };
  const users = [{ all_supported: false, resource_types: ['AWS::IAM::User'] }];
  const others = [{ all_supported: false, resource_types: ['AWS::IAM::Role'] }];

  const change = (before: unknown, after: unknown, spec: PartSpec = {}): Part =>
    part('recorder', { before: { recording_group: before }, after: { recording_group: after }, ...spec });

  it.each([
    ['a list with users', users, true],
    ['a list without users', others, false],
    ['an empty list', [{ all_supported: false, resource_types: [] }], false],
    ['no recording group', [], false],
    ['all types with the global ones', [{ all_supported: true, include_global_resource_types: true }], true],
    ['all types without the global ones', [{ all_supported: true, include_global_resource_types: false }], false],
    ['all types and nothing said of the global ones', [{ all_supported: true, include_global_resource_types: null }], false],
    ['all types but some, by their strategy', [{ recording_strategy: [{ use_only: 'EXCLUSION_BY_RESOURCE_TYPES' }] }], true],
    ['all types but others', [{ exclusion_by_resource_types: [{ resource_types: ['AWS::EC2::Volume'] }] }], true],
    ['all types but users', [{ exclusion_by_resource_types: [{ resource_types: ['AWS::EC2::Volume', 'AWS::IAM::User'] }] }], false],
    [
      'all types but users, whatever the other fields say',
      [
        {
          all_supported: true,
          include_global_resource_types: true,
          exclusion_by_resource_types: [{ resource_types: ['AWS::IAM::User'] }],
          recording_strategy: [{ use_only: 'EXCLUSION_BY_RESOURCE_TYPES' }],
        },
      ],
      false,
    ],
    [
      'a list by its strategy',
      [{ resource_types: ['AWS::IAM::User'], recording_strategy: [{ use_only: 'INCLUSION_BY_RESOURCE_TYPES' }] }],
      true,
    ],
    [
      'all types by their strategy',
      [{ include_global_resource_types: true, recording_strategy: [{ use_only: 'ALL_SUPPORTED_RESOURCE_TYPES' }] }],
      true,
    ],
    ['all types by their strategy alone', [{ recording_strategy: [{ use_only: 'ALL_SUPPORTED_RESOURCE_TYPES' }] }], false],
  ])('knows whether %s records users', (_, group, isRecording) => {
    expect(find(rule(), change(users, group))).toEqual(isRecording ? [] : [BLIND]);
    expect(find(rule(), change(group, others))).toEqual(isRecording ? [BLIND] : []);
  });

  it.each([
    ['the whole group', [{}], { recording_group: true }],
    ['the list', [{ all_supported: false }], { recording_group: [{ resource_types: true }] }],
    [
      'a part of the list',
      [{ all_supported: false, resource_types: ['AWS::IAM::Role'] }],
      { recording_group: [{ resource_types: [false, true] }] },
    ],
    ['whether all types are', [{ resource_types: ['AWS::IAM::Role'] }], { recording_group: [{ all_supported: true }] }],
    ['whether global types are', [{ all_supported: true }], { recording_group: [{ include_global_resource_types: true }] }],
    ['what is left out', [{ all_supported: true }], { recording_group: [{ exclusion_by_resource_types: true }] }],
    [
      'all that is left out',
      [{ recording_strategy: [{ use_only: 'EXCLUSION_BY_RESOURCE_TYPES' }] }],
      { recording_group: [{ exclusion_by_resource_types: [{ resource_types: true }] }] },
    ],
  ])('says nothing while %s is known only after apply', (_, group, afterUnknown) => {
    expect(find(rule(), change(users, group, { afterUnknown }))).toEqual([]);
  });

  it('knows that users are not recorded although the strategy is filled in after apply', () => {
    expect(find(rule(), change(users, others, { afterUnknown: { recording_group: [{ recording_strategy: true }] } }))).toEqual([BLIND]);
  });

  it('finds it inside a replacement', () => {
    expect(find(rule(), change(users, others, { actions: ['delete', 'create'] }))).toEqual([BLIND]);
  });

  it('compares a recorder with the one that it takes the place of', () => {
    const old = part('recorder', { address: 'x.old', before: { recording_group: users } });
    const fresh = part('recorder', { after: { recording_group: others } });
    expect(find(rule(), old, fresh)).toEqual([BLIND]);
    expect(find(rule(), { ...old, provider: 'aws.audit' }, fresh)).toEqual([]);
  });

  it('says nothing of a recorder that never recorded users, is made, or goes', () => {
    expect(find(rule(), change(others, others))).toEqual([]);
    expect(find(rule(), part('recorder', { after: { recording_group: others } }))).toEqual([]);
    expect(find(rule(), part('recorder', { before: { recording_group: users } }))).toEqual([]);
  });
});
