import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand, type Ran } from '../support/command';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'pull-request-review');

let cwd: string;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'pull-request-'));
  for (const name of ['before.json', 'after.json', 'plan.json', 'scan.json']) copyFileSync(join(EXAMPLE, name), join(cwd, name));
  for (const name of ['before', 'after']) {
    expect(await runCommand(cwd, ['synth', '--config', `${name}.json`, '--out', name])).toMatchObject({ code: 0 });
  }
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

const review = (...argv: readonly string[]): Promise<Ran> => runCommand(cwd, ['review', ...argv], { version: '1.2.3' });
const text = (name: string): string => readFileSync(join(cwd, name), 'utf8');

interface Told {
  readonly outcome: string;
  readonly incomplete: readonly string[];
  readonly findings: readonly { readonly check: string; readonly address: string | null }[];
}
const told = ({ out }: Ran): Told => JSON.parse(out) as Told;

describe('two synthesized configurations', () => {
  const sides = ['--before', 'before', '--after', 'after'];

  test('are judged as the plan between them is, but for what only an override changes', async () => {
    const { code, err, ...ran } = await review(...sides, '--format', 'json');
    const plan = told(await review('plan.json', '--format', 'json'));
    expect([code, err]).toEqual([1, '']);
    expect(told({ ...ran, code, err })).toMatchObject({
      outcome: 'danger',
      incomplete: [],
      findings: plan.findings.filter(({ check }) => check !== 'alarm-weakened'),
    });
  });

  test('may be single files', async () => {
    const { code, out, err } = await review('--before', 'before/main.tf.json', '--after', 'after/main.tf.json');
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('grace goes from 14 to 7 days');
  });

  test('that are the same are unchanged, and exit with 0', async () => {
    const { code, out } = await review('--before', 'before', '--after', 'before');
    expect([code, out.split('\n')[0]]).toEqual([0, 'The policy against unused credentials is unchanged']);
  });

  test('beside which a file in the language of Terraform stands are judged, with a warning', async () => {
    for (const side of ['before', 'after']) writeFileSync(join(cwd, side, 'backend.tf'), 'terraform {}\n');
    const { code, err } = await review(...sides);
    const warnings = ['before', 'after'].map((side) => `Warning: ${side}/backend.tf is not read: only files *.tf.json are\n`);
    expect([code, err]).toEqual([1, warnings.join('')]);
  });

  test('which such a file may override cannot be judged whole', async () => {
    writeFileSync(join(cwd, 'after/quiet_override.tf'), 'terraform {}\n');
    const ran = await review(...sides, '--format', 'json');
    expect([ran.code, told(ran).outcome, told(ran).incomplete]).toEqual([
      3,
      'incomplete',
      ['after/quiet_override.tf overrides some of it and is not read'],
    ]);
  });

  test.each([
    [['--before', 'before'], "review must be followed by a plan, or by --before and --after, got '--before' (at command line)"],
    [['--after', 'after'], "review must be followed by a plan, or by --before and --after, got '--after' (at command line)"],
    [
      ['plan.json', ...sides],
      "review must be followed by a plan, or by --before and --after, got 'plan.json --before --after' (at command line)",
    ],
    [['--before', 'nowhere', '--after', 'after'], "--before must be a file or folder that can be read, got 'ENOENT' (at nowhere)"],
    [
      ['--before', 'empty', '--after', 'after'],
      "--before must be a folder with files *.tf.json, got 'empty' (at command line); synth writes them, and cdktf synth does in cdktf.out/stacks/NAME",
    ],
  ])('%j is wrong usage', async (argv, message) => {
    mkdirSync(join(cwd, 'empty'));
    expect(await review(...argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  test('of which one is a plan are refused, and the right way is named', async () => {
    const { code, out, err } = await review('--before', 'plan.json', '--after', 'after');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^.*must be .*, got .*plan.* \(at plan\.json\).*\n$/);
  });
});

describe('the forms for forges', () => {
  test('SARIF has the line of the synthesized resource, the version, and never the plan', async () => {
    const { code, out } = await review('plan.json', '--format', 'sarif', '--synth', 'after');
    const { runs } = JSON.parse(out) as {
      readonly runs: readonly {
        readonly tool: { readonly driver: { readonly version: string } };
        readonly results: readonly {
          readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: object } }[];
        }[];
      }[];
    };
    expect([code, runs[0]?.tool.driver.version]).toEqual([1, '1.2.3']);
    const files = runs[0]?.results.flatMap(({ locations }) => locations.map(({ physicalLocation }) => physicalLocation.artifactLocation));
    expect(files).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ uri: 'after/main.tf.json' }) as unknown));
    expect(out).not.toContain('plan.json');
  });

  test('annotations are commands of GitHub, one a line, the worst first', async () => {
    const { out } = await review('plan.json', '--format', 'github', '--synth', 'after');
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => /^::(error|warning|notice) /.exec(line)?.[1])).toEqual(['error', 'error', 'error', 'warning']);
    expect(lines[0]).toContain('file=after/main.tf.json,line=');
  });

  test('code quality is a list for GitLab', async () => {
    const { out } = await review('plan.json', '--format', 'code-quality', '--synth', 'after/main.tf.json');
    const list = JSON.parse(out) as readonly { readonly severity: string; readonly location: { readonly path: string } }[];
    expect(list.map(({ severity, location }) => [severity, location.path])).toEqual([
      ...Array.from({ length: 3 }, () => ['critical', 'after/main.tf.json']),
      ['major', 'after/main.tf.json'],
    ]);
  });

  /** The files that the forms name, each once. */
  const named = async (synth: string, folder = cwd): Promise<unknown> => {
    const argv = (format: string): readonly string[] => ['review', join(cwd, 'plan.json'), '--format', format, '--synth', synth];
    const [sarif, quality, github] = await Promise.all(
      ['sarif', 'code-quality', 'github'].map((format) => runCommand(folder, argv(format))),
    );
    const { runs } = JSON.parse(sarif?.out ?? '') as {
      readonly runs: readonly [{ readonly results: readonly { readonly locations: readonly { readonly physicalLocation: Located }[] }[] }];
    };
    const paths = JSON.parse(quality?.out ?? '') as readonly { readonly location: { readonly path: string } }[];
    const once = (files: readonly string[]): unknown => [...new Set(files)];
    return {
      sarif: once(
        runs[0].results.flatMap(({ locations }) => locations.map((one) => JSON.stringify(one.physicalLocation.artifactLocation))),
      ),
      quality: once(paths.map(({ location }) => location.path)),
      github: once((github?.out ?? '').match(/(?<=file=)[^,]*/g) ?? []),
    };
  };
  interface Located {
    readonly artifactLocation: object;
  }
  const below = (file: string): unknown => ({
    sarif: [JSON.stringify({ uri: file, uriBaseId: '%SRCROOT%' })],
    quality: [file],
    github: [file],
  });

  test('name files as seen from the working folder, however they were named', async () => {
    const ways = ['after', './after/', join(cwd, 'after'), join(cwd, 'after', 'main.tf.json'), `../${basename(cwd)}/after`];
    symlinkSync(cwd, `${cwd}-link`);
    try {
      for (const way of [...ways, join(`${cwd}-link`, 'after')])
        expect([way, await named(way)]).toEqual([way, below('after/main.tf.json')]);
    } finally {
      rmSync(`${cwd}-link`);
    }
    for (const way of ['.', join(cwd, 'after')]) expect(await named(way, join(cwd, 'after'))).toEqual(below('main.tf.json'));
  });

  test('name files outside of the working folder as they were typed, and do not count them among the sources', async () => {
    const inside = join(cwd, 'before');
    const file = `${cwd}/after/main.tf.json`;
    expect(await named(join(cwd, 'after'), inside)).toEqual({
      sarif: [JSON.stringify({ uri: `file://${file}` })],
      quality: [file],
      github: [file],
    });
    expect(await named('../after', inside)).toEqual({
      sarif: [JSON.stringify({ uri: '../after/main.tf.json' })],
      quality: ['../after/main.tf.json'],
      github: ['../after/main.tf.json'],
    });
  });

  test('a folder without synthesized files is refused', async () => {
    mkdirSync(join(cwd, 'empty'));
    const { code, err } = await review('plan.json', '--format', 'sarif', '--synth', 'empty');
    expect([code, err.startsWith("--synth must be a folder with files *.tf.json, got 'empty'")]).toEqual([2, true]);
  });
});

