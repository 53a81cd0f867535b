import { resourceChangeOf } from '../../../review/read/resource-change';
import { element } from './reading';

/** What is refused of a change of ours: what it must be, and what it is. */
function refusalOf(change: unknown): readonly [string, string] | 'nothing is refused' {
  const refusals: [string, string][] = [];
  try {
    resourceChangeOf(change, (accepted, got) => {
      refusals.push([accepted, got]);
      throw new Error(accepted);
    });
  } catch (error) {
    if (refusals.length === 0) throw error;
  }
  return refusals[0] ?? 'nothing is refused';
}

describe('a change of ours is refused', () => {
  const topic = (more: object): object => element('aws_sns_topic', { ...more });

  test.each([
    ['that is nothing', null, ['a change', 'nothing']],
    ['that is a list', [], ['value as an object', 'a list']],
    ['that does not say what changes', topic({ change: undefined }), ['change', 'nothing']],
    ['that says what changes as text', topic({ change: 'x' }), ['change as an object', 'a string']],
    ['without an address', topic({ address: null }), ['an address', 'nothing']],
    ['with an address that is an object', topic({ address: {} }), ['address as a string', 'an object']],
    ['without a type', topic({ type: undefined }), ['a type', 'nothing']],
    ['without a name', topic({ name: undefined }), ['a name', 'nothing']],
    ['with a name that is a number', topic({ name: 1 }), ['name as a string', 'a number']],
    ['with an index that is a list', topic({ index: [1] }), ['index as a string or a number', 'a list']],
  ])('%s', (_title, change, refusal) => {
    expect(refusalOf(change)).toEqual(refusal);
  });

  test('not when it is as Terraform writes it', () => {
    expect(refusalOf(topic({}))).toBe('nothing is refused');
  });
});
