import type { Leaves } from '../leaf';
import type { ReviewResult } from '../review-result';
import { affectedJson } from './affected-json';
import { policyJson } from './policy-json';
import { visibleJson } from '../../domain/safe-text';
import { sensitiveIn } from './sensitive';
import { untoldOf } from './untold';

/** Writes a review for programs, as `review.schema.json` describes it; nothing is cut. */
export function renderJson({ outcome, policies, findings, unjudged, otherChanges, incomplete, affected }: ReviewResult): string {
  const document = {
    schemaVersion: 1,
    outcome,
    policies: policies.map((policy) => {
      const sensitive = sensitiveIn(policy);
      const side = (leaves: Leaves | null): unknown => leaves && policyJson(leaves, sensitive);
      return { id: policy.id, before: side(policy.before), after: side(policy.after), unknown: untoldOf(policy) };
    }),
    findings: findings.map(({ check, severity, policy, address, message, advice }) => ({
      check,
      severity,
      policy,
      address,
      message,
      advice,
    })),
    unjudged: unjudged.map(({ policy, address, fate, attributes }) => ({ policy, address, fate, attributes })),
    otherChanges,
    incomplete,
    affected: affected && affectedJson(affected),
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}
