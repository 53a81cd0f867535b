import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { CHECKS } from '../../../review/checks';
import { placesIn, type Places } from '../../../review/places';
import { renderSarif } from '../../../review/render/sarif';
import type { Finding, ReviewResult } from '../../../review/review-result';
import { expectFixture } from '../../support/fixture';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { EMPTY, FORMS, GONE, hash, OF_STACK, RULE, STACK } from './forms/results';
import { finding, HOSTILE } from './results';

// The schema of the standard, as Microsoft publishes it in @microsoft/jest-sarif 1.0.0-beta.0. It is of draft 4: these two are all in it
// that draft 7 reads otherwise.
const SCHEMA = JSON.parse(readFileSync(join(__dirname, 'forms/fixtures/sarif-2.1.0-rtm.5.schema.json'), 'utf8')) as Readonly<
  Record<string, unknown>
>;
const { $schema, id, ...schema } = SCHEMA;
const isSarif = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

interface Location {
  readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region: unknown };
  readonly logicalLocations?: readonly unknown[];
  readonly message?: unknown;
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly Location[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly invocations: readonly unknown[];
  readonly results: readonly Result[];
  readonly properties: unknown;
}

const ABOUT = { version: '1.2.3', hash };
const text = (result: ReviewResult, places?: Places): string => renderSarif(result, places, ABOUT);

/** The one run of a review, which is valid SARIF. */
function run(result: ReviewResult, places?: Places): Run {
  const document = JSON.parse(text(result, places)) as { readonly runs: readonly [Run] };
  expect(isSarif(document) ? [] : isSarif.errors).toEqual([]);
  return document.runs[0];
}

const of = (findings: readonly Finding[], more: Partial<ReviewResult> = {}): ReviewResult => ({ ...EMPTY, findings, ...more });
const results = (findings: readonly Finding[], places?: Places): readonly Result[] => run(of(findings), places).results;
const fingerprints = (result: ReviewResult, places?: Places): readonly string[] =>
  run(result, places).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);

test('a review as SARIF, with all its rules', () => {
  expectFixture(join(__dirname, 'forms'), 'stack.sarif', text(OF_STACK, STACK));
});

test.each(FORMS)('a review as SARIF, without the rules: %s', (name, { result, places }) => {
  const { tool, ...rest } = run(result, places);
  expect(tool.driver.rules).toHaveLength(CHECKS.length + 2);
  expectFixture(join(__dirname, 'forms'), `${name}.sarif.json`, `${JSON.stringify(rest, null, 2)}\n`);
});

describe('the schema of SARIF', () => {
  interface Draft {
    version: unknown;
    runs: [
      { tool: { driver: { name?: unknown; rules: { id?: unknown }[] } }; results: Record<string, unknown>[]; [name: string]: unknown },
    ];
  }

  test.each<[string, (draft: Draft) => void, string]>([
    ['another version', (draft) => (draft.version = '2.0.0'), '/version'],
    ['no runs', (draft) => Reflect.deleteProperty(draft, 'runs'), ''],
    ['a tool without a name', ({ runs: [first] }) => delete first.tool.driver.name, '/runs/0/tool/driver'],
    ['a rule without an id', ({ runs: [first] }) => delete first.tool.driver.rules[0]?.id, '/runs/0/tool/driver/rules/0'],
    ['a level that is none', ({ runs: [first] }) => Object.assign(first.results[0] ?? {}, { level: 'danger' }), '/runs/0/results/0/level'],
    ['a result without a message', ({ runs: [first] }) => delete first.results[0]?.['message'], '/runs/0/results/0'],
    ['a member that is none', ({ runs: [first] }) => Object.assign(first, { outcome: 'ok' }), '/runs/0'],
    [
      'a place before the first',
      ({ runs: [first] }) => Object.assign(first.results[0] ?? {}, { ruleIndex: -2 }),
      '/runs/0/results/0/ruleIndex',
    ],
  ])('refuses %s', (_, change, path) => {
    const document = JSON.parse(text(OF_STACK, STACK)) as Draft;
    expect(isSarif(document)).toBe(true);
    change(document);
    expect(isSarif(document)).toBe(false);
    expect(isSarif.errors?.map(({ instancePath }) => instancePath)).toContain(path);
  });
});

