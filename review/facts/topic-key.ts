import { factOf, stringOf, type Part, type Side } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';
import { refersTo } from '../recover/reading';

/** Finds the KMS keys in the plan that a topic is encrypted with on one side: named by id, ARN or alias, or referred to. */
export function keysOfTopic(policy: PolicyChange, topic: Part, side: Side): readonly Part[] {
  const there = (part: Part): boolean => part[side] !== null;
  const keys = partsOf(policy, 'kms-key').filter(there);
  const aliases = partsOf(policy, 'kms-alias').filter(there);
  const fact = factOf(topic, side, ['kms_master_key_id']);
  switch (fact.kind) {
    case 'absent':
      return [];
    case 'known': {
      const named = keys.filter((key) => idsOf(key, side).includes(String(fact.value)));
      const through = aliases.filter((alias) => isCalled(alias, String(fact.value), side));
      return [...named, ...through.flatMap((alias) => behind(alias, keys, side))];
    }
    case 'unknown': {
      const named = keys.filter((key) => refersTo(topic, 'kms_master_key_id', [key]));
      const through = aliases.filter((alias) => refersTo(topic, 'kms_master_key_id', [alias]));
      return [...named, ...through.flatMap((alias) => behind(alias, keys, side))];
    }
  }
}

/** A KMS key, or an alias of one, that is deleted while a topic still names it. */
export interface DeletedKey {
  readonly part: Part;
  readonly called: 'KMS key' | 'alias of the KMS key';
}

/**
 * Finds what a topic that stays is encrypted with and that this plan deletes, also to make another of it. A key can be used no more as soon as its deletion is scheduled.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html (read 2026-11)
 */
export function deletedKeysOf(policy: PolicyChange, topic: Part): readonly DeletedKey[] {
  const id = topic.before === null ? undefined : stringOf(topic, 'after', ['kms_master_key_id']);
  if (id === undefined) return [];
  const aliases = partsOf(policy, 'kms-alias');
  const mayStand = aliases.some((alias) => alias.after !== null && (isCalled(alias, id, 'after') || isUnnamed(alias)));
  const lost = mayStand ? [] : aliases.filter((alias) => isDeleted(alias) && isCalled(alias, id, 'before'));
  const through = aliases.filter((alias) => alias.after !== null && isCalled(alias, id, 'after'));
  const targets = through.flatMap((alias) => stringOf(alias, 'after', ['target_key_id']) ?? []);
  const isNamed = (own: string): boolean => [id, ...targets].some((text) => text === own || text.endsWith(`/${own}`));
  const keys = partsOf(policy, 'kms-key').filter(
    (key) => isDeleted(key) && idsOf(key, 'before').some(isNamed) && !idsOf(key, 'after').some(isNamed),
  );
  return [
    ...keys.map((part) => ({ part, called: 'KMS key' }) as const),
    ...lost.map((part) => ({ part, called: 'alias of the KMS key' }) as const),
  ];
}

/** One that is only forgotten stays in AWS; one that is replaced is another after. */
function isDeleted({ before, after, fate }: Part): boolean {
  return before !== null && (after === null ? fate !== 'forgotten' : fate === 'replaced');
}

function isUnnamed(alias: Part): boolean {
  return factOf(alias, 'after', ['name']).kind === 'unknown';
}

function idsOf(key: Part, side: Side): readonly string[] {
  return [stringOf(key, side, ['key_id']), stringOf(key, side, ['arn'])].filter((id) => id !== undefined);
}

function isCalled(alias: Part, id: string, side: Side): boolean {
  const name = stringOf(alias, side, ['name']);
  return name !== undefined && (id === name || id.endsWith(`:${name}`));
}

function behind(alias: Part, keys: readonly Part[], side: Side): readonly Part[] {
  const target = stringOf(alias, side, ['target_key_id']);
  return target === undefined
    ? keys.filter((key) => refersTo(alias, 'target_key_id', [key]))
    : keys.filter((key) => idsOf(key, side).some((id) => id === target || target.endsWith(`/${id}`)));
}
