import { renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';
import type { PolicyChange } from '../../../review/policy-change';
import type { Finding, ReviewResult, Unjudged } from '../../../review/review-result';
import { part } from '../../support/review';
import { finding, policy } from './results';

const touched: PolicyChange = { ...policy({}, {}, 's0'), parts: [part('rule', { before: { a: 1 }, after: { a: 2 } })] };
const raised = policy({}, { maxCredentialUsageAgeDays: 46 }, 's0');
const info = finding({ severity: 'info', policy: 's0' });
const warning = finding({ severity: 'warning', policy: 's0' });

function unjudged(name: string, attributes: readonly string[], fate: Unjudged['fate'] = 'changed'): Unjudged {
  return { policy: 's0', address: `aws_x.${name}`, fate, attributes };
}

function result(policies: readonly PolicyChange[], all: readonly Unjudged[], findings: readonly Finding[] = []): ReviewResult {
  return { outcome: 'ok', policies, findings, unjudged: all, otherChanges: 0, incomplete: [], affected: null };
}

/** The items of the list, and what it begins with. */
function listed(all: readonly Unjudged[]): readonly string[] {
  const lines = renderMarkdown(result([touched], all)).split('\n');
  const start = lines.indexOf('Changed besides, which no check judges:');
  return start < 0 ? [] : lines.slice(start + 2).filter((line) => line.startsWith('- '));
}

const times = <T>(count: number, make: (at: number) => T): readonly T[] => Array.from({ length: count }, (_, at) => make(at));

test.each<[string, readonly PolicyChange[], readonly Finding[]]>([
  [
    'The policy against unused credentials keeps its settings, and no check found anything to decide: look at what no check judges',
    [touched],
    [],
  ],
  [
    'The policy against unused credentials changes, and no check found anything to decide: look at the settings that change and what no check judges',
    [raised],
    [],
  ],
  [
    'No check found anything to decide: 1 thing to know about 1 policy against unused credentials; look at what no check judges',
    [touched],
    [info],
  ],
  ['Warning: 1 thing should be looked at in 1 policy against unused credentials', [touched], [warning]],
])('with a change that no check judges: %s', (sentence, policies, findings) => {
  const text = renderMarkdown(result(policies, [unjudged('a', ['handler'])], findings));
  expect(text.split('\n\n')[0]?.trim()).toBe(`<!-- iam-unused-credentials review -->\n## ${sentence}`);
});

describe('what changes besides', () => {
  test.each<[string, Unjudged, string]>([
    ['with one attribute', unjudged('a', ['handler']), '- `aws_x.a` (`handler`)'],
    ['with two attributes', unjudged('a', ['handler', 'timeout']), '- `aws_x.a` (`handler`, `timeout`)'],
    ['replaced', unjudged('a', ['hash_key'], 'replaced'), '- `aws_x.a` (replaced: `hash_key`)'],
    ['replaced as it was', unjudged('a', [], 'replaced'), '- `aws_x.a` (replaced, declared as before)'],
    ['made', unjudged('a', [], 'made'), '- `aws_x.a` (made)'],
    ['removed', unjudged('a', [], 'removed'), '- `aws_x.a` (removed)'],
    ['forgotten', unjudged('a', [], 'forgotten'), '- `aws_x.a` (stays in AWS, no longer kept by Terraform)'],
  ])('is a resource %s', (_, one, line) => {
    expect(listed([one])).toEqual([line]);
  });

  test('of many attributes and resources the rest is counted', () => {
    const names = times(13, (at) => `n${String(at)}`);
    expect(listed([unjudged('a', names.slice(1))])[0]).not.toContain('more');
    expect(listed([unjudged('a', names)])[0]).toContain('`n11` and 1 more)');
    const many = times(12, (at) => unjudged(`r${String(at)}`, ['handler']));
    expect(listed(many.slice(2))).toHaveLength(10);
    expect(listed(many).slice(10)).toEqual(['- and 2 more resources, which the JSON form lists']);
  });

  test('is shown, however many policies there are', () => {
    const policies = [...times(5, (at) => policy({}, {}, `p${String(at)}`)), { ...touched, id: 's9' }];
    const markdown = renderMarkdown(result(policies, [{ ...unjudged('a', ['handler']), policy: 's9' }]));
    expect(markdown.split('\n').filter((line) => /^### | more /.test(line))).toEqual([
      '### Policy `s9` keeps its settings, and its resources change',
      '5 more policies keep their settings, without findings.',
    ]);
  });

  test('is no list when nothing does', () => {
    expect(listed([])).toEqual([]);
  });

  test('is told on a terminal too', () => {
    expect(renderText(result([touched], [unjudged('a', ['handler', 'timeout'])]))).toContain(
      'Changed besides, which no check judges:\n\n- aws_x.a (handler, timeout)\n',
    );
  });
});
