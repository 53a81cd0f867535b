import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import * as entryPoint from '../../constructs';
import { blocksIn, blocksOf, ROOT, type CodeBlock } from './markdown';

const blocks = blocksIn('ts');

/** The second entry point is the first with two module names replaced; here its snippets are read back the same way. */
function asCdktf({ text }: CodeBlock): string {
  return text
    .replace('iam-unused-credentials/cdktn', 'iam-unused-credentials')
    .replaceAll(/(["'])(@?)cdktn(?=\1|\/provider-aws)/g, '$1$2cdktf');
}

/** Compiles texts as files of the project, against its source, and gives what the compiler says of each. */
function complaintsAbout(texts: readonly string[]): readonly (readonly string[])[] {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config as {
    readonly compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const files = new Map(texts.map((text, at) => [join(ROOT, `snippet-${String(at)}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const disk = ts.sys;
  host.fileExists = (file) => files.has(file) || disk.fileExists(file);
  host.readFile = (file) => files.get(file) ?? disk.readFile(file);
  const paths = { 'iam-unused-credentials': [join(ROOT, 'constructs/index.ts')] };
  const program = ts.createProgram([...files.keys()], { ...options, types: ['node'], noEmit: true, paths }, host);
  return [...files.keys()].map((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('TypeScript in the documentation', () => {
  const outdir = process.env['CDKTF_OUTDIR'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'docs-'));
    process.env['CDKTF_OUTDIR'] = folder;
  });
  afterEach(() => {
    if (outdir === undefined) delete process.env['CDKTF_OUTDIR'];
    else process.env['CDKTF_OUTDIR'] = outdir;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a snippet as a program whose output folder is ours; gives what it printed. */
  function run(text: string): readonly string[] {
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
    });
    const printed: string[] = [];
    const load = (name: string): unknown => (name === 'iam-unused-credentials' ? entryPoint : jest.requireActual(resolved(name)));
    const program = compileFunction(outputText, ['require', 'exports', 'console']) as (...values: readonly unknown[]) => void;
    program(load, {}, { error: (line: string) => printed.push(line) });
    return printed;
  }
  const resolved = (name: string): string => createRequire(__filename).resolve(name);

  test('every snippet compiles in strict mode, and a misspelt setting would not', () => {
    const [first = '', ...others] = blocks.map(asCdktf);
    expect(complaintsAbout([first, ...others, first.replace('regions:', 'region:')])).toEqual([
      [],
      ...others.map(() => []),
      [expect.stringContaining("'region' does not exist")],
    ]);
  }, 30_000);

  test.each(blocks.filter(({ text }) => text.includes('app.synth()')))('$page:$line synthesizes the Config rule', (block) => {
    expect(run(asCdktf(block))).toEqual([]);
    expect(readdirSync(join(folder, 'stacks'))).toEqual(['security']);
    const json = JSON.parse(readFileSync(join(folder, 'stacks/security/cdk.tf.json'), 'utf8')) as {
      readonly resource: { readonly aws_config_config_rule: object };
    };
    expect(Object.keys(json.resource.aws_config_config_rule)).toEqual(['unused-credentials_rule_6043BE32']);
  });

  test.each(blocks.filter(({ text }) => !text.includes('app.synth()')))('$page:$line prints what the page shows', (block) => {
    const printed = run(asCdktf(block)).map((line) => `${line}\n`);
    expect(blocksOf(block.page).map(({ text }) => text)).toEqual(expect.arrayContaining(printed));
    expect(printed).toHaveLength(1);
  });
});
