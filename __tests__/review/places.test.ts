import { InputError } from '../../domain/errors';
import { placesIn, type Place } from '../../review/places';

const OURS = `{
  "resource": {
    "aws_config_config_rule": {
      "rule": {
        "for_each": "\${toset([])}",
        "name": "a"
      }
    },
    "aws_sns_topic": { "topic": {} }
  }
}
`;

const CDKTF = `{
  "//": { "metadata": { "stackName": "security" } },
  "resource": {
    "aws_config_config_rule": {
      "rule_6043BE32": {
        "//": {
          "metadata": {
            "path": "security/unused-credentials/rule",
            "uniqueId": "rule_6043BE32"
          }
        },
        "name": "a"
      }
    }
  },
  "module": {
    "audit": {
      "//": { "metadata": { "path": "security/audit" } },
      "source": "./audit"
    }
  }
}
`;

/** Where addresses stand in files, which are named a, b and so on. */
function found(addresses: readonly string[], ...texts: readonly string[]): readonly (Place | undefined)[] {
  const places = placesIn(texts.map((text, at) => ({ name: `${'abc'.charAt(at)}.tf.json`, text })));
  return addresses.map(places);
}

describe('the place of a resource', () => {
  test('is the block of its type and name, from its name to its bracket', () => {
    expect(found(['aws_config_config_rule.rule', 'aws_sns_topic.topic'], OURS)).toEqual([
      { file: 'a.tf.json', line: 4, endLine: 7 },
      { file: 'a.tf.json', line: 9, endLine: 9 },
    ]);
  });

  test.each([
    'aws_config_config_rule.rule["eu-west-1"]',
    'aws_config_config_rule.rule[0]',
    'aws_config_config_rule.rule["a.b[\\"0\\"].c"]',
    'aws_config_config_rule.rule["a\nb"]',
  ])('is that of the block for an instance of it: %j', (address) => {
    expect(found([address], OURS)).toEqual([{ file: 'a.tf.json', line: 4, endLine: 7 }]);
  });

  test.each([
    'aws_config_config_rule.rul',
    'aws_config_config_rule.rule.name',
    'data.aws_config_config_rule.rule',
    'aws_config_config_rule',
    'aws_config_config_rule.',
    'rule',
    '[0]',
    '',
    'module.rule.aws_config_config_rule.rule',
    'module.',
    '__proto__.constructor',
  ])('is not known of what is no block in the file: %j', (address) => {
    expect(found([address, 'aws_sns_topic.topic'], OURS)).toEqual([undefined, { file: 'a.tf.json', line: 9, endLine: 9 }]);
  });

  test('has the path of the construct that CDKTF wrote into the block', () => {
    expect(found(['aws_config_config_rule.rule_6043BE32["eu-west-1"]'], CDKTF)).toEqual([
      { file: 'a.tf.json', line: 5, endLine: 13, constructPath: 'security/unused-credentials/rule' },
    ]);
  });

  test.each(['module.audit.aws_config_config_rule.rule["x"]', 'module.audit["a.b"].module.deep[0].aws_sns_topic.topic', 'module.audit'])(
    'is the call of the module, for what stands in a module: %s',
    (address) => {
      expect(found([address], CDKTF)).toEqual([{ file: 'a.tf.json', line: 17, endLine: 20, constructPath: 'security/audit' }]);
    },
  );

  test('is found where Terraform takes a list for blocks', () => {
    const text =
      '{"resource":[\n{"aws_a":[{"one":[\n{"x":1},\n{"//":{"metadata":{"path":"a/b"}}}]}]},\n{"aws_b":{"two":{}}}],\n"module":[{"m":{}}]}';
    expect(found(['aws_a.one[1]', 'aws_b.two', 'module.m.aws_x.y'], text)).toEqual([
      { file: 'a.tf.json', line: 2, endLine: 4, constructPath: 'a/b' },
      { file: 'a.tf.json', line: 5, endLine: 5 },
      { file: 'a.tf.json', line: 6, endLine: 6 },
    ]);
  });

  test.each(['{"//":"a comment"}', '{"//":{"metadata":"x"}}', '{"//":{"metadata":{"path":1}}}', '"x"', 'null', '[]'])(
    'has no path of a construct where none is said: %s',
    (block) => {
      expect(found(['aws_a.one'], `{"resource":{"aws_a":{"one":${block}}}}`)).toEqual([{ file: 'a.tf.json', line: 1, endLine: 1 }]);
    },
  );

  test('counts lines as editors do, whatever ends them', () => {
    expect(found(['aws_a.one'], '\uFEFF{\r\n"resource":{"aws_a":{\r\n"one":{\r\n}}}}')).toEqual([
      { file: 'a.tf.json', line: 3, endLine: 4 },
    ]);
  });

  test('is the first where a file says a block twice', () => {
    expect(found(['aws_a.one'], '{"resource":[{"aws_a":{"one":{}}},\n{"aws_a":{"one":{}}}]}')).toEqual([
      { file: 'a.tf.json', line: 1, endLine: 1 },
    ]);
  });

  test('is not guessed where several files have such a block', () => {
    const one = '{"resource":{"aws_a":{"one":{}}}}';
    const two = '{"resource":{"aws_a":{"one":{},"two":{}}}}';
    expect(found(['aws_a.one', 'aws_a.two'], one, two)).toEqual([undefined, { file: 'b.tf.json', line: 1, endLine: 1 }]);
    expect(found(['aws_a.one', 'aws_a.two'], one, two, one)).toEqual([undefined, { file: 'b.tf.json', line: 1, endLine: 1 }]);
  });

  test('is never in a file that overrides another', () => {
    const text = '{"resource":{"aws_a":{"one":{}}}}';
    const places = placesIn(
      ['override.tf.json', 'x/override.tf.json', 'my_override.tf.json', 'main.tf.json'].map((name) => ({ name, text })),
    );
    expect([places('aws_a.one'), places.anywhere]).toEqual([
      { file: 'main.tf.json', line: 1, endLine: 1 },
      { file: 'main.tf.json', line: 1, endLine: 1 },
    ]);
    expect(placesIn([{ name: 'no-override.tf.json', text }])('aws_a.one')).toEqual({ file: 'no-override.tf.json', line: 1, endLine: 1 });
  });

  test('is named from the folder, without a dot before it', () => {
    expect(placesIn([{ name: '././a/b.tf.json', text: '{"resource":{"aws_a":{"one":{}}}}' }])('aws_a.one')).toEqual({
      file: 'a/b.tf.json',
      line: 1,
      endLine: 1,
    });
  });
});

