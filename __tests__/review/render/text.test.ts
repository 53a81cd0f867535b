import { renderText } from '../../../review/render/text';
import type { PolicyChange } from '../../../review/policy-change';
import type { ReviewResult } from '../../../review/review-result';
import { acting, finding, policy } from './results';

const RESULT: ReviewResult = { outcome: 'ok', policies: [], findings: [], unjudged: [], otherChanges: 0, incomplete: [], affected: null };

/** The paragraph of the text that contains a word. */
function paragraphWith(result: Partial<ReviewResult>, word: string): readonly string[] {
  const text = renderText({ ...RESULT, ...result });
  return (
    text
      .split('\n\n')
      .find((paragraph) => paragraph.includes(word))
      ?.split('\n') ?? []
  );
}

describe('a line of plain text', () => {
  const [a, b] = ['a'.repeat(49), 'b'.repeat(48)];

  test.each([
    ['of 100 columns stays whole', `${a} ${b}`, [`- ${a} ${b}`]],
    ['of 101 columns is broken', `${a} ${b}b`, [`- ${a}`, `  ${b}b`]],
    ['begins with a word that is longer', 'c'.repeat(120), [`- ${'c'.repeat(120)}`]],
    ['is broken before and after a word that is longer', `x ${'c'.repeat(120)} y`, ['- x', `  ${'c'.repeat(120)}`, '  y']],
    ['has one space between two words', 'x   y', ['- x y']],
  ])('%s', (_title, reason, lines) => {
    expect(paragraphWith({ outcome: 'incomplete', incomplete: [reason] }, '- ')).toEqual(lines);
  });

  test.each([
    ['a word', 'a', 'a'],
    ['nothing', '', '""'],
    ['two words', 'a b', '"a b"'],
    ['a comma', 'a,b', '"a,b"'],
    ['a semicolon', 'a;b', '"a;b"'],
    ['what cannot be seen', '\u001b', '\\u001B'],
  ])('shows where a name begins and ends that is %s', (_title, id, shown) => {
    expect(paragraphWith({ policies: [policy({}, {}, id)] }, 'Policy ')[0]).toBe(`Policy ${shown} is unchanged`);
  });

  test('may be a heading of several lines, which are underlined as far as the longest goes, but not beyond 100 columns', () => {
    const [first, second] = ['x'.repeat(80), 'y'.repeat(20)];
    expect(paragraphWith({ policies: [policy({}, {}, `${first}\u200b${second}`)] }, 'Policy')).toEqual([
      'Policy',
      `${first}\\u200B${second}`,
      'is unchanged',
      '-'.repeat(100),
    ]);
    expect(paragraphWith({ policies: [policy({}, {}, `${first} ${second}`)] }, 'Policy')).toEqual([
      `Policy "${first}`,
      `${second}" is unchanged`,
      '-'.repeat(88),
    ]);
  });
});

describe('the table in plain text', () => {
  const regions = (before: string, after: string): PolicyChange => policy({ regions: [before] }, { regions: [after] });

  test.each([
    [
      'of 100 columns stands in columns',
      regions('b'.repeat(43), 'a'.repeat(44)),
      [`  setting  before${' '.repeat(37)}  after`, `  regions  ${'b'.repeat(43)}  ${'a'.repeat(44)}`],
    ],
    [
      'that would be wider has the values below each other',
      regions('b'.repeat(43), 'a'.repeat(45)),
      ['  regions', `    before  ${'b'.repeat(43)}`, `    after   ${'a'.repeat(45)}`],
    ],
    [
      'of a value that is wider than a line',
      regions('b', `${'a'.repeat(70)} ${'c'.repeat(70)}`),
      ['  regions', '    before  b', `    after   "${'a'.repeat(70)}`, `            ${'c'.repeat(70)}"`],
    ],
    [
      'of two settings, one below the other',
      policy({ regions: ['b'] }, { regions: ['a'.repeat(100)], accessAnalyzer: true }),
      [
        ...['  regions', '    before  b', `    after   ${'a'.repeat(100)}`],
        ...['  Access Analyzer (accessAnalyzer)', '    before  off', '    after   on'],
      ],
    ],
  ])('%s', (_title, change, lines) => {
    const table = renderText({ ...RESULT, policies: [change] })
      .split('\n\n')
      .find((paragraph) => /^ {2}(?:setting|regions)/.test(paragraph));
    expect(table?.split('\n')).toEqual(lines);
  });
});

test('a list in plain text has each item on lines of its own, further ones below the first word', () => {
  const findings = [
    finding({ policy: null, message: 'a', advice: 'b' }),
    finding({ policy: null, address: null, message: 'c?', advice: 'd!' }),
  ];
  expect(paragraphWith({ findings }, '- Danger')).toEqual([
    '- Danger: a.',
    '  Check limit-raised, at module.unused.aws_config_config_rule.rule["eu-west-1"].',
    '  What to do: b.',
    '- Danger: c?',
    '  Check limit-raised.',
    '  What to do: d!',
  ]);
});

test('the days in plain text stand below each other, the numbers at the right', () => {
  const policies = [policy({ maxCredentialUsageAgeDays: 8 }, acting('delete', { maxCredentialUsageAgeDays: 100 }))];
  expect(paragraphWith({ policies }, '  Before')).toEqual([
    '  Before',
    '    day   0  last used',
    '    day   8  AWS Config reports the user NON_COMPLIANT',
    '  After',
    '    day   0  last used',
    '    day  93  its deactivation is announced',
    '    day 100  AWS Config reports the user NON_COMPLIANT',
    '    day 100  it is deactivated',
    '    day 107  its deletion is announced',
    '    day 114  it is deleted',
  ]);
});
