import { planBetween, planOf } from '../../../review/read/synthesized';
import { factOf, type Part } from '../../../review/part';
import type { ResourceChange } from '../../../review/plan';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { fileOf } from '../../support/synthesized-files';
import { part } from '../../support/review';

const BLOCKS = {
  locals: { name: 'from-local', list: ['a', 'b'], map: { k: 'v' }, chain: '${local.name}-x', open: '${var.x}' },
  variable: { x: { default: 'd' } },
  data: { aws_caller_identity: { me: {} }, aws_partition: { p: {} }, aws_region: { here: {} }, aws_sns_topic: { old: { name: 'old' } } },
};

const resources = (name: unknown, more: object = {}): object => ({
  ...BLOCKS,
  resource: {
    aws_sns_topic: { t: { name, ...more } },
    aws_sqs_queue: { q: { name: 'queue', visibility_timeout_seconds: 30 } },
    aws_cloudwatch_event_rule: { r: { for_each: '${toset(["a","b"])}', name: 'rule-${each.key}' } },
    aws_ssm_parameter: { p: { name: '/x', value: 'literal' } },
  },
});

function topicOf(name: unknown, more: object = {}): ResourceChange | undefined {
  return planOf([fileOf(resources(name, more))], WANTED_TYPES).changes.find(({ address }) => address === 'aws_sns_topic.t');
}

describe('an expression', () => {
  test.each([
    ['text', 'text'],
    ['a $${literal} %%{too}', 'a ${literal} %{too}'],
    ['${"quoted"}', 'quoted'],
    ['${local.name}', 'from-local'],
    ['${local.chain}', 'from-local-x'],
    ['${ local.map["k"] }', 'v'],
    ['${local.map.k}', 'v'],
    ['${local.list[1]}', 'b'],
    ['x-${aws_sqs_queue.q.name}-y', 'x-queue-y'],
    ['x-${aws_sqs_queue.q.visibility_timeout_seconds}', 'x-30'],
    ['${aws_cloudwatch_event_rule.r["b"].name}', 'rule-b'],
    ['${aws_ssm_parameter.p.value}', 'literal'],
  ])('that says the same whoever reads it is resolved: %s', (written, name) => {
    expect(topicOf(written)).toMatchObject({ after: { name }, afterUnknown: {} });
  });

  test.each([['arn:${data.aws_partition.p.partition}:x:${data.aws_caller_identity.me.account_id}'], ['${data.aws_region.here.region}-x']])(
    'that Terraform looks up of the account stands for itself: %s',
    (written) => {
      expect(topicOf(written)).toMatchObject({ after: { name: written }, afterUnknown: {} });
    },
  );

  test.each([
    ['${var.x}', ['var.x']],
    ['a-${var.x}', ['var.x']],
    ['${local.open}', ['local.open']],
    ['${upper("a")}', []],
    ['${var.x ? "a" : "b"}', ['var.x']],
    ['%{ if true }a%{ endif }', []],
    ['${data.aws_sns_topic.old.name}', ['data.aws_sns_topic.old.name', 'data.aws_sns_topic.old']],
    ['${data.aws_caller_identity.other.account_id}', ['data.aws_caller_identity.other.account_id', 'data.aws_caller_identity.other']],
    ['${data.aws_caller_identity.me.user_id}', ['data.aws_caller_identity.me.user_id', 'data.aws_caller_identity.me']],
    [
      '${aws_cloudwatch_event_rule.r["c"].name}',
      ['aws_cloudwatch_event_rule.r["c"].name', 'aws_cloudwatch_event_rule.r["c"]', 'aws_cloudwatch_event_rule.r'],
    ],
    ['${aws_cloudwatch_event_rule.r.name}', ['aws_cloudwatch_event_rule.r.name', 'aws_cloudwatch_event_rule.r']],
    ['${aws_sqs_queue.q.url}', ['aws_sqs_queue.q.url', 'aws_sqs_queue.q']],
    ['${aws_sqs_queue.gone.name}', ['aws_sqs_queue.gone.name', 'aws_sqs_queue.gone']],
    ['${join("", [for x in var.x : "${aws_sqs_queue.q.id}"])}', ['var.x', 'aws_sqs_queue.q.id', 'aws_sqs_queue.q']],
    ['${each.value}', ['each.value']],
    ['${count.index}', ['count.index']],
    ['${local.list}-x', ['local.list']],
    ['${unfinished', []],
  ])('of any other form is unknown, and what it comes from is told: %s', (written, references) => {
    const plan = planOf([fileOf(resources(written))], WANTED_TYPES);
    expect(plan.changes.find(({ type }) => type === 'aws_sns_topic')?.afterUnknown).toEqual({ name: true });
    expect(plan.configured.get('/aws_sns_topic.t')?.references.get('name') ?? []).toEqual(references);
  });

  test('inside a list or a map hides that one only', () => {
    expect(topicOf('t', { tags: { a: '${var.x}', b: 'c' }, lambda_success_feedback_role_arn: null })).toMatchObject({
      after: { tags: { b: 'c' } },
      afterUnknown: { tags: { a: true } },
    });
  });

  test('is never taken for a region', () => {
    for (const region of ['${data.aws_region.here.region}', '${var.x}', 'eu-${var.x}']) {
      expect(topicOf('t', { region })).toMatchObject({ after: { name: 't' }, afterUnknown: { region: true } });
      expect(topicOf('t', { region })?.after).toStrictEqual({ name: 't' });
    }
  });
});

