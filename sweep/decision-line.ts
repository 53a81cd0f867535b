import { isoOf } from '../domain/instant';
import type { Outcome, Run } from './run';
import type { Seen } from './survey';

/** Composes the line of the log about one key: the facts that were read, the record, the step and what came of it. */
export function decisionLine(seen: Seen, { entry }: Outcome, { scope }: Run): Readonly<Record<string, unknown>> {
  const { userName, accessKeyId } = seen;
  const came = {
    userName,
    accessKeyId,
    matter: entry.matter,
    because: entry.because,
    ...(entry.at !== undefined && { at: isoOf(entry.at) }),
  };
  if (seen.kind !== 'judged') return { ...came, verdict: seen.kind, policy: scope.policy };
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
