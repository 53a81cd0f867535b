import fc from 'fast-check';

import { InputError } from '../../../domain/errors';
import type { Plan } from '../../../review/plan';
import { naiveRead, Refused } from './naive-reader';
import { readInPieces, WANTED } from './reading';

/** What could fool who looks for keys in text. */
const TRAP = fc.constantFrom(
  '"resource_changes":[',
  '}],"type":"aws_sns_topic"',
  '{"type":"aws_sns_topic","change":{"actions":["create"]}}',
  '\\',
  '"',
  'é😀',
  '\u0000\u001f',
  '',
);
const VALUE = fc.oneof(
  TRAP,
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom('type', 'change', 'actions', 'mode', 'deposed'), TRAP),
);
const TYPE = fc.constantFrom('aws_sns_topic', 'aws_config_config_rule', 'aws_sqs_queue', 'aws_sns_topicx', 'aws', '');
const ACTIONS = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.constantFrom(
      ['no-op'],
      ['read'],
      ['create'],
      ['update'],
      ['delete'],
      ['forget'],
      ['delete', 'create'],
      ['create', 'forget'],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(['explode'], [], [1], 'create', null) },
);
const SIDE = fc.oneof(
  { weight: 60, arbitrary: fc.dictionary(fc.string(), VALUE, { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 'text', [1]) },
);

/** Mostly what Terraform writes, now and then something else. */
const maybe = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 250, arbitrary: usual }, { weight: 1, arbitrary: VALUE });

const CHANGE = fc.record(
  {
    actions: ACTIONS,
    before: SIDE,
    after: SIDE,
    after_unknown: VALUE,
    before_sensitive: VALUE,
    replace_paths: maybe(fc.constant([['name']])),
    importing: maybe(fc.constant({ id: 'x' })),
  },
  { requiredKeys: ['actions', 'before', 'after'] },
);
const ELEMENT = fc.record(
  {
    address: maybe(fc.string()),
    module_address: maybe(fc.constant('module.a["x.y"]')),
    previous_address: maybe(fc.constant('aws_sns_topic.two')),
    mode: maybe(fc.constantFrom('managed', 'managed', 'data')),
    type: maybe(TYPE),
    name: maybe(fc.constant('one')),
    index: maybe(fc.oneof(fc.nat(3), fc.string())),
    deposed: maybe(fc.constant('0a1b2c3d')),
    provider_name: VALUE,
    change: maybe(CHANGE),
    tricks: VALUE,
  },
  { requiredKeys: ['address', 'mode', 'type', 'name', 'change'] },
);
const EXPRESSIONS = fc.dictionary(
  fc.constantFrom('name', 'alarm_actions', 'source', 'references'),
  fc.oneof(
    fc.record({ constant_value: VALUE }),
    fc.record({ references: fc.array(fc.constantFrom('aws_sns_topic.t.arn', 'aws_sns_topic.t')) }),
    fc.constant([{ arn: { references: ['var.x'] } }]),
  ),
);
const BLOCK = fc.record(
  {
    address: maybe(fc.constantFrom('aws_sns_topic.one', 'aws_sqs_queue.one')),
    type: maybe(TYPE),
    provider_config_key: maybe(fc.constantFrom('aws', 'aws.audit', 'module.a:aws')),
    expressions: maybe(EXPRESSIONS),
  },
  { requiredKeys: ['address', 'type'] },
);
const MODULE = fc.letrec((tie) => ({
  module: fc.record(
    {
      resources: maybe(fc.array(BLOCK, { maxLength: 3 })),
      module_calls: maybe(
        fc.dictionary(fc.constantFrom('a', 'b'), fc.record({ module: tie('module') }, { requiredKeys: [] }), { maxKeys: 2 }),
      ),
      outputs: VALUE,
    },
    { requiredKeys: [] },
  ),
})).module;
const PROVIDERS = fc.dictionary(
  fc.constantFrom('aws', 'aws.audit'),
  fc.record({
    expressions: fc.record(
      {
        region: fc.oneof(
          fc.record({ constant_value: fc.constant('eu-west-1') }),
          fc.record({ references: fc.constantFrom(['var.region'], ['var.region', 'var.x'], []) }),
        ),
      },
      { requiredKeys: [] },
    ),
  }),
);
const PLAN = fc.record(
  {
    format_version: maybe(fc.constantFrom('0.1', '0.2', '1.0', '1.2')),
    planned_values: VALUE,
    resource_changes: maybe(fc.array(ELEMENT, { maxLength: 4 })),
    resource_drift: maybe(fc.array(ELEMENT, { maxLength: 2 })),
    deferred_changes: maybe(fc.array(fc.record({ reason: VALUE, resource_change: ELEMENT }), { maxLength: 1 })),
    configuration: maybe(fc.record({ provider_config: maybe(PROVIDERS), root_module: maybe(MODULE) }, { requiredKeys: [] })),
    variables: maybe(
      fc.dictionary(fc.constantFrom('region', 'x'), fc.record({ value: fc.oneof(fc.constantFrom('eu-north-1', 'secret'), VALUE) })),
    ),
    prior_state: VALUE,
    complete: maybe(fc.boolean()),
    errored: maybe(fc.constant(false)),
    news: VALUE,
  },
  { requiredKeys: ['format_version'] },
);

