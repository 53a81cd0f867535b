import { listOf, numberOf, said, textOf, type Leaf, type Leaves } from '../../review/leaf';
import { leaves, unknownLeaf } from '../support/review';

const sensitive = (value: unknown): Leaf => ({ kind: 'known', value, address: 'aws_config_config_rule.one', isSensitive: true });

describe('a setting', () => {
  const held = (value: unknown): Leaves => leaves({ namePrefix: value });

  test.each([
    ['a number', held(45), { number: 45, text: undefined, list: undefined }],
    ['a text', held('keys'), { number: undefined, text: 'keys', list: undefined }],
    ['a list, whose items are told as text', held(['a', 1]), { number: undefined, text: undefined, list: ['a', '1'] }],
    ['a sensitive number', held(sensitive(45)), { number: 45, text: undefined, list: undefined }],
    ['a sensitive text', held(sensitive('keys')), { number: undefined, text: 'keys', list: undefined }],
    ['a sensitive list', held(sensitive(['a'])), { number: undefined, text: undefined, list: ['a'] }],
    ['nothing when it is not known', held(unknownLeaf()), { number: undefined, text: undefined, list: undefined }],
    ['nothing when it is not there', leaves({}), { number: undefined, text: undefined, list: undefined }],
    ['nothing when there is no policy', null, { number: undefined, text: undefined, list: undefined }],
  ])('is %s', (_, side, expected) => {
    expect({ number: numberOf(side, 'namePrefix'), text: textOf(side, 'namePrefix'), list: listOf(side, 'namePrefix') }).toEqual(expected);
  });

  test.each([
    ['a text as it is', 'keys', 'keys'],
    ['a number', 45, '45'],
    ['a switch', true, 'true'],
    ['a list by its items', ['a', 'b', 3], 'a, b, 3'],
    ['an empty list as none', [], 'none'],
    ['a map as JSON', { team: 'security' }, '{"team":"security"}'],
    ['what is sensitive not at all', sensitive('secret'), '(sensitive)'],
    ['a sensitive list not at all', sensitive(['secret']), '(sensitive)'],
    ['what is not known as that', unknownLeaf(), 'not known'],
  ])('is said: %s', (_, value, expected) => {
    expect(said(leaves({ tags: value }).get('tags'))).toBe(expected);
  });

  test('is said to be none when it is not there', () => {
    expect(said(undefined)).toBe('none');
  });
});
