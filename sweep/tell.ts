import { countsOf, digestOf, type Counts, type Digest } from '../domain/digest';
import { reasonOf } from '../domain/errors';
import type { Entry } from '../domain/matter';
import { isWeekly } from '../domain/agenda';
import { hasTimeToRecord, type Outcome, type Run } from './run';

/** What telling came to. */
export interface Told {
  readonly counts: Counts;
  /** How many acts were announced anew. */
  readonly announced: number;
  /** What went wrong; nothing when all was told and recorded. */
  readonly troubles: readonly string[];
}

/** How many records are written at once. */
const WRITERS = 8;

/**
 * Publishes the digest, and only then records what it told: an announcement counts from when somebody could read it.
 * What had no room in the message, or was not published, is not recorded and told again by the next sweep.
 */
export async function tell(outcomes: readonly Outcome[], passwords: readonly Entry[], usersNotDue: number, run: Run): Promise<Told> {
  const entries = [...outcomes.map(({ entry }) => entry), ...passwords];
  const { accountId, policy } = run.scope;
  const counts = countsOf({ entries });
  const digest = digestOf({ accountId, now: run.now, policy, entries, usersNotDue, isWeekly: isWeekly(run.now) });
  try {
    if (digest.message !== undefined) await run.ports.teller.publish(digest.message);
  } catch (error) {
    return { counts, announced: 0, troubles: [`the digest could not be published: ${reasonOf(error)}`] };
  }
  const announced = entries.filter((entry) => entry.isNew === true && wasTold(entry, digest)).length;
  return { counts, announced, troubles: await recordTold(outcomes, digest, run) };
}

async function recordTold(outcomes: readonly Outcome[], digest: Digest, run: Run): Promise<readonly string[]> {
  const waiting = outcomes.filter(({ entry, onceTold }) => onceTold !== undefined && wasTold(entry, digest));
  const troubles: string[] = [];
  const write = async (): Promise<void> => {
    for (let next = waiting.shift(); next?.onceTold !== undefined; next = waiting.shift()) {
      const { onceTold } = next;
      if (!hasTimeToRecord(run)) {
        troubles.push(`no time was left to record what was told of ${onceTold.accessKeyId}`);
        continue;
      }
      try {
        // After a conflict another sweep has recorded its own telling.
        await run.ports.memory.write(onceTold);
      } catch (error) {
        troubles.push(`what was told of ${onceTold.accessKeyId} could not be recorded: ${reasonOf(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return troubles;
}

/** A new announcement must stand in the message by name, and so must an act; a standing one is told by its count too. */
function wasTold({ accessKeyId = '', isNew, matter }: Entry, { named }: Digest): boolean {
  const isStanding = isNew !== true && STANDING.includes(matter);
  return isStanding || named.has(accessKeyId);
}

const STANDING: readonly Entry['matter'][] = ['will-be-deactivated', 'will-be-deleted', 'waits-for-cap', 'blocked'];
