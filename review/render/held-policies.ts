import { SETTINGS, type SettingPath } from '../../domain/settings';
import type { Leaf, Leaves } from '../leaf';
import type { Side } from '../part';
import type { PolicyChange } from '../policy-change';
import type { InputKind } from '../read/input-kind';
import { explained } from './explained';
import { hasRule } from './has-rule';
import { sensitiveIn } from './sensitive';
import { surroundingsOf } from './surroundings';

/** The policies that one file holds. */
export interface HeldPolicies {
  /** The file as it was named. */
  readonly name: string;
  readonly kind: InputKind;
  /** In the order of the file. Settings and synthesized files tell no side before. */
  readonly policies: readonly PolicyChange[];
  /** Why not all of the file could be told; empty when it could. */
  readonly incomplete: readonly string[];
}

/** Tells whether AWS Config judges anything on one side: settings always make a rule. */
export function isJudged(kind: InputKind, policy: PolicyChange, side: Side): boolean {
  return kind === 'settings' || hasRule(policy, side);
}

/** Says one side of a policy in sentences; undefined where a sentence would be a guess, a secret, or about a rule that is not there. */
export function sentencesOf(kind: InputKind, policy: PolicyChange, side: Side): readonly string[] | undefined {
  const leaves = policy[side];
  return leaves === null || !isJudged(kind, policy, side)
    ? undefined
    : explained(leaves, sensitiveIn(policy), surroundingsOf(policy, side));
}

/** Takes one side of a policy as if it were all of it; what is sensitive on the other side stays so. Undefined where there is nothing of it. */
export function onlySide(policy: PolicyChange, side: Side): PolicyChange | undefined {
  const leaves = policy[side];
  if (leaves === null) return undefined;
  const sensitive = sensitiveIn(policy);
  const hidden = (path: SettingPath, leaf: Leaf): Leaf =>
    leaf.kind === 'known' && sensitive.has(path) ? { ...leaf, isSensitive: true } : leaf;
  const after: Leaves = new Map(
    SETTINGS.flatMap(({ path }) => {
      const leaf = leaves.get(path);
      return leaf === undefined ? [] : [[path, hidden(path, leaf)] as const];
    }),
  );
  return { ...policy, before: null, after };
}
