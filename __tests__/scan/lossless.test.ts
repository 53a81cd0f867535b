import fc from 'fast-check';
import type { InventoryKey } from '../../scan/inventory';
import { scanned } from '../support/scanned';
import { Play } from '../support/world/play';
import { scripts } from '../support/world/script';
import { SEED } from '../support/world/seed';

const RUNS = Number(process.env['LAW_RUNS'] ?? 150);
const SMALL = scripts({ days: { min: 1, max: 20 }, users: 4, deeds: 8, limit: 12 });

/** What only reading a key can tell, or that it was read. */
const ONLY_READ = {
  ...{ accessKeyId: null, verified: false, record: null, userTags: null, reason: '' },
};

/** A key as both ways must see it: by its place, because the report gives no ids. */
const placed = (key: InventoryKey): unknown => ({ ...key, ...ONLY_READ });
const byPlace = (keys: readonly InventoryKey[]): readonly unknown[] =>
  [...keys].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).map(placed);
const placeOf = ({ userName, slot, createdAt }: InventoryKey): string => `${userName} ${String(slot)} ${String(createdAt)}`;

test('the filter loses nothing: reading every key shows the same as reading those that the report does not clear', async () => {
  let [spared, due] = [0, 0];
  await fc.assert(
    fc.asyncProperty(SMALL, async (script) => {
      const play = new Play(script);
      await play.play();
      const { world } = play;
      // A report of now: what an older one still shows is the next test's matter.
      world.report.forget();
      // What comes next of somebody whom a tag may spare only reading tells.
      const { tag, ...exempt } = play.policy.exempt;
      const policy = { ...play.policy, exempt };
      const filtered = await scanned(world, { policy });
      const all = await scanned(world, { policy, request: { verifiesAll: true } });
      const cleared = filtered.keys.filter(({ verified, verdict }) => !verified && verdict === 'in-use');
      // Whoever is cleared need not be readable.
      const unread = new Set(all.keys.filter(({ verdict }) => verdict === 'undecided').map(({ userName }) => userName));
      const isClearedUnread = ({ userName }: InventoryKey): boolean =>
        unread.has(userName) && cleared.some((key) => key.userName === userName);
      expect(byPlace(filtered.keys.filter((key) => !isClearedUnread(key)))).toEqual(
        byPlace(all.keys.filter((key) => !isClearedUnread(key))),
      );
      spared += cleared.length;
      due += filtered.keys.length - cleared.length;
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  expect([spared, due].every((count) => count > RUNS)).toBe(true);
}, 120_000);

test('a report that is hours old hides nobody either', async () => {
  await fc.assert(
    fc.asyncProperty(SMALL, fc.integer({ min: 1, max: 239 }), async (script, minutes) => {
      const play = new Play(script);
      await play.play();
      const { world, policy } = play;
      await scanned(world, { policy });
      world.time.advance(minutes * 60_000);
      const filtered = await scanned(world, { policy });
      const all = await scanned(world, { policy, request: { verifiesAll: true } });
      const due = ({ keys }: typeof all): readonly unknown[] =>
        keys
          .filter(({ verdict }) => verdict === 'unused' || verdict === 'warn' || verdict === 'exempt')
          .map(({ accessKeyId }) => accessKeyId);
      expect([...due(filtered)].sort()).toEqual([...due(all)].sort());
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
}, 120_000);
