import fc from 'fast-check';
import { emptyTally, type Tally } from '../support/world/laws';
import { Play } from '../support/world/play';
import { scripts, type Script } from '../support/world/script';
import { SEED } from '../support/world/seed';

/** How many worlds are tried. Anything below the whole is for a quick look, such as `LAW_RUNS=500`. */
const WHOLE = 8_000;
const RUNS = Number(process.env['LAW_RUNS'] ?? WHOLE);
const TEN_MINUTES_MS = 600_000;

// A sweep throws thousands of errors here that nobody looks at.
Error.stackTraceLimit = 3;

test(
  'the laws hold, whatever happens',
  async () => {
    const tally = emptyTally();
    let keyDays = 0;
    const world = scripts({ days: { min: 10, max: 26 }, users: 4, deeds: 10, limit: 6 });
    const holds = async (script: Script): Promise<void> => {
      const play = new Play(script, tally);
      await play.play();
      keyDays += play.keyDays;
    };
    // A mutant needs no small example.
    await fc.assert(fc.asyncProperty(world, holds), { seed: SEED, numRuns: RUNS, endOnFailure: RUNS < 10 });
    if (RUNS < WHOLE) return;
    expect(keyDays).toBeGreaterThan(800_000);
    expect(rare(tally)).toEqual([]);
  },
  TEN_MINUTES_MS,
);

/** How often things must happen in so many worlds, so that no law holds for want of occasion. About half of what is usual. */
const OCCASIONS: Readonly<Tally> = {
  sweeps: 100_000,
  deactivated: 10_000,
  deleted: 1_500,
  reenabled: 4_000,
  resumed: 15,
  interrupted: 50,
  conflicts: 1_000,
  killed: 800,
  failures: 1_000,
  dropped: 4_000,
  withdrawn: 100,
  misjudged: 10_000,
  capped: 5_000,
  blocked: 10_000,
  undecided: 10_000,
  spared: 50_000,
  foreign: 8_000,
  busy: 200,
  left: 80,
  losses: 300,
  announcedAnew: 500,
};

/** Says what happened too seldom. */
function rare(tally: Tally): readonly string[] {
  const names = Object.keys(OCCASIONS) as (keyof Tally)[];
  return names.filter((name) => tally[name] < OCCASIONS[name]).map((name) => `${name}: ${String(tally[name])}`);
}
