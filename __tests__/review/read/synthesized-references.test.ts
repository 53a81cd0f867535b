import fc from 'fast-check';
import { declareModule, declareRoot } from '../../../constructs/write';
import { planBetween } from '../../../review/read/synthesized';
import { ANYTHING, dependenciesIn } from '../../../review/read/synthesized-dependencies';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { review } from '../../../review/review';
import { anySettings } from '../../support/any-settings';
import { fileOf, synthesizedFiles } from '../../support/synthesized-files';

type Blocks = Readonly<Record<string, object>>;

const IDENTIFIER = 'IAM_USER_UNUSED_CREDENTIALS_CHECK';

/** A folder with the rule, whose limit is what an expression gives, and what that comes from. */
const rule = (given: unknown, { resource, ...more }: Blocks = {}, arguments_: object = {}): object => ({
  resource: {
    aws_config_config_rule: {
      r: { name: 'unused', source: { owner: 'AWS', source_identifier: IDENTIFIER }, input_parameters: given, ...arguments_ },
    },
    ...resource,
  },
  ...more,
});

const limit = (expression: string): string => `{"maxCredentialUsageAge":"\${${expression}}"}`;

/** Whether a review of the two says that nothing is to decide, and tells of nothing that it could not. */
function isQuiet(before: object, after: object): boolean {
  const { outcome, incomplete, findings, unjudged } = review(planBetween([fileOf(before)], [fileOf(after)], WANTED_TYPES), {});
  return outcome === 'ok' && incomplete.length + findings.length + unjudged.length === 0;
}

const topic = (arguments_: object): Blocks => ({ resource: { aws_sns_topic: { t: arguments_ } } });
const parameter = (arguments_: object): Blocks => ({ resource: { aws_ssm_parameter: { p: arguments_ } } });
const locals = (value: unknown): Blocks => ({ locals: { x: value, y: 1 } });

const numbered: Blocks = { resource: { aws_ssm_parameter: { p: { count: 2, value: '${45 + count.index}' } } } };
const waiting: Blocks = { data: { aws_ssm_parameter: { d: { name: '/x', depends_on: ['aws_ssm_parameter.p'] } } } };

