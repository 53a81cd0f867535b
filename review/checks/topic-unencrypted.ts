import type { Found, PolicyCheck } from '../check';
import { factOf, type Part, type Side } from '../part';
import { partsOf } from '../policy-change';

/**
 * Finds that the topic of the alerts loses its encryption, or is made without any.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html (read 2026-11)
 */
export const topicUnencrypted: PolicyCheck = {
  name: 'topic-unencrypted',
  severity: 'warning',
  asks: 'policy',
  means: 'The topic of the alerts is no longer encrypted with a KMS key, or is made without one.',
  why: 'Messages name users and access keys that nobody uses: a list of what is worth stealing should not lie unencrypted.',
  example: 'The `kms_master_key_id` of the `aws_sns_topic` is removed.',
  advice: 'Encrypt the topic with a KMS key whose policy admits events.amazonaws.com and cloudwatch.amazonaws.com.',
  find(policy) {
    return partsOf(policy, 'topic').flatMap((topic) => found(topic));
  },
};

function found(topic: Part): readonly Found[] {
  const { address } = topic;
  if (topic.after === null || !isPlain(topic, 'after')) return [];
  if (topic.before === null)
    return [{ address, message: 'the topic is made without a KMS key: messages about unused credentials lie in it unencrypted' }];
  if (isPlain(topic, 'before')) return [];
  return [{ address, message: 'the topic loses its KMS key: messages about unused credentials lie in it unencrypted' }];
}

function isPlain(topic: Part, side: Side): boolean {
  return factOf(topic, side, ['kms_master_key_id']).kind === 'absent';
}
