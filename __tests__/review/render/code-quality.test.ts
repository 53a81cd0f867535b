import { join } from 'node:path';
import fc from 'fast-check';
import type { Places } from '../../../review/places';
import { renderCodeQuality } from '../../../review/render/code-quality';
import type { Finding, ReviewResult } from '../../../review/review-result';
import { expectFixture } from '../../support/fixture';
import { HOSTILE_TEXT } from '../../support/hostile-text';
import { EMPTY, FORMS, GONE, hash, OF_STACK, RULE, STACK } from './forms/results';
import { finding } from './results';

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const entries = (result: ReviewResult, places?: Places): readonly Entry[] =>
  JSON.parse(renderCodeQuality(result, places, hash)) as readonly Entry[];
const of = (findings: readonly Finding[], more: Partial<ReviewResult> = {}): ReviewResult => ({ ...EMPTY, findings, ...more });

test.each(FORMS)('the code quality report of GitLab: %s', (name, { result, places }) => {
  expectFixture(join(__dirname, 'forms'), `${name}.code-quality.json`, renderCodeQuality(result, places, hash));
});

describe('an entry', () => {
  test('has all that GitLab asks for', () => {
    expect(entries(of([finding({ policy: 'a', address: RULE })]), STACK)).toEqual([
      {
        description:
          'the limit goes from 45 to 90 days: an unused key is found 45 days later. What to do: Keep the limit, or let the owner of the policy say why it goes up. ' +
          `Where: at ${RULE}, policy a.`,
        check_name: 'limit-raised',
        fingerprint: `${hash(JSON.stringify(['limit-raised', 'a', RULE]))}:1`,
        severity: 'critical',
        location: { path: 'cdktf.out/stacks/security/cdk.tf.json', lines: { begin: 19 } },
      },
    ]);
  });

  test.each([
    ['danger', 'critical'],
    ['warning', 'major'],
    ['info', 'info'],
  ] as const)('of a %s is %s', (severity, word) => {
    expect(entries(of([finding({ severity })])).map((entry) => entry.severity)).toEqual([word]);
  });

  test.each<[string, Partial<Finding>, Places | undefined, Entry['location']]>([
    [
      'of what goes points to its policy',
      { address: GONE },
      STACK,
      { path: 'cdktf.out/stacks/security/cdk.tf.json', lines: { begin: 19 } },
    ],
    ['of a policy points to its rule', { address: null }, STACK, { path: 'cdktf.out/stacks/security/cdk.tf.json', lines: { begin: 19 } }],
    [
      'of what stands nowhere points to the start of a synthesized file',
      { address: 'a.b', policy: null },
      STACK,
      { path: 'cdktf.out/stacks/security/cdk.tf.json', lines: { begin: 1 } },
    ],
    ['without synthesized files points to none', { address: RULE }, undefined, { path: 'no-synthesized-file', lines: { begin: 1 } }],
  ])('%s', (_, more, places, location) => {
    const result = { ...OF_STACK, findings: [finding({ policy: 'unused-credentials', ...more })] };
    expect(entries(result, places).map((entry) => entry.location)).toEqual([location]);
  });

  test('is told from others that agree in check, policy and address', () => {
    const name = hash(JSON.stringify(['limit-raised', 'a', null]));
    const one = finding({ policy: 'a', address: null });
    expect(entries(of([one, { ...one, message: 'x' }])).map(({ fingerprint }) => fingerprint)).toEqual([`${name}:1`, `${name}:2`]);
  });
});

describe('the report', () => {
  test('is an empty list when nothing was found, without a byte order mark', () => {
    expect(renderCodeQuality(EMPTY, STACK, hash)).toBe('[]\n');
  });

  test('says that there was nothing to review', () => {
    expect(entries({ ...EMPTY, outcome: 'none' })).toEqual([
      {
        description:
          'No policy against unused credentials is in this plan: there was nothing to review. What to do: Nothing, if this plan should hold no policy.',
        check_name: 'nothing-to-review',
        fingerprint: `${hash(JSON.stringify(['nothing-to-review', null, null]))}:1`,
        severity: 'info',
        location: { path: 'no-synthesized-file', lines: { begin: 1 } },
      },
    ]);
  });

  test('says before all else why a plan could not be judged whole, each reason once', () => {
    const failed = finding({ check: 'check-failed', message: 'the check x failed', address: null });
    const result = of([finding(), failed], { outcome: 'incomplete', incomplete: ['put off', 'the check x failed'] });
    expect(entries(result).map(({ check_name, severity, description }) => [check_name, severity, description.split('. ')[0]])).toEqual([
      ['incomplete', 'blocker', 'put off'],
      ['check-failed', 'blocker', 'the check x failed'],
      ['limit-raised', 'critical', 'the limit goes from 45 to 90 days: an unused key is found 45 days later'],
    ]);
  });
});

describe('text of others in the report', () => {
  const saying = (text: string): ReviewResult =>
    of([finding({ policy: text, address: text, message: text, advice: text })], { outcome: 'incomplete', incomplete: [text] });
  const structure = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) => (['description', 'fingerprint'].includes(key) ? '' : value));

  test('changes nothing but itself, whatever it is', () => {
    const plain = structure(renderCodeQuality(saying('a'), STACK, hash));
    fc.assert(
      fc.property(HOSTILE_TEXT, (text) => {
        const report = renderCodeQuality(saying(text), STACK, hash);
        expect(structure(report)).toEqual(plain);
        expect(report).not.toMatch(/##[a-z]*\[|[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/iu);
      }),
    );
  });

  test('is cut, visibly, where it is long', () => {
    const x = (count: number): string => 'x'.repeat(count);
    expect(entries(saying(x(100_000))).map(({ description }) => description)).toEqual([
      `${x(2000)}… (98000 more characters). What to do: Do not take this for a pass: make a plan that is whole, and review that.`,
      `${x(2000)}… (98000 more characters). What to do: ${x(700)}… (99300 more characters). Where: at ${x(400)}… (99600 more characters), policy ${x(400)}… (99600 more characters).`,
    ]);
  });

  test('in the name of a file is seen', () => {
    const places = (): { readonly file: string; readonly line: number; readonly endLine: number } => ({
      file: 'a\u202e\n.json',
      line: 2,
      endLine: 3,
    });
    expect(entries(of([finding()]), places).map(({ location }) => location)).toEqual([
      { path: 'a\\u202E\\u000A.json', lines: { begin: 2 } },
    ]);
  });
});
