import { renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';
import type { PolicyChange } from '../../../review/policy-change';
import type { Finding, Outcome, ReviewResult } from '../../../review/review-result';
import type { Severity } from '../../../review/severity';
import { part, unknownLeaf, type LeafSpec } from '../../support/review';
import { acting, finding, policy, RULE, sensitive } from './results';

function result(policies: readonly PolicyChange[], findings: readonly Finding[] = [], outcome: Outcome = 'danger'): ReviewResult {
  return { outcome, policies, findings, unjudged: [], otherChanges: 0, incomplete: [], affected: null };
}

const times = <T>(count: number, make: (at: number) => T): readonly T[] => Array.from({ length: count }, (_, at) => make(at));

const raised = (at: number): PolicyChange => policy({}, { maxCredentialUsageAgeDays: 46 + at }, `p${String(at)}`);
const same = (at: number): PolicyChange => policy({}, {}, `s${String(at)}`);

/** The headings of sections. */
const sectionsIn = (markdown: string): readonly string[] => [...markdown.matchAll(/^### (.*)$/gm)].map(([, heading = '']) => heading);
const linesWith = (text: string, word: string): readonly string[] => text.split('\n').filter((line) => line.includes(word));

describe('the sentence at the start', () => {
  const of = (severity: Severity, more: Partial<Finding> = {}): Finding => finding({ severity, policy: 's0', ...more });
  const other = { policy: 's1' };
  const none = { policy: null };
  test.each<[string, readonly PolicyChange[], readonly Finding[]]>([
    ['No policy against unused credentials is in this plan: there was nothing to review', [], []],
    ['The policy against unused credentials is unchanged', [same(0)], []],
    ['All 2 policies against unused credentials are unchanged', [same(0), same(1)], []],
    [
      'The policy against unused credentials changes, and no check found anything to decide: look at the settings that change',
      [raised(0)],
      [],
    ],
    [
      '1 of 2 policies against unused credentials changes, and no check found anything to decide: look at the settings that change',
      [raised(0), same(1)],
      [],
    ],
    [
      '2 of 2 policies against unused credentials change, and no check found anything to decide: look at the settings that change',
      [raised(0), policy({}, null)],
      [],
    ],
    [
      'All 2 policies against unused credentials keep their settings, and no check found anything to decide',
      [same(0), { ...same(1), parts: [part('rule', { before: { a: 1 }, after: { a: 2 } })] }],
      [],
    ],
    ['Danger: 1 thing must be decided about 1 policy against unused credentials', [same(0)], [of('danger')]],
    ['Danger: 2 things must be decided about 2 policies against unused credentials', [same(0)], [of('danger'), of('danger', other)]],
    ['Danger: 1 thing must be decided about the rest of the plan', [], [of('danger', none)]],
    [
      'Danger: 1 thing must be decided about 1 policy against unused credentials; besides, 1 should be looked at and 2 are for information',
      [same(0)],
      [of('danger'), of('warning', other), of('info'), of('info')],
    ],
    ['Warning: 1 thing should be looked at in 1 policy against unused credentials', [same(0)], [of('warning')]],
    [
      'Warning: 2 things should be looked at in 1 policy against unused credentials and the rest of the plan; besides, 1 is for information',
      [same(0)],
      [of('warning'), of('warning', none), of('info')],
    ],
    ['Nothing must be decided: 2 things to know about 1 policy against unused credentials', [same(0)], [of('info'), of('info')]],
    [
      'No check found anything to decide: 1 thing to know about 1 policy against unused credentials; look at the settings that change',
      [raised(0)],
      [of('info')],
    ],
  ])('%s', (sentence, policies, findings) => {
    expect(renderMarkdown(result(policies, findings)).split('\n\n')[0]?.trim()).toBe(
      `<!-- iam-unused-credentials review -->\n## ${sentence}`,
    );
  });

  test('findings in a plan without a policy do not hide that there is none', () => {
    expect(renderText(result([], [of('warning', none)]))).toContain('\n\nNo policy against unused credentials is in this plan.\n\n');
  });
});

describe('policies', () => {
  test.each([
    [3, ['Policy `s0` is unchanged', 'Policy `s1` is unchanged', 'Policy `s2` is unchanged'], []],
    [4, [], ['4 more policies keep their settings, without findings.']],
  ])('%i that are unchanged', (count, sections, counted) => {
    const markdown = renderMarkdown(result(times(count, same), [], 'ok'));
    expect([sectionsIn(markdown), linesWith(markdown, ' more ')]).toEqual([sections, counted]);
  });

  test.each([
    [20, 20, ['1 more policy keeps its settings, without findings.']],
    [21, 20, ['1 more policy with changes or findings: the JSON form lists them.', '1 more policy keeps its settings, without findings.']],
    [
      22,
      20,
      ['2 more policies with changes or findings: the JSON form lists them.', '1 more policy keeps its settings, without findings.'],
    ],
  ])('%i that change, and one that does not', (count, sections, counted) => {
    const markdown = renderMarkdown(result([...times(count, raised), same(0)]));
    expect([sectionsIn(markdown).length, linesWith(markdown, ' more ')]).toEqual([sections, counted]);
  });

  test('the worst first, then in the order of the plan; what is about none of them where it is as bad as any', () => {
    const of = (severity: Severity, id: string | null): Finding => finding({ severity, policy: id });
    const policies = [raised(0), raised(1), raised(2), raised(3)];
    const sections = (findings: readonly Finding[]): readonly string[] => sectionsIn(renderMarkdown(result(policies, findings)));
    const changes = (at: number): string => `Policy \`p${String(at)}\` changes`;
    const elsewhere = 'Besides the policies';
    expect(sections([of('danger', 'p3'), of('warning', 'p1'), of('warning', null)])).toEqual([
      ...[changes(3), changes(1), changes(0), changes(2)],
      elsewhere,
    ]);
    expect(sections([of('danger', null), of('warning', 'p1')])).toEqual([elsewhere, changes(1), changes(0), changes(2), changes(3)]);
  });
});

describe('a comment', () => {
  const backticks = '`x '.repeat(100);
  const policies = times(3, (at) => policy({}, { maxCredentialUsageAgeDays: 46 + at }, `w${String(at)}`));
  const plain = (id: string, length: number): Finding => finding({ policy: id, message: 'm'.repeat(length) });
  const wordy = (id: string | null): readonly Finding[] => times(17, () => finding({ policy: id, message: backticks }));
  const long = policies.flatMap(({ id }) => wordy(id));
  const rest = [...times(3, () => plain('w0', 290)), plain('w1', 290)];
  const comment = (length: number): string => renderMarkdown(result(policies, [...long, ...rest, plain('w1', length)]));

  test('has every policy as long as it has no more than 60,000 characters, and counts the rest', () => {
    const length = 100 + 60_000 - comment(100).length;
    const shown = (markdown: string): readonly unknown[] => [markdown.length, sectionsIn(markdown), linesWith(markdown, ' more polic')];
    const headings = policies.map(({ id }) => `Policy \`${id}\` changes`);
    expect(shown(comment(length))).toEqual([60_000, headings, []]);
    expect(shown(comment(length + 1)).slice(1)).toEqual([
      headings.slice(0, 2),
      ['1 more policy with changes or findings: the JSON form lists them.'],
    ]);
  });

  test('leaves out whole findings, and counts them, when what is about none of the policies is too long alone', () => {
    const signs = '` '.repeat(150);
    const elsewhere = times(20, () => finding({ policy: null, message: signs, advice: signs }));
    const incomplete = times(20, () => signs);
    const markdown = renderMarkdown({ ...result(policies, elsewhere, 'incomplete'), incomplete });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect([sectionsIn(markdown), linesWith(markdown, ' more ')]).toEqual([
      ['Besides the policies', 'Policy `w0` changes'],
      ['- and 10 more findings, which the JSON form lists', '2 more policies with changes or findings: the JSON form lists them.'],
    ]);
  });
});

describe('long lists are cut and the rest is counted', () => {
  test.each([
    [20, []],
    [21, ['- and 1 more finding, which the JSON form lists']],
  ])('%i findings', (count, rest) => {
    const markdown = renderMarkdown(
      result(
        [raised(0)],
        times(count, () => finding({ policy: 'p0' })),
      ),
    );
    expect(linesWith(markdown, '**Danger:**')).toHaveLength(20);
    expect(linesWith(markdown, ' more finding')).toEqual(rest);
  });

  test.each([
    [12, '`e0`, `e1`, `e2`, `e3`, `e4`, `e5`, `e6`, `e7`, `e8`, `e9`, `e10`, `e11`'],
    [13, '`e12`, `e0`, `e1`, `e2`, `e3`, `e4`, `e5`, `e6`, `e7`, `e8`, `e9`, `e10` and 1 more'],
  ])('%i items of a list, of which the last is new', (count, after) => {
    const emails = times(count, (at) => `e${String(at)}`);
    const markdown = renderMarkdown(result([policy({ 'alerts.emails': emails.slice(0, -1) }, { 'alerts.emails': emails })]));
    expect(linesWith(markdown, '`alerts.emails`').map((line) => line.split(' | ')[2]?.replace(' |', ''))).toEqual([after]);
  });

  test.each([
    [150, 2, ''],
    [151, 1, ' and 1 more'],
    [1000, 1, ' and 1 more'],
  ])('two items of %i characters', (length, count, rest) => {
    const emails = [`a${'x'.repeat(length - 1)}`, `b${'x'.repeat(length - 1)}`];
    const [line = ''] = linesWith(
      renderMarkdown(result([policy({ 'alerts.emails': [] }, { 'alerts.emails': emails })])),
      '`alerts.emails`',
    );
    expect([line.match(/`[ab]x/g)?.length, / and \d+ more/.exec(line)?.[0] ?? '']).toEqual([count, rest]);
  });

  test.each([
    [10, 10, []],
    [11, 10, ['- and 1 more setting, which the JSON form lists']],
  ])('%i settings that are not told', (count, shown, rest) => {
    const paths = ['regions', 'recorder', 'tags', 'kmsKeyArn', 'namePrefix', 'resourceTypes', 'accessAnalyzer', 'alerts.emails'] as const;
    const others = ['alerts.perUser', 'alerts.topicArn', 'bucket.name'] as const;
    const spec: LeafSpec = Object.fromEntries([...paths, ...others].slice(0, count).map((path) => [path, unknownLeaf()]));
    const markdown = renderMarkdown(result([policy({}, spec)]));
    expect(linesWith(markdown, 'it is known only after apply')).toHaveLength(shown);
    expect(linesWith(markdown, ' more setting')).toEqual(rest);
  });

  test.each([
    [20, []],
    [21, ['- and 1 more reason, which the JSON form lists']],
  ])('%i reasons', (count, rest) => {
    const text = renderText({ ...result([]), outcome: 'incomplete', incomplete: times(count, () => 'a reason') });
    expect(linesWith(text, '- a reason')).toHaveLength(20);
    expect(linesWith(text, ' more reason')).toEqual(rest);
  });
});

describe('the table', () => {
  const rows = (before: LeafSpec, after: LeafSpec): readonly string[] =>
    renderMarkdown(result([policy(before, after)]))
      .split('\n')
      .filter((line) => /^\| (?!setting|---)/.test(line));

  test.each<[string, LeafSpec, LeafSpec, readonly string[]]>([
    [
      'one day',
      { maxCredentialUsageAgeDays: 2 },
      { maxCredentialUsageAgeDays: 1 },
      ['| limit (`maxCredentialUsageAgeDays`) | 2 days | 1 day |'],
    ],
    ['alerts off', {}, { alerts: 'none' }, ['| alerts | on | off |']],
    ['a switch', { accessAnalyzer: false }, { accessAnalyzer: true }, ['| Access Analyzer (`accessAnalyzer`) | off | on |']],
    [
      'rotation on',
      {},
      { rotation: 'on', 'rotation.maxAccessKeyAgeDays': 90 },
      ['| rotation after (`rotation.maxAccessKeyAgeDays`) | off | 90 days |'],
    ],
    ['rotation on, without a number', {}, { rotation: 'on' }, ['| rotation | off | `on` |']],
    [
      'counts and hours',
      acting('delete'),
      acting('delete', { 'remediation.maxKeysPerDay': 1, 'remediation.sweepHourUtc': 13, 'remediation.reservedConcurrency': 0 }),
      [
        '| cap in 24 hours (`remediation.maxKeysPerDay`) | 10 access keys | 1 access key |',
        '| daily run (`remediation.sweepHourUtc`) | at 06:00 UTC | at 13:00 UTC |',
        '| reserved runs (`remediation.reservedConcurrency`) | none | 0 |',
      ],
    ],
    ['a list that is empty or not there', { 'alerts.emails': [] }, { 'alerts.emails': undefined }, []],
    ['tags in another order', { tags: { a: '1', b: '2' } }, { tags: { b: '2', a: '1' } }, []],
    ['another tag', { tags: { a: '1' } }, { tags: { a: '2' } }, ['| tags | `a=1` | `a=2` |']],
    ['what becomes unknown', {}, { regions: unknownLeaf() }, ['| regions | `eu-west-1` | not known |']],
    ['what becomes known', { regions: unknownLeaf() }, {}, ['| regions | not known | `eu-west-1` |']],
    ['what is not known on either side', { regions: unknownLeaf('a') }, { regions: unknownLeaf('b') }, []],
    ['a secret that stays', { kmsKeyArn: 'a' }, { kmsKeyArn: sensitive('a') }, []],
    [
      'a secret that changes',
      { kmsKeyArn: 'a' },
      { kmsKeyArn: sensitive('b') },
      ['| KMS key (`kmsKeyArn`) | (sensitive) | (sensitive), another value |'],
    ],
  ])('of %s', (_, before, after, expected) => {
    expect(rows(before, after)).toEqual(expected);
  });
});

describe('a policy that is introduced', () => {
  const told = (after: LeafSpec): string => linesWith(renderMarkdown(result([policy(null, after)])), 'From now on')[0] ?? '';

  test('is told in sentences when all that they say is known', () => {
    expect(
      told({ recorder: 'existing', resourceTypes: undefined, alerts: 'none', namePrefix: unknownLeaf(), tags: sensitive({ a: '1' }) }),
    ).toBe(
      'From now on: AWS Config judges every IAM user of the account once a day in `eu-west-1`. A user whose password or active access key was not used for 45 days becomes `NON_COMPLIANT`. The recorder that `eu-west-1` has already is used, and must record `AWS::IAM::User`. Nobody is told: alerts are off. No key is deactivated or deleted: that stays with a person, who deactivates first, waits, then deletes.',
    );
  });

  test.each<[string, LeafSpec]>([
    ['something is not known', { 'alerts.topicArn': unknownLeaf() }],
    ['something is sensitive', { 'alerts.emails': sensitive(['a@example.com']) }],
    ['something is missing', { 'alerts.perUser': undefined }],
    ['something is of another kind', { regions: 'eu-west-1' }],
    ['something is no choice', { evaluationFrequency: 'Daily' }],
    ['rotation has no number', { rotation: 'on' }],
    ['remediation lacks its hour', { ...acting('delete'), 'remediation.sweepHourUtc': undefined }],
  ])('is told as a list of settings when %s', (_, after) => {
    expect(told(after)).toMatch(/^From now on: limit 45 days; regions `eu-west-1`; /);
  });

  test('without a Config rule is told as a list too, as nobody is judged', () => {
    const ruleless = { ...policy(null, {}), parts: [] };
    expect(linesWith(renderText(result([ruleless])), 'From now on')[0]).toMatch(/^From now on: limit 45 days; /);
  });
});

describe('the picture', () => {
  const paragraphs = (before: LeafSpec | null, after: LeafSpec | null): readonly string[] =>
    renderText(result([policy(before, after)]))
      .split('\n\n')
      .filter((paragraph) => /^(?: {2}Before|(?:Before|After|Before and after):)/.test(paragraph))
      .map((paragraph) => paragraph.replaceAll('\n', ' '));

  test.each<[string, LeafSpec | null, LeafSpec | null, readonly string[]]>([
    [
      'of a limit that is not known',
      { maxCredentialUsageAgeDays: unknownLeaf() },
      { maxCredentialUsageAgeDays: unknownLeaf() },
      ['Before and after: the days cannot be drawn, because the limit is not told.'],
    ],
    [
      'of a limit that is sensitive',
      {},
      { maxCredentialUsageAgeDays: sensitive(45) },
      ['Before and after: the days cannot be drawn, because the limit is not told.'],
    ],
    [
      'of a limit that is no day',
      { maxCredentialUsageAgeDays: -1 },
      { maxCredentialUsageAgeDays: 1.5 },
      ['Before and after: the days cannot be drawn, because the limit is not told.'],
    ],
    [
      'of remediation that is not known',
      {},
      acting('delete', { 'remediation.warnDays': unknownLeaf() }),
      [
        '  Before     day  0  last used     day 45  AWS Config reports the user NON_COMPLIANT   After     day  0  last used     day 45  AWS Config reports the user NON_COMPLIANT',
        'After: what the function does cannot be drawn, because not all of its settings are told.',
      ],
    ],
    [
      'of an action that nobody knows',
      null,
      acting('explode'),
      ['After: what the function does cannot be drawn, because not all of its settings are told.'],
    ],
    [
      'of one that is removed',
      {},
      null,
      ['  Before     day  0  last used     day 45  AWS Config reports the user NON_COMPLIANT', 'After: nothing happens any more.'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(paragraphs(before, after)).toEqual(expected);
  });

  test('without a Config rule and without a function nothing happens', () => {
    const ruleless = { ...policy({}, {}), parts: [part('rule', { address: RULE, before: {} })] };
    expect(renderMarkdown(result([ruleless]))).toContain(
      '    section After\n        day 0 : last used\n        day 45 : nothing happens\n',
    );
  });

  test('without a limit there is none', () => {
    const gone = policy({}, {});
    const after = new Map([...(gone.after ?? [])].filter(([path]) => path !== 'maxCredentialUsageAgeDays'));
    expect(renderText(result([{ ...gone, after }]))).toContain('After: the days cannot be drawn, because there is no limit.\n');
  });
});
