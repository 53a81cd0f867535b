import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST, writeFiles, type Content } from '../../cli/write-files';
import { InputError } from '../../domain/errors';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'write-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const write = (files: Readonly<Record<string, Content>>, force = false): unknown => writeFiles(files, { cwd, folder: 'out', force });
const put = (file: string, text: string): void => {
  mkdirSync(join(cwd, 'out', file, '..'), { recursive: true });
  writeFileSync(join(cwd, 'out', file), text);
};
const get = (file: string): string | undefined =>
  existsSync(join(cwd, 'out', file)) ? readFileSync(join(cwd, 'out', file), 'utf8') : undefined;

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('it was written');
}

describe('files written into a folder', () => {
  test('are listed with their hashes', () => {
    expect(write({ 'b.json': 'b', 'tests/a.hcl': 'a' })).toEqual({ written: ['b.json', 'tests/a.hcl'], removed: [] });
    expect(get(MANIFEST)).toBe(`{
  "schemaVersion": 1,
  "files": {
    "b.json": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
    "tests/a.hcl": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
  }
}
`);
  });

  test('are renewed by a second run, which removes what is no longer made and its empty folder', () => {
    write({ a: '1', 'tests/b': '1' });
    expect(write({ a: '2', c: '2' })).toEqual({ written: ['a', 'c'], removed: ['tests/b'] });
    expect([get('a'), get('c'), existsSync(join(cwd, 'out/tests'))]).toEqual(['2', '2', false]);
  });

  test('may hold bytes, which stay as they are and are known again', () => {
    const bytes = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe, 0x0d, 0x0a]);
    write({ 'sweep.zip': bytes });
    expect(Uint8Array.from(readFileSync(join(cwd, 'out/sweep.zip')))).toEqual(bytes);
    expect(get(MANIFEST)).toContain(`"sweep.zip": "${createHash('sha256').update(bytes).digest('hex')}"`);
    expect(write({ 'sweep.zip': Uint8Array.from([...bytes, 1]) })).toEqual({ written: ['sweep.zip'], removed: [] });
    put('sweep.zip', 'changed by hand');
    expect(refusal(() => write({ 'sweep.zip': bytes }))).toBe(
      "sweep.zip must be absent or as this tool wrote it, got 'a file that was changed by hand' (at out/sweep.zip); move it away, or overwrite it with --force",
    );
  });

  test('stand beside files of others, which are left alone', () => {
    put('backend.tf', 'theirs');
    put('tests/own.hcl', 'theirs');
    write({ a: '1', 'tests/b': '1' });
    write({ a: '1' });
    expect([get('backend.tf'), get('tests/own.hcl')]).toEqual(['theirs', 'theirs']);
  });

  test('do not replace a file that is not ours, and then nothing is written', () => {
    put('b', 'theirs');
    expect(refusal(() => write({ a: '1', b: '1' }))).toBe(
      "b must be absent or as this tool wrote it, got 'a file that this tool did not write' (at out/b); move it away, or overwrite it with --force",
    );
    expect([get('a'), get('b'), get(MANIFEST)]).toEqual([undefined, 'theirs', undefined]);
  });

  test('do not replace or remove one of ours that was changed by hand', () => {
    write({ a: '1', b: '1' });
    put('b', 'mended');
    const message =
      "b must be absent or as this tool wrote it, got 'a file that was changed by hand' (at out/b); move it away, or overwrite it with --force";
    expect(refusal(() => write({ a: '2', b: '2' }))).toBe(message);
    expect(refusal(() => write({ a: '2' }))).toBe(message);
    expect([get('a'), get('b')]).toEqual(['1', 'mended']);
  });

  test('replace and remove either when forced', () => {
    write({ a: '1', b: '1' });
    put('b', 'mended');
    put('c', 'theirs');
    expect(write({ a: '2', c: '2' }, true)).toEqual({ written: ['a', 'c'], removed: ['b'] });
    expect([get('a'), get('b'), get('c')]).toEqual(['2', undefined, '2']);
  });

  test('are finished by a second run after an interruption, which left files without a list', () => {
    put('a', '1');
    expect(write({ a: '1', b: '1' })).toEqual({ written: ['a', 'b'], removed: [] });
  });

  test('do not replace a folder, even when forced', () => {
    put('a/inside', 'theirs');
    expect(refusal(() => write({ a: '1' }, true))).toBe(
      "a must be absent or as this tool wrote it, got 'a folder' (at out/a); move it away",
    );
  });

  test.each([
    ['nonsense', '{'],
    ['another version', '{"schemaVersion":2,"files":{}}'],
    ['a path out of the folder', '{"schemaVersion":1,"files":{"../victim":"x"}}'],
    ['an absolute path', '{"schemaVersion":1,"files":{"/victim":"x"}}'],
    ['a hash that is none', '{"schemaVersion":1,"files":{"a":1}}'],
  ])('are not written beside a list of %s', (_title, text) => {
    put(MANIFEST, text);
    expect(refusal(() => write({ a: '1' }))).toBe(
      `${MANIFEST} must be as this tool wrote it, got 'something else' (at out/${MANIFEST}); restore it, or delete it and use --force`,
    );
  });

  test('leave alone a file that is named like one being written', () => {
    put('a.new', 'theirs');
    write({ a: '1' });
    expect([get('a'), get('a.new')]).toEqual(['1', 'theirs']);
  });

  test('are not begun when a file stands where a folder must be', () => {
    put('tests', 'theirs');
    expect(refusal(() => write({ a: '1', 'tests/b': '1' }, true))).toBe(
      "tests must be absent or a folder, got 'a file' (at out/tests); move it away",
    );
    expect([get('a'), get('tests')]).toEqual([undefined, 'theirs']);
  });

  test('do not follow a link out of the folder, to write or to remove', () => {
    mkdirSync(join(cwd, 'elsewhere'));
    write({ a: '1', 'tests/b': '1' });
    rmSync(join(cwd, 'out/tests'), { recursive: true });
    writeFileSync(join(cwd, 'elsewhere/b'), '1');
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'out/tests'));
    const message = "tests must be absent or a folder, got 'a link' (at out/tests); move it away";
    expect([refusal(() => write({ a: '2', 'tests/b': '2' }, true)), refusal(() => write({ a: '2' }, true))]).toEqual([message, message]);
    expect([get('a'), readFileSync(join(cwd, 'elsewhere/b'), 'utf8')]).toEqual(['1', '1']);
  });

  test('are not written beside a list that is a folder', () => {
    put(`${MANIFEST}/x`, 'theirs');
    expect(refusal(() => write({ a: '1' }, true))).toContain(`${MANIFEST} must be as this tool wrote it`);
  });

  test('are refused at once below a folder in which none can be made', () => {
    expect(refusal(() => writeFiles({ a: '1' }, { cwd, folder: '/proc/none/of/ours', force: false }))).toBe(
      "the folder must be one that can be read and written, got 'ENOENT' (at /proc/none/of/ours)",
    );
  });

  test('need a folder that can be written', () => {
    writeFileSync(join(cwd, 'out'), 'a file');
    expect(refusal(() => write({ a: '1' }))).toMatch(
      /^the folder must be one that can be read and written, got '(EEXIST|ENOTDIR)' \(at out\)$/,
    );
  });
});
