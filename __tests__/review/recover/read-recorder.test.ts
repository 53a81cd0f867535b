import type { SettingPath } from '../../../domain/settings';
import {
  kept,
  known,
  later,
  recovered,
  rule,
  RULE,
  settingsIn,
  unreadable,
  type Attributes,
  type Resources,
  type Written,
} from './written-plan';

const RECORDER = 'aws_config_configuration_recorder.main';
const CHANNEL = 'aws_config_delivery_channel.main';
const BUCKET = 'aws_s3_bucket.config';
const PATHS: readonly SettingPath[] = [
  'recorder',
  'resourceTypes',
  'serviceLinkedRole',
  'bucket.name',
  'bucket.keyPrefix',
  'bucket.forceDestroy',
];

const recorder = (...types: readonly unknown[]): Attributes => ({ name: 'default', recording_group: [{ resource_types: types }] });
const channel = (more: Attributes = {}): Attributes => ({ name: 'default', s3_bucket_name: 'config-logs', s3_key_prefix: null, ...more });

/** What is recovered of the recorder of a policy that is made. */
function made(others: Resources): unknown {
  const [before, after] = settingsIn({ [RULE]: { after: rule() }, ...others }, PATHS);
  expect(before).toBeNull();
  return after;
}

const NOTHING = {
  recorder: known(RULE, 'existing'),
  resourceTypes: known('', ['AWS::IAM::User']),
  serviceLinkedRole: known(RULE, 'existing'),
  'bucket.forceDestroy': known(RULE, false),
};
const RECORDED = { ...NOTHING, recorder: known(RECORDER, 'create'), resourceTypes: known(RECORDER, ['AWS::IAM::User']) };

describe('the recorder', () => {
  test('is somebody else’s when there is none', () => {
    expect(made({})).toEqual(NOTHING);
  });

  test.each<[string, Attributes, unknown]>([
    ['users', recorder('AWS::IAM::User'), known(RECORDER, ['AWS::IAM::User'])],
    ['several types, sorted', recorder('AWS::S3::Bucket', 'AWS::IAM::User'), known(RECORDER, ['AWS::IAM::User', 'AWS::S3::Bucket'])],
    ['all, when no types are named', recorder(), known(RECORDER, ['*'])],
    ['all, without a group', { name: 'default' }, known(RECORDER, ['*'])],
    ['what cannot be read', recorder('AWS::IAM::User', 7), unreadable(RECORDER, 'recording_group.resource_types is not what it should be')],
  ])('records %s', (_, values, resourceTypes) => {
    expect(made({ [RECORDER]: { after: values } })).toEqual({ ...RECORDED, resourceTypes });
  });

  test('records what is not known yet', () => {
    const hidden = { after: recorder(), unknown: { recording_group: [{ resource_types: [true] }] } };
    expect(made({ [RECORDER]: hidden })).toEqual({ ...RECORDED, resourceTypes: later(RECORDER) });
  });

  test('comes with the role of the service', () => {
    const role = 'aws_iam_service_linked_role.config';
    expect(made({ [role]: { after: { aws_service_name: 'config.amazonaws.com' } } })).toEqual({
      ...NOTHING,
      serviceLinkedRole: known(role, 'create'),
    });
  });

  test('is somebody else’s when it stands in another module', () => {
    const resources = { [`module.policy.${RULE}`]: kept(rule()), [`module.account.${RECORDER}`]: kept(recorder('AWS::IAM::User')) };
    const [policy, ...others] = recovered(resources);
    expect(others).toEqual([]);
    expect(policy?.parts).toEqual([`module.policy.${RULE}`, `(module.account.${RECORDER})`]);
    expect(policy?.after?.['recorder']).toEqual(known(`module.policy.${RULE}`, 'existing'));
  });
});

