import { renderCsv } from '../../../scan/render/csv';
import { renderJson } from '../../../scan/render/json';
import { renderMarkdown } from '../../../scan/render/markdown';
import { renderTable } from '../../../scan/render/table';
import { expectFixture } from '../../support/fixture';
import { INVENTORIES } from '../../support/inventories';

/** What people and programs see, as committed files. */
describe.each(Object.entries(INVENTORIES))('what is seen of %s', (name, inventory) => {
  test('on a wide place', () => {
    expectFixture(__dirname, `${name}.txt`, renderTable(inventory, undefined));
  });

  test('on a narrow terminal', () => {
    expectFixture(__dirname, `${name}.80.txt`, renderTable(inventory, 80));
  });

  test('in a program', () => {
    expectFixture(__dirname, `${name}.json`, renderJson(inventory));
  });

  test('in a spreadsheet', () => {
    expectFixture(__dirname, `${name}.csv`, renderCsv(inventory));
  });

  test('in a comment', () => {
    expectFixture(__dirname, `${name}.md`, renderMarkdown(inventory));
  });
});