describe('the same expression on both sides', () => {
  test.each<[title: string, given: string, before: Blocks, after: Blocks]>([
    ['a name with letters of any language', limit('local.größe'), { locals: { größe: 45 } }, { locals: { größe: 365 } }],
    ['a name after a minus', limit('400-local.x'), locals(355), locals(35)],
    ['a name after a sign', limit('-local.x'), locals(-45), locals(-365)],
    ['blanks around the point', limit('local . x'), locals(45), locals(365)],
    ['a line between', limit('local\n.x'), locals(45), locals(365)],
    ['an expression in a text in an expression', '${upper("${lookup({}, "x", local.x)}")}', locals('45'), locals('365')],
    ['comments with marks in them', '${f({maxCredentialUsageAge = /* " */ local.x /* " */})}', locals(45), locals(365)],
    ['a comment up to the end of the line', '${f(1 # "\n, local.x)}', locals(45), locals(365)],
    ['a directive', '{"maxCredentialUsageAge":"%{ if true }${local.x}%{ endif }"}', locals(45), locals(365)],
    ['a directive after a mark', 'it is " %{ if local.x }a%{ endif }', locals(true), locals(false)],
    ['a heredoc', '${f(<<EOT\n"\nEOT\n, local.x)}', locals(45), locals(365)],
    ['three marks', '{"maxCredentialUsageAge":"$$${local.x}"}', locals(45), locals(365)],
    ['an index that is looked up', limit('local.y[local.x]'), locals(0), locals(1)],
    ['a function of a provider', limit('provider::aws::f(local.x)'), locals(45), locals(365)],
    ['the whole object', limit('values(local)[0]'), locals(45), locals(365)],
    ['all of a resource', limit('one(aws_sns_topic.t[*].display_name)'), topic({ display_name: '45' }), topic({ display_name: '365' })],
    [
      'all of it in the old way',
      limit('one(aws_sns_topic.t.*.display_name)'),
      topic({ display_name: '45' }),
      topic({ display_name: '365' }),
    ],
    [
      'a number in the old way',
      limit('upper(aws_sns_topic.t.0.display_name)'),
      topic({ display_name: '45' }),
      topic({ display_name: '365' }),
    ],
    [
      'an instance that is looked up',
      limit('aws_sns_topic.t[tonumber("0")].display_name'),
      topic({ count: 1, display_name: '45' }),
      topic({ count: 1, display_name: '365' }),
    ],
    [
      'a resource in a call',
      limit('lookup(aws_sns_topic.t, "display_name", "")'),
      topic({ display_name: '45' }),
      topic({ display_name: '365' }),
    ],
    [
      'a resource with its prefix',
      limit('upper(resource.aws_sns_topic.t.display_name)'),
      topic({ display_name: '45' }),
      topic({ display_name: '365' }),
    ],
    [
      'all values of a parameter',
      '${one(aws_ssm_parameter.p[*].value)}',
      parameter({ count: 1, value: '45' }),
      parameter({ count: 1, value: '365' }),
    ],
    ['an id that is made of a name', limit('aws_ssm_parameter.p.id'), parameter({ name: '45' }), parameter({ name: '365' })],
    [
      'what another instance has',
      '${aws_ssm_parameter.p["a"].value}',
      parameter({ for_each: { a: '45' }, value: '${upper(each.value)}' }),
      parameter({ for_each: { a: '365' }, value: '${upper(each.value)}' }),
    ],
    [
      'the number of another instance',
      limit('aws_ssm_parameter.p[local.x].value'),
      { ...locals(0), ...numbered },
      { ...locals(1), ...numbered },
    ],
    [
      'a look-up that waits for what changes',
      '${data.aws_ssm_parameter.d.value}',
      { ...parameter({ value: '45' }), ...waiting },
      { ...parameter({ value: '365' }), ...waiting },
    ],
  ])('is another value where what it comes from differs: %s', (_, given, before, after) => {
    expect([isQuiet(rule(given, before), rule(given, after)), isQuiet(rule(given, after), rule(given, after))]).toEqual([false, true]);
  });

  test.each([['each . value'], ['upper(each.value)'], ['upper(each\n.value)'], ['upper(values(each)[1])'], ['/* " */ each.value /* " */']])(
    'is another value where what the instance has differs: %s',
    (expression) => {
      const [before, after] = ['45', '365'].map((value) => rule(limit(expression), {}, { for_each: { a: value } }));
      expect([isQuiet(before ?? {}, after ?? {}), isQuiet(after ?? {}, after ?? {})]).toEqual([false, true]);
    },
  );

  test('is another value where what the instance has is an expression of something that differs', () => {
    const [before, after] = [45, 365].map((value) =>
      rule(limit('upper(each.value)'), locals(value), { for_each: { a: '${abs(local.x)}' } }),
    );
    expect([isQuiet(before ?? {}, after ?? {}), isQuiet(after ?? {}, after ?? {})]).toEqual([false, true]);
  });

  test('is never the same where it reads a file, however the call is written', () => {
    for (const expression of ['file("x")', 'file\n("x")', 'upper(core::file("x"))', 'file/**/("x")']) {
      const same = rule(limit(expression), { locals: { z: '${file("x")}' } });
      expect([expression, isQuiet(same, same)]).toEqual([expression, false]);
    }
  });

  test('is not the same as the text that stands for itself', () => {
    const [before, after] = ['$${upper(local.x)}-${upper(local.y)}', '${upper(local.x)}-${upper(local.y)}'];
    expect(isQuiet(rule(before, locals(1)), rule(after, locals(1)))).toBe(false);
  });

  test.each<[title: string, given: string, before: Blocks, after: Blocks]>([
    ['a local that it does not name', limit('400-local.y'), locals(1), locals(2)],
    [
      'a resource of which it takes the ARN',
      limit('upper(aws_sns_topic.t.arn)'),
      topic({ name: 't' }),
      topic({ name: 't', display_name: 'T' }),
    ],
    [
      'a resource of which it takes the ARN of an instance',
      limit('upper(aws_kms_key.k[local.y].arn)'),
      { locals: { y: 'a' }, resource: { aws_kms_key: { k: { for_each: { a: 1, b: 2 }, description: 'before' } } } },
      { locals: { y: 'a' }, resource: { aws_kms_key: { k: { for_each: { a: 1, b: 2, c: 3 }, description: 'after' } } } },
    ],
    ['what a text only names', limit('upper("local.x")'), locals(1), locals(2)],
    [
      'what has the name of an attribute',
      limit('upper(local.y.local.x)'),
      { locals: { x: 1, y: { local: { x: 1 } } } },
      { locals: { x: 2, y: { local: { x: 1 } } } },
    ],
  ])('is the same value where something else differs: %s', (_, given, before, after) => {
    const { findings, incomplete, changes } = reviewed(rule(given, before), rule(given, after));
    expect([findings, incomplete, changes]).toEqual([[], [], 'no-op']);
  });
});

