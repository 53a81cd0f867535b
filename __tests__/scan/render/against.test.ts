import { Ajv } from 'ajv';
import fc from 'fast-check';
import { join } from 'node:path';
import { against } from '../../../scan/against';
import type { Inventory, ScanPolicy } from '../../../scan/inventory';
import schema from '../../../scan/inventory.schema.json';
import { againstMarkdown, againstText } from '../../../scan/render/against';
import { renderJson } from '../../../scan/render/json';
import { renderMarkdown } from '../../../scan/render/markdown';
import { renderTable } from '../../../scan/render/table';
import { expectFixture } from '../../support/fixture';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { INVENTORIES, inventoryKey, inventoryOf } from '../../support/inventories';
import { scanPolicy } from '../../support/scanned';
import { ago } from '../../support/world/records';
import { HOSTILE } from '../../review/render/results';

const FOLDER = join(__dirname, 'against');
const isInventory = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

/** An inventory that another policy was asked about. */
function asked(inventory: Inventory | undefined, other: ScanPolicy): Inventory {
  const given = inventory ?? inventoryOf([]);
  return { ...given, against: against(given, other) };
}

const key = (at: number, lastUsedDaysAgo = 60) =>
  inventoryKey({ userName: `user-${String(at).padStart(4, '0')}`, accessKeyId: `AKIA${String(at)}`, lastUsedAt: ago(lastUsedDaysAgo) });
const many = (count: number): Inventory => inventoryOf(Array.from({ length: count }, (_, at) => key(at)));
const EXEMPT = { userNames: ['break-glass-*'], paths: ['/safe/'], tag: 'keep-keys' };
const LATER = scanPolicy({ exempt: EXEMPT, graceDays: 30 });

const ASKED: Readonly<Record<string, Inventory>> = {
  later: asked(INVENTORIES['whole'], LATER),
  spared: asked(INVENTORIES['whole'], scanPolicy({ action: 'notify', maxKeysPerDay: 1 })),
  'no-remediation': asked(INVENTORIES['whole'], scanPolicy({}, false)),
  armed: asked(INVENTORIES['no-remediation'], scanPolicy({ exempt: EXEMPT })),
  unknown: asked(INVENTORIES['incomplete'], LATER),
  same: asked(INVENTORIES['one-user'], scanPolicy({ action: 'notify' })),
  nobody: asked(INVENTORIES['nobody'], LATER),
  hostile: asked(
    inventoryOf([
      inventoryKey({ userName: HOSTILE, accessKeyId: HOSTILE, userTags: { [HOSTILE]: HOSTILE } }),
      inventoryKey({ verified: false, reason: HOSTILE }),
    ]),
    scanPolicy({ exempt: { userNames: [], paths: [], tag: HOSTILE } }),
  ),
};

describe('what another policy would mean', () => {
  describe.each(Object.entries(ASKED))('%s', (name, inventory) => {
    test('as a table', () => {
      expectFixture(FOLDER, `${name}.txt`, renderTable(inventory, undefined));
    });

    test('as Markdown', () => {
      expectFixture(FOLDER, `${name}.md`, renderMarkdown(inventory));
    });

    test('as JSON', () => {
      const json = renderJson(inventory);
      const document: unknown = JSON.parse(json);
      expect(isInventory(document) ? [] : isInventory.errors).toEqual([]);
      expectFixture(FOLDER, `${name}.json`, json);
    });
  });

  test('is not said when nobody asked', () => {
    expect([againstText(inventoryOf([]), undefined), againstMarkdown(inventoryOf([]))]).toEqual([[], []]);
  });

  test.each([
    [499, false],
    [500, false],
    [501, true],
  ])('lists 500 keys of %d and counts the rest', (count, isCut) => {
    const inventory = asked(many(count), scanPolicy({ action: 'notify' }));
    const [text, markdown] = [againstText(inventory, undefined).join('\n'), againstMarkdown(inventory).join('\n\n')];
    for (const written of [text, markdown]) {
      expect(written.match(/user-\d{4}/g)).toHaveLength(Math.min(count, 500));
      expect(written.includes('and 1 more, which the JSON form lists')).toBe(isCut);
    }
  });
});

test('text of others changes nothing but itself', () => {
  const shapeOf = (lines: readonly string[]): readonly number[] =>
    lines.flatMap((line) => line.split('\n').map((row) => (row.startsWith('|') ? row.split(/(?<!\\)\|/).length : 0)));
  const told = (text: string): Inventory =>
    asked(
      inventoryOf([inventoryKey({ userName: text, accessKeyId: text }), inventoryKey({ userName: 'b', verified: false, reason: text })]),
      scanPolicy({ exempt: { userNames: [], paths: [], tag: text } }),
    );
  const plain = shapeOf(againstMarkdown(told('a')));
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      const inventory = told(text === '' ? 'a' : text);
      const [table, markdown] = [againstText(inventory, undefined), againstMarkdown(inventory)];
      expect(shapeOf(markdown)).toEqual(plain);
      for (const written of [...table, ...markdown]) expect(written).not.toMatch(/[\u001b\u009b\u202e\u200b\u2028]|^\s*::|##\[|##vso\[/m);
    }),
    { numRuns: Number(process.env['TEXT_RUNS'] ?? 100) },
  );
});