/** The same plan as text, with its keys in another order and any indentation. */
const TEXT = fc.tuple(PLAN, fc.nat(2), fc.infiniteStream(fc.nat())).map(([plan, indent, order]) => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    const ranked = Object.entries(value as Readonly<Record<string, unknown>>).map(([key, inner]): [number, string, unknown] => [
      Number(order.next().value),
      key,
      inner,
    ]);
    return Object.fromEntries(ranked.sort(([a], [b]) => a - b).map(([, key, inner]) => [key, shuffled(inner)]));
  };
  return JSON.stringify(shuffled(plan), undefined, indent);
});

type Outcome = Plan | 'refused';

function outcomeOf(read: () => Plan): Outcome {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError || error instanceof Refused) return 'refused';
    throw error;
  }
}

/** Text that is no JSON, or not in UTF-8, is refused too. */
function naive(bytes: Uint8Array): Outcome {
  return outcomeOf(() => {
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      throw new Refused('no JSON');
    }
    return naiveRead(json, WANTED);
  });
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const endsIn = (bytes: Uint8Array, places: readonly number[]): readonly number[] =>
  places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
const PLACES = fc.array(fc.nat(), { maxLength: 5 });

test('any plan is read as a reader of the whole text reads it, in any order of keys and any pieces', () => {
  const seen = { refused: 0, changes: 0, others: 0, deferred: 0, configured: 0, regions: 0 };
  fc.assert(
    fc.property(TEXT, PLACES, (text, places) => {
      const bytes = encode(text);
      const expected = naive(bytes);
      expect(outcomeOf(() => readInPieces(bytes, endsIn(bytes, places)))).toEqual(expected);
      if (expected === 'refused') seen.refused += 1;
      else {
        seen.changes += expected.changes.length + expected.drift.length;
        seen.others += expected.otherChanges;
        seen.deferred += expected.deferred.length;
        seen.configured += expected.configured.size;
        seen.regions += [...expected.providers.values()].filter(({ region }) => region !== undefined).length;
      }
    }),
    { numRuns: 200, seed: 5 },
  );
  expect(Object.entries(seen).filter(([, count]) => count < 10)).toEqual([]);
});

type Mangling = {
  readonly at: number;
  readonly how: 'delete' | 'insert' | 'replace' | 'swap' | 'cut' | 'double';
  readonly byte: number;
  readonly length: number;
};

const MANGLING: fc.Arbitrary<Mangling> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('delete', 'insert', 'replace', 'swap', 'cut', 'double'),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...encode('{}[]:,"\\ \n019-eEtfn'))),
  length: fc.integer({ min: 1, max: 40 }),
});

function mangled(bytes: Uint8Array, { at, how, byte, length }: Mangling): Uint8Array {
  const all = [...bytes];
  const place = at % Math.max(1, all.length);
  const piece = all.slice(place, place + length);
  switch (how) {
    case 'delete':
      all.splice(place, length);
      break;
    case 'insert':
      all.splice(place, 0, byte);
      break;
    case 'replace':
      all.splice(place, 1, byte);
      break;
    case 'swap':
      all.splice(place, piece.length, ...piece.reverse());
      break;
    case 'cut':
      all.splice(place);
      break;
    case 'double':
      all.splice(place, 0, ...piece);
  }
  return Uint8Array.from(all);
}

test('a mangled plan is refused in our own words, or read as what it still says', () => {
  const seen = { refused: 0, read: 0 };
  fc.assert(
    fc.property(
      TEXT,
      fc.array(fc.array(MANGLING, { minLength: 1, maxLength: 2 }), { minLength: 10, maxLength: 20 }),
      PLACES,
      (text, attempts, places) => {
        for (const manglings of attempts) {
          const bytes = manglings.reduce(mangled, encode(text));
          const found = outcomeOf(() => readInPieces(bytes, endsIn(bytes, places)));
          // Text that nobody wants may be no UTF-8.
          const expected = found === 'refused' ? found : outcomeOf(() => naiveRead(JSON.parse(new TextDecoder().decode(bytes)), WANTED));
          expect(found).toEqual(expected);
          seen[found === 'refused' ? 'refused' : 'read'] += 1;
        }
      },
    ),
    { numRuns: 60, seed: 5 },
  );
  expect(Object.entries(seen).filter(([, count]) => count < 50)).toEqual([]);
});
