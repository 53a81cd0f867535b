import fc from 'fast-check';
import { emptyTally } from '../support/world/laws';
import { Play } from '../support/world/play';
import { scripts, type Script } from '../support/world/script';

const RUNS = Number(process.env['LAW_RUNS'] ?? '8000');
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
    await fc.assert(fc.asyncProperty(world, holds), { numRuns: RUNS });
    console.log(JSON.stringify({ keyDays, ...tally }));
  },
  TEN_MINUTES_MS,
);
