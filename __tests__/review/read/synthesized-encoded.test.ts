import { planOf } from '../../../review/read/synthesized';
import type { ResourceChange } from '../../../review/plan';
import { WANTED_TYPES } from '../../../review/recover/kinds';
import { fileOf } from '../../support/synthesized-files';

const LOCALS = { name: 'from-local', list: ['a', 'b'], open: '${var.x}' };

function parametersOf(written: string): ResourceChange | undefined {
  const rule = { name: 'r', input_parameters: written };
  return planOf([fileOf({ locals: LOCALS, resource: { aws_config_config_rule: { r: rule } } })], WANTED_TYPES).changes[0];
}

const encoded = (argument: string): ResourceChange | undefined => parametersOf(`\${jsonencode(${argument})}`);

describe('jsonencode of an object that is written out', () => {
  test.each([
    ['{"b" = "2", "a" = 1}', '{"a":1,"b":"2"}'],
    ['{ a = "x", b = true, c = null }', '{"a":"x","b":true,"c":null}'],
    ['{\n  a = "x"\n  b : [1, "two",]\n}', '{"a":"x","b":[1,"two"]}'],
    ['{"a" = {"b" = {}}, "c" = []}', '{"a":{"b":{}},"c":[]}'],
    [
      '{a = local.name, b = local.list, c = "x-${local.name}", d = "${local.name}"}',
      '{"a":"from-local","b":["a","b"],"c":"x-from-local","d":"from-local"}',
    ],
    ['{a = "} , ] \\" ${"}"}x"}', undefined],
    ['{a = "}, ]= \\" x"}', '{"a":"}, ]= \\" x"}'],
    ['["b", "a"]', '["b","a"]'],
    ['{__proto__ = "x"}', '{"__proto__":"x"}'],
  ])('is the text that Terraform writes: %s', (argument, text) => {
    if (text === undefined) expect(encoded(argument)?.afterUnknown).toEqual({ input_parameters: { a: true } });
    else expect(encoded(argument)).toMatchObject({ after: { input_parameters: text }, afterUnknown: {} });
  });

  test('hides each member that cannot be resolved, and no other', () => {
    const argument =
      '{"a" = "known", "b" = var.x, "c" = coalesce(var.x, min(7, (var.x - 1))), "d" = {"e" = upper("{"), "f" = [var.x, "known"]}, "g" = var.x ? "y" : "z", "h" = local.open}';
    expect(encoded(argument)).toMatchObject({
      after: {
        input_parameters: JSON.stringify({
          a: 'known',
          b: '${var.x}',
          c: '${coalesce(var.x, min(7, (var.x - 1)))}',
          d: { e: '${upper("{")}', f: ['${var.x}', 'known'] },
          g: '${var.x ? "y" : "z"}',
          h: '${var.x}',
        }),
      },
      afterUnknown: { input_parameters: { b: true, c: true, d: { e: true, f: { 0: true } }, g: true, h: true } },
    });
  });

  test.each([
    'var.x',
    '{for k, v in var.x : k => v}',
    '[for v in var.x : v]',
    '{a = 1, a = 2}',
    '{(var.x) = 1}',
    '{"${var.x}" = 1}',
    '{a = 1 # , b = 2\n}',
    '{a = var.x // , b = 2\n}',
    '{a = 1, /* b = 2, */ c = 3}',
    '{a = }',
    '{a = /* why */ 1}',
    '{a = 1}, 2',
    '{a = 1}["a"]',
    '[1 2',
    '{a = [1}',
    '{a = "x}',
    '',
    '{"a" = '.repeat(60) + '1' + '}'.repeat(60),
  ])('and of anything else is unknown as a whole: %s', (argument) => {
    expect(encoded(argument)?.afterUnknown).toEqual({ input_parameters: true });
  });

  test('inside a longer text hides all of it', () => {
    expect(parametersOf('x-${jsonencode({a = var.x})}')?.afterUnknown).toEqual({ input_parameters: true });
    expect(parametersOf('x-${jsonencode({a = 1})}')).toMatchObject({ after: { input_parameters: 'x-{"a":1}' }, afterUnknown: {} });
  });

  test.each(['{', '[', '{a=', '"', '(', '${', '{a=1,', '[1,', '\\', ' ', '{a=\n'])('of a long text of %j takes no time', (part) => {
    const start = performance.now();
    expect(encoded(part.repeat(100_000 / part.length))?.afterUnknown).toEqual({ input_parameters: true });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
