import { join } from 'node:path';
import fc from 'fast-check';
import { renderGithub } from '../../../review/render/github';
import type { Finding, ReviewResult } from '../../../review/review-result';
import { expectFixture } from '../../support/fixture';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { EMPTY, FORMS, STACK } from './forms/results';
import { finding, HOSTILE } from './results';

/** What a runner of GitHub reads: `::name key=value,key=value::message`, with what is escaped as it was. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads as the runner does: src/Runner.Common/ActionCommand.cs of actions/runner, read 2026-11. */
function read(text: string): readonly Command[] {
  const unescaped = (value: string, escapes: readonly (readonly [string, string])[]): string =>
    escapes.reduce((all, [from, to]) => all.replaceAll(from, to), value);
  const data = [
    ['%0D', '\r'],
    ['%0A', '\n'],
  ] as const;
  const property = [...data, ['%3A', ':'], ['%2C', ',']] as const;
  const percent = [['%25', '%']] as const;
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    if (!line.trimStart().startsWith('::')) return line.includes('##[') ? [{ name: 'old', properties: {}, message: line }] : [];
    const end = line.indexOf('::', 2);
    const [name = '', ...rest] = line.slice(2, end).split(' ');
    const pairs = rest.join(' ').split(',');
    const entries = pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), unescaped(pair.slice(at + 1), [...property, ...percent])];
    });
    return [{ name, properties: Object.fromEntries(entries), message: unescaped(line.slice(end + 2), [...data, ...percent]) }];
  });
}

const of = (findings: readonly Finding[], more: Partial<ReviewResult> = {}): ReviewResult => ({ ...EMPTY, findings, ...more });
const many = (count: number, more: Partial<Finding>): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => finding({ message: `thing ${String(at)}`, ...more }));

test.each(FORMS)('what a job prints: %s', (name, { result, places }) => {
  expectFixture(join(__dirname, 'forms'), `${name}.github.txt`, renderGithub(result, places));
});

describe('an annotation', () => {
  test('has the level of its finding, the check, the place if it is known, and says what to do and where', () => {
    const address = 'aws_lambda_function.unused-credentials_remediation_function_sweep_0A85FAD2';
    const [line] = read(renderGithub(of([finding({ address, policy: 'a' })]), STACK));
    expect(line).toEqual({
      name: 'error',
      properties: { title: 'Danger: limit-raised', file: 'cdktf.out/stacks/security/cdk.tf.json', line: '41' },
      message:
        'the limit goes from 45 to 90 days: an unused key is found 45 days later.\nWhat to do: Keep the limit, or let the owner of the policy say why it goes up.\n' +
        `Where: at ${address}, policy a.`,
    });
  });

  test.each([
    ['of what stands nowhere', 'aws_a.b', STACK],
    ['of a policy as a whole', null, STACK],
    ['without synthesized files', 'aws_a.b', undefined],
  ])('has no file %s', (_, address, places) => {
    expect(read(renderGithub(of([finding({ address })]), places)).map(({ properties }) => properties)).toEqual([
      { title: 'Danger: limit-raised' },
    ]);
  });

  test.each([
    ['danger', 'error', 'Danger: limit-raised'],
    ['warning', 'warning', 'Warning: limit-raised'],
    ['info', 'notice', 'Info: limit-raised'],
  ] as const)('of a %s is an %s', (severity, name, title) => {
    expect(read(renderGithub(of([finding({ severity })]), undefined))).toEqual([
      expect.objectContaining({ name, properties: { title } }) as Command,
    ]);
  });

  test('says nothing of where when that is nowhere', () => {
    const [line] = read(renderGithub(of([finding({ address: null, policy: null, message: 'a', advice: 'b!' })]), undefined));
    expect(line?.message).toBe('a.\nWhat to do: b!');
  });

  test('is escaped as the runner reads it', () => {
    const [line] = read(renderGithub(of([finding({ address: 'a%0Ab', message: '100%, a:b %25', advice: '50%' })]), undefined));
    expect(line?.message).toBe('100%, a:b %25.\nWhat to do: 50%.\nWhere: at a%0Ab, policy module.unused/unused-credentials.');
  });

  test('has the name of a file escaped', () => {
    const places = (): { readonly file: string; readonly line: number; readonly endLine: number } => ({
      file: 'a,b:c%\n::error::.tf.json',
      line: 2,
      endLine: 3,
    });
    const text = renderGithub(of([finding()]), places);
    expect(text.split('\n')).toHaveLength(2);
    expect(read(text)[0]?.properties).toEqual({
      title: 'Danger: limit-raised',
      file: 'a,b:c%\\u000A::error::.tf.json',
      line: '2',
    });
  });
});

