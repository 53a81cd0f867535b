import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Ran } from '../support/command';
import { simulatedPlan, type PlanJson } from '../support/simulated-plan';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-review-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const REGIONS = { regions: ['eu-west-1'] };
const LOOSER = { ...REGIONS, maxCredentialUsageAgeDays: 90 };
const UNCHANGED = simulatedPlan({ before: REGIONS, after: REGIONS });
const RAISED = simulatedPlan({ before: REGIONS, after: LOOSER });
const WARNED = simulatedPlan({
  before: { ...REGIONS, alerts: { alarmActions: ['arn:aws:sns:eu-west-1:111122223333:pager'] } },
  after: REGIONS,
});
const INTRODUCED = simulatedPlan({ before: undefined, after: REGIONS });
const ARMED = simulatedPlan({ before: undefined, after: { ...REGIONS, remediation: { action: 'delete', graceDays: 7 } } });

async function review(plan: PlanJson | string, ...argv: string[]): Promise<Ran> {
  writeFileSync(join(cwd, 'plan.json'), typeof plan === 'string' ? plan : JSON.stringify(plan));
  return await runCommand(cwd, ['review', 'plan.json', ...argv]);
}

interface Reviewed {
  readonly outcome: string;
  readonly findings: readonly { readonly check: string; readonly severity: string }[];
}

async function found(plan: PlanJson, ...argv: string[]): Promise<readonly [code: number, outcome: string, checks: readonly string[]]> {
  const { code, out } = await review(plan, '--format', 'json', ...argv);
  const { outcome, findings } = JSON.parse(out) as Reviewed;
  return [code, outcome, findings.map(({ check, severity }) => `${severity} ${check}`)];
}

describe('a plan', () => {
  test('is read from a file, and what is said comes on standard output', async () => {
    const { code, out, err } = await review(RAISED);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^Danger: 1 thing must be decided/);
    expect(out).toContain('the limit goes from 45 to 90 days');
  });

  test.each([1, 7, 4096, 1 << 20])('is read from standard input in pieces of %i bytes', async (pieceLength) => {
    const fromFile = await review(RAISED);
    expect(await runCommand(cwd, ['review', '-'], { stdin: JSON.stringify(RAISED), pieceLength })).toEqual(fromFile);
  });

  test('without the policy says so, and is no failure', async () => {
    const { code, out, err } = await review('{"format_version":"1.2","planned_values":{"root_module":{}}}');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('No policy against unused credentials is in this plan');
  });

  test('that Terraform could not finish cannot be judged whole', async () => {
    expect(await found({ ...UNCHANGED, complete: false }, '--fail-on', 'never')).toEqual([3, 'incomplete', []]);
  });
});

describe('the gate', () => {
  test.each([
    ['a danger', RAISED, [], 1],
    ['a danger', RAISED, ['--fail-on', 'warning'], 1],
    ['a danger', RAISED, ['--fail-on', 'never'], 0],
    ['a warning', WARNED, [], 0],
    ['a warning', WARNED, ['--fail-on', 'warning'], 1],
    ['a warning', WARNED, ['--fail-on=never'], 0],
    ['info only', INTRODUCED, ['--fail-on', 'warning'], 0],
    ['a new policy that deletes from the start', ARMED, [], 1],
    ['nothing found', UNCHANGED, ['--fail-on', 'warning'], 0],
  ])('with %s and %#: exit code', async (_, plan, argv, code) => {
    expect((await review(plan, ...argv)).code).toBe(code);
  });
});