describe('the rules', () => {
  const { rules } = run(EMPTY).tool.driver;

  test('are all checks, that a check failed, and that the plan could not be judged whole', () => {
    expect(rules.map(({ id }) => id)).toEqual([...CHECKS.map(({ name }) => name), 'check-failed', 'incomplete']);
  });

  test('say what each means, why, an example and what to do, and what it weighs', () => {
    const check = CHECKS.find(({ name }) => name === 'limit-raised');
    const { means, why, example, advice } = check ?? { means: '', why: '', example: '', advice: '' };
    expect(rules.find(({ id }) => id === 'limit-raised')).toEqual({
      id: 'limit-raised',
      name: 'LimitRaised',
      shortDescription: { text: 'Limit raised' },
      fullDescription: { text: means },
      help: {
        text: `${means}\n\nWhy: ${why}\n\nExample: ${example}\n\nWhat to do: ${advice}`,
        markdown: `${means}\n\n**Why:** ${why}\n\n**Example:** ${example}\n\n**What to do:** ${advice}`,
      },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'terraform'], precision: 'high', 'security-severity': '8.0' },
    });
  });

  test.each([
    ['a warning', 'cap-raised', { level: 'warning' }, { tags: ['security', 'terraform'], precision: 'high', 'security-severity': '5.0' }],
    ['what is only said', 'strengthened', { level: 'note' }, { tags: ['terraform'], precision: 'high' }],
  ])('of %s weigh less', (_, id, defaultConfiguration, properties) => {
    expect(rules.find((rule) => rule.id === id)).toMatchObject({ defaultConfiguration, properties });
  });

  test('are not longer than GitHub shows', () => {
    expect(rules.filter(({ name }) => name.length > 255).map(({ id }) => id)).toEqual([]);
    expect(rules.filter(({ fullDescription }) => fullDescription.text.length > 1024).map(({ id }) => id)).toEqual([]);
    expect(rules.filter(({ shortDescription, help }) => shortDescription.text === '' || help.text === '').map(({ id }) => id)).toEqual([]);
  });
});

