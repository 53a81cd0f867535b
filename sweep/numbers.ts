import type { Matter } from '../domain/matter';
import type { SweepMetric } from '../domain/sweep-metrics';
import type { Outcome, Run } from './run';
import type { Seen } from './survey';
import type { Told } from './tell';
import { activeUnusedKeys } from './unused';

/** What was seen of one key or user, and what came of it. */
export interface Result {
  readonly seen: Seen;
  readonly outcome: Outcome;
}

/** Counts a sweep for its metrics. What an earlier sweep did and this one only told is not counted again. */
export function numbersOf(
  results: readonly Result[],
  { counts, announced }: Told,
  isComplete: boolean,
  run: Run,
): Readonly<Record<SweepMetric, number>> {
  const done = (matter: Matter): readonly (string | undefined)[] =>
    results
      .map(({ outcome: { entry } }) => entry)
      .filter((entry) => entry.matter === matter && (entry.at ?? 0) >= run.now)
      .map(({ accessKeyId }) => accessKeyId);
  const deactivated = done('deactivated');
  // The limit of a key whose return was seen counts anew.
  const settled = [...deactivated, ...done('reenabled'), ...done('keeps-coming-back')];
  const active = activeUnusedKeys(
    results.map(({ seen }) => seen),
    run.bench,
  ).filter(({ exemption }) => exemption.kind === 'none');
  return {
    activeUnusedKeys: active.filter(({ accessKeyId }) => !settled.includes(accessKeyId)).length,
    announced,
    deactivated: deactivated.length,
    deleted: done('deleted').length,
    undecided: counts.undecided ?? 0,
    blocked: counts.blocked ?? 0,
    sweepsCompleted: isComplete ? 1 : 0,
  };
}
