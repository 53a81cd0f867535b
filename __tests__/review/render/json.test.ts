import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readPolicy } from '../../../domain/read-policy';
import { SETTINGS } from '../../../domain/settings';
import { renderJson } from '../../../review/render/json';
import type { ReviewResult } from '../../../review/review-result';
import schema from '../../../review/review.schema.json';
import { leaves, unknownLeaf, type LeafSpec } from '../../support/review';
import { LITERAL } from '../../support/settings';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { finding, policy, RESULTS, RULE, sensitive } from './results';

const isReview = new Ajv({ allErrors: true, strict: true }).compile(schema);

const NOTHING: ReviewResult = {
  outcome: 'none',
  policies: [],
  findings: [],
  unjudged: [],
  otherChanges: 0,
  incomplete: [],
  affected: null,
};

/** What a review of one policy says of it in JSON. */
function policyIn(before: LeafSpec | null, after: LeafSpec | null): unknown {
  const change = { id: 'a', parts: [], before: before && leaves(before), after: after && leaves(after) };
  const document = JSON.parse(renderJson({ ...NOTHING, outcome: 'ok', policies: [change] })) as { readonly policies: readonly unknown[] };
  expect(isReview(document) ? [] : isReview.errors).toEqual([]);
  return document.policies[0];
}

describe('the JSON of a review', () => {
  test('is two spaces deep, ends with one line end and has every part', () => {
    expect(renderJson({ ...NOTHING, otherChanges: 2 })).toBe(
      '{\n  "schemaVersion": 1,\n  "outcome": "none",\n  "policies": [],\n  "findings": [],\n  "unjudged": [],\n  "otherChanges": 2,\n  "incomplete": [],\n  "affected": null\n}\n',
    );
  });

  test.each(Object.entries(RESULTS).filter(([, { policies }]) => policies.length < 10))('is as its schema says: %s', (_, result) => {
    const document: unknown = JSON.parse(renderJson(result));
    expect(isReview(document) ? [] : isReview.errors).toEqual([]);
    expect(document).toMatchObject({ findings: result.findings, incomplete: result.incomplete, otherChanges: result.otherChanges });
    expect((document as { readonly policies: readonly unknown[] }).policies).toHaveLength(result.policies.length);
  });

  test('is as its schema says and complete, whatever the text in it', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        const found = finding({ policy: text, address: text, message: text, advice: text });
        const result = { ...NOTHING, policies: [policy(null, { 'bucket.name': text }, text)], findings: [found], incomplete: [text] };
        const document: unknown = JSON.parse(renderJson(result));
        expect(isReview(document)).toBe(true);
        expect(document).toMatchObject({
          policies: [{ id: text, after: { bucket: { name: text } } }],
          findings: [found],
          incomplete: [text],
        });
      }),
    );
  });
});

describe('a policy in JSON', () => {
  test('is the policy that was declared', () => {
    const { policy: declared } = readPolicy(
      {
        regions: ['eu-west-1', 'us-east-1'],
        bucket: { name: 'central', keyPrefix: 'a' },
        alerts: { emails: ['a@example.com'], alarmActions: ['arn:aws:sns:eu-west-1:111122223333:b'] },
        remediation: { action: 'delete', exempt: { paths: ['/a/'], tag: 'b' }, reservedConcurrency: 1 },
        rotation: {},
        tags: { team: 'security' },
        permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/a',
      },
      LITERAL,
    );
    const flat = SETTINGS.flatMap(({ path, kind }): readonly (readonly [string, unknown])[] => {
      const value = path.split('.').reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], declared);
      if (value === undefined || path === 'bucket' || path === 'remediation.exempt') return [];
      return [[path, kind === 'object' ? 'on' : value]];
    });
    expect(policyIn(Object.fromEntries(flat), null)).toEqual({ id: 'a', before: declared, after: null, unknown: [] });
  });

  test('has no remediation and no members of alerts when they are off', () => {
    expect(policyIn(null, { maxCredentialUsageAgeDays: 45, alerts: 'none', 'alerts.emails': ['a@example.com'] })).toEqual({
      id: 'a',
      before: null,
      after: { maxCredentialUsageAgeDays: 45, alerts: 'none' },
      unknown: [],
    });
  });

  test('lists what is not known of it as it becomes, and leaves it out', () => {
    const before = { namePrefix: unknownLeaf('x'), recorder: 'create' };
    const after = { namePrefix: 'a', recorder: unknownLeaf('y'), remediation: 'on', 'remediation.warnDays': unknownLeaf('z') };
    const because = 'it is known only after apply';
    expect(policyIn(before, after)).toEqual({
      id: 'a',
      before: { recorder: 'create' },
      after: { namePrefix: 'a', remediation: {} },
      unknown: [
        { setting: 'recorder', address: 'y', because },
        { setting: 'remediation.warnDays', address: 'z', because },
      ],
    });
    expect(policyIn(before, null)).toEqual({
      id: 'a',
      before: { recorder: 'create' },
      after: null,
      unknown: [{ setting: 'namePrefix', address: 'x', because }],
    });
  });

  test.each([
    ['as it becomes', 'arn:a', sensitive('arn:a'), RULE],
    ['as it was', sensitive('arn:a'), 'arn:a', 'aws_config_config_rule.one'],
    ['on both sides', sensitive('arn:a'), sensitive('arn:b'), RULE],
  ])('does not print a value that is sensitive %s', (_, before, after, address) => {
    expect(policyIn({ kmsKeyArn: before }, { kmsKeyArn: after })).toEqual({
      id: 'a',
      before: {},
      after: {},
      unknown: [{ setting: 'kmsKeyArn', address, because: 'it is sensitive: it was compared, and is not printed' }],
    });
  });
});

