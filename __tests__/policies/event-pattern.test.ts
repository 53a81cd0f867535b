import { DOORS, emittedBy, type Door } from './emitted';
import { NEAR_MISSES, NEWLY_NON_COMPLIANT } from './events';
import { STRUCTURES } from './structures';

type Pattern = { readonly [field: string]: readonly unknown[] | Pattern };

/** Matches as EventBridge does, as far as we use it: each field of the pattern is there and has one of the values. */
function isMatch(pattern: Pattern, event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(pattern).every(([field, accepted]) => {
    const value = (event as Readonly<Record<string, unknown>>)[field];
    return Array.isArray(accepted) ? accepted.includes(value) : isMatch(accepted as Pattern, value);
  });
}

/** The patterns of all event rules through one door, each once. */
const patternsThrough = (door: Door): readonly string[] => [
  ...new Set(
    Object.values(STRUCTURES).flatMap((settings) =>
      Object.values(emittedBy(door, settings).of('aws_cloudwatch_event_rule')).map((rule) => String(rule['event_pattern'])),
    ),
  ),
];

const EXPECTED = {
  source: ['aws.config'],
  'detail-type': ['Config Rules Compliance Change'],
  detail: {
    messageType: ['ComplianceChangeNotification'],
    configRuleName: ['unused-credentials'],
    newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
  },
};

describe.each(Object.keys(DOORS) as Door[])('the event pattern through the door %s', (door) => {
  const patterns = patternsThrough(door).map((text) => JSON.parse(text) as Pattern);

  test('is the same in all structures', () => {
    expect(patterns).toEqual([EXPECTED]);
  });

  test('matches a user who newly became non-compliant with our rule, and nothing that is near it', () => {
    const events = { 'newly non-compliant': NEWLY_NON_COMPLIANT, ...NEAR_MISSES };
    const matched = Object.entries(events).filter(([, event]) => patterns.some((pattern) => isMatch(pattern, event)));
    expect(matched.map(([name]) => name)).toEqual(['newly non-compliant']);
  });
});

describe('the matcher of this test', () => {
  test.each<[string, Pattern]>([
    ['a value', { ...EXPECTED, source: ['aws.iam'] }],
    ['a field', { ...EXPECTED, detail: { ...EXPECTED.detail, resourceName: ['x'] } }],
    ['a field one level deeper', { ...EXPECTED, detail: { newEvaluationResult: { complianceType: { is: ['NON_COMPLIANT'] } } } }],
  ])('does not match an event that lacks %s of the pattern', (_name, pattern) => {
    expect([isMatch(EXPECTED, NEWLY_NON_COMPLIANT), isMatch(pattern, NEWLY_NON_COMPLIANT)]).toEqual([true, false]);
  });

  test('finds what a pattern without our rule name would let through', () => {
    const open = { ...EXPECTED, detail: { newEvaluationResult: EXPECTED.detail.newEvaluationResult } };
    expect(Object.keys(NEAR_MISSES).filter((name) => isMatch(open, NEAR_MISSES[name]))).toEqual([
      'another rule',
      'a rule whose name starts like ours',
      'our rule in capitals',
      'an evaluation that started',
    ]);
  });
});