describe('instances', () => {
  const indexes = (more: object): unknown =>
    planOf([fileOf({ ...BLOCKS, resource: { aws_sns_topic: { t: more } } })], WANTED_TYPES).changes.map(({ address, index, after }) => [
      address,
      index,
      after?.['name'],
    ]);

  test.each([
    [
      { for_each: '${toset(["b", "a", "b"])}', name: '${each.value}' },
      [
        ['["a"]', 'a', 'a'],
        ['["b"]', 'b', 'b'],
      ],
    ],
    [
      { for_each: '${toset(local.list)}', name: 'x-${each.key}' },
      [
        ['["a"]', 'a', 'x-a'],
        ['["b"]', 'b', 'x-b'],
      ],
    ],
    [{ for_each: { k: { name: 'n' } }, name: '${each.value.name}' }, [['["k"]', 'k', 'n']]],
    [{ for_each: '${{"k" = {"name" = "n"}}}', name: '${each.value["name"]}' }, [['["k"]', 'k', 'n']]],
    [{ for_each: '${local.map}', name: '${each.value}' }, [['["k"]', 'k', 'v']]],
    [{ for_each: { 'a"b': 'x' }, name: '${each.key}' }, [['["a\\"b"]', 'a"b', 'a"b']]],
    [
      { count: 2, name: 't${count.index}' },
      [
        ['[0]', 0, 't0'],
        ['[1]', 1, 't1'],
      ],
    ],
    [{ count: '${0}', name: 't' }, []],
    [{ name: 't' }, [['', undefined, 't']]],
  ])('of %j are told apart', (more, expected) => {
    expect(indexes(more)).toEqual(expected.map(([at, index, name]) => [`aws_sns_topic.t${String(at)}`, index, name]));
  });

  test.each([
    { for_each: '${toset(var.x)}' },
    { for_each: '${var.x}' },
    { count: '${var.x ? 1 : 0}' },
    { count: -1 },
    { for_each: ['a'] },
    { for_each: '${toset(["a", var.x])}' },
  ])('of %j are not, and stand together', (more) => {
    const { changes } = planOf(
      [fileOf({ ...BLOCKS, resource: { aws_sns_topic: { t: { ...more, name: '${each.value}' } } } })],
      WANTED_TYPES,
    );
    expect(changes.map(({ address, afterUnknown }) => [address, afterUnknown])).toEqual([['aws_sns_topic.t[*]', { name: true }]]);
  });
});

