import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERDICTS } from '../../domain/verdict';
import { exampleAccount } from './example-account';
import { blocksOf, ROOT } from './markdown';
import { scanAgainst } from './scan-against';

const EXAMPLE = 'examples/scan';
const isUpdate = process.env['UPDATE_FIXTURES'] === '1';

const fileOf = (name: string): string => join(ROOT, EXAMPLE, name);
const textOf = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** The commands of its README. */
const commands = blocksOf(`${EXAMPLE}/README.md`).flatMap(({ text }) => text.trimEnd().split('\n'));

interface Scanned {
  readonly keys: readonly { readonly userName: string; readonly verdict: string; readonly step: string }[];
}

describe('the example of a scan', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-'));
    cpSync(fileOf('cdktf.json'), join(folder, 'cdktf.json'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('its README shows each form once', () => {
    expect(commands.map((command) => /--format (\w+)/.exec(command)?.[1] ?? 'table')).toEqual(['table', 'json', 'markdown', 'csv']);
  });

  test.each(commands)('%s gives the file as it is committed', async (command) => {
    const [typed = '', into = 'scan.txt'] = command.split(' > ');
    const [npx, name, ...argv] = typed.split(' ');
    expect([npx, name]).toEqual(['npx', 'iam-unused-credentials']);
    const { code, out } = await scanAgainst(exampleAccount(), folder, argv);
    if (isUpdate) writeFileSync(fileOf(into), out);
    expect([code, out]).toEqual([3, textOf(into)]);
  });

  test('it has a key of every verdict, and of every step that a calm day has', () => {
    const { keys } = JSON.parse(textOf('scan.json')) as Scanned;
    expect(new Set(keys.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
    expect([...new Set(keys.map(({ step }) => step))].sort()).toEqual([
      ...['announce', 'announce-deletion', 'deactivate', 'delete', 'drop', 'foreign', 'keep'],
      ...['none', 'reenabled', 'spare', 'undecided', 'wait', 'wait-for-cap'],
    ]);
  });

  test('it has no file that its README does not name', () => {
    const readme = textOf('README.md');
    expect(readdirSync(fileOf('.')).filter((name) => name !== 'README.md' && !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
