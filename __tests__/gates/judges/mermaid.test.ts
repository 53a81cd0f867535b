import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { lexer, walkTokens } from 'marked';
import { renderMarkdown } from '../../../review/render/markdown';
import type { PolicyChange } from '../../../review/policy-change';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { unknownLeaf, type LeafSpec } from '../../support/review';
import { acting, finding, policy, sensitive } from '../../review/render/results';
import { describeWithJudge, judgeFolder } from './describe-with-judge';

const ROOT = join(__dirname, '..', '..', '..');
const JUDGE = join(ROOT, 'judges', 'mermaid', 'judge.mjs');
const REVIEWS = 400;
const MAX_RUN_MS = 120_000;

/** What Mermaid has against a diagram, and what it reads in one of days: of each its section, the day and what happens on it. */
interface Answer {
  readonly problem: string | null;
  readonly diagramType: string | null;
  readonly days: readonly (readonly string[])[];
}

/** Asks Mermaid about diagrams, all in one process. */
function ask(diagrams: readonly string[]): readonly Answer[] {
  const options = { input: JSON.stringify(diagrams), encoding: 'utf8', timeout: MAX_RUN_MS, maxBuffer: 1 << 28 } as const;
  return JSON.parse(execFileSync(process.execPath, [JUDGE, judgeFolder('mermaid')], options)) as readonly Answer[];
}

/** The diagrams in Markdown, as GitHub finds them: wherever a block of code says that it is one. */
function diagramsIn(markdown: string): readonly string[] {
  const found: string[] = [];
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === 'code' && token.lang === 'mermaid') found.push(String(token.text));
  });
  return found;
}

/** What a reader of the lines of our own diagrams sees. */
function readPlainly(diagram: string): Answer {
  let section = '';
  const [first, ...lines] = diagram.split('\n').map((line) => line.trim());
  const days = lines.flatMap((line): readonly (readonly string[])[] => {
    const [, title] = /^section (.*)$/.exec(line) ?? [];
    if (title === undefined) return [[section, ...line.split(' : ')]];
    section = title;
    return [];
  });
  return { problem: null, diagramType: first ?? '', days };
}

/** The Markdown that is committed for people, by its path. */
function committed(): readonly string[] {
  const under = ['docs', 'examples', '__tests__/review/render', 'judges'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...under.sort()];
  return pages.filter((name) => name.endsWith('.md') && !/node_modules|cdktf\.out/.test(name));
}

/** Any days, as a plan of others may hold them. */
const DAYS: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }) },
  fc.constantFrom<unknown>(-1, 0.5, 99_999, 1e21, '45', null, unknownLeaf(), sensitive(45)),
  HOSTILE_TEXT,
);

const ACTION: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('notify', 'deactivate', 'delete') },
  fc.constantFrom<unknown>(undefined, unknownLeaf(), sensitive('delete')),
  HOSTILE_TEXT,
);

/** One side of a policy; null when there is none. */
const SIDE: fc.Arbitrary<LeafSpec | null> = fc.option(
  fc
    .record({ limit: DAYS, warn: DAYS, grace: DAYS, action: ACTION, text: HOSTILE_TEXT })
    .map(({ limit, warn, grace, action, text }): LeafSpec => {
      const rest = { maxCredentialUsageAgeDays: limit, 'alerts.emails': [text], 'alerts.topicArn': text };
      if (action === undefined) return rest;
      return { ...acting('delete'), ...rest, 'remediation.action': action, 'remediation.warnDays': warn, 'remediation.graceDays': grace };
    }),
  { freq: 5 },
);

const POLICY: fc.Arbitrary<PolicyChange> = fc
  .tuple(SIDE, SIDE, HOSTILE_TEXT)
  .filter(([before, after]) => before !== null || after !== null)
  .map(([before, after, id]) => policy(before, after, id));

/** Reviews in Markdown, of plans with anything in them. */
const REVIEW: fc.Arbitrary<string> = fc
  .record({ policies: fc.array(POLICY, { minLength: 1, maxLength: 4 }), text: HOSTILE_TEXT, room: fc.constantFrom('comment', 'summary') })
  .map(({ policies, text, room }) =>
    renderMarkdown(
      {
        outcome: 'incomplete',
        policies,
        findings: [finding({ policy: policies[0]?.id ?? null, address: text, message: text, advice: text })],
        unjudged: [],
        otherChanges: 0,
        incomplete: [text],
        affected: null,
      },
      { room },
    ),
  );

describeWithJudge('mermaid', 'Mermaid, which draws the diagrams of a comment', () => {
  test('has nothing against any diagram that is committed', () => {
    const found = committed().flatMap((page) => diagramsIn(readFileSync(join(ROOT, page), 'utf8')).map((text) => ({ page, text })));
    const answers = ask(found.map(({ text }) => text));
    const refused = answers.flatMap(({ problem }, at) => (problem === null ? [] : [{ ...found[at], problem }]));
    expect(refused).toEqual([]);
    expect(new Set(found.map(({ page }) => page))).toEqual(
      new Set(committed().filter((page) => readFileSync(join(ROOT, page), 'utf8').includes('```mermaid\n'))),
    );
    expect([...new Set(found.map(({ page }) => page.split('/')[0]))]).toEqual(
      expect.arrayContaining(['README.md', 'examples', '__tests__']),
    );
  });

  test('reads in the diagram of any review the days that its lines tell, and nothing else', () => {
    const diagrams = [...new Set(fc.sample(REVIEW, REVIEWS).flatMap(diagramsIn))];
    expect(diagrams.length).toBeGreaterThan(REVIEWS / 4);
    expect(ask(diagrams)).toEqual(diagrams.map(readPlainly));
  });

  test('refuses a broken diagram', () => {
    const [diagram = ''] = diagramsIn(readFileSync(join(ROOT, 'examples', 'pull-request-review', 'review.md'), 'utf8'));
    const broken = [
      diagram.replace('timeline', 'time line'),
      diagram.replace('last used', 'last used : '),
      diagram.replace('section Before', 'section Before: '),
    ];
    const refused = { problem: expect.any(String) as string, diagramType: null, days: [] };
    expect(ask([diagram, ...broken])).toEqual([readPlainly(diagram), ...broken.map(() => refused)]);
  });

  test('reads something else where a colon is missing, or a line is not ours', () => {
    const told = { problem: null, diagramType: 'timeline' };
    expect(ask(['timeline\n  section A\n    day 0 last used', 'timeline\n  section A\n    day 0 : last used\n</details>'])).toEqual([
      { ...told, days: [['A', 'day 0 last used']] },
      {
        ...told,
        days: [
          ['A', 'day 0', 'last used'],
          ['A', '</details>'],
        ],
      },
    ]);
  });
});
