import fc from 'fast-check';
import { foresee } from '../../../domain/foresee';
import { InputError } from '../../../domain/errors';
import { itemOf } from '../../../domain/record-item';
import { scannedAccount } from '../../../review/foresight/scanned-account';
import { renderJson } from '../../../scan/render/json';
import { foresightPolicy } from '../../support/foreseen';
import { INVENTORIES, inventoryKey, inventoryOf, KEYS } from '../../support/inventories';
import { ago, NOW, recordIn } from '../../support/world/records';
import type { InventoryKey, Inventory } from '../../../scan/inventory';

type Json = Record<string, unknown>;
type JsonInventory = Json & { keys: Json[]; records: Json };

/** An inventory as `scan` writes it, changed. */
function written(inventory: Inventory, change: (json: JsonInventory) => unknown = () => undefined): string {
  const json = JSON.parse(renderJson(inventory)) as JsonInventory;
  change(json);
  return JSON.stringify(json);
}

const read = (inventory: Inventory, change?: (json: JsonInventory) => unknown) => scannedAccount(written(inventory, change), 'scan.json');

const keyOf = (key: Partial<InventoryKey>, more: Partial<Inventory> = {}, change: (key: Json) => void = () => undefined) =>
  read(inventoryOf([inventoryKey(key)], more), ({ keys }) => {
    keys.forEach(change);
  }).keys[0];

const UNREAD = { accessKeyId: null, verified: false, record: null, userTags: null } as const;
const NOT_ASKED = { records: { kind: 'not-asked', because: 'none', table: null } } as const;