describe('the bucket', () => {
  const bucket = (more: Attributes = {}): Attributes => ({ bucket: 'config-logs', force_destroy: null, ...more });
  const REFERS = { s3_bucket_name: [`${BUCKET}.id`, BUCKET] };

  test.each<[string, Written, Resources, object]>([
    ['is given by name', { after: channel() }, {}, { 'bucket.name': known(CHANNEL, 'config-logs') }],
    [
      'is given with a prefix',
      { after: channel({ s3_key_prefix: 'prod' }) },
      {},
      { 'bucket.name': known(CHANNEL, 'config-logs'), 'bucket.keyPrefix': known(CHANNEL, 'prod') },
    ],
    [
      'is not given when it is made here',
      { after: channel() },
      { [BUCKET]: { after: bucket() } },
      { 'bucket.forceDestroy': known(BUCKET, false) },
    ],
    [
      'may be emptied with the policy',
      { after: channel() },
      { [BUCKET]: { after: bucket({ force_destroy: true }) } },
      { 'bucket.forceDestroy': known(BUCKET, true) },
    ],
    [
      'is not emptied when that is not known',
      { after: channel() },
      { [BUCKET]: { after: bucket(), unknown: { force_destroy: true } } },
      { 'bucket.forceDestroy': known(BUCKET, false) },
    ],
    [
      'is not given when its name is not known but refers to one made here',
      { after: channel({ s3_bucket_name: null }), unknown: { s3_bucket_name: true }, refers: REFERS },
      { [BUCKET]: { after: {}, unknown: { bucket: true } } },
      { 'bucket.forceDestroy': known(BUCKET, false) },
    ],
    [
      'is given by a name that is not known',
      { after: channel({ s3_bucket_name: null }), unknown: { s3_bucket_name: true }, refers: { s3_bucket_name: ['module.logs.name'] } },
      {},
      { 'bucket.name': later(CHANNEL, 'it comes from module.logs.name, which is known only after apply') },
    ],
    [
      'is not given when its name is made of one made here and more',
      { after: channel({ s3_bucket_name: null }), unknown: { s3_bucket_name: true }, refers: { s3_bucket_name: ['var.suffix', BUCKET] } },
      { [BUCKET]: { after: {} } },
      { 'bucket.forceDestroy': known(BUCKET, false) },
    ],
    [
      'is given by a name that cannot be, although it refers to one made here',
      { after: channel({ s3_bucket_name: 7 }), refers: REFERS },
      { [BUCKET]: { after: {} } },
      { 'bucket.name': unreadable(CHANNEL, 's3_bucket_name is not what it should be'), 'bucket.forceDestroy': known(BUCKET, false) },
    ],
    ['is not told when the channel names none', { after: channel({ s3_bucket_name: null }) }, {}, {}],
    [
      'is given by a name that cannot be',
      { after: channel({ s3_bucket_name: 7 }) },
      {},
      { 'bucket.name': unreadable(CHANNEL, 's3_bucket_name is not what it should be') },
    ],
    [
      'is the given one beside one of the module that has another name',
      { after: channel(), refers: REFERS },
      { [BUCKET]: { after: bucket({ bucket: 'other' }) } },
      { 'bucket.name': known(CHANNEL, 'config-logs'), 'bucket.forceDestroy': known(BUCKET, false) },
    ],
  ])('%s', (_, written, others, expected) => {
    expect(made({ [CHANNEL]: written, ...others })).toEqual({ ...NOTHING, ...expected });
  });

  test('is as it was when only a replacement hides it', () => {
    const resources: Resources = {
      ...replaced({ s3_bucket_name: [`${RECORDER}.name`] }),
      [RECORDER]: { before: recorder(), after: recorder(), actions: ['delete', 'create'] },
    };
    expect(settingsIn(resources, ['bucket.name'])).toEqual([
      { 'bucket.name': known(CHANNEL, 'config-logs') },
      { 'bucket.name': known(CHANNEL, 'config-logs') },
    ]);
  });

  const replaced = (refers: Written['refers']): Resources => ({
    [RULE]: kept(rule()),
    [CHANNEL]: { before: channel(), after: channel({ s3_bucket_name: null }), unknown: { s3_bucket_name: true }, refers: refers ?? {} },
  });

  test('is not known when it comes from elsewhere, whatever it was', () => {
    expect(settingsIn(replaced({ s3_bucket_name: ['var.name'] }), ['bucket.name'])).toEqual([
      { 'bucket.name': known(CHANNEL, 'config-logs') },
      { 'bucket.name': later(CHANNEL, 'it comes from var.name, which is known only after apply') },
    ]);
  });
});
