import fc from 'fast-check';
import { foresee, type Fate } from '../../domain/foresee';
import { DAY_MS, HOUR_MS, isoOf } from '../../domain/instant';
import { scannedAccount } from '../../review/foresight/scanned-account';
import { renderJson } from '../../scan/render/json';
import { scanned } from '../support/scanned';
import { Play } from '../support/world/play';
import { policies, scripts } from '../support/world/script';
import { SEED } from '../support/world/seed';
import { swept } from '../support/world/swept';
import type { World } from '../support/world/world';

const WHOLE = 150;
const RUNS = Number(process.env['LAW_RUNS'] ?? WHOLE);
const SMALL = scripts({ days: { min: 3, max: 25 }, users: 4, deeds: 8, limit: 10 });
/** Longer than any life under such a policy, all waiting for the cap included. */
const DAYS = 70;
const SWEEP_HOUR = 6;

/** What sweeps did, by key: each act and announcement with its instant, and the first time that it was told. */
type Lives = ReadonlyMap<string, readonly string[]>;

const SHOWN = ['announce', 'announce-deletion'];

/** Sweeps once a day, while nobody does anything. */
async function lived(world: World, policy: Play['policy'], firstAt: number): Promise<Lives> {
  const lives = new Map<string, string[]>();
  for (let day = 0; day < DAYS; day += 1) {
    world.time.at = firstAt + day * DAY_MS;
    const { decisions } = (await swept(world, { policy })).journal;
    for (const { accessKeyId, verdict, matter } of decisions) {
      const life = lives.get(String(accessKeyId)) ?? [];
      lives.set(String(accessKeyId), life);
      const at = isoOf(firstAt + day * DAY_MS);
      if (SHOWN.includes(String(verdict))) life.push(`${String(verdict)} ${at}`);
      if (verdict === 'tell' && !life.some((line) => line.startsWith('tell '))) life.push(`tell ${at}`);
      if (verdict === 'deactivate' && matter === 'deactivated') life.push(`deactivate ${at}`);
      if (verdict === 'delete' && matter === 'deleted') life.push(`delete ${at}`);
    }
  }
  return lives;
}

function linesOf(fate: Fate | undefined): readonly string[] {
  if (fate?.kind !== 'foreseen') return [`unknown: ${fate?.because ?? 'nothing was foreseen'}`];
  return fate.steps.map(({ step, at }) => `${step} ${isoOf(at)}`);
}

/** Lets a world be as a scan can see it whole: nothing spoiled, denied or on its way. */
function mended(world: World): void {
  for (const key of world.account.allKeys()) world.table.spoil(key.accessKeyId, undefined);
  if (world.table.isLedgerSpoiled()) world.table.spoilLedger(undefined);
  world.denied.clear();
  world.unreadable.clear();
  world.table.writeResumeAt(undefined);
}

test('foresight is what the function does: of every key the same acts and announcements on the same days as in simulated sweeps', async () => {
  const acts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(SMALL, policies(10), fc.integer({ min: 25, max: 60 }), async (script, after, hours) => {
      const play = new Play({ ...script, lags: [0, 0] });
      await play.play();
      const { world } = play;
      mended(world);
      world.time.at += hours * HOUR_MS;
      world.report.forget();
      // The policy may be another from now on, as after the pull request.
      play.policyScript = after;
      const { policy } = play;
      const inventory = await scanned(world, { policy, request: { verifiesAll: true } });
      const account = scannedAccount(renderJson(inventory), 'scan.json');
      const fates = foresee(account, { sweep: policy, isRemediating: true, sweepHourUtc: SWEEP_HOUR });
      const firstAt = Math.ceil((account.at - SWEEP_HOUR * HOUR_MS) / DAY_MS) * DAY_MS + SWEEP_HOUR * HOUR_MS;
      const lives = await lived(world, policy, firstAt);
      const told = account.keys.map(({ userName, accessKeyId }, at) => ({ userName, accessKeyId, life: linesOf(fates[at]) }));
      const seen = told.map(({ accessKeyId, ...key }) => ({ ...key, accessKeyId, life: lives.get(String(accessKeyId)) ?? [] }));
      try {
        expect(told).toEqual(seen);
      } catch (error) {
        throw new Error(`under ${JSON.stringify(policy)}, scanned ${isoOf(account.at)}: ${String(error)}`);
      }
      for (const line of seen.flatMap(({ life }) => life)) {
        const [act = ''] = line.split(' ');
        acts.set(act, (acts.get(act) ?? 0) + 1);
      }
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  if (RUNS < WHOLE) return;
  const often = [...acts].filter(([, count]) => count >= RUNS / 10).map(([act]) => act);
  expect(often.sort()).toEqual(['announce', 'announce-deletion', 'deactivate', 'delete', 'tell']);
}, 240_000);
