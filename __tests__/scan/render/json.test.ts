import { Ajv } from 'ajv';
import fc from 'fast-check';
import { recordOf } from '../../../domain/record-item';
import schema from '../../../scan/inventory.schema.json';
import { renderJson } from '../../../scan/render/json';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { INVENTORIES, inventoryKey, inventoryOf, KEYS } from '../../support/inventories';
import { scanned, scanPolicy } from '../../support/scanned';
import { Play } from '../../support/world/play';
import { ago, recordIn } from '../../support/world/records';
import { scripts } from '../../support/world/script';
import { SEED } from '../../support/world/seed';

const isInventory = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

interface Document {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Reads what was written, and holds it against the schema. */
function written(inventory: Parameters<typeof renderJson>[0]): Document {
  const document = JSON.parse(renderJson(inventory)) as Document;
  expect(isInventory(document) ? [] : isInventory.errors).toEqual([]);
  return document;
}

test.each(Object.entries(INVENTORIES))('the JSON of an inventory is as its schema says: %s', (_, inventory) => {
  expect(written(inventory).keys).toHaveLength(inventory.keys.length);
});

test('the JSON of whatever is scanned is as its schema says', async () => {
  await fc.assert(
    fc.asyncProperty(scripts({ days: { min: 3, max: 12 }, users: 4, deeds: 8, limit: 8 }), async (script) => {
      const play = new Play(script);
      await play.play();
      written(await scanned(play.world, { policy: play.policy }));
    }),
    { numRuns: 60, seed: SEED, endOnFailure: true },
  );
}, 60_000);

test('a record stands in it as in the table, so that it can be judged under another policy later', () => {
  const record = recordIn('deactivated', 3, { deactivatedAt: ago(3), reenabledAt: ago(200) });
  const [key] = written(inventoryOf([inventoryKey({ record })])).keys;
  expect(recordOf(key?.['record'] as object as Readonly<Record<string, unknown>>)).toEqual({ kind: 'record', record });
});

test('nothing remembered is told from not read, and never used from not known', () => {
  const keys = [inventoryKey({ record: 'none', lastUsedAt: 'never' }), inventoryKey({ record: null, lastUsedAt: null, createdAt: null })];
  expect(written(inventoryOf(keys)).keys.map(({ record, lastUsedAt, createdAt }) => [record, lastUsedAt, createdAt])).toEqual([
    [{ state: 'none' }, null, '2025-10-20T06:00:00.000Z'],
    [null, null, null],
  ]);
});

test('the settings stand in it as in a settings file; no remediation is null', () => {
  const policyIn = (policy: ReturnType<typeof scanPolicy>): unknown =>
    (written(inventoryOf([], { policy })) as unknown as { policy: unknown }).policy;
  expect(policyIn(scanPolicy({ exempt: { userNames: ['a*'], paths: ['/b/'], tag: 'keep' } }))).toEqual({
    ...{ maxCredentialUsageAgeDays: 45, warnDays: 7, homeRegion: 'eu-west-1', namePrefix: 'unused-credentials' },
    remediation: {
      ...{ action: 'delete', warnDays: 7, graceDays: 14, maxKeysPerDay: 10 },
      exempt: { userNames: ['a*'], paths: ['/b/'], tag: 'keep' },
    },
  });
  expect(policyIn({ ...scanPolicy({}, false), homeRegion: undefined })).toEqual({
    ...{ maxCredentialUsageAgeDays: 45, warnDays: 7, homeRegion: null, namePrefix: 'unused-credentials', remediation: null },
  });
});

test('whatever text is in it, it is whole and acts on no terminal and no job', () => {
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      const keys = [inventoryKey({ userName: `${text}x`, userTags: { [text]: text }, reason: `${text}x` })];
      const inventory = inventoryOf(keys, { unreadable: [{ userName: text, accessKeyId: text, because: `${text}x` }] });
      expect(written(inventory)).toMatchObject({ keys: [{ userName: `${text}x`, userTags: { [text]: text }, reason: `${text}x` }] });
      expect(renderJson(inventory)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/);
    }),
  );
});

describe('the schema refuses', () => {
  const whole = JSON.parse(renderJson(inventoryOf(KEYS))) as Readonly<Record<string, unknown>>;
  const [first] = whole['keys'] as readonly object[];
  test.each<[string, object]>([
    ['another version', { schemaVersion: 2 }],
    ['an account that is none', { accountId: '1' }],
    ['an instant without its zone', { generatedAt: '2026-11-24T06:00:00' }],
    ['a verdict that is none', { keys: [{ ...first, verdict: 'fine' }] }],
    ['a step that is none', { keys: [{ ...first, step: 'close' }] }],
    ['a third place', { keys: [{ ...first, slot: 3 }] }],
    ['a record without a state', { keys: [{ ...first, record: {} }] }],
    ['fewer idle days than none', { keys: [{ ...first, idleDays: -1 }] }],
    ['a key without a reason', { keys: [{ ...first, reason: '' }] }],
    ['no word on whether it is complete', { complete: undefined }],
    ['a reason that is missing', { unreadable: [{ userName: 'alice', accessKeyId: null }] }],
  ])('%s', (_, change) => {
    expect(isInventory(whole)).toBe(true);
    expect(isInventory(JSON.parse(JSON.stringify({ ...whole, ...change })))).toBe(false);
  });

  test('nothing that a later version may add', () => {
    expect(isInventory({ ...whole, more: 1, keys: [{ ...first, more: 1 }] })).toBe(true);
  });
});
