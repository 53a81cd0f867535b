import { against } from '../../scan/against';
import type { Inventory, ScanPolicy } from '../../scan/inventory';
import { inventoryKey, inventoryOf } from '../support/inventories';
import { inShort } from '../support/foreseen';
import { scanPolicy } from '../support/scanned';
import { ago, noticeOf, recordIn } from '../support/world/records';

const NOTHING_READ = { accessKeyId: null, verified: false, record: null, userTags: null } as const;
const NOT_ASKED = { records: { kind: 'not-asked', because: 'none', table: null } } as const;

/** What becomes of the first key under both, in short. */
function told(inventory: Inventory, other: ScanPolicy): readonly unknown[] {
  const [one] = against(inventory, other).foresight.keys;
  return one === undefined ? [] : [one.turn, inShort(one.before)[0], inShort(one.after)[0]];
}

describe('another policy', () => {
  test('is said, with what it would mean for each key', () => {
    const other = scanPolicy({ maxCredentialUsageAgeDays: 200 });
    const { policy, foresight } = against(inventoryOf([inventoryKey()]), other);
    expect(policy).toBe(other);
    expect(foresight.keys.map(({ key, turn, after }) => [key.userName, turn, inShort(after)[0]])).toEqual([
      ['alice', 'later', 'announce 2027-02-05'],
    ]);
  });

  test('runs at its own hour', () => {
    expect(told(inventoryOf([inventoryKey()]), { ...scanPolicy(), sweepHourUtc: 5 })).toEqual([
      'later',
      'announce 2026-11-24',
      'announce 2026-11-25',
    ]);
  });

  test.each<[string, string, string]>([
    ['at the root', 'arn:aws:iam::111122223333:user/alice', 'announce 2026-11-24'],
    ['in a path', 'arn:aws:iam::111122223333:user/safe/a/alice', 'nothing'],
    ['of whom nothing can be read', 'arn:alice', 'announce 2026-11-24'],
  ])('spares by the path of a user %s', (_, userArn, first) => {
    const [, , after = 'nothing'] = told(
      inventoryOf([inventoryKey({ userArn })]),
      scanPolicy({ exempt: { userNames: [], paths: ['/safe/'] } }),
    );
    expect(after).toBe(first);
  });
});

describe('what its function remembers', () => {
  const announced = inventoryKey({ record: recordIn('announced', 7, { notice: noticeOf(7) }) });
  const [acts, anew] = ['deactivate 2026-11-24', 'announce 2026-11-24'];
  const unread = 'unknown: what the function remembers of it was not read';

  test.each<[string, Partial<Inventory>, Partial<ScanPolicy>, readonly unknown[]]>([
    ['is the same in the same table', {}, {}, ['same', acts, acts]],
    ['is nothing under another name', {}, { namePrefix: 'other' }, ['later', acts, anew]],
    ['is nothing at another home', {}, { homeRegion: 'us-east-1' }, ['later', acts, anew]],
    ['is the same where its settings say no region', {}, { homeRegion: undefined }, ['same', acts, acts]],
    [
      'is the same where the settings said no region, and the table was found there',
      { policy: { ...scanPolicy(), homeRegion: undefined } },
      {},
      ['same', acts, acts],
    ],
    [
      'is nothing where the settings said no region, and the table was found elsewhere',
      { policy: { ...scanPolicy(), homeRegion: undefined } },
      { homeRegion: 'us-east-1' },
      ['later', acts, anew],
    ],
    ['is not known where it was not read', NOT_ASKED, {}, ['unknown', unread, unread]],
    [
      'is not known where it was not read for want of a region',
      { ...NOT_ASKED, policy: { ...scanPolicy(), homeRegion: undefined } },
      {},
      ['unknown', unread, unread],
    ],
    ['is nothing in another table, though that of before was not read', NOT_ASKED, { namePrefix: 'other' }, ['unknown', unread, anew]],
    ['is nothing where there was no function before', { ...NOT_ASKED, policy: scanPolicy({}, false) }, {}, ['further', undefined, anew]],
  ])('%s', (_, more, other, fates) => {
    const key = more.records === undefined ? announced : inventoryKey({ record: null });
    expect(told(inventoryOf([key], more), { ...scanPolicy(), ...other })).toEqual(fates);
  });

  test('a record that could not be understood lets nothing be foretold, but in a new table', () => {
    const inventory = inventoryOf([inventoryKey({ record: null, verdict: 'undecided' })]);
    const strange = 'unknown: what the function remembers of it cannot be understood';
    expect(told(inventory, scanPolicy({ action: 'notify' }))).toEqual(['unknown', strange, strange]);
    expect(told(inventory, { ...scanPolicy(), namePrefix: 'other' })).toEqual(['unknown', strange, anew]);
  });
});

describe('without a function', () => {
  test('keys are only reported, on either side', () => {
    const reporting = scanPolicy({ warnDays: 7 }, false);
    expect(told(inventoryOf([inventoryKey()]), reporting)).toEqual(['spared', 'announce 2026-11-24', undefined]);
    const near = inventoryOf([inventoryKey({ lastUsedAt: ago(44) })], { ...NOT_ASKED, policy: reporting });
    expect(against(near, { ...reporting }).foresight).toMatchObject({ keys: [], inUse: 1 });
  });
});

describe('facts that are missing', () => {
  test.each<[string, Parameters<typeof inventoryKey>[0], string]>([
    ['a key that was not read', { verified: false, reason: 'not read' }, 'unknown: not read'],
    ['a user who was not read', { ...NOTHING_READ, verdict: 'undecided', reason: 'not read' }, 'unknown: not read'],
    ['a status', { status: null, reason: 'not read' }, 'unknown: not read'],
    ['a creation', { createdAt: null, reason: 'not read' }, 'unknown: not read'],
    ['a last use', { lastUsedAt: null, reason: 'not read' }, 'unknown: not read'],
    ['nothing but the id, by the report', { ...NOTHING_READ, verdict: 'in-use' }, 'announce 2026-11-24'],
  ])('%s', (_, key, first) => {
    expect(told(inventoryOf([inventoryKey(key)]), scanPolicy())[2]).toBe(first);
  });
});