describe('a result', () => {
  test.each([
    ['danger', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('of a %s has the level %s, whatever is usual for its check', (severity, level) => {
    expect(results([finding({ severity })]).map((result) => [result.level, result.ruleId])).toEqual([[level, 'limit-raised']]);
  });

  test('names its rule by its place among them', () => {
    const { tool, results: all } = run(of([finding(), finding({ check: 'check-failed' }), finding({ check: 'of-later' })]));
    expect(all.map(({ ruleId, ruleIndex }) => [ruleId, tool.driver.rules[ruleIndex ?? -1]?.id])).toEqual([
      ['check-failed', 'check-failed'],
      ['limit-raised', 'limit-raised'],
      ['of-later', undefined],
    ]);
  });

  test('says what was found first, then what to do and where', () => {
    expect(results([finding({ message: 'a', advice: 'b.', address: 'c', policy: 'd' })]).map(({ message }) => message.text)).toEqual([
      'a. What to do: b. Where: at c, policy d.',
    ]);
  });

  test('points to the block of its resource, and names the resource and the construct', () => {
    expect(results([finding({ address: RULE })], STACK).map(({ locations }) => locations)).toEqual([
      [
        {
          physicalLocation: {
            artifactLocation: { uri: 'cdktf.out/stacks/security/cdk.tf.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 19, startColumn: 1, endLine: 38 },
          },
          logicalLocations: [
            { fullyQualifiedName: RULE, kind: 'resource' },
            { fullyQualifiedName: 'security/unused-credentials/rule', kind: 'construct' },
          ],
        },
      ],
    ]);
  });

  test.each([
    ['below the working folder', 'a b/main.tf.json', { uri: 'a%20b/main.tf.json', uriBaseId: '%SRCROOT%' }],
    ['with dots before its name', '..a/main.tf.json', { uri: '..a/main.tf.json', uriBaseId: '%SRCROOT%' }],
    ['beside it', '../main.tf.json', { uri: '../main.tf.json' }],
    ['elsewhere', '/a b/main.tf.json', { uri: 'file:///a%20b/main.tf.json' }],
    ['on another drive', 'D:/a/main.tf.json', { uri: 'file:///D%3A/a/main.tf.json' }],
  ])('points to a file %s', (_, name, artifactLocation) => {
    const places = placesIn([{ name, text: '{"resource":{"a":{"b":{}}}}' }]);
    const [found] = results([finding({ address: 'a.b' })], places);
    expect(found?.locations?.map(({ physicalLocation }) => physicalLocation?.artifactLocation)).toEqual([artifactLocation]);
  });

  test('about what goes points to the Config rule of the same policy, and says so', () => {
    const [gone] = run({ ...OF_STACK, findings: [finding({ policy: 'unused-credentials', address: GONE })] }, STACK).results;
    expect(gone?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'cdktf.out/stacks/security/cdk.tf.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 19, startColumn: 1, endLine: 38 },
        },
        logicalLocations: [{ fullyQualifiedName: GONE, kind: 'resource' }],
        message: { text: 'This is another part of the same policy: what was found has no place of its own in the synthesized files.' },
      },
    ]);
  });

  test('points to no part that only surrounds its policy', () => {
    const [policy] = OF_STACK.policies;
    const parts = policy?.parts.map((part) => ({ ...part, isOwn: false })) ?? [];
    const policies = policy === undefined ? [] : [{ ...policy, parts }];
    const [gone] = run({ ...OF_STACK, policies, findings: [finding({ policy: 'unused-credentials', address: GONE })] }, STACK).results;
    expect(gone?.locations?.map(({ physicalLocation }) => physicalLocation?.region)).toEqual([
      { startLine: 1, startColumn: 1, endLine: 1 },
    ]);
  });

  test('about what stands nowhere points to the start of a synthesized file, and says so', () => {
    expect(results([finding({ policy: null, address: 'aws_iam_access_key.ci' })], STACK).map(({ locations }) => locations)).toEqual([
      [
        {
          physicalLocation: {
            artifactLocation: { uri: 'cdktf.out/stacks/security/cdk.tf.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 1, endLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: 'aws_iam_access_key.ci', kind: 'resource' }],
          message: { text: 'The line says nothing: what was found has no place in the synthesized files.' },
        },
      ],
    ]);
  });

  test.each<[string, Partial<Finding>, readonly Location[] | undefined]>([
    ['a resource', { address: 'a.b', policy: 'c' }, [{ logicalLocations: [{ fullyQualifiedName: 'a.b', kind: 'resource' }] }]],
    ['a policy as a whole', { address: null, policy: 'c' }, [{ logicalLocations: [{ fullyQualifiedName: 'c', kind: 'policy' }] }]],
    ['neither', { address: null, policy: null }, undefined],
  ])('without synthesized files says only the name of %s', (_, more, locations) => {
    expect(results([finding(more)]).map((result) => result.locations)).toEqual([locations]);
  });

  test('has the path of a file as a relative reference', () => {
    const places = (): { readonly file: string; readonly line: number; readonly endLine: number } => ({
      file: 'a b/#c%:d?/é\u202e.tf.json',
      line: 1,
      endLine: 1,
    });
    expect(results([finding()], places).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation.uri)).toEqual([
      'a%20b/%23c%25%3Ad%3F/%C3%A9%5Cu202E.tf.json',
    ]);
  });
});

describe('the fingerprint of a result', () => {
  test('is of check, policy and address, and counts what agrees in all three', () => {
    const name = (address: string | null): string => hash(JSON.stringify(['limit-raised', 'a', address]));
    const findings = [
      finding({ policy: 'a', address: 'b' }),
      finding({ policy: 'a', address: null }),
      finding({ policy: 'a', address: 'b' }),
    ];
    expect(fingerprints(of(findings))).toEqual([`${name('b')}:1`, `${name(null)}:1`, `${name('b')}:2`]);
  });

  test('stays when words, severity, lines and the order of others change', () => {
    const before = [finding({ address: RULE }), finding({ check: 'cap-raised' })];
    const after = [
      finding({ check: 'cap-raised', severity: 'info' }),
      finding({ address: RULE, message: 'x', advice: 'y', severity: 'warning' }),
    ];
    expect(fingerprints(of(after), STACK)).toEqual(fingerprints(of(before)).toReversed());
  });

  test.each<[string, Partial<Finding>]>([
    ['check', { check: 'cap-raised' }],
    ['policy', { policy: 'b' }],
    ['address', { address: 'b' }],
  ])('is another where the %s is another', (_, more) => {
    expect(new Set(fingerprints(of([finding(), finding(more)])).map((print) => print.replace(/:1$/, '')))).toHaveProperty('size', 2);
  });
});

describe('the run', () => {
  test('was successful, and says nothing more, when the plan was judged whole', () => {
    const { invocations, properties } = run(of([finding()], { outcome: 'danger' }));
    expect([invocations, properties]).toEqual([[{ executionSuccessful: true, toolExecutionNotifications: [] }], { outcome: 'danger' }]);
  });

  test('says that there was nothing to review', () => {
    const { invocations, properties, results: all } = run({ ...EMPTY, outcome: 'none' });
    const note = 'No policy against unused credentials is in this plan: there was nothing to review.';
    expect([invocations, properties, all]).toEqual([
      [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'note', message: { text: note } }] }],
      { outcome: 'none' },
      [],
    ]);
  });

  test('was not successful when the plan could not be judged whole, and each reason is a result too, as GitHub shows only these', () => {
    const failed = finding({ check: 'check-failed', message: 'the check x failed', address: null });
    const { invocations, results: all } = run(
      of([finding(), failed], { outcome: 'incomplete', incomplete: ['put off', 'the check x failed'] }),
      STACK,
    );
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'put off' } },
          { level: 'error', message: { text: 'the check x failed' } },
        ],
      },
    ]);
    expect(all.map(({ ruleId, level, message, locations }) => [ruleId, level, message.text.split('. ')[0], locations?.length])).toEqual([
      ['incomplete', 'error', 'put off', 1],
      ['check-failed', 'error', 'the check x failed', 1],
      ['limit-raised', 'error', 'the limit goes from 45 to 90 days: an unused key is found 45 days later', 1],
    ]);
  });

  test.each([
    [5000, 5000, []],
    [
      5002,
      5000,
      [
        {
          level: 'warning',
          message: { text: '2 more findings are left out, of which none is worse than these: the JSON form has all.' },
        },
      ],
    ],
  ])('of %i findings holds the first %i, and says how many are left', (count, most, toolExecutionNotifications) => {
    const { invocations, results: all } = run(of(Array.from({ length: count }, (_, at) => finding({ address: `a.b[${String(at)}]` }))));
    expect(all).toHaveLength(most);
    expect(all.at(-1)?.message.text).toContain('a.b[4999]');
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications }]);
  });
});

