import type { PolicyChange } from '../policy-change';
import { changesOf } from './changes';

/** What becomes of a policy: its settings, or only what it is made of, or nothing. */
export type Becoming = 'introduced' | 'removed' | 'changed' | 'touched' | 'unchanged';

/** Tells what becomes of a policy. It is touched where resources change and every setting stays. */
export function becomingOf(policy: PolicyChange): Becoming {
  if (policy.before === null) return 'introduced';
  if (policy.after === null) return 'removed';
  if (changesOf(policy).length > 0) return 'changed';
  return policy.parts.every(({ fate }) => fate === 'kept') ? 'unchanged' : 'touched';
}
