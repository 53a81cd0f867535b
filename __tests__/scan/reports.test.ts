import fc from 'fast-check';
import { reportRowsOf } from '../../aws/report-rows';
import { IncompleteError } from '../../domain/errors';
import type { ReportRow } from '../../domain/report-row';
import type { Inventory } from '../../scan/inventory';
import { scanned } from '../support/scanned';
import { ago, NOW } from '../support/world/records';
import { addUser } from '../support/world/swept';
import { World } from '../support/world/world';

type Text = readonly (readonly string[])[];

/** An account with keys on both sides of the limit; `stale` names the users who have an unused one. */
function account(): World {
  const world = new World(NOW);
  const used = (name: string, daysAgo: number): void => {
    world.account.use(addUser(world, name), ago(daysAgo));
  };
  used('in-use', 3);
  used('stale', 45);
  used('nearly', 44);
  addUser(world, 'never');
  addUser(world, 'young', 3);
  used('two', 200);
  world.account.use(world.account.createKey('two', ago(300)), ago(1));
  const off = addUser(world, 'off');
  world.account.setStatus('off', off.accessKeyId, 'Inactive', ago(100));
  world.account.createUser('nobody', ago(500));
  return world;
}

const STALE = ['never', 'stale', 'two'];

/** The report of a world as cells, its header first. */
function cellsOf(rows: readonly ReportRow[]): Text {
  const header = Object.keys(rows[0] ?? {});
  return [header, ...rows.map((row) => header.map((column) => row[column] ?? 'N/A'))];
}

const textOf = (cells: Text): string => cells.map((row) => row.join(',')).join('\n');

/** Scans a world whose report reads so. */
const scanWith = (world: World, text: string): Promise<Inventory> =>
  scanned(world, {
    change: (ports) => ({ ...ports, report: { read: () => Promise.resolve().then(() => reportRowsOf(Buffer.from(text))) } }),
  });

const unusedIn = ({ keys }: Inventory): readonly string[] =>
  keys
    .filter(({ verdict }) => verdict === 'unused')
    .map(({ userName }) => userName)
    .sort();

/** Replaces the cells of a column in all rows of users but the root's. */
const inColumn =
  (name: RegExp, change: (value: string) => string) =>
  ([header = [], ...rows]: Text): Text => [
    header,
    ...rows.map((row) => row.map((value, at) => (name.test(header[at] ?? '') && row[0] !== '<root_account>' ? change(value) : value))),
  ];

const isDate = (value: string): boolean => /^\d{4}-/.test(value);

describe('a report as real ones are leaves nobody out', () => {
  test.each<[string, (cells: Text) => Text]>([
    ['with dates to the minute', inColumn(/date|rotated/, (value) => (isDate(value) ? value.replace(/:\d\d\+/, '+') : value))],
    ['with dates to the minute, in UTC', inColumn(/date|rotated/, (value) => (isDate(value) ? `${value.slice(0, 16)}Z` : value))],
    ['with milliseconds', inColumn(/date|rotated/, (value) => value.replace('+00:00', '.000Z'))],
    ['with capitals', inColumn(/active/, (value) => value.toUpperCase())],
    ['with a capital', inColumn(/active/, (value) => value.replace(/^./, (letter) => letter.toUpperCase()))],
    ['with a last use in the year 2099', inColumn(/last_used_date/, (value) => (isDate(value) ? '2099-01-01T00:00:00+00:00' : value))],
    ['with a creation in the year 2099', inColumn(/last_rotated/, (value) => (isDate(value) ? '2099-01-01T00:00:00+00:00' : value))],
    ['with last uses that are not known', inColumn(/last_used_date/, () => 'no_information')],
    ['with last uses that are empty', inColumn(/last_used_date/, () => '')],
    ['with creations that are not told', inColumn(/last_rotated/, () => 'N/A')],
    [
      'with more columns than today',
      ([header = [], ...rows]) => [[...header, 'access_key_3_active'], ...rows.map((row) => [...row, 'true'])],
    ],
    [
      'with keys that the places do not show',
      ([header = [], ...rows]) => [
        [...header, 'additional_credentials_info'],
        ...inColumn(
          /active/,
          () => 'false',
        )([header, ...rows.map((row) => row.map((value) => (isDate(value) ? 'N/A' : value)))])
          .slice(1)
          .map((row) => [...row, '2 access keys']),
      ],
    ],
    ['with columns in another order', (cells) => cells.map((row) => [...row.slice(0, 2), ...row.slice(2).reverse()])],
    ['without the root user', (cells) => cells.filter(([user]) => user !== '<root_account>')],
    ['with a user who is gone', (cells) => [...cells, (cells.at(-1) ?? []).map((value) => value.replaceAll('nobody', 'gone'))]],
  ])('%s', async (_, change) => {
    const world = account();
    const inventory = await scanWith(world, textOf(change(cellsOf(world.report.rows(NOW)))));
    expect([unusedIn(inventory), inventory.isComplete]).toEqual([STALE, true]);
  });

  test.each([
    ['ends with a line break', (text: string): string => `${text}\n`],
    ['has line breaks of Windows', (text: string): string => text.replaceAll('\n', '\r\n')],
    ['begins with a mark', (text: string): string => `\uFEFF${text}`],
  ])('that %s', async (_, change) => {
    const world = account();
    expect(unusedIn(await scanWith(world, change(textOf(cellsOf(world.report.rows(NOW))))))).toEqual(STALE);
  });

  test('and tells an inactive key from one that was never there', async () => {
    const world = account();
    const { keys } = await scanWith(world, textOf(cellsOf(world.report.rows(NOW))));
    expect(
      keys.filter(({ userName }) => userName === 'off' || userName === 'nobody').map(({ userName, verdict }) => [userName, verdict]),
    ).toEqual([['off', 'inactive']]);
  });
});

