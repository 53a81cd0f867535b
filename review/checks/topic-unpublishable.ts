import { listed } from '../../domain/phrases';
import type { Found, PolicyCheck } from '../check';
import { silencesOn, type Silence } from '../facts/silences';

/** Finds that EventBridge or CloudWatch can no longer publish to the topic. */
export const topicUnpublishable: PolicyCheck = {
  name: 'topic-unpublishable',
  severity: 'danger',
  asks: 'policy',
  means:
    'A KMS key, its policy, its being disabled or deleted, or the policy of the topic keeps EventBridge or CloudWatch from publishing, while an event rule or an alarm has the topic as its target.',
  why: 'Nothing fails: the event rule matches, the alarm rises, and the message vanishes. People take silence for good news.',
  example: 'The `kms_master_key_id` of the topic becomes `alias/aws/sns`, whose policy admits no service that publishes here.',
  advice:
    'Let events.amazonaws.com publish and use the KMS key (kms:Decrypt, kms:GenerateDataKey*) without any condition, and cloudwatch.amazonaws.com the same; then send a test message.',
  find(policy) {
    const after = silencesOn(policy, 'after');
    const before = after.length === 0 ? [] : silencesOn(policy, 'before');
    const fresh = after.filter((silence) => !before.some((other) => isSame(silence, other)));
    const faults = fresh.filter((silence, index) => fresh.findIndex((other) => isOfOneFault(silence, other)) === index);
    return faults.map((fault) =>
      found(
        fault,
        fresh.filter((silence) => isOfOneFault(silence, fault)),
      ),
    );
  },
};

/** The same service is silenced for the same reason at the same topic, whatever the reason is called in Terraform. */
function isSame(one: Silence, other: Silence): boolean {
  return one.because === other.because && one.publisher === other.publisher && one.topic === other.topic;
}

function isOfOneFault(one: Silence, other: Silence): boolean {
  return one.because === other.because && one.address === other.address;
}

function found(one: Silence, silences: readonly Silence[]): Found {
  const names = [...new Set(silences.map(({ publisher }) => publisher.name))];
  const what = [...new Set(silences.map(({ words }) => words))];
  const sends = names.length === 1 ? 'sends' : 'send';
  return { address: one.address, message: `${faultOf(one, what)}: what ${listed(names)} ${sends} to the topic vanishes` };
}

function faultOf({ because }: Silence, words: readonly string[]): string {
  switch (because) {
    case 'aws-managed-key':
      return 'the topic is encrypted with alias/aws/sns, which admits no service of AWS that publishes here';
    case 'key-disabled':
      return "the topic's KMS key is disabled";
    case 'key-deleted':
      return `the ${listed(words)} that the topic is encrypted with is deleted`;
    case 'key-policy':
      return `the policy of the topic's KMS key ${listed(words)}`;
    case 'topic-policy':
      return `the policy of the topic ${listed(words)}`;
    case 'no-topic-policy':
      return 'the policy of the topic goes, and the default one does not let EventBridge publish';
  }
}