describe('the annotations of a review', () => {
  test('are none when nothing was found', () => {
    expect(renderGithub(EMPTY, STACK)).toBe('');
  });

  test('say that there was nothing to review', () => {
    expect(renderGithub({ ...EMPTY, outcome: 'none' }, undefined)).toBe(
      '::notice title=Nothing to review::No policy against unused credentials is in this plan: there was nothing to review.\n',
    );
  });

  test.each([
    [9, 9, undefined],
    [10, 10, undefined],
    [11, 10, '2 more dangers'],
    [500, 10, '491 more dangers'],
  ])('of %i dangers are %i, and the last says how many are left out', (count, lines, last) => {
    const commands = read(renderGithub(of(many(count, {})), undefined));
    expect(commands).toHaveLength(lines);
    expect(commands.at(-1)).toEqual(
      last === undefined
        ? (expect.objectContaining({ properties: { title: 'Danger: limit-raised' } }) as Command)
        : {
            name: 'error',
            properties: { title: last },
            message: 'GitHub shows 10 annotations of a level. The summary of this job tells of the others, and the JSON form has all.',
          },
    );
  });

  test('are at most ten of each level, the worst first', () => {
    const findings = [...many(30, {}), ...many(11, { severity: 'warning' }), ...many(12, { severity: 'info' })];
    const commands = read(renderGithub(of(findings), undefined));
    expect(commands.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 10 }, () => 'warning'),
      ...Array.from({ length: 10 }, () => 'notice'),
    ]);
    expect([9, 19, 29].map((at) => commands[at]?.properties['title'])).toEqual([
      '21 more dangers',
      '2 more warnings',
      '3 more findings for information',
    ]);
  });

  test('say before all else why a plan could not be judged whole, each reason once', () => {
    const failed = finding({ check: 'check-failed', message: 'the check x failed', address: null, policy: null, advice: 'Report it' });
    const findings = [...many(12, {}), failed];
    const commands = read(renderGithub(of(findings, { outcome: 'incomplete', incomplete: ['put off', 'the check x failed'] }), undefined));
    expect(commands).toHaveLength(10);
    expect(commands.slice(0, 3).map(({ name, properties, message }) => [name, properties['title'], message.split('\n')[0]])).toEqual([
      ['error', 'This plan could not be judged whole', 'put off.'],
      ['error', 'Danger: check-failed', 'the check x failed.'],
      ['error', 'Danger: limit-raised', 'thing 0.'],
    ]);
    expect(commands.at(-1)?.properties).toEqual({ title: '5 more dangers' });
  });
});

describe('text of others in an annotation', () => {
  /** All that can hold such text. */
  const saying = (text: string): ReviewResult =>
    of([finding({ check: 'strengthened', severity: 'info', policy: text, address: text, message: text, advice: text })], {
      outcome: 'incomplete',
      incomplete: [text],
    });

  test.each([
    ['a line that would be a command', 'a\n::error::x'],
    ['line ends of other kinds', 'a\r::error::x\u2028::error::x\u2029::error::x\u0085::error::x\u000b::error::x'],
    ['an old command', 'a ##[error]x ##[set-env name=a]b ##vso[task.complete]'],
    ['an old command behind a sign', '###[error]x ####[group]'],
    ['escapes', '%0A::error::x %0D%0A::x %250A::x'],
    ['everything', HOSTILE],
  ])('is no command: %s', (_, text) => {
    const written = renderGithub(saying(text), undefined);
    expect(written).not.toMatch(/##[a-z]*\[|[^\n\x20-\x7e…]/i);
    expect(written.split('\n')).toHaveLength(3);
    expect(read(written).map(({ name, properties }) => [name, properties])).toEqual([
      ['error', { title: 'This plan could not be judged whole' }],
      ['notice', { title: 'Info: strengthened' }],
    ]);
  });

  test('is no command and stays within one line, whatever it is', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        const written = renderGithub(saying(text), undefined);
        expect(written.match(/^::(?:error|warning|notice) title=[^:]*::./gm)).toHaveLength(2);
        expect(written.split(/\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/)).toHaveLength(3);
        expect(written).not.toMatch(/##[a-z]*\[/i);
        expect(read(written).map(({ name }) => name)).toEqual(['error', 'notice']);
      }),
    );
  });

  test.each([
    ['letters', 'a'.repeat(100_000), '… (98000 more characters).'],
    ['characters of two units', 'a😀'.repeat(33_334), '… (98003 more characters).'],
    ['characters that are made visible', '\u202e'.repeat(100_000), '… (598000 more characters).'],
  ])('is cut, visibly, where it is long: %s', (_, text, cut) => {
    const [, line] = read(renderGithub(saying(text), undefined));
    const [message = ''] = line?.message.split('\n') ?? [];
    expect(message.endsWith(cut)).toBe(true);
    // As much as the runner keeps.
    expect(line?.message.length).toBeLessThanOrEqual(4096);
    expect(line?.message).toMatch(/^\P{Cs}+$/u);
  });
});
