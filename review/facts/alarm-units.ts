import type { AlarmPair } from './alarm-pairs';
import { isHidden, stringOf, valueOf, type AttributePath, type Part, type Side } from '../part';
import { at } from '../recover/kinds';

/**
 * Says that an alarm takes data in one unit only that it did not ask for before, as a clause about "it"; undefined otherwise.
 * With a unit that nobody writes it never has data. One that asks for no unit any more takes all.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (read 2026-11)
 */
export function unitReason({ was, is }: AlarmPair): string | undefined {
  return ofOwn(was, is) ?? ofQueries(was, is);
}

const UNIT: AttributePath = ['unit'];
const QUERIES: AttributePath = ['metric_query'];

function ofOwn(was: Part, is: Part): string | undefined {
  const [before, after] = [stringOf(was, 'before', UNIT), stringOf(is, 'after', UNIT)];
  if (after === undefined || before === after) return undefined;
  return isHidden(was, 'before', UNIT) || isHidden(is, 'after', UNIT)
    ? OTHER
    : `it takes data in ${after} only, before ${before ?? 'in any unit'}`;
}

const OTHER = 'it takes data in another unit only';

/** Queries are told apart by their ids; one that is new watches something else. */
function ofQueries(was: Part, is: Part): string | undefined {
  const [had, has] = [unitsIn(was, 'before'), unitsIn(is, 'after')];
  const changed = [...has].find(([id, unit]) => unit !== undefined && had.has(id) && had.get(id) !== unit);
  if (changed === undefined) return undefined;
  const isSensitive = isHidden(was, 'before', QUERIES) || isHidden(is, 'after', QUERIES);
  return isSensitive ? OTHER : `a query takes data in ${changed[1] ?? ''} only, before ${had.get(changed[0]) ?? 'in any unit'}`;
}

function unitsIn(alarm: Part, side: Side): ReadonlyMap<string, string | undefined> {
  const queries = [valueOf(alarm, side, QUERIES) ?? []].flat();
  return new Map(
    queries.map((query) => {
      const unit = at(query, 'metric', 0, 'unit');
      return [String(at(query, 'id')), typeof unit === 'string' && unit !== '' ? unit : undefined] as const;
    }),
  );
}
