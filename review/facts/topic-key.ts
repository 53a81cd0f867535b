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
