import fc from 'fast-check';
import { emptyTally } from '../support/world/laws';
import { Play } from '../support/world/play';
import { scripts, type Script } from '../support/world/script';
import { SEED } from '../support/world/seed';

const WHOLE = 8_000;
/** A quarter of the worlds of the other laws, because the end of each takes as long as its beginning. */
const RUNS = Math.ceil(Number(process.env['LAW_RUNS'] ?? WHOLE) / 4);
const TEN_MINUTES_MS = 600_000;

Error.stackTraceLimit = 3;

test(
  'whatever happened, in the end every unused key that can be reached is inactive',
  async () => {
    const tally = emptyTally();
    let keyDays = 0;
    const world = scripts({ days: { min: 5, max: 14 }, users: 2, deeds: 10, limit: 4 });
    const settles = async (script: Script): Promise<void> => {
      const play = new Play(script, tally);
      await play.play();
      await play.settle();
      keyDays += play.keyDays;
    };
    await fc.assert(fc.asyncProperty(world, settles), { seed: SEED, numRuns: RUNS });
    if (RUNS * 4 < WHOLE) return;
    expect(keyDays).toBeGreaterThan(200_000);
    expect(Math.min(tally.deactivated - 5_000, tally.deleted - 3_000, tally.blocked - 5_000, tally.capped - 5_000)).toBeGreaterThan(0);
  },
  TEN_MINUTES_MS,
);

test(
  'the laws hold for years',
  async () => {
    let keyDays = 0;
    const world = scripts({ days: { min: 400, max: 800 }, users: 4, deeds: 60, limit: 90 });
    const holds = async (script: Script): Promise<void> => {
      const play = new Play(script);
      await play.play();
      keyDays += play.keyDays;
    };
    await fc.assert(fc.asyncProperty(world, holds), { seed: SEED, numRuns: Math.ceil(RUNS / 100) });
    if (RUNS * 4 < WHOLE) return;
    expect(keyDays).toBeGreaterThan(20_000);
  },
  TEN_MINUTES_MS,
);
