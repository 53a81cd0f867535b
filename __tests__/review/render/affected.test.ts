import { Ajv } from 'ajv';
import fc from 'fast-check';
import { join } from 'node:path';
import type { AccountKey } from '../../../domain/account';
import { affectedBy } from '../../../review/foresight/affected';
import type { ScannedAccount } from '../../../review/foresight/scanned-account';
import type { PolicyChange } from '../../../review/policy-change';
import { renderJson } from '../../../review/render/json';
import { COMMENT_CHARACTERS, renderMarkdown } from '../../../review/render/markdown';
import { renderText } from '../../../review/render/text';
import type { ReviewResult } from '../../../review/review-result';
import schema from '../../../review/review.schema.json';
import { expectFixture } from '../../support/fixture';
import { accountKey, unreadKey } from '../../support/foreseen';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { part, planView, policyChange, unknownLeaf, type LeafSpec } from '../../support/review';
import { ago, ahead, noticeOf, NOW, recordIn } from '../../support/world/records';
import { acting, finding, HOSTILE, WHOLE } from './results';

const FOLDER = join(__dirname, 'affected');
const HERE = '111122223333';
const TABLE = { name: 'unused-credentials-keys', region: 'eu-west-1' };
const isReview = new Ajv({ allErrors: true, strict: true }).compile(schema);

const key = (userName: string, more: Parameters<typeof accountKey>[0] = {}): AccountKey =>
  accountKey({ userName, accessKeyId: `AKIA${userName.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`, idle: 60, ...more });

/** A key of each kind that people meet. */
const PEOPLE: readonly AccountKey[] = [
  key('amy'),
  key('amy', { slot: 2, accessKeyId: 'AKIAAMY2', idle: 70 }),
  key('announced', { record: recordIn('announced', 3, { notice: noticeOf(3) }) }),
  key('break-glass-1', { userTags: { 'keep-keys': 'true' } }),
  key('contractor', { userTags: { 'keep-keys': '2026-12-31' } }),
  key('disabled', { status: 'Inactive' }),
  key('eve', { idle: 40 }),
  key('ours', { status: 'Inactive', record: recordIn('deactivated', 3, { deactivatedAt: ago(3), deactivatingAt: ago(3) }) }),
  key('used', { idle: 1 }),
  key('zoe', { accessKeyId: null, idle: 20 }),
  unreadKey('the user cannot be read: not allowed', { userName: 'hidden', accessKeyId: null, slot: 2 }),
];

const scan = (keys: readonly AccountKey[] = PEOPLE, more: Partial<ScannedAccount> = {}): ScannedAccount => ({
  ...{ accountId: HERE, at: NOW, isComplete: true, unreadable: 0, filter: { userName: null, verdict: null }, table: TABLE, keys },
  ...more,
});

const change = (before: LeafSpec | null, after: LeafSpec | null, id = 'unused-credentials', accountId = HERE): PolicyChange => {
  const values = { environment: [{ variables: { TABLE_NAME: TABLE.name, ACCOUNT_ID: accountId } }] };
  const whole = (spec: LeafSpec | null): LeafSpec | null => spec && { ...WHOLE, ...spec };
  return { ...policyChange(whole(before), whole(after), [part('function', { before: before && values, after: after && values })]), id };
};

/** A review of policies with a scan, and whatever else was found. */
function reviewed(policies: readonly PolicyChange[], account = scan(), now = NOW, more: Partial<ReviewResult> = {}): ReviewResult {
  const affected = affectedBy({ ...planView(), policies }, [], account, now);
  return { outcome: 'ok', policies, findings: [], unjudged: [], otherChanges: 0, incomplete: [], affected, ...more };
}

const TAG = { 'remediation.exempt.tag': 'keep-keys' };
const SPARING = acting('delete', TAG);
const crowd = Array.from({ length: 120 }, (_, at) => key(`user-${String(at).padStart(3, '0')}`, { idle: 46 + at }));