test('a report with a user twice is refused, as one of the rows is of somebody else', async () => {
  const world = account();
  const cells = cellsOf(world.report.rows(NOW));
  await expect(scanWith(world, textOf([...cells, cells[2] ?? []]))).rejects.toThrow(
    new IncompleteError('the credential report cannot be used: it has two rows of the user in-use'),
  );
});

/** What may stand in a cell and says nothing that can be believed, or that there is less than there is. */
const STRANGE = fc.oneof(
  fc.constantFrom(
    '',
    'false',
    'N/A',
    'no_information',
    'not_supported',
    'TRUE',
    'yes',
    '1',
    'null',
    '2099-01-01T00:00:00+00:00',
    'yesterday',
    '2026-13-45T00:00:00Z',
  ),
  fc.stringMatching(/^[ -+--~]{0,12}$/).filter((text) => !isDate(text) && text !== 'false'),
);

test('one strange cell hides nobody, whatever stands in it: the right verdict, or a clear error', async () => {
  const world = account();
  const cells = cellsOf(world.report.rows(NOW));
  const place = fc.record({
    row: fc.integer({ min: 1, max: cells.length - 1 }),
    column: fc.integer({ min: 2, max: (cells[0]?.length ?? 0) - 1 }),
  });
  let [refused, judged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(place, STRANGE, async ({ row, column }, value) => {
      const mangled = cells.map((line, at) => (at === row ? line.map((cell, where) => (where === column ? value : cell)) : line));
      const result = await scanWith(world, textOf(mangled)).catch((error: unknown) => error);
      if (result instanceof IncompleteError) {
        refused += 1;
        expect(result.message).toMatch(/^the credential report cannot be used: /);
      } else {
        judged += 1;
        expect(unusedIn(result as Inventory)).toEqual(STALE);
      }
    }),
    { numRuns: 1_500 },
  );
  expect([refused > 5, judged > 500]).toEqual([true, true]);
});

/** Changes of the text itself. */
const EDIT = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(3_000), length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: fc.nat(3_000),
    text: fc.constantFrom('"', ',', '\n', '\u0000', 'x', 'é', '\u{1F600}', ',,', '\r'),
  }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(3_000), length: fc.integer({ min: 1, max: 400 }) }),
);

function edited(text: string, edit: typeof EDIT extends fc.Arbitrary<infer Edit> ? Edit : never): string {
  const at = edit.at % text.length;
  switch (edit.kind) {
    case 'cut':
      return text.slice(0, at) + text.slice(at + edit.length);
    case 'put':
      return text.slice(0, at) + edit.text + text.slice(at);
    case 'twice':
      return text.slice(0, at + edit.length) + text.slice(at);
  }
}

test('a mangled report never makes a used key unused, and hides nobody whose row is still there', async () => {
  const world = account();
  const text = textOf(cellsOf(world.report.rows(NOW)));
  const [header = '', ...lines] = text.split('\n');
  let [refused, judged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(EDIT, { minLength: 1, maxLength: 3 }), async (edits) => {
      const mangled = edits.reduce(edited, text);
      const result = await scanWith(world, mangled).catch((error: unknown) => error);
      if (result instanceof IncompleteError) {
        refused += 1;
        return;
      }
      judged += 1;
      const unused = unusedIn(result as Inventory);
      expect(unused.filter((name) => !STALE.includes(name))).toEqual([]);
      const [headerNow, ...linesNow] = mangled.split('\n');
      if (headerNow !== header) return;
      const whole = STALE.filter((name) => linesNow.includes(lines.find((line) => line.startsWith(`${name},`)) ?? '-'));
      expect(unused).toEqual(expect.arrayContaining(whole));
    }),
    { numRuns: 2_000 },
  );
  expect([refused > 100, judged > 100]).toEqual([true, true]);
});
