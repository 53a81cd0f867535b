import { foresightJson } from '../../domain/explain-foresight';
import { isoOf } from '../../domain/instant';
import type { Affected } from '../foresight/affected';

/** Writes who is affected as data. */
export function affectedJson({ accountId, at, cautions, policies, left }: Affected): unknown {
  return {
    accountId,
    scannedAt: isoOf(at),
    cautions,
    policies: policies.map(({ policy, foresight, notes }) => ({ policy, notes, foresight: foresight && foresightJson(foresight) })),
    left,
  };
}
