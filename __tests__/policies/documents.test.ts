import { documentsIn, type PolicyDocument, type Statement } from './documents';
import { DOORS, emittedBy, type Door } from './emitted';
import { faultsOf } from './faults';
import { STRUCTURES } from './structures';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:t';

const found = new Map<string, PolicyDocument>();
for (const door of Object.keys(DOORS) as Door[]) {
  for (const settings of Object.values(STRUCTURES)) {
    for (const document of documentsIn(emittedBy(door, settings))) found.set(JSON.stringify(document), document);
  }
}
const documents = [...found.values()];

describe('policy documents of all structures, through both doors', () => {
  test('stand on all that has a policy', () => {
    expect([...new Set(documents.map(({ address }) => address))].sort()).toEqual([
      'aws_iam_role.schedule_role.assume_role_policy',
      'aws_iam_role.sweep_role.assume_role_policy',
      'aws_iam_role_policy.schedule_role_policy.policy',
      'aws_iam_role_policy.sweep_role_policy.policy',
      'aws_kms_key.topic_key.policy',
      'aws_s3_bucket_policy.bucket_policy.policy',
      'aws_sns_topic_policy.topic_policy.policy',
      'aws_sqs_queue_policy.undelivered_queue_policy.policy',
      'output.bucket_policy_statements',
      'output.kms_key_policy_statements',
      'output.topic_policy_statements',
    ]);
  });

  test('name no action, resource or condition key that IAM does not know, and give nothing to everybody', async () => {
    const faults = await Promise.all(documents.map(async (document) => [document.address, await faultsOf(document)]));
    expect(faults).toEqual(documents.map(({ address }) => [address, []]));
  });

  test('leave no reference unresolved, so that what was judged is what AWS will see', () => {
    expect(documents.filter((document) => JSON.stringify(document).includes('${'))).toEqual([]);
  });
});

const publish: Statement = {
  Sid: 'S',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: TOPIC,
  Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
};

/** The same statement without one of its members. */
const without = (member: keyof Statement): Statement =>
  Object.fromEntries(Object.entries(publish).filter(([name]) => name !== member)) as unknown as Statement;

describe('the check of a policy document', () => {
  test('has nothing to say of a sound statement', async () => {
    expect(await faultsOf({ address: 'a', holder: 'topic', statements: [publish] })).toEqual([]);
  });

  test.each<[string, Partial<Statement>, PolicyDocument['holder'], readonly string[]]>([
    ['a misspelt action', { Action: ['sns:Publish', 'sns:Publisch'] }, 'topic', ['S: sns:Publisch is no action']],
    ['an unknown service', { Action: 'snss:Publish' }, 'topic', ['S: snss:Publish is no action']],
    ['a wildcard that names nothing', { Action: 'sns:Publisch*' }, 'topic', ['S: sns:Publisch* is no action']],
    [
      'the resource of another service',
      { Resource: TOPIC.replace('sns', 'sqs') },
      'topic',
      [`S: sns:Publish does not act on ${TOPIC.replace('sns', 'sqs')}`],
    ],
    ['any resource where one can be named', { Resource: '*' }, 'topic', ['S: sns:Publish does not act on *']],
    [
      'a bucket where an object is meant',
      { Action: 's3:PutObject', Resource: 'arn:aws:s3:::b' },
      'bucket',
      ['S: s3:PutObject does not act on arn:aws:s3:::b'],
    ],
    [
      'an object where a bucket is meant',
      { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b/*' },
      'bucket',
      ['S: s3:ListBucket does not act on arn:aws:s3:::b/*'],
    ],
    [
      'an ARN in the policy of a key',
      { Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:1:key/k' },
      'key',
      ['S: kms:Decrypt does not act on arn:aws:kms:eu-west-1:1:key/k'],
    ],
    [
      'a misspelt global condition key',
      { Condition: { StringEquals: { 'aws:SourceAcount': '1' } } },
      'topic',
      ['S: sns:Publish has no condition key aws:SourceAcount'],
    ],
    [
      'the condition key of another action',
      { Condition: { StringEquals: { 's3:x-amz-acl': '1' } } },
      'topic',
      ['S: sns:Publish has no condition key s3:x-amz-acl'],
    ],
    [
      'a condition on EventBridge',
      { Principal: { Service: 'events.amazonaws.com' } },
      'topic',
      ['S: has a condition on EventBridge, which then silently delivers nothing'],
    ],
    ['everybody', { Principal: '*' }, 'topic', ['S: allows everybody']],
    ['everybody with an account', { Principal: { AWS: '*' } }, 'topic', ['S: allows everybody']],
  ])('finds %s', async (_name, wrong, holder, faults) => {
    expect(await faultsOf({ address: 'a', holder, statements: [{ ...publish, ...wrong }] })).toEqual(faults);
  });

  test('has nothing to say of EventBridge without a condition, or of refusing everybody', async () => {
    const statements: Statement[] = [
      { ...without('Condition'), Principal: { Service: 'events.amazonaws.com' } },
      { ...publish, Effect: 'Deny', Principal: '*' },
    ];
    expect(await faultsOf({ address: 'a', holder: 'topic', statements })).toEqual([]);
  });

  test('finds a statement of a role with a principal, and one of a role or topic about nothing', async () => {
    expect(await faultsOf({ address: 'a', holder: 'role', statements: [publish] })).toEqual([
      'S: names a principal, which is the role itself',
    ]);
    expect(await faultsOf({ address: 'a', holder: 'topic', statements: [{ ...publish, Resource: [] }] })).toEqual(['S: is about nothing']);
  });

  test('finds a statement without a principal', async () => {
    expect(await faultsOf({ address: 'a', holder: 'topic', statements: [without('Principal')] })).toEqual(['S: names no principal']);
  });
});
