import fc from 'fast-check';
import type { InventoryKey } from '../../../scan/inventory';
import { renderMarkdown } from '../../../scan/render/markdown';
import { NARROWEST, renderTable } from '../../../scan/render/table';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { inventoryKey, inventoryOf, KEYS } from '../../support/inventories';

/** The lines of the table itself, with its head. */
function tableIn(text: string): readonly string[] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('USER'));
  return lines.slice(from, lines.indexOf('', from));
}

const NAME = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,64}$/);
const KEY: fc.Arbitrary<InventoryKey> = fc
  .tuple(fc.constantFrom(...KEYS), NAME, fc.constantFrom('s3', 'elasticloadbalancing', null))
  .map(([key, userName, lastUsedService]) => ({ ...key, userName, lastUsedService }));

test('the table fits the terminal, however wide it is', () => {
  fc.assert(
    fc.property(fc.array(KEY, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 200 }), (keys, width) => {
      const longest = Math.max(...tableIn(renderTable(inventoryOf(keys), width)).map(({ length }) => length));
      expect(longest).toBeLessThanOrEqual(Math.max(width, NARROWEST));
    }),
  );
});

test('nothing is cut on a narrow terminal: what stands in a wide table stands in it too', () => {
  fc.assert(
    fc.property(fc.array(KEY, { minLength: 1, maxLength: 3 }), fc.integer({ min: 80, max: 160 }), (keys, width) => {
      const letters = (text: string): string => Array.from(tableIn(text).join('').replaceAll(' ', '')).sort().join('');
      const inventory = inventoryOf(keys);
      expect(letters(renderTable(inventory, width))).toBe(letters(renderTable(inventory, undefined)));
    }),
  );
});

test('where there is no terminal each key is one line', () => {
  expect(tableIn(renderTable(inventoryOf(KEYS), undefined))).toHaveLength(KEYS.length + 1);
});

test('names of people get the room before steps do', () => {
  const keys = [inventoryKey({ userName: 'a-name-of-twenty-abc' })];
  expect(tableIn(renderTable(inventoryOf(keys), 92))[1]).toMatch(/^a-name-of-twenty-abc {2}AKIA/);
});

test('hostile text changes nothing but itself', () => {
  fc.assert(
    fc.property(HOSTILE_TEXT, (text) => {
      const keys = [inventoryKey({ userName: `x${text}`, lastUsedService: text, step: 'spare', reason: text }), inventoryKey()];
      const inventory = inventoryOf(keys, { unreadable: [{ userName: text, accessKeyId: null, because: text }], isComplete: false });
      const tame = inventoryOf([{ ...keys[0], userName: 'x', lastUsedService: 'x', reason: 'x' } as InventoryKey, inventoryKey()], {
        unreadable: [{ userName: 'x', accessKeyId: null, because: 'x' }],
        isComplete: false,
      });
      for (const render of [(one: typeof inventory) => renderTable(one, undefined), renderMarkdown]) {
        const shown = render(inventory);
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^::|##\[/m);
        expect(shown.split('\n').length).toBe(render(tame).split('\n').length);
      }
    }),
  );
});

test('of thousands of keys Markdown shows five hundred open and folded, and counts the rest', () => {
  const many = (count: number, key: InventoryKey): readonly InventoryKey[] => Array.from({ length: count }, () => key);
  const inUse = inventoryKey({ verdict: 'in-use', step: 'none', nextStep: null });
  const text = renderMarkdown(inventoryOf([...many(700, inventoryKey()), ...many(3_000, inUse)]));
  expect(text.match(/^\| `alice`/gm)).toHaveLength(1_000);
  expect(text.match(/^and \d+ more, which the JSON form lists$/gm)).toEqual([
    'and 200 more, which the JSON form lists',
    'and 2500 more, which the JSON form lists',
  ]);
  expect(text.length).toBeLessThan(300_000);
});

test('the same reason is told once, with five of whom it is about', () => {
  const keys = Array.from({ length: 8 }, (_, at) =>
    inventoryKey({ accessKeyId: `AKIA${String(at)}`, step: 'foreign', reason: 'it is inactive' }),
  );
  expect(renderTable(inventoryOf(keys), undefined)).toContain(
    `Why:\n- ${[0, 1, 2, 3, 4].map((at) => `access key AKIA${String(at)} of user alice`).join(', ')} and 3 more: foreign, it is inactive\n\n`,
  );
});

test('of hundreds of reasons a hundred are told and the rest is counted', () => {
  const keys = Array.from({ length: 130 }, (_, at) => inventoryKey({ step: 'keep', reason: `reason ${String(at)}` }));
  const text = renderTable(inventoryOf(keys), undefined);
  expect(text.match(/^- access key/gm)).toHaveLength(100);
  expect(text).toContain('\n- and 30 more reasons, which the JSON form lists\n');
});