describe('the output', () => {
  test.each([
    ['text', /^The policy/],
    ['markdown', /^<!-- iam-unused-credentials review -->\n## /],
    ['json', /^\{\n {2}"schemaVersion": 1/],
  ])('as %s', async (format, start) => {
    expect((await review(UNCHANGED, '--format', format)).out).toMatch(start);
  });

  test('goes to a file with --out, and only that is said', async () => {
    const { out } = await review(RAISED, '--format', 'markdown');
    expect(await review(RAISED, '--format', 'markdown', '--out', 'review.md')).toEqual({ code: 1, out: '', err: 'Wrote review.md\n' });
    expect(readFileSync(join(cwd, 'review.md'), 'utf8')).toBe(out);
  });

  test('is never written over the plan, whatever link leads there', async () => {
    symlinkSync('plan.json', join(cwd, 'link.json'));
    const { code, err } = await review(RAISED, '--out', 'link.json');
    expect([code, err]).toEqual([2, "--out must be another file than plan.json, got 'link.json' (at command line)\n"]);
    expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toBe(JSON.stringify(RAISED));
  });

  test('is the same each time', async () => {
    expect((await review(ARMED, '--format', 'json')).out).toBe((await review(ARMED, '--format', 'json')).out);
  });
});

describe('the floor', () => {
  test.each([
    ['--max-limit-days', '44', ['danger floor-crossed', 'danger policy-introduced']],
    ['--max-limit-days', '45', ['danger policy-introduced']],
    ['--max-action', 'deactivate', ['danger floor-crossed', 'danger policy-introduced']],
    ['--max-action', 'delete', ['danger policy-introduced']],
    ['--min-grace-days', '8', ['danger floor-crossed', 'danger policy-introduced']],
    ['--min-grace-days', '7', ['danger policy-introduced']],
  ])('%s %s', async (flag, value, checks) => {
    expect((await found(ARMED, flag, value))[2]).toEqual(checks);
  });

  test('comes from a file too, and flags win', async () => {
    writeFileSync(join(cwd, 'floor.json'), '{ "maxLimitDays": 30, "maxAction": "notify", "minGraceDays": 30 }');
    expect((await found(ARMED, '--config', 'floor.json'))[2]).toEqual([
      ...Array<string>(3).fill('danger floor-crossed'),
      'danger policy-introduced',
    ]);
    const flags = ['--max-limit-days', '45', '--max-action', 'delete', '--min-grace-days', '1'];
    expect((await found(ARMED, '--config', 'floor.json', ...flags))[2]).toEqual(['danger policy-introduced']);
  });

  test('comes from a cdktf.json too', async () => {
    writeFileSync(join(cwd, 'cdktf.json'), '{ "app": "node main.js", "context": { "unusedCredentialsFloor": { "maxAction": "notify" } } }');
    expect(await found(ARMED, '--config', 'cdktf.json')).toEqual([1, 'danger', ['danger floor-crossed', 'danger policy-introduced']]);
  });
});

describe('what cannot be used is one line, exit 2', () => {
  test.each([
    [['review'], 'review must be followed by a plan, or by --before and --after, got nothing (at command line)'],
    [['review', 'absent.json'], "the plan must be a file that can be read, got 'ENOENT' (at absent.json)"],
    [['review', '.'], "the plan must be a file that can be read, got 'EISDIR' (at .)"],
    [['review', 'plan.json', 'other.json'], "review must be followed by flags only, got 'other.json' (at command line)"],
    [
      ['review', 'plan.json', '--format', 'pdf'],
      "--format must be one of text, markdown, json, sarif, github, code-quality, got 'pdf' (at command line)",
    ],
    [['review', 'plan.json', '--fail-on', 'info'], "--fail-on must be one of danger, warning, never, got 'info' (at command line)"],
    [['review', 'plan.json', '--out', './plan.json'], "--out must be another file than plan.json, got './plan.json' (at command line)"],
    [['review', 'plan.json', '--out', 'absent/review.md'], "--out must be a file that can be written, got 'ENOENT' (at absent/review.md)"],
    [['review', 'plan.json', '--max-limit-days', '0'], '--max-limit-days must be a whole number from 1 to 365, got 0 (at command line)'],
    [
      ['review', 'plan.json', '--max-limit-days', '366'],
      '--max-limit-days must be a whole number from 1 to 365, got 366 (at command line)',
    ],
    [
      ['review', 'plan.json', '--min-grace-days', '1.5'],
      "--min-grace-days must be a whole number from 1 to 365, got '1.5' (at command line)",
    ],
    [['review', 'plan.json', '--max-action', 'off'], "--max-action must be one of notify, deactivate, delete, got 'off' (at command line)"],
    [
      ['review', 'plan.json', '--max-limit', '30'],
      "each flag must be one that review has, got '--max-limit' (at command line); did you mean --max-limit-days?",
    ],
    [
      ['review', 'plan.json', '--config', 'absent.json'],
      "the settings file must be a file that can be read, got 'ENOENT' (at absent.json)",
    ],
    [
      ['review', 'plan.json', '--config', 'other.json'],
      "the floor must be an object with maxLimitDays, maxAction, minGraceDays or some of them, got 'maxLimit' (at other.json:2); did you mean maxLimitDays?",
    ],
    [
      ['review', 'plan.json', '--config', 'empty.json'],
      'the floor must be an object with maxLimitDays, maxAction, minGraceDays or some of them, got {} (at empty.json:1)',
    ],
    [
      ['review', 'plan.json', '--config', 'wrong.json'],
      "maxAction must be one of notify, deactivate, delete, got 'purge' (at wrong.json:1)",
    ],
  ])('%j', async (argv, message) => {
    writeFileSync(join(cwd, 'plan.json'), JSON.stringify(UNCHANGED));
    writeFileSync(join(cwd, 'other.json'), '{\n  "maxLimit": 30\n}');
    writeFileSync(join(cwd, 'empty.json'), '{}');
    writeFileSync(join(cwd, 'wrong.json'), '{ "maxAction": "purge" }');
    mkdirSync(join(cwd, 'folder'));
    const before = readdirSync(cwd);
    expect(await runCommand(cwd, argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('a plan that is none names standard input', async () => {
    const { code, out, err } = await runCommand(cwd, ['review', '-'], { stdin: '' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^the plan must be .*\(at standard input\).*\n$/);
  });
});
