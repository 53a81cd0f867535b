import { isGone } from './gone';
import { grantsOf } from './iam-grants';
import { factOf, stringOf, valueOf, type Fact, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { isArnOf, publishersTo, type Publisher } from './publishers';
import { refersTo } from '../recover/reading';
import { permissionOf } from './service-may';
import { deletedKeysOf, keysOfTopic } from './topic-key';

/** Why one service cannot publish to a topic, as far as the plan shows it. */
export interface Silence {
  readonly because: 'aws-managed-key' | 'key-disabled' | 'key-deleted' | 'key-policy' | 'topic-policy' | 'no-topic-policy';
  readonly publisher: Publisher;
  /** The topic, or its policy where the topic itself is not in the plan. */
  readonly topic: Part;
  /** What is at fault. */
  readonly address: string;
  /** Completes "the policy …", or names what is deleted; empty where nothing more is to be said. */
  readonly words: string;
}

/** Lists why services that publish to the topics of a policy on one side cannot. What is not known is no reason. */
export function silencesOn(policy: PolicyChange, side: Side): readonly Silence[] {
  const topics = partsOf(policy, 'topic').filter((topic) => topic[side] !== null);
  const alone = partsOf(policy, 'topic-policy').filter(
    (own) => own[side] !== null && !topics.some((topic) => isPolicyOf(own, topic, side)),
  );
  return [...topics, ...alone].flatMap((topic) =>
    publishersTo(policy, topic, side).flatMap((publisher) => {
      const silence = (because: Silence['because'], address: string, words: string): Silence => ({
        because,
        publisher,
        topic,
        address,
        words,
      });
      return [
        ...(hasManagedKey(topic, side) ? [silence('aws-managed-key', topic.address, '')] : []),
        ...keysOfTopic(policy, topic, side).flatMap((key) => (isDisabled(key, side) ? [silence('key-disabled', key.address, '')] : [])),
        ...(side === 'after' ? deletedKeysOf(policy, topic) : []).map(({ part, called }) => silence('key-deleted', part.address, called)),
        ...keysOfTopic(policy, topic, side).flatMap((key) => {
          const words = refusal(factOf(key, side, ['policy']), publisher, USE_KEY, 'use the key');
          return words === undefined ? [] : [silence('key-policy', key.address, words)];
        }),
        ...policiesOf(policy, topic, side).flatMap(({ part, fact }) => {
          const words = refusal(fact, publisher, ['sns:Publish'], 'publish');
          return words === undefined ? [] : [silence('topic-policy', part.address, words)];
        }),
        ...lostPolicies(policy, topic, side, publisher).map((part) => silence('no-topic-policy', part.address, '')),
      ];
    }),
  );
}

/**
 * What a publisher to an encrypted topic must be able to do with its key.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (read 2026-11)
 */
const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html (read 2026-11) */
function isDisabled(key: Part, side: Side): boolean {
  return valueOf(key, side, ['is_enabled']) === false;
}

/** The key that AWS manages has a policy that admits neither service. @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (read 2026-11) */
function hasManagedKey(topic: Part, side: Side): boolean {
  return /^(arn:.*:)?alias\/aws\/sns$/.test(stringOf(topic, side, ['kms_master_key_id']) ?? '');
}

/** Says how a policy document refuses a publisher, to be read after "the policy"; undefined when it does not, or is not known. */
function refusal(fact: Fact, { service, name, meetsConditions }: Publisher, actions: readonly string[], act: string): string | undefined {
  if (fact.kind !== 'known') return undefined;
  const grants = grantsOf(fact.value);
  if (grants === undefined) return 'cannot be read as an IAM policy';
  const permissions = actions.map((action) => permissionOf(grants, service, action));
  if (permissions.includes('denied')) return `forbids ${name} to ${act}`;
  if (permissions.includes('not-allowed')) return `does not let ${name} ${act}`;
  return permissions.includes('conditional') && !meetsConditions ? `lets ${name} ${act} only under a condition` : undefined;
}

/** The documents that say who may publish: those of resources of their own, else the one in the topic. */
function policiesOf(policy: PolicyChange, topic: Part, side: Side): readonly { readonly part: Part; readonly fact: Fact }[] {
  const own = standingPolicies(policy, topic, side);
  const parts = own.length > 0 || isLeftOver(policy, topic, side) ? own : [topic];
  return parts.map((part) => ({ part, fact: factOf(part, side, ['policy']) }));
}

function standingPolicies(policy: PolicyChange, topic: Part, side: Side): readonly Part[] {
  return partsOf(policy, 'topic-policy').filter((own) => own[side] !== null && (own === topic || isPolicyOf(own, topic, side)));
}

/** When its policy is deleted, AWS gives a topic the default one, which lets the account's alarms publish and no event rule. */
function lostPolicies(policy: PolicyChange, topic: Part, side: Side, { meetsConditions }: Publisher): readonly Part[] {
  const isDefault = !meetsConditions && isLeftOver(policy, topic, side) && standingPolicies(policy, topic, side).length === 0;
  return isDefault ? deletedPolicies(policy, topic) : [];
}

/** Tells whether what the topic says of its policy is only what a resource that is deleted now had made of it. */
function isLeftOver(policy: PolicyChange, topic: Part, side: Side): boolean {
  if (side === 'before' || topic.kind !== 'topic' || deletedPolicies(policy, topic).length === 0) return false;
  return stringOf(topic, 'after', ['policy']) === stringOf(topic, 'before', ['policy']);
}

/** One that is only forgotten stays in AWS. */
function deletedPolicies(policy: PolicyChange, topic: Part): readonly Part[] {
  return partsOf(policy, 'topic-policy').filter((own) => isGone(own) && own.fate !== 'forgotten' && isPolicyOf(own, topic, 'before'));
}

function isPolicyOf(own: Part, topic: Part, side: Side): boolean {
  const arn = stringOf(own, side, ['arn']);
  return arn === undefined ? refersTo(own, 'arn', [topic]) : isArnOf(arn, topic, side);
}
