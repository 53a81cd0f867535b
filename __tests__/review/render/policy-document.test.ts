import fc from 'fast-check';
import { join } from 'node:path';
import { literalSource, readPolicy } from '../../../domain/read-policy';
import { declaredChange } from '../../../review/declared-change';
import type { HeldPolicies } from '../../../review/render/held-policies';
import { noPolicyIn, policyDocument } from '../../../review/render/policy-document';
import { policyJsonDocument } from '../../../review/render/policy-json-document';
import { expectFixture } from '../../support/fixture';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { part, unknownLeaf } from '../../support/review';
import { acting, HOSTILE, policy, RESULTS, RULE, sensitive } from './results';

const FOLDER = join(__dirname, 'expected');

const planned = (name: string): HeldPolicies => ({
  name: 'plan.json',
  kind: 'plan',
  policies: RESULTS[name]?.policies ?? [],
  incomplete: RESULTS[name]?.incomplete ?? [],
});
const declared = (settings: unknown, name = 'settings.json'): HeldPolicies => ({
  name,
  kind: 'settings',
  policies: [declaredChange(readPolicy(settings, literalSource(name)).policy, name)],
  incomplete: [],
});

const SECRET = 'arn:aws:sns:eu-west-1:111122223333:only-for-us';

/** What the committed files are made from, by their name. */
const DOCUMENTS: Readonly<Record<string, readonly HeldPolicies[]>> = {
  nothing: [planned('nothing-in-the-plan')],
  unchanged: [planned('unchanged')],
  touched: [planned('touched')],
  introduced: [planned('introduced')],
  changed: [planned('danger')],
  removed: [planned('removed')],
  'without-a-rule': [planned('rule-removed')],
  incomplete: [planned('incomplete')],
  unknown: [planned('unknowns')],
  hostile: [{ ...planned('hostile'), name: HOSTILE }],
  sensitive: [
    {
      ...planned('unchanged'),
      policies: [
        policy({ 'alerts.topicArn': sensitive(SECRET), 'alerts.emails': [] }, { 'alerts.topicArn': SECRET, 'alerts.emails': [] }),
        policy({ maxCredentialUsageAgeDays: sensitive(31) }, { maxCredentialUsageAgeDays: 90 }, 'audit'),
      ],
    },
  ],
  synthesized: [
    { ...planned('introduced'), name: 'unused-credentials', kind: 'synthesized' },
    {
      name: 'cdktf.out/stacks/audit',
      kind: 'synthesized',
      policies: [
        policy(null, { namePrefix: unknownLeaf(RULE), 'remediation.logRetentionDays': unknownLeaf('aws_cloudwatch_log_group.one') }),
      ],
      incomplete: [],
    },
  ],
  settings: [
    declared({ regions: ['eu-west-1'] }),
    declared(
      {
        regions: ['eu-west-1', 'us-east-1'],
        recorder: 'existing',
        alerts: 'none',
        accessAnalyzer: true,
        rotation: {},
        namePrefix: 'keys',
        tags: { team: 'security' },
      },
      'cdktf.json',
    ),
    { name: 'other/cdktf.json', kind: 'settings', policies: [], incomplete: [] },
  ],
};

describe('what a file holds', () => {
  describe.each(Object.entries(DOCUMENTS))('%s', (name, files) => {
    test('is said in sentences', () => {
      expectFixture(FOLDER, `policy-${name}.txt`, policyDocument(files));
    });

    test('is written for programs', () => {
      expectFixture(FOLDER, `policy-${name}.json`, policyJsonDocument(files));
    });
  });

  test('is never told where Terraform marks it sensitive on either side', () => {
    const files = DOCUMENTS['sensitive'] ?? [];
    expect(policyDocument(files) + policyJsonDocument(files)).not.toContain('only-for-us');
    expect(policyDocument(files).match(/90|31/g)).toBeNull();
    // Without the mark it is told.
    const plain = [{ ...planned('unchanged'), policies: [policy(null, { 'alerts.topicArn': SECRET })] }];
    expect(policyDocument(plain)).toContain('only-for-us');
  });

  test('is told whole, however many names a sentence has', () => {
    const names = Array.from({ length: 500 }, (_, at) => `user-${String(at)}`);
    const held = { ...planned('unchanged'), policies: [policy(null, acting('notify', { 'remediation.exempt.userNames': names }))] };
    expect(policyDocument([held]).match(/user-\d+/g)).toEqual(names);
  });

  test('keeps a name of 100 KB short', () => {
    const held = {
      ...planned('unchanged'),
      policies: [policy(null, acting('notify', { 'remediation.exempt.userNames': ['x'.repeat(100_000)] }), 'y'.repeat(100_000))],
    };
    expect(policyDocument([held]).length).toBeLessThan(3000);
  });

  test('is lines of text that act on nothing, whatever others named', () => {
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        const held: HeldPolicies = {
          name: text,
          kind: 'plan',
          policies: [
            policy(acting('notify'), acting('notify', { 'remediation.exempt.tag': text, 'alerts.emails': [text] }), text),
            {
              ...policy({ 'alerts.topicArn': text }, { tags: unknownLeaf(text) }, text),
              parts: [part('topic', { before: {}, after: {} })],
            },
          ],
          incomplete: [text],
        };
        const out = policyDocument([held]);
        expect(out).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(out).not.toMatch(/^\s*(?:- )?(?:::|##)(?:error|vso|\[group)/m);
        const json = policyJsonDocument([held]);
        expect(json).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect((JSON.parse(json) as { files: { name: string; policies: { id: string }[] }[] }).files[0]).toMatchObject({
          name: text,
          policies: [{ id: text }, { id: text }],
        });
      }),
    );
  });
});

test('that there is none is said of a file by its name', () => {
  expect(noPolicyIn('plan.json')).toBe('No policy against unused credentials is in plan.json.');
  expect(noPolicyIn('\u001b[31m')).toBe('No policy against unused credentials is in \\u001B[31m.');
});
