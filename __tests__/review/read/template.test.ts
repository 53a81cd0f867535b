import { readTemplate } from '../../../review/read/template';
import { nestsTooDeep } from '../../../review/read/template-depth';

describe('a template', () => {
  test.each([
    ['in YAML', 'Resources:\n  A:\n    Type: T', { Resources: { A: { Type: 'T' } } }],
    ['in JSON', '{"Resources": {"A": {"Type": "T"}}}', { Resources: { A: { Type: 'T' } } }],
    ['with a reference in short form', 'a: !Ref B', { a: { Ref: 'B' } }],
    ['with a reference in long form', 'a:\n  Ref: B', { a: { Ref: 'B' } }],
    ['with a choice', 'a: !If [c, !Ref B, !Ref AWS::NoValue]', { a: { 'Fn::If': ['c', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] } }],
    ['with a choice of lines', 'a: !If\n  - c\n  - 1\n  - 2', { a: { 'Fn::If': ['c', 1, 2] } }],
    ['with a text to fill', "a: !Sub '${B}-x'", { a: { 'Fn::Sub': '${B}-x' } }],
    ['with conditions', 'a: !Not [!Equals ["", !Ref B]]', { a: { 'Fn::Not': [{ 'Fn::Equals': ['', { Ref: 'B' }] }] } }],
    ['with a condition in another', 'a: !And [!Condition b]', { a: { 'Fn::And': [{ Condition: 'b' }] } }],
    ['with a function on a map', 'a: !Transform {Name: N}', { a: { 'Fn::Transform': { Name: 'N' } } }],
    ['with truths', 'a: true\nb: False', { a: true, b: false }],
    ['with what YAML 1.1 takes for truths, a time and another number', 'a: yes\nN: 1:30\nc: 010', { a: 'yes', N: '1:30', c: 10 }],
    ['with a tag of YAML itself', 'a: !!str 45', { a: '45' }],
    ['with nothing after a key', 'a:', { a: null }],
    ['with a key of a number', '1: a', { '1': 'a' }],
    ['with a key that every object has', '__proto__: a', JSON.parse('{"__proto__":"a"}')],
    ['with hundred thousand millions', 'a: 100000000000', { a: 100_000_000_000 }],
  ])('%s is read', (_, text, expected) => {
    expect(readTemplate(text)).toEqual(expected);
  });

  test.each([
    ['text that YAML does not allow', 'a: [1'],
    ['a map with one key twice', 'a: 1\na: 2'],
    ['aliases, which CloudFormation refuses', 'a: &x [1]\nb: *x'],
    [
      'a bomb of aliases',
      `a0: &a0 x\n${Array.from({ length: 30 }, (_, at) => `a${String(at + 1)}: &a${String(at + 1)} [*a${String(at)}, *a${String(at)}]`).join('\n')}`,
    ],
    ['several documents', 'a: 1\n---\nb: 2'],
    ['more than AWS takes', `a: ${'x'.repeat(51_200)}`],
    ['lists that nest too deep', `${'['.repeat(101)}${']'.repeat(101)}`],
    ['lists that nest thousandfold', '['.repeat(51_200)],
    ['maps that nest thousandfold', '{'.repeat(51_200)],
    ['maps that nest and hide where they end', "{a: '}', b: ".repeat(4_000)],
    ['items of items', '- '.repeat(25_000)],
    ['keys of keys', '? '.repeat(25_000)],
    ['keys under keys', Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['tags on tags', '!a '.repeat(17_000)],
    ['anchors on anchors', '&a '.repeat(17_000)],
  ])('cannot be %s', (_, text) => {
    expect(readTemplate(text)).toBe(undefined);
  });
});

describe('nesting', () => {
  test.each([
    ['as deep as a list may be', '['.repeat(100), false],
    ['deeper than a list may be', '['.repeat(101), true],
    ['of lists that end', '[],'.repeat(200), false],
    ['as far to the right as a line may begin', `a:\n${' '.repeat(200)}b: 1`, false],
    ['further to the right', `a:\n${' '.repeat(201)}b: 1`, true],
    ['far to the right in a text of lines', `a: |\n${' '.repeat(300)}b`, false],
    ['of indicators on a line', `${'- '.repeat(29)}a`, false],
    ['of more indicators on a line', `${'- '.repeat(30)}a`, true],
    ['of nothing, in a comment of dashes', `a: 1\n  # ${'- '.repeat(40)}`, false],
    ['of a long line after its key', `a: ${'b '.repeat(300)}`, false],
  ])('%s', (_, text, expected) => {
    expect(nestsTooDeep(text)).toBe(expected);
  });
});
