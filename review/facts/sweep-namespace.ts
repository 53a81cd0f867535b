import { namespacesOf } from './alarm-watch';
import { factOf, staysThrough, type Part, type Side, type Fact } from '../part';
import { partsOf, type PolicyChange } from '../policy-change';

/** Finds the function that counts its sweeps in another namespace than before, while an alarm keeps the one that it left. */
export function countsElsewhere(policy: PolicyChange, alarm: Part): Part | undefined {
  const kept = namespacesOf(alarm, 'after');
  return partsOf(policy, 'function')
    .filter(staysThrough)
    .find((part) => {
      const [was, is] = [namespaceOf(part, 'before'), namespaceOf(part, 'after')];
      if (was.kind !== 'known' || is.kind === 'unknown' || !kept.includes(was.value)) return false;
      return is.kind === 'absent' || is.value !== was.value;
    });
}

/** Where the library of the function takes it from. @see https://docs.powertools.aws.dev/lambda/typescript/latest/features/metrics/ (read 2026-11) */
const namespaceOf = (part: Part, side: Side): Fact => factOf(part, side, ['environment', 0, 'variables', 'POWERTOOLS_METRICS_NAMESPACE']);
