import fc from 'fast-check';
import type { InventoryKey } from '../../scan/inventory';
import { scanned } from '../support/scanned';
import { Play } from '../support/world/play';
import { scripts } from '../support/world/script';
import { SEED } from '../support/world/seed';
import { swept } from '../support/world/swept';

const RUNS = Number(process.env['LAW_RUNS'] ?? 150);
const SMALL = scripts({ days: { min: 3, max: 25 }, users: 4, deeds: 8, limit: 10 });

/** What the sweep said of a key that is there: its step, and whether it had to wait for the cap. Of a key whose user was renamed it speaks twice. */
function decidedOf(decisions: readonly Readonly<Record<string, unknown>>[], { accessKeyId }: InventoryKey): readonly string[] {
  return decisions
    .filter((one) => one['accessKeyId'] === accessKeyId && one['facts'] !== 'gone')
    .map(({ verdict, matter }) => (matter === 'waits-for-cap' ? 'wait-for-cap' : String(verdict)));
}

const acts = (step: string): boolean => step === 'deactivate' || step === 'delete';

function cameToNothing(decisions: readonly Readonly<Record<string, unknown>>[], { accessKeyId }: InventoryKey): boolean {
  return decisions.some((one) => one['accessKeyId'] === accessKeyId && ['blocked', 'undecided', 'busy'].includes(String(one['matter'])));
}

/** A scan says `none` where a sweep says that it is in use, or spares what nothing is due of. */
function sameAs(decided: string, { step, verdict }: InventoryKey): boolean {
  if (step === 'none') return verdict === 'in-use' && (decided === 'in-use' || decided === 'spare');
  return step === decided || (step === 'undecided' && (decided === 'blocked' || decided === 'undecided'));
}

test('a scan is the dry run: of every key it says the step that a sweep at that instant decides, and keys that it only takes from the report are due nothing', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(SMALL, async (script) => {
      const play = new Play(script);
      await play.play();
      const { world, policy } = play;
      if (world.table.isLedgerSpoiled()) world.table.spoilLedger(undefined);
      const { keys } = await scanned(world, { policy });
      const { decisions } = (await swept(world, { policy })).journal;
      const givesBack = keys.some((key) => acts(key.step) && cameToNothing(decisions, key));
      for (const key of keys) {
        if (key.accessKeyId === null) continue;
        compared += 1;
        const steps = decidedOf(decisions, key);
        // Nobody can foretell that an act is denied: then the next key has its turn.
        if (key.step === 'wait-for-cap' && steps.some(acts) && givesBack) continue;
        if (!steps.some((step) => sameAs(step, key))) {
          throw new Error(`${key.accessKeyId}: the scan says ${key.step} (${key.reason}), the sweep ${steps.join(' and ') || 'nothing'}`);
        }
      }
      const reported = keys.filter(({ verified }) => !verified);
      expect(reported.filter(({ verdict }) => verdict !== 'in-use' && verdict !== 'undecided')).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(RUNS);
}, 120_000);