describe('where to point for what stands nowhere', () => {
  test('is the start of the first file with a resource or the call of a module', () => {
    const texts = ['{"terraform":{}}', CDKTF, OURS];
    expect(placesIn(texts.map((text, at) => ({ name: `${String(at)}.tf.json`, text }))).anywhere).toEqual({
      file: '1.tf.json',
      line: 1,
      endLine: 1,
    });
  });

  test('is nothing without such a file', () => {
    expect([placesIn([]).anywhere, placesIn([{ name: 'a.tf.json', text: '{"terraform":{}}' }]).anywhere]).toEqual([undefined, undefined]);
  });
});

describe('a file that is no Terraform in JSON', () => {
  test.each([
    ['a comma too much', '{\n  "resource": {},\n}', "got '}' (at x/a.tf.json:3); property name expected"],
    ['a comment', '{\n// x\n}', "got '// x' (at x/a.tf.json:2); invalid comment token"],
    ['no end', '{"resource":', 'got \'{"resource":\' (at x/a.tf.json:1); value expected'],
    ['nothing', '', "got '' (at x/a.tf.json:1); value expected"],
    ['a list', '[]', "got '[]' (at x/a.tf.json:1)"],
    ['HCL', 'resource "a" "b" {\n}\n', 'got \'resource "a" "b" {\' (at x/a.tf.json:1); invalid symbol'],
    ['hostile text', '\u001b[31m::error::x', "got '\\u001b[31m::error::x' (at x/a.tf.json:1); invalid symbol"],
    ['brackets without end', '['.repeat(200_000), "got 'brackets within brackets that have no end' (at x/a.tf.json)"],
  ])('is refused, with its line: %s', (_, text, rest) => {
    const read = (): unknown => placesIn([{ name: 'x/a.tf.json', text }]);
    expect(read).toThrow(InputError);
    expect(read).toThrow(expect.objectContaining({ message: `a synthesized file must be a JSON object, ${rest}` }) as Error);
  });
});

test('ten thousand resources each have their lines', () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `r${String(at)}`);
  const text = JSON.stringify({ resource: { aws_a: Object.fromEntries(names.map((name) => [name, { x: [1, 2], y: 'z' }])) } }, null, 2);
  const places = placesIn([{ name: 'a.tf.json', text }]);
  expect(places('aws_a.r9999')).toEqual({ file: 'a.tf.json', line: 4 + 9_999 * 7, endLine: 10 + 9_999 * 7 });
});
