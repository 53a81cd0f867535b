import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { ACTION } from '../../support/composite';
import { describeWithJudge, judgeProgram } from './describe-with-judge';

const ROOT = join(__dirname, '..', '..', '..');
const SCRIPTS = ['action/review.sh', 'action/comment.sh', 'action/gate.sh', 'action/visible.sh', 'examples/ci/review.sh'];
const MAX_RUN_MS = 60_000;

/** Runs a linter; what it found, and how it ended. */
function lint(program: string, args: readonly string[], cwd: string): readonly [status: number | null, said: string] {
  const path = [join(judgeProgram('shellcheck'), '..'), process.env['PATH'] ?? ''].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, [...args], {
    cwd,
    encoding: 'utf8',
    timeout: MAX_RUN_MS,
    env: { PATH: path, HOME: cwd },
  });
  return [status, `${stdout}${stderr}`];
}

/** A workflow in which the action runs, and in which its steps stand, with what it is given as inputs of a reusable workflow. */
function workflows(): Readonly<Record<string, string>> {
  const inputs = Object.fromEntries(
    Object.keys(ACTION.inputs).map((name) => [name, { type: 'string', required: ACTION.inputs[name]?.required === true }]),
  );
  return {
    'example.yml': readFileSync(join(ROOT, 'examples', 'ci', 'github.yml'), 'utf8'),
    'with-scan.yml': readFileSync(join(ROOT, 'examples', 'pull-request-review', 'workflow.yml'), 'utf8'),
    'steps.yml': stringify({
      name: 'Steps',
      on: { workflow_call: { inputs } },
      permissions: { contents: 'read', 'pull-requests': 'write' },
      jobs: { steps: { 'runs-on': 'ubuntu-latest', steps: ACTION.runs.steps } },
    }),
    'use.yml': stringify({
      name: 'Use',
      on: 'pull_request',
      jobs: { use: { 'runs-on': 'ubuntu-latest', steps: [{ id: 'review', uses: './', with: { plan: 'plan.json' } }, echo('outcome')] } },
    }),
  };
}

/** A step that uses an output of the action. */
const echo = (output: string): object => ({ run: 'echo "$VALUE"', env: { VALUE: `\${{ steps.review.outputs.${output} }}` } });

let folder: string;
const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '.github', 'workflows', name), text);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'actionlint-'));
  mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'action.yml'), readFileSync(join(ROOT, 'action.yml')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describeWithJudge('actionlint', 'actionlint on the action', () => {
  test('finds nothing in the workflow of the example, in the steps of the action and in a workflow that uses it', () => {
    write(workflows());
    expect(lint(judgeProgram('actionlint'), [], folder)).toEqual([0, '']);
  });

  test('finds an input that is not there, an output that is not there and an expression in a script', () => {
    const wrong = (parse(workflows()['use.yml'] ?? '') as { jobs: { use: { steps: object[] } } }).jobs.use.steps;
    const steps = [{ ...wrong[0], with: { plans: 'x' } }, echo('result'), { run: 'echo "${{ github.event.pull_request.title }}"' }];
    write({ 'wrong.yml': stringify({ name: 'Wrong', on: 'pull_request', jobs: { use: { 'runs-on': 'ubuntu-latest', steps } } }) });
    const [status, said] = lint(judgeProgram('actionlint'), [], folder);
    expect([status, said.match(/\[(action|expression)\]$/gm)]).toEqual([1, ['[action]', '[action]', '[expression]', '[expression]']]);
  });
});

describeWithJudge('shellcheck', 'shellcheck on our scripts', () => {
  test('finds nothing', () => {
    expect(lint(judgeProgram('shellcheck'), SCRIPTS, ROOT)).toEqual([0, '']);
  });

  test('finds a word that is not quoted', () => {
    writeFileSync(join(folder, 'wrong.sh'), '#!/bin/sh\necho $1\n');
    const [status, said] = lint(judgeProgram('shellcheck'), ['wrong.sh'], folder);
    expect([status, said.includes('SC2086')]).toEqual([1, true]);
  });
});