describe('text of others in SARIF', () => {
  const saying = (words: string): ReviewResult =>
    of([finding({ policy: words, address: words, message: words, advice: words })], { outcome: 'incomplete', incomplete: [words] });

  /** The document with all text in it replaced: what is left is its structure. */
  const structure = (document: string): unknown =>
    JSON.parse(document, (key, value: unknown) => (['text', 'fullyQualifiedName', 'primaryLocationLineHash'].includes(key) ? '' : value));

  test('changes nothing but itself, whatever it is', () => {
    const plain = structure(text(saying('a'), STACK));
    fc.assert(
      fc.property(HOSTILE_TEXT, (words) => {
        const document = text(saying(words), STACK);
        expect(structure(document)).toEqual(plain);
        expect(isSarif(JSON.parse(document))).toBe(true);
        // Nothing in the file acts on a terminal or a job, and no link is in a message.
        expect(document).not.toMatch(/##[a-z]*\[|[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/iu);
        expect(run(saying(words)).results.filter(({ message }) => message.text.includes(']('))).toEqual([]);
      }),
    );
  });

  test('is seen, and is no link', () => {
    expect(
      results([finding({ message: '[x](https://evil.example) \u202e\n\u001b[31m', advice: 'b', address: null, policy: null })]),
    ).toEqual([
      expect.objectContaining({ message: { text: '[x\\u005D(https://evil.example) \\u202E\\u000A\\u001B[31m. What to do: b.' } }) as Result,
    ]);
    expect(text(saying(HOSTILE))).not.toMatch(/[^\n\x20-\x7e…–—→’é]/);
  });

  test('is cut, visibly, where it is long', () => {
    const long = 'x'.repeat(100_000);
    const [reason, found] = run(saying(long), STACK).results;
    const x = (count: number): string => 'x'.repeat(count);
    expect([reason?.message.text, found?.message.text]).toEqual([
      `${x(2000)}… (98000 more characters). What to do: Do not take this for a pass: make a plan that is whole, and review that.`,
      `${x(2000)}… (98000 more characters). What to do: ${x(700)}… (99300 more characters). Where: at ${x(400)}… (99600 more characters), policy ${x(400)}… (99600 more characters).`,
    ]);
    expect(found?.locations?.[0]?.logicalLocations).toEqual([
      { fullyQualifiedName: `${x(1000)}… (99000 more characters)`, kind: 'resource' },
    ]);
  });
});
