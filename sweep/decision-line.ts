import { isoOf } from '../domain/instant';
import type { Entry } from '../domain/matter';
import type { Run } from './run';
import type { Seen } from './survey';

/**
 * Composes the line of the log about one key or user: what came of it, and if it was judged the facts that were read, the record
 * and the step.
 */
export function decisionLine(entry: Entry, { scope }: Run, seen?: Seen): Readonly<Record<string, unknown>> {
  const { userName, accessKeyId } = seen ?? entry;
  const came = {
    userName,
    accessKeyId,
    matter: entry.matter,
    because: entry.because,
    ...(entry.at !== undefined && { at: isoOf(entry.at) }),
  };
  if (seen?.kind !== 'judged') return { ...came, verdict: entry.matter, policy: scope.policy };
  const { key, record, step, exemption } = seen;
  return {
    ...came,
    verdict: step.kind,
    reason: step.because,
    exemption: exemption.kind === 'none' ? 'none' : exemption.because,
    facts:
      key === 'gone'
        ? 'gone'
        : { status: key.status, createdAt: isoOf(key.createdAt), lastUsedAt: key.lastUsedAt === 'never' ? 'never' : isoOf(key.lastUsedAt) },
    record: record === 'none' ? 'none' : { state: record.state, stateAt: isoOf(record.stateAt), version: record.version },
    policy: scope.policy,
  };
}
