import fc from 'fast-check';
import { review } from '../../review/review';
import { anyPair } from '../support/any-settings';
import { readPlan } from '../support/read-plan';
import { simulatedPlan } from '../support/simulated-plan';

const RUNS = { numRuns: Number(process.env['LAW_PAIRS'] ?? 40), seed: Number(process.env['LAW_SEED'] ?? 5) };

test('whatever settings of a declared policy change, all of it is told', () => {
  fc.assert(
    fc.property(anyPair, ([before, after]) => {
      expect(review(readPlan(simulatedPlan({ before, after })), {}).unjudged).toEqual([]);
    }),
    RUNS,
  );
});
