import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { visibleWhole } from '../../../domain/safe-text';
import { renderCsv } from '../../../scan/render/csv';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { inventoryKey, inventoryOf, KEYS } from '../../support/inventories';

/**
 * What a spreadsheet takes for a formula.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const cells = (text: string): readonly (readonly string[])[] => parse(text);

test.each(['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
  'the text %s is no formula in a spreadsheet',
  (text) => {
    const rows = cells(renderCsv(inventoryOf([inventoryKey({ userName: text, reason: text, userTags: null })])));
    expect([rows[1]?.[0], rows[1]?.at(-1)]).toEqual([`'${text}`, `'${text}`]);
  },
);

test('whatever text is in it, no cell is a formula, every cell stands where it must, and no character acts', () => {
  const START = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '');
  fc.assert(
    fc.property(START, HOSTILE_TEXT, (start, text) => {
      const hostile = `${start}${text}`;
      const key = inventoryKey({ userName: hostile, lastUsedService: hostile, reason: hostile, userTags: { [hostile]: hostile } });
      const csv = renderCsv(inventoryOf([key, inventoryKey()]));
      const rows = cells(csv);
      expect(rows.map(({ length }) => length)).toEqual([20, 20, 20]);
      expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
      expect(rows[1]?.[0]?.replace(/^'/, '')).toBe(visibleWhole(hostile).replace(/^'/, ''));
      expect(csv).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }),
  );
});

test('every key is a row under the same columns', () => {
  const rows = cells(renderCsv(inventoryOf(KEYS)));
  expect(rows.map(([userName]) => userName)).toEqual(['userName', ...KEYS.map(({ userName }) => userName)]);
});
