import fc from 'fast-check';
import type { UnusedCredentialsSettings } from '../../../domain/policy';
import type { Leaves } from '../../../review/leaf';
import type { Plan } from '../../../review/plan';
import { ACCOUNT } from '../../policies/emitted';
import { planBetween, planOf } from '../../../review/read/synthesized';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { recover } from '../../../review/recover/recover';
import { policyJson } from '../../../review/render/policy-json';
import { review } from '../../../review/review';
import { anyPair, anySettings } from '../../support/any-settings';
import { normalForm } from '../../support/normal-form';
import { readPlan } from '../../support/read-plan';
import { simulatedPlan } from '../../support/simulated-plan';
import { synthesizedFiles } from '../../support/synthesized-files';

/** LAW_PAIRS=1000 tries more. */
const RUNS = { numRuns: Number(process.env['LAW_PAIRS'] ?? 15), seed: Number(process.env['LAW_SEED'] ?? 7) };

const known = (leaves: Leaves | null): unknown => leaves && policyJson(leaves, new Set());

type Side = UnusedCredentialsSettings | undefined;

function bothWays(before: Side, after: Side): readonly unknown[] {
  const configured = planBetween(synthesizedFiles(before), synthesizedFiles(after), WANTED_TYPES);
  const told = { ...configured, changes: JSON.parse(inAccount(JSON.stringify(configured.changes))) as Plan['changes'] };
  return [told, readPlan(simulatedPlan({ before, after }))].map((plan) => {
    const { outcome, findings, unjudged, incomplete } = review(plan, {});
    return JSON.parse(inAccount(JSON.stringify({ outcome, incomplete, findings, unjudged }))) as unknown;
  });
}

const inAccount = (text: string): string =>
  text.replaceAll('${data.aws_partition.partition.partition}', 'aws').replaceAll(LOOKED_UP, ACCOUNT);

const LOOKED_UP = '${data.aws_caller_identity.account.account_id}';

describe('two configurations that synth wrote', () => {
  test('hold the policy that was declared', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const plan = planOf(synthesizedFiles(settings), WANTED_TYPES);
        const { policies } = recover(plan, {});
        expect([plan.isComplete, policies.map(({ before, after }) => [known(before), known(after)])]).toEqual([
          true,
          [[null, normalForm(settings)]],
        ]);
      }),
      RUNS,
    );
  });

  test('are judged as a plan between them', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const [configured, planned] = bothWays(before, after);
        expect(configured).toEqual(planned);
        const { findings } = review(planBetween(synthesizedFiles(before), synthesizedFiles(after), WANTED_TYPES), {});
        const told = JSON.parse(inAccount(JSON.stringify(findings))) as unknown;
        expect(told).toEqual((planned as { readonly findings: unknown }).findings);
      }),
      RUNS,
    );
  });

  test('that are the same have nothing to tell', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(bothWays(settings, settings)[0]).toEqual({ outcome: 'ok', incomplete: [], findings: [], unjudged: [] });
      }),
      RUNS,
    );
  });

  test('that come or go are judged as in a plan', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const [coming, comingPlanned] = bothWays(undefined, settings);
        const [going, goingPlanned] = bothWays(settings, undefined);
        expect([coming, going]).toEqual([comingPlanned, goingPlanned]);
      }),
      RUNS,
    );
  });
});
