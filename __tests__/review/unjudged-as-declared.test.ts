import fc from 'fast-check';
import { review } from '../../review/review';
import { anyPair } from '../support/any-settings';
import { readPlan } from '../support/read-plan';
import { simulatedPlan } from '../support/simulated-plan';

/** LAW_PAIRS=1000 tries more. */
const RUNS = { numRuns: Number(process.env['LAW_PAIRS'] ?? 40), seed: Number(process.env['LAW_SEED'] ?? 5) };

describe('nothing is listed of a declared policy', () => {
  test('that is introduced or removed', () => {
    const settings = { regions: ['eu-west-1'], remediation: {} };
    const plans = [simulatedPlan({ before: undefined, after: settings }), simulatedPlan({ before: settings, after: undefined })];
    expect(plans.map((plan) => review(readPlan(plan), {}).unjudged)).toEqual([[], []]);
  });

  test('as its settings are told, whichever change', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        expect(review(readPlan(simulatedPlan({ before, after })), {}).unjudged).toEqual([]);
      }),
      RUNS,
    );
  });
});