describe('the long form and the label', () => {
  test('the summary is written besides, whatever the form', async () => {
    const { code, out, err } = await review('plan.json', '--format', 'json', '--summary', 'summary.md');
    expect([code, err, told({ code, out, err }).outcome]).toEqual([1, 'Wrote summary.md\n', 'danger']);
    expect(text('summary.md')).toMatch(/^<!-- iam-unused-credentials review -->\n## Danger: /);
  });

  test('a label is in the marker and in the heading', async () => {
    const { out } = await review('plan.json', '--format', 'markdown', '--label', 'staging/eu-west-1');
    expect(out).toMatch(/^<!-- iam-unused-credentials review: staging\/eu-west-1 -->\n## `staging\/eu-west-1`: Danger: /);
  });

  test.each(['a -->', 'x--y', '', ' x', '<b>', 'x'.repeat(61), 'zwölf', 'a\nb'])('the label %j is refused', async (label) => {
    const { code, out } = await review('plan.json', '--format', 'markdown', '--label', label);
    expect([code, out]).toEqual([2, '']);
  });

  test.each([
    [['--out', 'scan.json'], "--out must be another file than scan.json, got 'scan.json' (at command line)"],
    [['--summary', './plan.json'], "--summary must be another file than plan.json, got './plan.json' (at command line)"],
    [['--out', 'x.md', '--summary', './x.md'], "--summary must be another file than x.md, got './x.md' (at command line)"],
  ])('%j would write over what is read or written', async (argv, message) => {
    const before = readdirSync(cwd);
    expect(await review('plan.json', '--inventory', 'scan.json', ...argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('a plan and an inventory cannot both be standard input', async () => {
    const { code, err } = await review('-', '--inventory', '-');
    expect([code, err]).toEqual([2, "--inventory must be a file when the plan comes from standard input, got '-' (at command line)\n"]);
  });
});
