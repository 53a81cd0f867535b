import { visibleJson } from '../../domain/safe-text';
import type { Leaves } from '../leaf';
import type { PolicyChange } from '../policy-change';
import { sentencesOf, type HeldPolicies } from './held-policies';
import { policyJson } from './policy-json';
import { sensitiveIn } from './sensitive';
import { untoldOf } from './untold';

/** Writes for programs what files hold, one entry for each in the given order, each policy as a review has it. */
export function policyJsonDocument(files: readonly HeldPolicies[]): string {
  const document = {
    schemaVersion: 1,
    files: files.map(({ name, kind, policies, incomplete }) => ({
      name,
      kind,
      policies: policies.map((policy) => entry(kind, policy)),
      incomplete,
    })),
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

function entry(kind: HeldPolicies['kind'], policy: PolicyChange): object {
  const sensitive = sensitiveIn(policy);
  const side = (leaves: Leaves | null): unknown => leaves && policyJson(leaves, sensitive);
  return {
    id: policy.id,
    before: side(policy.before),
    after: side(policy.after),
    unknown: untoldOf(policy),
    sentences: { before: sentencesOf(kind, policy, 'before') ?? null, after: sentencesOf(kind, policy, 'after') ?? null },
  };
}