describe('an expression on two sides', () => {
  const changed = (before: object, after: object): ResourceChange | undefined =>
    planBetween([fileOf(before)], [fileOf(after)], WANTED_TYPES).changes.find(({ address }) => address === 'aws_sns_topic.t');
  const asPart = (change: ResourceChange | undefined): Part => {
    const made = part('topic', { before: change?.before ?? null, after: change?.after ?? null });
    return { ...made, change: change ?? made.change };
  };

  test('that is the same is no change, and stands for whatever it is', () => {
    const change = changed(resources('${var.x}'), resources('${var.x}'));
    expect(change).toMatchObject({ actions: ['no-op'], afterUnknown: {} });
    expect(['before' as const, 'after' as const].map((side) => factOf(asPart(change), side, ['name']))).toEqual([
      { kind: 'known', value: '${var.x}', isSensitive: false },
      { kind: 'known', value: '${var.x}', isSensitive: false },
    ]);
  });

  test.each([
    ['another expression', resources('${var.x}'), resources('${var.y}'), 'unknown', 'unknown'],
    ['a literal', resources('${var.x}'), resources('literal'), 'unknown', 'known'],
    ['what a file says, which may change too', resources('${file("x")}'), resources('${file("x")}'), 'unknown', 'unknown'],
    [
      'what a look-up of a file says',
      resources('${data.local_file.f.content}'),
      resources('${data.local_file.f.content}'),
      'unknown',
      'unknown',
    ],
    ['an expression in place of a literal', resources('literal'), resources('${var.x}'), 'known', 'unknown'],
    [
      'a variable with another default',
      resources('${var.x}'),
      { ...resources('${var.x}'), variable: { x: { default: 'e' } } },
      'unknown',
      'unknown',
    ],
    [
      'a local value that comes from elsewhere',
      resources('${local.open}'),
      { ...resources('${local.open}'), locals: { open: '${var.z}' } },
      'unknown',
      'unknown',
    ],
    [
      'another resource of the same address',
      resources('${time_static.s.id}'),
      {
        ...resources('${time_static.s.id}'),
        resource: { ...(resources('${time_static.s.id}') as { resource: object }).resource, time_static: { s: {} } },
      },
      'unknown',
      'unknown',
    ],
    ['nothing', resources('t', { tags: { a: '${var.x}' } }), resources('t'), 'known', 'known'],
  ])('that becomes %s is a change', (_, before, after, was, becomes) => {
    const change = changed(before, after);
    expect(change?.actions).toEqual(['update']);
    const kinds = [factOf(asPart(change), 'before', ['name']).kind, factOf(asPart(change), 'after', ['name']).kind];
    expect(kinds).toEqual([was, becomes]);
  });

  test('that makes something of the value of an instance changes with that value', () => {
    const at = (value: string): object => ({
      resource: { aws_sns_topic: { t: { for_each: { k: value }, name: '${upper(each.value)}' } } },
    });
    const actions = (after: object): unknown =>
      planBetween([fileOf(at('a'))], [fileOf(after)], WANTED_TYPES).changes.map((change) => [change.address, change.actions]);
    expect([actions(at('a')), actions(at('b'))]).toEqual([[['aws_sns_topic.t["k"]', ['no-op']]], [['aws_sns_topic.t["k"]', ['update']]]]);
  });

  test('with what is looked up in it is compared by its text', () => {
    const arn = (name: string): object => resources(`\${data.aws_caller_identity.me.account_id}:${name}`);
    expect(changed(arn('a'), arn('a'))).toMatchObject({ actions: ['no-op'], afterUnknown: {} });
    expect(changed(arn('a'), arn('b'))).toMatchObject({ actions: ['delete', 'create'], afterUnknown: {} });
  });

  test('is unknown where what is looked up is declared otherwise', () => {
    const at = (region: string): object => ({
      ...resources('${data.aws_region.here.region}-x'),
      data: { aws_region: { here: { region } } },
    });
    expect(changed(at('eu-west-1'), at('us-east-1'))).toMatchObject({
      actions: ['update'],
      afterUnknown: { name: true },
      beforeUnknown: { name: true },
    });
  });
});

test('lists that repeat lists without end are not spelt out, and the same on both sides is no change', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`l${String(at)}`, [`\${local.l${String(at + 1)}}`, `\${local.l${String(at + 1)}}`]]),
  );
  const files = [fileOf({ locals: { ...chain, l60: 'x' }, resource: { aws_sns_topic: { t: { name: 'n', tags: '${local.l0}' } } } })];
  expect(planBetween(files, files, WANTED_TYPES).changes.map(({ actions }) => actions)).toEqual([['no-op']]);
});
