import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { ACTION, runAction, runScript, type ActionCall, type ActionEnd } from '../support/composite';
import { READING, startFakeForge, WRITING, type FakeForge } from '../support/fake-forge';
import { programsForJobs, type Programs } from '../support/programs-for-jobs';

const ROOT = join(__dirname, '..', '..');
const PLAN = join(ROOT, 'examples', 'pull-request-review', 'plan.json');
const MARKER = '<!-- iam-unused-credentials review -->';
const STEPS = ['Review the plan', 'Write the comment', 'Fail when something must be decided'] as const;
const [REVIEW, COMMENT, GATE] = STEPS;
/** A plan in which there is nothing to review. */
const QUIET = JSON.stringify({ format_version: '1.2', terraform_version: '1.11.4', resource_changes: [], configuration: {} });

let programs: Programs;
let forge: FakeForge;
let folder: string;
beforeAll(() => {
  programs = programsForJobs('composite-action');
}, 60_000);
afterAll(() => {
  programs.remove();
});
beforeEach(async () => {
  forge = await startFakeForge();
  folder = mkdtempSync(join(tmpdir(), 'composite-'));
  copyFileSync(PLAN, join(folder, 'plan.json'));
});
afterEach(async () => {
  await forge.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the action in a workflow about pull request 12. */
function act(inputs: Readonly<Record<string, string>> = {}, context: ActionCall['context'] = {}): Promise<ActionEnd> {
  return runAction({
    folder,
    inputs: { plan: 'plan.json', ...inputs },
    env: { PATH: programs.path, GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/infra', GITHUB_API_URL: forge.url },
    context: { 'github.token': WRITING, 'github.event.pull_request.number': '12', ...context },
  });
}

const written = (method: string): readonly string[] => forge.lines().filter((line) => line.startsWith(method));

describe('the action', () => {
  test('runs the version of this package, unless it is told another command', () => {
    expect(ACTION.inputs['version']?.default).toBe(version);
    expect(ACTION.inputs['command']?.default).toBe('');
  });

  test('puts no expression into a script, where text of others would become commands', () => {
    const { steps } = ACTION.runs;
    expect(steps.map(({ run, shell }) => [run.replace(/action\/\w+\.sh/, 'SCRIPT'), shell])).toEqual(
      STEPS.map(() => ['bash "$GITHUB_ACTION_PATH/SCRIPT"', 'bash']),
    );
  });

  test('comments, summarizes, annotates and counts, and fails at the end', async () => {
    const { code, out, ran, outputs, summary } = await act();
    expect({ code, ran }).toEqual({ code: 1, ran: STEPS });
    const markdown = outputs['markdown'] ?? '';
    expect(outputs).toEqual({
      ...{ outcome: 'danger', dangers: '3', warnings: '1', infos: expect.stringMatching(/^\d+$/) as string, 'exit-code': '1', markdown },
      'comment-url': `${forge.url}/acme/infra/pull/12#issuecomment-3000000001`,
    });
    const text = readFileSync(markdown, 'utf8');
    expect(text.startsWith(`${MARKER}\n## Danger: `)).toBe(true);
    expect(forge.comments.map(({ body }) => body)).toEqual([text]);
    expect(summary.startsWith(`${MARKER}\n## Danger: `)).toBe(true);
    expect([...out.matchAll(/^::(\w+) title=/gm)].map(([, level]) => level)).toEqual(['error', 'error', 'error', 'warning']);
  });

  test('comments once: the next run updates, and one that says the same sends nothing', async () => {
    await act();
    await act({ 'fail-on': 'never' });
    expect([written('POST /repos').length, written('PATCH').length]).toEqual([1, 0]);
    writeFileSync(join(folder, 'plan.json'), QUIET);
    const { outputs, code } = await act();
    expect([written('POST /repos').length, written('PATCH').length]).toEqual([1, 1]);
    expect({ code, outcome: outputs['outcome'], dangers: outputs['dangers'] }).toEqual({ code: 0, outcome: 'none', dangers: '0' });
    expect(forge.comments.map(({ body }) => body.includes('nothing to review'))).toEqual([true]);
  });

  test('finds its comment behind a hundred others', async () => {
    forge.add('alice', ...Array.from({ length: 150 }, (_, at) => `comment ${String(at)}`));
    await act();
    forge.add('alice', ...Array.from({ length: 60 }, (_, at) => `later ${String(at)}`));
    writeFileSync(join(folder, 'plan.json'), QUIET);
    const { outputs } = await act();
    expect(outputs['comment-url']).toBe(`${forge.url}/acme/infra/pull/12#issuecomment-3000000151`);
    expect(forge.comments).toHaveLength(211);
  });

  test('appends to the summary that other steps began', async () => {
    writeFileSync(join(folder, '.summary'), '# Tests\n');
    const { summary } = await act();
    expect(summary.startsWith(`# Tests\n${MARKER}\n`)).toBe(true);
  });

  test.each([
    [
      'on a fork, whose token only reads',
      { token: READING },
      {},
      /GITHUB_TOKEN must be a token that may write comments, got '403 Resource/,
    ],
    ['without a token', {}, { 'github.token': '' }, /GITHUB_TOKEN must be a token that may write comments, got nothing/],
  ] as const)('%s only summarizes, says so, and ends as the review does', async (_title, inputs, context, said) => {
    const { code, ran, out, outputs, summary } = await act(inputs, context);
    expect({ code, ran, url: outputs['comment-url'], comments: forge.comments }).toEqual({ code: 1, ran: STEPS, url: '', comments: [] });
    const notices = out.split('\n').filter((line) => line.startsWith('::notice title=No comment::'));
    expect(notices).toEqual([expect.stringMatching(said)]);
    expect(summary).toContain('## Danger: ');
  });

  test('passes on a fork when nothing is found', async () => {
    writeFileSync(join(folder, 'plan.json'), QUIET);
    expect(await act({ token: READING })).toEqual(expect.objectContaining({ code: 0, ran: STEPS }));
  });

  test('fails on a fork when a comment is a must, by the code of what failed first', async () => {
    expect((await act({ token: READING, comment: 'true' })).code).toBe(1);
    const { code, out } = await act({ token: READING, comment: 'true', 'fail-on': 'never' });
    expect(code).toBe(3);
    expect(out).toMatch(/^::error title=No comment::GITHUB_TOKEN must be a token that may write comments, got '403 /m);
  });

  test('does not ask the forge when no comment is wanted', async () => {
    const { code, ran, outputs } = await act({ comment: 'false' });
    expect({ code, ran, url: outputs['comment-url'], asked: forge.asked }).toEqual({ code: 1, ran: [REVIEW, GATE], url: '', asked: [] });
  });

  test('says that a job is about no pull request, and asks nobody', async () => {
    const { code, out } = await act({}, { 'github.event.pull_request.number': '' });
    expect(code).toBe(1);
    expect(out).toMatch(/^::notice title=No comment::This job is not about a pull request: the review is in its summary\.$/m);
    expect(forge.asked).toEqual([]);
  });

  test('comments under the pull request where somebody commented', async () => {
    const { outputs } = await act({}, { 'github.event.pull_request.number': '', 'github.event.issue.number': '12' });
    expect(outputs['comment-url']).toContain('/pull/12#');
  });

  test('refuses a wish for comments that it does not know, after the review', async () => {
    const { code, out, outputs } = await act({ comment: 'yes', 'fail-on': 'never' });
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 2, outcome: 'danger' });
    expect(out).toMatch(/^::error title=No comment::the input comment must be one of auto, true, false, got 'yes'$/m);
  });

  test('fails when the forge cannot be reached and a comment is a must, and tells it otherwise', async () => {
    forge.fail(/./, { status: 500, body: '' });
    expect((await act({ comment: 'true', 'fail-on': 'never' })).code).toBe(3);
    const { code, out } = await act({ 'fail-on': 'never' });
    expect(code).toBe(0);
    expect(out).toMatch(/^::notice title=No comment::.*GitHub must be able to answer, got '500'/m);
  });

  test.each([
    ['danger', 1],
    ['warning', 1],
    ['never', 0],
  ])('with fail-on %s the plan of the example ends with %d', async (failOn, wanted) => {
    const { code, outputs } = await act({ 'fail-on': failOn, comment: 'false' });
    expect([code, outputs['exit-code']]).toEqual([wanted, String(wanted)]);
  });

  test.each([
    [
      'no plan',
      { plan: 'none.json' },
      /^::error title=No review::the plan must be a file that can be read, got 'ENOENT' \(at none\.json\)$/m,
    ],
    ['an empty plan', { plan: 'empty.json' }, /^::error title=No review::.*empty\.json/m],
    ['another gate than there is', { 'fail-on': 'sometimes' }, /^::error title=No review::--fail-on must be one of /m],
    ['a label that ends the hidden marker', { label: '--> x' }, /^::error title=No review::--label must be /m],
  ])('judges nothing and fails with 2 on %s', async (_title, inputs, said) => {
    writeFileSync(join(folder, 'empty.json'), '');
    const { code, ran, out, outputs, summary } = await act(inputs);
    expect({ code, ran, summary, asked: forge.asked }).toEqual({ code: 2, ran: [REVIEW, GATE], summary: '', asked: [] });
    expect([outputs['outcome'], outputs['exit-code'], outputs['markdown']]).toEqual(['', '2', '']);
    expect(out).toMatch(said);
  });

  test('fails when its command is not there', async () => {
    const { code, out } = await act({ command: 'no-such-program --flag' });
    expect(code).toBe(127);
    expect(out).toMatch(/^::error title=No review::.*no-such-program/m);
  });

  test.each([
    ['true', 70, 'the command ended with exit code 0 and wrote no review'],
    ['false', 70, 'the command ended with exit code 1 and wrote no review'],
    ['bash end.sh 1 words', 70, 'the command ended with exit code 1 and wrote no review: words 100%25'],
    ['bash end.sh 3 words', 70, 'the command ended with exit code 3 and wrote no review: words 100%25'],
    ['bash end.sh 2', 2, 'the command ended with exit code 2 and wrote no review'],
    ['bash end.sh 2 words', 2, 'words 100%25'],
    ['bash end.sh 70 words', 70, 'words 100%25'],
  ])('takes no exit code for a verdict when there is no review: %s', async (command, wanted, said) => {
    writeFileSync(join(folder, 'end.sh'), '[ "$2" != words ] || echo "$2 100%" >&2\nexit "$1"\n');
    const { code, ran, out, outputs } = await act({ command });
    expect({ code, ran, exitCode: outputs['exit-code'] }).toEqual({ code: wanted, ran: [REVIEW, GATE], exitCode: String(wanted) });
    expect(out).toBe(`::error title=No review::${said}\n`);
  });

  test('takes no exit code for findings when there is no comment', async () => {
    writeFileSync(join(folder, 'quiet.sh'), '[ "$1" != comment ] || exit 1\nexec npx --yes "iam-unused-credentials@$VERSION" "$@"\n');
    const { code, out } = await act({ command: 'bash quiet.sh', comment: 'true', 'fail-on': 'never' });
    expect(code).toBe(70);
    expect(out).toMatch(/^::error title=No comment::the command ended with exit code 1 and wrote no comment$/m);
  });

  test.each(['review', 'comment'])('lets no word of the command line be a command to the runner: %s', async (failing) => {
    const words = String.raw`x\n::add-mask::a\r  ::error::b\n\302\240::stop-commands::c\n##[error]d\n##vso[task.complete]e\narn:aws:s3:::f\n`;
    writeFileSync(
      join(folder, 'loud.sh'),
      `[ "$1" != ${failing} ] || { printf '${words}' >&2; exit 2; }\nexec npx --yes "iam-unused-credentials@$VERSION" "$@"\n`,
    );
    const { err } = await act({ command: 'bash loud.sh', comment: 'true' });
    const seen = String.raw`\u003A:add-mask::a|  \u003A:error::b|${'\u00a0'}\u003A:stop-commands::c|\u0023#[error]d|\u0023#vso[task.complete]e|arn:aws:s3:::f`;
    expect(err).toBe(`x\n${seen.replaceAll('|', '\n')}\n`);
  });

  test('lets the path of a plan make no line of its own', async () => {
    const { code, out, err } = await act({ plan: 'a\n::add-mask::x\n##[error]y\u001b[31m\r::debug::z' });
    const message = String.raw`the plan must be a file that can be read, got 'ENOENT' (at a\u000A::add-mask::x\u000A\u0023#[error]y\u001B[31m\u000D::debug::z)`;
    expect({ code, out, err }).toEqual({ code: 2, out: `::error title=No review::${message}\n`, err: `${message}\n` });
  });

  test('fails with 3 when the plan could not be judged whole, whatever the gate', async () => {
    const plan = JSON.parse(readFileSync(PLAN, 'utf8')) as object;
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, complete: false }));
    const { code, outputs } = await act({ 'fail-on': 'never' });
    expect([code, outputs['exit-code'], outputs['comment-url']]).toEqual([3, '3', expect.stringContaining('/pull/12#')]);
  });

  test('takes paths with blanks, quotes, dollars and dashes as paths', async () => {
    const names = ['-plan.json', '--out', 'my plan.json', '$(touch owned).json', "it's `here`; rm -rf.json", '名 plan.json'];
    for (const plan of names) {
      copyFileSync(PLAN, join(folder, plan));
      expect([plan, (await act({ plan, comment: 'false' })).code]).toEqual([plan, 1]);
    }
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });

  test('hands on the inventory, the floor, the label and the synthesized files, and takes another command', async () => {
    writeFileSync(join(folder, '-floor.json'), JSON.stringify({ maxLimitDays: 45 }));
    mkdirSync(join(folder, 'out dir'));
    writeFileSync(join(folder, 'out dir', 'cdk.tf.json'), '{}');
    copyFileSync(join(ROOT, 'examples', 'scan', 'scan.json'), join(folder, '-scan.json'));
    const inputs = {
      inventory: '-scan.json',
      config: '-floor.json',
      label: 'staging / eu',
      synth: 'out dir',
      command: `  npx   --yes iam-unused-credentials@${version} `,
    };
    const { code, outputs, out } = await act(inputs);
    expect([code, outputs['dangers']]).toEqual([1, '4']);
    expect(out).toMatch(/^::error title=.*floor-crossed/m);
    expect(readFileSync(outputs['markdown'] ?? '', 'utf8')).toContain('Who is affected');
    expect(forge.comments.map(({ body }) => body.split('\n')[0])).toEqual(['<!-- iam-unused-credentials review: staging / eu -->']);
  });

  test('lets hostile text of a plan make no output, no command and no comment of another', async () => {
    const hostile = 'x\n::error::owned\noutcome=ok\n::set-output name=a::b\u001b[31m `@everyone` | <b> --> %0A::warning::w';
    const plan = readFileSync(PLAN, 'utf8').replaceAll('"unused-credentials', `"${JSON.stringify(hostile).slice(1, -1)}unused-credentials`);
    expect(plan.length).toBeGreaterThan(readFileSync(PLAN, 'utf8').length);
    writeFileSync(join(folder, 'plan.json'), plan);
    const { outputs, out, err } = await act();
    expect(outputs['outcome']).toBe('danger');
    expect(Object.keys(outputs)).toEqual(Object.keys(ACTION.outputs));
    const commands = [...`${out}${err}`.matchAll(/^\s*::([\w-]+)(?: title=([^:]*))?::/gm)].map(([, name, title]) => [name, title]);
    expect(commands.length).toBeGreaterThan(2);
    expect(
      commands.filter(([name, title]) => !/^(error|warning|notice)$/.test(name ?? '') || !/^(Danger|Warning|Info)/.test(title ?? '')),
    ).toEqual([]);
    expect(`${out}${err}`).not.toContain('\u001b');
    expect(forge.comments).toHaveLength(1);
  });

  test.each([
    [undefined, undefined, 70],
    ['', '', 70],
    ['0', undefined, 0],
    ['0', '', 0],
    ['0', '3', 3],
    ['1', '3', 1],
    ['3', '', 3],
    ['70', '', 70],
    ['127', '', 127],
    ['255', '', 255],
    ['256', '', 70],
    ['abc', '', 70],
    ['-1', '', 70],
    ['00', '', 70],
    ['1 ', '', 70],
    ['1\n::error::x', '', 70],
    ['0', 'abc', 70],
    ['0', '512', 70],
  ])('ends with an exit code, and never well without one: reviewed %j, commented %j', async (reviewed, commented, wanted) => {
    const env = { ...(reviewed !== undefined && { REVIEWED: reviewed }), ...(commented !== undefined && { COMMENTED: commented }) };
    const { code, out } = await runScript(folder, ['bash', join(ROOT, 'action', 'gate.sh')], { PATH: programs.path, ...env });
    const isKnown = [undefined, '', '70'].includes(reviewed) || wanted !== 70;
    const bug = '::error title=No exit code::a step of the action must leave an exit code from 0 to 255; please report it\n';
    expect([code, out]).toEqual([wanted, isKnown ? '' : bug]);
  });

  test('shows the token nowhere', async () => {
    const runs = [await act(), await act({ token: READING }), await act({ token: 'unknown-secret' })];
    expect(
      runs.map(({ out, err, summary, outputs }) => /token-|unknown-secret/.test([out, err, summary, ...Object.values(outputs)].join())),
    ).toEqual([false, false, false]);
    expect(runs.map(({ ran }) => ran.includes(COMMENT))).toEqual([true, true, true]);
  });
});