const RESULTS: Readonly<Record<string, ReviewResult>> = {
  armed: reviewed([change(acting('notify', TAG), SPARING)], scan(), NOW, { outcome: 'danger', findings: [finding()] }),
  loosened: reviewed([change(SPARING, { ...SPARING, maxCredentialUsageAgeDays: 90, 'remediation.exempt.userNames': ['a*'] })]),
  tightened: reviewed([change(SPARING, acting('delete', { maxCredentialUsageAgeDays: 14, 'remediation.maxKeysPerDay': 1 }))]),
  unchanged: reviewed([change(SPARING, SPARING)]),
  introduced: reviewed([change(null, {})]),
  removed: reviewed([change(acting('deactivate'), null)]),
  unknown: reviewed([change(SPARING, { ...SPARING, maxCredentialUsageAgeDays: unknownLeaf() })]),
  'of-another-account': reviewed([change(SPARING, SPARING, 'unused-credentials', '444455556666')]),
  'with-cautions': reviewed(
    [change(SPARING, acting('delete'))],
    scan(PEOPLE.slice(0, 2), { isComplete: false, unreadable: 2, filter: { userName: 'amy', verdict: null }, table: null }),
    ahead(3),
  ),
  'of-nobody': reviewed([change(SPARING, acting('delete'))], scan([])),
  'without-a-policy': reviewed([]),
  'of-a-crowd': reviewed([change(acting('notify'), acting('delete'))], scan(crowd)),
  'two-policies': reviewed([change(acting('notify'), acting('delete'), 'one'), change(acting('delete'), null, 'two')]),
  'many-policies': reviewed(
    Array.from({ length: 23 }, (_, at) => change(acting('notify'), null, `policy-${String(at)}`)),
    scan([key('amy')]),
  ),
  hostile: reviewed(
    [change(SPARING, acting('delete', { 'remediation.exempt.userNames': ['*'] }), HOSTILE)],
    scan(
      [
        key(HOSTILE, { accessKeyId: HOSTILE, userTags: { [HOSTILE]: HOSTILE } }),
        key('a', { userTags: { 'keep-keys': HOSTILE } }),
        unreadKey(HOSTILE, { userName: 'b', accessKeyId: null }),
      ],
      { filter: { userName: HOSTILE, verdict: null } },
    ),
  ),
};

