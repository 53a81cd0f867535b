import type { InventoryKey } from '../../scan/inventory';
import { worstFirst } from '../../scan/sorted';
import { inventoryKey } from '../support/inventories';

const order = (...keys: readonly Partial<InventoryKey>[]): readonly string[] =>
  worstFirst(keys.map(inventoryKey)).map(({ userName, accessKeyId, slot }) => [userName, accessKeyId, slot].join(' '));

test('what is not known comes first, then the most idle days, then the earliest within a day', () => {
  expect(
    order(
      { userName: 'young', idleDays: 3 },
      { userName: 'later', idleDays: 50, sinceAt: 2 },
      { userName: 'earlier', idleDays: 50, sinceAt: 1 },
      { userName: 'unknown', idleDays: null, sinceAt: null },
    ).map((one) => one.split(' ')[0]),
  ).toEqual(['unknown', 'earlier', 'later', 'young']);
});

test('the same instant is put in order by user, id and place, in no order of a language', () => {
  const at = { idleDays: 50, sinceAt: 1 };
  expect(
    order(
      { ...at, userName: 'b', accessKeyId: null, slot: 2 },
      { ...at, userName: 'b', accessKeyId: null, slot: 1 },
      { ...at, userName: 'a', accessKeyId: 'B', slot: 1 },
      { ...at, userName: 'a', accessKeyId: 'A', slot: 2 },
      { ...at, userName: 'B', accessKeyId: 'Z', slot: null },
    ),
  ).toEqual(['B Z ', 'a A 2', 'a B 1', 'b  1', 'b  2']);
});
