import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = join(__dirname, '..');
const FOLDERS = ['domain', 'sweep', 'review', 'scan', 'forge', 'aws', 'lambda', 'constructs', 'cli', 'examples'];
const MAX_LINES = 250;

/** What a folder may import besides itself; another rule is a change of the design. */
const ALLOWED: Readonly<Record<string, readonly RegExp[]>> = {
  domain: [],
  sweep: [/^domain\//],
  review: [/^domain\//, /^(jsonc-parser|yaml)$/],
  forge: [/^domain\//],
  scan: [/^(domain|sweep)\//, /^(columnify|csv-stringify\/sync)$/],
  aws: [
    ...[/^domain\//, /^@aws-sdk\//, /^@smithy\/core\/(config|retry)$/, /^csv-parse\/sync$/],
    ...[/^node:https?$/, /^(agent-base|https?-proxy-agent|proxy-from-env)$/],
  ],
  lambda: [/^(domain|sweep|aws)\//, /^@aws-lambda-powertools\//, /^node:timers\/promises$/],
  constructs: [/^domain\//, /^constructs$/],
  cli: [/^(domain|constructs|review|scan|forge|aws)\//, /^node:/, /^(yargs|yargs-parser|jsonc-parser|cli-progress)$/, /^package\.json$/],
  examples: [/^iam-unused-credentials(\/cdktn)?$/, /^(cdktf|cdktn|constructs)$/, /^@cdkt[fn]\/provider-aws\//],
  'main.ts': [/^(constructs|domain)\//],
};
/** The one file outside the command line that opens one: the function's, which the package ships. */
const FILE_READER = 'constructs/function-zip.ts';
const ENGINE = /^(cdktf|cdktn|@cdktf\/|@cdktn\/)/;

interface Import {
  readonly file: string;
  readonly target: string;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['node_modules', 'cdktf.out', 'dist'].includes(entry.name) ? [] : filesIn(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

const SOURCES = [...FOLDERS.flatMap(filesIn), 'main.ts'];

/** Lists the imports of a file, each relative one as a path from the root. */
function importsOf(file: string): readonly Import[] {
  const { importedFiles } = preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    file,
    target: fileName.startsWith('.')
      ? normalize(join(dirname(file), fileName))
          .split(sep)
          .join('/')
      : fileName,
  }));
}

/** What a glob with `*` and `{a,b}` matches. */
function patternOf(glob: string): RegExp {
  const inBraces = (text: string): string => text.replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`);
  return new RegExp(`^${inBraces(glob.replaceAll('.', '\\.').replaceAll('*', '[^/]*'))}$`);
}

/** Says which imports break the table. */
function broken(imports: readonly Import[]): readonly string[] {
  return imports
    .filter(({ file, target }) => {
      const folder = file === 'main.ts' ? file : (file.split('/')[0] ?? '');
      if (file === 'constructs/terraform.ts' && ENGINE.test(target)) return false;
      if (file === FILE_READER && /^node:(fs|path|crypto)$/.test(target)) return false;
      return !target.startsWith(`${folder}/`) && !(ALLOWED[folder] ?? []).some((allowed) => allowed.test(target));
    })
    .map(({ file, target }) => `${file} -> ${target}`);
}

test('each folder imports only what the design allows', () => {
  const imports = SOURCES.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(100);
  expect(broken(imports)).toEqual([]);
});

test('an import that the design does not allow is named', () => {
  const imports = [
    { file: 'domain/days.ts', target: '@aws-sdk/client-iam' },
    { file: 'domain/days.ts', target: 'node:fs' },
    { file: 'sweep/act.ts', target: 'aws/key-writer' },
    { file: 'aws/key-writer.ts', target: 'sweep/ports' },
    { file: 'constructs/alarms.ts', target: 'cdktf' },
    { file: 'constructs/alarms.ts', target: 'cli/io' },
    { file: 'constructs/alarms.ts', target: 'node:fs' },
    { file: 'constructs/function-zip.ts', target: 'node:fs' },
    { file: 'constructs/alarms.ts', target: 'domain/names' },
  ];
  expect(broken(imports)).toEqual([
    'domain/days.ts -> @aws-sdk/client-iam',
    'domain/days.ts -> node:fs',
    'sweep/act.ts -> aws/key-writer',
    'aws/key-writer.ts -> sweep/ports',
    'constructs/alarms.ts -> cdktf',
    'constructs/alarms.ts -> cli/io',
    'constructs/alarms.ts -> node:fs',
  ]);
});

test('only the edges look at the clock or the environment, and only the command line ends the process or opens files', () => {
  const edges = ['main.ts', 'cli/bin.ts', 'cli/standard-stream.ts', 'lambda/handler.ts'];
  const own = SOURCES.filter((file) => !file.startsWith('examples/'));
  const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
  expect(own.filter((file) => /\bnew Date\(\)|Date\.now|\bprocess\./.test(textOf(file))).sort()).toEqual([...edges].sort());
  expect(own.filter((file) => !file.startsWith('cli/') && /node:fs/.test(textOf(file)))).toEqual([FILE_READER]);
});

test('files stay small, named in kebab-case, in no folder that says nothing', () => {
  const lines = (file: string): number => readFileSync(join(ROOT, file), 'utf8').split('\n').length;
  const written = SOURCES.filter((file) => !/^(domain|review)\/generated\//.test(file));
  expect(written.filter((file) => lines(file) > MAX_LINES)).toEqual([]);
  expect(written.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
  expect(readdirSync(ROOT).filter((name) => ['utils', 'helpers', 'common', 'shared', 'types'].includes(name))).toEqual([]);
  expect(lines('main.ts')).toBeLessThanOrEqual(31);
});

test('every file of a sweep, a scan and a review is in one part of mutation testing, and no file is in two', () => {
  const parts = Object.values(
    JSON.parse(readFileSync(join(ROOT, 'stryker.parts.json'), 'utf8')) as Readonly<Record<string, readonly string[]>>,
  );
  const isIn = (part: readonly string[], file: string): boolean => {
    const named = part.filter((glob) => patternOf(glob.replace(/^!/, '')).test(file));
    return named.length > 0 && !named.some((glob) => glob.startsWith('!'));
  };
  const wrong = SOURCES.filter((file) => {
    const count = parts.filter((part) => isIn(part, file)).length;
    return count > 1 || (count === 0 && /^(sweep|scan|review\/(?!generated\/))/.test(file));
  });
  expect(wrong).toEqual([]);
});

test('mutation testing runs every test of a sweep, a scan and a review but those that take long', () => {
  const tests = ['sweep', 'scan', 'review'].flatMap((folder) => filesIn(`__tests__/${folder}`)).filter((file) => file.endsWith('.test.ts'));
  const entries = readdirSync(__dirname).filter((name) => name.startsWith('mutation-'));
  const run = entries.flatMap((name) => importsOf(`__tests__/${name}`)).map(({ target }) => `${target}.ts`);
  expect(tests.filter((file) => !run.includes(file)).sort()).toEqual([
    '__tests__/review/checks/role-widened-as-declared.test.ts',
    '__tests__/review/mangled-plans.test.ts',
    '__tests__/review/read/json-walker.property.test.ts',
    '__tests__/review/read/plan-reader.large.test.ts',
    '__tests__/review/read/plan-reader.property.test.ts',
    '__tests__/review/read/real-plans.test.ts',
    '__tests__/review/read/synthesized-law.test.ts',
    '__tests__/review/recover/recover.test.ts',
    '__tests__/review/render/thousands.test.ts',
    '__tests__/review/unjudged-as-declared.test.ts',
    '__tests__/sweep/laws-can-fail.test.ts',
    '__tests__/sweep/laws-in-the-end.test.ts',
  ]);
});

test('tests mirror the tree', () => {
  const folders = readdirSync(__dirname).filter((name) => statSync(join(__dirname, name)).isDirectory());
  const own = ['support', 'gates', 'terraform', 'policies', 'docs', 'action'];
  expect(folders.filter((name) => !own.includes(name) && !FOLDERS.includes(name))).toEqual([]);
  expect(relative(ROOT, __dirname)).toBe('__tests__');
});
