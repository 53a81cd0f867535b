import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { blocksOf, tableUnder } from '../docs/markdown';
import { ACTION, runScript, type ScriptEnd } from '../support/composite';
import { READING, startFakeForge, WRITING, type FakeForge } from '../support/fake-forge';
import { programsForJobs, type Programs } from '../support/programs-for-jobs';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples', 'ci');
const PLAN = join(ROOT, 'examples', 'pull-request-review', 'plan.json');
const MARKER = '<!-- iam-unused-credentials review -->';

type Variables = Readonly<Record<string, string>>;

const yamlOf = (name: string): unknown => parse(readFileSync(join(EXAMPLES, name), 'utf8')) as unknown;

let programs: Programs;
let forge: FakeForge;
let folder: string;
let base: Variables;
beforeAll(() => {
  programs = programsForJobs('copy-paste');
}, 60_000);
afterAll(() => {
  programs.remove();
});
beforeEach(async () => {
  forge = await startFakeForge();
  folder = mkdtempSync(join(tmpdir(), 'copy-paste-'));
  base = { PATH: programs.path, PLAN_JSON: PLAN, HOME: folder };
});
afterEach(async () => {
  await forge.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a plan that says less, and gives its path. */
function changedPlan(more: object): string {
  const path = join(folder, 'changed.json');
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(PLAN, 'utf8')) as object), ...more }));
  return path;
}

describe('the job of GitLab', () => {
  interface Job {
    readonly variables: Variables;
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly codequality: string } };
  }
  const job = (yamlOf('gitlab-ci.yml') as { readonly 'unused-credentials': Job })['unused-credentials'];
  const gitLab = (): Variables => ({
    ...{ GITLAB_CI: 'true', CI_API_V4_URL: `${forge.url}/api/v4`, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '3' },
    CI_PROJECT_URL: 'https://gitlab.example.com/acme/infra',
  });
  // As a runner has it: all lines in one shell that ends at the first failure.
  const run = (more: Variables = {}, shell: readonly string[] = ['bash', '-eo', 'pipefail']): Promise<ScriptEnd> =>
    runScript(folder, [...shell, '-c', job.script.join('\n')], { ...base, ...gitLab(), ...job.variables, ...more });

  test.each([
    ['bash', ['bash', '-eo', 'pipefail']],
    ['the shell of Debian', ['sh', '-e']],
  ])('writes a note, a review and a report, and fails as the review does, in %s', async (_title, shell) => {
    const { code, err } = await run({ GITLAB_TOKEN: WRITING }, shell);
    expect({ code, said: err.split('\n').filter((line) => line.includes('note')) }).toEqual({
      code: 1,
      said: ['Created the comment https://gitlab.example.com/acme/infra/-/merge_requests/3#note_3000000001'],
    });
    const [review = ''] = job.artifacts.paths;
    expect(forge.comments.map(({ body }) => body)).toEqual([readFileSync(join(folder, review), 'utf8')]);
    const report = JSON.parse(readFileSync(join(folder, job.artifacts.reports.codequality), 'utf8')) as readonly {
      readonly check_name: string;
    }[];
    expect(report.map(({ check_name: name }) => name)).toEqual(expect.arrayContaining(['limit-raised', 'grace-shortened']));
  });

  test('updates its note', async () => {
    await run({ GITLAB_TOKEN: WRITING });
    const { err } = await run({ GITLAB_TOKEN: WRITING, PLAN_JSON: changedPlan({ resource_changes: [] }) });
    expect(err).toContain('Updated the comment ');
    expect(forge.comments).toHaveLength(1);
  });

  test.each([
    ['without a token', {}, /^$/],
    ['with one that only reads', { GITLAB_TOKEN: READING }, /^No note; the review is among the artifacts\.$/m],
  ])('fails as the review does %s too', async (_title, more, said) => {
    const { code, out } = await run(more);
    expect({ code, comments: forge.comments, review: existsSync(join(folder, 'review.md')) }).toEqual({
      code: 1,
      comments: [],
      review: true,
    });
    expect(out).toMatch(said);
  });

  test('fails with 3 when the plan could not be judged whole, and tells all the same', async () => {
    const { code } = await run({ GITLAB_TOKEN: WRITING, PLAN_JSON: changedPlan({ complete: false }) });
    expect([code, forge.comments.length, existsSync(join(folder, 'gl-code-quality-report.json'))]).toEqual([3, 1, true]);
  });

  test('fails with 2 when there is no plan, and writes nothing', async () => {
    const empty = join(folder, 'empty.json');
    writeFileSync(empty, '');
    const { code } = await run({ GITLAB_TOKEN: WRITING, PLAN_JSON: empty });
    expect([code, forge.asked, existsSync(join(folder, 'review.md'))]).toEqual([2, [], false]);
  });
});

describe('the workflow of Atlantis', () => {
  type Entry =
    string | { readonly env: { readonly name: string; readonly value: string } } | { readonly run: string | { readonly command: string } };
  interface Config {
    readonly projects: readonly { readonly workflow: string }[];
    readonly workflows: Readonly<Record<string, { readonly plan: { readonly steps: readonly Entry[] } }>>;
  }
  const { projects, workflows } = yamlOf('atlantis.yaml') as Config;
  const steps = workflows[projects[0]?.workflow ?? '']?.plan.steps ?? [];

  /** Runs the steps as Atlantis does: each in a shell of its own, up to the first that fails. */
  async function run(more: Variables = {}): Promise<ScriptEnd> {
    const env: Record<string, string> = {
      ...{ ...base, WORKSPACE: 'default', DIR: folder, PLANFILE: join(folder, 'my plan'), SHOWFILE: join(folder, 'my plan.json') },
      ...more,
    };
    let end: ScriptEnd = { code: 0, out: '', err: '' };
    for (const step of steps) {
      if (end.code !== 0) break;
      if (typeof step === 'string') writeFileSync(env['PLANFILE'] ?? '', '');
      else if ('env' in step) env[step.env.name] = step.env.value;
      else {
        const command = typeof step.run === 'string' ? step.run : step.run.command;
        const { code, out, err } = await runScript(folder, ['sh', '-c', command], env);
        end = { code, out: end.out + out, err: end.err + err };
      }
    }
    return end;
  }

  test('prints the review into the comment and stops the plan', async () => {
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(/^Danger: 3 things must be decided/m);
  });

  test('lets a plan pass in which there is nothing to review', async () => {
    const { code, out } = await run({ PLAN_JSON: changedPlan({ resource_changes: [] }) });
    expect(code).toBe(0);
    expect(out).toContain('there was nothing to review');
  });
});