describe('a scan that is read', () => {
  test('has the facts of every key', () => {
    const record = recordIn('announced', 3, { notice: { announcedAt: ago(3), dueAt: ago(-4), toldAt: ago(1) } });
    const inventory = inventoryOf([
      inventoryKey({ userArn: 'arn:aws:iam::111122223333:user/team/ci/alice', userTags: { team: 'a|b' }, record, slot: 2 }),
      inventoryKey({ ...UNREAD, userName: 'bob', lastUsedAt: ago(3), verdict: 'in-use' }),
    ]);
    expect(read(inventory)).toEqual({
      at: NOW,
      accountId: '111122223333',
      isComplete: true,
      unreadable: 0,
      filter: { userName: null, verdict: null },
      table: { name: 'unused-credentials-keys', region: 'eu-west-1' },
      keys: [
        {
          ...{ userName: 'alice', path: '/team/ci/', userTags: { team: 'a|b' }, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', slot: 2, record },
          facts: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', createdAt: ago(400), lastUsedAt: ago(120) },
        },
        {
          ...{ userName: 'bob', path: '/', userTags: null, accessKeyId: null, slot: 1, record: 'none' },
          facts: { accessKeyId: '', status: 'Active', createdAt: ago(400), lastUsedAt: ago(3) },
        },
      ],
    });
  });

  test('says what it lacks', () => {
    const filter = { userName: 'alice', verdict: 'unused' } as const;
    const unreadable = [{ userName: null, accessKeyId: null, because: 'no' }];
    expect(read(inventoryOf([], { isComplete: false, filter, unreadable }))).toMatchObject({ isComplete: false, filter, unreadable: 1 });
  });

  test.each<[string, string, string]>([
    ['at the root', 'arn:aws:iam::111122223333:user/alice', '/'],
    ['in a path', 'arn:aws-cn:iam::111122223333:user/a/b/alice', '/a/b/'],
    ['in none that can be read', 'arn:alice', '/'],
  ])('a user %s', (_, userArn, path) => {
    expect(keyOf({ userArn })?.path).toBe(path);
  });
});

describe('what the function remembers of a key', () => {
  test.each<[string, Partial<InventoryKey>, Partial<Inventory>, unknown]>([
    ['is nothing, when that was read', { record: 'none' }, {}, 'none'],
    [
      'is nothing, when there is no table',
      { record: 'none' },
      { records: { kind: 'absent', because: 'none', table: { name: 'a', region: 'b' } } },
      'none',
    ],
    ['is nothing, when the report shows it in use and all records were read', UNREAD, {}, 'none'],
    ['cannot be understood, when it was read itself and its record was not', { record: null }, {}, 'strange'],
    ['is not known, when no record was asked for', { record: null }, NOT_ASKED, null],
    ['is not known, when no record was asked for and it is only reported', UNREAD, NOT_ASKED, null],
    ['is what was read', { record: recordIn('dropped', 3) }, {}, recordIn('dropped', 3)],
  ])('%s', (_, key, more, record) => {
    expect(keyOf(key, more)?.record).toEqual(record);
  });

  test.each<[string, unknown]>([
    ['has no time', { ...itemOf(recordIn('announced', 3)), stateAt: 'yesterday' }],
    ['has only a state', { state: 'announced' }],
    ['is of a later version', { ...itemOf(recordIn('dropped', 3)), schemaVersion: 2 }],
  ])('cannot be understood when it %s', (_, record) => {
    expect(keyOf({}, {}, (key) => void (key['record'] = record))?.record).toBe('strange');
  });

  test.each(['read', 'absent'])('is of the table, when its records are %s', (state) => {
    expect(read(inventoryOf([]), ({ records }) => void (records['state'] = state)).table).toEqual({
      name: 'unused-credentials-keys',
      region: 'eu-west-1',
    });
  });

  test.each(['not-found', 'not-asked', 'denied', 'unreadable'])('is of no table, when its records are %s', (state) => {
    expect(read(inventoryOf([]), ({ records }) => void (records['state'] = state)).table).toBeNull();
  });
});

describe('facts that are missing', () => {
  const unreadable = [
    { userName: 'alice', accessKeyId: null, because: 'the user cannot be read' },
    { userName: 'bob', accessKeyId: 'AKIABOB', because: 'the key cannot be read' },
    { userName: null, accessKeyId: null, because: 'the ledger cannot be read' },
  ];
  const known = { accessKeyId: '', status: 'Active', createdAt: ago(400), lastUsedAt: 'never' };
  const silent = { unknown: 'it could not be read' };

  test.each<[string, Partial<InventoryKey>, object]>([
    ['no status', { status: null, userName: 'eve' }, silent],
    ['no creation', { createdAt: null, userName: 'eve' }, silent],
    ['no use of a key that was not read', { verified: false, lastUsedAt: null, userName: 'eve' }, silent],
    [
      'a use of a key that was not read',
      { verified: false, userName: 'eve' },
      { ...known, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', lastUsedAt: ago(120) },
    ],
    ['no use by the report, which knows of every one', { ...UNREAD, lastUsedAt: 'never', userName: 'eve' }, known],
    ['no use of a key that was read', { lastUsedAt: 'never', userName: 'eve' }, { ...known, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    ['a user who was not read, whatever the report says', UNREAD, { unknown: 'the user cannot be read' }],
    ['a user who was not read, and a status', { ...UNREAD, status: null }, { unknown: 'the user cannot be read' }],
    [
      'a key that was not read',
      { verified: false, accessKeyId: 'AKIABOB', userName: 'bob', lastUsedAt: null },
      { unknown: 'the key cannot be read' },
    ],
    [
      'a key that was read in part',
      { accessKeyId: 'AKIABOB', userName: 'bob' },
      { ...known, accessKeyId: 'AKIABOB', lastUsedAt: ago(120) },
    ],
    ['another key of a user', { ...UNREAD, userName: 'bob', lastUsedAt: ago(1) }, { ...known, lastUsedAt: ago(1) }],
  ])('%s', (_, key, facts) => {
    expect(keyOf(key, { unreadable })?.facts).toEqual(facts);
  });
});

describe('verdicts of the file', () => {
  const policy = foresightPolicy();
  const LIES = fc.record({
    verdict: fc.constantFrom('unused', 'undecided', 'warn', 'exempt', 'inactive', 'in-use'),
    step: fc.constantFrom('none', 'tell', 'deactivate', 'delete', 'undecided', 'foreign'),
    stepAt: fc.constantFrom(null, '2020-01-01T00:00:00.000Z'),
    nextStep: fc.constantFrom(null, 'delete'),
    nextStepAt: fc.constantFrom(null, '2020-01-01T00:00:00.000Z'),
    idleDays: fc.oneof(fc.constant(null), fc.nat(4000)),
    since: fc.constantFrom(null, '2020-01-01T00:00:00.000Z'),
    reason: fc.string({ minLength: 1 }),
  });

  test.each(Object.entries(INVENTORIES))('change nothing, whatever they say: %s', (_, inventory) => {
    const honest = read(inventory);
    fc.assert(
      fc.property(fc.array(LIES, { minLength: KEYS.length, maxLength: KEYS.length }), fc.nat(9), (lies, count) => {
        const lied = read(inventory, (json) => {
          json['counts'] = { unused: count, undecided: count, warn: count, exempt: count, inactive: count, 'in-use': count };
          json['requests'] = { total: count, throttled: count, byAction: {} };
          json['policy'] = {
            maxCredentialUsageAgeDays: 1 + count,
            warnDays: count,
            homeRegion: null,
            namePrefix: 'lie',
            remediation: null,
          };
          json.keys.forEach((key, at) => Object.assign(key, lies[at]));
        });
        expect(lied).toEqual(honest);
        expect(foresee(lied, policy)).toEqual(foresee(honest, policy));
      }),
      { numRuns: 20 },
    );
  });
});

describe('what is no scan', () => {
  const accepted = '--inventory must be what iam-unused-credentials scan --format json writes, got ';

  test.each<[string, string, string]>([
    ['no JSON', 'USER  ACCESS KEY', `'USER  ACCESS KEY' (at scan.json)`],
    ['nothing', '', `'' (at scan.json)`],
    ['long and no JSON', 'x'.repeat(100_000), `'${'x'.repeat(40)}' (at scan.json)`],
    ['hostile and no JSON', '\u001b[31m::error::x', `'\\u001b[31m::error::x' (at scan.json)`],
    ['null', 'null', 'null (at scan.json)'],
    ['a list', '[]', '[] (at scan.json)'],
    ['a plan', '{"format_version":"1.2","resource_changes":[]}', '["format_version","resource_changes"] (at scan.json)'],
  ])('is refused: %s', (_, text, got) => {
    const error = problemIn(text);
    expect(error).toBeInstanceOf(InputError);
    expect(error?.message).toBe(`${accepted}${got}`);
  });

  test.each<[string, (json: JsonInventory) => unknown, string]>([
    ['another version', (json) => void (json['schemaVersion'] = 2), 'schemaVersion'],
    ['an account that is none', (json) => void (json['accountId'] = '1'), 'accountId'],
    ['a key without a user', ({ keys }) => delete keys[0]?.['userName'], 'keys.0.userName'],
    ['a status that is none', ({ keys }) => void Object.assign(keys[0] ?? {}, { status: 'Off' }), 'keys.0.status'],
  ])('is refused, with the place: %s', (_, change, place) => {
    const message = problemIn(written(inventoryOf([inventoryKey()]), change))?.message ?? '';
    expect(message.startsWith(accepted)).toBe(true);
    expect(message.endsWith(` (at scan.json, at ${place})`)).toBe(true);
  });

  test('is refused when its instant is no instant', () => {
    const text = written(inventoryOf([]), (json) => void (json['generatedAt'] = '2026-99-99T06:00:00.000Z'));
    expect(problemIn(text)?.message).toBe(`${accepted}'2026-99-99T06:00:00.000Z' (at scan.json, at generatedAt)`);
  });

  function problemIn(text: string): Error | undefined {
    try {
      scannedAccount(text, 'scan.json');
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
});

describe('a scan that contradicts itself', () => {
  const text = (change: (json: { keys: Record<string, unknown>[] }) => void): string => {
    const json = JSON.parse(renderJson(inventoryOf([inventoryKey({ userName: 'amy' }), inventoryKey({ userName: 'bob' })]))) as {
      keys: Record<string, unknown>[];
    };
    change(json);
    return JSON.stringify(json);
  };

  test.each<[string, (json: { keys: Record<string, unknown>[] }) => void, string]>([
    ['the same key twice', ({ keys }) => keys.push({ ...keys[0] }), "got 'AKIAIOSFODNN7EXAMPLE of amy twice' (at scan.json, at keys.2)"],
    [
      'in another case of the name',
      ({ keys }) => keys.push({ ...keys[0], userName: 'AMY' }),
      "got 'AKIAIOSFODNN7EXAMPLE of AMY twice' (at scan.json, at keys.2)",
    ],
    [
      'a user of another account',
      ({ keys }) => Object.assign(keys[1] ?? {}, { userArn: 'arn:aws:iam::444455556666:user/bob' }),
      "got 'arn:aws:iam::444455556666:user/bob' (at scan.json, at keys.1.userArn)",
    ],
  ])('is refused: %s', (_, change, message) => {
    expect(() => scannedAccount(text(change), 'scan.json')).toThrow(
      new InputError(`--inventory must be what iam-unused-credentials scan --format json writes, ${message}`),
    );
  });

  test('a record of another key is not understood', () => {
    const changed = text(({ keys }) =>
      Object.assign(keys[0] ?? {}, { record: itemOf({ ...recordIn('announced', 3), accessKeyId: 'AKIAOTHER' }) }),
    );
    expect(scannedAccount(changed, 'scan.json').keys.map(({ record }) => record)).toEqual(['strange', 'none']);
  });
});
