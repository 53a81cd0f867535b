import fc from 'fast-check';
import { foresightJson } from '../../domain/explain-foresight';
import { HOUR_MS } from '../../domain/instant';
import type { SweepPolicy } from '../../domain/sweep-policy';
import { affectedBy } from '../../review/foresight/affected';
import { scannedAccount } from '../../review/foresight/scanned-account';
import { recover } from '../../review/recover/recover';
import { against } from '../../scan/against';
import type { ScanPolicy } from '../../scan/inventory';
import { renderJson } from '../../scan/render/json';
import { readPlan } from '../support/read-plan';
import { scanned, scanPolicy } from '../support/scanned';
import { simulatedPlan } from '../support/simulated-plan';
import { Play } from '../support/world/play';
import { policies, scripts } from '../support/world/script';
import { SEED } from '../support/world/seed';

const WHOLE = 60;
const RUNS = Number(process.env['LAW_RUNS'] ?? WHOLE);
const SMALL = scripts({ days: { min: 3, max: 25 }, users: 4, deeds: 8, limit: 10 });

/** The settings of a policy, as they are declared. */
function settingsOf({ maxCredentialUsageAgeDays, ...remediation }: SweepPolicy, { namePrefix, isRemediating, sweepHourUtc }: ScanPolicy) {
  return {
    regions: ['eu-west-1'],
    maxCredentialUsageAgeDays,
    namePrefix,
    ...(isRemediating && { remediation: { ...remediation, sweepHourUtc } }),
  };
}

test('scan --against says the same as the review of a plan from the one settings to the other does with that scan, key by key', async () => {
  const turns = new Map<string, number>();
  const variant = fc.record({
    isRemediating: fc.constantFrom(true, true, true, false),
    namePrefix: fc.constantFrom('unused-credentials', 'unused-credentials', 'other'),
    sweepHourUtc: fc.constantFrom(6, 6, 5, 9),
    verifiesAll: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(SMALL, policies(10), variant, fc.boolean(), async (script, after, { verifiesAll, ...more }, wasRemediating) => {
      const play = new Play({ ...script, lags: [0, 0] });
      await play.play();
      const { world, policy } = play;
      world.time.at += HOUR_MS * 25;
      world.report.forget();
      play.policyScript = after;
      const other: ScanPolicy = { ...scanPolicy(play.policy), ...more };
      const before = scanPolicy(policy, wasRemediating);
      const inventory = await scanned(world, {
        policy,
        isRemediating: wasRemediating,
        request: { verifiesAll, other },
        ...(!wasRemediating && { records: { kind: 'not-asked' as const, because: 'none, as there is no remediation' } }),
      });
      const plan = simulatedPlan({ before: settingsOf(policy, before), after: settingsOf(other.sweep, other) });
      const view = recover(readPlan(plan), {});
      const account = scannedAccount(renderJson(inventory), 'scan.json');
      const { policies: reviewed } = affectedBy(view, [], account, account.at);
      const { foresight } = inventory.against ?? against(inventory, other);
      expect(reviewed.map((one) => one.foresight && foresightJson(one.foresight))).toEqual([foresightJson(foresight)]);
      for (const { turn } of foresight.keys) turns.set(turn, (turns.get(turn) ?? 0) + 1);
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  if (RUNS >= WHOLE) expect([...turns.keys()].sort()).toEqual(['further', 'later', 'same', 'sooner', 'spared', 'unknown']);
}, 240_000);