describe('the schema', () => {
  const document = (): Record<string, unknown> => JSON.parse(renderJson(RESULTS['danger'] ?? NOTHING)) as Record<string, unknown>;

  test('knows every setting', () => {
    interface Node {
      readonly properties?: Readonly<Record<string, Node>>;
      readonly anyOf?: readonly Node[];
    }
    const within = (node: Node | undefined, name: string): Node | undefined =>
      node?.properties?.[name] ?? node?.anyOf?.map((option) => within(option, name)).find((found) => found !== undefined);
    const missing = SETTINGS.filter(
      ({ path }) => path.split('.').reduce(within, schema.definitions.policy as unknown as Node | undefined) === undefined,
    );
    expect(missing).toEqual([]);
  });

  test('accepts members that a later version may add', () => {
    expect(isReview({ ...document(), more: 1, findings: [{ ...finding(), check: 'of-later', more: 1 }] })).toBe(true);
  });

  test.each<[string, (review: Record<string, unknown>) => unknown, string]>([
    ['another version', (review) => ({ ...review, schemaVersion: 2 }), '/schemaVersion'],
    ['another outcome', (review) => ({ ...review, outcome: 'fine' }), '/outcome'],
    ['no findings', ({ findings, ...review }) => review, ''],
    ['no reasons', ({ incomplete, ...review }) => review, ''],
    ['fewer than no changes', (review) => ({ ...review, otherChanges: -1 }), '/otherChanges'],
    ['a severity that is none', (review) => ({ ...review, findings: [{ ...finding(), severity: 'high' }] }), '/findings/0/severity'],
    ['a check without a name', (review) => ({ ...review, findings: [{ ...finding(), check: 'Limit Raised' }] }), '/findings/0/check'],
    ['a finding about nothing', (review) => ({ ...review, findings: [{ ...finding(), policy: 1 }] }), '/findings/0/policy'],
    [
      'a limit in words',
      (review) => ({ ...review, policies: [{ id: 'a', before: null, after: { maxCredentialUsageAgeDays: '45' }, unknown: [] }] }),
      '/policies/0/after/maxCredentialUsageAgeDays',
    ],
    [
      'an action that is none',
      (review) => ({ ...review, policies: [{ id: 'a', before: { remediation: { action: 'destroy' } }, after: null, unknown: [] }] }),
      '/policies/0/before/remediation/action',
    ],
    [
      'something unknown without a reason',
      (review) => ({ ...review, policies: [{ id: 'a', before: null, after: null, unknown: [{ setting: 'a', address: 'b' }] }] }),
      '/policies/0/unknown/0',
    ],
    ['what is no review', () => ({}), ''],
  ])('refuses %s', (_, change, path) => {
    expect(isReview(change(document()))).toBe(false);
    expect(isReview.errors?.map(({ instancePath }) => instancePath)).toContain(path);
  });
});