function reviewed(before: object, after: object): { readonly findings: unknown; readonly incomplete: unknown; readonly changes: unknown } {
  const plan = planBetween([fileOf(before)], [fileOf(after)], WANTED_TYPES);
  const { findings, incomplete } = review(plan, {});
  return { findings, incomplete, changes: plan.changes.find(({ type }) => type === 'aws_config_config_rule')?.actions.join() };
}

describe('what a text depends on', () => {
  test.each([
    ['local.x', []],
    ['${local.x}', ['local.x']],
    ['$${local.x} %%{ if local.x }', []],
    ['${var.a-b.c["k"][0]}', ['var.a-b.c["k"][0]']],
    ['${400-local.x}', ['local.x']],
    ['${aws_sns_topic.t["${each.key}"].arn}', ['aws_sns_topic.t[?].arn', 'each.key']],
    ['${aws_sns_topic.t[each.key].arn}', ['aws_sns_topic.t[?].arn', 'each.key']],
    ['${aws_sns_topic.t[*].arn}', ['aws_sns_topic.t']],
    ['${aws_sns_topic.t.*.arn}', ['aws_sns_topic.t']],
    ['${resource.aws_sns_topic.t.arn}', ['aws_sns_topic.t.arn']],
    ['${data.aws_region.here.name}', ['data.aws_region.here.name']],
    ['${data["aws_region"].here}', ['*']],
    ['${[for k, v in var.m : v.name if k != "a"]}', ['var.m', 'v.name']],
    ['${{ path = 1, count : 2, "a" = local.x }}', ['local.x']],
    ['${a ? local.x : local.y}', ['local.x', 'local.y']],
    ['${f(local.x...)}', ['local.x']],
    ['${f(local.x).local.y}', ['local.x']],
    ['${~ local.x ~}', ['local.x']],
    ['${file("${path.module}/x")}', ['()', 'path.module']],
    ['${local.x // local.y\n}', ['local.x', '*', 'local.y']],
    ['${local.x', ['*']],
    ['${local.x)}', ['local.x', '*']],
    ['${self.x}', ['*']],
    ['${"a\\"${local.x}"}', ['local.x']],
    ['%{ for a in local.x }${a.b}%{ endfor }', ['local.x', 'a.b']],
  ])('is found: %s', (text, found) => {
    expect(dependenciesIn(text)).toEqual(found);
  });
});

describe('locals', () => {
  test('that lead to locals however far are compared to the end', () => {
    const chain = (last: number): Blocks => ({
      locals: Object.fromEntries(
        Array.from({ length: 20_000 }, (_, at) => [`l${String(at)}`, at === 19_999 ? last : `\${abs(local.l${String(at + 1)})}`]),
      ),
    });
    const given = limit('local.l0');
    expect([isQuiet(rule(given, chain(45)), rule(given, chain(365))), isQuiet(rule(given, chain(45)), rule(given, chain(45)))]).toEqual([
      false,
      true,
    ]);
  });

  test('that lead round in a circle are the same unless one of them differs', () => {
    const circle = (number: number): Blocks => ({ locals: { a: '${abs(local.b)}', b: `\${local.a + local.c}`, c: number } });
    for (const name of ['a', 'b']) {
      const given = limit(`abs(local.${name})`);
      expect([isQuiet(rule(given, circle(1)), rule(given, circle(2))), isQuiet(rule(given, circle(1)), rule(given, circle(1)))]).toEqual([
        false,
        true,
      ]);
    }
  });
});

describe('what synth and module write', () => {
  test.each([
    ['synth', declareRoot],
    ['module', declareModule],
  ])('is understood whole, and has nothing to tell beside itself: %s', (_, declare) => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const files = synthesizedFiles(settings, declare);
        const { outcome, incomplete, findings, unjudged } = review(planBetween(files, files, WANTED_TYPES), {});
        expect([outcome, incomplete, findings, unjudged]).toEqual(['ok', [], [], []]);
        expect(
          textsIn(files.map(({ text }) => JSON.parse(text) as unknown)).filter((text) => dependenciesIn(text).includes(ANYTHING)),
        ).toEqual([]);
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
