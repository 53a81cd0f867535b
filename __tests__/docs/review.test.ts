import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../review/check';
import { CHECKS } from '../../review/checks';
import { exitCodeOf, type FailOn } from '../../review/exit-code';
import { CHECK_FAILED_DESCRIPTION } from '../../review/findings';
import type { JsonProblem } from '../../review/read/json-visit';
import { PlanComplaints, type ForeignThing } from '../../review/read/plan-complaints';
import { USUAL } from '../../review/render/bounds';
import { COMMENT_CHARACTERS } from '../../review/render/markdown';
import type { Finding, Outcome } from '../../review/review-result';
import { SEVERITIES } from '../../review/severities';
import type { Severity } from '../../review/severity';
import { runCommand } from '../support/command';
import { blocksOf, proseOf, readPage, ROOT, tableUnder } from './markdown';

const FINDINGS = 'docs/findings.md';
const PAGE = 'docs/review.md';
const EXAMPLE = join(ROOT, 'examples/pull-request-review');

type Description = Omit<Check, 'asks' | 'find'>;

const plain = (cell: string): string => cell.replaceAll('`', '');
const all: readonly Description[] = [...CHECKS, CHECK_FAILED_DESCRIPTION];
const worstFirst = all.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));

/** The text of every finding's section, by its name. */
function sections(): ReadonlyMap<string, string> {
  const [, whole = ''] = readPage(FINDINGS).split('## Each of them\n');
  return new Map(
    whole
      .split(/^### /m)
      .slice(1)
      .map((section) => [plain(section.split('\n')[0] ?? ''), section.replaceAll('\\', '')]),
  );
}

describe('findings in the documentation', () => {
  test('names and severities are a contract: what changes here is a major version, what is added a minor one', () => {
    const named = (severity: Severity): readonly string[] => all.filter((one) => one.severity === severity).map(({ name }) => name);
    expect(Object.fromEntries(SEVERITIES.map((severity) => [severity, [...named(severity)].sort()]))).toEqual({
      danger: [
        'accounts-excluded',
        'alerts-removed',
        'check-failed',
        'floor-crossed',
        'foreign-remediation',
        'grace-shortened',
        'home-moved',
        'key-reactivated',
        'limit-raised',
        'memory-removed',
        'notice-shortened',
        'policy-removed',
        'recorder-overwritten',
        'recorder-removed',
        'recorder-stopped',
        'region-unsupported',
        'remediation-armed',
        'role-widened',
        'rule-missing',
        'rule-removed',
        'second-recorder',
        'sweep-stopped',
        'topic-unpublishable',
      ],
      info: ['policy-introduced', 'strengthened'],
      warning: [
        'alarm-weakened',
        'cap-raised',
        'exemption-widened',
        'pack-untold',
        'region-moved',
        'region-removed',
        'remediation-disarmed',
        'topic-unencrypted',
        'unknown-until-apply',
      ],
    });
  });

  test('every check has a section, and nothing else has one', () => {
    expect([...sections().keys()]).toEqual(worstFirst.map(({ name }) => name));
  });

  test.each(worstFirst)('the section of $name tells all that the check says of itself', (check) => {
    const section = sections().get(check.name) ?? '';
    const { severity, means, why, example, advice } = check;
    const told = [
      means,
      `- Severity: \`${severity}\`.`,
      `- Why it matters: ${why}`,
      `- For example: ${example}`,
      `- What to do: ${advice}`,
    ];
    expect(told.filter((line) => !section.split('\n').includes(line))).toEqual([]);
  });

  test('the table lists every finding with its severity, the worst first', () => {
    const rows = tableUnder(FINDINGS, 'All of them').map(([name = '', severity]) => [/`(.+?)`/.exec(name)?.[1], severity]);
    expect(rows).toEqual(worstFirst.map(({ name, severity }) => [name, severity]));
  });

  test('the severities are those that there are, the worst first', () => {
    expect(tableUnder(FINDINGS, 'Severities').map(([severity = '']) => plain(severity))).toEqual(SEVERITIES);
  });
});

describe('exit codes in the documentation', () => {
  const gates: readonly FailOn[] = ['danger', 'warning', 'never'];
  const worst: Readonly<Record<Outcome, Severity | undefined>> = {
    none: undefined,
    ok: undefined,
    info: 'info',
    warning: 'warning',
    danger: 'danger',
    incomplete: 'danger',
  };
  const codeOf = (outcome: Outcome, gate: FailOn): number => {
    const severity = worst[outcome];
    const finding: readonly Finding[] =
      severity === undefined ? [] : [{ check: 'limit-raised', severity, policy: 'p', address: null, message: '', advice: '' }];
    return exitCodeOf(outcome, finding, gate);
  };

  test('every outcome is in the table, with the code that it ends with at each gate', () => {
    const rows = tableUnder(FINDINGS, 'Outcomes').map(([outcome = '', , codes = '']) => {
      const usual = Number(/^\d/.exec(codes)?.[0]);
      const [, gate, other] = /`--fail-on (\w+)` (\d)/.exec(codes) ?? [];
      return [plain(outcome), ...gates.map((one) => (one === gate ? Number(other) : usual))];
    });
    expect(rows).toEqual((Object.keys(worst) as Outcome[]).map((outcome) => [outcome, ...gates.map((gate) => codeOf(outcome, gate))]));
  });

  test('both pages list the same codes, and the errors one more for a bug', () => {
    const codes = (page: string, heading: string): readonly string[] => tableUnder(page, heading).map(([code = '']) => code);
    expect(codes(PAGE, 'What fails the pipeline')).toEqual(['0', '1', '2', '3']);
    expect(codes('docs/errors.md', 'Exit codes')).toEqual(['0', '1', '2', '3', '70']);
  });

  test('a plan without a policy says so as the page does, and is no error', async () => {
    const stdin = JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} } });
    const { code, out } = await runCommand(ROOT, ['review', '-'], { stdin });
    const [first = ''] = out.split('\n');
    expect([code, first]).toEqual([0, 'No policy against unused credentials is in this plan: there was nothing to review']);
    expect(proseOf(PAGE)).toContain(`"${first}"`);
  });
});

