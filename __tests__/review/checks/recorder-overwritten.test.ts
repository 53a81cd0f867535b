import { recorderOverwritten } from '../../../review/checks/recorder-overwritten';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import { part, planView, policyChange, type PartSpec } from '../../support/review';

const recorder = (address: string, spec: PartSpec): Part => part('recorder', { address, ...spec });
const made = recorder('x.new', { after: { name: 'default' } });
const deleted = recorder('x.old', { before: { name: 'default' } });

function find(own: readonly Part[], there: readonly Part[] = []): readonly Found[] {
  return recorderOverwritten.find(policyChange({}, {}, own), planView({ recorders: new Map([['aws eu-west-1', there]]) }));
}

const found = (address: string, called = 'the name default'): Found => ({
  address,
  message: `a recorder is made in eu-west-1 under ${called} that x.old has, which is deleted: Terraform knows no order between them, and none may be left`,
});

const TOWER = 'aws-controltower-BaselineConfigRecorder';
const OF_TOWER = 'a recorder is made in eu-west-1 under the name of the one of AWS Control Tower and would overwrite it';

describe('recorder-overwritten', () => {
  it('finds a recorder that is made under the name of one that is deleted', () => {
    expect(find([made, deleted])).toEqual([found('x.new')]);
    expect(find([made], [deleted])).toEqual([found('x.new')]);
  });

  it('finds one that gets the name in a replacement', () => {
    const renamed = recorder('x.new', { before: { name: 'mine' }, after: { name: 'default' }, actions: ['delete', 'create'] });
    expect(find([renamed], [deleted])).toEqual([found('x.new')]);
  });

  it('finds one that comes from another region under the name', () => {
    const moved = recorder('x.new', {
      before: { name: 'default', region: 'us-east-1' },
      after: { name: 'default', region: 'eu-west-1' },
      actions: ['delete', 'create'],
    });
    expect(find([moved], [deleted])).toEqual([found('x.new')]);
  });

  it.each([
    ['another name', { name: 'other' }],
    ['another region', { name: 'default', region: 'us-east-1' }],
  ])('finds that the other one is replaced and gets %s', (_, after) => {
    const leaving = recorder('x.old', { before: { name: 'default' }, after, actions: ['delete', 'create'] });
    expect(find([made], [leaving])).toEqual([found('x.new')]);
  });

  it('takes a region that is not told for the same', () => {
    const placeless = recorder('x.new', { after: { name: 'default' }, regions: { before: undefined, after: undefined } });
    expect(find([placeless, deleted])).toEqual([
      {
        address: 'x.new',
        message:
          'a recorder is made in a region that the plan does not tell under the name default that x.old has, which is deleted: Terraform knows no order between them, and none may be left',
      },
    ]);
  });

  it('finds a recorder under the name of the one of Control Tower', () => {
    expect(find([recorder('x.new', { after: { name: TOWER } })])).toEqual([{ address: 'x.new', message: OF_TOWER }]);
    expect(find([recorder('x.new', { before: { name: 'a' }, after: { name: TOWER }, actions: ['delete', 'create'] })])).toEqual([
      { address: 'x.new', message: OF_TOWER },
    ]);
  });

  it('finds it in a policy that is created from nothing', () => {
    expect(recorderOverwritten.find(policyChange(null, {}, [made, deleted]), planView())).toEqual([found('x.new')]);
  });

  it.each([
    ['another name', [made, recorder('x.old', { before: { name: 'other' } })]],
    ['another region', [made, recorder('x.old', { before: { name: 'default', region: 'us-east-1' } })]],
    ['another account', [made, recorder('x.old', { before: { name: 'default' }, provider: 'aws.audit' })]],
    ['the same name, and stays', [made, recorder('x.old', { before: { name: 'default' }, after: { name: 'default' } })]],
    ['the same name, and is only forgotten', [made, recorder('x.old', { before: { name: 'default' }, actions: ['forget'] })]],
    [
      'the same name, and is replaced under it',
      [made, recorder('x.old', { before: { name: 'default' }, after: { name: 'default', a: 1 }, actions: ['delete', 'create'] })],
    ],
    [
      'the same name, and is replaced into a region that the plan does not tell',
      [
        made,
        recorder('x.old', {
          before: { name: 'default' },
          after: { name: 'default' },
          actions: ['delete', 'create'],
          regions: { before: 'eu-west-1', after: undefined },
        }),
      ],
    ],
    [
      'the same name, and is replaced out of a region that the plan does not tell',
      [
        made,
        recorder('x.old', {
          before: { name: 'default' },
          after: { name: 'default' },
          actions: ['delete', 'create'],
          regions: { before: undefined, after: 'eu-west-1' },
        }),
      ],
    ],
    [
      'the same name, and is replaced under one known only after apply',
      [made, recorder('x.old', { before: { name: 'default' }, after: {}, afterUnknown: { name: true }, actions: ['delete', 'create'] })],
    ],
  ])('says nothing when the other one has %s', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });

  it.each([
    ['stays under the name of Control Tower', [recorder('x.a', { before: { name: TOWER }, after: { name: TOWER } })]],
    [
      'is replaced under its name',
      [recorder('x.a', { before: { name: TOWER }, after: { name: TOWER, a: 1 }, actions: ['delete', 'create'] })],
    ],
    ['gets a name known only after apply', [recorder('x.new', { after: {}, afterUnknown: { name: true } }), deleted]],
    ['is deleted', [deleted]],
    ['is not there', []],
    ['belongs to somebody else', [{ ...made, isOwn: false }, deleted]],
  ])('says nothing of a recorder that %s', (_, parts) => {
    expect(find(parts)).toEqual([]);
  });

  it('prints a name beside something else that is sensitive', () => {
    const named = recorder('x.new', { after: { name: 'default', role_arn: 'x' }, afterSensitive: { role_arn: true } });
    expect(find([named, deleted])).toEqual([found('x.new')]);
  });

  it('never prints a sensitive name', () => {
    expect(find([recorder('x.new', { after: { name: 'default' }, afterSensitive: { name: true } }), deleted])).toEqual([
      found('x.new', 'the name'),
    ]);
    expect(find([made, recorder('x.old', { before: { name: 'default' }, beforeSensitive: { name: true } })])).toEqual([
      found('x.new', 'the name'),
    ]);
  });
});