describe('the hooks of Spacelift', () => {
  interface Config {
    readonly stack_defaults: { readonly environment: Variables; readonly after_plan: readonly string[] };
  }
  const { environment, after_plan: hooks } = (yamlOf('spacelift.yml') as Config).stack_defaults;

  test('hand the review to plan policies, print it and fail the run', async () => {
    writeFileSync(join(folder, 'spacelift.plan'), '');
    const ends: ScriptEnd[] = [];
    for (const hook of hooks) ends.push(await runScript(folder, ['sh', '-c', hook], { ...base, ...environment }));
    expect(ends.map(({ code }) => code)).toEqual([0, 1]);
    expect(ends[1]?.out).toMatch(/^Danger: 3 things must be decided/m);
    const input = JSON.parse(readFileSync(join(folder, 'unused_credentials.custom.spacelift.json'), 'utf8')) as object;
    expect(input).toEqual(expect.objectContaining({ schemaVersion: 1, outcome: 'danger' }));
  });

  test('fail with 2 when there is no plan', async () => {
    const ends = await Promise.all(hooks.map((hook) => runScript(folder, ['sh', '-c', hook], { ...base, ...environment })));
    expect(ends.map(({ code }) => code)).toEqual([2, 2]);
  });
});

describe('the script for a plain shell', () => {
  const run = (args: readonly string[] = [], more: Variables = {}): Promise<ScriptEnd> => {
    writeFileSync(join(folder, 'plan.out'), '');
    writeFileSync(join(folder, 'my plan'), '');
    return runScript(folder, [join(EXAMPLES, 'review.sh'), ...args], { ...base, TMPDIR: folder, ...more });
  };

  test.each([[[]], [['my plan']]])('prints the review and exits as it does, with the arguments %j', async (args) => {
    const { code, out, err } = await run(args);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^Danger: 3 things must be decided/m);
    expect(forge.asked).toEqual([]);
  });

  test('comments on GitHub and on GitLab where there is a token', async () => {
    const gitHub = { GITHUB_REPOSITORY: 'acme/infra', GITHUB_API_URL: forge.url, GITHUB_EVENT_PATH: join(folder, 'event.json') };
    writeFileSync(gitHub.GITHUB_EVENT_PATH, JSON.stringify({ pull_request: { number: 12 } }));
    expect((await run([], { ...gitHub, GITHUB_TOKEN: WRITING })).err).toContain(`Created the comment ${forge.url}/acme/infra/pull/12#`);
    const gitLab = { GITLAB_CI: 'true', CI_API_V4_URL: `${forge.url}/api/v4`, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '3' };
    expect((await run([], { ...gitLab, GITLAB_TOKEN: WRITING })).err).toContain('Nothing changed in the comment note 3000000001');
    expect(forge.comments.map(({ body }) => body.split('\n')[0])).toEqual([MARKER]);
  });

  test('says that there is no comment where the token only reads', async () => {
    const { code, err } = await run([], { GITHUB_REPOSITORY: 'acme/infra', GITHUB_API_URL: forge.url, GITHUB_TOKEN: READING });
    expect(code).toBe(1);
    expect(err).toMatch(/^No comment; the review is above\.$/m);
  });

  test('leaves no plan behind, fails with 3 when it could not be judged whole, and with what Terraform says when there is none', async () => {
    expect((await run([], { PLAN_JSON: changedPlan({ complete: false }), GITHUB_TOKEN: READING })).code).toBe(3);
    expect((await run(['none.out'])).code).toBe(1);
    copyFileSync('/dev/null', join(folder, 'changed.json'));
    expect((await run([], { PLAN_JSON: join(folder, 'changed.json') })).code).toBe(2);
    const { out } = await runScript(folder, ['ls'], base);
    expect(out.split('\n').filter((name) => name !== '')).toEqual(['changed.json', 'my plan', 'plan.out']);
  });
});

describe('the page on CI', () => {
  const indented = (text: string, indent: string): string => text.replaceAll(/^(?=.)/gm, indent);
  const examples = readdirSync(EXAMPLES).map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));
  const shown = blocksOf('docs/ci.md');

  test.each(shown)('line $line shows lines of an example', ({ text }) => {
    const indents = ['', '  ', '    ', '      ', '        '];
    expect(examples.some((example) => indents.some((indent) => example.includes(indented(text, indent))))).toBe(true);
  });

  test.each(['inputs', 'outputs'] as const)('tells all %s of the action', (kind) => {
    const names = tableUnder('docs/ci.md', kind === 'inputs' ? 'Inputs' : 'Outputs').flatMap(([cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
    );
    expect(names).toEqual(Object.keys(ACTION[kind]));
  });

  test('every example runs the version of this package', () => {
    const versions = examples.flatMap((text) => [...text.matchAll(/iam-unused-credentials@(\d[\w.-]*)/g)].map(([, named]) => named));
    expect(versions).toEqual([version, version, version, version]);
  });
});