describe('what is no readable plan, in the documentation', () => {
  const complaints = new PlanComplaints('plan.json');
  const foreign: Readonly<Record<ForeignThing, true>> = {
    nothing: true,
    space: true,
    binary: true,
    utf16: true,
    log: true,
    state: true,
    schemas: true,
    other: true,
  };
  const broken: Readonly<Record<JsonProblem, true>> = {
    'not-json': true,
    'no-object': true,
    trailing: true,
    'not-utf-8': true,
    truncated: true,
    'too-deep': true,
    'too-large': true,
  };
  const messages = [
    ...Object.keys(foreign).map((thing) => complaints.foreign(thing as ForeignThing).message),
    ...Object.keys(broken).map((problem) => complaints.broken(problem as JsonProblem, 0).message),
    complaints.errored().message,
  ];
  const rows = tableUnder('docs/errors.md', 'A plan that cannot be read');

  test('the table lists what came and what to do as the messages do, in order', () => {
    const told = messages.map((message) => /^the plan must be .*?, got (.*) \(at plan\.json.*?\); (.*)$/.exec(message)?.slice(1));
    expect(rows.slice(0, messages.length).map(([got, advice = '']) => [got, advice.replace(/^(it is|one value)[^;]*; /, '')])).toEqual(
      told.map((parts) => [parts?.[0]?.replaceAll("'", ''), parts?.[1]]),
    );
  });

  test('what depends on the plan has the same advice as the message', () => {
    const others = [
      complaints.format('2.0'),
      complaints.twice('', 'resource_changes'),
      complaints.kind('resource_changes', 'a list', 'string'),
      complaints.unknownKey('changes'),
    ];
    expect(rows.slice(messages.length).map(([, advice]) => advice)).toEqual(others.map(({ message }) => message.split('); ')[1]));
  });
});

describe('the page on reviews', () => {
  const review = async (...argv: readonly string[]): Promise<string> => (await runCommand(EXAMPLE, ['review', 'plan.json', ...argv])).out;
  const json = async (...argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse(await review('--format', 'json', ...argv)) as Readonly<Record<string, unknown>>;
  const blocks = blocksOf(PAGE).filter(({ language }) => language === 'json');

  test('shows a finding of the example as it comes', async () => {
    const { findings } = await json();
    expect(findings).toContainEqual(JSON.parse(blocks[0]?.text ?? ''));
  });

  test('lists every member of the JSON', async () => {
    const shown = tableUnder(PAGE, 'JSON').map(([member = '']) => plain(member));
    expect(shown).toEqual(Object.keys(await json()));
  });

  test('lists every format, and what is written in Markdown fits as it says', async () => {
    const formats = tableUnder(PAGE, 'Formats').map(([format = '']) => plain(format));
    expect((await runCommand(ROOT, ['review', '--help'])).out).toContain(`One of ${formats.join(', ')}.`);
    const bounds = [
      `at most ${COMMENT_CHARACTERS.toLocaleString('en')} characters`,
      `at most ${String(USUAL.policies)} policies and ${String(USUAL.findings)} findings each`,
    ];
    expect(bounds.filter((words) => !proseOf(PAGE).includes(words))).toEqual([]);
  });

  test('the table of the floor has every bound as flag and as member, and the block shows all of them', async () => {
    const rows = tableUnder(PAGE, 'The floor').map((cells) => cells.slice(0, 2).map(plain));
    const help = (await runCommand(ROOT, ['review', '--help'])).out;
    expect(rows.map(([flag]) => flag)).toEqual([...help.matchAll(/^ {2}(--(?:max|min)-[\w-]+)/gm)].map(({ 1: flag }) => flag));
    expect(rows.map(([, member]) => member)).toEqual(Object.keys(JSON.parse(blocks[1]?.text ?? '') as object));
  });

  test('the schema is exported under the name that it tells', () => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly exports: object };
    expect(Object.keys(exports)).toContain('./review.schema.json');
    expect(proseOf(PAGE)).toContain('`iam-unused-credentials/review.schema.json`');
  });

  test('the README shows what the example gives on the terminal, with gaps', async () => {
    const [shown] = blocksOf('README.md').filter(({ language }) => language === 'text');
    const pieces = (shown?.text ?? '').split(/^…\n/m).map((piece) => piece.trim());
    expect(pieces).toHaveLength(3);
    const out = await review();
    const places = pieces.map((piece) => out.indexOf(piece));
    expect(places[0]).toBe(0);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(out.trimEnd().endsWith(pieces[2] ?? '?')).toBe(true);
  });
});
