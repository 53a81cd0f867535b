import fc from 'fast-check';
import { InputError } from '../../domain/errors';
import { PlanReader } from '../../review/read/plan-reader';
import { WANTED_TYPES } from '../../review/recover/kinds';
import { renderJson } from '../../review/render/json';
import { renderMarkdown } from '../../review/render/markdown';
import { renderText } from '../../review/render/text';
import { review } from '../../review/review';
import type { ReviewResult } from '../../review/review-result';
import { simulatedPlan } from '../support/simulated-plan';

const RUNS = { numRuns: Number(process.env['MANGLED_PLANS'] ?? 300) };
const REGIONS = { regions: ['eu-west-1'], remediation: { action: 'deactivate' as const } };
const PLAN = simulatedPlan({ before: REGIONS, after: { ...REGIONS, maxCredentialUsageAgeDays: 90, remediation: { action: 'delete' } } });
const TEXT = JSON.stringify(PLAN);
const BYTES = new TextEncoder().encode(TEXT);

/** Reviews bytes and prints the result in every way; undefined when they are refused. */
function reviewed(bytes: Uint8Array): ReviewResult | undefined {
  const reader = new PlanReader(WANTED_TYPES, 'plan.json');
  try {
    reader.feed(bytes);
    const result = review(reader.end(), { maxLimitDays: 60, maxAction: 'notify', minGraceDays: 7 });
    for (const render of [renderText, renderMarkdown, renderJson]) expect(render(result)).not.toBe('');
    return result;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** A value anywhere in a value, by numbers that choose the way down. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]));
  return path.length === 0 ? inner : [path, ...inner];
}

const PLACES = placesIn(PLAN);

function withValue(value: unknown, [key, ...rest]: readonly (string | number)[], next: unknown): unknown {
  if (key === undefined) return next;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === key ? withValue(item, rest, next) : item));
  const own = value as Readonly<Record<string | number, unknown>>;
  return { ...own, [key]: withValue(own[key], rest, next) };
}

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e300,
    '',
    ' ',
    '{}',
    '[]',
    'null',
    '{"Statement":7}',
    '{"maxCredentialUsageAge":-5}',
    [],
    {},
    [[]],
    [null],
    [{}],
    { a: null },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Tells whether the Config rule is still told on any side, by a reading of our own. */
function holdsRule(text: string): boolean {
  const { resource_changes: changes } = JSON.parse(text) as Partial<typeof PLAN>;
  return (changes ?? []).some(({ type, mode, deposed, change }) => {
    const isCurrent = type === 'aws_config_config_rule' && mode === 'managed' && deposed === undefined;
    const identifierOf = (values: Record<string, unknown> | null): unknown =>
      (values?.['source'] as readonly { readonly source_identifier?: unknown }[] | undefined)?.[0]?.source_identifier;
    return isCurrent && [change.before, change.after].some((values) => identifierOf(values) === 'IAM_USER_UNUSED_CREDENTIALS_CHECK');
  });
}

test('a plan with any value put anywhere is refused or judged, and no check fails', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(PLACES.length - 1), anyValue), { minLength: 1, maxLength: 3 }), (changes) => {
      const plan = changes.reduce<unknown>((mangled, [at, value]) => {
        try {
          return withValue(mangled, PLACES[at] ?? [], value);
        } catch {
          // What an earlier change took away cannot be changed.
          return mangled;
        }
      }, PLAN);
      const result = reviewed(new TextEncoder().encode(JSON.stringify(plan)));
      expect(result?.findings.filter(({ check }) => check === 'check-failed') ?? []).toEqual([]);
    }),
    RUNS,
  );
});

test('a plan with bytes changed, lost or added never loses its policy quietly', () => {
  const change = fc.record({
    at: fc.nat(BYTES.length - 1),
    remove: fc.nat(40),
    insert: fc.oneof(fc.constant(''), fc.constantFrom('"', '{', '}', ']', ',', ':', '\\', 'x', '\0')),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const mangled = changes.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), TEXT);
      const result = reviewed(new TextEncoder().encode(mangled));
      if (result?.policies.length === 0) expect(holdsRule(mangled)).toBe(false);
    }),
    RUNS,
  );
});

test('a plan that breaks off anywhere is refused', () => {
  fc.assert(
    fc.property(fc.nat(BYTES.length - 1), (length) => {
      expect(reviewed(BYTES.subarray(0, length))).toBeUndefined();
    }),
    RUNS,
  );
});

test('the whole plan is judged', () => {
  expect(reviewed(BYTES)?.findings.map(({ check }) => check)).toEqual([
    'floor-crossed',
    'floor-crossed',
    'limit-raised',
    'remediation-armed',
  ]);
});
