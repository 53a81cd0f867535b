import { topicUnpublishable } from '../../../review/checks/topic-unpublishable';
import type { Found } from '../../../review/check';
import type { Part } from '../../../review/part';
import type { Values } from '../../../review/plan';
import { part, planView, policyChange, type LeafSpec } from '../../support/review';

const ARN = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';

const letting = (service: string, ...Action: readonly string[]): Values => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
  Action,
  Resource: '*',
});
const documentOf = (...statements: readonly Values[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const GOOD = documentOf(letting('events', 'sns:Publish'), letting('cloudwatch', 'sns:Publish'));
const REFUSES = documentOf(letting('cloudwatch', 'sns:Publish'));

const topic = (before: Values | null, after: Values): Part => {
  const side = (values: Values): Values => ({ arn: ARN, name: 'alerts', ...values });
  return part('topic', { address: 'aws_sns_topic.one', before: before === null ? null : side(before), after: side(after) });
};
const target = part('event-target', { before: { arn: ARN }, after: { arn: ARN } });
const newTarget = part('event-target', { after: { arn: ARN } });

const find = (parts: readonly Part[], before: LeafSpec | null = {}): readonly Found[] =>
  topicUnpublishable.find(policyChange(before, {}, parts), planView());
const refused = (address: string, what: string): readonly Found[] => [
  { address, message: `the policy of the ${what}: what EventBridge sends to the topic vanishes` },
];

describe('topic-unpublishable: a policy that is as before', () => {
  it('finds that somebody starts to publish where the policy in the topic refused that already', () => {
    expect(find([topic({ policy: REFUSES }, { policy: REFUSES }), newTarget])).toEqual(
      refused('aws_sns_topic.one', 'topic does not let EventBridge publish'),
    );
    expect(find([topic({ policy: REFUSES }, { policy: REFUSES }), target])).toEqual([]);
    expect(find([topic({ policy: GOOD }, { policy: GOOD }), newTarget])).toEqual([]);
  });

  it('says nothing when a resource of its own takes the place of the policy in the topic and refuses the same', () => {
    const its = (policy: string): Part =>
      part('topic-policy', {
        address: 'aws_sns_topic_policy.one',
        after: { policy },
        afterUnknown: { arn: true },
        references: { arn: ['aws_sns_topic.one.arn'] },
      });
    expect(find([topic({ policy: REFUSES }, { policy: REFUSES }), target, its(REFUSES)])).toEqual([]);
    expect(find([topic({ policy: GOOD }, { policy: GOOD }), target, its(REFUSES)])).toEqual(
      refused('aws_sns_topic_policy.one', 'topic does not let EventBridge publish'),
    );
  });
});

describe('topic-unpublishable: a topic that is made with its key', () => {
  it.each([
    ['lets EventBridge use it', documentOf(letting('events', 'kms:Decrypt', 'kms:GenerateDataKey*')), []],
    ['lets nobody', documentOf(), refused('aws_kms_key.one', "topic's KMS key does not let EventBridge use the key")],
  ])('is judged when the policy of the key %s', (_, policy, expected) => {
    const key = part('kms-key', { address: 'aws_kms_key.one', after: { arn: KEY_ARN, key_id: 'k-1', policy } });
    const parts = [topic(null, { kms_master_key_id: KEY_ARN }), key, newTarget];
    expect(find(parts)).toEqual(expected);
    expect(find(parts, null)).toEqual(expected);
  });
});