/** What is said of who is affected: what is around it has files of its own. */
function sectionOf(text: string, heading: RegExp): string {
  const [, section = ''] = /^(?:### )?(Who is affected\n[^]*)/m.exec(text) ?? [];
  const [title = '', ...lines] = section.split('\n');
  const rest = lines.join('\n').replace(/^-+\n/, '');
  const end = Math.min(...[rest.search(heading), rest.search(/^The plan changes nothing else/m)].filter((at) => at >= 0));
  return `${title}\n${rest.slice(0, end).trimEnd()}\n`;
}

describe('who is affected', () => {
  describe.each(Object.entries(RESULTS))('%s', (name, result) => {
    test('in a comment', () => {
      expectFixture(FOLDER, `${name}.md`, sectionOf(renderMarkdown(result), /^#{1,3} /m));
    });

    test('in a terminal', () => {
      expectFixture(FOLDER, `${name}.txt`, sectionOf(renderText(result), /^.*\n-+$/m));
    });

    test('in a program, as its schema says', () => {
      const json = renderJson(result);
      const document: unknown = JSON.parse(json);
      expect(isReview(document) ? [] : isReview.errors).toEqual([]);
      const { affected } = document as { readonly affected: unknown };
      expectFixture(FOLDER, `${name}.json`, `${JSON.stringify(affected, null, 2)}\n`);
    });
  });

  test('is said on the first screen, with the numbers, before any policy and outside of what is folded', () => {
    const markdown = renderMarkdown(RESULTS['armed'] ?? reviewed([]));
    const [first = ''] = markdown.split('<details>');
    expect(first).toContain('- **More is done than before:** 6 access keys of 5 users.');
    expect(first).toContain('| deleted | 0 | 6');
    expect(first.split('\n').length).toBeLessThan(40);
  });

  test('says nothing without a scan', () => {
    const result = { ...reviewed([change(SPARING, SPARING)]), affected: null };
    expect(renderMarkdown(result)).not.toContain('Who is affected');
    expect(renderMarkdown({ ...result, affected: reviewed([]).affected })).toContain('### Who is affected');
    expect(JSON.parse(renderJson(result))).toMatchObject({ affected: null });
  });
});

describe('text of others', () => {
  /** The shape of Markdown: what begins each line, and where it folds. */
  const shapeOf = (markdown: string): readonly string[] =>
    markdown
      .split('\n')
      .map((line) => `${/^(#+|\||-|<\/?details>|<!--|```|$)?/.exec(line)?.[0] ?? ''} ${String(line.split(/(?<!\\)\|/).length)}`);
  const told = (userName: string, tag: string, id: string, glob: string): ReviewResult =>
    reviewed(
      [change(acting('notify', { 'remediation.exempt.userNames': ['x', glob] }), acting('delete', TAG))],
      scan([
        key('amy', { userName, accessKeyId: id }),
        key('x', { userTags: { 'keep-keys': tag } }),
        key('glob', { userName: glob.replaceAll(/[*?]/g, 'x') || 'x', accessKeyId: 'AKIAGLOB' }),
        unreadKey(tag || 'no', { userName: 'hidden', accessKeyId: null }),
      ]),
    );

  test('changes nothing but itself', () => {
    const plain = shapeOf(renderMarkdown(told('amy', 'tag', 'id', 'glob')));
    fc.assert(
      fc.property(HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT, (userName, tag, id) => {
        // Whoever is called so is exempt.
        fc.pre(!['x', 'glob'].includes(userName.toLowerCase()));
        const result = told(userName || 'a', tag || 'tag', id || 'id', 'glob');
        const markdown = renderMarkdown(result);
        expect(shapeOf(markdown).toSorted()).toEqual(plain.toSorted());
        for (const text of [markdown, renderText(result), renderJson(result)]) expect(text).not.toMatch(/[\u001b\u009b\u202e\u200b\u2028]/);
        for (const text of [markdown, renderText(result)]) expect(text).not.toMatch(/^\s*::|##\[|##vso\[/m);
        const document: unknown = JSON.parse(renderJson(result));
        expect(isReview(document)).toBe(true);
      }),
      { numRuns: Number(process.env['TEXT_RUNS'] ?? 100) },
    );
  });

  test.each(['|', '`', '<', '@', '\u202e', 'x'])('has room for a name, an id, a tag and a glob of 100 KB each of %p', (character) => {
    const long = character.repeat(100_000);
    const result = told(long, long, long, `${long}*`);
    const markdown = renderMarkdown(result);
    expect(markdown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
    expect(markdown).toContain('Who is affected');
    expect(renderText(result).length).toBeLessThan(20_000);
  });
});

describe('many keys', () => {
  const many = (count: number): ReviewResult =>
    reviewed(
      [change(acting('notify'), acting('delete'))],
      scan(Array.from({ length: count }, (_, at) => key(`user-${String(at).padStart(5, '0')}`, { idle: 46 + (at % 300) }))),
    );
  const rowsIn = (text: string): number => text.match(/user-\d{5}/g)?.length ?? 0;

  test('are listed to fifty in a comment, to a thousand in a summary, and the rest is counted', () => {
    const result = many(1500);
    expect(rowsIn(renderMarkdown(result))).toBe(50);
    expect(renderMarkdown(result)).toContain('and 1450 more, which the JSON form lists');
    expect(rowsIn(renderMarkdown(result, { room: 'summary' }))).toBe(1000);
    expect(rowsIn(renderText(result))).toBe(50);
    expect(
      (JSON.parse(renderJson(result)) as { affected: { policies: { foresight: { keys: unknown[] } }[] } }).affected.policies[0]?.foresight
        .keys,
    ).toHaveLength(1500);
  });

  test.each([
    [49, 49, false],
    [50, 50, false],
    [51, 50, true],
  ])('%d are listed to %d', (count, rows, isCut) => {
    const markdown = renderMarkdown(many(count));
    expect([rowsIn(markdown), markdown.includes('more, which the JSON form lists')]).toEqual([rows, isCut]);
  });

  test('make room before anything else does, and are counted all the same', () => {
    const findings = Array.from({ length: 20 }, () => finding({ message: '`'.repeat(1400), advice: '`'.repeat(1400) }));
    const markdown = renderMarkdown({ ...many(80), findings });
    expect(markdown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
    expect(markdown).toContain('- **More is done than before:** 80 access keys of 80 users.');
  });

  test('are not listed where there is no room for one', () => {
    const findings = Array.from({ length: 20 }, () => finding({ message: '`a'.repeat(1400), advice: 'word '.repeat(400) }));
    const crowded = { ...many(3), findings: [...findings, ...findings] };
    const policies = Array.from({ length: 19 }, (_, at) =>
      change({ tags: { a: '|`'.repeat(140) } }, { tags: { a: '`|'.repeat(140) } }, `p${String(at)}${'`'.repeat(200)}`),
    );
    const markdown = renderMarkdown({ ...crowded, policies: [...crowded.policies, ...policies] });
    expect(markdown.length).toBeLessThanOrEqual(COMMENT_CHARACTERS);
    expect(markdown).toContain('3 access keys of 3 users');
  });
});

describe('the schema', () => {
  type Json = Record<string, unknown>;
  interface Document extends Json {
    affected: Json & { policies: (Json & { foresight: Json & { counts: Json; keys: (Json & { before: Json; after: Json })[] } })[] };
  }
  const document = (): Document => JSON.parse(renderJson(RESULTS['armed'] ?? reviewed([]))) as Document;

  test.each<[string, (document: Document) => unknown, string]>([
    ['no word on who is affected', (json) => delete (json as Json)['affected'], ''],
    ['an account in words', (json) => Object.assign(json.affected, { accountId: 'ours' }), '/affected/accountId'],
    ['a day instead of an instant', (json) => Object.assign(json.affected, { scannedAt: '2026-11-24' }), '/affected/scannedAt'],
    ['no cautions', (json) => delete json.affected['cautions'], '/affected'],
    ['a policy without notes', (json) => delete json.affected.policies[0]?.['notes'], '/affected/policies/0'],
    [
      'a count in words',
      (json) => Object.assign(json.affected.policies[0]?.foresight.counts ?? {}, { same: 'two' }),
      '/affected/policies/0/foresight/counts/same',
    ],
    [
      'a turn that is none',
      (json) => Object.assign(json.affected.policies[0]?.foresight.keys[0] ?? {}, { turn: 'worse' }),
      '/affected/policies/0/foresight/keys/0/turn',
    ],
    [
      'a fate without steps',
      (json) => delete json.affected.policies[0]?.foresight.keys[0]?.after['steps'],
      '/affected/policies/0/foresight/keys/0/after',
    ],
    [
      'a fate that is not known, without a reason',
      (json) => Object.assign(json.affected.policies[0]?.foresight.keys[0] ?? {}, { before: { known: false } }),
      '/affected/policies/0/foresight/keys/0/before',
    ],
  ])('refuses %s', (_, change, path) => {
    expect(isReview(document())).toBe(true);
    const changed = document();
    change(changed);
    expect(isReview(changed)).toBe(false);
    expect(isReview.errors?.map(({ instancePath }) => instancePath)).toContain(path);
  });
});
