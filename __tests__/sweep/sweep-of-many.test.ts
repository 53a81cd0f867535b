import { HOUR_MS } from '../../domain/instant';
import type { KeyRecord } from '../../domain/key-record';
import type { SweepPolicy } from '../../domain/sweep-policy';
import type { FakeKey } from '../support/world/account';
import { ago, noticeOf, NOW } from '../support/world/records';
import { addUser, DUE, METRICS, onlyMessage, ours, recordOf, swept } from '../support/world/swept';
import { World } from '../support/world/world';

describe('when there is more to tell than a message takes', () => {
  const MANY = 1_000;
  const many = (record?: (key: FakeKey) => KeyRecord): { world: World; keys: readonly FakeKey[] } => {
    const world = new World(NOW);
    const keys = Array.from({ length: MANY }, (_, index) => addUser(world, `user-with-quite-a-long-name-${String(index)}`, 400));
    for (const key of keys) if (record !== undefined) world.table.put(record(key));
    return { world, keys };
  };
  /** How many keys the message names. */
  const namedBy = (world: World): number =>
    (JSON.parse(onlyMessage(world).json) as { sections: { entries: unknown[] }[] }).sections.reduce(
      (sum, { entries }) => sum + entries.length,
      0,
    );

  test('only announcements that it names are recorded and counted', async () => {
    const { world } = many();
    const run = await swept(world);
    const named = namedBy(world);
    expect([named > 100, named < MANY]).toEqual([true, true]);
    expect(world.table.stored()).toHaveLength(named);
    expect(run.gauges.emitted).toEqual([{ ...METRICS, activeUnusedKeys: MANY, announced: named }]);
  });

  test.each<[string, (key: FakeKey) => KeyRecord, Partial<SweepPolicy>]>([
    ['deactivations', ours('announced', 3, { notice: noticeOf(3) }), {}],
    ['deactivations that wait for the cap', DUE, { maxKeysPerDay: 1 }],
    ['deletions', ours('deactivated', 10, { deactivatedAt: ago(10), deletionNotice: noticeOf(3) }), {}],
  ])('announced %s are told by their count, so that no notice ends for want of room', async (_, record, policy) => {
    const { world, keys } = many(record);
    if (policy.maxKeysPerDay !== undefined) world.table.writeLedger({ version: 1, acts: [NOW - HOUR_MS] });
    for (const { userName, accessKeyId } of keys)
      if (recordOf(world, { accessKeyId }).state === 'deactivated') world.account.setStatus(userName, accessKeyId, 'Inactive', ago(10));
    await swept(world, { policy });
    expect(namedBy(world)).toBeLessThan(MANY);
    const toldAt = world.table.stored().map(({ notice, deletionNotice }) => (notice ?? deletionNotice)?.toldAt);
    expect(toldAt).toEqual(keys.map(() => NOW));
  });

  test('acts that it does not name are told by a later one', async () => {
    const { world } = many(DUE);
    await swept(world, { policy: { maxKeysPerDay: MANY } });
    const named = namedBy(world);
    expect(named).toBeLessThan(MANY);
    expect(world.table.stored().filter(({ isTold }) => isTold)).toHaveLength(named);
  });
});
